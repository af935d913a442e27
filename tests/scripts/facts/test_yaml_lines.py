"""The quick reader of YAML gives what a slow one gives, with the line of every key."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import RoundTripConstructor

from scripts.facts.yaml_lines import YamlWrong, read
from scripts.places import DOCS, ROOT

FILES = sorted([*(DOCS / "data").rglob("*.yml"), *(ROOT / "scripts").rglob("*.yml")])
TEXT = """\
a: no
day: 2026-01-02
time: 24:00
"quoted": '12'
list:
  - one: 1
    two: [~, null, true, FALSE, 0x10]
  - -1.5e3
more: |
  first
  second
1: 1_000
folded: >-
  one
  line
empty:
"""


def test_types_are_those_of_yaml_1_2_and_days_stay_text():
    data, _ = read(TEXT)
    assert data == {
        "a": "no",
        "day": "2026-01-02",
        "time": "24:00",
        "quoted": "12",
        "list": [{"one": 1, "two": [None, None, True, False, "0x10"]}, -1500.0],
        "more": "first\nsecond\n",
        1: 1000,
        "folded": "one line",
        "empty": None,
    }


def test_each_key_and_each_place_in_a_list_has_its_line():
    _, lines = read(TEXT)
    assert lines["a",] == 1
    assert lines["list",] == 5
    assert lines["list", 0] == lines["list", 0, "one"] == 6
    assert lines["list", 0, "two", 4] == 7
    assert lines["list", 1] == 8
    assert lines[1,] == 12
    assert lines["empty",] == 16


class _DaysAsText(RoundTripConstructor):
    """A class of its own: a constructor added to that of ruamel would change it for every other test."""


_DaysAsText.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: str(node.value))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_reads_as_by_another_reader(path: Path):
    text = path.read_text("utf-8")
    yaml = YAML()
    yaml.Constructor = _DaysAsText
    other = yaml.load(text)
    data, lines = read(text)
    assert data == other
    assert isinstance(other, CommentedMap) == isinstance(data, dict)
    if isinstance(other, CommentedMap):
        assert {key: lines[key,] for key in data} == {k: other.lc.key(k)[0] + 1 for k in other}


@pytest.mark.parametrize(
    ("text", "line", "twice"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "a"),
        ("x:\n  - {b: 1, b: 2}\n", 2, "b"),
        ("a: [1\nb: {}\n", 2, ""),
        ("a: 1\n\tb: 2\n", 2, ""),
        ("a: !thing 1\n", 1, ""),
        ("a: 1\n? [b]\n: 2\n", 2, ""),
        ("a: \x01\n", 1, ""),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, twice: str):
    with pytest.raises(YamlWrong) as caught:
        read(text)
    assert (caught.value.line, caught.value.twice) == (line, twice)
    assert caught.value.problem


def test_an_empty_text_holds_nothing():
    empty: Any = (None, {})
    assert read("") == empty
