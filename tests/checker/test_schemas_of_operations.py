"""The JSON Schemas of plan, renewal, scores and reminders fit what is asked and answered."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import checker
from checker.bridge import handle
from tests.case_files import load

SCHEMAS = Path(checker.__file__).parent / "schemas"
OPERATIONS = ("plan", "renewal", "scores", "reminders")
CASES = [(op, case) for op in OPERATIONS for case in load(op)]


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


VALIDATORS = {
    f"{op}.{part}": validator(f"{op}.{part}") for op in OPERATIONS for part in ("request", "answer")
}


@pytest.mark.parametrize(
    ("op", "case"), CASES, ids=lambda value: value["id"] if isinstance(value, dict) else value
)
def test_case_fits(op, case):
    answer = json.loads(handle(json.dumps(case["request"])))
    if answer["ok"]:
        VALIDATORS[f"{op}.request"].validate(case["request"])
        VALIDATORS[f"{op}.request"].validate(answer["asked"])
        VALIDATORS[f"{op}.answer"].validate(answer)


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
        {"op": "reminders", "days": 90},
        {"op": "reminders", "apply_on": "2026-12-05", "needs": []},
        {"op": "reminders", "plan": {}},
    ],
    ids=json.dumps,
)
def test_both_the_schema_and_the_checker_refuse(request_):
    assert not VALIDATORS[f"{request_['op']}.request"].is_valid(request_)
    assert not json.loads(handle(json.dumps(request_)))["ok"]
