"""What pages may ask for: the rules' wording and answers of the checker, never numbers by hand."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment

from checker.bridge import handle
from checker.dates import iso
from checker.rules import Question, Rule, Version, rule_set

STATUS = {
    "official": "官方页面",
    "reprint": "转载官方原文",
    "secondary": "他人转述",
    "background": "未核实",
}


def functions(environment: Environment) -> Mapping[str, Callable[..., object]]:
    """Names that templates and pages use."""

    def quote(rule_id: str) -> str:
        """The official wording of a rule, as a quotation with its source."""
        template = environment.get_template("quote.md.j2")
        return template.render(rule=rule(rule_id), status=STATUS)

    def worked_example(title: str, **request: object) -> str:
        """An `assess` request and what the checker answers to it, as a block of the page."""
        template = environment.get_template("worked_example.md.j2")
        return template.render(title=title, answer=assess(**request))

    return {
        "assess": assess,
        "chinese_date": chinese_date,
        "open_questions": open_questions,
        "open_questions_json": open_questions_json,
        "parameter": parameter,
        "quote": quote,
        "rule": rule,
        "rules_last_seen": rules_last_seen,
        "worked_example": worked_example,
    }


def rule(rule_id: str) -> Rule:
    return _annotation().rules[rule_id]


def parameter(name: str) -> int | str:
    """A number of the annotation rules, such as `window` (days) or `cap`."""
    return _annotation().parameters[name]


def rules_last_seen() -> str:
    """The newest day (`YYYY-MM-DD`) on which the wording was seen."""
    return iso(_annotation().last_seen)


def open_questions() -> list[Question]:
    return list(_annotation().questions.values())


def open_questions_json() -> str:
    """Question and choice → what it means, for the checker page's table of readings."""
    words = {q.key: {c.value: c.means for c in q.choices} for q in open_questions()}
    return json.dumps(words, ensure_ascii=False)


def assess(**request: object) -> dict[str, Any]:
    """The checker's own answer. Raises ValueError when it refuses the request."""
    answer = json.loads(handle(json.dumps({"op": "assess", **request})))
    if not answer["ok"]:
        raise ValueError(f"assess refused: {answer['error']}")
    return dict(answer)


def chinese_date(text: str) -> str:
    """`2026年2月10日` of `2026-02-10`."""
    year, month, day = text.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _annotation() -> Version:
    return rule_set("annotation").newest
