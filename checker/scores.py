"""How long passed subjects count: EX-05, rolling over consecutive exam years.

Years are exam years. A score of year y counts in the `span` exam years that begin with y.
"""

from collections.abc import Mapping
from typing import NamedTuple

from checker import messages
from checker.rules import Version

SUBJECTS = tuple(messages.SUBJECTS)
SUBJECTS_EXEMPT = ("comprehensive", "law")


class Window(NamedTuple):
    """Consecutive exam years, both ends included, what counts in them and what does not."""

    first: int
    last: int
    keep: Mapping[str, int]
    sit_again: tuple[str, ...]


class Year(NamedTuple):
    """An exam year: what still counts in it with the last year of each, and what is to be sat.

    finish_by: the exam year by which the rest is to be passed so that all of that is kept; None
    when nothing counts.
    """

    exam_year: int
    counting: Mapping[str, int]
    to_sit: tuple[str, ...]
    finish_by: int | None


class Scores(NamedTuple):
    """Subjects passed and the exam year of each, out of `subjects`, to be passed within `span`.

    exam_year: the next exam; what no longer counts in it has lapsed, unless all was passed in time.
    """

    passed: Mapping[str, int]
    subjects: tuple[str, ...]
    span: int
    exam_year: int

    @classmethod
    def of(
        cls, passed: Mapping[str, int], exempt: bool, exam_year: int, version: Version
    ) -> "Scores":
        if exempt:
            return cls(passed, SUBJECTS_EXEMPT, version.number("exam_years_exempt"), exam_year)
        return cls(passed, SUBJECTS, version.number("exam_years"), exam_year)

    @property
    def counts_until(self) -> Mapping[str, int]:
        """The last exam year in which each passed subject still counts."""
        return {subject: year + self.span - 1 for subject, year in self.passed.items()}

    @property
    def too_far_apart(self) -> bool:
        """Whether no `span` consecutive exam years hold all that is passed."""
        years = self.passed.values()
        return bool(years) and max(years) - min(years) >= self.span

    @property
    def complete(self) -> bool:
        return set(self.passed) == set(self.subjects) and not self.too_far_apart

    @property
    def counting(self) -> Mapping[str, int]:
        """What counts in the next exam, beside the newest score, with the last year of each."""
        newest = max(self.passed.values(), default=0)
        return {
            subject: until
            for subject, until in self.counts_until.items()
            if until >= self.exam_year and until >= newest
        }

    @property
    def lapsed(self) -> Mapping[str, int]:
        """The last year in which each score counted that counts no longer."""
        if self.complete:
            return {}
        counting = self.counting
        return {s: until for s, until in self.counts_until.items() if s not in counting}

    @property
    def missing(self) -> list[str]:
        """What is still to be passed, lapsed scores included."""
        if self.complete:
            return []
        counting = self.counting
        return [subject for subject in self.subjects if subject not in counting]

    @property
    def finish_by(self) -> int | None:
        """The exam year in which the oldest score that counts does so for the last time."""
        return None if self.complete else min(self.counting.values(), default=None)

    @property
    def best_window(self) -> Window | None:
        """What to keep when the years are too far apart: all that counts in the next exam."""
        keep = {s: self.passed[s] for s in self.counting}
        if not self.too_far_apart or not keep:
            return None
        first = min(keep.values())
        sit_again = tuple(s for s in self.subjects if s in self.passed and s not in keep)
        return Window(first, first + self.span - 1, keep, sit_again)

    @property
    def windows(self) -> list[Year]:
        """Each exam year from the next on in which something counts; at least the next."""
        if self.complete:
            return []
        counting = self.counting
        last = max(counting.values(), default=self.exam_year)
        return [self._year(year, counting) for year in range(self.exam_year, last + 1)]

    def _year(self, year: int, counting: Mapping[str, int]) -> Year:
        still = {subject: until for subject, until in counting.items() if until >= year}
        to_sit = tuple(subject for subject in self.subjects if subject not in still)
        return Year(year, still, to_sit, min(still.values(), default=None))
