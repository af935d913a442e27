"""`assess`: may one more annotation be applied for on a day, from when, until when is it good?"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from checker import assessment, explain, messages
from checker.dates import chinese, iso, today_in_china
from checker.fields import Integer, Object, text
from checker.need import annotation_needed
from checker.operation import Asked, Found, Operation
from checker.readings import Annotation, AnnotationRule
from checker.requests import (
    ANNOTATION,
    CERTIFICATE,
    OPERATION_DAY,
    annotations_field,
    with_defaults,
)


@cache
def _request(rule: AnnotationRule) -> Object:
    return Object(
        {
            "op": text,
            "as_of": ANNOTATION,
            "today": OPERATION_DAY,
            "apply_on": OPERATION_DAY,
            "days": Integer(1, rule.longest, "days_out_of_range"),
            "certificate": CERTIFICATE,
            "annotations": annotations_field(rule),
        }
    )


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request, of which every member is optional. Raises Fault.

    `apply_on` is the day of the application. `today` is the day on which one stands: `apply_on`
    when that is not given, and otherwise only words look at it.
    """
    rule = AnnotationRule.of(ANNOTATION.version(request.get("as_of")))
    today = request.get("today", iso(today_in_china()))
    echo = with_defaults(
        request,
        as_of=iso(ANNOTATION.default()),
        today=today,
        apply_on=today,
        days=rule.longest,
        certificate={},
        annotations=[],
    )
    return Asked(echo, _request(rule)(echo))


def answer(asked: Asked) -> dict[str, Any]:
    """May it be applied for, in how many readings, from when; and until when is it good?"""
    return find(asked).whole()


def find(asked: Asked) -> Found:
    """The same, not yet explained."""
    fields = asked.fields
    version = ANNOTATION.in_force(fields["as_of"])
    assessed = assessment.assess(
        [Annotation(**item) for item in fields["annotations"]],
        fields["apply_on"],
        fields["days"],
        AnnotationRule.of(version),
    )
    need = annotation_needed(fields["certificate"], version)

    def explained() -> dict[str, Any]:
        steps = explain.steps(assessed, need, fields["today"], version)
        cited = dict.fromkeys([*need.rules, *(step["rule"] for step in steps)])
        return {"explanation": steps, "sources": version.sources(cited)}

    members = {
        "rules_last_seen": iso(version.last_seen),
        "annotation_needed": {"answer": need.answer, "rules": need.rules},
        "verdict": assessed.verdict,
        "earliest": {
            "possible": iso(assessed.possible),
            "usual": iso(assessed.usual.earliest),
            "certain": iso(assessed.certain),
        },
        "valid_until": {"safe": iso(assessed.safe_end), "latest": iso(assessed.latest_end)},
        "ready_by": iso(assessed.ready_by),
        "readings": [
            {
                "counted": counted,
                "window": window,
                "validity": validity,
                "used": used,
                "remaining": remaining,
                "allowed": allowed,
                "earliest": iso(earliest),
            }
            for (counted, window, validity), used, remaining, allowed, earliest in assessed.outcomes
        ],
        "doubts": _doubts(fields["annotations"], fields["today"]),
        "planned_conflicts": [
            {"applied_on": iso(c.applied_on), "readings": c.readings} for c in assessed.conflicts
        ],
    }
    return Found(members, explained)


def _doubts(annotations: Sequence[Mapping[str, Any]], today: int) -> list[dict[str, str]]:
    """What is answered as it was entered, but may be meant otherwise: a day that has not come yet,
    among annotations that were applied for already.
    """
    days = [each["applied_on"] for each in annotations]
    if all(day > today for day in days):
        return []
    return [
        {
            "field": f"annotations[{i}].applied_on",
            "code": "annotation_in_future",
            "message": messages.ANNOTATION_IN_DOUBT.format(
                value=chinese(day), today=chinese(today)
            ),
        }
        for i, day in enumerate(days)
        if day > today
    ]


OPERATION = Operation("assess", (ANNOTATION,), read, answer)
