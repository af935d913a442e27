"""The readings that the wording of ANN-03 and ANN-04 leaves open, and what a slot means in each.

In every reading an annotation holds one of the slots from the day it is applied for until a
certain last day. Once that day is known, what is used, what is allowed and when the next slot
opens are the same few lines for all readings (see `assessment`).
"""

from collections.abc import Sequence
from itertools import product
from operator import attrgetter
from typing import NamedTuple

from checker.rules import Version

HOURS_A_DAY = 24


class Annotation(NamedTuple):
    """One annotation: applied for on a day, for `days` days or with a last day printed on the file.

    Exactly one of `days` and `valid_until` is given.
    """

    applied_on: int
    days: int | None = None
    valid_until: int | None = None


class AnnotationRule(NamedTuple):
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


class Reading(NamedTuple):
    """One choice on each open question."""

    counted: str
    window: str
    validity: str


COUNTED = ("applied", "running", "overlapping")
WINDOW = ("day_one", "day_zero")
VALIDITY = ("from_application", "from_next_day", "from_completion")
READINGS = tuple(Reading(*choices) for choices in product(COUNTED, WINDOW, VALIDITY))
APPLIED_ON = attrgetter("applied_on")
USUAL = Reading("applied", "day_one", "from_application")


def window_reach(window: str, rule: AnnotationRule) -> int:
    """Days from the first day of the window to the day of application."""
    return rule.window - (window == "day_one")


def validity_length(days: int, validity: str, rule: AnnotationRule) -> int:
    """Days from the application to the last valid day, when `days` were asked for."""
    match validity:
        case "from_application":
            return days - 1
        case "from_next_day":
            return days
        case _:
            return days + rule.completion


def last_valid_day(annotation: Annotation, validity: str, rule: AnnotationRule) -> int:
    """The printed last day where it is known, else the last day in this reading of validity."""
    if annotation.valid_until is not None:
        return annotation.valid_until
    assert annotation.days is not None
    return annotation.applied_on + validity_length(annotation.days, validity, rule)


def held_until(annotations: Sequence[Annotation], rule: AnnotationRule) -> list[list[int]]:
    """For each of READINGS, the last days on which the annotations still count, soonest first."""
    annotations = sorted(annotations, key=APPLIED_ON)
    reach = {w: window_reach(w, rule) for w in WINDOW}
    in_window = {w: [a.applied_on + days for a in annotations] for w, days in reach.items()}
    ends = {v: [last_valid_day(a, v, rule) for a in annotations] for v in VALIDITY}
    return [
        _held_until(counted, in_window[window], ends[validity], reach[window])
        for counted, window, validity in READINGS
    ]


def _held_until(counted: str, in_window: list[int], ends: list[int], reach: int) -> list[int]:
    """From the last days within reach of each application, soonest first, and of its validity."""
    match counted:
        case "applied":
            return in_window.copy()
        case "running":
            return sorted(map(min, in_window, ends))
        case _:
            return sorted([end + reach for end in ends])
