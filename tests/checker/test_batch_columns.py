"""Tables as people really have them: no column that speaks of annotations is passed over, nothing
that can mean two things is guessed, and one bad cell stops no other answer."""

import json
from io import BytesIO

import pytest

from checker.batch import cells
from checker.batch.columns import ALL_MEANINGS, OTHER, by_name, columns_of
from checker.batch.tables import HEADING_WITHIN
from checker.bridge import answer_table, preview_table
from checker.faults import Fault
from checker.messages import BATCH_COLUMNS, BATCH_STATES, MEANINGS
from checker.requests import MOST_ANNOTATIONS
from tests.checker.tables import ON, answered, convert, table_bytes

RUNNING = ("2026-10-01:90", "2026-10-10:90", "2026-11-01:90")
"""Three annotations that hold all three slots on 2026-11-23."""


def error(rows: list[list[str]], **request: object) -> dict[str, str]:
    summary, _ = convert(table_bytes(rows), **request)
    assert not summary["ok"], summary
    return summary["error"]


# --- annotations, wherever they stand --------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        (["加注", "加注2", "加注3"], RUNNING),
        (["加注1", "加注2", "加注3"], RUNNING),
        (["第一次加注", "第二次加注", "第三次加注"], RUNNING),
        (["加注（1）", "加注（2）", "加注（3）"], RUNNING),
        (["加注", "加注", "加注"], RUNNING),
        (["加注"], ["；".join(RUNNING)]),
        (["加注"], ["\n".join(RUNNING)]),
        (["加注"], ["第1次：2026-10-01:90，第2次：2026-10-10:90，第3次：2026-11-01:90"]),
        (["加注"], ["2026.10.1-2026.12.29；2026.10.10-2027.1.7；2026.11.1-2027.1.29"]),
        (["加注"], ["2026年10月1日（90天）、2026年10月10日（90天）、2026年11月1日（90天）"]),
        (["annotations"], ["; ".join(RUNNING)]),
        (["历次加注"], ["; ".join(RUNNING)]),
        (
            ["加注日期", "加注天数"] * 3,
            ["2026-10-01", "90", "2026-10-10", "90天", "2026-11-01", "90"],
        ),
        (
            ["加注1日期", "加注2日期", "加注3日期", "加注1天数", "加注2天数", "加注3天数"],
            ["2026-10-01", "2026-10-10", "2026-11-01", "90", "90", "90"],
        ),
        (
            ["加注日期1", "天数1", "加注日期2", "天数2", "加注日期3", "天数3"],
            ["2026-10-01", "90", "2026-10-10", "90", "2026-11-01", "90"],
        ),
        (
            ["加注日期1", "有效期至1", "加注日期2", "有效期至2", "加注日期3", "有效期至3"],
            ["2026-10-01", "2026-12-29", "2026-10-10", "2027-01-07", "2026-11-01", "2027-01-29"],
        ),
        (
            ["加注天数1", "加注日期1", "加注截止日期2", "加注时间2", "第三次加注日期", "第三次加注天数"],
            ["90", "2026-10-01 09:30", "2027-01-07", "2026/10/10", "2026-11-01", "90"],
        ),
    ],
)  # fmt: skip
def test_three_running_annotations_leave_no_slot_however_they_are_written(
    heading: list[str], cells: list[str]
):
    (row,) = answered(table_bytes([["姓名", *heading], ["示例", *cells]]))
    assert (row["结论"], row["错误代码"]) == ("不能申请", "")
    assert row["剩余名额(通常)"] == "0"


@pytest.mark.parametrize(
    "heading",
    [
        "加注备注",
        "是否加注",
        "加注经办人",
        "证书加注次数",
        "加注有误",
        "annotation notes",
    ],
)
def test_a_column_that_speaks_of_annotations_and_is_not_understood_stops_the_answer(heading: str):
    rows = [["姓名", "加注", heading], ["甲", "", "三次都在用"], ["乙", "", ""], ["丙", "", "/"]]
    stopped, *others = answered(table_bytes(rows))
    assert (stopped["结论"], stopped["错误代码"]) == ("有错误", "annotations_not_read")
    assert heading in stopped["错误"]
    assert [row["结论"] for row in others] == ["可以申请"] * 2
    by_choice = answered(table_bytes(rows), columns={heading: "other"})
    assert [row["结论"] for row in by_choice] == ["可以申请"] * 3


