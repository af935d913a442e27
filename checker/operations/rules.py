"""`rules`: the wording the answers rest on, where it was seen, and what it leaves open."""

from collections.abc import Mapping
from typing import Any

from checker.dates import iso
from checker.faults import Fault
from checker.fields import Object, shorten, text
from checker.operation import Asked, Operation
from checker.operations import rule_sets
from checker.requests import AsOf, with_defaults
from checker.rules import END_OF_TIME, Question


def _rule_set(value: Any) -> str:
    name = text(value)
    if name not in rule_sets():
        raise Fault("unknown_field", name=shorten(name), known="、".join(rule_sets()))
    return name


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request; `as_of` must be known to each rule set asked for. Raises Fault."""
    echo = with_defaults(request)
    fields: dict[str, Any] = {}
    for chooser in _chosen(echo) or rule_sets().values():
        fields = Object({"op": text, "rule_set": _rule_set, "as_of": chooser})(echo)
    return Asked(echo, fields)


def answer(asked: Asked) -> dict[str, Any]:
    """The rule sets in force on `as_of`, each the newest without it."""
    as_of = asked.echo.get("as_of")
    return {"rule_sets": [_as_answer(chooser, as_of) for chooser in _chosen(asked.echo)]}


def _chosen(echo: Mapping[str, Any]) -> list[AsOf]:
    return [each for name, each in rule_sets().items() if echo.get("rule_set", name) == name]


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


OPERATION = Operation("rules", (), read, answer)
