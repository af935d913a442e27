"""Changes one value of a YAML file; every line that does not belong to it stays as it was.

The lines of the value alone are read, changed and written again; then the whole file is read once
more and must say exactly what it said before, but for the change.
"""

import copy
import io
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from scripts.facts.load import Document, parse
from scripts.facts.problems import FactsError

Keys = tuple[str | int, ...]
COMMENT = re.compile(r"(?:^|\s)#.*$")


class Unclear(Exception):
    """The file is not written in a way that can be changed without a person; says why."""


def changed(document: Document, keys: Keys, value: Any, order: Sequence[str] = ()) -> str:
    """The text of the file with `value` at `keys`. A key that is not there yet is put where `order`
    has it among its neighbours. Raises Unclear."""
    lines = document.text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        raise Unclear("文件最后一行没有换行")
    if keys in document.lines:
        first, last = _block(document, lines, keys)
        block = _with(lines[first:last], keys[-1], value)
    else:
        first = last = _place(document, lines, keys, order)
        block = _new(keys[-1], value, _indent_of_children(document, lines, keys[:-1]))
    return _checked(document, lines[:first] + block + lines[last:], keys, value)


def key_by_key(
    document: Document, keys: Keys, value: Mapping[str, Any], order: Sequence[str]
) -> Document:
    """The document with `value` at `keys`, where a mapping stands: only the lines of the keys that
    differ are written anew, where each stands on lines of its own. Raises Unclear."""
    stands = _at(document.data, keys)
    if not stands.keys() <= value.keys():
        return parse(changed(document, keys, value), document.file)
    for key in value:
        if key in stands and stands[key] == _as_plain(value[key]):
            continue
        try:
            document = parse(changed(document, (*keys, key), value[key], order), document.file)
        except Unclear:
            return parse(changed(document, keys, value), document.file)
    return document


def with_first(document: Document, keys: Keys, value: Mapping[str, Any]) -> str:
    """The text of the file with `value` as a new first item of the list at `keys`. Raises Unclear."""
    lines = document.text.splitlines(keepends=True)
    line = document.lines.get((*keys, 0))
    if line is None or not lines[line - 1].lstrip().startswith("- "):
        raise Unclear("列表是空的，或者写在一行里")
    indent = _indent(lines[line - 1])
    block = _dumped_item([_for_yaml(value)], indent)
    text = "".join(lines[: line - 1] + block + lines[line - 1 :])
    expected = copy.deepcopy(document.data)
    _at(expected, keys).insert(0, _as_plain(value))
    return _same(text, document.file, expected)


def whole(value: Mapping[str, Any]) -> str:
    """The text of a new file. It says what `parse` reads from it."""
    return "".join(_dumped(_for_yaml(value), 0))


def with_last(
    document: Document, keys: Keys, values: Sequence[Mapping[str, Any]], *, apart: bool = False
) -> str:
    """The text of the file with `values` as new last items of the list at `keys`, which may be
    empty; `apart`: with a blank line between items. Raises Unclear."""
    lines = document.text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        raise Unclear("文件最后一行没有换行")
    stands = _at(document.data, keys)
    if stands:
        first, last = _block(document, lines, (*keys, len(stands) - 1))
        indent = _indent(lines[first])
    else:
        first, last = _block(document, lines, keys)
        opened, count = re.subn(r"\[\s*\]", "", lines[first].rstrip("\n"))
        if count != 1 or last != first + 1:
            raise Unclear("空的列表没有写在一行里")
        lines[first] = opened.rstrip() + "\n"
        indent = _indent(lines[first]) + 2
    block: list[str] = []
    for value in values:
        block += ["\n"] if apart and (stands or block) else []
        block += _dumped_item([_for_yaml(value)], indent)
    expected = copy.deepcopy(document.data)
    _at(expected, keys).extend(map(_as_plain, values))
    return _same("".join(lines[:last] + block + lines[last:]), document.file, expected)


def with_entry(document: Document, key: str, value: Mapping[str, Any]) -> str:
    """The text of a file of entries, sorted by key, with one more. Raises Unclear."""
    lines = document.text.splitlines(keepends=True)
    block = _dumped({key: _for_yaml(value)}, 0)
    later = [k for k in document.data if str(k) > key]
    if later:
        line = document.lines[(min(later, key=str),)] - 1
        while line and lines[line - 1].lstrip().startswith("#"):
            line -= 1
        new = [*lines[:line], *block, "\n", *lines[line:]]
    else:
        new = [*lines, *([] if lines[-1:] == ["\n"] else ["\n"]), *block]
    return _same("".join(new), document.file, {**document.data, key: _as_plain(value)})


def _checked(document: Document, lines: list[str], keys: Keys, value: Any) -> str:
    expected = copy.deepcopy(document.data)
    _at(expected, keys[:-1])[keys[-1]] = _as_plain(value)
    return _same("".join(lines), document.file, expected)