def test_annotations_in_a_column_of_another_name_stop_the_answer():
    rows = [["姓名", "加注", "备注"], ["甲", "2026-10-01:90", "2026-10-10:90; 2026-11-01:90"]]
    (row,) = answered(table_bytes(rows))
    assert (row["结论"], row["错误代码"]) == ("有错误", "annotations_not_read")
    (row,) = answered(table_bytes(rows), columns={"备注": "annotations"})
    assert row["结论"] == "不能申请"
    (row,) = answered(table_bytes(rows), columns={"备注": "other"})  # she knows what stands there
    assert (row["结论"], row["剩余名额(通常)"]) == ("可以申请", "2")


def test_the_numbers_in_headings_join_columns_whose_meaning_was_chosen():
    dated = ["日期1", "日期2", "几天1", "几天2"]
    chosen = dict.fromkeys(dated[:2], "annotations") | dict.fromkeys(dated[2:], "annotation_days")
    rows = [["姓名", *dated], ["甲", "2026-10-10", "2026-11-10", "90", "10"]]
    (row,) = answered(table_bytes(rows), columns=chosen)
    # 2026-10-10 + 90 - 1 = 2027-01-07; 2026-11-10 + 10 - 1 = 2026-11-19, over by 2026-11-23
    assert (row["当前加注有效至"], row["错误代码"]) == ("2027-01-07", "")


def test_the_columns_under_a_heading_over_several_cells_are_not_passed_over():
    rows = [["姓名", "加注", "", "", "备注"], ["甲", *RUNNING, ""], ["乙", "", "", "", "无"]]
    first, second = answered(table_bytes(rows))
    assert (first["结论"], second["结论"]) == ("有错误", "可以申请")
    (first, _) = answered(table_bytes(rows), columns={"#3": "annotations", "#4": "annotations"})
    assert first["结论"] == "不能申请"


@pytest.mark.parametrize(
    "empty", ["", "无", "/", "—", "-", "——", "暂无", "N/A", " ", "\u200b", "／"]
)
def test_nothing_is_annotated_only_where_a_column_says_so(empty: str):
    (row,) = answered(table_bytes([["姓名", "加注"], ["甲", empty]]))
    assert (row["结论"], row["当前加注状态"]) == ("可以申请", "没有加注")
    (row,) = answered(table_bytes([["姓名", "注册有效期至"], ["甲", "2027-12-31"]]))
    assert (row["结论"], row["当前加注状态"]) == ("", "")


@pytest.mark.parametrize(
    ("heading", "cells", "code"),
    [
        (["加注日期", "加注天数"], ["2026-11-01", ""], "annotation_without_length"),
        (["加注日期", "加注天数"], ["2026-10-01; 2026-11-01", "90"], "annotation_without_length"),
        (["加注日期", "加注天数"], ["", "90"], "annotation_without_day"),
        (["加注截止日"], ["2026-12-31"], "annotation_without_day"),
        (["加注1", "加注2", "加注天数"], ["2026-10-01", "", "90"], "annotation_without_day；annotation_without_length"),
        (["加注日期", "加注天数", "加注截止日"], ["2026-11-01", "90", "2026-12-31"], "annotation_length_twice"),
        (["加注", "加注天数"], ["2026-11-01:30", "90"], "annotation_length_twice"),
        (["加注"], ["2026-11-01"], "annotation_without_length"),
        (["加注"], ["两次"], "annotation_format"),
        (["加注"], ["2027-11-01:90"], "annotation_in_future"),
        (["加注"], ["46086:90"], "date_is_a_number"),
    ],
)  # fmt: skip
def test_what_is_half_understood_is_no_answer(heading: list[str], cells: list[str], code: str):
    rows = [["姓名", "注册有效期至", *heading], ["甲", "2026-12-31", *cells]]
    (row,) = answered(table_bytes(rows))
    assert (row["结论"], row["错误代码"]) == ("有错误", code)
    assert row["最迟延续申请日"] == "2026-11-30"  # and the rest of the row is answered


def test_a_printed_last_day_is_taken_before_the_days_asked_for_when_they_agree():
    heading = ["姓名", "加注日期", "加注天数", "加注截止日"]
    (row,) = answered(table_bytes([heading, ["甲", "2026-11-01", "90", "2027-01-30"]]))
    # 2026-11-01 + 90 = 2027-01-30: the last day in one reading of 90 days
    assert (row["当前加注有效至"], row["错误"]) == ("2027-01-30", "")


