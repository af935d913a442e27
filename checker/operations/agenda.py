"""`agenda`: everything that is coming for one person, in order, from the other operations' answers.

Each part of `person` has the members of its own operation, read by the same readers; an item says
from which operation and on which rule it comes, and nothing is worked out a second way.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from checker import agenda, ics, messages, person_messages
from checker.agenda import Item
from checker.dates import chinese, day, iso, today_in_china, year
from checker.eligibility import FIRST_EXAM_YEAR, LAST_EXAM_YEAR, Study
from checker.faults import Fault
from checker.fields import Array, Date, Integer, Object, OneOf, text, wrong_type
from checker.operation import Asked, Found, Operation
from checker.operations import assess, eligibility, plan, renewal, scores, study, timeline
from checker.readings import AnnotationRule
from checker.renewal import FEW_DAYS
from checker.requests import (
    ANNOTATION,
    CERTIFICATE,
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
from checker.timeline import Span

MOST_DATES = 5000
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
AFTER_THE_EXAM = ("scores", "certificate")

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
Dates = Sequence[Mapping[str, Any]]
Check = Callable[[dict[str, Any]], None]
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


def _text_or_null(value: Any) -> str | None:
    return None if value is None else text(value)


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


EXAM_YEAR = eligibility.REQUEST.members["exam_year"]
REGISTERED_UNTIL = Date(FIRST_CERTIFICATE_DAY, LAST_DAY)
"""One that ended before the rules of `renewal` are known is over, whatever they were."""
DATES = Array(
    Object(
        {
            "id": text,
            "what": OneOf(WHAT),
            "area": _text_or_null,
            "exam_year": Integer(1994, 2099, "year_out_of_range"),
            "start": _moment_or_null,
            "end": _moment_or_null,
            "status": OneOf(tuple(CERTAINTY)),
            "source": _text_or_null,
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
def _request(rule: AnnotationRule) -> Object:
    annotation: dict[str, Callable[[Any], Any]] = {
        "certificate": CERTIFICATE,
        "annotations": annotations_field(rule),
        "needs": NEEDS,
    }
    learnt = Array(Integer(1994, 2099, "year_out_of_range"), "done", 100)
    of_work = _of(eligibility.REQUEST, "studies", "posts", "full_time_studies", "senior_title")
    person: dict[str, Callable[[Any], Any]] = {
        "area": _text_or_null,
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


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request: a person as far as known, and the dates of the exams. Raises Fault.

    A fault in a part stands under `person.`; each part is understood by its own operation.
    """
    rule = AnnotationRule.of(ANNOTATION.version(request.get("as_of")))
    as_of = max(chooser.default() for chooser in RULE_SETS)
    echo = with_defaults(
        request, as_of=iso(as_of), today=iso(today_in_china()), person={}, dates=[]
    )
    fields = _request(rule)(echo)
    exam_year = _next_exam(fields["dates"], echo["person"].get("area"), fields["today"])
    if exam_year is not None and "next_exam_year" not in fields:
        echo["next_exam_year"] = fields["next_exam_year"] = exam_year
    return Asked(echo, {**fields, "asked": _asked_of(fields)})


def _next_exam(dates: Dates, area: str | None, today: int) -> int | None:
    """The exam year that comes next, where the dates tell whether this year's exam is over: those of
    the area before those of the country, the surest first. An expected day that has passed tells
    nothing.
    """
    this_year = year(today)
    known = [
        each
        for each in reversed(dates)
        if each["what"] == "exam" and each["exam_year"] == this_year
        and each.get("area") in (None, area) and each.get("end") is not None
    ]  # fmt: skip
    if not known:
        return None
    exam = max(known, key=lambda e: (e.get("area") is not None, CERTAIN_FIRST[e["status"]]))
    if exam["end"] >= today:
        return this_year
    return this_year + 1 if _is_sure(exam) and this_year < LAST_EXAM_YEAR else None


def _coming_exam(fields: Mapping[str, Any]) -> int:
    """The exam year that comes next, or this year's where that is not known: it may be over."""
    known: int | None = fields.get("next_exam_year")
    return known or max(year(fields["today"]), FIRST_EXAM_YEAR)


