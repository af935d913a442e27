"""The days to be reminded of in all rows of a table; each event says whose row it is."""

from collections.abc import Sequence

from checker import messages
from checker.batch.columns import Column
from checker.batch.people import People
from checker.batch.row import Basis, RowAnswer
from checker.fields import shorten
from checker.reminders import Event, of_assessment, of_renewal, upcoming
from checker.renewal import Renewal


class RowEvents:
    """Gives the events of the rows, which must come in the order of the table.

    What identifies a person (number, else name) stands in the uids, so that a calendar made of a
    later table moves the events that are there, wherever the row stands by then. What the rows of
    one person say twice is one event; events of different persons that would share a uid, for lack
    of a name, are numbered.
    """

    def __init__(self, columns: Sequence[Column], basis: Basis, people: People) -> None:
        self.basis = basis
        self.people = people
        self.at = {c.meaning: i for i, c in enumerate(columns) if c.meaning in ("id", "name")}
        self.seen: dict[str, list[tuple[str, int]]] = {}

    def of(self, row: int, answer: RowAnswer) -> list[Event]:
        """The events of the row at a position; none where nothing of it was understood."""
        key = self.people.of_row[row].key
        return [
            Event(
                uid=uid,
                date=event.date,
                summary=messages.BATCH_EVENT.format(who=self.who(answer), what=event.summary),
                description=event.description,
                rule=event.rule,
                alarms=event.alarms,
            )
            for event in self._events(key, answer)
            if (uid := self._uid(event, key or f"row:{row}"))
        ]

    def who(self, answer: RowAnswer) -> str:
        """Name and number of a row's person, else which row it is."""
        told = (self._cell(answer, "name"), self._cell(answer, "id"))
        return shorten(" ".join(filter(None, told))) or messages.BATCH_ROW.format(
            number=answer.number
        )

    def _uid(self, event: Event, key: str) -> str:
        """The uid of an event of a person; empty when that person's event is there already."""
        same = self.seen.setdefault(event.uid, [])
        if (key, event.date) in same:
            return ""
        same.append((key, event.date))
        if len(same) == 1:
            return event.uid
        name, domain = event.uid.rsplit("@", 1)
        return f"{name}-{len(same)}@{domain}"

    def _cell(self, answer: RowAnswer, key: str) -> str:
        index = self.at.get(key)
        return "" if index is None else " ".join(answer.cells[index].split())

    def _events(self, key: str, answer: RowAnswer) -> list[Event]:
        fields, basis = answer.fields, self.basis
        events: list[Event] = []
        if answer.annotations is not None:
            days = fields.get("days", basis.annotation_rule.longest)
            apply_on = fields.get("apply_on") if "verdict" in answer.found else None
            stopped = answer.found.get("verdict") == "error"
            events += of_assessment(
                answer.annotations, None if stopped else apply_on, days, basis.today,
                basis.annotation_rule, key, planned=True,
            )  # fmt: skip
        if "registered_until" in fields:
            renewal = Renewal(fields["registered_until"], basis.renewal_rule)
            events += of_renewal(renewal, basis.today, key)
        return upcoming(events, basis.today)
