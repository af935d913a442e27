"""Tables as spreadsheets leave them: bytes in, a heading and rows of cells out, one at a time.

UTF-8 (with or without a byte order mark), UTF-16 (Excel's “Unicode text”) and GB18030 (Chinese
Excel's CSV), separated by commas, tabs or semicolons; or rows as JSON (see ROWS_AS_JSON).
"""

import codecs
import csv
import json
from collections import deque
from collections.abc import Iterator, Sequence
from io import IncrementalNewlineDecoder
from itertools import chain, islice
from typing import NamedTuple, Protocol

from checker.batch.columns import is_heading
from checker.faults import Fault

CHUNK = 1 << 16
LONGEST_LINE = 100_000  # characters; a cell of Excel holds 32,767
MOST_COLUMNS = 1000  # a page shows each with a choice of what it means
MOST_LINES = 50  # in one row, for cells with line breaks
HEADING_WITHIN = 20  # rows; above it stand titles and notes
DELIMITERS = ",\t;|，"
BYTE_ORDER_MARK = "\ufeff"
ROWS_AS_JSON = "\x1e"
"""Begins a table that another program has taken out of a workbook: a line a row, each a JSON array
of texts."""
WORKBOOKS = (
    (b"PK\x03\x04", "workbook"),
    (b"\xd0\xcf\x11\xe0", "old_workbook"),
)
"""How the files of spreadsheet programs begin: .xlsx (and .numbers), and the .xls and .et of old,
which is also how a workbook with a password begins."""
NOT_DECODED = "\ufffd"
FIRST_OF_THREE_BYTES = "\u0800"
"""In UTF-8. Chinese has three and more; two bytes of GB18030 are often two of UTF-8 by chance."""


class Bytes(Protocol):
    """What a table is read from."""

    def read(self, size: int, /) -> bytes: ...


class Row(NamedTuple):
    """One row's cells, what is wrong with the row as a whole, and which row of the table it is."""

    cells: list[str]
    fault: Fault | None = None
    number: int = 0


class Table(NamedTuple):
    """The heading of a table, its rows, which can be read once, and the number of the heading."""

    heading: list[str]
    rows: Iterator[Row]
    number: int = 1


def read_table(stream: Bytes) -> Table:
    """The table in `stream`, whose heading stands within the first rows. Raises Fault."""
    text = _lines(_decoded(stream))
    head = _head(text)
    if not head:
        raise Fault("no_heading")
    if head[0].startswith(ROWS_AS_JSON):
        rows = _json_rows(chain([head[0].removeprefix(ROWS_AS_JSON)], head[1:], text))
        above = list(islice(rows, HEADING_WITHIN))
        at = _heading_at(above)
        return Table(above[at].cells, chain(above[at + 1 :], rows), above[at].number)
    head[0] = head[0].removeprefix(BYTE_ORDER_MARK)
    delimiter = _delimiter(head)
    lines = _Lines(chain(head, text))
    above, taken = [], []
    while len(above) < HEADING_WITHIN and (row := _read_row(lines, delimiter, None)):
        above.append(row._replace(number=len(above) + 1))
        taken.append([*lines.taken[: 1 if row.fault else None]])
    at = _heading_at(above)
    lines.put_back([line for each in taken[at + 1 :] for line in each])
    heading, number = above[at].cells, above[at].number
    return Table(heading, _rows(lines, delimiter, len(heading), number), number)


def is_blank(cells: Sequence[str]) -> bool:
    return not any(map(str.strip, cells))


def _head(text: Iterator[str]) -> list[str]:
    """The first lines, as many as hold the rows in which the heading can stand."""
    head: list[str] = []
    size = 0
    for line in text:
        head.append(line)
        size += len(line)
        if len(head) >= 3 * HEADING_WITHIN or size > 4 * LONGEST_LINE:
            break
    return [] if is_blank([line.strip(BYTE_ORDER_MARK + ", \t\n") for line in head]) else head


def _known(cells: Sequence[str]) -> int:
    return sum([is_heading(cell) for cell in cells])


