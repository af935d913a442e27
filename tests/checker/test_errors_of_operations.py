"""What is wrong with a request to an operation: code, field and remedy."""

import json
from functools import cache

import pytest

from checker.bridge import OPERATIONS, handle
from tests.case_files import load
from tests.schemas import validator

STUDY = {"degree": "college", "field": "pharmacy", "graduated": "2022-07-01"}
NEED = {"label": "甲", "from": "2027-01-06", "to": "2027-01-07"}


@pytest.mark.parametrize(
    ("request_", "code", "field"),
    [
        ({"op": "plan"}, "missing_field", "needs"),
        ({"op": "plan", "needs": {}}, "wrong_type", "needs"),
        ({"op": "plan", "needs": [7]}, "wrong_type", "needs[0]"),
        ({"op": "plan", "needs": [{**NEED, "label": None}]}, "wrong_type", "needs[0].label"),
        ({"op": "plan", "needs": [{"from": "2027-01-06"}]}, "missing_field", "needs[0].label"),
        ({"op": "plan", "needs": [{**NEED, "until": 1}]}, "unknown_field", "needs[0].until"),
        ({"op": "plan", "needs": [{**NEED, "to": "2027-1-7"}]}, "date_format", "needs[0].to"),
        ({"op": "plan", "needs": [NEED] * 101}, "too_many", "needs"),
        ({"op": "plan", "needs": [NEED], "today": 20261201}, "wrong_type", "today"),
        ({"op": "plan", "needs": [NEED], "as_of": "now"}, "date_format", "as_of"),
        ({"op": "plan", "needs": [NEED], "on": "2026-12-01"}, "unknown_field", "on"),
        ({"op": "renewal", "registered_until": "2026-12-31", "on": "2026-11-23"}, "unknown_field", "on"),
        ({"op": "renewal", "registered_until": None}, "wrong_type", "registered_until"),
        ({"op": "renewal", "registered_until": "20261231"}, "date_format", "registered_until"),
        ({"op": "renewal", "end": "2026-12-31"}, "unknown_field", "end"),
        ({"op": "scores", "passed": []}, "wrong_type", "passed"),
        ({"op": "scores", "passed": {"history": 2025}}, "unknown_field", "passed.history"),
        ({"op": "scores", "passed": {"law": "2025"}}, "wrong_type", "passed.law"),
        ({"op": "scores", "passed": {"law": 2025.0}}, "wrong_type", "passed.law"),
        ({"op": "scores", "passed": {"law": True}}, "wrong_type", "passed.law"),
        ({"op": "scores", "passed": {}, "exempt": "false"}, "wrong_type", "exempt"),
        ({"op": "scores", "passed": {}, "exempt": 0}, "wrong_type", "exempt"),
        ({"op": "scores", "passed": {}, "exempt": None}, "wrong_type", "exempt"),
        ({"op": "eligibility", "exam_year": 2021}, "year_out_of_range", "exam_year"),
        ({"op": "eligibility", "exam_year": 2100}, "year_out_of_range", "exam_year"),
        ({"op": "eligibility", "exam_year": 2026.0}, "wrong_type", "exam_year"),
        ({"op": "eligibility", "exam_year": None}, "wrong_type", "exam_year"),
        ({"op": "eligibility", "today": "2026-11-27"}, "unknown_field", "today"),
        ({"op": "eligibility", "studies": {}}, "wrong_type", "studies"),
        ({"op": "eligibility", "studies": [{**STUDY, "degree": "master"}]}, "unknown_value", "studies[0].degree"),
        ({"op": "eligibility", "studies": [{**STUDY, "degree": 4}]}, "wrong_type", "studies[0].degree"),
        ({"op": "eligibility", "studies": [{**STUDY, "field": "Pharmacy"}]}, "unknown_value", "studies[0].field"),
        ({"op": "eligibility", "studies": [{"degree": "college"}]}, "missing_field", "studies[0].field"),
        ({"op": "eligibility", "studies": [STUDY, {**STUDY, "graduated": "1949-12-31"}]},
         "date_out_of_range", "studies[1].graduated"),
        ({"op": "eligibility", "studies": [{**STUDY, "graduated": "2100-01-01"}]}, "date_out_of_range", "studies[0].graduated"),
        ({"op": "eligibility", "studies": [STUDY, {**STUDY, "field": "other"}, STUDY]}, "duplicate_study", "studies[2]"),
        ({"op": "eligibility", "studies": [STUDY, STUDY, {}]}, "duplicate_study", "studies[1]"),
        ({"op": "eligibility", "studies": [STUDY, STUDY] * 11}, "too_many", "studies"),
        ({"op": "eligibility", "posts": [{"from": "x"}] * 21}, "too_many", "posts"),
        ({"op": "eligibility", "posts": [{"from": "x"}] * 20}, "date_format", "posts[0].from"),
        ({"op": "eligibility", "posts": [{"from": "2022-01-02"}, {"from": "2022-01-02", "to": "2022-01-01"}]},
         "ends_before_start", "posts[1].to"),
        ({"op": "eligibility", "posts": [{"to": "2022-01-01"}]}, "missing_field", "posts[0].from"),
        ({"op": "eligibility", "posts": [{"from": "2022-01-01", "to": None}]}, "wrong_type", "posts[0].to"),
        ({"op": "eligibility", "full_time_studies": [{"to": "2022-01-01", "from": "2022-01-02"}]},
         "ends_before_start", "full_time_studies[0].to"),
        ({"op": "eligibility", "full_time_studies": [{"from": "2023-02-29"}]}, "date_not_real", "full_time_studies[0].from"),
        ({"op": "eligibility", "senior_title": 1}, "wrong_type", "senior_title"),
        ({"op": "eligibility", "as_of": "2021-12-31"}, "date_out_of_range", "as_of"),
        ({"op": "study"}, "approved_or_registered", ""),
        ({"op": "study", "apply_on": "2026-12-10"}, "approved_or_registered", ""),
        ({"op": "study", "approved_on": "2019-10-27", "registered_until": "2027-03-31"}, "approved_or_registered", ""),
        ({"op": "study", "registered_until": "2027-03-31", "received_on": "2022-04-01"}, "unknown_field", "received_on"),
        ({"op": "study", "approved_on": "1993-12-31"}, "date_out_of_range", "approved_on"),
        ({"op": "study", "approved_on": "2023-10-27", "received_on": "2023-10-26", "apply_on": "2023-10-26"},
         "ends_before_start", "received_on"),
        ({"op": "study", "apply_on": "2023-10-26", "approved_on": "2023-10-27"}, "ends_before_start", "apply_on"),
        ({"op": "study", "approved_on": "2019-10-27", "apply_on": "2021-12-16"}, "date_out_of_range", "apply_on"),
        ({"op": "study", "approved_on": "2019-10-27", "done": [2021]}, "unknown_field", "done"),
        ({"op": "reminders", "plan": {}}, "unknown_field", "plan"),
        ({"op": "reminders", "apply_on": "2026-12-05", "days": 0}, "days_out_of_range", "days"),
        ({"op": "reminders", "needs": [{**NEED, "to": "2027-01-05"}]}, "ends_before_start", "needs[0].to"),
    ],
    ids=lambda value: json.dumps(value)[:60] if isinstance(value, dict) else value,
)  # fmt: skip
def test_fault(request_, code, field):
    answer = json.loads(handle(json.dumps(request_)))
    assert not answer["ok"]
    assert (answer["error"]["code"], answer["error"]["field"]) == (code, field)


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"op": "scores", "passed": {}, "exempt": "no"}, ["true 或 false", "文字"]),
        (
            {"op": "scores", "passed": {"knowledge_one": 2025}, "exempt": True},
            ["knowledge_one", "comprehensive、law"],
        ),
        ({"op": "plan", "needs": [{**NEED, "to": "2040-01-01"}]}, ["天数", "3660", "4744"]),
        (
            {"op": "plan", "today": "2026-12-01", "needs": [NEED],
             "annotations": [{"applied_on": "2026-12-02", "days": 90}]},
            ["2026-12-02", "2026-12-01", "请去掉"],
        ),
    ],
)  # fmt: skip
def test_the_message_says_what_was_expected_and_what_came(request_, said):
    message = json.loads(handle(json.dumps(request_)))["error"]["message"]
    for part in said:
        assert part in message


