"""One row of a table: its cells read, its certificate assessed, its registration dated.

The rules are those of `assess` and `renewal`; only what a table shows is worked out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from checker import messages, typed
from checker.assessment import assess
from checker.batch.tables import Row
from checker.dates import iso
from checker.faults import Fault
from checker.fields import Integer, Read, shorten
from checker.need import annotation_needed
from checker.readings import VALIDITY, Annotation, AnnotationRule, last_valid_day
from checker.renewal import Renewal, RenewalRule
from checker.requests import CERTIFICATE, OPERATION_DAY, annotations_field
from checker.rules import Version

TYPED: Mapping[str, Callable[[str], Any]] = {
    "registered_until": typed.date,
    "exam_year": typed.number,
    "issued_on": typed.date,
    "annotations": typed.annotations,
    "apply_on": typed.date,
    "days": typed.number,
}
ASKS_WHETHER_NEEDED = {"exam_year", "issued_on"}
ASKS_WHETHER_ALLOWED = {"annotations", "apply_on", "days"}
PLACE = r"(\w*)(?:\[(\d+)\])?"

Found = dict[str, str | int]
Fields = Mapping[str, Any]


class Basis(NamedTuple):
    """What all rows of one table share: the day on which it is answered, and the rules.

    `today` is the day number on which one stands: the day of an application where a row names none,
    and the day on which the state of annotations and registrations is seen.
    """

    today: int
    version: Version
    annotation_rule: AnnotationRule
    renewal_rule: RenewalRule


class RowAnswer(NamedTuple):
    """`cells` as they came, with dates in full; `found` by key of messages.BATCH_COLUMNS.

    In `found`, states are codes, dates are `YYYY-MM-DD`, and spans are whole days. `fields` holds
    what the row says, by key of HEADINGS; nothing when it says nothing or says it wrongly.
    """

    cells: list[str]
    found: Found
    fields: Fields

    def answered_cells(self) -> list[str]:
        """The row of the answered table, in words."""
        told = dict(self.found)
        for key, words in messages.BATCH_STATES.items():
            if key in told:
                told[key] = words[str(told[key])]
        return [*self.cells, *[str(told.get(key, "")) for key in messages.BATCH_COLUMNS]]


class RowReader:
    """Answers the rows of one table, whose known columns stand at `columns`."""

    def __init__(self, heading: Sequence[str], columns: Mapping[str, int], basis: Basis) -> None:
        self.heading = heading
        self.columns = columns
        self.basis = basis
        self.asks_whether_needed = not ASKS_WHETHER_NEEDED.isdisjoint(columns)
        self.asks_whether_allowed = not ASKS_WHETHER_ALLOWED.isdisjoint(columns)
        rule = basis.annotation_rule
        self.readers: Mapping[str, Read] = {
            "registered_until": OPERATION_DAY,
            "exam_year": CERTIFICATE.members["exam_year"],
            "issued_on": CERTIFICATE.members["issued_on"],
            "annotations": annotations_field(rule),
            "apply_on": OPERATION_DAY,
            "days": Integer(1, rule.longest, "days_out_of_range"),
        }

    def answer(self, row: Row) -> RowAnswer:
        """The answer to a row; what is wrong with a row is its answer."""
        width = len(self.heading)
        cells = row.cells[:width] + [""] * (width - len(row.cells))
        if not any(map(str.strip, row.cells)):
            return RowAnswer(cells, {}, {})
        try:
            if row.fault:
                raise row.fault
            surplus = [cell for cell in row.cells[width:] if cell.strip()]
            if surplus:
                raise Fault("too_many_cells", count=len(surplus), first=shorten(surplus[0]))
            fields = self._read(cells)
            return RowAnswer(cells, self._found(fields), fields)
        except Fault as fault:
            return RowAnswer(cells, self._wrong(fault), {})

    def _read(self, cells: list[str]) -> dict[str, Any]:
        """The fields of a row; cells that were understood are written in full. Raises Fault."""
        fields: dict[str, Any] = {}
        for key, index in self.columns.items():
            if cell := cells[index].strip():
                try:
                    value = TYPED[key](cell)
                    fields[key] = self.readers[key](value)
                except Fault as fault:
                    raise fault.under(key) from None
                cells[index] = _in_full(value)
        assert CERTIFICATE.check
        CERTIFICATE.check(fields)
        return fields

    def _wrong(self, fault: Fault) -> Found:
        place = re.match(PLACE, fault.field)
        assert place
        key, item = place.groups()
        message = fault.message
        if item:
            message = messages.BATCH_ITEM.format(number=int(item) + 1, message=message)
        return {
            "verdict": "error",
            "error_column": self.heading[self.columns[key]].strip() if key else "",
            "error": message,
            "error_code": fault.code,
        }

    def _found(self, fields: Fields) -> Found:
        basis = self.basis
        found: Found = {"answered_on": iso(basis.today)}
        if self.asks_whether_needed:
            found["annotation_needed"] = annotation_needed(fields, basis.version).answer
        if self.asks_whether_allowed:
            annotations = annotations_in(fields)
            apply_on = fields.get("apply_on", basis.today)
            days = fields.get("days", basis.annotation_rule.longest)
            found |= _whether_allowed(annotations, apply_on, days, basis.annotation_rule)
            found |= _newest_annotation(annotations, basis.today, basis.annotation_rule)
        if "registered_until" in fields:
            found |= _renewal(Renewal(fields["registered_until"], basis.renewal_rule), basis.today)
        return found


def annotations_in(fields: Fields) -> list[Annotation]:
    return [Annotation(**item) for item in fields.get("annotations", ())]


def _whether_allowed(
    annotations: Sequence[Annotation], apply_on: int, days: int, rule: AnnotationRule
) -> Found:
    assessed = assess(annotations, apply_on, days, rule)
    return {
        "verdict": assessed.verdict,
        "usual": iso(assessed.usual.earliest),
        "certain": iso(assessed.certain),
        "remaining": assessed.usual.remaining,
        "remaining_certain": min([outcome.remaining for outcome in assessed.outcomes]),
    }


def _newest_annotation(
    annotations: Sequence[Annotation], today: int, rule: AnnotationRule
) -> Found:
    """The last one to end of those applied for by a day, and whether it is still valid then.

    Without a printed last day it is `doubtful` between the first and the last end of any reading.
    """
    spans = [
        _ends(annotation, rule) for annotation in annotations if annotation.applied_on <= today
    ]
    if not spans:
        return {"annotation_state": "none"}
    safe, latest = max(spans)
    found: Found = {"valid_until": iso(safe)}
    if today <= safe:
        return {**found, "annotation_state": "valid", "valid_days": safe - today}
    return {**found, "annotation_state": "doubtful" if today <= latest else "ended"}


def _ends(annotation: Annotation, rule: AnnotationRule) -> tuple[int, int]:
    """The first and the last day on which an annotation may end, in any reading."""
    ends = [last_valid_day(annotation, validity, rule) for validity in VALIDITY]
    return min(ends), max(ends)


def _renewal(renewal: Renewal, today: int) -> Found:
    found: Found = {"file_by": iso(renewal.safe), "renewal_state": renewal.state(today)}
    if today <= renewal.safe:
        found["renewal_days"] = renewal.safe - today
    return found


def _in_full(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(typed.annotation_text, value))
    return str(value)
