"""`agenda`: everything that is coming for one person, in order, from the other operations' answers.

An item says from which operation and on which rule it comes.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from checker import ics, person_messages
from checker.agenda import exam, exam_dates, holder, items
from checker.agenda.items import Item
from checker.agenda.missing import MISSING, Known
from checker.agenda.request import (
    FINDING,
    RULE_SETS,
    asked_of,
    coming_exam,
    next_exam,
    request_of,
)
from checker.agenda.standing import Standing
from checker.dates import iso, today_in_china
from checker.operation import Asked, Operation
from checker.readings import AnnotationRule
from checker.requests import ANNOTATION, with_defaults


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request: a person as far as known, and the dates of the exams. Raises Fault.

    A fault in a part stands under `person.`; each part is understood by its own operation.
    """
    rule = AnnotationRule.of(ANNOTATION.version(request.get("as_of")))
    as_of = max(chooser.default() for chooser in RULE_SETS)
    echo = with_defaults(
        request, as_of=iso(as_of), today=iso(today_in_china()), person={}, dates=[]
    )
    fields = request_of(rule)(echo)
    exam_year = next_exam(fields["dates"], echo["person"].get("area"), fields["today"])
    if exam_year is not None and "next_exam_year" not in fields:
        echo["next_exam_year"] = fields["next_exam_year"] = exam_year
    return Asked(echo, {**fields, "asked": asked_of(fields)})


def answer(asked: Asked) -> dict[str, Any]:
    """The items to come, which of them is next, and what to ask so that more can be said."""
    fields, person, today = asked.fields, asked.echo["person"], asked.fields["today"]
    answers = {name: FINDING[name](each).members for name, each in fields["asked"].items()}
    standing = Standing.of(person, answers)
    told = exam_dates.concerning(fields, person, standing)
    coming = items.coming(
        [
            *exam.items(answers, fields, standing, told),
            *exam_dates.items(fields, told, standing),
            *(holder.annotation_items(answers, fields) if standing.annotates else ()),
            *holder.registration_items(answers, fields),
            *holder.study_items(answers, person, today),
        ],
        today,
    )
    following = items.next_of(coming, today)
    known = Known(person, answers, standing, asked.echo, coming_exam(fields))
    seen = [each["rules_last_seen"] for each in answers.values()]
    return {
        "rules_last_seen": min(seen, default=asked.echo["as_of"]),
        "items": [_as_answer(item) for item in coming],
        "next": following and following.id,
        "missing": [
            {"ask": ask, "because": because} for ask, because, wanted in MISSING if wanted(known)
        ],
        "ics": ics.calendar(items.events(coming, today), today),
        "sources": _sources(coming, fields["as_of"]),
    }


def _sources(coming: Iterable[Item], as_of: int) -> list[Mapping[str, object]]:
    """Where the rules of the items stand, each once, in the order of the items."""
    versions = [each.in_force(as_of) for each in RULE_SETS]
    cited = dict.fromkeys(item.rule for item in coming if item.rule)
    holding = ((rule, next(v for v in versions if rule in v.rules)) for rule in cited)
    return [source for rule, version in holding for source in version.sources([rule])]


def _as_answer(item: Item) -> Mapping[str, object]:
    days: dict[str, object] = {}
    if item.dated and item.first == item.last:
        days["on"] = item.last and iso(item.last)
    elif item.dated:
        days["from"] = None if item.first is None else iso(item.first)
        days["until"] = None if item.last is None else iso(item.last)
    if item.exam_year is not None:
        days["exam_year"] = item.exam_year
    return {
        "id": item.id,
        "what": item.what,
        **days,
        "certainty": item.certainty,
        "op": item.op,
        "rule": item.rule,
        "source": item.source,
        "text": item.text,
        "link": f"guides/{person_messages.GUIDES[item.what]}/",
        "todo": item.todo,
    }


OPERATION = Operation("agenda", RULE_SETS, read, answer)
