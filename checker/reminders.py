"""Days to be reminded of: an annotation ends, one may or should be applied for, renewal is due.

Each event says by its `uid` what it is, never when: the annotations are counted from the earliest
application, and a planned one keeps its number once it is made. A moved date keeps its uid.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker import messages
from checker.assessment import Assessment, assess
from checker.dates import chinese
from checker.planning import surely_covered
from checker.readings import Annotation, AnnotationRule
from checker.renewal import ADVANCE_NOTICE, Renewal

BEFORE_END = (7, 1)
"""Days before the last surely valid day of an annotation."""

UID_DOMAIN = "yaoshi-zhiqi.invalid"


class Event(NamedTuple):
    """An all-day event on day number `date`, resting on the rule with id `rule`."""

    uid: str
    date: int
    summary: str
    description: str
    rule: str


class Remembered(NamedTuple):
    """An annotation on the way: made, or to be made for some needs, or after an assessment."""

    annotation: Annotation
    made: bool = False
    needs: Sequence[str] = ()
    assessed: Assessment | None = None


def of_assessment(
    annotations: Sequence[Annotation],
    apply_on: int | None,
    days: int,
    today: int,
    rule: AnnotationRule,
) -> list[Event]:
    """What is to come of annotations, and of one application on `apply_on` unless it is refused.

    Without `apply_on` only the next free slot is told, when there is none on `today`.
    """
    assessed = assess(annotations, today if apply_on is None else apply_on, days, rule)
    remembered = made_or_planned(annotations, today)
    if apply_on is not None and assessed.verdict != "refused":
        remembered.append(Remembered(Annotation(apply_on, days), assessed=assessed))
    return next_slot(assessed) + of_annotations(remembered, rule)


def made_or_planned(annotations: Iterable[Annotation], today: int) -> list[Remembered]:
    return [Remembered(each, made=each.applied_on <= today) for each in annotations]


def upcoming(events: Iterable[Event], today: int) -> list[Event]:
    """Those on or after a day, in order."""
    return sorted((e for e in events if e.date >= today), key=lambda e: (e.date, e.uid))


def of_annotations(annotations: Iterable[Remembered], rule: AnnotationRule) -> list[Event]:
    """When to apply for each annotation not made yet, and the approaching end of every one."""
    numbered = sorted(
        annotations,
        key=lambda each: (
            each.annotation.applied_on,
            not each.made,
            _safe_end(each.annotation, rule),
        ),
    )
    events = []
    for number, each in enumerate(numbered, start=1):
        if not each.made:
            events.append(_apply(number, each, rule))
        events += _ends(number, each.annotation, rule)
    return events


def _apply(number: int, each: Remembered, rule: AnnotationRule) -> Event:
    annotation, assessed = each.annotation, each.assessed
    values: dict[str, object] = {
        "days": annotation.days,
        "ready_by": chinese(annotation.applied_on + rule.completion),
        "end": chinese(_safe_end(annotation, rule)),
        "needs": "、".join(each.needs),
    }
    words = "apply_for" if each.needs else "apply"
    if assessed and assessed.verdict == "depends":
        words = "apply_depends"
        values |= {
            "readings": len(assessed.outcomes),
            "allowing": sum(o.allowed for o in assessed.outcomes),
            "certain": chinese(assessed.certain),
        }
    return _event(f"annotation-{number}-apply", annotation.applied_on, words, "ANN-03", **values)


def _ends(number: int, annotation: Annotation, rule: AnnotationRule) -> list[Event]:
    end = _safe_end(annotation, rule)
    return [
        _event(
            f"annotation-{number}-end-ahead-{days}", end - days,
            "ends_tomorrow" if days == 1 else "ends_in_days", "ANN-07",
            days=days, applied_on=chinese(annotation.applied_on), end=chinese(end),
        )
        for days in BEFORE_END
        if end - days >= annotation.applied_on
    ]  # fmt: skip


def _safe_end(annotation: Annotation, rule: AnnotationRule) -> int:
    return surely_covered(annotation, rule).stop - 1


def next_slot(assessed: Assessment) -> list[Event]:
    """The first day on which one more is certainly allowed, when the day assessed is not."""
    if assessed.certain == assessed.apply_on:
        return []
    return [_event("next-slot", assessed.certain, "next_slot", "ANN-03")]


def of_renewal(renewal: Renewal) -> list[Event]:
    """The last safe day to apply for renewal, announced some days ahead."""
    return [
        _event(
            f"registration-renewal-ahead-{days}", renewal.safe - days, "renewal", "REG-08",
            days=days, end=chinese(renewal.registered_until), safe=chinese(renewal.safe),
        )
        for days in ADVANCE_NOTICE
    ]  # fmt: skip


def _event(what: str, date: int, words: str, rule: str, **values: object) -> Event:
    said = messages.REMINDERS[words]
    return Event(
        uid=f"{what}@{UID_DOMAIN}",
        date=date,
        summary=said["summary"].format(**values),
        description=said["description"].format(**values),
        rule=rule,
    )
