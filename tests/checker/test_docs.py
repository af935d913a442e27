"""docs/dev/checker.md says what the code does: examples, readings, codes and operations."""

import json
import re

import pytest

from checker import messages
from checker.bridge import OPERATIONS, handle
from checker.eligibility import BY, SUM
from checker.readings import COUNTED, VALIDITY, WINDOW
from checker.study import FROM, UNTIL, YEAR_OF
from scripts.places import ROOT
from tests.case_files import assert_contains, assert_sum_holds

TEXT, OF_PERSONS = (
    (ROOT / "docs" / "dev" / name).read_text("utf-8") for name in ("checker.md", "person.md")
)
EXAMPLES = [
    json.loads(text)
    for text in re.findall(r"```json example\n(.*?)```", TEXT + OF_PERSONS, re.DOTALL)
]


def section(heading: str) -> str:
    return TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def first_cells(text: str) -> list[str]:
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["request"]["op"])
def test_an_example_is_answered_so(example: dict):
    assert_contains(json.loads(handle(json.dumps(example["request"]))), example["answer"])


def test_there_are_examples():
    assert {"assess", "renewal", "scores", "eligibility", "study"} == {
        example["request"]["op"] for example in EXAMPLES
    }


def test_the_choices_of_the_readings():
    told = re.findall(r"\| `(\w+): (\w+)` \|", TEXT)
    questions = {"counted": COUNTED, "window": WINDOW, "validity": VALIDITY}
    assert told == [(key, choice) for key, choices in questions.items() for choice in choices]


def test_the_choices_of_the_readings_of_persons():
    told = [
        (key, choice)
        for key, choices in re.findall(r"\| `(\w+): (\w+`(?:、`\w+`)*) \|", OF_PERSONS)
        for choice in re.findall(r"\w+", choices)
    ]
    questions = {"sum": SUM, "by": BY, "year_of": YEAR_OF, "from": FROM, "until": UNTIL}
    assert told == [(key, choice) for key, choices in questions.items() for choice in choices]


def test_every_kind_of_item_of_the_agenda_is_told():
    rows = OF_PERSONS.split("| 条目 |")[1]
    for start in ("registration-renewal", "registration-end", "first-registration", "study-past"):
        assert f"`{start}`" in rows


def test_the_codes_of_errors():
    assert first_cells(section("门口")) == list(messages.FAULTS)


def test_the_operations():
    assert set(first_cells(section("其余的操作"))) == set(OPERATIONS)


def test_the_sums_hold():
    sums = re.findall(r"`(\d{4}-\d\d-\d\d [^`]*=[^`]*)`", TEXT)
    assert sums
    for text in sums:
        assert_sum_holds(text, "docs/dev/checker.md")