def _asked_of(fields: Mapping[str, Any]) -> dict[str, Asked]:
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

    work = _given(person, "eligibility")
    if work.get("studies"):
        exam_year = _coming_exam(fields)
        whole = {**eligibility.DEFAULTS, **work}
        ask("eligibility", "eligibility", None, as_of=as_of, exam_year=exam_year, **whole)
    marks = _given(person, "scores")
    if marks or "passed" in _nulls(person, "scores"):
        whole = with_defaults({"passed": {}, **marks}, **scores.DEFAULTS)
        ask("scores", "scores", scores.REQUEST.complete, **stand, **exam, **whole)
    held = _given(person, "annotation")
    made = {"annotations": held.get("annotations", [])}
    if held.get("certificate") or made["annotations"]:
        longest = AnnotationRule.of(ANNOTATION.in_force(as_of)).longest
        new = {"certificate": held.get("certificate", {}), "apply_on": today, "days": longest}
        ask("assess", "annotation", None, **stand, **new, **made)
    if "needs" in held:
        ask("plan", "annotation", refuse_planned, **stand, **made, needs=held["needs"])
    registration, learnt = _given(person, "registration"), _given(person, "study")
    learnt.pop("done", None)
    if registration:
        ask("renewal", "registration", None, **stand, **registration)
    apply = {"as_of": as_of, "apply_on": today}
    if "approved_on" in learnt:
        ask("study", "study", study.REQUEST.complete, **apply, **learnt)
    if registration.get("registered_until", 0) >= today:  # else there is none to renew
        ask("study", "registration", None, **apply, **registration)
    return asked


def _given(person: Person, part: str) -> dict[str, Any]:
    """The members of a part that are given and not null."""
    return {name: value for name, value in (person.get(part) or {}).items() if value is not None}


def _registered_until(person: Person) -> str:
    """The last day of a registration as given, "" where none is: that comes before any day."""
    until: str = _given(person, "registration").get("registered_until", "")
    return until


def _nulls(person: Person, part: str) -> set[str]:
    """The members of a part that are known not to exist."""
    return {name for name, value in (person.get(part) or {}).items() if value is None}


def answer(asked: Asked) -> dict[str, Any]:
    """The items to come, which of them is next, and what to ask so that more can be said."""
    fields, person, today = asked.fields, asked.echo["person"], asked.fields["today"]
    answers = {name: FINDING[name](each).members for name, each in fields["asked"].items()}
    standing = _Standing.of(person, answers)
    told = _told(fields, person, standing)
    items = agenda.coming(
        [
            *_exam(answers, fields, standing, told),
            *_dates(fields, told, standing),
            *(_annotations(answers, fields) if standing.annotates else ()),
            *_registration(answers, fields),
            *_study(answers, person, today),
        ],
        today,
    )
    following = agenda.next_of(items, today)
    known = _Known(person, answers, standing, asked.echo, _coming_exam(fields))
    seen = [each["rules_last_seen"] for each in answers.values()]
    return {
        "rules_last_seen": min(seen, default=asked.echo["as_of"]),
        "items": [_as_answer(item) for item in items],
        "next": following and following.id,
        "missing": [
            {"ask": ask, "because": because} for ask, because, wanted in MISSING if wanted(known)
        ],
        "ics": ics.calendar(agenda.events(items, today), today),
        "sources": _sources(items, fields["as_of"]),
    }


def _sources(items: Iterable[Item], as_of: int) -> list[Mapping[str, object]]:
    """Where the rules of the items stand, each once, in the order of the items."""
    versions = [each.in_force(as_of) for each in RULE_SETS]
    cited = dict.fromkeys(item.rule for item in items if item.rule)
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


