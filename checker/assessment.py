"""What all readings together say about applying on one day."""

from collections.abc import Sequence
from dataclasses import dataclass

from checker.readings import (
    READINGS,
    USUAL,
    VALIDITY,
    Annotation,
    AnnotationRule,
    Reading,
    Slots,
    validity_length,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One reading's answer; `earliest` is a day number."""

    reading: Reading
    used: int
    remaining: int
    allowed: bool
    earliest: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """A planned annotation that `readings` of the readings would then refuse on its day."""

    applied_on: int
    readings: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """Applying on a day for a number of days, under every reading. All days are day numbers."""

    apply_on: int
    days: int
    rule: AnnotationRule
    outcomes: Sequence[Outcome]
    conflicts: Sequence[Conflict]

    @property
    def verdict(self) -> str:
        return verdict(self.outcomes)

    @property
    def usual(self) -> Outcome:
        """The outcome of the common understanding, the headline for people."""
        return next(o for o in self.outcomes if o.reading == USUAL)

    @property
    def possible(self) -> int:
        return min(o.earliest for o in self.outcomes)

    @property
    def certain(self) -> int:
        return max(o.earliest for o in self.outcomes)

    @property
    def safe_end(self) -> int:
        """The last day on which the new annotation is valid in every reading."""
        return self.apply_on + min(self._lengths())

    @property
    def latest_end(self) -> int:
        return self.apply_on + max(self._lengths())

    @property
    def ready_by(self) -> int:
        return self.apply_on + self.rule.completion

    def _lengths(self) -> list[int]:
        return [validity_length(self.days, validity, self.rule) for validity in VALIDITY]


def verdict(outcomes: Sequence[Outcome]) -> str:
    """`allowed` in all of these outcomes, `refused` in all, or `depends`."""
    allowing = sum(o.allowed for o in outcomes)
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
    outcomes = [_outcome(current, apply_on, reading, rule) for reading in READINGS]
    planned = sorted(a.applied_on for a in annotations if a.applied_on > apply_on)
    conflicts: list[Conflict] = []
    if planned:
        new = Annotation(apply_on, days)
        afterwards = [
            Slots([*annotations, new], outcome.reading, rule)
            for outcome in outcomes
            if outcome.allowed
        ]
        for day in planned:
            refusing = sum(slots.used(day) > rule.cap for slots in afterwards)
            if refusing:
                conflicts.append(Conflict(day, refusing))
    return Assessment(apply_on, days, rule, outcomes, conflicts)


def _outcome(
    annotations: Sequence[Annotation], apply_on: int, reading: Reading, rule: AnnotationRule
) -> Outcome:
    slots = Slots(annotations, reading, rule)
    used = slots.used(apply_on)
    return Outcome(
        reading=reading,
        used=used,
        remaining=max(0, rule.cap - used),
        allowed=used < rule.cap,
        earliest=slots.opens(apply_on),
    )
