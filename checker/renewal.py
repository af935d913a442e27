"""Renewing a registration (延续注册) in time: REG-08 under both readings, and what REG-09 restarts.

All days are day numbers of civil dates in Asia/Shanghai.
"""

from typing import NamedTuple

from checker.dates import years_later
from checker.rules import Version

BEFORE = ("clear_days", "counted_back")
WITHIN = ("end_counted", "end_not_counted")

ADVANCE_NOTICE = (90, 60, 30, 14, 7, 3, 1)
"""Days before a deadline or a last day on which a calendar rings, the first being when to think of
a renewal: advice of ours, for no rule names one. One list for all personal calendars."""

FEW_DAYS = 14
"""When so few are left before the last safe day, that is what is said first."""


class RenewalRule(NamedTuple):
    """The numbers of one version of the registration rules.

    period: years a registration lasts (REG-07); before_end: days before its last day by which to
    apply for renewal (REG-08); change_restart: length in days of the stretch up to and including
    the last day in which a change starts a new period (REG-09).
    """

    period: int
    before_end: int
    change_restart: int

    @classmethod
    def of(cls, version: Version) -> "RenewalRule":
        return cls(
            period=version.number("period"),
            before_end=version.number("before_end"),
            change_restart=version.number("change_restart"),
        )


class Renewal(NamedTuple):
    """The days that matter for a registration whose last day is `registered_until`."""

    registered_until: int
    rule: RenewalRule

    def file_by(self, before: str) -> int:
        """The last day to apply, in the reading `before` (one of BEFORE) of REG-08."""
        counted_back = self.registered_until - self.rule.before_end
        return counted_back - (before == "clear_days")

    @property
    def safe(self) -> int:
        """The last day to apply that is in time in every reading."""
        return min(self.file_by(before) for before in BEFORE)

    @property
    def latest(self) -> int:
        """The last day to apply that is in time in any reading."""
        return max(self.file_by(before) for before in BEFORE)

    @property
    def new_period(self) -> tuple[int, int]:
        """First and last day of the period that renewal starts."""
        first = self.registered_until + 1
        return first, years_later(first, self.rule.period) - 1

    def change_from(self, within: str) -> int:
        """The first day on which a change applied for starts a new period, in the reading `within`
        (one of WITHIN) of REG-09.
        """
        last_counted = self.registered_until - (within == "end_not_counted")
        return last_counted - self.rule.change_restart + 1

    @property
    def change_restarts_from(self) -> int:
        """The first day on which a change applied for starts a new period in every reading."""
        return max(self.change_from(within) for within in WITHIN)

    @property
    def change_may_restart_from(self) -> int:
        """The first day on which a change applied for starts a new period in any reading."""
        return min(self.change_from(within) for within in WITHIN)

    @property
    def due_from(self) -> int:
        """The first day on which it is time to renew, by our advice."""
        return self.safe - ADVANCE_NOTICE[0]

    def state(self, today: int) -> str:
        """Where a day stands: `early`, `due`, `disputed`, `late` or `expired`."""
        if today < self.due_from:
            return "early"
        if today <= self.safe:
            return "due"
        if today <= self.latest:
            return "disputed"
        if today <= self.registered_until:
            return "late"
        return "expired"
