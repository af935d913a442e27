"""What pages may ask for: the rules' wording and answers of the checker, never numbers by hand."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment

from checker.bridge import handle
from checker.dates import chinese, day, iso
from checker.messages import SOURCE_STATUS, SUBJECTS
from checker.person_messages import DEGREES, FIELDS
from checker.requests import EXAM_YEARS
from checker.rules import Question, Rule, RuleDataError, Version, rule_set
from scripts.places import RULE_SETS


def macros(environment: Environment) -> Mapping[str, object]:
    """Names that templates and pages use."""

    def quote(rule_id: str) -> str:
        """The official wording of a rule, as a quotation with its source."""
        template = environment.get_template("quote.md.j2")
        return template.render(rule=rule(rule_id), status=SOURCE_STATUS)

    def worked_example(title: str, **request: object) -> str:
        """An `assess` request and what the checker answers to it, as a block of the page."""
        template = environment.get_template("worked_example.md.j2")
        return template.render(title=title, answer=ask("assess", **request))

    return {
        "ask": ask,
        "chinese_date": chinese_date,
        "degrees": DEGREES,
        "eligibility_words_json": eligibility_words_json,
        "exam_years": EXAM_YEARS,
        "open_questions": open_questions,
        "open_questions_json": open_questions_json,
        "parameter": parameter,
        "quote": quote,
        "rule": rule,
        "rules_last_seen": rules_last_seen,
        "study_fields": FIELDS,
        "study_words_json": study_words_json,
        "subjects": SUBJECTS,
        "worked_example": worked_example,
    }


def rule(rule_id: str) -> Rule:
    """A rule by its id, whichever rule set it stands in. Raises LookupError that names them all."""
    known = rules()
    if rule_id not in known:
        raise LookupError(f"没有规则 {rule_id}；有 {'、'.join(known)}")
    return known[rule_id]


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule in force, by id. Raises RuleDataError when two sets use one id."""
    known: dict[str, Rule] = {}
    for path in sorted(RULE_SETS.glob("*.json")):
        for rule_id, found in rule_set(path.stem).newest.rules.items():
            if known.setdefault(rule_id, found) is not found:
                raise RuleDataError(f"{path}: rule {rule_id} stands in another rule set too")
    return known


def parameter(name: str, of: str = "annotation") -> int | str:
    """A number of a rule set (`of`), such as `window` (days) or `cap` of the annotation rules."""
    return rule_set(of).newest.parameters[name]


def rules_last_seen() -> str:
    """The newest day (`YYYY-MM-DD`) on which the wording was seen."""
    return iso(_annotation().last_seen)


def open_questions() -> list[Question]:
    return list(_annotation().questions.values())


def open_questions_json() -> str:
    """Question and choice → what it means, for the checker page's table of readings."""
    return json.dumps(_choices(_annotation()), ensure_ascii=False)


def eligibility_words_json() -> str:
    """What the script of /tools/eligibility/ calls degrees, fields of study and the readings."""
    questions = _choices(rule_set("eligibility").newest)
    words = {"degrees": DEGREES, "fields": FIELDS, "questions": questions}
    return json.dumps(words, ensure_ascii=False)


def study_words_json() -> str:
    """What the script of /tools/study/ calls the readings."""
    questions = _choices(rule_set("continuing_education").newest)
    return json.dumps({"questions": questions}, ensure_ascii=False)


def _choices(version: Version) -> Mapping[str, Mapping[str, str]]:
    return {
        key: {choice.value: choice.means for choice in question.choices}
        for key, question in version.questions.items()
    }


def ask(op: str, **request: object) -> dict[str, Any]:
    """The checker's own answer. Raises ValueError when it refuses.

    An example stands on the day it asks about, so that no page hangs on the day of its build.
    """
    if op == "assess" and "apply_on" in request:
        request.setdefault("today", request["apply_on"])
    answer = json.loads(handle(json.dumps({"op": op, **request})))
    if not answer["ok"]:
        raise ValueError(f"{op} refused: {answer['error']}")
    return dict(answer)


def chinese_date(text: str) -> str:
    """`2026年2月10日` of `2026-02-10`."""
    return chinese(day(text))


def _annotation() -> Version:
    return rule_set("annotation").newest
