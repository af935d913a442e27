"""Tables: how they are read, what stays as it was, what is refused, how they are written."""

import csv
import json
import tracemalloc
from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import islice

import pytest

from checker.batch.tables import CHUNK, LONGEST_LINE, MOST_LINES
from checker.bridge import MOST_ROWS_IN_A_PAGE, answer_table, convert_table, preview_table
from checker.dates import day
from checker.messages import BATCH_COLUMNS, BATCH_STATES, TABLE_FAULTS
from checker.packaged import packaged
from tests.checker.tables import HEADING, ON, answered, convert, table_bytes
from tests.schemas import validator

ROW = ["E-1", "示例一", "2026/12/31", "2024", "", "2026-10-01:90", "", "", "朝阳店"]
TABLE = [HEADING, ROW, ["E-2", "示例二", "2027年3月24日", "", "", "", "", "", "海淀店"]]


def codes(table: bytes) -> list[str]:
    return [row["错误代码"] for row in answered(table)]


def refused(table: bytes, **request: object) -> dict:
    summary, text = convert(table, **request)
    assert not summary["ok"]
    assert text == ""
    return summary["error"]


# --- reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_and_separators_give_the_same_answer(encoding: str, delimiter: str):
    assert answered(table_bytes(TABLE, encoding, delimiter)) == answered(table_bytes(TABLE))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_encoding_is_found_even_when_chinese_comes_late(encoding: str):
    heading = ["id", "registered_until", "note"]
    plain = [[f"E-{n}", "2026-12-31", "plain"] for n in range(CHUNK // 20)]
    table = table_bytes([heading, *plain, ["E", "2026-12-31", "示例：海淀店"]], encoding)
    assert len(table) > CHUNK
    assert answered(table)[-1]["note"] == "示例：海淀店"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_line_ends(end: str):
    table = table_bytes(TABLE).replace(b"\r\n", end.encode())
    assert answered(table) == answered(table_bytes(TABLE))
    assert answered(table.removesuffix(end.encode())) == answered(table_bytes(TABLE))


def test_english_headings_and_headings_with_spaces():
    table = table_bytes([["ID", "Registered_Until", " 考试 年度 "], ["E-1", "2026-12-31", "2024"]])
    (row,) = answered(table)
    assert (row["最迟延续申请日"], row["是否须加注"]) == ("2026-11-30", "须加注")


def test_only_what_the_table_has_columns_for_is_answered():
    (row,) = answered(table_bytes([["注册有效期至"], ["2026-12-31"]]))
    assert row["最迟延续申请日"] == "2026-11-30"
    assert row["结论"] == row["是否须加注"] == row["当前加注状态"] == ""
    (row,) = answered(table_bytes([["考试年度"], ["2024"]]))
    assert row["是否须加注"] == "须加注"
    assert row["结论"] == row["最迟延续申请日"] == ""


def test_without_a_column_of_annotations_nothing_is_said_about_them():
    (row,) = answered(table_bytes([["计划申请日"], ["2026-12-01"]]))
    assert (row["结论"], row["错误代码"]) == ("有错误", "no_annotation_column")
    assert row["当前加注状态"] == row["最早可申请(通常)"] == ""


def test_lines_before_the_heading_may_be_blank():
    above = answered(b"\r\n,,\r\n" + table_bytes(TABLE))
    assert [row.pop("表格里第几行") for row in above] == ["4", "5"]
    plain = answered(table_bytes(TABLE))
    assert [row.pop("表格里第几行") for row in plain] == ["2", "3"]
    assert above == plain


def test_a_cell_may_hold_line_breaks_commas_and_quotes():
    note = '第一行\n第二行,"引号"'
    table = table_bytes([HEADING, [*ROW[:-1], note], ROW])
    first, second = answered(table)
    assert (first["备注"], first["结论"]) == (note, "可以申请")
    assert second["备注"] == "朝阳店"


def test_short_rows_are_filled_and_blank_rows_are_passed_over_and_counted():
    table = table_bytes([HEADING, ["E-1"], [], [""] * 9, ["", "", "2026-12-31"], ["E-2", "", " "]])
    rows = answered(table)
    assert [row["编号"] for row in rows] == ["E-1", "", "E-2"]
    assert [row["结论"] for row in rows] == ["可以申请"] * 3
    assert [row["表格里第几行"] for row in rows] == ["2", "5", "6"]
    assert convert(table)[0]["passed_over"]["blank"] == 2


# --- what is wrong with a row stands in the row ----------------------------------------------------


def test_a_row_with_more_cells_than_the_heading():
    table = table_bytes([HEADING, [*ROW, "", "多的"], ["E-2", *ROW[1:]]])
    first, second = answered(table)
    assert (first["错误代码"], first["错误列"], first["编号"]) == ("too_many_cells", "", "E-1")
    assert "1 格" in first["错误"]
    assert "多的" in first["错误"]
    assert second["错误代码"] == ""


def test_a_quote_that_is_never_closed_costs_one_row_only():
    lines = ["编号,考试年度,备注", "E-1,2024,", 'E-2,2024,"没有关上', "E-3,2024,", "E-4,2024,"]
    rows = answered("\n".join(lines).encode())
    assert [row["编号"] for row in rows] == ["E-1", "E-2", "E-3", "E-4"]
    assert [row["错误代码"] for row in rows] == ["", "quote_not_closed", "", ""]


def test_a_quote_closed_rows_later_does_not_swallow_the_rows_between():
    lines = ["编号,考试年度,备注", 'E-1,"2024,', "E-2,2024,", 'E-3,2024",', "E-4,2024,"]
    rows = answered("\n".join(lines).encode())
    assert [row["编号"] for row in rows] == ["E-1", "E-2", "E-3", "E-4"]
    assert rows[0]["错误代码"] == "quote_not_closed"
    assert rows[1]["是否须加注"] == rows[3]["是否须加注"] == "须加注"


def test_a_cell_of_very_many_lines_is_not_believed():
    note = "\n".join(["行"] * (MOST_LINES + 1))
    rows = answered(
        table_bytes([["编号", "考试年度", "备注"], ["E-1", "2024", note], ["E-2", "2024", ""]])
    )
    assert rows[0]["错误代码"] == "quote_not_closed"
    assert (rows[-1]["编号"], rows[-1]["是否须加注"]) == ("E-2", "须加注")


def test_a_very_long_line_costs_one_row_only():
    table = table_bytes([HEADING, [*ROW[:-1], "长" * (LONGEST_LINE + 1)], ["E-2", *ROW[1:]]])
    assert codes(table) == ["row_too_large", ""]


def test_a_quoted_cell_beyond_the_limit_of_csv_costs_its_own_lines_only():
    note = "\n".join(["长" * (LONGEST_LINE - 20)] * 2)
    rows = answered(
        table_bytes([["编号", "考试年度", "备注"], ["E-1", "2024", note], ["E-2", "2024", ""]])
    )
    assert rows[0]["错误代码"] == "quote_not_closed"
    assert (rows[-1]["编号"], rows[-1]["是否须加注"]) == ("E-2", "须加注")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_bytes_that_are_no_text_are_told_in_their_row(encoding: str):
    table = table_bytes([HEADING, ROW, ["E-2", "示例二"], ["E-3", *ROW[1:]]], encoding)
    assert codes(table.replace(b"E-2", b"E-\xff")) == ["", "unreadable_characters", ""]


def test_the_column_is_named_as_in_the_table():
    (row,) = answered(table_bytes([["id", " registered_until "], ["E-1", "x"]]))
    assert row["错误列"] == "registered_until"


def test_every_row_error_says_what_to_mend():
    wrong = [[*ROW[:2], text, *ROW[3:]] for text in ("2026-02-30", "x", "2100-01-01")]
    for row in answered(table_bytes([HEADING, *wrong])):
        assert len(row["错误"]) > 10
        assert row["错误列"] == "注册有效期至"


# --- tables that cannot be answered ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (b"", "no_heading"),
        (b"\r\n , ,\r\n", "no_heading"),
        ("编号,姓名\n1,示例".encode(), "no_known_column"),
        ("注册有效期至,registered_until\n,".encode(), "duplicate_column"),
        ("编号,加注,".encode() + b"\xff\n1,", "wrong_encoding"),
        (b"a\x00b,\x00c\n", "wrong_encoding"),
        (b"PK\x03\x04\x14\x00", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_workbook"),
        ('编号,"加注\n1,'.encode(), "heading_not_readable"),
        (("加注" + "," * 1_000_000 + "x").encode(), "heading_not_readable"),
        (("加注" + "," * 1000 + "x").encode(), "too_many_columns"),
    ],
)
def test_tables_that_cannot_be_answered(table: bytes, code: str):
    error = refused(table)
    assert error["code"] == code
    assert error["message"]
    validator("error").validate({"ok": False, "error": error})


def test_every_table_fault_is_a_sentence():
    values = dict.fromkeys(
        ("value", "known", "first", "second", "name", "names", "columns", "id", "meant", "today"),
        "x",
    )
    for template in TABLE_FAULTS.values():
        assert template.format(**values, limit=1, count=1, number=1)


@pytest.mark.parametrize(
    ("request_", "code", "field"),
    [
        ({"today": "2026-2-1"}, "date_format", "today"),
        ({"as_of": "2021-12-16"}, "date_out_of_range", "as_of"),
        ({"rows": []}, "unknown_field", "rows"),
        ({"columns": []}, "wrong_type", "columns"),
        ({"columns": {"备注": None}}, "wrong_type", "columns.备注"),
        ({"columns": {"备注": "note"}}, "unknown_field", "columns.备注"),
        ({"columns": {"别的": "other"}}, "no_such_column", "columns.别的"),
        ({"columns": {"#10": "other"}}, "no_such_column", "columns.#10"),
        ({"same_name": "maybe"}, "unknown_field", "same_name"),
        ({"same_name": True}, "wrong_type", "same_name"),
        ({"excel_days": "1900"}, "wrong_type", "excel_days"),
        ({"excel_days": 1901}, "unknown_field", "excel_days"),
        ({"order": "name"}, "unknown_field", "order"),
        ({"keep_identity": 1}, "wrong_type", "keep_identity"),
    ],
)
def test_requests_that_cannot_be_answered(request_: dict, code: str, field: str):
    error = refused(table_bytes(TABLE), **request_)
    assert (error["code"], error["field"]) == (code, field)


def test_a_request_that_is_no_json_is_an_answer():
    assert json.loads(convert_table("{", BytesIO(b""), StringIO()))["error"]["code"] == "not_json"
    assert json.loads(*answer_table("{", BytesIO(b""), 5))["error"]["code"] == "not_json"


# --- choosing columns ------------------------------------------------------------------------------


def test_columns_can_be_chosen_by_name():
    table = table_bytes([["到期日", "加注"], ["2026-12-31", "不是加注"]])
    chosen = {"到期日": "registered_until", "加注": "other"}
    (row,) = answered(table, columns=chosen)
    assert (row["最迟延续申请日"], row["加注"], row["结论"]) == ("2026-11-30", "不是加注", "")


def test_a_preview_shows_what_each_column_is_taken_to_mean():
    seen = json.loads(
        preview_table(BytesIO(table_bytes([["编号", "加注"], ["E-1", ""], ["E-2", ""]])), 1)
    )
    assert seen["columns"] == [
        {"name": "编号", "meaning": "id", "choices": []},
        {"name": "加注", "meaning": "annotations", "choices": []},
    ]
    assert seen["rows"] == [["E-1", ""]]
    assert seen["count"] == 2
    assert json.loads(preview_table(BytesIO(b""), 1))["error"]["code"] == "no_heading"


def test_the_first_column_that_could_name_a_row_does_unless_another_is_chosen():
    heading = ["工号", "id", "加注", "编号"]

    def names(**request: object) -> list[str]:
        asked = json.dumps({"op": "batch", "today": ON, **request})
        return json.loads(next(answer_table(asked, BytesIO(table_bytes([heading])), 1)))["keys"][:4]

    assert names() == ["id", "other", "annotations", "other"]
    assert names(columns={"编号": "id"}) == ["other", "other", "annotations", "id"]
    assert names(columns={"#4": "id"}) == ["other", "other", "annotations", "id"]


@pytest.mark.parametrize(
    ("more", "told"),
    [(0, None), (1, "too_many_rows"), pytest.param(100, "too_many_rows", marks=pytest.mark.trust)],
)
def test_a_page_takes_so_many_rows_and_reads_no_further(more: int, told: str | None):
    read = 0

    class Counted(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            nonlocal read
            chunk = super().read(size)
            read += len(chunk)
            return chunk

    count = MOST_ROWS_IN_A_PAGE + more * 1_000
    table = table_bytes([["考试年度"], *[["2024"]] * count])
    seen = json.loads(preview_table(Counted(table), 5))
    if told:
        validator("error").validate(seen)
        assert seen["error"]["code"] == told
        assert "python3 -m checker batch" in seen["error"]["message"]
        assert read < MOST_ROWS_IN_A_PAGE * len(b"2024\r\n") + 3 * CHUNK
    else:
        assert (seen["count"], len(seen["rows"])) == (MOST_ROWS_IN_A_PAGE, 5)
    assert convert(table)[0]["rows"] == count  # the command line answers any number


# --- the day and the rules -------------------------------------------------------------------------


def test_the_day_defaults_to_today_in_china(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("checker.batch.answering.today_in_china", lambda: day("2026-11-24"))
    answer = json.loads(
        convert_table('{"op": "batch"}', BytesIO(table_bytes(TABLE)), StringIO(newline=""))
    )
    assert answer["asked"]["today"] == "2026-11-24"


def test_the_summary_counts_rows_of_each_kind():
    summary, _ = convert(table_bytes([*TABLE, ["E-3", "", "x"]]))
    assert summary["rows"] == 3
    assert summary["counts"]["verdict"] == {"allowed": 3}
    assert summary["counts"]["renewal_state"] == {"due": 2, "error": 1}
    assert summary["errors"] == 1


def test_states_have_words():
    assert BATCH_STATES.keys() <= BATCH_COLUMNS.keys()


# --- writing ---------------------------------------------------------------------------------------


def test_own_columns_stay_in_front_and_unchanged():
    _, text = convert(table_bytes([["备注", "加注", "备注"], ["甲", "", "乙"]]))
    heading, row = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""))
    assert heading == ["备注", "加注", "备注", *BATCH_COLUMNS.values()]
    assert row[:3] == ["甲", "", "乙"]


def test_an_answered_table_can_be_answered_again():
    _, text = convert(table_bytes(TABLE))
    (first, second) = answered(text.encode())
    assert first["结论(原)"] == first["结论"] == "可以申请"
    assert second["最迟延续申请日"] == "2027-02-21"


def test_excel_is_told_that_it_is_utf_8():
    _, text = convert(table_bytes(TABLE))
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert text.endswith("\r\n")


FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", " =1+1", "\n=1", '="a"', "＝1", "＋1", "－1", "＠A1",
]  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_can_be_taken_for_a_formula(formula: str):
    known = [[*ROW[:i], formula, *ROW[i + 1 :]] for i in range(len(ROW))]
    table = table_bytes([[*HEADING, formula], *([*row, formula] for row in known)])
    _, text = convert(table)
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 1 + len(known)
    for row in rows:
        for cell in row:
            assert not cell.lstrip(" \n").startswith(
                ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
            )
    assert rows[1][len(HEADING)] == "'" + formula  # still readable behind the mark


