"""What a request tells: a person, and the dates of exams; what that asks the other operations.

Each part of `person` has the members of its own operation, read by the same readers.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from checker import person_messages
from checker.dates import iso, year
from checker.eligibility import FIRST_EXAM_YEAR, LAST_EXAM_YEAR
from checker.faults import Fault
from checker.fields import Array, Date, Integer, Object, OneOf, text, wrong_type
from checker.operation import Asked, Found
from checker.operations import assess, eligibility, plan, renewal, scores, study, timeline
from checker.readings import AnnotationRule
from checker.requests import (
    ANNOTATION,
    CERTIFICATE,
    EXAM_YEARS,
    FIRST_CERTIFICATE_DAY,
    FIRST_DAY,
    LAST_DAY,
    LAST_PRINTED_DAY,
    NEEDS,
    OPERATION_DAY,
    annotations_field,
    refuse_planned,
    with_defaults,
)

MOST_DATES = 5000
FIRST_YEAR = EXAM_YEARS[0]
WHAT = tuple(person_messages.DATES)
CERTAINTY = {
    "announced": "announced",
    "confirmed": "announced",
    "changed": "announced",
    "expected": "expected",
    "unknown": "unknown",
}
"""How certain a date of each status is."""
CERTAIN_FIRST = {"unknown": 0, "expected": 1, "announced": 2, "confirmed": 3, "changed": 3}
"""Which status stands for a date when it is given more than once."""

OPERATIONS = (
    assess.OPERATION,
    plan.OPERATION,
    timeline.OPERATION,
    eligibility.OPERATION,
    scores.OPERATION,
    study.OPERATION,
    renewal.OPERATION,
)
RULE_SETS = tuple(dict.fromkeys(each for operation in OPERATIONS for each in operation.rule_sets))

FINDING: Mapping[str, Callable[[Asked], Found]] = {
    "assess": assess.find,
    "plan": plan.find,
    "eligibility": eligibility.find,
    "scores": scores.find,
    "study": study.find,
    "renewal": renewal.find,
}

Answers = Mapping[str, Mapping[str, Any]]
Check = Callable[[dict[str, Any]], None]
Dates = Sequence[Mapping[str, Any]]
Person = Mapping[str, Any]


def _as_of(value: Any) -> int:
    numbers = [chooser(value) for chooser in RULE_SETS]
    return numbers[0]


class _OrNull:
    """Reads a value, or null for what is known not to exist."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.read = read

    def __call__(self, value: Any) -> Any:
        return None if value is None else self.read(value)


def _moment_or_null(value: Any) -> int | None:
    """The day of `YYYY-MM-DD` or of `YYYY-MM-DDThh:mm`, as a day number."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise wrong_type("date", value)
    on, separator, hour = value.partition("T")
    if separator and not HOUR.fullmatch(hour):
        raise Fault("date_format", value=value[:40])
    return MOMENT_DAY(on)


HOUR = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")
MOMENT_DAY = Date(FIRST_DAY, LAST_PRINTED_DAY)


def _check_date(item: dict[str, Any]) -> None:
    start, end = item.get("start"), item.get("end")
    if start is not None and end is not None and end < start:
        raise Fault("ends_before_start", "end", ends=iso(end), starts=iso(start))


TEXT_OR_NULL = _OrNull(text)
EXAM_YEAR = eligibility.REQUEST.members["exam_year"]
REGISTERED_UNTIL = Date(FIRST_CERTIFICATE_DAY, LAST_DAY)
"""One that ended before the rules of `renewal` are known is over, whatever they were."""
DATES = Array(
    Object(
        {
            "id": text,
            "what": OneOf(WHAT),
            "area": TEXT_OR_NULL,
            "exam_year": Integer(FIRST_YEAR, 2099, "year_out_of_range"),
            "start": _moment_or_null,
            "end": _moment_or_null,
            "status": OneOf(tuple(CERTAINTY)),
            "source": TEXT_OR_NULL,
        },
        required=("id", "what", "exam_year", "status"),
        check=_check_date,
    ),
    "dates",
    MOST_DATES,
)


def _members(names: Mapping[str, Callable[[Any], Any]]) -> _OrNull:
    return _OrNull(Object({name: _OrNull(read) for name, read in names.items()}))


def _of(operation: Object, *names: str) -> Mapping[str, Callable[[Any], Any]]:
    return {name: operation.members[name] for name in names}


@cache
def request_of(rule: AnnotationRule) -> Object:
    annotation: dict[str, Callable[[Any], Any]] = {
        "certificate": CERTIFICATE,
        "annotations": annotations_field(rule),
        "needs": NEEDS,
    }
    learnt = Array(Integer(FIRST_YEAR, 2099, "year_out_of_range"), "done", 100)
    of_work = _of(eligibility.REQUEST, "studies", "posts", "full_time_studies", "senior_title")
    person: dict[str, Callable[[Any], Any]] = {
        "area": TEXT_OR_NULL,
        "eligibility": _members(of_work),
        "scores": _members(_of(scores.REQUEST, "passed", "exempt", "sat")),
        "annotation": _members(annotation),
        "study": _members({**_of(study.REQUEST, "approved_on", "received_on"), "done": learnt}),
        "registration": _members({"registered_until": REGISTERED_UNTIL}),
    }
    return Object(
        {
            "op": text,
            "as_of": _as_of,
            "today": OPERATION_DAY,
            "next_exam_year": EXAM_YEAR,
            "person": Object(person),
            "dates": DATES,
        }
    )


def given(person: Person, part: str) -> dict[str, Any]:
    """The members of a part that are given and not null."""
    return {name: value for name, value in (person.get(part) or {}).items() if value is not None}


def registered_until(person: Person) -> str:
    """The last day of a registration as given, "" where none is: that comes before any day."""
    until: str = given(person, "registration").get("registered_until", "")
    return until


def nulls(person: Person, part: str) -> set[str]:
    """The members of a part that are known not to exist."""
    return {name for name, value in (person.get(part) or {}).items() if value is None}


def is_sure(each: Mapping[str, Any]) -> bool:
    """Whether a date is more than expected: what was only expected has not come true by passing."""
    return CERTAINTY[each["status"]] == "announced"


def begun(each: Mapping[str, Any], today: int) -> bool:
    """Whether the first day that is told of a date has come."""
    first: int | None = each.get("start") or each.get("end")
    return first is not None and first <= today


def next_exam(dates: Dates, area: str | None, today: int) -> int | None:
    """The exam year that comes next, where the dates tell whether this year's exam is over. An
    expected day that has passed tells nothing.
    """
    this_year = year(today)
    exam = _exam_of(this_year, dates, area)
    if exam is None:
        return None
    if exam["end"] >= today:
        return this_year
    return this_year + 1 if is_sure(exam) and this_year < LAST_EXAM_YEAR else None


def _exam_of(exam_year: int, dates: Dates, area: str | None) -> Mapping[str, Any] | None:
    """The date of an exam whose end is known: the area's before the country's, the surest first."""
    known = [
        each
        for each in reversed(dates)
        if each["what"] == "exam" and each["exam_year"] == exam_year
        and each.get("area") in (None, area) and each.get("end") is not None
    ]  # fmt: skip
    return max(
        known, key=lambda e: (e.get("area") is not None, CERTAIN_FIRST[e["status"]]), default=None
    )


def coming_exam(fields: Mapping[str, Any]) -> int:
    """The exam year that comes next, or this year's where that is not known: it may be over."""
    known: int | None = fields.get("next_exam_year")
    return known or max(year(fields["today"]), FIRST_EXAM_YEAR)