class _Standing(NamedTuple):
    """Where a person stands on the way, as far as known.

    holder: holds a certificate, None where that is not known; complete: has passed all subjects;
    sits: is on the way to an exam, or may be; let_in_from: the first exam year in which any reading
    lets one in, as far as known; posts_lacking: posts would decide whether the coming one does, and
    have not been told; sat_told: whether results are awaited has been told; awaits: the exam years
    whose results are still to come; collects: the exam year whose certificate is, or would be if
    all that is awaited were passed; annotates: may have a certificate to annotate.
    """

    holder: bool | None
    complete: bool
    sits: bool
    let_in_from: int
    posts_lacking: bool
    sat_told: bool
    awaits: frozenset[int]
    collects: int | None
    annotates: bool

    def may_not_sit(self, exam_year: int) -> bool:
        """Whether no reading lets one in to the exam of a year."""
        return exam_year < self.let_in_from

    @classmethod
    def of(cls, person: Person, answers: Answers) -> "_Standing":
        held, learnt = _given(person, "annotation"), _given(person, "study")
        registered, marks = _given(person, "registration"), _given(person, "scores")
        holds = bool(
            held.get("certificate") or held.get("annotations") or registered
            or "approved_on" in learnt
        )  # fmt: skip
        complete = bool(answers.get("scores", {}).get("complete"))
        on_the_way = bool(_given(person, "eligibility") or "scores" in answers)
        none = "annotation" in person and person["annotation"] is None
        none = none or "certificate" in _nulls(person, "annotation")
        none = none or "approved_on" in _nulls(person, "study")
        holder = True if holds else False if none or (on_the_way and not complete) else None
        no_candidate = all(person.get(part, "") is None for part in ("eligibility", "scores"))
        passed, sat = marks.get("passed") or {}, marks.get("sat") or {}
        may = answers.get("eligibility", {})
        would_help = any(r["missing_days"] for s in may.get("studies", ()) for r in s["readings"])
        undecided = would_help and may["verdict"] != "eligible"
        lacking = undecided and "posts" not in person["eligibility"]
        first = may["earliest"]["possible"] if may and not (passed or lacking) else 0
        if complete:
            collects = None if holder else max(passed.values())
        else:
            whole = (answers.get("scores", {}).get("if_passed") or {}).get("complete")
            collects = max([*passed.values(), *sat.values()]) if whole else None
        return cls(
            holder,
            complete,
            sits=not (complete or no_candidate) and (on_the_way or holder is not True),
            let_in_from=LAST_EXAM_YEAR + 1 if first is None else first,
            posts_lacking=lacking,
            sat_told=person.get("scores", {}) is None or "sat" in person.get("scores", {}),
            awaits=frozenset(() if complete else sat.values()),
            collects=collects,
            annotates=bool(held.get("annotations"))
            or "certificate" not in _nulls(person, "annotation"),
        )


def _say(words: str, **values: object) -> str:
    return person_messages.AGENDA[words].format(**values)


def _subjects(keys: Any) -> str:
    return "、".join(messages.SUBJECTS[key] for key in keys)


# --- the exam ---------------------------------------------------------------------------------------


def _exam(
    answers: Answers, fields: Mapping[str, Any], standing: _Standing, dates: Dates
) -> Iterator[Item]:
    """Whether one may sit it, and what is still to be passed; nothing of either for who is done."""
    found = answers.get("eligibility")
    if found and not standing.complete:
        exam_year = fields.get("next_exam_year")
        coming = _coming_exam(fields)
        over = _registration_over(dates, coming, fields["today"])
        told = _may_sit(found, fields, standing.posts_lacking, over)
        possible = found["earliest"]["possible"]
        if over and (standing.posts_lacking or (possible is not None and possible <= coming)):
            told += _say("sign_up_over", exam_year=coming)
        if exam_year is None and possible is not None:
            exam_year = max(possible, year(fields["today"]))
        yield Item("eligibility", "eligibility", told, "eligibility", _rule_of(found),
                   exam_year=exam_year)  # fmt: skip
    found = answers.get("scores")
    if found and not (standing.complete and standing.holder):
        titled = answers.get("eligibility", {}).get("subjects", {}).get("exempt", "no") != "no"
        exempt = _given(fields["person"], "scores").get("exempt")
        of_all = _say("scores_all") if titled and not (exempt or found["complete"]) else ""
        yield Item("subjects", "subjects", of_all + _subjects_left(found), "scores", "EX-05",
                   exam_year=found["finish_by"] or (None if found["complete"] else found["exam_year"]))  # fmt: skip


