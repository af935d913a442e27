"""`scores`: until when do passed subjects count, what is missing, by when must one be done?"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from checker import messages
from checker.dates import iso, today_in_china, year
from checker.faults import Fault
from checker.fields import Integer, Object, boolean, text
from checker.operation import Asked, Found, Operation
from checker.requests import EXAM_YEARS, OPERATION_DAY, AsOf, with_defaults
from checker.rules import Version, rule_set
from checker.scores import SUBJECTS, SUBJECTS_EXEMPT, Scores, Window
from checker.steps import Step, step

AS_OF = AsOf(rule_set("scores"))


def _only_subjects_sat(fields: dict[str, Any]) -> None:
    if not fields["exempt"]:
        return
    for member in (name for name in fields if name in ("passed", "sat")):
        for subject in fields[member]:
            if subject not in SUBJECTS_EXEMPT:
                known = "、".join(SUBJECTS_EXEMPT)
                raise Fault("unknown_field", f"{member}.{subject}", name=subject, known=known)


EXAM_YEAR = Integer(*EXAM_YEARS, "date_out_of_range")
YEARS = Object(dict.fromkeys(SUBJECTS, EXAM_YEAR))

DEFAULTS: Mapping[str, Any] = {"sat": {}, "exempt": False}
REQUEST = Object(
    {
        "op": text,
        "as_of": AS_OF,
        "today": OPERATION_DAY,
        "next_exam_year": EXAM_YEAR,
        "passed": YEARS,
        "sat": YEARS,
        "exempt": boolean,
    },
    required=("passed",),
    check=_only_subjects_sat,
)


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request: the exam year in which each subject was passed or sat, and which exam
    comes next. Raises Fault.
    """
    stand = {"as_of": iso(AS_OF.default()), "today": iso(today_in_china())}
    echo = with_defaults(request, **stand, **DEFAULTS)
    return Asked(echo, REQUEST(echo))


def answer(asked: Asked) -> dict[str, Any]:
    """How long each score counts, what is missing, and by when it must be passed."""
    return find(asked).whole()


def find(asked: Asked) -> Found:
    """The same, not yet explained."""
    fields = asked.fields
    version = AS_OF.in_force(fields["as_of"])
    this_year = year(fields["today"])
    exam_year = fields.get("next_exam_year", this_year)
    scores = Scores.of(fields["passed"], fields["exempt"], exam_year, version)
    found: dict[str, Any] = {"counts_until": scores.counts_until, **_standing(scores)}
    over = None if "next_exam_year" in fields else scores._replace(exam_year=this_year + 1)
    if over:
        found["if_over"] = _standing(over)
    passed = _if_passed(scores, fields["sat"]) if fields["sat"] else None
    if passed:
        found["if_passed"] = {"counts_until": passed.counts_until, **_standing(passed)}

    def explained() -> dict[str, Any]:
        explanation = _explanation(scores, fields["exempt"], version)
        if over and scores.passed:
            explanation.append(_over(scores, over, version))
        if passed:
            explanation.append(_awaited(passed, fields["sat"], version))
        cited = dict.fromkeys(s["rule"] for s in explanation)
        return {"explanation": explanation, "sources": version.sources(cited)}

    return Found({"rules_last_seen": iso(version.last_seen), **found}, explained)


def _if_passed(scores: Scores, sat: Mapping[str, int]) -> Scores:
    """The scores if every awaited result is a pass; the exam that was sat is over."""
    passed = {**scores.passed}
    for subject, sat_in in sat.items():
        passed[subject] = max(sat_in, passed.get(subject, sat_in))
    return scores._replace(passed=passed, exam_year=max(scores.exam_year, max(sat.values()) + 1))


def _standing(scores: Scores) -> dict[str, Any]:
    """The members that hang on which exam comes next."""
    window = scores.best_window
    return {
        "exam_year": scores.exam_year,
        "lapsed": scores.lapsed,
        "missing": scores.missing,
        "finish_by": scores.finish_by,
        "complete": scores.complete,
        "best_window": window and _window(window),
        "windows": [{**each._asdict(), "to_sit": list(each.to_sit)} for each in scores.windows],
    }


