"""May a person sit the exam of a year? EX-01, EX-02, EL3-06 and EL3-07, under every reading.

Work is stretches of days, closed, apart and in order. How much of it there is, on which day enough
is reached and how much is missing are counted along the stretches, never day by day. All days are
day numbers of civil dates.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from checker.dates import day, months_later, year
from checker.rules import Version

DEGREES = ("secondary", "college", "bachelor", "graduate", "doctor")
FIELDS = ("pharmacy", "related", "other")
SUM = ("days", "months")
BY = ("year_end", "registration")

FIRST_EXAM_YEAR, LAST_EXAM_YEAR = 2022, 2099
HORIZON = day("2099-12-31")
"""The last day looked at; posts and studies that go on are followed up to it."""

DAYS_A_YEAR, MONTHS_A_YEAR = 365, 12

BEFORE_DIPLOMA, FULL_TIME_STUDY = "before_diploma", "full_time_study"


class Reading(NamedTuple):
    """One choice on each open question."""

    sum: str
    by: str


READINGS = tuple(Reading(*choices) for choices in product(SUM, BY))
BEST_BY = Reading("days", "year_end")
"""The reading in which studies are compared."""


class Study(NamedTuple):
    """A degree (one of DEGREES) in a field (one of FIELDS), and the day of graduation."""

    degree: str
    field: str
    graduated: int


class Stretch(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: int
    last: int


class LeftOut(NamedTuple):
    """Days in a post that do not count, and why: BEFORE_DIPLOMA or FULL_TIME_STUDY."""

    first: int
    last: int
    why: str


class EligibilityRule(NamedTuple):
    """The numbers of one version of the rules.

    years: the years of work with each degree and field that opens the exam (EX-01); full_time: the
    months from which on a full-time study is no work any more (EL3-07).
    """

    years: Mapping[tuple[str, str], int]
    full_time: int

    @classmethod
    def of(cls, version: Version) -> "EligibilityRule":
        years = {}
        for degree in DEGREES:
            if degree in version.parameters:
                years[degree, "pharmacy"] = version.number(degree)
                years[degree, "related"] = version.number(f"{degree}_related")
        return cls(years, version.number("full_time"))


class Outcome(NamedTuple):
    """What one reading says of one study, or of the person when `missing_days` is left aside.

    missing_days: days to be worked without a gap after the exam year; None where none would help.
    """

    reading: Reading
    eligible: bool
    missing_days: int | None


class Person(NamedTuple):
    """Studies and work; `posts` and `full_time` as entered, with the horizon for what goes on."""

    studies: Sequence[Study]
    posts: Sequence[Stretch]
    full_time: Sequence[Stretch]
    rule: EligibilityRule

    def years_needed(self, study: Study) -> int | None:
        """Years of work that the study asks for; None where no work makes it enough."""
        return self.rule.years.get((study.degree, study.field))

    @property
    def first_relevant(self) -> int | None:
        """The day from which work counts: the first graduation from a study that opens the exam."""
        relevant = [s.graduated for s in self.studies if self.years_needed(s) is not None]
        return min(relevant, default=None)


class Work(NamedTuple):
    """What of a person's posts counts, up to the horizon."""

    posts: Sequence[Stretch]
    counted: Sequence[Stretch]
    diploma: int
    """The day from which on work counts, after the horizon where it never does."""

    @classmethod
    def of(cls, person: Person) -> "Work":
        diploma = person.first_relevant
        diploma = HORIZON + 1 if diploma is None else diploma
        posts = merged(person.posts)
        away = merged(s for s in person.full_time if is_long(s, person.rule.full_time))
        after = [Stretch(max(s.first, diploma), s.last) for s in posts if s.last >= diploma]
        return cls(posts, list(_without(after, away)), diploma)

    def left_out(self, until: int) -> list[LeftOut]:
        """The days of posts up to a day that do not count: the longest stretches, in order."""
        found = []
        for post in up_to(self.posts, until):
            if post.first < self.diploma:
                before = min(post.last, self.diploma - 1)
                found.append(LeftOut(post.first, before, BEFORE_DIPLOMA))
            after = [Stretch(max(post.first, self.diploma), post.last)]
            away = _without(after, self.counted) if post.last >= self.diploma else ()
            found += [LeftOut(gap.first, gap.last, FULL_TIME_STUDY) for gap in away]
        return found


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same days as stretches that neither overlap nor touch."""
    result: list[Stretch] = []
    for first, last in sorted(stretches):
        if result and first <= result[-1].last + 1:
            result[-1] = Stretch(result[-1].first, max(result[-1].last, last))
        else:
            result.append(Stretch(first, last))
    return result


def _without(stretches: Iterable[Stretch], holes: Sequence[Stretch]) -> Iterator[Stretch]:
    """The days of stretches that lie in no hole, both being merged."""
    for first, last in stretches:
        for hole in holes:
            if hole.last < first or last < hole.first:
                continue
            if first < hole.first:
                yield Stretch(first, hole.first - 1)
            first = hole.last + 1
        if first <= last:
            yield Stretch(first, last)


def up_to(stretches: Iterable[Stretch], until: int) -> list[Stretch]:
    """Their days up to and with a day."""
    return [Stretch(s.first, min(s.last, until)) for s in stretches if s.first <= until]


def is_long(study: Stretch, months: int) -> bool:
    """Whether a full-time study lasts beyond this many months: EL3-07, 超过半年."""
    return study.last >= months_later(study.first, months)


def month_end(first: int, number: int) -> int:
    """The last day of the `number`-th month of a stretch that begins on `first`.

    The day before the same day of the month, or the month's last day where it has no such day.
    """
    return months_later(first, number) - 1


def whole_months(stretch: Stretch) -> int:
    """How many whole months a stretch holds."""
    first, last = date.fromordinal(stretch.first), date.fromordinal(stretch.last)
    months = (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month + 1
    while month_end(stretch.first, months) > stretch.last:
        months -= 1
    return months


def _amount(stretch: Stretch, sum_: str) -> int:
    """How much work a stretch holds, in days or in whole months."""
    return stretch.last - stretch.first + 1 if sum_ == "days" else whole_months(stretch)


def _reached_in(first: int, amount: int, sum_: str) -> int:
    """The last day of the first `amount` days or months of a stretch that begins on `first`."""
    return first + amount - 1 if sum_ == "days" else month_end(first, amount)


def total(stretches: Iterable[Stretch], sum_: str) -> int:
    """Counted days, or the whole months of each stretch, added up."""
    return sum([_amount(stretch, sum_) for stretch in stretches])


def _needed(years: int, sum_: str) -> int:
    return years * (DAYS_A_YEAR if sum_ == "days" else MONTHS_A_YEAR)


def reached_on(counted: Iterable[Stretch], years: int, sum_: str) -> int | None:
    """The day on which these years of work, at least one, are complete; None if never."""
    lacking = _needed(years, sum_)
    for stretch in counted:
        amount = _amount(stretch, sum_)
        if amount >= lacking:
            return _reached_in(stretch.first, lacking, sum_)
        lacking -= amount
    return None


def missing_days(counted: Sequence[Stretch], years: int, sum_: str, until: int) -> int:
    """Days to be worked without a gap from the day after `until` on, for these years of work."""
    lacking = _needed(years, sum_) - total(counted, sum_)
    if lacking <= 0:
        return 0
    if counted and counted[-1].last == until:
        goes_on = counted[-1]
        return _reached_in(goes_on.first, lacking + _amount(goes_on, sum_), sum_) - until
    return _reached_in(until + 1, lacking, sum_) - until


def first_year_of(study: Study, by: str) -> int:
    """The first exam year in which a study counts."""
    return year(study.graduated) + (by == "registration")


def earliest_years(person: Person, work: Work) -> list[int | None]:
    """For each of READINGS, the first exam year in which it finds the person eligible."""
    return [_earliest_year(person, work, reading) for reading in READINGS]


def _earliest_year(person: Person, work: Work, reading: Reading) -> int | None:
    found = []
    for study in person.studies:
        years = person.years_needed(study)
        if years is None:
            continue
        first = max(first_year_of(study, reading.by), FIRST_EXAM_YEAR)
        if years:
            reached = reached_on(work.counted, years, reading.sum)
            if reached is None:
                continue
            first = max(first, year(reached))
        found.append(first)
    return min([first for first in found if first <= LAST_EXAM_YEAR], default=None)


def outcomes(person: Person, study: Study, work: Work, exam_year: int) -> list[Outcome]:
    """What each of READINGS says of one study in an exam year."""
    until = year_end(exam_year)
    counted = up_to(work.counted, until)
    years = person.years_needed(study)
    found = []
    for reading in READINGS:
        missing = None
        if years is not None and first_year_of(study, reading.by) <= exam_year:
            missing = missing_days(counted, years, reading.sum, until)
        found.append(Outcome(reading, missing == 0, missing))
    return found


def year_end(of: int) -> int:
    """The last day of a year."""
    return date(of, 12, 31).toordinal()


def in_a_post(person: Person, exam_year: int) -> bool:
    """Whether there is a post on any day of a year."""
    last, before = year_end(exam_year), year_end(exam_year - 1)
    return any(post.first <= last and post.last > before for post in person.posts)