def _last_exams(fields: Mapping[str, Any]) -> Mapping[str, int]:
    """The newest exam year that can have been passed, and sat: none before it has been held."""
    this_year, coming = year(fields["today"]), fields.get("next_exam_year")
    if coming is None or coming > this_year:
        return {"passed": this_year, "sat": this_year}
    exam = _exam_of(coming, fields["dates"], fields["person"].get("area"))
    held = exam is None or begun(exam, fields["today"])
    return {"passed": coming - 1, "sat": coming if held else coming - 1}


def asked_of(fields: Mapping[str, Any]) -> dict[str, Asked]:
    """What each operation is asked about the person, by the name of the operation.

    Members are handed on as they were read; what remains is to look at those of a part together.
    """
    person, as_of, today = fields["person"], fields["as_of"], fields["today"]
    stand = {"as_of": as_of, "today": today}
    exam = {"next_exam_year": fields["next_exam_year"]} if "next_exam_year" in fields else {}
    asked = {}

    def ask(name: str, part: str, check: Check | None, **members: Any) -> None:
        try:
            if check:
                check(members)
        except Fault as fault:
            if fault.field == "apply_on":  # of today, which is not given here
                fault.field = "approved_on"
            raise fault.under(part).under("person") from None
        asked[name] = Asked({}, members)

    work = given(person, "eligibility")
    if "studies" in (person.get("eligibility") or {}):
        exam_year = coming_exam(fields)
        whole = {**eligibility.DEFAULTS, **work}
        ask("eligibility", "eligibility", None, as_of=as_of, exam_year=exam_year, **whole)
    marks = given(person, "scores")
    for member, last in _last_exams(fields).items():
        for subject, exam_year in marks.get(member, {}).items():
            if exam_year > last:
                place = f"person.scores.{member}.{subject}"
                fault = Fault("year_out_of_range", place, value=exam_year, high=last)
                raise fault.saying(person_messages.NOT_HELD)
    if marks or "passed" in nulls(person, "scores"):
        whole = with_defaults({"passed": {}, **marks}, **scores.DEFAULTS)
        ask("scores", "scores", scores.REQUEST.complete, **stand, **exam, **whole)
    held = given(person, "annotation")
    made = {"annotations": held.get("annotations", [])}
    if held.get("certificate") or made["annotations"]:
        longest = AnnotationRule.of(ANNOTATION.in_force(as_of)).longest
        new = {"certificate": held.get("certificate", {}), "apply_on": today, "days": longest}
        ask("assess", "annotation", None, **stand, **new, **made)
    if "needs" in held:
        ask("plan", "annotation", refuse_planned, **stand, **made, needs=held["needs"])
    registration, learnt = given(person, "registration"), given(person, "study")
    for i, learnt_in in enumerate(learnt.pop("done", [])):
        if learnt_in > year(today):
            place = f"person.study.done[{i}]"
            low, high = FIRST_YEAR, year(today)
            raise Fault("year_out_of_range", place, value=learnt_in, low=low, high=high)
    if registration:
        ask("renewal", "registration", None, **stand, **registration)
    apply = {"as_of": as_of, "apply_on": today}
    if "approved_on" in learnt:
        ask("study", "study", study.REQUEST.complete, **apply, **learnt)
    if registration.get("registered_until", 0) >= today:  # else there is none to renew
        ask("study", "registration", None, **apply, **registration)
    return asked
