"""`assess`: may one more annotation be applied for on a day, from when, until when is it good?"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from checker import assessment, explain
from checker.dates import iso, today_in_china
from checker.fields import Integer, Object, text
from checker.need import annotation_needed
from checker.readings import Annotation, AnnotationRule
from checker.requests import (
    CERTIFICATE,
    OPERATION_DAY,
    AsOf,
    annotations_field,
    with_defaults,
)
from checker.rules import rule_set

AS_OF = AsOf(rule_set("annotation"))


@cache
def _request(rule: AnnotationRule) -> Object:
    return Object(
        {
            "op": text,
            "as_of": AS_OF,
            "apply_on": OPERATION_DAY,
            "days": Integer(1, rule.longest, "days_out_of_range"),
            "certificate": CERTIFICATE,
            "annotations": annotations_field(rule),
        }
    )


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to an `assess` request, whose members are those of checker.md. Raises Fault."""
    version = AS_OF.version(request.get("as_of"))
    rule = AnnotationRule.of(version)
    asked = with_defaults(
        request,
        as_of=iso(AS_OF.default()),
        apply_on=iso(today_in_china()),
        days=rule.longest,
        certificate={},
        annotations=[],
    )
    fields = _request(rule)(asked)
    assessed = assessment.assess(
        [Annotation(**item) for item in fields["annotations"]],
        fields["apply_on"],
        fields["days"],
        rule,
    )
    need = annotation_needed(fields["certificate"], version)
    steps = explain.steps(assessed, need, version)
    cited = dict.fromkeys([*need.rules, *(step["rule"] for step in steps)])
    return {
        "ok": True,
        "op": "assess",
        "asked": asked,
        "rules_last_seen": iso(version.last_seen),
        "annotation_needed": {"answer": need.answer, "rules": need.rules},
        "verdict": assessed.verdict,
        "earliest": {
            "possible": iso(assessed.possible),
            "expected": iso(assessed.usual.earliest),
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
        "planned_conflicts": [
            {"applied_on": iso(c.applied_on), "readings": c.readings} for c in assessed.conflicts
        ],
        "explanation": steps,
        "sources": version.sources(cited),
    }
