"""Strict JSON: from request text to members in document order.

Refuses what Python's json lets through: NaN and Infinity, duplicate keys, over-long input.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from checker.faults import Fault
from checker.fields import shorten

MAX_BYTES = 1_000_000
MAX_INTEGER_DIGITS = 20

# No request nests deeper than five; how deep Python's reader can go differs between interpreters,
# and in a browser going too deep ends Python itself.
MAX_DEPTH = 500
_STRING_OR_BRACKET = r'(?s:"(?:[^"\\]|\\.)*+"?|[\[\]{}])'


def parse_object(text: str) -> dict[str, Any]:
    """The object that `text` holds. Raises Fault, for the whole request or with its field."""
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError:
        raise Fault("not_utf8") from None
    if size > MAX_BYTES:
        raise Fault("too_large", limit=MAX_BYTES)
    if _too_deep(text):
        raise Fault("not_json")
    try:
        data = _STRICT.decode(text)
    except _DuplicateKey:
        raise _duplicate_key(text) from None
    except ValueError:
        raise Fault("not_json") from None
    if not isinstance(data, dict):
        raise Fault("not_an_object")
    return data


def _too_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for token in re.finditer(_STRING_OR_BRACKET, text):
        if token[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif token[0] in "]}":
            depth -= 1
    return False


class _DuplicateKey(Exception):
    """A key stands twice in an object."""


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _DuplicateKey
    return members


class _Pairs(list[tuple[str, Any]]):
    """The members of an object as they stand in the text, keys twice and all."""


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _integer(digits: str) -> int:
    """An integer; one too long for any field keeps its sign and stays out of every range."""
    return int(digits[:MAX_INTEGER_DIGITS])


_STRICT = json.JSONDecoder(object_pairs_hook=_members, parse_constant=_refuse, parse_int=_integer)
_LENIENT = json.JSONDecoder(object_pairs_hook=_Pairs, parse_constant=_refuse, parse_int=_integer)


def _duplicate_key(text: str) -> Fault:
    """The Fault of the first repeated key in document order; `not_json` where there is worse."""
    try:
        field, key = next(_repeated_keys(_LENIENT.decode(text), ""))
    except (ValueError, RecursionError):
        return Fault("not_json")
    return Fault("duplicate_key", field, key=shorten(key))


def _repeated_keys(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """The field and the name of each key that stands in its object already."""
    if isinstance(value, _Pairs):
        seen = set()
        for key, member in value:
            field = f"{place}.{key}" if place else key
            if key in seen:
                yield field, key
            seen.add(key)
            yield from _repeated_keys(member, field)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _repeated_keys(item, f"{place}[{i}]")
