"""docs/dev/checker.md says what the code does: examples, readings, codes and operations."""

import json
import re

import pytest

from checker import messages
from checker.bridge import OPERATIONS, handle
from checker.readings import COUNTED, VALIDITY, WINDOW
from scripts.places import ROOT
from tests.case_files import assert_contains, assert_sum_holds

TEXT = (ROOT / "docs" / "dev" / "checker.md").read_text("utf-8")
EXAMPLES = [json.loads(text) for text in re.findall(r"```json example\n(.*?)```", TEXT, re.DOTALL)]


def section(heading: str) -> str:
    return TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def first_cells(text: str) -> list[str]:
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["request"]["op"])
def test_an_example_is_answered_so(example: dict):
    assert_contains(json.loads(handle(json.dumps(example["request"]))), example["answer"])


def test_there_are_examples():
    assert {"assess", "renewal", "scores"} == {example["request"]["op"] for example in EXAMPLES}


def test_the_choices_of_the_readings():
    told = re.findall(r"\| `(\w+): (\w+)` \|", TEXT)
    questions = {"counted": COUNTED, "window": WINDOW, "validity": VALIDITY}
    assert told == [(key, choice) for key, choices in questions.items() for choice in choices]


def test_the_codes_of_errors():
    assert first_cells(section("门口")) == list(messages.FAULTS)


def test_the_operations():
    assert set(first_cells(section("其余的操作"))) == set(OPERATIONS)


def test_the_sums_hold():
    sums = re.findall(r"`(\d{4}-\d\d-\d\d [^`]*=[^`]*)`", TEXT)
    assert sums
    for text in sums:
        assert_sum_holds(text, "docs/dev/checker.md")