# --- headings that can mean two things -------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "doubtful", "choices"),
    [
        (["姓名", "加注", "有效期至"], "有效期至", ["registered_until", "annotation_valid_until", "other"]),
        (["姓名", "加注日期", "到期日期"], "到期日期", ["registered_until", "annotation_valid_until", "other"]),
        (["姓名", "证书有效期"], "证书有效期", ["registered_until", "annotation_valid_until", "other"]),
        (["姓名", "有效期至", "到期时间"], "有效期至", ["registered_until", "other"]),
        (["姓名", "加注日期", "天数"], "天数", ["annotation_days", "days", "other"]),
        (["姓名", "加注", "天数"], "天数", ["annotation_days", "days", "other"]),
        (["姓名", "加注日期", "计划申请日", "天数"], "天数", ["annotation_days", "days", "other"]),
        (["姓名", "加注1", "计划申请日", "天数2"], "天数2", ["annotation_days", "days", "other"]),
        (["姓名", "上次加注"], "上次加注", ["annotations", "annotations_unread", "other"]),
        (["姓名", "最近一次加注日期"], "最近一次加注日期", ["annotations", "annotations_unread", "other"]),
        (["姓名", "加注", "发证日期"], "发证日期", ["issued_on", "other"]),
        (["姓名", "加注", "证书批准日期"], "证书批准日期", ["issued_on", "other"]),
        (["姓名", "加注", "申请日期"], "申请日期", ["annotations", "apply_on", "other"]),
    ],
)  # fmt: skip
def test_a_heading_with_two_meanings_is_asked_about(
    heading: list[str], doubtful: str, choices: list[str]
):
    table = [heading, ["甲", *["2026-11-01"] * (len(heading) - 1)]]
    told = error(table)
    assert (told["code"], told["field"]) == ("columns_in_doubt", "columns")
    assert doubtful in told["message"]
    assert all(MEANINGS[choice] in told["message"] for choice in choices)
    seen = json.loads(preview_table(BytesIO(table_bytes(table)), 1))
    [asked] = [c for c in seen["columns"] if c["name"] == doubtful]
    assert (asked["choices"], asked["meaning"]) == (choices, OTHER)
    assert seen["columns"][0] == {"name": "姓名", "meaning": "name", "choices": []}
    settled, _ = convert(
        table_bytes(table),
        columns=dict.fromkeys(heading[1:], "other") | {"姓名": "id", doubtful: choices[0]},
    )
    assert settled["ok"], settled


def test_dates_and_days_beside_each_other_are_annotations_once_it_is_said():
    rows = [["姓名", "加注日期", "天数"], ["甲", "2026-11-01", "90"]]
    (row,) = answered(table_bytes(rows), columns={"天数": "annotation_days"})
    assert (row["当前加注有效至"], row["剩余名额(通常)"]) == ("2027-01-29", "2")


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        # beside the day that is planned: the days of that application, unless annotations have days
        (["姓名", "加注", "计划申请日", "天数"], "days"),
        (["姓名", "加注1", "计划申请日", "天数1"], "annotation_days"),
        (["姓名", "注册有效期至", "天数"], "days"),
    ],
)
def test_a_number_of_days_belongs_to_what_stands_beside_it(heading: list[str], meaning: str):
    last = columns_of(heading, {})[-1]
    assert (last.meaning, last.choices) == (meaning, ())


DAY, LAST = "2026-11-01", "2026-12-31"  # 1899-12-30 + 46327, 1899-12-30 + 46387


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (DAY, ([], [DAY])),
        ("46327", ([], [DAY])),
        ("46327:90", ([{"applied_on": DAY, "days": 90}], [])),
        ("46327~46387", ([{"applied_on": DAY, "valid_until": LAST}], [])),
        ("2026/11/1~46387", ([{"applied_on": DAY, "valid_until": LAST}], [])),
        ("20261101-20261231", ([{"applied_on": DAY, "valid_until": LAST}], [])),
        ("①2026年11月1日（共90天）", ([{"applied_on": DAY, "days": 90}], [])),
        ("2026-11-01 00:00:00", ([], [DAY])),
        ("无; 2026-11-01:9；/", ([{"applied_on": DAY, "days": 9}], [])),
    ],
)
def test_what_a_cell_says_of_annotations(
    text: str, read: tuple[list[dict[str, object]], list[str]]
):
    assert cells.annotations(text, 1900) == read


