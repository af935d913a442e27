"""Every hand-worked row: its sums hold, and it is answered as expected, alone and among others."""

import pytest

from tests.case_files import assert_sums_hold, load
from tests.checker.tables import HEADING, answered, table_bytes

CASES = load("batch")


def cells(case: dict) -> list[str]:
    row = case["request"]["row"]
    assert set(row) <= set(HEADING)
    return [str(row.get(name, "")) for name in HEADING]


def assert_expected(case: dict, row: dict[str, str]) -> None:
    found = {name: row[name] for name in case["expect"]}
    assert found == {name: str(value) for name, value in case["expect"].items()}, case["id"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_row(case: dict):
    assert_sums_hold(case)
    assert_expected(case, *answered(table_bytes([HEADING, cells(case)])))


def test_all_rows_in_one_table_are_answered_in_order_whatever_the_others_hold():
    of_one_person_each = [[f"E-{i}", *cells(case)[1:]] for i, case in enumerate(CASES)]
    rows = answered(table_bytes([HEADING, *of_one_person_each]))
    for case, row in zip(CASES, rows, strict=True):
        assert_expected(case, row)
