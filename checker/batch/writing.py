"""Tables for a spreadsheet: CSV that Excel opens with Chinese intact and without running formulas."""

import csv
from collections.abc import Iterable, Sequence
from typing import Protocol

BYTE_ORDER_MARK = "\ufeff"  # without it Chinese Excel takes CSV for GB18030
STARTS_A_FORMULA = frozenset("=+-@\t\r＝＋－＠")
TEXT_FOLLOWS = "'"


class Text(Protocol):
    def write(self, text: str, /) -> object: ...


def write_rows(text: Text, rows: Iterable[Sequence[str]]) -> int:
    """Writes rows as CSV (RFC 4180) and says how many."""
    writer = csv.writer(text)
    count = 0
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        count += 1
    return count


def harmless(cell: str) -> str:
    """The cell, marked as text if a spreadsheet would take it for a formula."""
    if cell.lstrip(" \n")[:1] in STARTS_A_FORMULA:
        return TEXT_FOLLOWS + cell
    return cell
