"""The fewest applications that keep a certificate usable on every day it is needed.

Latest-first: each application is made on the last day that still covers the first uncovered day,
or on the first later day that every reading allows; one that would cover no needed day is left out.
Where all days can be covered, no plan has fewer: waiting never makes an application less allowed
and never makes it end sooner, and `cap` applications that follow on one another last longer than
any holds its slot, so that none of them can stand in the way of the next (`never_in_its_own_way`).

All days are day numbers; spans are closed.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.readings import (
    APPLIED_ON,
    VALIDITY,
    Annotation,
    AnnotationRule,
    held_until,
    last_valid_day,
)


class Need(NamedTuple):
    """A stretch of days, `first` to `last`, on each of which the certificate is to be usable."""

    label: str
    first: int
    last: int


SLACK = 7
"""Days before the last possible one on which to apply, if one can: advice of ours."""


class Application(NamedTuple):
    """An application and the days it surely covers.

    apply_on is the last day that serves; on slack_on, up to SLACK days before, it serves as well,
    whatever becomes of the others.
    """

    apply_on: int
    days: int
    usable_from: int
    usable_until: int
    slack_on: int | None = None

    def covers(self, need: Need) -> bool:
        return self.usable_from <= need.last and need.first <= self.usable_until


class Covering(NamedTuple):
    """An annotation that was made, and the days it surely covers."""

    annotation: Annotation
    usable_from: int
    usable_until: int

    def covers(self, need: Need) -> bool:
        return self.usable_from <= need.last and need.first <= self.usable_until


class Gap(NamedTuple):
    """Needed days that stay uncovered: an application for them could be made on `apply_on` only.

    `no_slot` tells that the slots are the cause; otherwise there is too little time left.
    """

    days: Sequence[int]
    apply_on: int
    usable_from: int
    no_slot: bool


class Unmet(NamedTuple):
    """A need with days that stay uncovered, and the gap that its first such day stands in."""

    need: Need
    first_uncovered: int
    days_uncovered: int
    gap: Gap


class Plan(NamedTuple):
    applications: Sequence[Application]
    gaps: Sequence[Gap]

    @property
    def feasible(self) -> bool:
        return not self.gaps

    @property
    def days_uncovered(self) -> int:
        return sum(len(gap.days) for gap in self.gaps)

    def unmet(self, needs: Iterable[Need]) -> list[Unmet]:
        """Each of these needs that has uncovered days."""
        gap_of = {day: gap for gap in self.gaps for day in gap.days}
        result = []
        for need in needs:
            days = [day for day in range(need.first, need.last + 1) if day in gap_of]
            if days:
                result.append(Unmet(need, days[0], len(days), gap_of[days[0]]))
        return result


def lead(rule: AnnotationRule) -> int:
    """Days from an application to the first day it surely covers: done late on the day before."""
    return rule.completion + 1


def never_in_its_own_way(rule: AnnotationRule) -> bool:
    """Whether `cap` applications that follow on one another outlast the slot of the first.

    Latest-first finds the fewest applications only under such rules.
    """
    longest_hold = rule.longest + rule.completion + rule.window + 1
    return rule.cap * (rule.longest - lead(rule)) >= longest_hold


def surely_covered(annotation: Annotation, rule: AnnotationRule) -> range:
    """The days on which an annotation is valid in every reading and surely done."""
    end = min(last_valid_day(annotation, validity, rule) for validity in VALIDITY)
    return range(annotation.applied_on + lead(rule), end + 1)


def plan(
    annotations: Sequence[Annotation], needs: Sequence[Need], today: int, rule: AnnotationRule
) -> Plan:
    """The plan from `today` on, given annotations that were all applied for on or before it."""
    uncovered = _uncovered(annotations, needs, rule)
    held = held_until(annotations, rule)
    applications: list[Application] = []
    gaps: list[Gap] = []
    at = 0
    while at < len(uncovered):
        wished = max(uncovered[at] - lead(rule), today)
        apply_on = _first_allowed(held, wished, rule.cap)
        new = Annotation(apply_on, days=rule.longest)
        usable = surely_covered(new, rule)
        begin = bisect_left(uncovered, usable.start)
        end = bisect_left(uncovered, usable.stop)
        if begin > at:
            gaps.append(Gap(uncovered[at:begin], apply_on, usable.start, apply_on > wished))
        if end > begin:
            last_needed, last_usable = uncovered[end - 1], usable.stop - 1
            earliest = max(apply_on - min(SLACK, last_usable - last_needed), today)
            slack_on = _first_allowed(held, earliest, rule.cap)
            applications.append(
                Application(
                    apply_on, rule.longest, usable.start, last_usable,
                    slack_on if slack_on < apply_on else None,
                )
            )  # fmt: skip
            for each, [last] in zip(held, held_until([new], rule), strict=True):
                insort(each, last)
        at = end
    return Plan(applications, gaps)


def _first_allowed(held: Iterable[list[int]], wished: int, cap: int) -> int:
    """The first day from `wished` on which every reading, of slots held thus, allows one more."""
    return max([wished, *(each[-cap] + 1 for each in held if len(each) >= cap)])


def already_covering(
    annotations: Iterable[Annotation], needs: Sequence[Need], rule: AnnotationRule
) -> list[Covering]:
    """What annotations that were made surely cover of the needs, those that cover none left out."""
    found = []
    for annotation in sorted(annotations, key=APPLIED_ON):
        usable = surely_covered(annotation, rule)
        made = Covering(annotation, usable.start, usable.stop - 1)
        if usable and any(made.covers(need) for need in needs):
            found.append(made)
    return found


def _uncovered(
    annotations: Iterable[Annotation], needs: Iterable[Need], rule: AnnotationRule
) -> list[int]:
    days: set[int] = set()
    for need in needs:
        days.update(range(need.first, need.last + 1))
    for annotation in annotations:
        days.difference_update(surely_covered(annotation, rule))
    return sorted(days)