def test_a_carriage_return_cannot_start_a_cell():
    _, text = convert(b'\xe5\x8a\xa0\xe6\xb3\xa8,a\r\n,"\r=1+1"\r\n')
    assert list(csv.reader(StringIO(text, newline="")))[1][1] == "'\n=1+1"


# --- in parts, for the page ------------------------------------------------------------------------


def test_parts_add_up_to_the_file():
    table = table_bytes([HEADING, *([f"E-{n}", *ROW[1:]] for n in range(7))])
    request = json.dumps({"op": "batch", "today": ON})
    heading, *parts = map(json.loads, answer_table(request, BytesIO(table), 3))
    assert [part["read"] for part in parts if "read" in part] == [3, 6, 7]
    last = parts[-1]
    parts = [part for part in parts if "rows" in part]
    assert [len(part["rows"]) for part in parts] == [3, 3, 1]
    rows = [row for part in parts for row in part["rows"]]
    assert heading["csv"] + "".join(row["csv"] for row in rows) == convert(table)[1]
    assert last["urgent"] == convert(table)[0]["urgent"]
    assert "7 人要在 30 天内申请延续" in last["urgent"]
    assert len(heading["columns"]) == len(heading["keys"])
    row = parts[0]["rows"][0]
    assert dict(zip(heading["keys"], row["cells"], strict=True))["usual"] == ON
    assert row["found"]["verdict"] == "allowed"
    assert row["found"]["renewal_days"] == 7


