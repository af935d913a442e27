"""What people in Hong Kong, Macao and Taiwan type: dates, and tables in traditional writing."""

import ast
import re
from pathlib import Path

import pytest

from checker import messages, typed
from checker.batch import answering, cells, columns, traditional
from checker.batch.cells import is_empty
from checker.batch.columns import OTHER, UNREAD, by_name
from checker.faults import Fault
from scripts.finish.hant import writing
from tests.checker.tables import answered, convert, table_bytes

HAN = re.compile("[\u3400-\u9fff]+")


def test_every_character_of_the_patterns_is_known_in_its_usual_traditional_forms():
    words = [*messages.BATCH_COLUMNS.values(), messages.OWN_COLUMN]
    for module in (columns, cells, answering):
        tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
        words += [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
    for word in {word for text in words for word in HAN.findall(text)}:
        assert traditional.simplified(writing.traditional(word)) == word


def test_no_two_characters_of_the_patterns_are_taken_for_one_another():
    kept = {one for one in traditional._SIMPLIFIED if traditional.simplified(one) != one}
    assert not kept


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("姓名", "name"), ("藥師姓名", "name"), ("員工編號", "id"), ("工號", "id"), ("人員編碼", "id"),
        ("身份證號碼", "identity"), ("身分證號", "identity"), ("身分證", "identity"), ("證件號碼", "identity"),
        ("註冊有效期至", "registered_until"), ("註冊證書有效期限", "registered_until"), ("執業藥師註冊到期日期", "registered_until"),
        ("註冊屆滿日", "registered_until"), ("註冊終止時間", "registered_until"), ("註冊截至日期", "registered_until"),
        ("考試年度", "exam_year"), ("通過考試年份", "exam_year"), ("簽發日期", "issued_on"), ("電子證書簽發日", "issued_on"),
        ("證書製發日期", "issued_on"), ("計劃申請日", "apply_on"), ("計畫申請日期", "apply_on"), ("擬申請加註日期", "apply_on"),
        ("預計申請時間", "apply_on"), ("下次加註", "apply_on"), ("申請天數", "days"), ("加註天數", "annotation_days"),
        ("加註時長", "annotation_days"), ("加註有效期至", "annotation_valid_until"), ("電子證書加註截止日期", "annotation_valid_until"),
        ("加註設定的有效期", "annotation_valid_until"), ("加註", "annotations"), ("歷次加註", "annotations"), ("加註記錄", "annotations"),
        ("加註紀錄", "annotations"), ("加註情況", "annotations"), ("加註歷史", "annotations"), ("加註備註", UNREAD), ("證書加註次數", UNREAD),
        # another word, though one simplified character stands for both
        ("簽髮日期", OTHER), ("發證日期", OTHER), ("備註", OTHER), ("電話", OTHER),
    ],
)  # fmt: skip
def test_headings(heading: str, meaning: str):
    assert by_name(heading).meaning == meaning


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        (["加註", "加註2", "加註3"], ["2026-10-01:90", "2026-10-10:90", "2026-11-01:90"]),
        (["第一次加註", "第二次加註", "第三次加註"], ["2026-10-01:90", "2026-10-10:90", "2026-11-01:90"]),
        (["歷次加註"], ["第1次加註：２０２６年１０月１日（90天）、2026年10月10日（共90天）、2026年11月1日（申請90天）"]),
        (["加註日期", "加註天數"] * 3, ["2026-10-01", "90", "2026-10-10", "90個日曆天", "2026-11-01", "90個自然日"]),
        (
            ["加註日期1", "有效期至1", "加註日期2", "有效期至2", "加註日期3", "有效期至3"],
            ["2026-10-01", "2026-12-29", "2026-10-10", "2027-01-07", "2026-11-01", "2027-01-29"],
        ),
    ],
)  # fmt: skip
def test_three_running_annotations_leave_no_slot(heading: list[str], row: list[str]):
    """2026-10-01, 10-10 and 11-01, 90 days each, all run on 2026-11-23: a fourth would be one too many."""
    (found,) = answered(table_bytes([["姓名", *heading], ["陳大文", *row]]))
    assert (found["结论"], found["剩余名额(通常)"], found["错误代码"]) == ("不能申请", "0", "")
    assert found["姓名"] == "陳大文"


def test_a_registration_is_read():
    """2027-03-24 - 31 = 2027-02-21"""
    (row,) = answered(table_bytes([["姓名", "註冊有效期至"], ["陳大文", "２０２７年３月２４日"]]))
    assert row["最迟延续申请日"] == "2027-02-21"


@pytest.mark.parametrize(
    ("heading", "doubtful"),
    [
        (["姓名", "加註", "有效期至"], "有效期至"),
        (["姓名", "證書有效期"], "證書有效期"),
        (["姓名", "加註日期", "天數"], "天數"),
        (["姓名", "上次加註"], "上次加註"),
        (["姓名", "加註", "發證日期"], "發證日期"),
        (["姓名", "加註", "申請日期"], "申請日期"),
    ],
)
def test_a_heading_with_two_meanings_is_asked_about(heading: list[str], doubtful: str):
    summary, _ = convert(table_bytes([heading, ["甲", *["2026-11-01"] * (len(heading) - 1)]]))
    assert summary["error"]["code"] == "columns_in_doubt"
    assert f"“{doubtful}”" in summary["error"]["message"]


def test_a_column_that_speaks_of_annotations_and_is_not_understood_stops_the_answer():
    row, *_ = answered(table_bytes([["姓名", "加註", "加註經辦人"], ["甲", "", "李"]]))
    assert row["结论"] == "有错误"


def test_an_answered_table_that_comes_back_has_no_columns_of_its_own():
    for name in messages.BATCH_COLUMNS.values():
        assert by_name(writing.traditional(name)).meaning == OTHER, name


@pytest.mark.parametrize("text", ["無", "暫無", "沒有", "無記錄", "無加註", "未加註", "未申請"])
def test_words_for_nothing(text: str):
    assert is_empty(text)


@pytest.mark.parametrize("text", ["長期", "無固定期限", "終身有效"])
def test_an_end_that_is_open_is_refused_with_its_reason(text: str):
    with pytest.raises(Fault) as caught:
        cells.date(text, None)
    assert caught.value.code == "date_open_ended"


def test_rows_that_are_nobodys_are_passed_over():
    rows = [
        ["姓名", "註冊有效期至"],
        ["甲", "2027-03-24"],
        ["合計", "1人"],
        ["總計：1", ""],
        ["備註：以證書為準", ""],
        ["審核人：李", ""],
    ]
    summary, _ = convert(table_bytes(rows))
    assert (summary["passed_over"]["totals"], summary["passed_over"]["notes"]) == (2, 2)


def test_numbers_of_identity_cards_are_left_out():
    _, text = convert(
        table_bytes([["姓名", "身分證號", "註冊有效期至"], ["甲", "A123456789", "2027-03-24"]])
    )
    assert "A123456789" not in text


@pytest.mark.parametrize(
    "text", ["２０２６年３月５日", "２０２６/３/５", "2026年3月5日", "２０２６－０３－０５"]
)
def test_dates(text: str):
    assert typed.date(text) == "2026-03-05"


@pytest.mark.parametrize("text", ["民國115年3月5日", "115年3月5日", "115/3/5", "一一五年三月五日"])
def test_years_of_the_republic_are_no_dates(text: str):
    """Left for the strict reader, who refuses them: 115 is no year that a rule knows."""
    assert typed.date(text) == text