@pytest.mark.parametrize(
    ("text", "code", "item"),
    [
        ("46327", "date_is_a_number", "[0]"),
        ("2026-11-01:90、46327:90", "date_is_a_number", "[1]"),
        ("2026-11-01、2026-11-02~46387", "date_is_a_number", "[1]"),
        ("2026年11月", "date_not_whole", "[0]"),
        ("长期", "date_open_ended", "[0]"),
        ("二〇二六年十一月一日：90", "date_in_chinese_digits", "[0]"),
        ("2026-11-01; 2026-11-02:90; 两次", "annotation_format", "[2]"),
    ],
)
def test_an_annotation_that_is_not_understood_is_refused_with_its_place(
    text: str, code: str, item: str
):
    with pytest.raises(Fault) as raised:
        cells.annotations(text, None)
    assert (raised.value.code, raised.value.field) == (code, item)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("2026-11-01:90", True),
        ("２０２６年１１月１日：９０天", True),
        ("2026/11/1：90日；\n还有\n一次", True),
        ("2026-11-01", False),
        ("9:30", False),
        ("分机：90", False),
        ("2026-11-01：开业", False),
    ],
)
def test_what_is_written_as_annotations_are(text: str, holds: bool):
    assert cells.holds_annotations(text) == holds


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("90", 90), ("90.0", 90), ("90.00天", 90), ("90自然日", 90), ("90个日历日", 90), ("９０天", 90),
        ("2024年度", 2024), ("2024年", 2024), ("90.5", "90.5"), ("1.02", "1.02"), ("九十天", "九十天"),
    ],
)  # fmt: skip
def test_numbers_in_cells(text: str, number: int | str):
    assert cells.number(text) == number


def test_a_number_for_a_day_is_named_with_the_day_it_could_mean():
    assert cells.date("46387 08:30", 1900) == LAST
    for text, value in (("46387", "46387"), ("46387.75", "46387.75")):
        with pytest.raises(Fault) as raised:
            cells.date(text, None)
        assert raised.value.values == {"value": value, "meant": LAST}


@pytest.mark.parametrize(
    ("heading", "chosen", "choices"),
    [
        # what was said to be annotations has ends too
        (["用证情况", "有效期至"], {"用证情况": "annotations"}, ("registered_until", "annotation_valid_until", OTHER)),
        (["加注", "有效期至"], {"加注": OTHER}, ()),
        (["加注", "有效期至"], {"#1": OTHER}, ()),
    ],
)  # fmt: skip
def test_a_choice_on_one_column_may_make_another_a_question(
    heading: list[str], chosen: dict[str, str], choices: tuple[str, ...]
):
    first, last = columns_of(heading, chosen)
    assert (first.meaning, first.choices, first.chosen) == (*chosen.values(), (), True)
    assert (last.meaning, last.choices) == (OTHER if choices else "registered_until", choices)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("90天", {"days": 90}),
        ("999", {"days": 999}),  # for the rule to refuse
        ("46387", {"valid_until": "2026-12-31"}),  # 1899-12-30 + 46387 = 2026-12-31
        ("46387.0", {"valid_until": "2026-12-31"}),
        ("2026-12-31", {"valid_until": "2026-12-31"}),
    ],
)
def test_the_length_of_an_annotation_is_days_or_its_last_day(text: str, read: dict[str, object]):
    assert cells.length(text, 1900) == read


@pytest.mark.parametrize(
    ("text", "code"), [("1000", "date_not_whole"), ("46387", "date_is_a_number")]
)
def test_a_length_that_could_be_a_year_or_a_day_is_refused(text: str, code: str):
    with pytest.raises(Fault) as raised:
        cells.length(text, None)
    assert raised.value.code == code


def test_the_only_end_in_a_table_without_annotations_is_that_of_the_registration():
    for name in ("有效期至", "有效期限", "到期日期", "到期时间", "有效期截止", "注册有效期", "注册证有效期至", "执业药师注册证有效期至"):  # fmt: skip
        (row,) = answered(table_bytes([["员工姓名", "门店", name], ["甲", "一店", "2026-12-31"]]))
        assert row["最迟延续申请日"] == "2026-11-30", name


