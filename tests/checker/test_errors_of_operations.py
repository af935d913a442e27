"""What is wrong with a request to plan, renewal, scores or reminders: code, field and remedy."""

import json

import pytest

from checker.bridge import handle

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
