"""A table in, the same table with answers out; as many rows as are about people.

A request says how to read and answer the table; the table itself comes as a stream of bytes, so
that this is no operation of `handle`: a page and the command line call `bridge.answer_table` and
its neighbours. Requests and answers carry `op: batch`, to be told from those of the operations.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice
from operator import itemgetter
from typing import Any

from checker import messages
from checker.batch.calendar import RowEvents
from checker.batch.cells import EXCEL_EPOCHS
from checker.batch.columns import (
    ALL_MEANINGS,
    IDENTITY,
    answered_heading,
    columns_of,
    refuse_doubt,
)
from checker.batch.people import SAME_NAME, People
from checker.batch.row import Basis, Reading, RowAnswer, RowReader
from checker.batch.tables import MOST_COLUMNS, Bytes, Row, read_table
from checker.batch.traditional import simplified
from checker.batch.urgency import Urgent, is_urgent, urgency
from checker.batch.writing import BYTE_ORDER_MARK, Text, write_rows
from checker.dates import iso, today_in_china
from checker.faults import Fault
from checker.fields import Object, boolean, shorten, text, wrong_type
from checker.ics import Calendar
from checker.readings import AnnotationRule
from checker.renewal import RenewalRule
from checker.requests import ANNOTATION, OPERATION_DAY, REGISTRATION, as_of_both, with_defaults
from checker.typed import plain

URGENCY, TABLE = "urgency", "table"
ORDERS = (URGENCY, TABLE)
READ_AT_ONCE = 1000
_TOTAL = r"(?:合计|总计|小计|共计|汇总|总人数|人数合计)(?: *[:] *)?[0-9]* *[人名]?"
_NOTE = r"(?:注|备注|说明|制表人?|填表人?|审核人?|填报单位|统计日期|制表日期)[:].*"


def _chosen_columns(value: Any) -> dict[str, str]:
    """Reads `columns`: what the column of each name, or at each position (`#3`), means."""
    if not isinstance(value, dict):
        raise wrong_type("object", value)
    for name, meaning in value.items():
        try:
            _one_of(ALL_MEANINGS)(meaning)
        except Fault as fault:
            raise fault.under(name) from None
    return value


def _one_of(choices: Sequence[str]) -> Any:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise wrong_type("text", value)
        if value not in choices:
            raise Fault("unknown_field", name=shorten(value), known="、".join(choices))
        return value

    return read


def _excel_days(value: Any) -> int:
    if type(value) is not int:
        raise wrong_type("integer", value)
    if value not in EXCEL_EPOCHS:
        known = "、".join(map(str, EXCEL_EPOCHS))
        raise Fault("unknown_field", name=str(value), known=known)
    return value


REQUEST = Object(
    {
        "op": text,
        "as_of": as_of_both,
        "today": OPERATION_DAY,
        "columns": _chosen_columns,
        "same_name": _one_of(SAME_NAME),
        "excel_days": _excel_days,
        "keep_identity": boolean,
        "order": _one_of(ORDERS),
    }
)


def preview(table: Bytes, rows: int, most: int) -> dict[str, Any]:
    """The first rows of a table, how many it has, and what each column is taken to mean or could.

    Raises Fault, also for a table of more than `most` rows, of which no further row is read.
    """
    read = read_table(table)
    passed = _PassedOver(read.heading, read.number)
    kept = passed.keep(read.rows)
    shown = [row.cells[:MOST_COLUMNS] for row in islice(kept, rows)]
    count = len(shown) + sum(1 for _ in islice(kept, most + 1 - len(shown)))
    if count > most:
        raise Fault("too_many_rows", limit=most)
    return {
        "ok": True,
        "op": "batch",
        "columns": [
            {"name": column.name, "meaning": column.meaning, "choices": list(column.choices)}
            for column in columns_of(read.heading, {})
        ],
        "rows": shown,
        "count": count,
        "passed_over": passed.counts,
    }


def answer_in_parts(
    request: Mapping[str, Any], table: Bytes, rows: int
) -> Iterator[dict[str, Any]]:
    """The heading; how many rows are read, some at a time; then the answers to `rows` rows at a
    time, in the order of the table; then what is most urgent.

    `csv` of the heading and of rows, in whatever order, is a file.
    """
    batch = Batch(request, table)
    yield {
        "ok": True,
        "op": "batch",
        "asked": batch.asked,
        "rules_last_seen": batch.rules_last_seen,
        "columns": batch.heading,
        "keys": batch.keys,
        "csv": BYTE_ORDER_MARK + _csv([batch.heading]),
        "heading_at": batch.heading_at,
        "left_out": batch.left_out,
    }
    yield from ({"ok": True, "op": "batch", "read": read} for read in batch.read(rows))
    answers = batch.answers()
    urgent = Urgent()
    while part := list(islice(answers, rows)):
        told = []
        for row, answer in part:
            urgent.see(answer, batch.events.who(answer), batch.person(row))
            cells = batch.answered_cells(answer)
            told.append(
                {
                    "cells": cells,
                    "found": answer.found,
                    "number": answer.number,
                    "urgency": urgency(answer),
                    "urgent": is_urgent(answer),
                    "csv": _csv([cells]),
                }
            )
        yield {"ok": True, "op": "batch", "rows": told}
    yield {
        "ok": True,
        "op": "batch",
        "urgent": urgent.sentence(),
        "passed_over": batch.passed.counts,
    }


def calendar_in_parts(
    request: Mapping[str, Any], table: Bytes, rows: int
) -> Iterator[dict[str, Any]]:
    """The reminders of `rows` rows at a time; `ics` of all parts is the file, empty without any."""
    batch = Batch(request, table)
    yield from ({"ok": True, "op": "batch", "read": read} for read in batch.read(rows))
    calendar = Calendar(batch.today)
    answers = batch.answers()
    ended = False
    while not ended:
        part = list(islice(answers, rows))
        events = [event for row, answer in part for event in batch.events.of(row, answer)]
        ended = len(part) < rows
        yield {
            "ok": True,
            "op": "batch",
            "answered": len(part),
            "errors": sum("error" in answer.found for _, answer in part),
            "events": len(events),
            "ics": calendar.part(events) + (calendar.end() if ended else ""),
        }


def convert(
    request: Mapping[str, Any], table: Bytes, result: Text, reminders: Text | None = None
) -> dict[str, Any]:
    """Writes the answered table, the most urgent first unless asked otherwise, and answers how many
    rows there were of each kind.

    Writes the reminders of all rows as an .ics file too, when asked; nothing when there are none.
    """
    batch = Batch(request, table)
    for _ in batch.read(READ_AT_ONCE):
        pass
    calendar = Calendar(batch.today)
    events = 0
    counts: dict[str, Counter[str]] = {key: Counter() for key in messages.BATCH_STATES}
    urgent = Urgent()
    answers: list[tuple[int, str]] = []
    errors = 0
    for row, answer in batch.answers():
        answers.append((urgency(answer), _csv([batch.answered_cells(answer)])))
        errors += "error" in answer.found
        urgent.see(answer, batch.events.who(answer), batch.person(row))
        if reminders:
            of_row = batch.events.of(row, answer)
            events += len(of_row)
            reminders.write(calendar.part(of_row))
        for key, counter in counts.items():
            if key in answer.found:
                counter[str(answer.found[key])] += 1
    if batch.asked["order"] == URGENCY:
        answers.sort(key=itemgetter(0))
    result.write(BYTE_ORDER_MARK)
    write_rows(result, [batch.heading])
    for _, line in answers:
        result.write(line)
    if reminders:
        reminders.write(calendar.end())
    return {
        "ok": True,
        "op": "batch",
        "asked": batch.asked,
        "rules_last_seen": batch.rules_last_seen,
        "urgent": urgent.sentence(),
        "rows": len(answers),
        "errors": errors,
        "counts": counts,
        "taken": [
            {"name": column.name.strip(), "meaning": column.meaning} for column in batch.columns
        ],
        "passed_over": batch.passed.counts,
        **({"events": events} if reminders else {}),
    }


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = StringIO(newline="")
    write_rows(text, rows)
    return text.getvalue()


class _PassedOver:
    """Rows that are nobody's: blank ones, totals, notes, and the heading once more."""

    def __init__(self, heading: Sequence[str], number: int) -> None:
        self.heading = [cell.strip() for cell in heading]
        self.counts = {"above": number - 1, "blank": 0, "totals": 0, "notes": 0}

    def keep(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The other rows; the counts are whole at their end."""
        for row in rows:
            kind = "" if row.fault else self._kind(row.cells)
            if kind:
                self.counts[kind] += 1
            else:
                yield row

    def _kind(self, cells: Sequence[str]) -> str:
        filled = [simplified(text) for text in map(plain, cells) if text]
        if not filled:
            return "blank"
        if re.fullmatch(_TOTAL, filled[0]):
            return "totals"
        if len(filled) == 1 and re.fullmatch(_NOTE, filled[0]):
            return "notes"
        return "notes" if [cell.strip() for cell in cells] == self.heading else ""


LET_GO = Reading(0, [], {}, [], [], mentions=False)


class Batch:
    """One table being answered. Raises Fault for a request or a table that cannot be read."""

    def __init__(self, request: Mapping[str, Any], table: Bytes) -> None:
        self.asked = with_defaults(
            request,
            as_of=iso(ANNOTATION.default()),
            today=iso(today_in_china()),
            columns={},
            keep_identity=False,
            order=URGENCY,
        )
        fields = REQUEST(self.asked)
        annotation = ANNOTATION.version(request.get("as_of"))
        registration = REGISTRATION.version(request.get("as_of"))
        self.basis = Basis(
            today=fields["today"],
            version=annotation,
            annotation_rule=AnnotationRule.of(annotation),
            renewal_rule=RenewalRule.of(registration),
            excel=fields.get("excel_days"),
        )
        self.today = self.basis.today
        self.same_name = fields.get("same_name")
        read = read_table(table)
        self.columns = columns_of(read.heading, fields["columns"])
        refuse_doubt(self.columns)
        self.passed = _PassedOver(read.heading, read.number)
        self._rows = self.passed.keep(read.rows)
        self._reader = RowReader(self.columns, self.basis)
        self._readings: list[Reading] = []
        self.heading_at = read.number
        left_out = () if fields["keep_identity"] else (IDENTITY,)
        self.left_out = [i for i, c in enumerate(self.columns) if c.meaning in left_out]
        self.kept = [i for i, c in enumerate(self.columns) if c.meaning not in left_out]
        self.heading = answered_heading([read.heading[i] for i in self.kept])
        meanings = [self.columns[i].meaning for i in self.kept]
        self.keys = [*meanings, *messages.BATCH_COLUMNS]
        self.rules_last_seen = iso(min(annotation.last_seen, registration.last_seen))

    def read(self, rows: int) -> Iterator[int]:
        """Reads the whole table, so many rows at a time, and says how many it has read. All rows of
        a person have to be known before one of them is answered. Raises Fault.
        """
        while part := list(islice(self._rows, rows)):
            self._readings += map(self._reader.read, part)
            yield len(self._readings)
        self._people = People(
            self._readings, self.columns, self.same_name,
            knows_annotations=self._reader.knows_annotations,
        )  # fmt: skip
        self.events = RowEvents(self.columns, self.basis, self._people)

    def answers(self) -> Iterator[tuple[int, RowAnswer]]:
        """The position and answer of each row, in the order of the table; once, for what was read of
        a person is let go with the last of their rows.
        """
        for row, reading in enumerate(self._readings):
            yield row, self._reader.answer(reading, *self._people.joined(row))
            rows = self._people.of_row[row].rows
            if row == rows[-1]:
                for each in rows:
                    self._readings[each] = LET_GO

    def person(self, row: int) -> int:
        """The number of a row's person: the position of the first of their rows."""
        return self._people.of_row[row].rows[0]

    def answered_cells(self, answer: RowAnswer) -> list[str]:
        """A row of the answered table, without identity numbers unless they are wanted."""
        cells = answer.answered_cells()
        width = len(self.columns)
        return [*[cells[i] for i in self.kept], *cells[width:]]