def test_two_columns_of_one_name_can_be_told_apart_by_their_position():
    rows = [
        ["姓名", "有效期至", "加注", "有效期至"],
        ["甲", "2026-12-31", "2026-11-01", "2027-01-29"],
    ]
    assert error(rows)["code"] == "columns_in_doubt"
    chosen = {"#2": "registered_until", "#4": "annotation_valid_until"}
    (row,) = answered(
        table_bytes([["姓名", "有效期至", "加注", "有效期至 "], rows[1]]), columns=chosen
    )
    assert (row["最迟延续申请日"], row["当前加注有效至"]) == ("2026-11-30", "2027-01-29")


def test_two_columns_that_say_the_same_are_a_fault_that_names_both():
    told = error([["姓名", "注册有效期至", "注册有效期"], ["甲", "2026-12-31", "2027-12-31"]])
    assert told["code"] == "duplicate_column"
    assert "注册有效期至" in told["message"]


@pytest.mark.parametrize(
    ("heading", "chosen", "field", "message"),
    [
        (
            ["姓名", " 证书有效期 ", "加注", "申请日期"], {}, "columns",
            "有的列不止一种意思，要先说明：“证书有效期”是哪一种：注册有效期至、加注截止日、其他；“申请日期”是哪一种：加注、计划申请日、其他",
        ),
        (
            ["姓名", "注册有效期至", " 注册有效期"], {}, "columns",
            "“注册有效期至”和“注册有效期”两列是同一个意思，只能留一列；另一列请选作“其他”",
        ),
        (["姓名", "注册有效期至"], {"部门": "other"}, "columns.部门", "表格里没有名为“部门”的列"),
        (
            ["姓名", "注册有效期至"], {"注册有效期至": "other"}, "",
            "没有认得的列；前 20 行里要有一行列名，至少有其中之一：注册有效期至、考试年度、签发日期、加注",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_columns_is_said_in_their_names(
    heading: list[str], chosen: dict[str, str], field: str, message: str
):
    told = error([heading, ["甲"]], columns=chosen)
    assert (told["field"], told["message"]) == (field, message)


def test_the_blank_headings_after_one_of_annotations_are_the_rest_of_it():
    columns = columns_of(["姓名", "", "加注", "", "", "门店", ""], {})
    assert [column.meaning for column in columns] == [
        "name", OTHER, "annotations", "annotations_unread", "annotations_unread", OTHER, OTHER,
    ]  # fmt: skip


def test_two_columns_of_one_annotation_may_hold_it_in_either():
    for cells_ in (["", "2026-11-01:90"], ["2026-11-01:90", "无"]):
        (row,) = answered(table_bytes([["姓名", "加注1", "第一次加注"], ["甲", *cells_]]))
        assert (row["剩余名额(通常)"], row["当前加注有效至"]) == ("2", "2027-01-29")


def test_what_was_taken_for_what_is_always_told():
    summary, _ = convert(table_bytes([["工号", "加注1", "部门"], ["1", "", ""]]))
    assert summary["taken"] == [
        {"name": "工号", "meaning": "id"},
        {"name": "加注1", "meaning": "annotations"},
        {"name": "部门", "meaning": "other"},
    ]
    assert set(MEANINGS) == set(ALL_MEANINGS)


def test_our_own_answers_are_not_taken_for_her_columns():
    own = [*BATCH_COLUMNS.values(), *(f"{name}(原)" for name in BATCH_COLUMNS.values())]
    assert {by_name(name).meaning for name in own} == {OTHER}
    assert {column.meaning for column in columns_of(["加注", *own], {})} == {"annotations", OTHER}


# --- rows that are nobody's ------------------------------------------------------------------------


def test_titles_totals_notes_and_blank_rows_are_passed_over_and_counted():
    rows = [
        ["2026年执业药师注册情况一览表"],
        ["制表日期：2026年11月"],
        [],
        ["姓名", "注册有效期至", "加注"],
        ["甲", "2026-12-31", ""],
        [],
        ["姓名", "注册有效期至", "加注"],
        ["乙", "2027-12-31", ""],
        ["合计", "2人", ""],
        ["备注：以注册证为准"],
    ]
    summary, _ = convert(table_bytes(rows))
    assert summary["passed_over"] == {"above": 3, "blank": 1, "totals": 1, "notes": 2}
    assert [row["姓名"] for row in answered(table_bytes(rows))] == ["甲", "乙"]
    assert [row["表格里第几行"] for row in answered(table_bytes(rows))] == ["5", "8"]


def test_a_heading_is_looked_for_in_the_first_rows_only():
    table = [["姓名", "注册有效期至"], ["甲", "2026-12-31"]]
    assert answered(table_bytes([["说明"]] * (HEADING_WITHIN - 1) + table))
    assert error([["说明"]] * HEADING_WITHIN + table)["code"] == "no_known_column"


def test_a_row_of_totals_that_holds_a_name_is_a_person():
    (row,) = answered(table_bytes([["姓名", "加注"], ["总计花", ""]]))
    assert row["结论"] == "可以申请"


# --- rows of one person, persons of one name -------------------------------------------------------


def three_rows(**more: object) -> list[list[str]]:
    return [["编号", "姓名", "加注"], *(["E-1", "甲", made] for made in RUNNING), ["E-2", "乙", ""]]


def test_the_rows_of_one_person_count_together():
    *three, other = answered(table_bytes(three_rows()))
    assert [row["结论"] for row in three] == ["不能申请"] * 3
    assert other["结论"] == "可以申请"


def test_one_unreadable_row_of_a_person_stops_the_others():
    rows = three_rows()
    rows[2][2] = "2026-10-10"
    first, second, third, other = answered(table_bytes(rows))
    assert [row["错误代码"] for row in (first, second, third, other)] == [
        "person_not_read", "annotation_without_length", "person_not_read", "",
    ]  # fmt: skip
    assert "第 3 行" in first["错误"]
    assert other["结论"] == "可以申请"


def test_more_annotations_than_a_request_may_hold_are_no_persons():
    """As in a request; and a number that all rows have in common is nobody's own."""
    made = [[f"2026-01-01:{1 + i % 90}"] for i in range(MOST_ANNOTATIONS + 1)]
    in_a_cell = [["; ".join(one for [one] in made)]]
    for held, code in ((made, "person_too_many_annotations"), (in_a_cell, "too_many")):
        rows = answered(table_bytes([["编号", "加注"], *[["E-1", *each] for each in held]]))
        assert {row["错误代码"] for row in rows} == {code}
        assert not {row["结论"] for row in rows} & {"可以申请", "不能申请"}
    rows = answered(table_bytes([["编号", "加注"], *[["E-1", *each] for each in made[1:]]]))
    assert {row["错误代码"] for row in rows} == {""}


def test_rows_of_one_name_without_a_number_are_asked_about():
    rows = [["姓名", "加注"], *(["甲", made] for made in RUNNING), ["乙", ""]]
    told = error(rows)
    assert (told["code"], told["field"]) == ("same_names", "same_name")
    assert "甲" in told["message"]
    one = answered(table_bytes(rows), same_name="one")
    assert [row["结论"] for row in one] == ["不能申请"] * 3 + ["可以申请"]
    different = answered(table_bytes(rows), same_name="different")
    assert [row["剩余名额(通常)"] for row in different] == ["2", "2", "2", "3"]


def test_names_are_the_same_however_they_are_spaced():
    assert (
        error([["姓名", "加注"], ["张三", ""], ["张　三", "2026-11-01:90"]])["code"] == "same_names"
    )


def test_a_number_that_only_counts_the_rows_says_nothing_of_who_is_who():
    rows = [["编号", "姓名", "加注"], *([str(n), "甲", made] for n, made in enumerate(RUNNING, 1))]
    assert error(rows)["code"] == "same_names"
    rows = [["序号", "姓名", "加注"], *([str(n), "甲", made] for n, made in enumerate(RUNNING, 1))]
    assert error(rows)["code"] == "same_names"


def test_without_annotations_nobody_has_to_say_who_is_who():
    rows = [["姓名", "注册有效期至"], ["甲", "2026-12-31"], ["甲", "2027-12-31"]]
    assert [row["最迟延续申请日"] for row in answered(table_bytes(rows))] == [
        "2026-11-30",
        "2027-11-30",
    ]


def test_annotations_of_nobody_stop_those_of_the_row_above():
    rows = [["编号", "加注"], ["E-1", RUNNING[0]], ["", RUNNING[1]], ["", RUNNING[2]], ["E-2", ""]]
    assert [row["错误代码"] for row in answered(table_bytes(rows))] == [
        "row_below_unclear；row_below_unclear", "whose_row", "whose_row", "",
    ]  # fmt: skip


def test_one_number_with_two_names_is_not_one_person():
    rows = [["编号", "姓名", "加注"], ["1001", "甲", ""], ["1001", "乙", RUNNING[0]]]
    assert [row["错误代码"] for row in answered(table_bytes(rows))] == ["same_id_other_name"] * 2


def test_a_row_without_a_number_whose_name_has_two_is_nobodys():
    rows = [["编号", "姓名", "加注"], ["E-1", "甲", ""], ["E-2", "甲", ""], ["", "甲", RUNNING[0]]]
    assert error(rows)["code"] == "same_names"
    told = [row["错误代码"] for row in answered(table_bytes(rows), same_name="one")]
    assert told == ["name_of_several"] * 3
    rows = [["编号", "姓名", "加注"], ["E-1", "甲", RUNNING[1]], ["", "甲", RUNNING[0]]]
    left = [row["剩余名额(通常)"] for row in answered(table_bytes(rows), same_name="one")]
    assert left == ["1", "1"]


def test_a_row_that_cannot_be_split_stops_its_person():
    lines = ["编号,加注,备注", f"E-1,{RUNNING[0]},", f'E-1,{RUNNING[1]},"没有关上', "E-2,,"]
    rows = answered("\n".join(lines).encode())
    assert [row["错误代码"] for row in rows] == ["person_not_read", "quote_not_closed", ""]


# --- identity numbers, days as numbers -------------------------------------------------------------


def test_identity_numbers_are_left_out_unless_they_are_wanted():
    rows = [["姓名", "身份证号", "加注"], ["甲", "示例号码", ""]]
    _, text = convert(table_bytes(rows))
    assert "示例号码" not in text
    assert "身份证号" not in text
    (row,) = answered(table_bytes(rows), keep_identity=True)
    assert row["身份证号"] == "示例号码"
    heading, *_ = map(
        json.loads,
        answer_table(json.dumps({"op": "batch", "today": ON}), BytesIO(table_bytes(rows)), 5),
    )
    assert heading["left_out"] == [1]


@pytest.mark.parametrize(("system", "day"), [(1900, "2026-12-31"), (1904, "2031-01-01")])
def test_a_bare_number_is_a_day_only_when_it_is_said(system: int, day: str):
    # 46387 days after 1899-12-30 is 2026-12-31; after 1904-01-01, 2031-01-01
    rows = [["姓名", "注册有效期至"], ["甲", "46387"]]
    (row,) = answered(table_bytes(rows))
    assert (row["错误代码"], row["延续状态"]) == ("date_is_a_number", "有错误")
    assert "2026-12-31" in row["错误"]
    (row,) = answered(table_bytes(rows), excel_days=system)
    assert row["注册有效期至"] == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026.12.31", "2026-12-31"),
        ("2026/12/31", "2026-12-31"),
        ("2026年12月31日", "2026-12-31"),
        ("20261231", "2026-12-31"),
        ("2026-12-31 00:00:00", "2026-12-31"),
        ("2026-12-31T00:00:00", "2026-12-31"),
        ("2026/12/31 18:30", "2026-12-31"),
        ("２０２６－１２－３１", "2026-12-31"),
        ("2026 年 12 月 31 日", "2026-12-31"),
        ("2026-12-31\u200b", "2026-12-31"),
        ("\ufeff2026\u200b年12月31日", "2026-12-31"),
        ("2026 - 12 - 31", "2026-12-31"),
        ("2026．12．31", "2026-12-31"),
    ],
)
def test_dates_that_are_read(text: str, day: str):
    (row,) = answered(table_bytes([["姓名", "注册有效期至"], ["甲", text]]))
    assert (row["注册有效期至"], row["错误"]) == (day, "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026年12月", "date_not_whole"),
        ("2026-12", "date_not_whole"),
        ("202612", "date_not_whole"),
        ("2026年", "date_not_whole"),
        ("2026年12月底", "date_not_whole"),
        ("26/12/31", "date_short_year"),
        ("26年12月31日", "date_short_year"),
        ("12/31/2026", "date_order"),
        ("长期", "date_open_ended"),
        ("长期有效", "date_open_ended"),
        ("二〇二六年十二月三十一日", "date_in_chinese_digits"),
        ("明年", "date_format"),
        ("2026-12/31", "date_format"),
        ("2026-02-30", "date_not_real"),
    ],
)
def test_dates_that_are_refused_with_the_reason(text: str, code: str):
    (row,) = answered(table_bytes([["姓名", "注册有效期至", "加注"], ["甲", text, ""]]))
    assert (row["错误代码"], row["延续状态"], row["最迟延续申请日"]) == (code, "有错误", "")
    assert text in row["错误"]
    assert row["结论"] == "可以申请"