def _rule_of(found: Mapping[str, Any]) -> str:
    """The rule on which it rests whether one may sit: another for who left school too early."""
    only_secondary = all(study["degree"] == "secondary" for study in found["studies"])
    return "EL3-10" if only_secondary else "EX-01"


def _opens(study: Mapping[str, Any]) -> bool:
    """Whether a study opens the exam, sooner or later: EX-01, EL3-10."""
    return not (study["degree"] == "secondary" or study["field"] == "other")


def _earliest(found: Mapping[str, Any], as_of: int) -> str:
    """The first exam year one may sit; of studies that open none, why, for no year helps there."""
    studies = found["studies"]
    if not any(map(_opens, studies)):
        closed = [Study(s["degree"], s["field"], day(s["graduated"])) for s in studies]
        return eligibility.why_never(closed, as_of)
    earliest = found["earliest"]
    words = eligibility.words_of_earliest(earliest)
    if words in person_messages.AGENDA:
        return _say(words, **earliest)
    spoken = {**earliest, "last": LAST_EXAM_YEAR, "more": ""}
    return person_messages.ELIGIBILITY_STEPS[words].format(**spoken)


def _may_sit(
    found: Mapping[str, Any], fields: Mapping[str, Any], posts_lacking: bool, over: bool
) -> str:
    """Whether one may sit the coming exam, for which one cannot register any more when it is `over`."""
    exam_year, this_year = fields.get("next_exam_year"), year(fields["today"])
    possible, certain = found["earliest"]["possible"], found["earliest"]["certain"]
    if exam_year is None:  # no exam is known to come next: that of this year may be over
        if posts_lacking:
            return _say("posts_unknown_when")
        if possible is None or possible >= this_year:
            return _earliest(found, fields["as_of"])
        sure = certain is not None and certain <= this_year
        return _say("earliest_over" if sure else "earliest_over_depends")
    enough = over and found["verdict"] == "eligible"
    verdict = _say("enough" if enough else found["verdict"], exam_year=exam_year)
    if found["verdict"] == "not_eligible":
        unknown = posts_lacking and _say("posts_unknown", exam_year=exam_year)
        return unknown or verdict + _earliest(found, fields["as_of"])
    count = found["subjects"]["count"]
    if count is None:
        words = person_messages.ELIGIBILITY_STEPS["exempt_depends"]
        return verdict + words.format(exam_year=exam_year)
    return verdict + person_messages.SUBJECTS_COUNT.format(count=count)


def _subjects_left(found: Mapping[str, Any]) -> str:
    told = _finish(found, bool(found["counts_until"]))
    over = found.get("if_over")
    if over and found["counts_until"] and not found["complete"]:
        later = _finish(over, passed=True)
        told += _say("scores_over", exam_year=found["exam_year"], told=later)
    if passed := found.get("if_passed"):
        told += _say("scores_awaited", told=_finish(passed, passed=True))
    return told


def _finish(found: Mapping[str, Any], passed: bool) -> str:
    if found["complete"]:
        return _say("scores_complete")
    missing = _subjects(found["missing"])
    if not passed:
        return _say("scores_nothing", missing=missing)
    if found["finish_by"] is None:
        return _say("scores_missing", missing=missing, exam_year=found["exam_year"])
    return _say("scores_finish", missing=missing, finish_by=found["finish_by"])


def _told(fields: Mapping[str, Any], person: Person, standing: _Standing) -> Dates:
    """The site's dates that concern this person: of those with one id, the surest."""
    area = person.get("area")
    by_id: dict[str, Mapping[str, Any]] = {}
    for each in fields["dates"]:
        if each.get("area") not in (None, area) or not _concerns(each, standing):
            continue
        known = by_id.get(each["id"])
        if known is None or CERTAIN_FIRST[each["status"]] >= CERTAIN_FIRST[known["status"]]:
            by_id[each["id"]] = each
    return list(by_id.values())


