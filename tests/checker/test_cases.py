"""Every hand-worked case: its sums hold, and the checker answers what it expects."""

import json

import pytest

from checker.bridge import OPERATIONS, handle
from tests.case_files import assert_contains, assert_sums_hold, load

CASES = [case for name in OPERATIONS for case in load(name)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict):
    assert_sums_hold(case)
    answer = json.loads(handle(json.dumps(case["request"])))
    assert_contains(answer, case["expect"])