def _window(window: Window) -> Mapping[str, object]:
    return {
        "from": window.first,
        "to": window.last,
        "keep": window.keep,
        "sit_again": list(window.sit_again),
    }


def _explanation(scores: Scores, exempt: bool, version: Version) -> list[Step]:
    told = [_exempt(scores, version)] if exempt else []
    told.append(_step(version, "all_subjects", count=len(scores.subjects), span=scores.span))
    if not scores.passed:
        return [*told, _step(version, "nothing_passed")]
    for subject, until in scores.counts_until.items():
        passed = scores.passed[subject]
        words = "lapsed" if subject in scores.lapsed else "counts_until"
        told.append(_step(version, words, subject=subject, year=passed, until=until))
    oldest, newest = min(scores.passed.values()), max(scores.passed.values())
    if scores.too_far_apart:
        told.append(_step(version, "too_far_apart", oldest=oldest, newest=newest, span=scores.span))
    if window := scores.best_window:
        told.append(
            _step(
                version, "best_window", keep=list(window.keep), again=list(window.sit_again),
                first=window.first, last=window.last,
            )
        )  # fmt: skip
    if scores.complete:
        count = len(scores.subjects)
        told.append(_step(version, "complete", count=count, first=oldest, last=newest))
    else:
        told.append(_finish_by(scores, version))
    told += [
        _step(
            version, "window", year=each.exam_year, counting=list(each.counting),
            to_sit=list(each.to_sit),
        )
        for before, each in pairwise(scores.windows)
        if each.counting != before.counting
    ]  # fmt: skip
    extended_up_to = version.number("extended_up_to")
    if oldest <= extended_up_to:
        told.append(_step(version, "extended", year=extended_up_to))
    return told


def _finish_by(scores: Scores, version: Version) -> Step:
    """By when to pass the rest, or that nothing counts any more."""
    missing, exam_year = scores.missing, scores.exam_year
    if scores.finish_by is None:
        return _step(version, "all_lapsed", missing=missing, year=exam_year)
    return _step(version, "finish_by", missing=missing, finish_by=scores.finish_by, year=exam_year)


def _over(before: Scores, after: Scores, version: Version) -> Step:
    """What holds if the exam of the year is over, where nobody has said which comes next."""
    values: dict[str, Any] = {"year": before.exam_year, "next": after.exam_year}
    if after.complete:
        return _step(version, "over_complete", **values)
    values |= {"missing": after.missing}
    if after.finish_by is None:
        return _step(version, "over_nothing", **values)
    return _step(version, "over", **values, finish_by=after.finish_by)


def _awaited(passed: Scores, sat: Mapping[str, int], version: Version) -> Step:
    """What holds if the awaited results are all passes; all else told holds if none is."""
    values: dict[str, Any] = {"awaited": list(sat)}
    if passed.complete:
        return _step(version, "awaited_complete", **values)
    if passed.finish_by is None:
        return _step(version, "awaited_nothing", **values)
    return _step(version, "awaited", **values, missing=passed.missing, finish_by=passed.finish_by)


def _step(version: Version, words: str, **values: object) -> Step:
    """A step on EX-05; subjects among `values` are spoken by their Chinese names."""
    spoken = {name: _spoken(value) for name, value in values.items()}
    text = messages.SCORE_STEPS[words].format(**spoken)
    return step("EX-05", version.rules["EX-05"].wording, text, **values)


def _spoken(value: object) -> object:
    if isinstance(value, list):
        return "、".join(messages.SUBJECTS[subject] for subject in value)
    return messages.SUBJECTS[value] if isinstance(value, str) else value


def _exempt(scores: Scores, version: Version) -> Step:
    subjects = list(scores.subjects)
    text = messages.SCORE_STEPS["exempt"].format(subjects=_spoken(subjects))
    return step("EX-04", version.rules["EX-04"].wording, text, subjects=subjects)


OPERATION = Operation("scores", (AS_OF,), read, answer)
