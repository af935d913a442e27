"""Dates, numbers and annotations as people type them."""

import pytest

from checker import typed
from checker.faults import Fault


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05", "2026-1-5", "2026/1/5", "2026/01/05", "2026.1.5", "2026年1月5日", "2026年01月5",
        "20260105", "２０２６-１-５", "２０２６／１／５", " 2026-1-5 ", "2026/1/5 0:00", "2026-01-05 00:00:00",
        "2026-01-05\n",
    ],
)  # fmt: skip
def test_dates_people_write(text: str):
    assert typed.date(text) == "2026-01-05"


@pytest.mark.parametrize(
    "text",
    [
        "", "2026", "2026-1", "26-1-5", "2026-1/5", "2026-001-05", "5/1/2026", "2026-W05-1", "2026-1-5 8:00",
        "46027", "二〇二六年一月五日", "2026年1-5",
    ],
)  # fmt: skip
def test_other_shapes_are_left_for_the_strict_reader(text: str):
    assert typed.date(text) == text


def test_a_date_need_not_be_real_to_have_its_shape():
    assert typed.date("2026/2/30") == "2026-02-30"


@pytest.mark.parametrize(
    ("text", "value"),
    [("90", 90), ("90天", 90), ("90 日", 90), ("2024年", 2024), ("９０", 90), ("90.0", "90.0"), ("-1", -1), ("9" * 10, "9" * 10)],
)  # fmt: skip
def test_numbers(text: str, value: int | str):
    assert typed.number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01:90; 2026-01-15~2026-04-14",
        "2026-1-1：90天；2026年1月15日～2026年4月14日",
        "20260101:90, 2026/1/15至2026/4/14",
        "2026.1.1 : 90、2026-01-15 到 2026-04-14;",
        "2026-01-01:90\n\n2026-01-15~2026-04-14\n",
    ],
)
def test_annotations_and_back(text: str):
    items = typed.annotations(text)
    assert items == [
        {"applied_on": "2026-01-01", "days": 90},
        {"applied_on": "2026-01-15", "valid_until": "2026-04-14"},
    ]
    assert "; ".join(map(typed.annotation_text, items)) == "2026-01-01:90; 2026-01-15~2026-04-14"


@pytest.mark.parametrize(
    ("text", "index"), [("2026-01-01", 0), ("2026-01-01:90; x", 1), (":90", 0), ("~", 0)]
)
def test_an_annotation_in_no_known_shape_is_told_with_its_place(text: str, index: int):
    with pytest.raises(Fault) as raised:
        typed.annotations(text)
    assert raised.value.code == "annotation_format"
    assert raised.value.field == f"[{index}]"
