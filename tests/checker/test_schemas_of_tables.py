"""The JSON Schemas of batch and rules fit what is asked and answered."""

import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

import checker
from checker.batch.columns import ALL_MEANINGS
from checker.bridge import answer_table, convert_table, handle, preview_table, table_calendar
from checker.messages import BATCH_COLUMNS, BATCH_STATES
from tests.case_files import load
from tests.checker.tables import HEADING, ON, table_bytes

SCHEMAS = Path(checker.__file__).parent / "schemas"
REQUEST = {"op": "batch", "today": ON, "columns": {"备注": "other"}}
TABLE = table_bytes(
    [
        HEADING,
        *([str(case["request"]["row"].get(n, "")) for n in HEADING] for case in load("batch")),
    ]
)


def schema(name: str) -> dict:
    return json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))


def validate(name: str, instance: object) -> None:
    Draft202012Validator.check_schema(schema(name))
    checks = Draft202012Validator.FORMAT_CHECKER
    Draft202012Validator(schema(name), format_checker=checks).validate(instance)


def test_every_answer_about_a_table_fits():
    request = json.dumps(REQUEST)
    parts = [json.loads(part) for part in answer_table(request, BytesIO(TABLE), 10)]
    summary = json.loads(convert_table(request, BytesIO(TABLE), StringIO(newline="")))
    with_reminders = json.loads(
        convert_table(request, BytesIO(TABLE), StringIO(newline=""), StringIO())
    )
    reminders = [json.loads(part) for part in table_calendar(request, BytesIO(TABLE), 10)]
    preview = json.loads(preview_table(BytesIO(TABLE), 5))
    for answer in (*parts, summary, with_reminders, *reminders, preview):
        validate("batch.answer", answer)
    validate("batch.request", REQUEST)
    validate("batch.request", parts[0]["asked"])


def test_the_schemas_name_every_column_and_state():
    shapes = schema("batch.answer")["$defs"]
    assert list(
        shapes["rows"]["properties"]["rows"]["items"]["properties"]["found"]["properties"]
    ) == list(BATCH_COLUMNS)
    assert list(shapes["summary"]["properties"]["counts"]["properties"]) == list(BATCH_STATES)
    meanings = schema("batch.request")["properties"]["columns"]["additionalProperties"]["enum"]
    assert meanings == list(ALL_MEANINGS)


@pytest.mark.parametrize("request_", [{}, {"rule_set": "scores"}, {"as_of": "2024-01-01"}], ids=str)
def test_rules(request_: dict):
    request = {"op": "rules", **request_}
    validate("rules.request", request)
    validate("rules.answer", json.loads(handle(json.dumps(request))))


@pytest.mark.parametrize(
    ("request_", "code", "field"),
    [
        ({"rule_set": "nothing"}, "unknown_field", "rule_set"),
        ({"rule_set": 1}, "wrong_type", "rule_set"),
        ({"as_of": "1999-01-01"}, "date_out_of_range", "as_of"),
        ({"today": "2026-01-01"}, "unknown_field", "today"),
    ],
)
def test_rules_refused(request_: dict, code: str, field: str):
    request = {"op": "rules", **request_}
    error = json.loads(handle(json.dumps(request)))["error"]
    assert (error["code"], error["field"]) == (code, field)
    if request_ not in (
        {"as_of": "1999-01-01"},
        {"rule_set": "nothing"},
    ):  # which only the data tell
        with pytest.raises(ValidationError):
            validate("rules.request", request)
