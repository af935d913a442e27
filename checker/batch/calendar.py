"""The days to be reminded of in all rows of a table; each event says whose row it is."""

from collections import Counter
from collections.abc import Mapping

from checker import messages
from checker.batch.row import Basis, RowAnswer, annotations_in
from checker.fields import shorten
from checker.reminders import Event, of_assessment, of_renewal, upcoming
from checker.renewal import Renewal


class RowEvents:
    """Gives the events of the rows, which must come in the order of the table.

    The uid of an event begins with what identifies its row. That is its id (编号) where the table
    has one: a calendar made of a later table then moves the events that are there, wherever the row
    stands by then. Without an id it is the position of the row. Rows that share an id are numbered.
    `columns` says where the ids and names stand, `asks_whether_allowed` whether the table is about
    annotations at all.
    """

    def __init__(
        self, columns: Mapping[str, int], basis: Basis, *, asks_whether_allowed: bool
    ) -> None:
        self.columns = columns
        self.basis = basis
        self.asks_whether_allowed = asks_whether_allowed
        self.position = 0
        self.seen: Counter[str] = Counter()

    def of(self, answer: RowAnswer) -> list[Event]:
        """The events of the next row, in order; none where nothing of it was understood."""
        self.position += 1
        id_ = self._cell(answer, "id")
        self.seen[id_] += 1
        key = self._key(id_)
        who = " ".join(filter(None, (self._cell(answer, "name"), id_)))
        who = shorten(who) or messages.BATCH_ROW.format(number=self.position)
        return [
            Event(
                uid=f"{key}.{event.uid}",
                date=event.date,
                summary=messages.BATCH_EVENT.format(who=who, what=event.summary),
                description=event.description,
                rule=event.rule,
            )
            for event in self._events(answer)
        ]

    def _key(self, id_: str) -> str:
        if not id_:
            return f"row-{self.position}"
        in_hex = id_.encode("utf-8", "surrogatepass").hex()
        return f"id-{in_hex}-{self.seen[id_]}" if self.seen[id_] > 1 else f"id-{in_hex}"

    def _cell(self, answer: RowAnswer, key: str) -> str:
        index = self.columns.get(key)
        return "" if index is None else " ".join(answer.cells[index].split())

    def _events(self, answer: RowAnswer) -> list[Event]:
        fields, basis = answer.fields, self.basis
        events: list[Event] = []
        if fields and self.asks_whether_allowed:
            days = fields.get("days", basis.annotation_rule.longest)
            events += of_assessment(
                annotations_in(fields), fields.get("apply_on"), days, basis.today,
                basis.annotation_rule,
            )  # fmt: skip
        if "registered_until" in fields:
            events += of_renewal(Renewal(fields["registered_until"], basis.renewal_rule))
        return upcoming(events, basis.today)
