"""Workbooks on the command line: a sheet read as a table, and written back with the answers in it.

Needs the extra `[xlsx]`: openpyxl, and defusedxml, which refuses the entities of XML. Imported only
when a workbook is given. What is unpacked is limited before anything is opened; no text of the
table ever becomes a formula.
"""

import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, NamedTuple

import defusedxml  # noqa: F401 - without it openpyxl would read XML's entities
import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900

from checker import messages
from checker.batch.tables import ROWS_AS_JSON
from checker.dates import ISO_DATE

MOST_BYTES = 20_000_000
MOST_UNPACKED = 400_000_000
MOST_PARTS = 5_000
NOT_WORKED_OUT = "公式没有结果"
URGENT_FILL = PatternFill("solid", fgColor="FFE2B8")
DAY_FORMAT = "yyyy-mm-dd"
ANSWER_WIDTH = 16
SAYS = {
    "password": "这个文件设了打开密码，读不了；请在 Excel 或 WPS 里打开，去掉密码再存一次",
    "old": "这是旧格式（.xls 或 .et），读不了；请在 Excel 或 WPS 里打开，另存为“Excel 工作簿（.xlsx）”",
    "numbers": "这是 Numbers 表格，读不了；请在 Numbers 里导出为 Excel（.xlsx）或 CSV",
    "broken": "这不是能读的 .xlsx，可能坏了；请在 Excel 或 WPS 里打开，另存一次",
    "too_large": "文件超过 {most} MB，读不了；请只留下要算的那张表，或者另存为 CSV",
    "bomb": "文件展开后超过 {most} MB，读不了；请只留下要算的那张表，或者另存为 CSV",
    "no_sheet": "没有名为“{name}”的表；有：{names}",
    "sheet": "读的是“{name}”这一张表。",
    "other_sheets": "没有读的表：{names}（用 --sheet 选）。",
    "hidden": "有 {count} 行是隐藏的，也算了。",
    "lost": "存成 .xlsx 会失去：{what}。",
    "formulas": "{count} 格公式（只留下算好的值）",
    "pictures": "图片和图形",
    "charts": "图表",
    "macros": "宏",
    "pivots": "数据透视表",
}
LOST_PARTS = (
    ("pictures", r"xl/(?:media|drawings)/.+"),
    ("charts", r"xl/charts/.+"),
    ("macros", r"xl/vbaProject\.bin"),
    ("pivots", r"xl/pivot.+"),
)


class NotReadable(Exception):
    """A workbook that cannot be read; says why, in Chinese."""


class Workbook(NamedTuple):
    """One sheet of a workbook: its rows as text, and what has to be said about it."""

    book: Any
    sheet: Any
    rows: Sequence[Sequence[str]]
    excel_days: int
    notes: Sequence[str]
    lost: Sequence[str]

    def as_table(self) -> BytesIO:
        """The rows as a table for `checker.batch`."""
        lines = [json.dumps(row, ensure_ascii=False) for row in self.rows]
        return BytesIO((ROWS_AS_JSON + "\n".join(lines)).encode("utf-8", "replace"))


def open_workbook(name: str, sheet: str | None) -> Workbook:
    """The sheet of that name of a file, else the first that is not hidden. Raises NotReadable."""
    with open(name, "rb") as file:
        content = file.read(MOST_BYTES + 1)
    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in content:
        raise NotReadable(SAYS["password"])
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotReadable(SAYS["old"])
    parts = _parts(content)
    try:
        book = openpyxl.load_workbook(BytesIO(content), data_only=True)
        formulas = openpyxl.load_workbook(BytesIO(content), read_only=True)
    except Exception as error:  # whatever openpyxl meets in a file of another making
        raise NotReadable(SAYS["broken"]) from error
    names = [each.title for each in book.worksheets]
    if sheet is not None and sheet not in names:
        raise NotReadable(SAYS["no_sheet"].format(name=sheet, names="、".join(names)))
    visible = [each.title for each in book.worksheets if each.sheet_state == "visible"]
    if not names:
        raise NotReadable(SAYS["broken"])
    chosen = book[sheet or (visible or names)[0]]
    cells = {place: _text(each.value) for place, each in chosen._cells.items()}
    with_formula = set(_formulas(formulas[chosen.title]))
    for place in with_formula:
        if not cells.get(place):
            cells[place] = NOT_WORKED_OUT
    _fill_merged(chosen, cells)
    last = max((row for (row, _), text in cells.items() if text), default=0)
    hidden = [n for n in range(1, last + 1) if chosen.row_dimensions[n].hidden]
    notes = [SAYS["sheet"].format(name=chosen.title)]
    if others := [name for name in names if name != chosen.title]:
        notes.append(SAYS["other_sheets"].format(names="、".join(others)))
    if hidden:
        notes.append(SAYS["hidden"].format(count=len(hidden)))
    lost = [SAYS[kind] for kind, form in LOST_PARTS if any(re.fullmatch(form, p) for p in parts)]
    if with_formula:
        lost.insert(0, SAYS["formulas"].format(count=len(with_formula)))
    told = [SAYS["lost"].format(what="、".join(lost))] if lost else []
    excel_days = 1900 if book.epoch == CALENDAR_WINDOWS_1900 else 1904
    return Workbook(book, chosen, _rows(cells, last), excel_days, notes, told)