def test_whoever_asks_for_no_more_parts_has_cancelled():
    read = []

    class Counted(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            read.append(size)
            return super().read(size)

    table = table_bytes([HEADING, *([ROW] * 20_000)])
    parts = answer_table(json.dumps({"op": "batch", "today": ON}), Counted(table), 10)
    next(parts)
    next(parts)
    assert len(read) * CHUNK < len(table) / 2


# --- the files of the package ----------------------------------------------------------------------


def test_the_template_has_every_known_column_and_no_rows():
    rows = list(
        csv.reader(StringIO(packaged("batch", "template.csv").removeprefix("\ufeff"), newline=""))
    )
    assert rows == [list(HEADING)]
    assert packaged("batch", "template.csv").startswith("\ufeff")


def test_the_example_shows_each_way_of_writing_and_one_error():
    rows = answered(packaged("batch", "example.csv").encode())
    assert [bool(row["错误代码"]) for row in rows] == [False] * 5 + [True]
    assert {row["结论"] for row in rows} == {"可以申请", "不能申请"}
    assert rows[-1]["延续状态"] == "有错误"
    assert all(row["姓名"].startswith("示例") for row in rows)


# --- memory ----------------------------------------------------------------------------------------


class Stream:
    """A table that never stands in memory as a whole."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.rest = b""

    def read(self, size: int, /) -> bytes:
        while len(self.rest) < size and (piece := next(self.pieces, b"")):
            self.rest += piece
        piece, self.rest = self.rest[:size], self.rest[size:]
        return piece


class Nowhere:
    def write(self, text: str, /) -> None:
        pass


def peak_memory(pieces: Iterator[bytes]) -> int:
    tracemalloc.start()
    try:
        convert_table(json.dumps({"op": "batch", "today": ON}), Stream(pieces), Nowhere())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def rows_of_bytes(count: int) -> Iterator[bytes]:
    yield table_bytes([["编号", "考试年度", "备注"]])
    for number in range(count):
        yield table_bytes([[f"E-{number}", "2024", "备注" * 100]])


def test_memory_grows_by_a_few_times_a_row_and_no_more():
    """All rows are kept: those of one person count together, and the most urgent come first."""
    peak_memory(rows_of_bytes(10))  # what is loaded once
    few, many = peak_memory(rows_of_bytes(1_000)), peak_memory(rows_of_bytes(5_000))
    assert (many - few) / 4_000 < 5 * len(next(islice(rows_of_bytes(1), 1, None)).decode()) * 2


def test_memory_does_not_grow_with_a_line_that_never_ends():
    def pieces(count: int) -> Iterator[bytes]:
        yield table_bytes([HEADING])
        for _ in range(count):
            yield b"x" * CHUNK

    few, many = peak_memory(pieces(30)), peak_memory(pieces(300))
    assert many < few * 1.1


@pytest.mark.parametrize("blank", [",,,\n,,,\n", " \n\t\n", "　,　\n"])
def test_a_table_without_a_word_has_no_heading(blank: str):
    summary, _ = convert(blank.encode())
    assert summary["error"]["code"] == "no_heading"


def test_a_quotation_mark_that_swallows_the_first_rows_is_refused():
    """csv gives up on a cell of more than 131,072 signs, the search for the heading does not."""
    table = '"' + ("注," * 4_999 + "\n") * 19
    summary, _ = convert(table.encode())
    assert not summary["ok"]
    assert summary["error"]["code"] == "heading_not_readable"


def test_rows_taken_out_of_a_workbook_are_answered_or_say_why_not():
    rows = [["姓名", "注册有效期至"], ["甲", "2026-12-31"], "x" * 100_001, ["乙", "2027-12-31"]]
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    found = answered(("\x1e" + "\n".join(lines)).encode())
    assert [row["最迟延续申请日"] for row in found] == ["2026-11-30", "", "2027-11-30"]
    assert [row["错误代码"] for row in found] == ["", "row_too_large", ""]