# --- every operation, by what its schema says of its members -----------------------------------------

MEMBERS = [
    (op, name)
    for op in OPERATIONS
    for name in validator(f"{op}.request").schema["properties"]
    if name != "op"
]


@cache
def good_request(op: str) -> dict:
    """The first request of its cases that is answered."""
    requests = [case["request"] for case in load(op) if "request" in case]
    return next(r for r in requests if json.loads(handle(json.dumps(r)))["ok"])


def fault(request: dict) -> tuple[str, str]:
    answer = json.loads(handle(json.dumps(request)))
    assert not answer["ok"], request
    return answer["error"]["code"], answer["error"]["field"]


def kind(op: str, name: str) -> str:
    """What the schema says of a member: `date`, or a type of JSON."""
    schema = validator(f"{op}.request").schema
    member = schema["properties"][name]
    while "$ref" in member and member["$ref"].startswith("#/"):
        place = member["$ref"].removeprefix("#/").split("/")
        member = schema
        for step in place:
            member = member[step]
    return "date" if member.get("format") == "date" else member.get("type", "")


@pytest.mark.parametrize("op", OPERATIONS)
def test_an_unknown_member_is_refused_and_the_known_ones_are_named(op: str):
    request = {**good_request(op), "nothing": 1}
    assert fault(request) == ("unknown_field", "nothing")
    message = json.loads(handle(json.dumps(request)))["error"]["message"]
    for name in validator(f"{op}.request").schema["properties"]:
        assert name in message


@pytest.mark.parametrize("op", OPERATIONS)
def test_what_the_schema_requires_is_required(op: str):
    for name in validator(f"{op}.request").schema["required"]:
        request = {key: value for key, value in good_request(op).items() if key != name}
        assert fault(request) == ("missing_field", name)


@pytest.mark.parametrize(("op", "name"), MEMBERS)
def test_a_member_of_the_wrong_type_is_refused_at_its_place(op: str, name: str):
    for wrong in (None, True, 1.5):
        if not (kind(op, name) == "boolean" and wrong is True):
            assert fault({**good_request(op), name: wrong}) == ("wrong_type", name)


@pytest.mark.parametrize(("op", "name"), [m for m in MEMBERS if kind(*m) == "date"])
def test_a_date_that_is_none_is_refused_at_its_place(op: str, name: str):
    for wrong, code in (
        ("2026-2-1", "date_format"),
        ("２０２６-02-01", "date_format"),
        ("2026-02-30", "date_not_real"),
        ("1993-12-31", "date_out_of_range"),
        ("2101-01-01", "date_out_of_range"),
    ):
        assert fault({**good_request(op), name: wrong}) == (code, name)
