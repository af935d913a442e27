"""The readings that the wording of ANN-03 and ANN-04 leaves open, and what a slot means in each.

In every reading an annotation holds one of the slots from the day it is applied for until a
certain last day. Once that day is known, what is used, what is allowed and when the next slot
opens are the same few lines for all readings.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from checker.rules import Version

HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation: applied for on a day, for `days` days or with a last day printed on the file.

    Exactly one of `days` and `valid_until` is given.
    """

    applied_on: int
    days: int | None = None
    valid_until: int | None = None


@dataclass(frozen=True, slots=True)
class AnnotationRule:
    """The numbers of one version of the annotation rules, in days.

    window: how far back ANN-03 counts; cap: how many annotations it allows in there;
    longest: the longest validity one may ask for (ANN-04); completion: days until an annotation is
    surely done (ANN-06, rounded up).
    """

    window: int
    cap: int
    longest: int
    completion: int

    @classmethod
    def of(cls, version: Version) -> "AnnotationRule":
        return cls(
            window=version.number("window"),
            cap=version.number("cap"),
            longest=version.number("longest"),
            completion=-(-version.number("completion") // HOURS_A_DAY),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """One choice on each open question."""

    counted: str
    window: str
    validity: str


COUNTED = ("applied", "running", "overlapping")
WINDOW = ("day_one", "day_zero")
VALIDITY = ("from_application", "from_next_day", "from_completion")
READINGS = tuple(Reading(*choices) for choices in product(COUNTED, WINDOW, VALIDITY))
USUAL = Reading("applied", "day_one", "from_application")


def window_reach(reading: Reading, rule: AnnotationRule) -> int:
    """Days from the first day of the window to the day of application."""
    return rule.window - (reading.window == "day_one")


def validity_length(days: int, validity: str, rule: AnnotationRule) -> int:
    """Days from the application to the last valid day, when `days` were asked for."""
    match validity:
        case "from_application":
            return days - 1
        case "from_next_day":
            return days
        case _:
            return days + rule.completion


def last_valid_day(annotation: Annotation, reading: Reading, rule: AnnotationRule) -> int:
    """The printed last day where it is known, else the last day in this reading."""
    if annotation.valid_until is not None:
        return annotation.valid_until
    assert annotation.days is not None
    return annotation.applied_on + validity_length(annotation.days, reading.validity, rule)


def held_until(annotation: Annotation, reading: Reading, rule: AnnotationRule) -> int:
    """The last day on which an application still has to count this annotation."""
    reach = window_reach(reading, rule)
    match reading.counted:
        case "applied":
            return annotation.applied_on + reach
        case "running":
            ends = last_valid_day(annotation, reading, rule)
            return min(annotation.applied_on + reach, ends)
        case _:
            return last_valid_day(annotation, reading, rule) + reach


class Slots:
    """The slots that some annotations hold in one reading."""

    def __init__(
        self, annotations: Iterable[Annotation], reading: Reading, rule: AnnotationRule
    ) -> None:
        self.cap = rule.cap
        self.reading = reading
        self.rule = rule
        self._taken: list[int] = []
        self._held: list[int] = []
        for annotation in annotations:
            self._taken.append(annotation.applied_on)
            self._held.append(held_until(annotation, reading, rule))
        self._taken.sort()
        self._held.sort()

    def take(self, annotation: Annotation) -> None:
        """One more annotation holds a slot."""
        insort(self._taken, annotation.applied_on)
        insort(self._held, held_until(annotation, self.reading, self.rule))

    def used(self, on: int) -> int:
        """How many slots are held on a day by annotations applied for on or before it."""
        return bisect_right(self._taken, on) - bisect_left(self._held, on)

    def opens(self, on: int) -> int:
        """The first day from `on` on which one more is allowed.

        Only for annotations that were all applied for on or before `on`.
        """
        if len(self._held) < self.cap:
            return on
        return max(on, self._held[-self.cap] + 1)
