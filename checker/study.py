"""Which years of continuing education must be shown on registering: REG-12, under every reading.

Years are calendar years; days are day numbers of civil dates.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from checker.dates import months_later, year
from checker.rules import Version

YEAR_OF = ("approval", "receipt")
FROM = ("second_year", "after_second_year")
UNTIL = ("before", "including")


class StudyRule(NamedTuple):
    """The numbers of one version of the rules.

    proof_years: after how many years since approval, and for how many, proof is limited (REG-12);
    hours: of study a year (CE2-02), known for the years from `hours_from` on (FAQ-C07).
    """

    proof_years: int
    hours: int
    hours_from: int

    @classmethod
    def of(cls, version: Version) -> "StudyRule":
        return cls(
            proof_years=version.number("proof_years"),
            hours=version.number("hours"),
            hours_from=version.number("hours_from"),
        )

    def hours_of(self, year: int) -> int | None:
        """Hours of study to be shown for a year, None where they are not known."""
        return self.hours if year >= self.hours_from else None


class Outcome(NamedTuple):
    """The years that one reading asks for: its choice on each open question, by key, and years."""

    choices: dict[str, str]
    years: Sequence[int]


def first_registration(
    approved_on: int, received_on: int | None, apply_on: int, rule: StudyRule
) -> list[Outcome]:
    """What each reading asks for on a first registration applied for on a day."""
    approved, applied = year(approved_on), year(apply_on)
    own_year = {"approval": approved}
    if received_on is not None:
        own_year["receipt"] = year(received_on)
    begins = {from_: approved + years for years, from_ in enumerate(FROM, 1)}
    ends = _last_years(applied)
    late = is_late(approved_on, apply_on, rule)
    found = []
    for year_of, from_, until in product(own_year, FROM, UNTIL):
        first, last = begins[from_], ends[until]
        if late:
            first = max(first, last - rule.proof_years + 1)
        years = [] if applied == own_year[year_of] else list(range(first, last + 1))
        found.append(Outcome({"year_of": year_of, "from": from_, "until": until}, years))
    return found


def is_late(approved_on: int, apply_on: int, rule: StudyRule) -> bool:
    """Whether the application comes after the same day so many years after approval.

    29 February counts as 28 February.
    """
    approved = date.fromordinal(approved_on)
    leap_day = (approved.month, approved.day) == (2, 29)
    return apply_on > months_later(approved_on - leap_day, 12 * rule.proof_years)


def renewal(registered_until: int, apply_on: int, period: int) -> list[Outcome]:
    """What each reading asks for on renewing a registration of `period` years.

    The years that share a day with it and have begun by the day of application; that year itself
    is open.
    """
    first = year(months_later(registered_until + 1, -12 * period))
    last = year(registered_until)
    return [
        Outcome({"until": until}, list(range(first, min(last, end) + 1)))
        for until, end in _last_years(year(apply_on)).items()
    ]


def _last_years(applied: int) -> dict[str, int]:
    """The last year that is asked for, by the choice on `until`."""
    return {until: applied + years for years, until in enumerate(UNTIL, -1)}


def certain(outcomes: Iterable[Outcome]) -> list[int]:
    """The years that any reading asks for: what to rely on."""
    return sorted({year for outcome in outcomes for year in outcome.years})


def possible(outcomes: Sequence[Outcome]) -> list[int]:
    """The years that every reading asks for."""
    return [year for year in certain(outcomes) if all(year in o.years for o in outcomes)]


def needed(outcomes: Sequence[Outcome]) -> str:
    """`years` if every reading asks for some, `none` if none does, else `depends`."""
    asking = [bool(outcome.years) for outcome in outcomes]
    if all(asking):
        return "years"
    return "depends" if any(asking) else "none"
