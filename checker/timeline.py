"""An assessment as a picture: spans and days on an axis of whole days, by the common understanding.

Positions (`at`) are days from the first day of the axis, so that whoever draws needs no calendar.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from checker.assessment import Assessment, assess
from checker.readings import (
    USUAL,
    VALIDITY,
    Annotation,
    AnnotationRule,
    last_valid_day,
    window_reach,
)


class Span(NamedTuple):
    """An annotation on the axis, both ends included; `counted` if it holds a slot on the day asked.

    `made` is false for the one asked about; `safe_end`, `latest_end` as in an assessment; `free_on`
    is the first day on which it no longer holds a slot.
    """

    first: int
    safe_end: int
    latest_end: int
    made: bool
    counted: bool
    free_on: int


class Timeline(NamedTuple):
    """The axis `first`…`last`, the window that is counted, and the annotations, oldest first."""

    first: int
    last: int
    window_first: int
    spans: Sequence[Span]
    assessed: Assessment

    @property
    def slots(self) -> list[Span | None]:
        """The slots on the day asked about: the annotation that holds each, or None when free."""
        held: list[Span | None] = [span for span in self.spans if span.made and span.counted]
        return held + [None] * (self.assessed.rule.cap - len(held))

    def months(self) -> list[int]:
        """The first day of each month on the axis."""
        return [day for day in range(self.first, self.last + 1) if date.fromordinal(day).day == 1]


def timeline(
    annotations: Sequence[Annotation], apply_on: int, days: int, rule: AnnotationRule
) -> Timeline:
    """The picture of applying on `apply_on` for `days` days. Annotations long over are left out."""
    assessed = assess(annotations, apply_on, days, rule)
    found = spans_of(annotations, apply_on, days, rule)
    window_first = apply_on - window_reach(USUAL.window, rule)
    return Timeline(
        first=min(window_first, *(each.first for each in found)),
        last=max(assessed.certain, *(each.latest_end for each in found)),
        window_first=window_first,
        spans=found,
        assessed=assessed,
    )


def spans_of(
    annotations: Sequence[Annotation], apply_on: int, days: int, rule: AnnotationRule
) -> list[Span]:
    """The annotations on the axis, oldest first, with the one asked about; not those long over."""
    reach = window_reach(USUAL.window, rule)
    window_first = apply_on - reach

    def span(annotation: Annotation, made: bool) -> Span:
        ends = [last_valid_day(annotation, validity, rule) for validity in VALIDITY]
        applied_on = annotation.applied_on
        return Span(
            first=applied_on,
            safe_end=min(ends),
            latest_end=max(ends),
            made=made,
            counted=made and window_first <= applied_on <= apply_on,
            free_on=applied_on + reach + 1,
        )

    earliest = apply_on - max(window_reach(window, rule) for window in ("day_one", "day_zero"))
    made = [span(annotation, made=True) for annotation in annotations]
    found = [each for each in made if each.latest_end >= earliest]
    found.append(span(Annotation(apply_on, days), made=False))
    found.sort(key=lambda each: (each.first, not each.made))
    return found
