"""The checker's boundary is text: one JSON request in, one JSON answer out, never an exception.

The command line, the browser's worker and the tests all come in through `handle`.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import checker
from checker import operations
from checker.batch.tables import Bytes
from checker.batch.writing import Text
from checker.faults import Fault
from checker.fields import shorten, wrong_type
from checker.operation import Operation
from checker.parsing import parse_object

OPERATIONS: Mapping[str, Operation] = {each.name: each for each in operations.every()}

MOST_ROWS_IN_A_PAGE = 20_000
"""Of a table in a browser, whose answers all stay in memory; the command line has no such limit."""

ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def handle(request: str) -> str:
    """The answer to one request, both JSON texts as defined in `schemas/`."""
    answered: Mapping[str, Any]
    try:
        answered = answer(parse_object(request))
    except Fault as fault:
        answered = fault.as_answer()
    # Only an escape in the request can bring what needs the slower writing.
    return _dump(answered) if "\\u" in request else ENCODER.encode(answered)


def refuse(code: str, **values: object) -> str:
    """The answer to a line that cannot even be read as a request."""
    return _dump(Fault(code, **values).as_answer())


def preview_table(table: Bytes, rows: int) -> str:
    """The headings of a table, what each is taken to mean, its first rows and their number, as
    JSON text; refuses a table of more than MOST_ROWS_IN_A_PAGE.
    """
    try:
        return _dump(_tables().preview(table, rows, MOST_ROWS_IN_A_PAGE))
    except Fault as fault:
        return _dump(fault.as_answer())


def answer_table(request: str, table: Bytes, rows: int) -> Iterator[str]:
    """The answers to a table as JSON texts: first its heading, then `rows` rows at a time.

    Whoever shows progress counts the parts; whoever cancels asks for no more.
    """
    try:
        yield from map(_dump, _tables().answer_in_parts(parse_object(request), table, rows))
    except Fault as fault:
        yield _dump(fault.as_answer())


def table_calendar(request: str, table: Bytes, rows: int) -> Iterator[str]:
    """The reminders of a table as JSON texts, `rows` rows at a time: one .ics file for all."""
    try:
        yield from map(_dump, _tables().calendar_in_parts(parse_object(request), table, rows))
    except Fault as fault:
        yield _dump(fault.as_answer())


def convert_table(request: str, table: Bytes, result: Text, reminders: Text | None = None) -> str:
    """Writes the answered table as CSV, and the reminders of all rows as .ics where they are asked
    for; answers with a summary as JSON text.
    """
    try:
        return _dump(_tables().convert(parse_object(request), table, result, reminders))
    except Fault as fault:
        return _dump(fault.as_answer())


def add_part(path: str, archive: bytes) -> None:
    """Makes modules of the checker known that a browser fetched apart, as an archive."""
    with open(path, "wb") as file:
        file.write(archive)
    checker.__path__.append(f"{path}/checker")


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a parsed request. Raises Fault."""
    if "op" not in request:
        raise Fault("missing_field", "op", name="op")
    op = request["op"]
    if not isinstance(op, str):
        raise wrong_type("text", op).under("op")
    if op not in OPERATIONS:
        raise Fault("unknown_op", "op", value=shorten(op), known="、".join(OPERATIONS))
    return OPERATIONS[op](request)


def _tables() -> Any:
    """What answers tables, loaded when there is one: most readers ask about one person."""
    from checker.batch import answering

    return answering


def _dump(data: object) -> str:
    """JSON text that UTF-8 can carry, whatever names it echoes."""
    text = ENCODER.encode(data)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # an echoed name holds half a surrogate pair
        return json.dumps(data)
    return text
