"""`eligibility`: in which exam year may this person sit, and which subjects?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker import person_messages
from checker.dates import chinese, day, iso
from checker.eligibility import (
    BEFORE_DIPLOMA,
    BEST_BY,
    DEGREES,
    FIELDS,
    FIRST_EXAM_YEAR,
    FULL_TIME_STUDY,
    HORIZON,
    LAST_EXAM_YEAR,
    READINGS,
    EligibilityRule,
    LeftOut,
    Outcome,
    Person,
    Stretch,
    Study,
    Work,
    earliest_years,
    in_a_post,
    outcomes,
    total,
    up_to,
    year_end,
)
from checker.faults import Fault
from checker.fields import Array, Date, Integer, Object, OneOf, boolean, text
from checker.operation import Asked, Found, Operation
from checker.requests import AsOf, with_defaults
from checker.rules import Version, rule_set
from checker.scores import SUBJECTS, SUBJECTS_EXEMPT
from checker.steps import Step, step

AS_OF = AsOf(rule_set("eligibility"))
LIFE_DAY = Date(day("1950-01-01"), HORIZON)
MOST_OF_A_LIST = 20


def _check_stretch(item: dict[str, Any]) -> None:
    if "to" in item and item["to"] < item["from"]:
        raise Fault("ends_before_start", "to", ends=iso(item["to"]), starts=iso(item["from"]))


STRETCH = Object({"from": LIFE_DAY, "to": LIFE_DAY}, required=("from",), check=_check_stretch)
STUDY = Object(
    {"degree": OneOf(DEGREES), "field": OneOf(FIELDS), "graduated": LIFE_DAY},
    required=("degree", "field", "graduated"),
)
DEFAULTS: Mapping[str, Any] = {
    "studies": [], "posts": [], "full_time_studies": [], "senior_title": False,
}  # fmt: skip
REQUEST = Object(
    {
        "op": text,
        "as_of": AS_OF,
        "exam_year": Integer(FIRST_EXAM_YEAR, LAST_EXAM_YEAR, "year_out_of_range"),
        "studies": Array(STUDY, "studies", MOST_OF_A_LIST, twice="duplicate_study"),
        "posts": Array(STRETCH, "posts", MOST_OF_A_LIST),
        "full_time_studies": Array(STRETCH, "full_time_studies", MOST_OF_A_LIST),
        "senior_title": boolean,
    }
)


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request: a person's studies and work, and an exam year unless only the earliest
    is asked for. Raises Fault.
    """
    echo = with_defaults(request, as_of=iso(AS_OF.default()), **DEFAULTS)
    return Asked(echo, REQUEST(echo))


def answer(asked: Asked) -> dict[str, Any]:
    """The verdict under every reading, what counted, and the first year in which it is enough."""
    return find(asked).whole()


def find(asked: Asked) -> Found:
    """The same, not yet explained."""
    fields = asked.fields
    version = AS_OF.in_force(fields["as_of"])
    person = Person(
        [Study(**item) for item in fields["studies"]],
        _stretches(fields["posts"]),
        _stretches(fields["full_time_studies"]),
        EligibilityRule.of(version),
    )
    work = Work.of(person)
    years = earliest_years(person, work)
    possible = min((year for year in years if year is not None), default=None)
    certain = None if None in years else max(year for year in years if year is not None)
    earliest = {"possible": possible, "certain": certain}
    exam_year = fields.get("exam_year")
    found: dict[str, Any] = {"earliest": earliest}
    if exam_year is not None:
        found = {
            "verdict": _verdict([year is not None and year <= exam_year for year in years]),
            **found,
            **_in_year(person, work, years, exam_year, fields["senior_title"]),
        }

    def explained() -> dict[str, Any]:
        explanation = _explanation(person, work, found, exam_year, version)
        cited = dict.fromkeys(s["rule"] for s in explanation)
        return {"explanation": explanation, "sources": version.sources(cited)}

    return Found({"rules_last_seen": iso(version.last_seen), **found}, explained)


def _stretches(items: list[dict[str, Any]]) -> list[Stretch]:
    return [Stretch(item["from"], item.get("to", HORIZON)) for item in items]


def _verdict(eligible: Sequence[bool]) -> str:
    if all(eligible):
        return "eligible"
    return "depends" if any(eligible) else "not_eligible"


