"""Which rows come first, and one sentence about them.

First what has to be done today, then what can still be done in time, the sooner the earlier; then
what is too late, what was not understood, and the rest.
"""

from checker import messages
from checker.batch.row import RowAnswer
from checker.dates import chinese, day
from checker.renewal import ADVANCE_NOTICE

SOON = 30
"""Days within which something is told to be urgent: one of the days of ADVANCE_NOTICE."""
assert SOON in ADVANCE_NOTICE

_GROUPS = ("disputed", "due", "late", "expired", "error", "early", "")
_DAYS_IN_A_GROUP = 10_000_000


def urgency(answer: RowAnswer) -> int:
    """The lower, the more urgent; equal for rows in which nothing is to be done at a known time."""
    found = answer.found
    state = str(found.get("renewal_state", ""))
    if state not in ("disputed", "due", "late", "expired") and "error" in found:
        state = "error"
    group = _GROUPS.index(state)
    if "file_by" in found:
        day_in_group = day(str(found["file_by"]))
    elif "valid_days" in found:
        day_in_group = day(str(found["valid_until"]))
    else:
        day_in_group = _DAYS_IN_A_GROUP - 1
    return group * _DAYS_IN_A_GROUP + day_in_group


def is_urgent(answer: RowAnswer) -> bool:
    """Whether something is to be done about a registration within SOON days, or is overdue."""
    found = answer.found
    state = found.get("renewal_state")
    return state in ("disputed", "late") or (state == "due" and int(found["renewal_days"]) <= SOON)


class Urgent:
    """Counts what is urgent in the answers of a table, and says it."""

    def __init__(self) -> None:
        self.persons: dict[str, set[int]] = {}
        self.first: dict[str, tuple[int, str]] = {}
        self.asked = False

    def see(self, answer: RowAnswer, who: str, person: int) -> None:
        """Takes note of an answer to a row of the person with this number, called `who`."""
        found = answer.found
        state = str(found.get("renewal_state", ""))
        self.asked |= bool(state)
        if state == "due" and int(found["renewal_days"]) <= SOON:
            self._count("due", day(str(found["file_by"])), who, person)
        elif state in ("late", "expired"):
            self._count(state, int(answer.fields["registered_until"]), who, person)
        elif state == "disputed":
            self._count(state, day(str(found["file_by"])), who, person)
        if int(found.get("valid_days", SOON + 1)) <= SOON:
            self._count("ends", day(str(found["valid_until"])), who, person)
        if "error" in found:
            self._count("error", 0, who, answer.number)

    def sentence(self) -> str:
        """What is most urgent, in one sentence for each kind; empty when nothing is."""
        told = []
        if self.asked and self.persons.keys().isdisjoint(("due", "disputed")):
            told.append(messages.BATCH_URGENT["none_due"].format(days=SOON))
        for kind in ("disputed", "due", "late", "expired", "ends", "error"):
            if kind in self.persons:
                date, who = self.first[kind]
                values = {"count": len(self.persons[kind]), "days": SOON, "who": who}
                if date:
                    values["date"] = chinese(date)
                told.append(messages.BATCH_URGENT[kind].format(**values))
        return "".join(told)

    def _count(self, kind: str, date: int, who: str, person: int) -> None:
        self.persons.setdefault(kind, set()).add(person)
        self.first[kind] = min(self.first.get(kind, (date, who)), (date, who))
