"""YAML as plain data, with the line of every key: the types of YAML 1.2's core schema and no others, so a
day, a time and `no` stay text; a number may be written 1_000. Read by libyaml: what is written in Python
takes ten times as long.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from yaml import (  # type: ignore[import-untyped]
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    YAMLError,
)
from yaml.cyaml import CParser  # type: ignore[import-untyped]
from yaml.resolver import BaseResolver  # type: ignore[import-untyped]

Place = tuple[str | int, ...]
"""The keys and places in lists that lead to a value."""

OF_YAML = "tag:yaml.org,2002:"
# The core schema: tag → how a plain scalar of it looks, what it begins with, its value.
TYPES: Mapping[str, tuple[str, str, Callable[[str], Any]]] = {
    "null": (r"~|null|Null|NULL|", "~nN", lambda _: None),
    "bool": (r"true|True|TRUE|false|False|FALSE", "tTfF", lambda text: text.lower() == "true"),
    "int": (r"[-+]?[0-9][0-9_]*", "-+0123456789", int),
    "float": (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789", float),
}


class YamlWrong(Exception):
    """`line` is counted from 1; `twice`: the key that stands twice, "" where something else is wrong."""

    def __init__(self, line: int, problem: str, twice: str = "") -> None:
        super().__init__(f"{line}: {problem}")
        self.line, self.problem, self.twice = line, problem, twice


class _Loader(CParser, BaseResolver):  # type: ignore[misc]
    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        BaseResolver.__init__(self)


for _name, (_looks, _begins, _) in TYPES.items():
    _first = [*_begins, ""] if _name == "null" else [*_begins]
    _Loader.add_implicit_resolver(f"{OF_YAML}{_name}", re.compile(f"(?:{_looks})$"), _first)


def read(text: str) -> tuple[Any, Mapping[Place, int]]:
    """The data, and the line (from 1) of each path of keys. Raises YamlWrong."""
    lines: dict[Place, int] = {}
    try:
        node = _Loader(text).get_single_node()
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise YamlWrong(mark.line + 1 if mark else 1, problem) from error
    return (None if node is None else _plain(node, (), lines)), lines


def _plain(node: Node, path: Place, lines: dict[Place, int]) -> Any:
    if isinstance(node, MappingNode):
        found: dict[Any, Any] = {}
        for key_node, value in node.value:
            line, key = key_node.start_mark.line + 1, _plain(key_node, path, {})
            if not isinstance(key, str | int | float | bool | None):
                raise YamlWrong(line, "a key that is no scalar")
            if key in found:
                raise YamlWrong(line, f"{key} twice", str(key))
            lines[(*path, key)] = line  # type: ignore[arg-type]
            found[key] = _plain(value, (*path, key), lines)  # type: ignore[arg-type]
        return found
    if isinstance(node, SequenceNode):
        for i, item in enumerate(node.value):
            lines[(*path, i)] = item.start_mark.line + 1
        return [_plain(item, (*path, i), lines) for i, item in enumerate(node.value)]
    assert isinstance(node, ScalarNode)
    name = node.tag.removeprefix(OF_YAML)
    if name in TYPES:
        return TYPES[name][2](node.value)
    if name != "str":
        raise YamlWrong(node.start_mark.line + 1, f"tag {node.tag}")
    return str(node.value)