# --- encodings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_encodings_and_separators(encoding: str, delimiter: str):
    if delimiter == "，":
        table = f"姓名，注册有效期至，note\r\n甲，2026-12-31，{'plain ' * 20}\r\n".encode(encoding)
    else:
        rows = [["姓名", "注册有效期至", "note"], ["甲", "2026-12-31", "plain " * 20]]
        table = table_bytes(rows, encoding, delimiter)
    (row,) = answered(table)
    assert (row["姓名"], row["最迟延续申请日"]) == ("甲", "2026-11-30")


def test_bytes_of_gb18030_that_are_utf_8_by_chance():
    (row,) = answered("ID,注册有效期截止,annotations\r\nE-0,20281210,\r\n".encode("gb18030"))
    assert row["注册有效期截止"] == "2028-12-10"


def test_semicolons_inside_annotations_do_not_separate_cells():
    made = "; ".join(RUNNING)
    (row,) = answered(f"姓名,加注\r\n甲,{made}\r\n".encode())
    assert row["结论"] == "不能申请"


def test_one_damaged_cell_takes_no_other_answer_away():
    table = "编号,注册有效期至,加注\nE-1,2026-12-31,".encode() + b"\xff\xfe\nE-2,2027-12-31,\n"
    first, second = answered(table)
    assert first["最迟延续申请日"] == "2026-11-30"
    assert first["结论"] == "有错误"
    assert second["结论"] == "可以申请"


