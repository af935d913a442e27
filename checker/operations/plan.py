"""`plan`: when to apply so that the certificate is usable on every day it is needed."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from checker import messages
from checker.dates import chinese, iso, today_in_china
from checker.fields import Object, text
from checker.operation import Asked, Found, Operation
from checker.planning import (
    Application,
    Covering,
    Need,
    Plan,
    Unmet,
    already_covering,
    lead,
    plan,
)
from checker.readings import READINGS, Annotation, AnnotationRule
from checker.requests import (
    ANNOTATION,
    NEEDS,
    OPERATION_DAY,
    annotations_field,
    as_needs,
    refuse_planned,
    with_defaults,
)
from checker.rules import Version
from checker.steps import Step, step


@cache
def _request(rule: AnnotationRule) -> Object:
    return Object(
        {
            "op": text,
            "as_of": ANNOTATION,
            "today": OPERATION_DAY,
            "annotations": annotations_field(rule),
            "needs": NEEDS,
        },
        required=("needs",),
        check=refuse_planned,
    )


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request: the days of need, and the annotations made up to `today`, the first
    day on which one can apply. Raises Fault.
    """
    rule = AnnotationRule.of(ANNOTATION.version(request.get("as_of")))
    echo = with_defaults(
        request, as_of=iso(ANNOTATION.default()), today=iso(today_in_china()), annotations=[]
    )
    return Asked(echo, _request(rule)(echo))


def answer(asked: Asked) -> dict[str, Any]:
    """The fewest applications that cover every day of need, and what stays uncovered."""
    return find(asked).whole()


def find(asked: Asked) -> Found:
    """The same, not yet explained."""
    fields = asked.fields
    version = ANNOTATION.in_force(fields["as_of"])
    rule = AnnotationRule.of(version)
    needs = as_needs(fields["needs"])
    annotations = [Annotation(**item) for item in fields["annotations"]]
    planned = plan(annotations, needs, fields["today"], rule)
    existing = already_covering(annotations, needs, rule)

    def explained() -> dict[str, Any]:
        explanation = [
            *[_existing_step(each, needs, version) for each in existing],
            *_explanation(planned, rule, version),
        ]
        cited = dict.fromkeys(s["rule"] for s in explanation)
        return {"explanation": explanation, "sources": version.sources(cited)}

    members = {
        "rules_last_seen": iso(version.last_seen),
        "feasible": planned.feasible,
        "existing": [
            {
                "applied_on": iso(each.annotation.applied_on),
                "usable_from": iso(each.usable_from),
                "usable_until": iso(each.usable_until),
                "covers": [need.label for need in needs if each.covers(need)],
            }
            for each in existing
        ],
        "applications": [_application(a, needs) for a in planned.applications],
        "unmet": [unmet_as_answer(unmet) for unmet in planned.unmet(needs)],
    }
    return Found(members, explained)


def unmet_as_answer(unmet: Unmet) -> Mapping[str, object]:
    """The entry of `unmet` in an answer."""
    gap = unmet.gap
    reason = messages.UNMET_REASONS["no_slot" if gap.no_slot else "too_soon"]
    return {
        "label": unmet.need.label,
        "first_uncovered": iso(unmet.first_uncovered),
        "days_uncovered": unmet.days_uncovered,
        "reason": reason.format(
            first=chinese(unmet.first_uncovered),
            apply_on=chinese(gap.apply_on),
            usable_from=chinese(gap.usable_from),
        ),
    }


def _application(application: Application, needs: list[Need]) -> Mapping[str, object]:
    return {
        "apply_on": iso(application.apply_on),
        "slack_on": None if application.slack_on is None else iso(application.slack_on),
        "days": application.days,
        "usable_from": iso(application.usable_from),
        "usable_until": iso(application.usable_until),
        "covers": [need.label for need in needs if application.covers(need)],
    }


def _existing_step(existing: Covering, needs: list[Need], version: Version) -> Step:
    first, last = existing.usable_from, existing.usable_until
    sentence = messages.PLAN_STEPS["existing"].format(
        applied_on=chinese(existing.annotation.applied_on),
        first=chinese(first),
        last=chinese(last),
        covers="、".join(need.label for need in needs if existing.covers(need)),
    )
    wording = version.rules["ANN-02"].wording
    return step("ANN-02", wording, sentence, usable_from=iso(first), usable_until=iso(last))


def _explanation(planned: Plan, rule: AnnotationRule, version: Version) -> list[Step]:
    words = messages.PLAN_STEPS
    count, uncovered = len(planned.applications), planned.days_uncovered
    hours = version.number("completion")
    need = "apply" if count else "covered_already" if planned.feasible else "none_helps"
    result = words["feasible"] if planned.feasible else words["infeasible"].format(days=uncovered)
    early = [a.slack_on for a in planned.applications if a.slack_on is not None]
    slack = [
        step(
            "ANN-06", version.rules["ANN-06"].wording,
            words["slack"].format(days="、".join(map(chinese, early))),
            slack_on=[iso(day) for day in early],
        )
    ]  # fmt: skip
    return [
        step(
            "ANN-02", version.rules["ANN-02"].wording,
            words[need].format(count=count),
            applications=count,
        ),
        *(slack if early else []),
        step(
            "ANN-06", version.rules["ANN-06"].wording,
            words["usable"].format(hours=hours, lead=lead(rule)),
            hours=hours, usable_after=lead(rule),
        ),
        step(
            "ANN-04", version.questions["validity"].phrase,
            words["length"].format(days=rule.longest, last=rule.longest - 1),
            days=rule.longest,
        ),
        step(
            "ANN-03", version.questions["counted"].phrase,
            words["slots"].format(readings=len(READINGS), window=rule.window, cap=rule.cap),
            readings=len(READINGS), window=rule.window, cap=rule.cap,
        ),
        step("ANN-07", version.rules["ANN-07"].wording, result, days_uncovered=uncovered),
    ]  # fmt: skip


OPERATION = Operation("plan", (ANNOTATION,), read, answer)
