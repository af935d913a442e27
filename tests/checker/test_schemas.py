"""The schemas say what the checker does: every case fits them, and they refuse what it refuses."""

import json

import pytest
from jsonschema import Draft202012Validator

from checker import messages, requests
from checker.bridge import OPERATIONS, handle
from tests.case_files import all_requests, load, request_text
from tests.schemas import SCHEMAS, answer_validator, validator

CASES = [pytest.param(case, id=f"{file}:{case['id']}") for file, case in all_requests()]
ERRORS = [case for case in load("errors") if "request" in case]

# What a schema cannot know: the calendar's and the rules' own limits, and members held against another.
BEYOND_A_SCHEMA = {
    "date_out_of_range", "days_out_of_range", "ends_before_start", "ends_too_late",
    "certificate_contradiction",
}  # fmt: skip


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.name)
def test_is_a_schema(path):
    Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("op", OPERATIONS)
def test_every_operation_has_both_schemas(op: str):
    assert {f"{op}.request.json", f"{op}.answer.json"} <= {path.name for path in SCHEMAS.iterdir()}


@pytest.mark.parametrize("case", CASES)
def test_answers_fit_their_schema_and_good_requests_theirs(case: dict):
    answer = json.loads(handle(request_text(case)))
    answer_validator(answer).validate(answer)
    if answer["ok"] and "request" in case:
        validator(f"{answer['op']}.request").validate(case["request"])


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case["id"])
def test_schema_refuses_what_it_can_know_to_be_bad(case: dict):
    if case["expect"]["code"] not in BEYOND_A_SCHEMA:
        assert not validator("assess.request").is_valid(case["request"])


def test_schema_and_reader_have_the_same_limits():
    members = validator("assess.request").schema["properties"]
    assert members["annotations"]["maxItems"] == requests.MOST_ANNOTATIONS
    year = members["certificate"]["properties"]["exam_year"]
    assert (year["minimum"], year["maximum"]) == requests.EXAM_YEARS


def test_error_schema_knows_every_code():
    codes = validator("error").schema["properties"]["error"]["properties"]["code"]["enum"]
    assert set(messages.FAULTS) <= set(codes)