def _in_year(
    person: Person, work: Work, years: Sequence[int | None], exam_year: int, senior_title: bool
) -> Mapping[str, Any]:
    """What is said of one exam year."""
    until = year_end(exam_year)
    counted = up_to(work.counted, until)
    by_study = [outcomes(person, study, work, exam_year) for study in person.studies]
    return {
        "readings": [
            {**reading._asdict(), "eligible": year is not None and year <= exam_year}
            for reading, year in zip(READINGS, years, strict=True)
        ],
        "counted": {
            "from": iso(counted[0].first) if counted else None,
            "until": iso(until),
            "days": total(counted, "days"),
            "months": total(counted, "months"),
            "left_out": [
                {"from": iso(gap.first), "to": iso(gap.last), "why": gap.why}
                for gap in work.left_out(until)
            ],
        },
        "studies": [
            _study(person, study, found)
            for study, found in zip(person.studies, by_study, strict=True)
        ],
        "best": _best(by_study),
        "subjects": _subjects(person, exam_year, senior_title),
    }


def _study(person: Person, study: Study, found: Sequence[Outcome]) -> Mapping[str, Any]:
    helps = any(outcome.missing_days is not None for outcome in found)
    return {
        "degree": study.degree,
        "field": study.field,
        "graduated": iso(study.graduated),
        "years_needed": person.years_needed(study) if helps else None,
        "readings": [
            {
                **outcome.reading._asdict(),
                "eligible": outcome.eligible,
                "missing_days": outcome.missing_days,
            }
            for outcome in found
        ],
    }


def _best(by_study: Sequence[Sequence[Outcome]]) -> int | None:
    """The index of the study with the fewest missing days, the first of equals."""
    at = READINGS.index(BEST_BY)
    missing = [(found[at].missing_days, i) for i, found in enumerate(by_study)]
    told = [(days, i) for days, i in missing if days is not None]
    return min(told)[1] if told else None


def _subjects(person: Person, exam_year: int, senior_title: bool) -> Mapping[str, Any]:
    if not senior_title:
        return {"exempt": "no", "count": len(SUBJECTS)}
    if in_a_post(person, exam_year):
        return {"exempt": "yes", "count": len(SUBJECTS_EXEMPT)}
    return {"exempt": "depends", "count": None}


def _explanation(
    person: Person, work: Work, found: Mapping[str, Any], exam_year: int | None, version: Version
) -> list[Step]:
    told = [_need(person, study, exam_year, version) for study in person.studies]
    if person.posts:
        told += [
            _step(version, "EL3-03", "posts", {}),
            _step(version, "EL3-04", "other_work", {}),
            _step(version, "EL3-06", "abroad", {}),
        ]
    if exam_year is None:
        return [*told, _earliest(found["earliest"], person, version)]
    return [
        *told,
        _counted(found["counted"], version),
        *_left_out(work.left_out(year_end(exam_year)), person.first_relevant, version),
        *_standing(found, exam_year, version),
        _earliest(found["earliest"], person, version),
        *_exempt(found["subjects"], exam_year, version),
    ]


def _need(person: Person, study: Study, exam_year: int | None, version: Version) -> Step:
    """What a study asks for, or why it does not count."""
    years = person.years_needed(study)
    spoken = _spoken(study)
    if study.degree == "secondary":
        spoken = {"until": chinese(version.date("secondary_until"))}
        return _step(version, "EL3-10", "secondary", spoken, degree=study.degree)
    if years is None:
        return _step(version, "EX-01", "other", spoken, degree=study.degree, field=study.field)
    if exam_year is not None and study.graduated > year_end(exam_year):
        spoken |= {"graduated": chinese(study.graduated), "exam_year": exam_year}
        return _step(version, "EX-02", "not_yet", spoken, graduated=iso(study.graduated))
    words = "years" if years else "no_years"
    return _step(version, "EX-01", words, {**spoken, "years": years}, years=years)


def why_never(studies: Iterable[Study], as_of: int) -> str:
    """Why studies that no work makes enough do not open the exam, each reason once."""
    version = AS_OF.in_force(as_of)
    person = Person([], [], [], EligibilityRule.of(version))
    steps = [_need(person, study, None, version) for study in studies]
    return "".join(dict.fromkeys(step["text"] for step in steps))


def _counted(counted: Mapping[str, Any], version: Version) -> Step:
    until = chinese(day(counted["until"]))
    told = {name: counted[name] for name in ("from", "until", "days", "months")}
    if counted["from"] is None:
        return _step(version, "EX-02", "counted_none", {"until": until}, **told)
    spoken = {**told, "first": chinese(day(counted["from"])), "until": until}
    return _step(version, "EX-02", "counted", spoken, **told)


