"""The answer to `assess` by brute force: the tables of docs/dev/checker.md read aloud, day by day.

Written from that page alone. It imports nothing from `checker` and shares no arithmetic with
it: a window is a range of days to be looked at, and `earliest` is found by walking to it. Slow on
purpose. Days are day numbers here too, made from `datetime.date` by this file itself.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

COUNTED = ("applied", "running", "overlapping")
WINDOW = ("day_one", "day_zero")
VALIDITY = ("from_application", "from_next_day", "from_completion")
READINGS = [(c, w, v) for c in COUNTED for w in WINDOW for v in VALIDITY]


@dataclass(frozen=True)
class Numbers:
    """The numbers of ANN-03, ANN-04 and ANN-06, in days."""

    window: int = 90
    cap: int = 3
    completion: int = 1


@dataclass(frozen=True)
class Annotation:
    applied_on: int
    days: int | None
    printed: int | None


def _number(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _text(number: int) -> str:
    return str(date.fromordinal(number))


def window_days(day: int, window: str, numbers: Numbers) -> range:
    """The days an application on `day` looks at: that day and back from it."""
    if window == "day_one":
        return range(day - (numbers.window - 1), day + 1)
    return range(day - numbers.window, day + 1)


def last_valid_day(annotation: Annotation, validity: str, numbers: Numbers) -> int:
    if annotation.printed is not None:
        return annotation.printed
    first_valid_day = {
        "from_application": annotation.applied_on,
        "from_next_day": annotation.applied_on + 1,
        "from_completion": annotation.applied_on + numbers.completion + 1,
    }[validity]
    assert annotation.days is not None
    valid_days = range(first_valid_day, first_valid_day + annotation.days)
    return valid_days[-1]


def counts(
    annotation: Annotation, day: int, reading: tuple[str, str, str], numbers: Numbers
) -> bool:
    """Does an application on `day` count this annotation, in this reading?"""
    counted, window, validity = reading
    if annotation.applied_on > day:
        return False
    looked_at = window_days(day, window, numbers)
    end = last_valid_day(annotation, validity, numbers)
    if counted == "applied":
        return annotation.applied_on in looked_at
    if counted == "running":
        return annotation.applied_on in looked_at and end >= day
    return end >= looked_at[0]


def used(annotations: list[Annotation], day: int, reading: Any, numbers: Numbers) -> int:
    return sum(counts(a, day, reading, numbers) for a in annotations)


def earliest(annotations: list[Annotation], day: int, reading: Any, numbers: Numbers) -> int:
    """Walk from `day`, with what was applied for by `day`, to the first day that allows one."""
    known = [a for a in annotations if a.applied_on <= day]
    while used(known, day, reading, numbers) + 1 > numbers.cap:
        day += 1
    return day


def readings(annotations: list[Annotation], day: int, numbers: Numbers) -> list[dict[str, Any]]:
    """All readings of an application on `day`; `earliest` is a day number."""
    rows: list[dict[str, Any]] = []
    for reading in READINGS:
        number = used(annotations, day, reading, numbers)
        rows.append(
            {
                **dict(zip(("counted", "window", "validity"), reading, strict=True)),
                "used": number,
                "remaining": max(0, numbers.cap - number),
                "allowed": number + 1 <= numbers.cap,
                "earliest": earliest(annotations, day, reading, numbers),
            }
        )
    return rows


def conflicts(
    annotations: list[Annotation], day: int, days: int, numbers: Numbers
) -> list[tuple[int, int]]:
    """`(applied_on, readings)` of each planned annotation refused once the one on `day` is made."""
    found = []
    made = Annotation(day, days, None)
    allowing = [r for r in READINGS if used(annotations, day, r, numbers) + 1 <= numbers.cap]
    for i, planned in enumerate(annotations):
        if planned.applied_on > day:
            others = [*annotations[:i], *annotations[i + 1 :], made]
            refusing = [
                r
                for r in allowing
                if used(others, planned.applied_on, r, numbers) + 1 > numbers.cap
            ]
            if refusing:
                found.append((planned.applied_on, len(refusing)))
    return sorted(found)


def annotation_needed(certificate: dict[str, Any]) -> str:
    if "issued_on" in certificate:
        issued, cutoff = date.fromisoformat(certificate["issued_on"]), date(2021, 12, 17)
        return "yes" if issued > cutoff else "no" if issued < cutoff else "unclear"
    return "yes" if certificate.get("exam_year", 0) >= 2021 else "unclear"


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The numeric part of the answer to a good request that names `apply_on` and `days`."""
    numbers = Numbers()
    day, days = _number(request["apply_on"]), request["days"]
    annotations = [
        Annotation(
            _number(a["applied_on"]),
            a.get("days"),
            _number(a["valid_until"]) if "valid_until" in a else None,
        )
        for a in request["annotations"]
    ]
    rows = readings(annotations, day, numbers)
    allowed, found = [r["allowed"] for r in rows], [r["earliest"] for r in rows]
    usual = {"counted": "applied", "window": "day_one", "validity": "from_application"}
    usual_day = next(r["earliest"] for r in rows if usual.items() <= r.items())
    applied = date.fromisoformat(request["apply_on"])
    return {
        "annotation_needed": annotation_needed(request["certificate"]),
        "verdict": "allowed" if all(allowed) else "depends" if any(allowed) else "refused",
        "earliest": {
            "possible": _text(min(found)),
            "usual": _text(usual_day),
            "certain": _text(max(found)),
        },
        "valid_until": {
            "safe": str(applied + timedelta(days - 1)),
            "latest": str(applied + timedelta(days + 1)),
        },
        "ready_by": str(applied + timedelta(1)),
        "readings": [{**row, "earliest": _text(row["earliest"])} for row in rows],
        "planned_conflicts": [
            {"applied_on": _text(on), "readings": number}
            for on, number in conflicts(annotations, day, days, numbers)
        ],
    }
