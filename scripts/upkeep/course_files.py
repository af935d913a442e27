"""Opens what a provider hands in, a table or a file of facts, as rows of values with their places."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.batch.tables import DELIMITERS, HEADING_WITHIN, encoding_of, is_blank
from checker.commands.tables import WORKBOOKS
from scripts.facts.course_table import (
    BY_HEADING,
    COLUMNS,
    COURSE,
    PRICE,
    PROVIDER,
    UNKNOWN,
    Column,
    Unread,
    column_of,
    resembling,
)
from scripts.facts.courses import Provider
from scripts.facts.load import parse, validated
from scripts.facts.problems import FactsError, Problem

MOST_BYTES = 20_000_000
NEEDS_PACKAGES = (
    "读 .xlsx 要 openpyxl 和 defusedxml，这里没有",
    "运行一次 make check，它会装上；或者另存为“CSV UTF-8（逗号分隔）”",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A course with one of its prices, or without: what was written, and which row or line it is.
    `names`: how a reader finds each cell; `lines`: of those on a line of their own."""

    file: str
    number: int
    values: Mapping[Column, Any]
    names: Mapping[Column, str]
    lines: Mapping[Column, int] = field(default_factory=dict)

    def problem(self, column: Column, expected: str, mend: str) -> Problem:
        name = self.names.get(column, f"“{column.heading}”")
        line = self.lines.get(column, self.number)
        return Problem(self.file, line, name, expected, mend)

    def is_in(self, problems: Iterable[Problem]) -> bool:
        """Whether one of the problems is of this row."""
        return any(p.line in (self.number, *self.lines.values()) for p in problems)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """`problems`: what is not understood; a row holds what is. `notes`: what was not taken."""

    rows: Sequence[Row]
    problems: Sequence[Problem]
    notes: Sequence[str]


Cells = Sequence[Sequence[str]]


def opened(path: Path) -> HandedIn:
    """Raises FactsError for a file that cannot be read at all."""
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError as error:
        raise _whole(path, f"打不开（{error.strerror}）", "检查文件名") from None
    if not content.strip():
        raise _whole(path, "是空的，或者太大", "换成填好的表格")
    if path.suffix in (".yml", ".yaml"):
        return _of_facts(path, _text(path, content))
    if content[:4] in WORKBOOKS:
        cells, excel, notes = _workbook(path)
    else:
        cells, excel, notes = _separated(_text(path, content)), None, []
        if not cells:
            mend = "在 Excel 或 WPS 里打开，删去多余的引号，再存一次"
            raise _whole(path, "有引号没有成对，或者一格太长", mend)
    return _of_table(path, cells, excel, notes)


def _whole(path: Path, expected: str, mend: str) -> FactsError:
    return FactsError([Problem(path.as_posix(), 1, "（整个文件）", expected, mend)])


def _text(path: Path, content: bytes) -> str:
    try:
        text = content.decode(encoding_of(content))
    except UnicodeDecodeError:
        mend = "另存为“CSV UTF-8（逗号分隔）”"
        raise _whole(path, "编码认不出，或者文件坏了", mend) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _separated(text: str) -> Cells:
    """The rows, with the separator that makes the most headings known; none when a quotation mark
    that is never closed would swallow what follows."""

    def rows(delimiter: str) -> list[list[str]]:
        try:
            return list(
                csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
            )
        except csv.Error:
            return []

    def best_row(found: Cells) -> int:
        return max(map(_known, found[:HEADING_WITHIN]), default=-1)

    readings = [rows(delimiter) for delimiter in DELIMITERS]
    best = max(readings, key=best_row)
    return best if best_row(best) > 0 or all(readings) else []


def _known(cells: Sequence[str]) -> int:
    return sum(column_of(cell) is not None for cell in cells)


def _workbook(path: Path) -> tuple[Cells, int, list[str]]:
    try:
        from checker.commands import xlsx
    except ImportError:
        raise _whole(path, *NEEDS_PACKAGES) from None
    try:
        book = xlsx.open_workbook(str(path), None)
    except xlsx.NotReadable as reason:
        raise _whole(path, str(reason), "照上面说的再存一次") from None
    rows = [list(row) for row in book.rows]
    down = {(a.min_row, a.min_col): a.max_row for a in book.sheet.merged_cells.ranges}
    for (first, column), cell in book.sheet._cells.items():
        if length := _shown_of_a_day(cell):
            for row in rows[first - 1 : down.get((first, column), first)]:
                row[column - 1] = row[column - 1][:length]
    return rows, book.excel_days, list(book.notes)


