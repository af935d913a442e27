"""Answers a workbook on the command line; what needs other packages is in `xlsx`, loaded here."""

import json
from collections.abc import Callable
from contextlib import nullcontext
from io import StringIO
from typing import TYPE_CHECKING

from checker import bridge, messages
from checker.commands import tables, words
from checker.commands.arguments import Arguments, Misuse, Request
from checker.commands.show import show, show_fault

if TYPE_CHECKING:
    from checker.commands.xlsx import Workbook

ROWS_AT_ONCE = 1000


def answer(arguments: Arguments, request: Request, say: Callable[[str, int], int]) -> int:
    """Writes the answers as CSV or into a copy of the workbook, and the reminders. Raises Misuse."""
    try:
        from checker.commands import xlsx
    except ImportError:
        raise Misuse(words.XLSX["missing"]) from None
    with open(arguments.table, "rb") as file:
        content = file.read(xlsx.MOST_BYTES + 1)
    try:
        workbook = xlsx.open_workbook(content, arguments.sheet)
    except xlsx.NotReadable as reason:
        raise Misuse(str(reason)) from None
    request.setdefault("excel_days", workbook.excel_days)
    into_copy = arguments.output.endswith(tables.WORKBOOK)
    if not arguments.json:
        lost = [workbook.lost] if into_copy and workbook.lost else []
        say("\n".join([*workbook.notes, *lost]), 0)
    asked = json.dumps(request)
    with (
        nullcontext(StringIO()) if into_copy else tables.writing(arguments.output) as result,
        tables.writing(arguments.ics) if arguments.ics else nullcontext() as reminders,
    ):
        text = bridge.convert_table(asked, workbook.as_table(), result, reminders)
        summary = json.loads(text)
        if not summary["ok"]:
            raise Misuse(text if arguments.json else show_fault(summary["error"]))
    if into_copy:
        tables.write_bytes(arguments.output, _copy(workbook, asked))
    return say(text if arguments.json else show(summary), 0)


def _copy(workbook: "Workbook", asked: str) -> bytes:
    """A copy of the workbook with the answers in it."""
    from checker.commands import xlsx

    heading, *parts = map(json.loads, bridge.answer_table(asked, workbook.as_table(), ROWS_AT_ONCE))
    answers = [row for part in parts for row in part.get("rows", ())]
    count = len(messages.BATCH_COLUMNS) - 1  # a row of the workbook itself needs no number
    names = heading["columns"][-len(messages.BATCH_COLUMNS) :][:count]
    return xlsx.write_answers(
        workbook,
        heading["heading_at"],
        names,
        ((row["number"], row["cells"][-count - 1 : -1], row["urgent"]) for row in answers),
        heading["left_out"],
    )
