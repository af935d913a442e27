"""`rules`: the wording the answers rest on, where it was seen, and what it leaves open."""

from collections.abc import Mapping
from typing import Any

from checker.dates import iso
from checker.faults import Fault
from checker.fields import Object, shorten, text
from checker.operations import assess, renewal, scores
from checker.requests import AsOf, with_defaults
from checker.rules import END_OF_TIME, Question

RULE_SETS: Mapping[str, AsOf] = {
    chooser.rule_set.id: chooser for chooser in (assess.AS_OF, renewal.AS_OF, scores.AS_OF)
}


def _rule_set(value: Any) -> str:
    name = text(value)
    if name not in RULE_SETS:
        raise Fault("unknown_field", name=shorten(name), known="、".join(RULE_SETS))
    return name


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """The rule sets in force on `as_of`, each the newest without it. Raises Fault."""
    asked = with_defaults(request)
    choosers = [
        chooser for name, chooser in RULE_SETS.items() if asked.get("rule_set", name) == name
    ]
    for chooser in choosers or RULE_SETS.values():
        Object({"op": text, "rule_set": _rule_set, "as_of": chooser})(asked)
    return {
        "ok": True,
        "op": "rules",
        "asked": asked,
        "rule_sets": [_as_answer(chooser, asked.get("as_of")) for chooser in choosers],
    }


def _as_answer(chooser: AsOf, as_of: Any) -> Mapping[str, object]:
    version = chooser.version(as_of)
    return {
        "id": chooser.rule_set.id,
        "title": chooser.rule_set.title,
        "in_force_from": iso(version.in_force_from),
        "in_force_to": None if version.in_force_to == END_OF_TIME else iso(version.in_force_to),
        "last_seen": iso(version.last_seen),
        "parameters": version.parameters,
        "rules": version.sources(version.rules),
        "questions": [_question(question) for question in version.questions.values()],
    }


def _question(question: Question) -> Mapping[str, object]:
    return {**question._asdict(), "choices": [choice._asdict() for choice in question.choices]}
