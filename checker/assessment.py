"""What all readings together say about applying on one day."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from checker.readings import (
    READINGS,
    USUAL,
    VALIDITY,
    Annotation,
    AnnotationRule,
    Reading,
    held_until,
    validity_length,
)


class Outcome(NamedTuple):
    """One reading's answer; `earliest` is a day number."""

    reading: Reading
    used: int
    remaining: int
    allowed: bool
    earliest: int


class Conflict(NamedTuple):
    """A planned annotation that `readings` of the readings would then refuse on its day."""

    applied_on: int
    readings: int


class Assessment(NamedTuple):
    """Applying on a day for a number of days, under every reading. All days are day numbers.

    usual: the outcome of the common understanding, the headline for people;
    possible, certain: the first and the last `earliest` of any reading;
    safe_end, latest_end: the last day on which the new annotation is valid in every, in any reading.
    """

    apply_on: int
    days: int
    rule: AnnotationRule
    outcomes: Sequence[Outcome]
    verdict: str
    usual: Outcome
    possible: int
    certain: int
    safe_end: int
    latest_end: int
    ready_by: int
    conflicts: Sequence[Conflict]


def verdict(outcomes: Sequence[Outcome]) -> str:
    """`allowed` in all of these outcomes, `refused` in all, or `depends`."""
    allowing = sum([o.allowed for o in outcomes])
    if allowing == len(outcomes):
        return "allowed"
    return "depends" if allowing else "refused"


def assess(
    annotations: Sequence[Annotation], apply_on: int, days: int, rule: AnnotationRule
) -> Assessment:
    """Applying on day number `apply_on` for `days` days, after and before these annotations.

    Only those applied for on or before `apply_on` count towards its answer; later ones are
    planned, and only their conflicts with the new one are told.
    """
    current = [a for a in annotations if a.applied_on <= apply_on]
    outcomes = [
        _outcome(reading, held, apply_on, rule.cap)
        for reading, held in zip(READINGS, held_until(current, rule), strict=True)
    ]
    earliest = [o.earliest for o in outcomes]
    lengths = [validity_length(days, validity, rule) for validity in VALIDITY]
    return Assessment(
        apply_on=apply_on,
        days=days,
        rule=rule,
        outcomes=outcomes,
        verdict=verdict(outcomes),
        usual=outcomes[READINGS.index(USUAL)],
        possible=min(earliest),
        certain=max(earliest),
        safe_end=apply_on + min(lengths),
        latest_end=apply_on + max(lengths),
        ready_by=apply_on + rule.completion,
        conflicts=_conflicts(annotations, Annotation(apply_on, days), outcomes, rule),
    )


def _outcome(reading: Reading, held: list[int], apply_on: int, cap: int) -> Outcome:
    """What one reading says on a day when all these slots have been taken by then."""
    used = _used(held, apply_on)
    if used < cap:
        return Outcome(reading, used, cap - used, True, apply_on)
    return Outcome(reading, used, 0, False, held[-cap] + 1)


def _used(held: list[int], on: int) -> int:
    """How many slots, held until these days, are still held on a day."""
    return len(held) - bisect_left(held, on)


def _conflicts(
    annotations: Sequence[Annotation],
    new: Annotation,
    outcomes: Sequence[Outcome],
    rule: AnnotationRule,
) -> list[Conflict]:
    """The planned annotations that readings which allow the new one would then refuse."""
    planned = sorted([a.applied_on for a in annotations if a.applied_on > new.applied_on])
    if not planned:
        return []
    afterwards = held_until([*annotations, new], rule)
    allowing = [held for held, o in zip(afterwards, outcomes, strict=True) if o.allowed]
    conflicts = []
    for day in planned:
        later = len(planned) - bisect_right(planned, day)
        refusing = sum([_used(held, day) - later > rule.cap for held in allowing])
        if refusing:
            conflicts.append(Conflict(day, refusing))
    return conflicts