def _registration_over(dates: Dates, exam_year: int, today: int) -> bool:
    """Whether registration for an exam is over, as announced: an expected day that has passed is no
    proof, nor is that of the country where the area has its own.
    """
    of_exam = [each for each in dates if each["exam_year"] == exam_year]
    sure = [each for each in of_exam if _is_sure(each)]
    if any(each["what"] in CLOSES and _begun(each, today) for each in sure):
        return True
    windows = [each for each in of_exam if each["what"] == "registration"]
    windows = [each for each in windows if each.get("area")] or windows
    ended = [each for each in windows if each in sure and _ended(each, today)]
    return bool(windows) and ended == windows


def _dates(fields: Mapping[str, Any], dates: Dates, standing: _Standing) -> Iterator[Item]:
    """The site's dates for this person, and those that are not known yet."""
    today, exam_year = fields["today"], fields.get("next_exam_year")
    own = {(each["what"], each["exam_year"]) for each in dates if each.get("area")}
    coming = _coming_exam(fields)
    begun = (each for each in dates if each["what"] in CLOSES and _begun(each, today))
    closed = {each["exam_year"] for each in begun if _is_sure(each)}
    for each in dates:
        open_end = each.get("start") is not None and each.get("end") is None
        past = each["exam_year"] < coming and each["what"] not in AFTER_THE_EXAM
        if open_end and (past or (each["exam_year"] in closed and each["what"] == "registration")):
            continue  # nobody wrote its end, and yet it is over
        if each.get("area") or (each["what"], each["exam_year"]) not in own:
            yield _date(each, fields)._replace(todo=_is_to_do(each, standing))
    known = (each for each in dates if _is_sure(each) or not _ended(each, today))
    told = {(each["what"], each["exam_year"]) for each in known}
    later = any(each["what"] == "exam" and each["exam_year"] > coming for each in dates)
    if standing.sits and not standing.may_not_sit(coming) and (exam_year or not later):
        for what in ("registration", "exam"):
            if (what, coming) not in told and (what == "exam" or coming not in closed):
                yield _unknown(what, coming, fields)
    sat = (fields["person"].get("scores") or {}).get("sat") or {}
    for sat_in in sorted(set(sat.values())):
        results = [e for e in dates if (e["what"], e["exam_year"]) == ("scores", sat_in)]
        if all(_over(each, today) for each in results):
            subjects = _subjects(subject for subject in sat if sat[subject] == sat_in)
            long_out = sat_in < coming - 1  # another exam has been held since
            words = "awaited_long" if long_out else "awaited_over" if results else "awaited"
            awaited = _say(words, exam_year=sat_in, subjects=subjects)
            item = Item(f"scores-{sat_in}", "awaited", awaited, "scores", "EX-05")
            if long_out:  # to be looked up any day, yet not before what has a last day
                yield item._replace(todo=True)
            else:
                yield item._replace(exam_year=sat_in, certainty="unknown")


CLOSES = ("admit_card", "exam")
"""What begins only when registration for the same exam is over."""


def _is_sure(each: Mapping[str, Any]) -> bool:
    """Whether a date is more than expected: what was only expected has not come true by passing."""
    return CERTAINTY[each["status"]] == "announced"


def _ended(each: Mapping[str, Any], today: int) -> bool:
    end: int | None = each.get("end")
    return end is not None and end < today


def _begun(each: Mapping[str, Any], today: int) -> bool:
    first: int | None = each.get("start") or each.get("end")
    return first is not None and first <= today


def _over(each: Mapping[str, Any], today: int) -> bool:
    last: int | None = each.get("end") or each.get("start")
    return last is not None and last < today


def _concerns(each: Mapping[str, Any], standing: _Standing) -> bool:
    """Whether a date is one of an exam that this person has to do with: never of one to which one
    is not let in, but for what comes of it where one says that one sat it.
    """
    sat = each["what"] in AFTER_THE_EXAM and each["exam_year"] in standing.awaits
    if standing.may_not_sit(each["exam_year"]) and not sat:
        return False
    if each["what"] == "certificate" and (standing.complete or standing.sat_told):
        return bool(each["exam_year"] == standing.collects)
    if each["what"] == "scores" and standing.sat_told:
        return each["exam_year"] in standing.awaits
    return standing.sits


