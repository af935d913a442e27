"""Tables as spreadsheets leave them: bytes in, a heading and rows of cells out, one at a time.

UTF-8 (with or without a byte order mark) and GB18030 (Chinese Excel's CSV), separated by commas or
by tabs. What is kept in memory does not grow with the table.
"""

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from io import IncrementalNewlineDecoder
from itertools import chain
from typing import NamedTuple, Protocol

from checker.faults import Fault

CHUNK = 1 << 16
LONGEST_LINE = 100_000  # characters; a cell of Excel holds 32,767
MOST_COLUMNS = 1000  # a page shows each with a choice of what it means
MOST_LINES = 50  # in one row, for cells with line breaks
BYTE_ORDER_MARK = "\ufeff"
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of a spreadsheet program begin: .xlsx, and the .xls of old."""
NOT_DECODED = "\ufffd"


class Bytes(Protocol):
    """What a table is read from."""

    def read(self, size: int, /) -> bytes: ...


class Row(NamedTuple):
    """One row's cells, and what is wrong with the row as a whole."""

    cells: list[str]
    fault: Fault | None = None


class Table(NamedTuple):
    """The heading of a table, and its rows, which can be read once."""

    heading: list[str]
    rows: Iterator[Row]


def read_table(stream: Bytes) -> Table:
    """The table in `stream`. The first line that is not blank is the heading. Raises Fault."""
    text = _lines(_decoded(stream))
    first = next((line for line in text if line.strip(BYTE_ORDER_MARK + ", \t\n")), None)
    if first is None:
        raise Fault("no_heading")
    delimiter = max(",\t", key=first.count)
    lines = _Lines(chain([first.removeprefix(BYTE_ORDER_MARK)], text))
    row = _read_row(lines, delimiter, None)
    if row is None or row.fault:
        raise Fault("heading_not_readable")
    if len(row.cells) > MOST_COLUMNS:
        raise Fault("too_many_columns", limit=MOST_COLUMNS, count=len(row.cells))
    return Table(row.cells, _rows(lines, delimiter, len(row.cells)))


def encoding_of(sample: bytes) -> str:
    """UTF-8, unless most bytes of the sample beyond ASCII cannot be UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    beyond_ascii = sum(byte > 0x7F for byte in sample)
    understood = sum(byte > 0x7F for byte in decoder.decode(sample).encode())
    return "utf-8" if understood * 2 >= beyond_ascii else "gb18030"


def _decoded(stream: Bytes) -> Iterator[str]:
    """The text, with every kind of line end as a newline; bad bytes become U+FFFD."""
    newlines = IncrementalNewlineDecoder(None, translate=True)
    chunk = stream.read(CHUNK)
    if chunk.startswith(WORKBOOKS):
        raise Fault("workbook")
    if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Fault("utf_16")
    while chunk and chunk.isascii():
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


def _rows(lines: _Lines, delimiter: str, width: int) -> Iterator[Row]:
    while (row := _read_row(lines, delimiter, width)) is not None:
        yield row


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
        damaged = any(NOT_DECODED in line for line in lines.taken)
        return Row(cells, Fault("unreadable_characters") if damaged else None)
    lines.put_back(others)
    return Row(first.rstrip("\n").split(delimiter), fault)


def _believable(cells: list[str], others: list[str], delimiter: str, width: int | None) -> bool:
    if width is None or width == 1:
        return True
    rows_inside = [
        line for line in others[:-1] if '"' not in line and line.count(delimiter) == width - 1
    ]
    return len(cells) == width and not rows_inside