def _left_out(gaps: Sequence[LeftOut], diploma: int | None, version: Version) -> list[Step]:
    told = []
    for why in (BEFORE_DIPLOMA, FULL_TIME_STUDY):
        days = sum(gap.last - gap.first + 1 for gap in gaps if gap.why == why)
        if not days:
            continue
        words = "no_diploma" if why == BEFORE_DIPLOMA and diploma is None else why
        spoken = {"days": days, "diploma": chinese(diploma) if diploma else ""}
        told.append(_step(version, "EL3-07", words, spoken, days=days, why=why))
    return told


def _standing(found: Mapping[str, Any], exam_year: int, version: Version) -> list[Step]:
    """The verdict, what decides it, and what the best study still lacks."""
    readings = found["readings"]
    allowing = sum(reading["eligible"] for reading in readings)
    numbers = {"readings": len(readings), "allowing": allowing, "exam_year": exam_year}
    told = [_step(version, "EX-01", found["verdict"], numbers, **numbers)]
    if found["verdict"] == "depends":
        told.append(_deciding(readings, version))
    best = None if found["best"] is None else found["studies"][found["best"]]
    missing = best and best["readings"][READINGS.index(BEST_BY)]["missing_days"]
    if best and missing:
        study = Study(best["degree"], best["field"], day(best["graduated"]))
        until = year_end(exam_year) + missing
        spoken = {**_spoken(study), **numbers, "days": missing, "until": chinese(until)}
        told.append(_step(version, "EX-01", "missing", spoken, days=missing, until=iso(until)))
    return told


def _deciding(readings: Sequence[Mapping[str, Any]], version: Version) -> Step:
    """The open questions on which the verdict hangs, and what each choice on them makes of it."""
    verdicts = {
        key: {
            choice.value: _verdict([r["eligible"] for r in readings if r[key] == choice.value])
            for choice in question.choices
        }
        for key, question in version.questions.items()
    }
    told = {key: by for key, by in verdicts.items() if len(set(by.values())) > 1}
    words = person_messages.ELIGIBILITY_STEPS
    choices = "；".join(
        words["choice"].format(
            means=choice.means, verdict=person_messages.CHOICE_VERDICTS[told[key][choice.value]]
        )
        for key in told
        for choice in version.questions[key].choices
    )
    asks = "".join(version.questions[key].asks for key in told)
    question = version.questions[next(iter(told))]
    sentence = words["decides"].format(asks=asks, choices=choices)
    return step(question.rule, question.phrase, sentence, questions=told)


def words_of_earliest(earliest: Mapping[str, int | None]) -> str:
    """The name of the sentence that says how sure the first year is."""
    possible, certain = earliest["possible"], earliest["certain"]
    if possible is None:
        return "earliest_never"
    if certain is None:
        return "earliest_perhaps"
    return "earliest" if possible == certain else "earliest_depends"


def _earliest(earliest: Mapping[str, int | None], person: Person, version: Version) -> Step:
    words = words_of_earliest(earliest)
    goes_on = any(post.last == HORIZON for post in person.posts)
    more = person_messages.ELIGIBILITY_STEPS["goes_on"] if goes_on else ""
    spoken = {**earliest, "last": LAST_EXAM_YEAR, "more": more}
    return _step(version, "EX-01", words, spoken, **earliest)


def _exempt(subjects: Mapping[str, Any], exam_year: int, version: Version) -> list[Step]:
    if subjects["exempt"] == "no":
        return []
    words = "exempt" if subjects["exempt"] == "yes" else "exempt_depends"
    spoken = {"exam_year": exam_year}
    return [
        _step(version, "EL3-11", words, spoken, exam_year=exam_year),
        _step(version, "EL3-11", "exempt_title", {}),
    ]


def _spoken(study: Study) -> dict[str, Any]:
    return {
        "degree": person_messages.DEGREES[study.degree],
        "field": person_messages.FIELDS[study.field],
    }


def _step(
    version: Version, rule: str, words: str, spoken: Mapping[str, object], **values: object
) -> Step:
    """A step on the whole wording of a rule."""
    sentence = person_messages.ELIGIBILITY_STEPS[words].format(**spoken)
    return step(rule, version.rules[rule].wording, sentence, **values)


OPERATION = Operation("eligibility", (AS_OF,), read, answer)
