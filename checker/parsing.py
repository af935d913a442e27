"""Strict JSON: from request text to members in document order.

Refuses what Python's json lets through: NaN and Infinity, duplicate keys, over-long input.
"""

import json
from typing import Any, NoReturn

from checker.faults import Fault

MAX_BYTES = 1_000_000
MAX_INTEGER_DIGITS = 20


class _DuplicateKey(dict[str, Any]):
    """An object in which a key stands twice; keeps all members to find the place again."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


def parse_object(text: str) -> dict[str, Any]:
    """The object that `text` holds. Raises Fault, for the whole request or with its field."""
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError:
        raise Fault("not_utf8") from None
    if size > MAX_BYTES:
        raise Fault("too_large", limit=MAX_BYTES)

    duplicates = False

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal duplicates
        result = dict(pairs)
        if len(result) == len(pairs):
            return result
        duplicates = True
        return _DuplicateKey(pairs)

    try:
        data = json.loads(
            text, object_pairs_hook=members, parse_constant=_refuse, parse_int=_integer
        )
    except (ValueError, RecursionError):
        raise Fault("not_json") from None
    if duplicates:
        _raise_first_duplicate(data)
    if not isinstance(data, dict):
        raise Fault("not_an_object")
    return data


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _integer(digits: str) -> int:
    """An integer; one too long for any field keeps its sign and stays out of every range."""
    return int(digits[:MAX_INTEGER_DIGITS])


def _raise_first_duplicate(value: Any) -> None:
    """Raises the Fault of the first repeated key in document order, if there is one below."""
    if isinstance(value, list):
        for i, item in enumerate(value):
            _raise_first_duplicate_under(f"[{i}]", item)
    elif isinstance(value, dict):
        seen = set()
        for key, member in value.pairs if isinstance(value, _DuplicateKey) else value.items():
            if key in seen:
                raise Fault("duplicate_key", key, key=key)
            seen.add(key)
            _raise_first_duplicate_under(key, member)


def _raise_first_duplicate_under(name: str, value: Any) -> None:
    try:
        _raise_first_duplicate(value)
    except Fault as fault:
        raise fault.under(name) from None
