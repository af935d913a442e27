"""One thing to come, and the words for it; all of them put in order; what to do next.

All days are day numbers of civil dates.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker import messages, person_messages
from checker.dates import day
from checker.reminders import ON_THE_DAY, UID_DOMAIN, Event, before, upcoming
from checker.renewal import ADVANCE_NOTICE

NEVER = day("9999-12-31")


class Item(NamedTuple):
    """One thing to come.

    id: what it is, never when; first, last: its days, both ends included, None where open or not
    known; exam_year: the exam it belongs to; certainty: `rule`, `announced`, `expected` or
    `unknown`; op, rule: where it comes from; todo: whether there is something to do; late: whether
    that can still be done when the last day is over.
    """

    id: str
    what: str
    text: str
    op: str
    rule: str | None = None
    first: int | None = None
    last: int | None = None
    exam_year: int | None = None
    certainty: str = "rule"
    source: str | None = None
    todo: bool = False
    late: bool = False

    @property
    def dated(self) -> bool:
        return self.first is not None or self.last is not None

    @property
    def ordered_by(self) -> int | None:
        """The day by which it stands in order: its last, or its first when it has no end."""
        return self.first if self.last is None else self.last

    def open_on(self, today: int) -> bool:
        """Whether what is to be done can be done today; a deadline without a first day cannot tell."""
        begun = self.last is None if self.first is None else self.first <= today
        over = self.last is not None and self.last < today
        return begun and (not over or self.late)


def coming(items: Iterable[Item], today: int) -> list[Item]:
    """Those that are not over, in order; undated ones after the dated ones of their exam year."""
    kept = [item for item in items if item.late or item.last is None or item.last >= today]
    last_of_year: dict[int, int] = {}
    for item in kept:
        at = item.ordered_by
        if at is not None and item.exam_year is not None:
            last_of_year[item.exam_year] = max(at, last_of_year.get(item.exam_year, at))

    def place(item: Item) -> tuple[int, bool, str]:
        at = item.ordered_by
        if at is not None:
            return at, False, item.id
        if item.exam_year is None:
            return NEVER, True, item.id
        return last_of_year.get(item.exam_year, day(f"{item.exam_year}-12-31")), True, item.id

    return sorted(kept, key=place)


def next_of(items: Sequence[Item], today: int) -> Item | None:
    """The first in order with something to do that is open today, else what opens soonest.

    Never one whose days are not known.
    """
    to_do = [item for item in items if item.todo and item.certainty != "unknown"]
    for item in to_do:
        if item.open_on(today):
            return item
    return min(
        (item for item in to_do if item.dated),
        key=lambda item: item.first or item.last or NEVER,
        default=None,
    )


def events(items: Iterable[Item], today: int) -> list[Event]:
    """The dated items for a calendar, each on its last day, with alarms; what is late stands today.

    The uid says what it is, never when. Deadlines ring as all personal calendars do, from the day
    on which one can begin, and on that day too; what only happens rings on the day itself.
    """
    made = []
    for item in items:
        at = item.ordered_by
        if at is not None:
            uid, said = f"{item.id}@{UID_DOMAIN}", item.text
            title = said.partition("。")[0]
            made.append(Event(uid, max(at, today), title, said, item.rule or "", _alarms(item, at)))
    return upcoming(made, today)


def _alarms(item: Item, at: int) -> list[int]:
    if not item.todo:
        return before(at, ON_THE_DAY)
    begins = item.first
    if begins is None or begins == at:
        return before(at, (*ADVANCE_NOTICE, *ON_THE_DAY))
    notices = [day for day in before(at, (*ADVANCE_NOTICE, *ON_THE_DAY)) if day > begins]
    return [begins, *notices]


def say(words: str, **values: object) -> str:
    """A sentence of the agenda."""
    return person_messages.AGENDA[words].format(**values)


def subject_names(keys: Iterable[str]) -> str:
    """Subjects by the names that people use."""
    return "、".join(messages.SUBJECTS[key] for key in keys)