def _delimiter(head: Sequence[str]) -> str:
    """The separator with which one of the first rows has the most known headings, or most cells."""
    lines = [line[: LONGEST_LINE // 10] for line in head]

    def best_row(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(lines, delimiter=delimiter), HEADING_WITHIN))
        except csv.Error:  # a cell grew beyond csv's own limit
            rows = [line.split(delimiter) for line in lines[:HEADING_WITHIN]]
        return max([(_known(row), sum(map(bool, map(str.strip, row)))) for row in rows])

    there = [each for each in DELIMITERS if any(each in line for line in lines)]
    return max(there, key=best_row, default=DELIMITERS[0])


def _heading_at(rows: Sequence[Row]) -> int:
    """The place of the heading: the first row with the most known headings, else with the most
    cells. Raises Fault.
    """
    readable = [i for i, row in enumerate(rows) if not row.fault and not is_blank(row.cells)]
    first = next((i for i, row in enumerate(rows) if not is_blank(row.cells)), None)
    if first is None:
        raise Fault("no_heading")
    at = max(readable, key=lambda i: _known(rows[i].cells), default=first)
    known = _known(rows[at].cells)
    if not readable or (not known and first not in readable):
        raise Fault("heading_not_readable")
    if not known:
        at = max(readable, key=lambda i: sum(map(bool, map(str.strip, rows[i].cells))))
    if any(NOT_DECODED in cell or "\0" in cell for cell in rows[at].cells):
        raise Fault("wrong_encoding")
    if len(rows[at].cells) > MOST_COLUMNS:
        raise Fault("too_many_columns", limit=MOST_COLUMNS, count=len(rows[at].cells))
    return at


def _json_rows(lines: Iterator[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            yield Row([], Fault("row_too_large", limit=LONGEST_LINE), number)
            continue
        try:
            cells = json.loads(line)
        except ValueError:
            cells = None
        if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
            raise Fault("wrong_encoding")  # a file that only begins like one of ours
        yield Row(cells, number=number)


def encoding_of(sample: bytes) -> str:
    """UTF-16 with a byte order mark or zeros in every other place; else UTF-8 for what is that, or
    is mostly Chinese in UTF-8 with some damage; else GB18030.
    """
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) * 4 > len(zeros) > 0 == sample.count(0) - zeros.count(0):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(sample)
    except UnicodeDecodeError:
        beyond_ascii = sum(byte > 0x7F for byte in sample)
        text = codecs.getincrementaldecoder("utf-8")("ignore").decode(sample)
        understood = sum(len(c.encode()) for c in text if c >= FIRST_OF_THREE_BYTES)
        return "utf-8" if understood * 2 >= beyond_ascii else "gb18030"
    return "utf-8"


def _decoded(stream: Bytes) -> Iterator[str]:
    """The text, with every kind of line end as a newline; bad bytes become U+FFFD."""
    newlines = IncrementalNewlineDecoder(None, translate=True)
    chunk = stream.read(CHUNK)
    for beginning, fault in WORKBOOKS:
        if chunk.startswith(beginning):
            raise Fault(fault)
    while chunk and chunk.isascii() and b"\0" not in chunk:
        yield newlines.decode(chunk.decode("ascii"))
        chunk = stream.read(CHUNK)
    chunk += stream.read(CHUNK)
    decoder = codecs.getincrementaldecoder(encoding_of(chunk))("replace")
    while chunk:
        yield newlines.decode(decoder.decode(chunk))
        chunk = stream.read(CHUNK)
    yield newlines.decode(decoder.decode(b"", final=True), final=True)


def _lines(chunks: Iterator[str]) -> Iterator[str]:
    """Lines, each with its newline; a longer one than LONGEST_LINE is cut, but not to that length."""
    rest = ""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split("\n")
        for line in whole:
            yield line + "\n"
        rest = rest[: LONGEST_LINE + 1]
    if rest:
        yield rest + "\n"


class _Lines:
    """Lines that csv asks for one row at a time, and that can be put back to be read again."""

    def __init__(self, source: Iterator[str]) -> None:
        self.source = source
        self.waiting: deque[str] = deque()
        self.taken: list[str] = []
        self.asked_in_vain = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.taken) < MOST_LINES:
            line = self.waiting.popleft() if self.waiting else next(self.source, None)
            if line is not None:
                self.taken.append(line)
                return line
        self.asked_in_vain = True
        raise StopIteration

    def begin_row(self) -> None:
        self.taken.clear()
        self.asked_in_vain = False

    def put_back(self, lines: list[str]) -> None:
        self.waiting.extendleft(reversed(lines))


def _rows(lines: _Lines, delimiter: str, width: int, number: int) -> Iterator[Row]:
    while (row := _read_row(lines, delimiter, width)) is not None:
        number += 1
        yield row._replace(number=number)


def _read_row(lines: _Lines, delimiter: str, width: int | None) -> Row | None:
    """The next row, or None at the end.

    A quotation mark that is never closed, or closed by that of a later row, would swallow the rows
    below. So a row of several lines is believed only when its quotation marks are closed, it has
    as many cells as the heading, and no line inside looks like a row; else its first line is a row
    with a fault, and the others are read anew.
    """
    lines.begin_row()
    try:
        cells = next(csv.reader(lines, delimiter=delimiter), None)
    except csv.Error:  # a cell grew beyond csv's own limit
        cells, lines.asked_in_vain = [], True
    if cells is None:
        return None
    first, *others = lines.taken
    if len(first) > LONGEST_LINE:
        fault = Fault("row_too_large", limit=LONGEST_LINE)
    elif lines.asked_in_vain or (others and not _believable(cells, others, delimiter, width)):
        fault = Fault("quote_not_closed")
    else:
        return Row(cells)
    lines.put_back(others)
    return Row(first.rstrip("\n").split(delimiter), fault)


def _believable(cells: list[str], others: list[str], delimiter: str, width: int | None) -> bool:
    if width is None or width == 1:
        return True
    rows_inside = [
        line for line in others[:-1] if '"' not in line and line.count(delimiter) == width - 1
    ]
    return len(cells) == width and not rows_inside
