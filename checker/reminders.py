"""Days to be reminded of: deadlines themselves, the last days of annotations, when one may apply.

Each event says by its `uid` what it is and whose, never when: the annotations are counted from the
earliest application, and a planned one keeps its number once it is made. A moved date keeps its
uid. Without a name or number to tell persons apart, the key date of the event stands in its uid.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker import messages
from checker.assessment import Assessment, assess
from checker.dates import chinese, iso
from checker.planning import surely_covered
from checker.readings import Annotation, AnnotationRule
from checker.renewal import ADVANCE_NOTICE, Renewal

NOTICES_AS_EVENTS = (30, 7)
"""Those that are events of their own too, for calendar programs that drop alarms."""
ON_THE_DAY = (0,)

UID_DOMAIN = "yaoshi-zhiqi.invalid"


class Event(NamedTuple):
    """An all-day event on day number `date`, resting on the rule with id `rule`.

    `alarms`: the days on which a calendar is to ring.
    """

    uid: str
    date: int
    summary: str
    description: str
    rule: str
    alarms: Sequence[int] = ()


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
    who: str,
    *,
    planned: bool = False,
) -> list[Event]:
    """What is to come of annotations, and when the next may be applied for.

    An application on `apply_on` that is only asked about is not among the events; one that is
    `planned` is, unless it is refused or its day has gone by.
    """
    assessed = assess(annotations, today if apply_on is None else apply_on, days, rule)
    remembered = made_or_planned(annotations, today)
    if planned and apply_on is not None and apply_on >= today and assessed.verdict != "refused":
        remembered.append(Remembered(Annotation(apply_on, days), assessed=assessed))
    return next_slots(assessed, annotations, who) + of_annotations(remembered, rule, who)


def made_or_planned(annotations: Iterable[Annotation], today: int) -> list[Remembered]:
    return [Remembered(each, made=each.applied_on <= today) for each in annotations]


def upcoming(events: Iterable[Event], today: int) -> list[Event]:
    """Those on or after a day, in order, with what still rings; no two with one uid."""
    kept: dict[str, Event] = {}
    for event in sorted((e for e in events if e.date >= today), key=lambda e: (e.date, e.uid)):
        alarms = [day for day in event.alarms if day >= today]
        kept.setdefault(event.uid, event._replace(alarms=alarms))
    return list(kept.values())


def of_annotations(
    annotations: Iterable[Remembered], rule: AnnotationRule, who: str
) -> list[Event]:
    """When to apply for each annotation not made yet, and the last sure day of every one."""
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
            events.append(_apply(number, each, rule, who))
        events += _ends(number, each.annotation, rule, who)
    return events


def next_slots(assessed: Assessment, annotations: Sequence[Annotation], who: str) -> list[Event]:
    """The days from which one more is allowed, in the usual reading and in every one, when the day
    assessed is not such a day.
    """
    slots = {"next_slot": assessed.certain}
    if assessed.usual.earliest != assessed.certain:
        slots = {"next_slot_usual": assessed.usual.earliest} | slots
    values = {"certain": chinese(assessed.certain)}
    return [
        _event(
            words.replace("_", "-"), who, max([each.applied_on for each in annotations]), day,
            words, "ANN-03", before(day, ON_THE_DAY), **values,
        )
        for words, day in slots.items()
        if day > assessed.apply_on
    ]  # fmt: skip


def of_renewal(renewal: Renewal, today: int, who: str) -> list[Event]:
    """The last safe day to apply for renewal, with notices; or what is left to do after it; and the
    day on which the registration has run out.
    """
    end, safe = renewal.registered_until, renewal.safe
    values = {
        "end": chinese(end),
        "safe": chinese(safe),
        "latest": chinese(renewal.latest),
        "expired": chinese(end + 1),
    }

    def event(kind: str, date: int, alarms: Sequence[int], **more: object) -> Event:
        uid = kind.replace("_", "-")
        return _event(uid, who, end, date, kind, "REG-08", alarms, **values, **more)

    run_out = event("registration_run_out", end + 1, before(end + 1, ON_THE_DAY))
    if today > end:
        return [event("registration_expired", today, ())]
    if today > safe:
        return [event(f"renewal_{renewal.state(today)}", today, ()), run_out]
    return [
        event("renewal_deadline", safe, before(safe, ADVANCE_NOTICE)),
        *[
            event("renewal_ahead", safe - days, (), days=days)._replace(
                uid=_uid(f"renewal-ahead-{days}", who, end)
            )
            for days in NOTICES_AS_EVENTS
        ],
        run_out,
    ]


def _apply(number: int, each: Remembered, rule: AnnotationRule, who: str) -> Event:
    annotation, assessed = each.annotation, each.assessed
    values: dict[str, object] = {
        "days": annotation.days,
        "ready_by": chinese(annotation.applied_on + rule.completion),
        "end": chinese(_safe_end(annotation, rule)),
        "needs": "、".join(each.needs),
    }
    words = "apply_for" if each.needs else "apply"
    if annotation.valid_until is not None:
        words = "apply_until"
    elif assessed and assessed.verdict == "depends":
        words = "apply_depends"
        values |= {
            "readings": len(assessed.outcomes),
            "allowing": sum(o.allowed for o in assessed.outcomes),
            "certain": chinese(assessed.certain),
        }
    day = annotation.applied_on
    alarms = before(day, ADVANCE_NOTICE)
    return _event(f"annotation-{number}-apply", who, day, day, words, "ANN-03", alarms, **values)


def _ends(number: int, annotation: Annotation, rule: AnnotationRule, who: str) -> list[Event]:
    end, applied_on = _safe_end(annotation, rule), annotation.applied_on
    values = {"applied_on": chinese(applied_on), "end": chinese(end)}
    last_day = _event(
        f"annotation-{number}-end", who, applied_on, end, "ends", "ANN-07",
        [day for day in before(end, ADVANCE_NOTICE) if day >= applied_on], **values,
    )  # fmt: skip
    return [
        *[
            _event(
                f"annotation-{number}-end-ahead-{days}", who, applied_on, end - days,
                "ends_in_days", "ANN-07", (), days=days, **values,
            )
            for days in NOTICES_AS_EVENTS
            if end - days >= applied_on
        ],
        last_day,
    ]  # fmt: skip


def _safe_end(annotation: Annotation, rule: AnnotationRule) -> int:
    return surely_covered(annotation, rule).stop - 1


def before(day: int, notices: Iterable[int]) -> list[int]:
    """The days on which a calendar is to ring before a day."""
    return [day - days for days in notices]


def _event(
    what: str, who: str, key_date: int, date: int, words: str, rule: str, alarms: Sequence[int],
    **values: object,
) -> Event:  # fmt: skip
    said = messages.REMINDERS[words]
    return Event(
        uid=_uid(what, who, key_date),
        date=date,
        summary=said["summary"].format(**values),
        description=said["description"].format(**values),
        rule=rule,
        alarms=alarms,
    )


def _uid(what: str, who: str, key_date: int) -> str:
    return f"{what}-{_short_hash(who or iso(key_date))}@{UID_DOMAIN}"


def _short_hash(text: str) -> str:
    """FNV-1a, 64 bits: tells names apart; hides nothing, and the browser's Python has no hashlib."""
    value = 0xCBF29CE484222325
    for byte in text.encode(errors="surrogatepass"):
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"