def _shown_of_a_day(cell: Any) -> int:
    """How much of YYYY-MM-DD a cell shows, when that is a year or month alone; else 0."""
    if not getattr(cell, "is_date", False):
        return 0
    shown = re.sub(r'"[^"]*"|\[[^]]*\]', "", cell.number_format).lower()
    if "d" in shown or "h" in shown:
        return 0
    return len("YYYY-MM") if "m" in shown else len("YYYY")


def _of_table(path: Path, cells: Cells, excel: int | None, notes: list[str]) -> HandedIn:
    if not cells:
        raise _whole(path, "是空的", "换成填好的表格")
    at = max(range(min(len(cells), HEADING_WITHIN)), key=lambda i: _known(cells[i]))
    columns = {i: c for i, name in enumerate(cells[at]) if (c := column_of(name))}
    if BY_HEADING["课程"] not in columns.values():
        known = "、".join(column.heading for column in COLUMNS)
        raise _whole(path, "没有找到列名，至少要有“课程”", f"列名照模板写：{known}")
    names = {
        c: f"第 {{row}} 行 {_letter(i)} 列“{cells[at][i].strip()}”" for i, c in columns.items()
    }
    problems = list(_wrong_headings(path, at + 1, cells[at], columns))
    rest = [name.strip() for i, name in enumerate(cells[at]) if i not in columns and name.strip()]
    if rest and not problems:
        notes.append(f"没有采用的列：{'、'.join(rest)}。")
    rows = []
    for number, row in enumerate(cells[at + 1 :], at + 2):
        if is_blank(row):
            continue
        named = {column: name.format(row=number) for column, name in names.items()}
        values: dict[Column, Any] = {}
        found = Row(path.as_posix(), number, values, named)
        for i, column in columns.items():
            text = row[i] if i < len(row) else ""
            if text.strip():
                try:
                    values[column] = column.read(text, excel)
                except Unread as unread:
                    problems.append(found.problem(column, unread.expected, unread.mend))
        rows.append(found)
    return HandedIn(rows, problems, notes)


def _letter(column: int) -> str:
    """`A` of 0, `AA` of 26, as spreadsheets call their columns."""
    before, last = divmod(column, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)


def _wrong_headings(
    path: Path, line: int, names: Sequence[str], columns: Mapping[int, Column]
) -> Iterator[Problem]:
    there = list(columns.values())
    for i, name in enumerate(names):
        field = f"第 {line} 行 {_letter(i)} 列“{name.strip()}”"
        column = columns.get(i)
        if column and column in there[: list(columns).index(i)]:
            expected = f"前面已经有一列是“{column.heading}”"
            yield Problem(path.as_posix(), line, field, expected, "只留一列，或改成别的列名")
        elif not column and (like := resembling(name, there)):
            expected = f"不知道是不是“{like.heading}”"
            yield Problem(path.as_posix(), line, field, expected, f"是就改成“{like.heading}”")


def _of_facts(path: Path, text: str) -> HandedIn:
    """Rows of a file written as docs/data/courses is."""
    document = parse(text, path.as_posix())
    problems: list[Problem] = []
    if not validated(document, Provider, problems):
        raise FactsError(problems)
    left: set[str] = set()
    data = document.data
    rows = []
    for i, course in enumerate(data["courses"]):
        prices = [] if course["prices"] == "unknown" else course["prices"]
        for j, price in list(enumerate(prices)) or [(-1, {})]:
            at = ("courses", i, "prices", j) if j >= 0 else ("courses", i)
            whole = {PROVIDER: data, COURSE: course, PRICE: price}
            places = {PROVIDER: (), COURSE: ("courses", i), PRICE: at}
            values = {
                column: _as_read(column, whole[column.holder])
                for column in COLUMNS
                if whole[column.holder].get(column.key, UNKNOWN) != UNKNOWN
            }
            names = {column: f"{column.key}（{column.heading}）" for column in values}
            lines = {c: document.line((*places[c.holder], c.key)) for c in values}
            rows.append(Row(path.as_posix(), document.line(at), values, names, lines))
            for holder, record in whole.items():
                taken = {c.key for c in COLUMNS if c.holder == holder}
                left |= set(record) - taken - {"courses", "prices", "starting_at"}
    notes = [f"没有采用，由核对的人写：{'、'.join(sorted(left))}。"] if left else []
    return HandedIn(rows, problems, notes)


def _as_read(column: Column, record: Mapping[str, Any]) -> Any:
    value = record[column.key]
    return (value, record.get("starting_at", False)) if column.key == "yuan" else value
