"""`reminders`: annotations, an application, needs or a registration as events and as .ics text."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from checker import ics
from checker.dates import iso, today_in_china
from checker.faults import Fault
from checker.fields import Integer, Object, shorten, text
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
    NEEDS,
    OPERATION_DAY,
    AsOf,
    annotations_field,
    as_needs,
    refuse_planned,
    with_defaults,
)
from checker.rules import rule_set

ANNOTATION = AsOf(rule_set("annotation"))
REGISTRATION = AsOf(rule_set("registration"))


def _as_of(value: Any) -> int:
    REGISTRATION(value)
    return ANNOTATION(value)


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
            "as_of": _as_of,
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


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a `reminders` request, every member of which is optional. Raises Fault.

    `annotations`, and with them one application (`apply_on`, `days`) as in `assess`, or `needs` as
    in `plan`; and `registered_until` as in `renewal`. Events lie on or after `today`, in order.
    """
    annotation_rules = ANNOTATION.version(request.get("as_of"))
    registration_rules = REGISTRATION.version(request.get("as_of"))
    rule = AnnotationRule.of(annotation_rules)
    asked = with_defaults(
        request,
        as_of=iso(max(ANNOTATION.default(), REGISTRATION.default())),
        today=iso(today_in_china()),
        annotations=[],
        **({"days": rule.longest} if "apply_on" in request else {}),
    )
    fields = _request(rule)(asked)
    today, who = fields["today"], fields.get("who", "").strip()
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
        events = of_annotations(remembered, today, rule, who)
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
        "ok": True,
        "op": "reminders",
        "asked": asked,
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
