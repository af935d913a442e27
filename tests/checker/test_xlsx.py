"""Workbooks on the command line: read as they are, refused in one sentence, written back with care."""

import json
import subprocess
import sys
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from checker import cli
from checker.commands import xlsx
from tests.checker.test_cli import ROOT, run

HEADING = ["员工编号", "员工姓名", "身份证号", "注册证有效期至", "加注1", "加注2", "备注"]


def workbook(folder: Path, rows: list[list[object]], name: str = "in.xlsx", **more: object) -> Path:
    """A workbook of these rows; more: what `change(book, sheet)` does to it before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    for row in rows:
        sheet.append(row)
    if change := more.get("change"):
        change(book, sheet)  # type: ignore[operator]
    book.save(folder / name)
    return folder / name


def rows_of(path: Path, title: str = "名单") -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[title].iter_rows()]


def answered(folder: Path, *arguments: str) -> tuple[dict[str, dict[str, object]], str]:
    """The rows of out.xlsx by the first column, each by heading, and what was said."""
    code, _, err = run(
        "batch", "in.xlsx", "-o", "out.xlsx", "--today", "2026-11-27", *arguments, cwd=folder
    )
    assert code == 0, err
    sheet = rows_of(folder / "out.xlsx")
    at = next(i for i, row in enumerate(sheet) if "结论" in row)
    table = [dict(zip(map(str, sheet[at]), row, strict=True)) for row in sheet[at + 1 :]]
    return {str(row[str(sheet[at][0])]): row for row in table}, err


def test_a_workbook_is_answered_in_a_copy_of_itself(tmp_path: Path):
    def change(book: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.merge_cells("A1:G1")
        sheet.column_dimensions["B"].width = 31
        sheet.row_dimensions[6].hidden = True
        sheet["G4"].data_type = "s"
        book.create_sheet("别的")["A1"] = "原样"

    rows = [
        ["2026年执业药师名单"],
        [],
        HEADING,
        [101, "甲", "示例号码", datetime(2026, 12, 31), "2026-10-01:90", None, "=1+1 不是公式"],
        [102, "乙", None, 46400, "2026-10-01:90", "2026-11-01:60", None],
        [103, "丙", None, date(2030, 12, 10), "无", None, None],
        ["合计", None, 3],
    ]
    workbook(tmp_path, rows, change=change)
    found, err = answered(tmp_path)
    assert found["101"]["最迟延续申请日"] == datetime(2026, 11, 30)
    # day 46400 of 1900 is 2027-01-13: 2027-01-13 - 31 = 2026-12-13
    assert found["102"]["最迟延续申请日"] == datetime(2026, 12, 13)
    assert found["103"]["当前加注状态"] == "没有加注"
    assert found["101"]["注册证有效期至"] == datetime(2026, 12, 31)
    assert found["101"]["身份证号"] is None
    assert found["101"]["备注"] == "=1+1 不是公式"
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet = book["名单"]
    assert sheet["G4"].data_type == "s"
    assert (sheet.column_dimensions["B"].width, sheet.row_dimensions[6].hidden) == (31, True)
    coloured = [row[0].value for row in sheet.iter_rows(min_row=4) if row[0].fill.fill_type]
    assert coloured == [101, 102]
    assert book["别的"]["A1"].value == "原样"
    for said in (
        "读的是“名单”",
        "没有读的表：别的",
        "有 1 行是隐藏的",
        "合计 1 行",
        "列名以上 2 行",
        "身份证号",
    ):
        assert said in err
    assert rows_of(tmp_path / "in.xlsx")[3][2] == "示例号码"


def test_the_answers_of_a_workbook_may_go_into_csv(tmp_path: Path):
    workbook(tmp_path, [HEADING, [101, "甲", None, datetime(2026, 12, 31, 9, 30)]])
    code, out, _ = run("batch", "in.xlsx", "--today", "2026-11-27", cwd=tmp_path)
    assert code == 0
    assert "2026-11-30" in out


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path):
    path = workbook(tmp_path, [HEADING, [101, "甲", None, "=HYPERLINK(1)", None, None, "+1"]])
    book = openpyxl.load_workbook(path)
    book.active["D2"].data_type = "s"
    book.save(path)
    answered(tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["名单"]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_formula_without_a_kept_value_is_not_an_empty_cell(tmp_path: Path):
    workbook(tmp_path, [HEADING, [101, "甲", None, datetime(2026, 12, 31), "=A1", None]])
    found, err = answered(tmp_path)
    assert found["101"]["结论"] == "有错误"
    assert found["101"]["最迟延续申请日"] == datetime(2026, 11, 30)
    assert "存成 .xlsx 会失去：1 格公式" in err


def test_the_days_of_1904(tmp_path: Path):
    def change(book: openpyxl.Workbook, _: object) -> None:
        book.epoch = CALENDAR_MAC_1904

    # 44925 days after 1904-01-01 is 2026-12-31
    workbook(
        tmp_path,
        [HEADING, [101, "甲", None, datetime(2026, 12, 31)], [102, "乙", None, 44925]],
        change=change,
    )
    found, _ = answered(tmp_path)
    assert {str(row["最迟延续申请日"])[:10] for row in found.values()} == {"2026-11-30"}


def test_cells_merged_downwards_hold_for_each_row(tmp_path: Path):
    rows = [
        ["姓名", "注册有效期至", "加注"],
        ["甲", datetime(2026, 12, 31), "2026-10-01:90"],
        [None, None, "2026-10-10:90"],
        [None, None, "2026-11-01:90"],
    ]
    workbook(
        tmp_path,
        rows,
        change=lambda _, sheet: [sheet.merge_cells(area) for area in ("A2:A4", "B2:B4")],
    )
    code, out, err = run(
        "batch", "in.xlsx", "--today", "2026-11-27", "--same-name", "同一人", cwd=tmp_path
    )
    assert code == 0, err
    assert out.count("不能申请") == 3
    assert "1 人要在" in err


def test_another_sheet_is_read_when_it_is_named(tmp_path: Path):
    def change(book: openpyxl.Workbook, _: object) -> None:
        other = book.create_sheet("二店")
        other.append(["姓名", "注册有效期至"])
        other.append(["乙", datetime(2027, 12, 31)])

    workbook(tmp_path, [["说明"]], change=change)
    code, out, _ = run("batch", "in.xlsx", "--sheet", "二店", cwd=tmp_path)
    assert code == 0
    assert "2027-11-30" in out
    code, _, err = run("batch", "in.xlsx", "--sheet", "三店", cwd=tmp_path)
    assert (code, err) == (2, "没有名为“三店”的表；有：名单、二店\n")


def packed(parts: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧格式"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (packed({"Index/Document.iwa": b""}), "Numbers"),
        (packed({"word/document.xml": b""}), "坏了"),
        (packed({"xl/workbook.xml": b"<x/>"}), "坏了"),
        (b"PK\x03\x04 and nothing else", "坏了"),
        (
            packed({"xl/workbook.xml": b"", "xl/a.xml": b"0" * (xlsx.MOST_UNPACKED + 1)}),
            "展开后超过",
        ),
        (b"PK\x03\x04" + b"\0" * xlsx.MOST_BYTES, "超过 20 MB"),
    ],
    ids=["xls", "password", "numbers", "docx", "empty", "cut", "bomb", "large"],
)
def test_what_cannot_be_read_is_one_sentence(content: bytes, said: str, tmp_path: Path):
    (tmp_path / "in.xlsx").write_bytes(content)
    code, out, err = run("batch", "in.xlsx", "-o", "out.csv", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "out.csv").exists()


def test_entities_of_xml_are_not_read(tmp_path: Path):
    good = workbook(tmp_path, [HEADING, [101, "甲"]]).read_bytes()
    with zipfile.ZipFile(BytesIO(good)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "bbbb">]>'
    name = "xl/worksheets/sheet1.xml"
    declaration, _, rest = parts[name].partition(b"?>")
    parts[name] = (declaration + b"?>" + entity + rest) if rest else entity + parts[name]
    (tmp_path / "in.xlsx").write_bytes(packed(parts))
    code, _, err = run("batch", "in.xlsx", cwd=tmp_path)
    assert (code, len(err.splitlines())) == (2, 1)


def test_without_the_packages_one_sentence_says_what_to_do(tmp_path: Path):
    workbook(tmp_path, [HEADING, [101, "甲"]])
    done = subprocess.run(
        [sys.executable, "-S", "-m", "checker", "batch", str(tmp_path / "in.xlsx")],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert "CSV UTF-8" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    plain = subprocess.run(
        [sys.executable, "-S", "-m", "checker", "batch", "-"],
        cwd=ROOT, input="姓名,注册有效期至\n甲,2026-12-31\n", capture_output=True, text=True,
    )  # fmt: skip
    assert plain.returncode == 0
    assert "2026-11-30" in plain.stdout


def test_a_result_is_a_workbook_only_where_the_table_is_one(tmp_path: Path):
    (tmp_path / "in.csv").write_text("姓名,注册有效期至\n甲,2026-12-31\n", "utf-8")
    code, _, err = run("batch", "in.csv", "-o", "out.xlsx", cwd=tmp_path)
    assert code == 2
    assert "请写成 .csv" in err


def test_what_can_mean_two_things_stops_with_the_option_that_settles_it(tmp_path: Path):
    workbook(tmp_path, [["姓名", "有效期至", "加注"], ["甲", datetime(2026, 12, 31), None]])
    code, _, err = run("batch", "in.xlsx", cwd=tmp_path)
    assert code == 2
    assert err.splitlines()[-1].startswith("--column：")
    assert "“有效期至”" in err
    code, out, _ = run("batch", "in.xlsx", "--column", "有效期至=注册有效期至", cwd=tmp_path)
    assert code == 0
    assert "2026-11-30" in out


def test_of_a_formula_the_value_is_read_that_was_worked_out_when_it_was_saved(tmp_path: Path):
    made = workbook(tmp_path, [HEADING, [101, "甲", None, '="2026-12-"&31', None]])
    with zipfile.ZipFile(made) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = "xl/worksheets/sheet1.xml"
    before, _, after = parts[name].partition(b'<c r="D2">')
    formula, _, rest = after.partition(b"<v")
    assert b"<f>" in formula
    rest = rest.partition(b"</c>")[2]
    parts[name] = before + b'<c r="D2" t="str">' + formula + b"<v>2026-12-31</v></c>" + rest
    (tmp_path / "in.xlsx").write_bytes(packed(parts))
    found, err = answered(tmp_path)
    assert found["101"]["最迟延续申请日"] == datetime(2026, 11, 30)
    assert "存成 .xlsx 会失去：1 格公式" in err


def test_an_urgent_row_with_merged_cells_is_coloured_and_stays_merged(tmp_path: Path):
    rows = [HEADING, [101, "甲", None, datetime(2026, 12, 5), None, None, "合在一起"]]
    workbook(tmp_path, rows, change=lambda _, sheet: sheet.merge_cells("E2:F2"))
    found, _ = answered(tmp_path)
    assert found["101"]["延续状态"] == "已过申请期限"
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["名单"]
    assert "E2:F2" in [str(area) for area in sheet.merged_cells.ranges]
    assert (
        sheet["A2"].fill.fgColor.rgb == sheet["D2"].fill.fgColor.rgb == xlsx.URGENT_FILL.fgColor.rgb
    )


def test_a_workbook_of_charts_alone_has_nothing_to_read(tmp_path: Path):
    def change(book: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        chart = openpyxl.chart.BarChart()
        book.create_chartsheet("图").add_chart(chart)
        book.remove(sheet)

    workbook(tmp_path, [HEADING], change=change)
    code, out, err = run("batch", "in.xlsx", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert xlsx.SAYS["broken"] in err


def test_the_raw_answer_about_a_workbook_comes_with_nothing_else(tmp_path: Path):
    workbook(tmp_path, [HEADING, [101, "甲", None, datetime(2026, 12, 31)]])
    code, out, err = run("batch", "in.xlsx", "--json", "-o", "out.csv", cwd=tmp_path)
    assert (code, out) == (0, "")
    assert json.loads(err)["rows"] == 1


def test_without_the_packages_a_workbook_is_a_misuse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    made = workbook(tmp_path, [HEADING, [101, "甲"]])
    monkeypatch.setitem(sys.modules, "checker.commands.xlsx", None)
    monkeypatch.delattr("checker.commands.xlsx", raising=False)
    assert cli.main(["batch", str(made)]) == 2
    assert "CSV UTF-8" in capfd.readouterr().err