def _is_to_do(each: Mapping[str, Any], standing: _Standing) -> bool:
    """Whether there is something to do on a date: not on what comes of an exam one did not sit."""
    if each["what"] == "certificate":
        return standing.complete and bool(each["exam_year"] == standing.collects)
    return each["what"] not in AFTER_THE_EXAM or each["exam_year"] in standing.awaits


def _date(each: Mapping[str, Any], fields: Mapping[str, Any]) -> Item:
    first, last, what = each.get("start"), each.get("end"), each["what"]
    certainty = CERTAINTY[each["status"]]
    said = {
        "exam_year": each["exam_year"],
        "what": person_messages.DATES[what],
        "certainty": _say("expected") if certainty == "expected" else "",
        "first": "" if first is None else chinese(first),
        "last": "" if last is None else chinese(last),
    }
    if first is None and last is None:
        unknown = _unknown(what, each["exam_year"], fields)
        return unknown._replace(id=each["id"], source=each.get("source"))
    words = "from" if last is None else "until" if first is None else "span"
    return Item(
        each["id"], what, _say("day" if first == last else words, **said), "dates",
        first=first, last=last, exam_year=each["exam_year"], certainty=certainty,
        source=each.get("source"), todo=True,
    )  # fmt: skip


def _unknown(what: str, exam_year: int, fields: Mapping[str, Any]) -> Item:
    """What is known to come but for its days; or may be over, which is then said."""
    next_exam = what == "exam" and exam_year == fields.get("next_exam_year")
    ahead = next_exam or exam_year > year(fields["today"])
    words = "not_known" if ahead else "not_known_nor_over"
    said = _say(words, exam_year=exam_year, what=person_messages.DATES[what])
    return Item(f"{what}-{exam_year}", what, said, "dates", exam_year=exam_year, certainty="unknown",
                todo=True)  # fmt: skip


# --- annotations ------------------------------------------------------------------------------------


def _annotations(answers: Answers, fields: Mapping[str, Any]) -> Iterator[Item]:
    """The last sure days of annotations, the next free slot, and what the needs ask for; of a
    certificate that needs none, only what was asked for.
    """
    today = fields["today"]
    if asked := fields["asked"].get("assess"):
        yield from _ends([span for span in timeline.spans(asked) if span.made], today)
    if _needs_none(answers):
        return
    if found := answers.get("assess"):
        certain = day(found["earliest"]["certain"])
        if certain > today:
            said = _say("annotation_slot", day=chinese(certain))
            yield Item("annotation-slot", "annotation", said, "assess", "ANN-03", certain, certain)
    if found := answers.get("plan"):
        yield from _needs(found)


def _needs_none(answers: Answers) -> bool:
    """Whether the certificate is one that needs no annotation: ANN-02."""
    found = answers.get("assess")
    return found is not None and found["annotation_needed"]["answer"] == "no"


def _ends(spans: Iterable[Span], today: int) -> Iterator[Item]:
    applied: dict[int, int] = {}
    for span in sorted(spans, key=lambda each: (each.first, each.safe_end)):
        first, last = span.first, span.safe_end
        number = applied[first] = applied.get(first, 0) + 1
        name = f"annotation-{iso(first)}" + (f"-{number}" if number > 1 else "")
        if first > today:
            planned = _say("annotation_planned")
            yield Item(f"{name}-apply", "annotation", planned, "timeline", "ANN-03", first, first,
                       todo=True)  # fmt: skip
        said = _say("annotation_ends", applied_on=chinese(first), last=chinese(last))
        yield Item(f"{name}-end", "annotation_end", said, "timeline", "ANN-07", last, last)


def _needs(found: Mapping[str, Any]) -> Iterator[Item]:
    for number, each in enumerate(found["applications"], 1):
        last = day(each["apply_on"])
        said = _say(
            "annotation_apply",
            needs="、".join(each["covers"]),
            last=chinese(last),
            days=each["days"],
            usable_from=chinese(day(each["usable_from"])),
        )
        first = day(each["slack_on"] or each["apply_on"])
        yield Item(f"annotation-plan-{number}", "annotation", said, "plan", "ANN-03", first, last,
                   todo=True)  # fmt: skip
    for number, each in enumerate(found["unmet"], 1):
        first = day(each["first_uncovered"])
        said = _say(
            "annotation_unmet", label=each["label"], first=chinese(first),
            days=each["days_uncovered"], reason=each["reason"],
        )  # fmt: skip
        yield Item(f"annotation-unmet-{number}", "annotation", said, "plan", "ANN-03", first, first)


