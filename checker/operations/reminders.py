"""`reminders`: annotations, an application, needs or a registration as events and as .ics text."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from checker import ics
from checker.dates import iso, today_in_china
from checker.faults import Fault
from checker.fields import Integer, Object, shorten, text
from checker.operation import Asked, Operation
from checker.operations.plan import unmet_as_answer
from checker.planning import Unmet, plan
from checker.readings import Annotation, AnnotationRule
from checker.reminders import (
    Remembered,
    made_or_planned,
    of_annotations,
    of_assessment,
    of_renewal,
    upcoming,
)
from checker.renewal import Renewal, RenewalRule
from checker.requests import (
    ANNOTATION,
    NEEDS,
    OPERATION_DAY,
    REGISTRATION,
    annotations_field,
    as_needs,
    as_of_both,
    refuse_planned,
    with_defaults,
)


def _check(fields: dict[str, Any]) -> None:
    if "days" in fields and "apply_on" not in fields:
        raise Fault("missing_field", "apply_on", name="apply_on")
    if "needs" not in fields:
        return
    refuse_planned(fields)
    if "apply_on" in fields:
        raise Fault(
            "planned_not_allowed", "apply_on",
            date=iso(fields["apply_on"]), today=iso(fields["today"]),
        )  # fmt: skip


@cache
def _request(rule: AnnotationRule) -> Object:
    return Object(
        {
            "op": text,
            "as_of": as_of_both,
            "today": OPERATION_DAY,
            "annotations": annotations_field(rule),
            "apply_on": OPERATION_DAY,
            "days": Integer(1, rule.longest, "days_out_of_range"),
            "needs": NEEDS,
            "registered_until": OPERATION_DAY,
            "who": text,
            "only": text,
        },
        check=_check,
    )


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request, every member of which is optional. Raises Fault.

    `annotations`, and with them one application (`apply_on`, `days`) as in `assess`, or `needs` as
    in `plan`; and `registered_until` as in `renewal`. `who`, a name or number, keeps the events of
    persons apart; `only` is the uid of the one event that the file is to hold.
    """
    rule = AnnotationRule.of(ANNOTATION.version(request.get("as_of")))
    echo = with_defaults(
        request,
        as_of=iso(max(ANNOTATION.default(), REGISTRATION.default())),
        today=iso(today_in_china()),
        annotations=[],
        **({"days": rule.longest} if "apply_on" in request else {}),
    )
    return Asked(echo, _request(rule)(echo))


def answer(asked: Asked) -> dict[str, Any]:
    """The events on or after `today`, in order, and the same as the text of an .ics file."""
    fields = asked.fields
    today, who = fields["today"], fields.get("who", "").strip()
    annotation_rules = ANNOTATION.in_force(fields["as_of"])
    registration_rules = REGISTRATION.in_force(fields["as_of"])
    rule = AnnotationRule.of(annotation_rules)
    annotations = [Annotation(**item) for item in fields["annotations"]]
    unmet: list[Unmet] = []
    if "needs" in fields:
        needs = as_needs(fields["needs"])
        planned = plan(annotations, needs, today, rule)
        unmet = planned.unmet(needs)
        applications = [
            Remembered(
                Annotation(application.apply_on, application.days),
                needs=[need.label for need in needs if application.covers(need)],
            )
            for application in planned.applications
        ]
        remembered = [*made_or_planned(annotations, today), *applications]
        events = of_annotations(remembered, rule, who)
    else:
        days = fields.get("days", rule.longest)
        events = of_assessment(annotations, fields.get("apply_on"), days, today, rule, who)
    if "registered_until" in fields:
        renewal = Renewal(fields["registered_until"], RenewalRule.of(registration_rules))
        events += of_renewal(renewal, today, who)
    events = upcoming(events, today)
    only = fields.get("only")
    written = [event for event in events if only in (None, event.uid)]
    if only is not None and not written:
        raise Fault("no_such_event", "only", value=shorten(only))
    used = (
        [annotation_rules, registration_rules]
        if "registered_until" in fields
        else [annotation_rules]
    )
    return {
        "rules_last_seen": iso(min(version.last_seen for version in used)),
        "events": [
            {
                "uid": event.uid,
                "date": iso(event.date),
                "summary": event.summary,
                "description": event.description,
                "rule": event.rule,
                "alarms": [iso(day) for day in event.alarms],
            }
            for event in events
        ],
        "unmet": [unmet_as_answer(each) for each in unmet],
        "ics": ics.calendar(written, today),
        "sources": [
            source
            for version in used
            for source in version.sources(
                dict.fromkeys(e.rule for e in events if e.rule in version.rules)
            )
        ],
    }


OPERATION = Operation("reminders", (ANNOTATION, REGISTRATION), read, answer)
