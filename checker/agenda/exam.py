"""Whether one may sit the exam, and what is still to be passed."""

from collections.abc import Iterator, Mapping
from typing import Any

from checker import person_messages
from checker.agenda.exam_dates import registration_ahead, registration_over
from checker.agenda.items import Item, say, subject_names
from checker.agenda.request import Answers, Dates, coming_exam, given
from checker.agenda.standing import Standing, only_secondary
from checker.dates import day, year
from checker.eligibility import LAST_EXAM_YEAR, Study
from checker.operations import eligibility


def items(
    answers: Answers, fields: Mapping[str, Any], standing: Standing, dates: Dates
) -> Iterator[Item]:
    """Whether one may sit it, and what is still to be passed; nothing of either for who is done."""
    found, marks = answers.get("eligibility"), answers.get("scores")
    titled = found is not None and found["subjects"]["exempt"] != "no"
    of_all = titled and not given(fields["person"], "scores").get("exempt")
    if found and not standing.complete:
        exam_year = fields.get("next_exam_year")
        coming, today = coming_exam(fields), fields["today"]
        over = registration_over(dates, coming, today)
        ahead = not over and registration_ahead(dates, coming, today)
        told = _may_sit(found, fields, standing.posts_lacking, ahead)
        if exam_year is not None and found["verdict"] != "not_eligible":
            told += _count(found, exam_year, counted=marks is not None and not of_all)
        possible = found["earliest"]["possible"]
        if over and (standing.posts_lacking or (possible is not None and possible <= coming)):
            told += say("sign_up_over", exam_year=coming)
        if exam_year is None and possible is not None:
            exam_year = max(possible, year(today))
        yield Item("eligibility", "eligibility", told, "eligibility", _rule_of(found),
                   exam_year=exam_year)  # fmt: skip
    if marks and not (standing.complete and standing.holder):
        told = say("scores_all") if of_all and not marks["complete"] else ""
        told += _subjects_left(marks, bool(standing.awaits))
        yield Item("subjects", "subjects", told, "scores", "EX-05",
                   exam_year=marks["finish_by"] or (None if marks["complete"] else marks["exam_year"]),
                   todo=_can_collect(standing, coming_exam(fields)))  # fmt: skip


def _can_collect(standing: Standing, coming: int) -> bool:
    """Whether one has no certificate of an exam after which another has been held."""
    none_yet = standing.complete and standing.holder is False
    return none_yet and standing.collects is not None and standing.collects < coming - 1


def _rule_of(found: Mapping[str, Any]) -> str:
    """The rule on which it rests whether one may sit: another for who left school too early."""
    return "EL3-10" if only_secondary(found) else "EX-01"


def opens(study: Mapping[str, Any]) -> bool:
    """Whether a study opens the exam, sooner or later: EX-01, EL3-10."""
    return not (study["degree"] == "secondary" or study["field"] == "other")


def _earliest(found: Mapping[str, Any], as_of: int) -> str:
    """The first exam year one may sit; of studies that open none, why, for no year helps there."""
    studies = found["studies"]
    if studies and not any(map(opens, studies)):
        closed = [Study(s["degree"], s["field"], day(s["graduated"])) for s in studies]
        return eligibility.why_never(closed, as_of)
    earliest = found["earliest"]
    words = eligibility.words_of_earliest(earliest)
    if words in person_messages.AGENDA:
        return say(words, **earliest)
    spoken = {**earliest, "last": LAST_EXAM_YEAR, "more": ""}
    return person_messages.ELIGIBILITY_STEPS[words].format(**spoken)


def _may_sit(
    found: Mapping[str, Any], fields: Mapping[str, Any], posts_lacking: bool, ahead: bool
) -> str:
    """Whether one may sit the coming exam; only that it would be enough where nothing tells that
    registration is `ahead`.
    """
    exam_year, this_year = fields.get("next_exam_year"), year(fields["today"])
    possible, certain = found["earliest"]["possible"], found["earliest"]["certain"]
    if exam_year is None:  # no exam is known to come next: that of this year may be over
        if posts_lacking:
            return say("posts_unknown_when")
        if possible == certain == this_year:
            return say("enough", exam_year=this_year)
        if possible is None or possible >= this_year:
            return _earliest(found, fields["as_of"])
        sure = certain is not None and certain <= this_year
        return say("earliest_over" if sure else "earliest_over_depends")
    enough = found["verdict"] == "eligible" and not ahead
    verdict = say("enough" if enough else found["verdict"], exam_year=exam_year)
    if found["verdict"] == "not_eligible":
        unknown = posts_lacking and say("posts_unknown", exam_year=exam_year)
        return unknown or verdict + _earliest(found, fields["as_of"])
    return verdict


def _count(found: Mapping[str, Any], exam_year: int, counted: bool) -> str:
    """How many subjects there are to sit, unless they are counted by what was passed."""
    count = found["subjects"]["count"]
    if count is None:
        return person_messages.ELIGIBILITY_STEPS["exempt_depends"].format(exam_year=exam_year)
    return "" if counted else person_messages.SUBJECTS_COUNT.format(count=count)


def _subjects_left(found: Mapping[str, Any], awaits: bool) -> str:
    told = _finish(found, bool(found["counts_until"]))
    over = found.get("if_over")
    if over and found["counts_until"] and not found["complete"]:
        later = _finish(over, passed=True)
        told += say("scores_over", exam_year=found["exam_year"], told=later)
    if awaits:
        passed = found["if_passed"]
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