# --- registration and study -------------------------------------------------------------------------


def _registration(answers: Answers, fields: Mapping[str, Any]) -> Iterator[Item]:
    """The deadline of the renewal, and the end of the registration."""
    found = answers.get("renewal")
    if not found:
        return
    end: int = fields["person"]["registration"]["registered_until"]
    left, state = found["days_until"], found["state"]
    safe, latest = day(found["file_by"]["safe"]), day(found["file_by"]["latest"])
    if state == "expired":
        said = _say("registration_over", end=chinese(end))
        yield Item("registration-end", "registration_end", said, "renewal", "REG3-04", end, end,
                   todo=True, late=True)  # fmt: skip
        return
    words = {"disputed": "renewal_disputed", "late": "renewal_late"}.get(state, "renewal")
    if words == "renewal" and left["safe"] <= FEW_DAYS:
        words = "renewal_few" if left["safe"] else "renewal_today"
    if state == "late" and not left["end"]:
        words = "renewal_ends_today"
    days = left["end"] if state == "late" else left["safe"]
    said = _say(words, safe=chinese(safe), latest=chinese(latest), days=days)
    yield Item("registration-renewal", "renewal", said, "renewal", "REG-08",
               day(found["due_from"]), safe, todo=True, late=True)  # fmt: skip
    said = _say("registration_ends", end=chinese(end))
    yield Item("registration-end", "registration_end", said, "renewal", "REG3-04", end, end)


PROOFS = {"none": "no_proofs", "years": "proofs", "depends": "proofs_perhaps"}


def _study(answers: Answers, person: Person, today: int) -> Iterator[Item]:
    """A first registration, and the years of study that are still to be shown for either."""
    found = answers.get("study")
    if not found:
        return
    registered = "open" in found
    certain, this_year = found["years"]["certain"], year(today)
    rule = "REG-13" if registered else "REG-12"
    ran_out = not registered and _given(person, "registration")
    if ran_out and certain:
        said = _say("register_again", years=_years(certain))
        yield Item("study-again", "study", said, "study", rule)
    if not _given(person, "registration"):
        sure = found["needed"] != "years" or certain == found["years"]["possible"]
        proofs = _say(PROOFS[found["needed"]] if sure else "proofs_perhaps", years=_years(certain))
        said = _say("first_registration", proofs=proofs)
        yield Item("first-registration", "first_registration", said, "study", rule, todo=True)
    learnt = _given(person, "study").get("done")
    left = [each for each in certain if each not in (learnt or [])]
    first, last = (date(this_year, *on).toordinal() for on in ((1, 1), (12, 31)))
    if this_year in left:
        hours = found["hours_each"][str(this_year)]
        words = "study_year" if hours is not None else "study_year_unknown"
        said = _say(words, year=this_year, hours=hours)
        yield Item(f"study-{this_year}", "study", said, "study", rule, first, last, todo=True)
    over = [each for each in left if each < this_year]
    if learnt is None:
        if over and registered:
            yield Item(
                "study-proofs", "study", _say("study_proofs", years=_years(over)), "study", rule
            )
        return
    if this_year - 1 in over:
        said = _say("study_last_year", year=this_year - 1)
        yield Item(f"study-makeup-{this_year - 1}", "study", said, "study", "CE3-03", first, last,
                   todo=True)  # fmt: skip
    if past := [each for each in over if each < this_year - 1]:
        yield Item("study-past", "study", _say("study_past", years=_years(past)), "study", rule)


def _years(years: Any) -> str:
    return "、".join(map(str, years))


# --- what else to ask -------------------------------------------------------------------------------


