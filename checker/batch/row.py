"""One row of a table: its cells read, its certificate assessed, its registration dated.

The rules are those of `assess` and `renewal`; only what a table shows is worked out. A cell that is
not understood stops the answers that rest on it, and no others.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from checker import messages, typed
from checker.assessment import assess
from checker.batch import cells as cell
from checker.batch.columns import ANNOTATIONS, ONE_OF_EACH, OTHER, UNREAD, Column
from checker.batch.tables import NOT_DECODED, Row
from checker.dates import iso
from checker.faults import Fault
from checker.fields import Integer, Read, shorten
from checker.need import annotation_needed
from checker.readings import VALIDITY, Annotation, AnnotationRule, last_valid_day
from checker.renewal import Renewal, RenewalRule
from checker.requests import CERTIFICATE, OPERATION_DAY, annotations_field
from checker.rules import Version

ROW = "row"
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "verdict": ("annotations", "apply_on", "days"),
    "annotation_needed": ("exam_year", "issued_on"),
    "annotation_state": ("annotations",),
    "renewal_state": ("registered_until",),
}
"""What each answer rests on: it stops when something is wrong with that, or with the row."""
PLACE = r"(?:\[(\d+)\])?.*"

Found = dict[str, str | int]
Fields = Mapping[str, Any]
Item = Mapping[str, Any]


class Basis(NamedTuple):
    """What all rows of one table share: the day on which it is answered, and the rules.

    `today` is a day number: the day a row is asked about when it names none, and the day on which
    the state of annotations and registrations is seen. `excel`: the system of days by which bare
    numbers are read as dates, None for not at all.
    """

    today: int
    version: Version
    annotation_rule: AnnotationRule
    renewal_rule: RenewalRule
    excel: int | None = None


class Wrong(NamedTuple):
    """What is wrong about one of the things that answers rest on, and the heading it stands under."""

    about: str
    column: str
    fault: Fault
    item: int | None = None

    @property
    def message(self) -> str:
        if self.item is None:
            return self.fault.message
        return messages.BATCH_ITEM.format(number=self.item + 1, message=self.fault.message)


class Reading(NamedTuple):
    """What one row says by itself: `cells` with dates in full, `fields` by meaning, annotations.

    `mentions` tells whether anything is said about annotations, understood or not.
    """

    number: int
    cells: list[str]
    fields: Fields
    annotations: Sequence[Item]
    wrongs: Sequence[Wrong]
    mentions: bool


class RowAnswer(NamedTuple):
    """`cells` as they came, with dates in full; `found` by key of messages.BATCH_COLUMNS.

    In `found`, states are codes, dates are `YYYY-MM-DD`, and spans are whole days. `fields` holds
    what is understood of the row, `annotations` those of its person, None when they are not known.
    """

    cells: list[str]
    found: Found
    fields: Fields
    annotations: Sequence[Annotation] | None
    number: int

    def answered_cells(self) -> list[str]:
        """The row of the answered table, in words."""
        told = dict(self.found)
        for key, words in messages.BATCH_STATES.items():
            if key in told:
                told[key] = words[str(told[key])]
        return [*self.cells, *[str(told.get(key, "")) for key in messages.BATCH_COLUMNS]]


class _Group(NamedTuple):
    """Where annotations stand, and in which cells beside them how long they are."""

    days: list[int]
    lengths: list[int]


class RowReader:
    """Reads and answers the rows of one table with these columns."""

    def __init__(self, columns: Sequence[Column], basis: Basis) -> None:
        self.columns = columns
        self.basis = basis
        self.at = {c.meaning: i for i, c in enumerate(columns) if c.meaning in ONE_OF_EACH}
        self.names = [i for i, c in enumerate(columns) if c.meaning in ("id", "name")]
        known = (*ONE_OF_EACH, *ANNOTATIONS)
        self.searched = [
            i for i, c in enumerate(columns) if c.meaning not in known and not c.chosen
        ]
        self.unread = [i for i, c in enumerate(columns) if c.meaning == UNREAD]
        self.groups = _groups(columns)
        meanings = {column.meaning for column in columns}
        self.knows_annotations = "annotations" in meanings
        self.speaks_of_annotations = not meanings.isdisjoint(ANNOTATIONS)
        rule = basis.annotation_rule
        self.read_annotations = annotations_field(rule)
        self.readers: Mapping[str, tuple[Callable[[str], Any], Read]] = {
            "registered_until": (self._date, OPERATION_DAY),
            "exam_year": (cell.number, CERTIFICATE.members["exam_year"]),
            "issued_on": (self._date, CERTIFICATE.members["issued_on"]),
            "apply_on": (self._date, OPERATION_DAY),
            "days": (cell.number, Integer(1, rule.longest, "days_out_of_range")),
        }

    def read(self, row: Row) -> Reading:
        """What a row says; what is wrong with it is told, not raised."""
        width = len(self.columns)
        cells = row.cells[:width] + [""] * (width - len(row.cells))
        fault = row.fault
        surplus = [each for each in row.cells[width:] if each.strip()]
        if surplus and not fault:
            fault = Fault("too_many_cells", count=len(surplus), first=shorten(surplus[0]))
        if fault:
            return Reading(row.number, cells, {}, [], [Wrong(ROW, "", fault)], mentions=True)
        wrongs: list[Wrong] = []
        fields = self._fields(cells, wrongs)
        annotations, mentions = self._annotations(cells, wrongs)
        self._damage(cells, wrongs)
        if not self.knows_annotations and ("apply_on" in fields or "days" in fields):
            key = "apply_on" if "apply_on" in fields else "days"
            wrongs.append(
                Wrong("annotations", self._name(self.at[key]), Fault("no_annotation_column"))
            )
        return Reading(row.number, cells, fields, annotations, wrongs, mentions)

    def answer(
        self, reading: Reading, annotations: Sequence[Item], wrongs: Sequence[Wrong]
    ) -> RowAnswer:
        """The answer to a row whose person has these annotations, with what else is wrong."""
        wrongs = [*reading.wrongs, *wrongs]
        about = {wrong.about for wrong in wrongs}
        stopped = {
            key for key, rests_on in ANSWERS.items() if not about.isdisjoint((ROW, *rests_on))
        }
        basis, fields = self.basis, reading.fields
        known = None
        found: Found = {"answered_on": iso(basis.today), "row": reading.number}
        if "annotation_needed" in stopped:
            found["annotation_needed"] = "error"
        elif "exam_year" in self.at or "issued_on" in self.at:
            found["annotation_needed"] = annotation_needed(fields, basis.version).answer
        if self.knows_annotations and "annotation_state" not in stopped:
            known = [Annotation(**item) for item in annotations]
            found |= _newest_annotation(known, basis.today, basis.annotation_rule)
            if "verdict" not in stopped:
                apply_on = fields.get("apply_on", basis.today)
                days = fields.get("days", basis.annotation_rule.longest)
                found |= _whether_allowed(known, apply_on, days, basis.annotation_rule)
        elif "annotation_state" in stopped and self.speaks_of_annotations:
            found["annotation_state"] = "error"
        if "verdict" in stopped and (self.speaks_of_annotations or "annotations" in about):
            found["verdict"] = "error"
        if "renewal_state" in stopped and "registered_until" in self.at:
            found["renewal_state"] = "error"
        elif "registered_until" in fields:
            found |= _renewal(Renewal(fields["registered_until"], basis.renewal_rule), basis.today)
        return RowAnswer(reading.cells, found | _told(wrongs), fields, known, reading.number)

    def _fields(self, cells: list[str], wrongs: list[Wrong]) -> dict[str, Any]:
        """The fields of a row; cells that were understood are written in full."""
        fields: dict[str, Any] = {}
        for key, at in self.at.items():
            if cell.is_empty(cells[at]):
                continue
            from_text, read = self.readers[key]
            try:
                value = from_text(cells[at])
                fields[key] = read(value)
                cells[at] = str(value)
            except Fault as fault:
                wrongs.append(Wrong(key, self._name(at), fault))
        assert CERTIFICATE.check
        try:
            CERTIFICATE.check(fields)
        except Fault as fault:
            wrongs.append(Wrong("issued_on", self._name(self.at["issued_on"]), fault))
        return fields

    def _annotations(self, cells: list[str], wrongs: list[Wrong]) -> tuple[list[Item], bool]:
        """The annotations of a row, and whether it says anything about them."""
        items: list[Item] = []
        mentions = False
        for group in self.groups:
            at = next(
                (i for i in (*group.days, *group.lengths) if not cell.is_empty(cells[i])), None
            )
            if at is None:
                continue
            mentions = True
            try:
                items += self._group(group, cells)
            except Fault as fault:
                place = re.fullmatch(PLACE, fault.field)
                item = place[1] if place else None
                several = item is not None and len(re.split("[;；,，、\n]", cells[at])) > 1
                number = int(item) if item is not None and several else None
                wrongs.append(Wrong("annotations", self._name(at), fault, number))
        for at in self.unread:
            if not cell.is_empty(cells[at]):
                mentions = True
                wrongs.append(self._not_read(at, cells[at]))
        for at in self.searched:
            if cell.holds_annotations(cells[at]):
                mentions = True
                wrongs.append(self._not_read(at, cells[at]))
        return items, mentions

    def _group(self, group: _Group, cells: list[str]) -> list[Item]:
        """The annotations of one group of cells, whose dates it writes in full. Raises Fault."""
        excel = self.basis.excel
        lengths = [
            cell.length(cells[i], excel) for i in group.lengths if not cell.is_empty(cells[i])
        ]
        found = [cell.annotations(cells[i], excel) for i in group.days]
        asked = [item for each in found for item in each.items]
        bare = [date for each in found for date in each.bare]
        if not lengths:
            if bare:
                raise Fault("annotation_without_length", value=shorten("、".join(bare)))
            read = self._strict(asked)
            for i, each in zip(group.days, found, strict=True):
                if each.items:
                    cells[i] = "; ".join(map(typed.annotation_text, each.items))
            return read
        if not asked and not bare:
            first = next(cells[i] for i in group.lengths if not cell.is_empty(cells[i]))
            raise Fault("annotation_without_day", value=shorten(first))
        if len(asked) + len(bare) > 1:
            raise Fault("annotation_without_length", value="、".join(bare or ["几次"]))
        said = [
            *asked,
            *({"applied_on": (bare or [asked[0]["applied_on"]])[0]} | n for n in lengths),
        ]
        read = self._strict(said)
        ends = [{*_ends(Annotation(**item), self.basis.annotation_rule)} for item in read]
        if not set.intersection(*ends):
            raise Fault("annotation_length_twice")
        for i, each in zip(group.days, found, strict=True):
            if each.bare:
                cells[i] = each.bare[0]
        return [next((item for item in read if "valid_until" in item), read[0])]

    def _strict(self, items: Sequence[Item]) -> list[Item]:
        """Items of a request, read: in full, by day number. Raises Fault."""
        read: list[Item] = self.read_annotations(items)
        for i, item in enumerate(read):
            if item["applied_on"] > self.basis.today:
                day = iso(item["applied_on"])
                raise Fault(
                    "annotation_in_future", f"[{i}]", value=day, today=iso(self.basis.today)
                )
        return read

    def _damage(self, cells: Sequence[str], wrongs: list[Wrong]) -> None:
        told = {wrong.column for wrong in wrongs}
        for at, text in enumerate(cells):
            if NOT_DECODED in text and self._name(at) not in told:
                about = "annotations" if at in self.names else OTHER
                wrongs.append(Wrong(about, self._name(at), Fault("unreadable_characters")))

    def _not_read(self, at: int, text: str) -> Wrong:
        name = self._name(at)
        fault = Fault("annotations_not_read", name=shorten(name), value=shorten(text.strip()))
        return Wrong("annotations", name, fault)

    def _date(self, text: str) -> str:
        return cell.date(text, self.basis.excel)

    def _name(self, at: int) -> str:
        return self.columns[at].name.strip()


def _groups(columns: Sequence[Column]) -> list[_Group]:
    """The cells of each annotation: those of one number; without numbers, those in a row, up to the
    next that says the same thing.
    """
    groups: list[_Group] = []
    numbered: dict[int, _Group] = {}
    says: set[str] = set()
    for at, column in enumerate(columns):
        if column.meaning not in ANNOTATIONS or column.meaning == UNREAD:
            continue
        if column.number:
            group = numbered.setdefault(column.number, _Group([], []))
        else:
            if column.meaning in says or not says:
                says = set()
                groups.append(_Group([], []))
            says.add(column.meaning)
            group = groups[-1]
        (group.days if column.meaning == "annotations" else group.lengths).append(at)
    return [*groups, *numbered.values()]


def _told(wrongs: Sequence[Wrong]) -> Found:
    if not wrongs:
        return {}
    join = messages.BATCH_ERRORS.join
    return {
        "error_column": join([wrong.column for wrong in wrongs]),
        "error": join([wrong.message for wrong in wrongs]),
        "error_code": join([wrong.fault.code for wrong in wrongs]),
    }


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
    spans = [_first_and_last_end(each, rule) for each in annotations if each.applied_on <= today]
    if not spans:
        return {"annotation_state": "none"}
    safe, latest = max(spans)
    found: Found = {"valid_until": iso(safe)}
    if today <= safe:
        return {**found, "annotation_state": "valid", "valid_days": safe - today}
    return {**found, "annotation_state": "doubtful" if today <= latest else "ended"}


def _ends(annotation: Annotation, rule: AnnotationRule) -> list[int]:
    """The days on which an annotation may end, one for each reading."""
    return [last_valid_day(annotation, validity, rule) for validity in VALIDITY]


def _first_and_last_end(annotation: Annotation, rule: AnnotationRule) -> tuple[int, int]:
    ends = _ends(annotation, rule)
    return min(ends), max(ends)


def _renewal(renewal: Renewal, today: int) -> Found:
    found: Found = {"file_by": iso(renewal.safe), "renewal_state": renewal.state(today)}
    if today <= renewal.safe:
        found["renewal_days"] = renewal.safe - today
    return found
