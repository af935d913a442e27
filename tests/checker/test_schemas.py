"""The schemas say what the checker does: every case fits them, and they refuse what it refuses."""

import json

import pytest
from jsonschema import Draft202012Validator

from checker import messages, requests
from checker.bridge import OPERATIONS, handle
from tests.case_files import all_requests, load, request_text
from tests.schemas import SCHEMAS, answer_validator, validator

CASES = [pytest.param(case, id=f"{file}:{case['id']}") for file, case in all_requests()]
STUDY = {"degree": "college", "field": "pharmacy", "graduated": "2022-07-01"}
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
def test_every_operation_has_both_schemas_and_cases(op: str):
    assert load(op)
    assert {f"{op}.request.json", f"{op}.answer.json"} <= {path.name for path in SCHEMAS.iterdir()}


@pytest.mark.parametrize("case", CASES)
def test_answers_fit_their_schema_and_good_requests_theirs(case: dict):
    answer = json.loads(handle(request_text(case)))
    answer_validator(answer).validate(answer)
    if answer["ok"]:
        of_request = validator(f"{answer['op']}.request")
        of_request.validate(answer["asked"])
        if "request" in case:
            of_request.validate(case["request"])


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


@pytest.mark.parametrize(
    "request_",
    [
        {"op": "plan"},
        {"op": "plan", "needs": [{"label": "甲", "from": "2027-01-06"}]},
        {"op": "plan", "needs": [], "annotations": [{"applied_on": "2026-12-01"}]},
        {"op": "plan", "needs": [], "annotations": [{"applied_on": "2026-12-01", "days": 91}]},
        {"op": "plan", "needs": [], "apply_on": "2026-12-01"},
        {"op": "renewal"},
        {"op": "renewal", "registered_until": "20261231"},
        {"op": "renewal", "registered_until": "2026-02-30"},
        {"op": "scores"},
        {"op": "scores", "passed": {"history": 2025}},
        {"op": "scores", "passed": {"law": "2025"}},
        {"op": "scores", "passed": {"law": 1993}},
        {"op": "scores", "passed": {}, "exempt": 1},
        {"op": "scores", "passed": {"knowledge_two": 2025}, "exempt": True},
        {"op": "eligibility", "exam_year": 2021},
        {"op": "eligibility", "studies": [{"degree": "college", "field": "pharmacy"}]},
        {"op": "eligibility", "studies": [{**STUDY, "degree": "master"}]},
        {"op": "eligibility", "studies": [STUDY, STUDY]},
        {"op": "eligibility", "posts": [{"to": "2022-07-01"}]},
        {"op": "eligibility", "full_time_studies": [{"from": "2022-07-01"}] * 21},
        {"op": "eligibility", "today": "2026-11-27"},
        {"op": "study"},
        {"op": "study", "approved_on": "2019-10-27", "registered_until": "2027-03-31"},
        {"op": "study", "registered_until": "2027-03-31", "received_on": "2022-03-31"},
        {"op": "reminders", "days": 90},
        {"op": "reminders", "apply_on": "2026-12-05", "needs": []},
        {"op": "reminders", "plan": {}},
    ],
    ids=json.dumps,
)
def test_both_the_schema_and_the_checker_refuse(request_):
    assert not validator(f"{request_['op']}.request").is_valid(request_)
    assert not json.loads(handle(json.dumps(request_)))["ok"]