class _Known(NamedTuple):
    person: Person
    answers: Answers
    standing: _Standing
    echo: Mapping[str, Any]
    coming: int

    def unasked(self, part: str, member: str) -> bool:
        """Whether a member has neither been given nor been said not to exist."""
        known = self.person.get(part, {})
        return known is not None and member not in known

    def unasked_area(self) -> bool:
        dates_of = self.standing.awaits or not self.standing.may_not_sit(self.coming)
        return "area" not in self.person and self.standing.sits and bool(dates_of)

    def unasked_studies(self) -> bool:
        marks = _given(self.person, "scores")
        let_in = marks.get("passed") or marks.get("sat")
        return self.unasked("eligibility", "studies") and self.standing.sits and not let_in

    def unasked_posts(self) -> bool:
        found = self.answers.get("eligibility")
        enough = found is None or found["earliest"]["certain"] is not None
        studies = _given(self.person, "eligibility").get("studies", [])
        titled = _given(self.person, "eligibility").get("senior_title", False)
        wanted = titled or not enough or self.standing.posts_lacking
        return any(map(_opens, studies)) and wanted and self.unasked("eligibility", "posts")

    def unasked_sat(self) -> bool:
        """Asked for once an exam is over: this year's, where that is known, else last year's."""
        marks = self.person.get("scores") or {}
        earliest = self.answers.get("eligibility", {}).get("earliest", {"possible": 0})["possible"]
        was_let_in = marks.get("passed") or (earliest is not None and earliest < self.coming)
        ahead = "next_exam_year" in self.echo and self.coming <= int(self.echo["today"][:4])
        asked = self.unasked("scores", "sat") and "passed" in marks
        return self.standing.sits and asked and not ahead and bool(was_let_in)

    def unasked_needs(self) -> bool:
        """Asked for once it is told which annotations there are, and be it none."""
        told = not self.unasked("annotation", "annotations")
        made = _given(self.person, "annotation").get("annotations", [])
        planned = any(each["applied_on"] > self.echo["today"] for each in made)
        holds = bool(self.standing.holder) and self.standing.annotates
        return told and holds and self.unasked("annotation", "needs") and not planned

    def unasked_approval(self) -> bool:
        """Not asked for while one is registered: then the years of the renewal are told."""
        holder, complete = self.standing.holder, self.standing.complete
        holds = holder or (complete and holder is None)
        registered = _registered_until(self.person) >= self.echo["today"]
        return self.unasked("study", "approved_on") and bool(holds) and not registered


MISSING: tuple[tuple[str, str, Callable[[_Known], bool]], ...] = (
    ("area", "dates", _Known.unasked_area),
    ("eligibility.studies", "eligibility", _Known.unasked_studies),
    ("eligibility.posts", "eligibility", _Known.unasked_posts),
    (
        "scores.passed", "scores",
        lambda k: k.unasked("scores", "passed") and k.standing.sits,
    ),
    ("scores.sat", "scores", _Known.unasked_sat),
    (
        "annotation.certificate", "annotation",
        lambda k: k.unasked("annotation", "certificate") and k.standing.holder is not False,
    ),
    (
        "annotation.annotations", "annotation",
        lambda k: k.unasked("annotation", "annotations")
        and bool(_given(k.person, "annotation").get("certificate")) and not _needs_none(k.answers),
    ),
    (
        "annotation.needs", "annotation",
        lambda k: k.unasked_needs() and not _needs_none(k.answers),
    ),
    (
        "registration.registered_until", "renewal",
        lambda k: k.unasked("registration", "registered_until") and k.standing.holder is not False,
    ),
    ("study.approved_on", "study", _Known.unasked_approval),
    (
        "study.received_on", "study",
        lambda k: k.unasked("study", "received_on") and not _given(k.person, "registration")
        and int(_given(k.person, "study").get("approved_on", "0000")[:4]) + 1
        == int(k.echo["today"][:4]),
    ),
    (
        "study.done", "study",
        lambda k: k.unasked("study", "done")
        and bool(k.answers.get("study", {}).get("years", {}).get("certain")),
    ),
)  # fmt: skip
"""What to ask, because of which items, and when it is needed; in the order of asking."""


OPERATION = Operation("agenda", RULE_SETS, read, answer)