# --- the most urgent first -------------------------------------------------------------------------


def test_the_most_urgent_come_first_and_are_told_in_one_sentence():
    ends = {"早": "2030-12-31", "过": "2026-11-22", "迟": "2026-12-01", "争": "2026-12-23", "急": "2026-12-31", "缓": "2027-01-31", "错": "x"}  # fmt: skip
    table = table_bytes([["姓名", "注册有效期至"], *([name, end] for name, end in ends.items())])
    rows = answered(table, order="urgency")
    assert "".join(row["姓名"] for row in rows) == "争急缓迟过错早"
    summary, _ = convert(table)
    # 2026-12-31 - 31 = 2026-11-30 is within 30 days of 2026-11-23; 2027-01-31 - 31 = 2026-12-31 is not
    assert "1 人要在 30 天内申请延续，最急的是急，2026年11月30日前" in summary["urgent"]
    for told in (
        "1 人要马上申请延续",
        "争",
        "1 人已过申请延续的期限",
        "1 人的注册已经期满",
        "1 行有没算的",
    ):
        assert told in summary["urgent"]


def test_several_rows_of_one_person_are_one_person_in_the_sentence():
    rows = [["编号", "注册有效期至"], ["E-1", "2026-12-31"], ["E-1", "2026-12-31"]]
    assert "1 人要在" in convert(table_bytes(rows))[0]["urgent"]


def test_every_state_and_meaning_has_words():
    assert all("error" in words for words in BATCH_STATES.values())


def test_an_end_that_does_not_say_whose_is_not_taken_beside_one_that_does():
    columns = columns_of(["姓名", "注册有效期至", "有效期至"], {})
    assert [column.meaning for column in columns] == ["name", "registered_until", OTHER]
    (row,) = answered(
        table_bytes([["姓名", "注册有效期至", "有效期至"], ["示例", "2026-12-31", "2031-01-01"]])
    )
    assert row["最迟延续申请日"] == "2026-11-30"


def test_a_length_that_is_told_twice_and_agrees_is_one_annotation():
    (row,) = answered(
        table_bytes([["加注1日期", "加注1天数"], ["2026-10-01~2026-12-29", "90"]]), today=ON
    )
    assert (row["错误代码"], row["当前加注有效至"]) == ("", "2026-12-29")
