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


class Scores(NamedTuple):
    """Subjects passed and the exam year of each, out of `subjects`, to be passed within `span`."""

    passed: Mapping[str, int]
    subjects: tuple[str, ...]
    span: int

    @classmethod
    def of(cls, passed: Mapping[str, int], exempt: bool, version: Version) -> "Scores":
        if exempt:
            return cls(passed, SUBJECTS_EXEMPT, version.number("exam_years_exempt"))
        return cls(passed, SUBJECTS, version.number("exam_years"))

    @property
    def counts_until(self) -> Mapping[str, int]:
        """The last exam year in which each passed subject still counts."""
        return {subject: year + self.span - 1 for subject, year in self.passed.items()}

    @property
    def missing(self) -> list[str]:
        return [subject for subject in self.subjects if subject not in self.passed]

    @property
    def too_far_apart(self) -> bool:
        """Whether no `span` consecutive exam years hold all that is passed."""
        years = self.passed.values()
        return bool(years) and max(years) - min(years) >= self.span

    @property
    def complete(self) -> bool:
        return not self.missing and not self.too_far_apart

    @property
    def finish_by(self) -> int | None:
        """The exam year in which the oldest score counts for the last time, if one still has to."""
        if self.complete or not self.passed:
            return None
        return min(self.counts_until.values())

    @property
    def best_window(self) -> Window | None:
        """What to keep when the years are too far apart: all that counts beside the newest score.

        A window that ends before the newest score is over and can no longer be filled.
        """
        if not self.too_far_apart:
            return None
        newest = max(self.passed.values())
        keep = {s: year for s, year in self.passed.items() if newest - year < self.span}
        first = min(keep.values())
        sit_again = tuple(s for s in self.subjects if s in self.passed and s not in keep)
        return Window(first, first + self.span - 1, keep, sit_again)
