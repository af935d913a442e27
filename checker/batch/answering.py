"""A table in, the same table with answers out; as many rows as there are.

A request says how to read and answer the table; the table itself comes as a stream of bytes, so
that this is no operation of `handle`: a page and the command line call `bridge.answer_table` and
its neighbours. Requests and answers carry `op: batch`, to be told from those of the operations.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from checker import messages
from checker.batch.calendar import RowEvents
from checker.batch.columns import (
    ALL_MEANINGS,
    HEADINGS,
    answered_heading,
    known_columns,
    meanings,
)
from checker.batch.row import Basis, RowAnswer, RowReader
from checker.batch.tables import MOST_COLUMNS, Bytes, read_table
from checker.batch.writing import BYTE_ORDER_MARK, Text, write_rows
from checker.dates import iso, today_in_china
from checker.faults import Fault
from checker.fields import Object, shorten, text, wrong_type
from checker.ics import Calendar
from checker.readings import AnnotationRule
from checker.renewal import RenewalRule
from checker.requests import ANNOTATION, OPERATION_DAY, REGISTRATION, as_of_both, with_defaults


def _chosen_columns(value: Any) -> dict[str, str]:
    """Reads `columns`: what the column of each name means."""
    if not isinstance(value, dict):
        raise wrong_type("object", value)
    for name, meaning in value.items():
        if not isinstance(meaning, str):
            raise wrong_type("text", meaning).under(name)
        if meaning not in ALL_MEANINGS:
            raise Fault("unknown_field", name, name=shorten(meaning), known="、".join(ALL_MEANINGS))
    return value


REQUEST = Object(
    {"op": text, "as_of": as_of_both, "today": OPERATION_DAY, "columns": _chosen_columns}
)


def preview(table: Bytes, rows: int, most: int) -> dict[str, Any]:
    """The first rows of a table, how many it has, and what each column is taken to mean.

    Raises Fault, also for a table of more than `most` rows, of which no further row is read.
    """
    read = read_table(table)
    shown = [row.cells[:MOST_COLUMNS] for row in islice(read.rows, rows)]
    count = len(shown) + sum(1 for _ in islice(read.rows, most + 1 - len(shown)))
    if count > most:
        raise Fault("too_many_rows", limit=most)
    return {
        "ok": True,
        "op": "batch",
        "columns": [
            {"name": name, "meaning": meaning}
            for name, meaning in zip(read.heading, meanings(read.heading, {}), strict=True)
        ],
        "rows": shown,
        "count": count,
    }


def answer_in_parts(
    request: Mapping[str, Any], table: Bytes, rows: int
) -> Iterator[dict[str, Any]]:
    """The heading, then the answers to `rows` rows at a time; `csv` of all parts is the file."""
    batch = Batch(request, table)
    yield {
        "ok": True,
        "op": "batch",
        "asked": batch.asked,
        "rules_last_seen": batch.rules_last_seen,
        "columns": batch.heading,
        "keys": batch.keys,
        "csv": BYTE_ORDER_MARK + _csv([batch.heading]),
    }
    answers = batch.rows()
    while part := list(islice(answers, rows)):
        cells = [answer.answered_cells() for answer in part]
        yield {
            "ok": True,
            "op": "batch",
            "rows": [
                {"cells": row, "found": answer.found}
                for row, answer in zip(cells, part, strict=True)
            ],
            "csv": _csv(cells),
        }


def calendar_in_parts(
    request: Mapping[str, Any], table: Bytes, rows: int
) -> Iterator[dict[str, Any]]:
    """The reminders of `rows` rows at a time; `ics` of all parts is the file, empty without any."""
    batch = Batch(request, table)
    calendar = Calendar(batch.today)
    answers = batch.rows()
    ended = False
    while not ended:
        part = list(islice(answers, rows))
        events = [event for answer in part for event in batch.events.of(answer)]
        ended = len(part) < rows
        yield {
            "ok": True,
            "op": "batch",
            "answered": len(part),
            "errors": sum("error" in answer.found for answer in part),
            "events": len(events),
            "ics": calendar.part(events) + (calendar.end() if ended else ""),
        }


def convert(
    request: Mapping[str, Any], table: Bytes, result: Text, reminders: Text | None = None
) -> dict[str, Any]:
    """Writes the answered table, and answers how many rows there were of each kind.

    Writes the reminders of all rows as an .ics file too, when asked; nothing when there are none.
    """
    batch = Batch(request, table)
    calendar = Calendar(batch.today)
    events = 0
    counts: dict[str, Counter[str]] = {key: Counter() for key in messages.BATCH_STATES}

    def rows() -> Iterator[list[str]]:
        nonlocal events
        yield batch.heading
        for answer in batch.rows():
            if reminders:
                of_row = batch.events.of(answer)
                events += len(of_row)
                reminders.write(calendar.part(of_row))
            for key, counter in counts.items():
                if key in answer.found:
                    counter[str(answer.found[key])] += 1
            yield answer.answered_cells()

    result.write(BYTE_ORDER_MARK)
    written = write_rows(result, rows())
    if reminders:
        reminders.write(calendar.end())
    return {
        "ok": True,
        "op": "batch",
        "asked": batch.asked,
        "rules_last_seen": batch.rules_last_seen,
        "rows": written - 1,
        "counts": counts,
        **({"events": events} if reminders else {}),
    }


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = StringIO(newline="")
    write_rows(text, rows)
    return text.getvalue()


class Batch:
    """One table being answered. Raises Fault for a request or a table that cannot be read."""

    def __init__(self, request: Mapping[str, Any], table: Bytes) -> None:
        self.asked = with_defaults(
            request, as_of=iso(ANNOTATION.default()), today=iso(today_in_china()), columns={}
        )
        fields = REQUEST(self.asked)
        annotation = ANNOTATION.version(request.get("as_of"))
        registration = REGISTRATION.version(request.get("as_of"))
        basis = Basis(
            today=fields["today"],
            version=annotation,
            annotation_rule=AnnotationRule.of(annotation),
            renewal_rule=RenewalRule.of(registration),
        )
        self._table = read_table(table)
        columns = known_columns(self._table.heading, fields["columns"])
        asked = {key: index for key, index in columns.items() if key in HEADINGS}
        self._reader = RowReader(self._table.heading, asked, basis)
        self.events = RowEvents(
            columns, basis, asks_whether_allowed=self._reader.asks_whether_allowed
        )
        self.today = basis.today
        self.heading = answered_heading(self._table.heading)
        self.keys = [*meanings(self._table.heading, fields["columns"]), *messages.BATCH_COLUMNS]
        self.rules_last_seen = iso(min(annotation.last_seen, registration.last_seen))

    def rows(self) -> Iterator[RowAnswer]:
        """The answers, in the order of the table; once."""
        return map(self._reader.answer, self._table.rows)