def with_answers(workbook: Workbook, answers: Iterable[Mapping[str, Any]]) -> bytes:
    """The workbook with the answers right of its table, the urgent rows coloured.

    `answers`: the parts of `bridge.answer_table`. Identity numbers that are not wanted are emptied.
    """
    heading, *parts = answers
    rows = [row for part in parts for row in part.get("rows", ())]
    count = len(messages.BATCH_COLUMNS) - 1  # in the workbook itself a row needs no number
    names = heading["columns"][-count - 1 : -1]
    sheet = workbook.sheet
    first = 1 + max((column for _, column in sheet._cells), default=0)
    merged = {(r, c) for area in sheet.merged_cells.ranges for r, c in area.cells}
    for i, name in enumerate(names):
        _put(sheet, heading["heading_at"], first + i, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(first + i)].width = ANSWER_WIDTH
    for (row, column), cell in sheet._cells.items():
        empty = column - 1 in heading["left_out"] and row > heading["heading_at"]
        if empty and (row, column) not in merged:
            cell.value = None
    for answer in rows:
        row = answer["number"]
        for i, text in enumerate(answer["cells"][-count - 1 : -1]):
            if text:
                _put(sheet, row, first + i, text)
        for column in range(1, first + count) if answer["urgent"] else ():
            if (row, column) not in merged:
                sheet.cell(row, column).fill = URGENT_FILL
    result = BytesIO()
    workbook.book.save(result)
    return result.getvalue()


def _put(sheet: Any, row: int, column: int, text: str) -> Any:
    """A cell with a date, a whole number, or text that no program takes for a formula."""
    cell = sheet.cell(row, column)
    if ISO_DATE.fullmatch(text):
        cell.value = date.fromisoformat(text)
        cell.number_format = DAY_FORMAT
    elif text.isascii() and text.isdigit():
        cell.value = int(text)
    else:
        cell.value = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text)
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _parts(content: bytes) -> list[str]:
    """The names of the files that a workbook is packed of. Raises NotReadable, for a workbook of
    another program and for one that grows too large.
    """
    if len(content) > MOST_BYTES:
        raise NotReadable(SAYS["too_large"].format(most=MOST_BYTES // 1_000_000))
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise NotReadable(SAYS["broken"]) from error
    names = [part.filename for part in parts]
    if any(name.startswith("Index/") or name == "Index.zip" for name in names):
        raise NotReadable(SAYS["numbers"])
    if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS:
        raise NotReadable(SAYS["bomb"].format(most=MOST_UNPACKED // 1_000_000))
    if "xl/workbook.xml" not in names and not any(name.endswith("workbook.xml") for name in names):
        raise NotReadable(SAYS["broken"])
    return names


def _formulas(sheet: Any) -> Iterator[tuple[int, int]]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                yield cell.row, cell.column


def _fill_merged(sheet: Any, cells: dict[tuple[int, int], str]) -> None:
    """What stands in cells merged downwards holds for each of their rows; across, for the first."""
    for area in sheet.merged_cells.ranges:
        text = cells.get((area.min_row, area.min_col), "")
        for row in range(area.min_row + 1, min(area.max_row, sheet.max_row) + 1):
            cells[row, area.min_col] = text


def _rows(cells: Mapping[tuple[int, int], str], last: int) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(last)]
    for (row, column), text in sorted(cells.items()):
        if row <= last and text:
            rows[row - 1] += [""] * (column - 1 - len(rows[row - 1])) + [text]
    return rows


def _text(value: Any) -> str:
    form = next((form for kind, form in _TEXTS if isinstance(value, kind)), str)
    return form(value)


def _moment(value: datetime) -> str:
    midnight = value.time() == time()
    return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")


_TEXTS: Sequence[tuple[type, Callable[[Any], str]]] = (
    (type(None), lambda _: ""),
    (datetime, _moment),
    (date, date.isoformat),
    (bool, lambda value: str(value).upper()),
    (float, lambda value: str(int(value)) if value.is_integer() else repr(value)),
)
