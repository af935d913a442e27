"""Every bad request gets its own code, names the field, and says in Chinese what to mend."""

import json
import re

import pytest

from checker import messages
from checker.bridge import handle, refuse
from tests.case_files import all_requests, load, request_text

CASES = load("errors")
CJK = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_error(case: dict):
    answer = json.loads(handle(request_text(case)))
    error = answer.pop("error")
    assert answer == {"ok": False}
    assert {"code": error["code"], "field": error["field"]} == case["expect"]
    assert CJK.search(error["message"])
    for said in case.get("says", []):
        assert said in error["message"]


def test_every_code_is_reached_by_a_case():
    expected = [case["expect"] for _, case in all_requests()]
    reached = {e.get("code") or e.get("error", {}).get("code") for e in expected}
    assert reached - {None} == set(messages.FAULTS)


def test_no_message_has_a_gap():
    for code, template in messages.FAULTS.items():
        assert CJK.search(template), code
        assert not template.endswith("。"), code


def test_a_line_that_is_no_text_is_refused_for_the_whole_request():
    assert json.loads(refuse("not_utf8"))["error"]["field"] == ""
