"""Whether one may sit the exam, and what is still to be passed."""

from collections.abc import Iterator, Mapping
from typing import Any

from checker import person_messages
from checker.agenda.exam_dates import registration_over
from checker.agenda.items import Item, say, subject_names
from checker.agenda.request import Answers, Dates, coming_exam, given
from checker.agenda.standing import Standing
from checker.dates import day, year
from checker.eligibility import LAST_EXAM_YEAR, Study
from checker.operations import eligibility


def items(
    answers: Answers, fields: Mapping[str, Any], standing: Standing, dates: Dates
) -> Iterator[Item]:
    """Whether one may sit it, and what is still to be passed; nothing of either for who is done."""
    found = answers.get("eligibility")
    if found and not standing.complete:
        exam_year = fields.get("next_exam_year")
        coming = coming_exam(fields)
        over = registration_over(dates, coming, fields["today"])
        told = _may_sit(found, fields, standing.posts_lacking, over)
        possible = found["earliest"]["possible"]
        if over and (standing.posts_lacking or (possible is not None and possible <= coming)):
            told += say("sign_up_over", exam_year=coming)
        if exam_year is None and possible is not None:
            exam_year = max(possible, year(fields["today"]))
        yield Item("eligibility", "eligibility", told, "eligibility", _rule_of(found),
                   exam_year=exam_year)  # fmt: skip
    found = answers.get("scores")
    if found and not (standing.complete and standing.holder):
        titled = answers.get("eligibility", {}).get("subjects", {}).get("exempt", "no") != "no"
        exempt = given(fields["person"], "scores").get("exempt")
        of_all = say("scores_all") if titled and not (exempt or found["complete"]) else ""
        yield Item("subjects", "subjects", of_all + _subjects_left(found), "scores", "EX-05",
                   exam_year=found["finish_by"] or (None if found["complete"] else found["exam_year"]))  # fmt: skip


def _rule_of(found: Mapping[str, Any]) -> str:
    """The rule on which it rests whether one may sit: another for who left school too early."""
    only_secondary = all(study["degree"] == "secondary" for study in found["studies"])
    return "EL3-10" if only_secondary else "EX-01"


def opens(study: Mapping[str, Any]) -> bool:
    """Whether a study opens the exam, sooner or later: EX-01, EL3-10."""
    return not (study["degree"] == "secondary" or study["field"] == "other")


def _earliest(found: Mapping[str, Any], as_of: int) -> str:
    """The first exam year one may sit; of studies that open none, why, for no year helps there."""
    studies = found["studies"]
    if not any(map(opens, studies)):
        closed = [Study(s["degree"], s["field"], day(s["graduated"])) for s in studies]
        return eligibility.why_never(closed, as_of)
    earliest = found["earliest"]
    words = eligibility.words_of_earliest(earliest)
    if words in person_messages.AGENDA:
        return say(words, **earliest)
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
            return say("posts_unknown_when")
        if possible is None or possible >= this_year:
            return _earliest(found, fields["as_of"])
        sure = certain is not None and certain <= this_year
        return say("earliest_over" if sure else "earliest_over_depends")
    enough = over and found["verdict"] == "eligible"
    verdict = say("enough" if enough else found["verdict"], exam_year=exam_year)
    if found["verdict"] == "not_eligible":
        unknown = posts_lacking and say("posts_unknown", exam_year=exam_year)
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
        told += say("scores_over", exam_year=found["exam_year"], told=later)
    if passed := found.get("if_passed"):
        told += say("scores_awaited", told=_finish(passed, passed=True))
    return told


def _finish(found: Mapping[str, Any], passed: bool) -> str:
    if found["complete"]:
        return say("scores_complete")
    missing = subject_names(found["missing"])
    if not passed:
        return say("scores_nothing", missing=missing)
    if found["finish_by"] is None:
        return say("scores_missing", missing=missing, exam_year=found["exam_year"])
    return say("scores_finish", missing=missing, finish_by=found["finish_by"])