def _same(text: str, file: str, expected: Any) -> str:
    try:
        says = parse(text, file).data
    except FactsError:
        says = None
    if says != expected:
        raise Unclear("改好以后读出来的不是想写的")
    return text


def _at(data: Any, keys: Keys) -> Any:
    for key in keys:
        data = data[key]
    return data


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _block(document: Document, lines: list[str], keys: Keys) -> tuple[int, int]:
    """First line and the one past the last of the value, from 0."""
    first = document.lines[keys] - 1
    start = lines[first].lstrip()
    opening = "- " if isinstance(keys[-1], int) else rf"(['\"]?){re.escape(str(keys[-1]))}\1\s*:"
    if not re.match(opening, start):
        raise Unclear("这个值和别的写在一行里")
    last = first + 1
    end = last
    while end < len(lines):
        line = lines[end].strip()
        if line and not line.startswith("#"):
            if _indent(lines[end]) <= _indent(lines[first]):
                break
            last = end + 1
        end += 1
    return first, last


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _with(lines: list[str], key: str | int, value: Any) -> list[str]:
    indent = _indent(lines[0])
    if any(line.strip() and _indent(line) < indent for line in lines):
        raise Unclear("缩进看不懂")
    tree = _yaml().load("".join(line[indent:] if line.strip() else line for line in lines))
    slot = 0 if isinstance(key, int) else key
    stands = tree[slot]
    new = _for_yaml(value)
    both = isinstance(stands, CommentedMap) and isinstance(new, CommentedMap)
    if both and set(stands) == set(new):
        _update(stands, new)
    elif both and not stands.fa.flow_style():
        for gone in [k for k in stands if k not in new]:
            del stands[gone]
        _update(stands, {k: v for k, v in new.items() if k in stands})
        for i, (name, each) in enumerate(new.items()):
            if name not in stands:
                stands.insert(i, name, each)
    else:
        tree[slot] = new
    written = _dumped_item(tree, indent) if isinstance(key, int) else _dumped(tree, indent)
    if len(lines) == 1 and len(written) > 1:
        written[0] = re.sub(r"\s+#", " #", written[0])
    if _comments(lines) != _comments(written):
        raise Unclear("这个值里有注释，改了会丢：由人写")
    return written


def _update(stands: CommentedMap, new: Mapping[str, Any]) -> None:
    for name, each in new.items():
        if _as_plain(stands[name]) != _as_plain(each):
            stands[name] = each


def _comments(lines: list[str]) -> list[str]:
    return [found[0].strip() for line in lines if (found := COMMENT.search(line))]


def _new(key: str | int, value: Any, indent: int) -> list[str]:
    return _dumped({key: _for_yaml(value)}, indent)


def _place(document: Document, lines: list[str], keys: Keys, order: Sequence[str]) -> int:
    """The line before which a new key belongs."""
    parent = keys[:-1]
    siblings = list(_at(document.data, parent))
    if not siblings or keys[-1] not in order:
        raise Unclear("不知道应写在哪里")
    before = [k for k in siblings if k in order and order.index(k) < order.index(str(keys[-1]))]
    if not before:
        first, _ = _block(document, lines, (*parent, siblings[0]))
        return first
    _, last = _block(document, lines, (*parent, max(before, key=siblings.index)))
    return last


def _indent_of_children(document: Document, lines: list[str], parent: Keys) -> int:
    child = list(_at(document.data, parent))[-1]  # the first may share its line with a dash
    first, _ = _block(document, lines, (*parent, child))
    return _indent(lines[first])


def _dumped(data: Any, indent: int) -> list[str]:
    stream = io.StringIO()
    _yaml().dump(data, stream)
    return [
        " " * indent + line if line.strip() else line
        for line in stream.getvalue().splitlines(keepends=True)
    ]


def _dumped_item(data: Any, indent: int) -> list[str]:
    """A list of one, its dash at the indent."""
    return [line[2:] if line.strip() else line for line in _dumped(data, indent)]


def _for_yaml(value: Any, *, inner: bool = False) -> Any:
    """As files of facts write it: days without quotes, lists of ids and of former values in a line."""
    if isinstance(value, Mapping):
        tree = CommentedMap({k: _for_yaml(v, inner=True) for k, v in value.items()})
        if inner and all(not isinstance(v, Mapping | list) for v in value.values()):
            tree.fa.set_flow_style()
        return tree
    if isinstance(value, list | tuple):
        items = CommentedSeq([_for_yaml(each, inner=True) for each in value])
        if all(not isinstance(each, Mapping | list) for each in value):
            items.fa.set_flow_style()
        return items
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value


def _as_plain(value: Any) -> Any:
    """As `parse` reads it: days are text."""
    if isinstance(value, Mapping):
        return {k: _as_plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_as_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
