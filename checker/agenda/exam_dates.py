"""The dates of exams that concern a person, those not known yet, and results that are awaited."""

from collections.abc import Iterator, Mapping
from typing import Any

from checker import person_messages
from checker.agenda.items import Item, say, subject_names
from checker.agenda.request import (
    CERTAIN_FIRST,
    CERTAINTY,
    Dates,
    Person,
    begun,
    coming_exam,
    is_sure,
)
from checker.agenda.standing import Standing
from checker.dates import chinese, year

AFTER_THE_EXAM = ("scores", "certificate")
CLOSES = ("admit_card", "exam")
"""What begins only when registration for the same exam is over."""


def concerning(fields: Mapping[str, Any], person: Person, standing: Standing) -> Dates:
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


def registration_over(dates: Dates, exam_year: int, today: int) -> bool:
    """Whether registration for an exam is over, as announced: an expected day that has passed is no
    proof, nor is that of the country where the area has its own.
    """
    closing = [e for e in dates if e["exam_year"] == exam_year and e["what"] in CLOSES]
    if any(is_sure(each) and begun(each, today) for each in closing):
        return True
    windows = _windows(dates, exam_year)
    return bool(windows) and all(is_sure(each) and _ended(each, today) for each in windows)


def registration_ahead(dates: Dates, exam_year: int, today: int) -> bool:
    """Whether one can still register for an exam, as far as dates tell: always for that of a later
    year, never only because nobody knows when.
    """
    if exam_year > year(today):
        return True
    windows = _windows(dates, exam_year)
    told = [e for e in windows if not (e.get("start") is None and e.get("end") is None)]
    return any(not _ended(each, today) for each in told)


def _windows(dates: Dates, exam_year: int) -> Dates:
    """The times of registration for an exam: the area's own, else the country's."""
    of_exam = [e for e in dates if (e["what"], e["exam_year"]) == ("registration", exam_year)]
    return [each for each in of_exam if each.get("area")] or of_exam


def items(fields: Mapping[str, Any], dates: Dates, standing: Standing) -> Iterator[Item]:
    """The site's dates for this person, and those that are not known yet."""
    today, exam_year = fields["today"], fields.get("next_exam_year")
    own = {(each["what"], each["exam_year"]) for each in dates if each.get("area")}
    coming = coming_exam(fields)
    closing = (each for each in dates if each["what"] in CLOSES and begun(each, today))
    closed = {each["exam_year"] for each in closing if is_sure(each)}
    shown = [e for e in dates if e.get("area") or (e["what"], e["exam_year"]) not in own]
    for each in shown:
        open_end = each.get("start") is not None and each.get("end") is None
        past = each["exam_year"] < coming and each["what"] not in AFTER_THE_EXAM
        if open_end and (past or (each["exam_year"] in closed and each["what"] == "registration")):
            continue  # nobody wrote its end, and yet it is over
        yield _date(each, fields)._replace(todo=_is_to_do(each, standing))
    known = (each for each in shown if is_sure(each) or not _ended(each, today))
    told = {(each["what"], each["exam_year"]) for each in known}
    later = any(each["what"] == "exam" and each["exam_year"] > coming for each in dates)
    if standing.sits and not standing.may_not_sit(coming) and (exam_year or not later):
        for what in ("registration", "exam"):
            if (what, coming) not in told and (what == "exam" or coming not in closed):
                yield _unknown(what, coming, fields)
    awaits = standing.awaits
    for sat_in in sorted(set(awaits.values())):
        results = [e for e in dates if (e["what"], e["exam_year"]) == ("scores", sat_in)]
        if all(_over(each, today) for each in results):
            subjects = subject_names(subject for subject in awaits if awaits[subject] == sat_in)
            long_out = sat_in < coming - 1  # another exam has been held since
            words = "awaited_long" if long_out else "awaited_over" if results else "awaited"
            awaited = say(words, exam_year=sat_in, subjects=subjects)
            item = Item(f"scores-{sat_in}", "awaited", awaited, "scores", "EX-05")
            if long_out:  # to be looked up any day, yet not before what has a last day
                yield item._replace(todo=True)
            else:
                yield item._replace(exam_year=sat_in, certainty="unknown")


def _ended(each: Mapping[str, Any], today: int) -> bool:
    end: int | None = each.get("end")
    return end is not None and end < today


def _over(each: Mapping[str, Any], today: int) -> bool:
    last: int | None = each.get("end") or each.get("start")
    return last is not None and last < today


def _concerns(each: Mapping[str, Any], standing: Standing) -> bool:
    """Whether a date is one of an exam that this person has to do with: never of one to which one
    is not let in, but for what comes of it where one says that one sat it.
    """
    sat = each["what"] in AFTER_THE_EXAM and each["exam_year"] in standing.awaits.values()
    if standing.may_not_sit(each["exam_year"]) and not sat:
        return False
    if each["what"] == "certificate" and (standing.complete or standing.sat_told):
        return bool(each["exam_year"] == standing.collects)
    if each["what"] == "scores" and standing.sat_told:
        return each["exam_year"] in standing.awaits.values()
    return standing.sits


def _is_to_do(each: Mapping[str, Any], standing: Standing) -> bool:
    """Whether there is something to do on a date: not on what comes of an exam one did not sit."""
    if each["what"] == "certificate":
        return standing.complete and bool(each["exam_year"] == standing.collects)
    return each["what"] not in AFTER_THE_EXAM or each["exam_year"] in standing.awaits.values()


def _date(each: Mapping[str, Any], fields: Mapping[str, Any]) -> Item:
    first, last, what = each.get("start"), each.get("end"), each["what"]
    certainty = CERTAINTY[each["status"]]
    said = {
        "exam_year": each["exam_year"],
        "what": person_messages.DATES[what],
        "certainty": say("expected") if certainty == "expected" else "",
        "first": "" if first is None else chinese(first),
        "last": "" if last is None else chinese(last),
    }
    if first is None and last is None:
        unknown = _unknown(what, each["exam_year"], fields)
        return unknown._replace(id=each["id"], source=each.get("source"))
    words = "from" if last is None else "until" if first is None else "span"
    return Item(
        each["id"], what, say("day" if first == last else words, **said), "dates",
        first=first, last=last, exam_year=each["exam_year"], certainty=certainty,
        source=each.get("source"), todo=True,
    )  # fmt: skip


def _unknown(what: str, exam_year: int, fields: Mapping[str, Any]) -> Item:
    """What is known to come but for its days; or may be over, which is then said."""
    next_exam = what == "exam" and exam_year == fields.get("next_exam_year")
    ahead = next_exam or exam_year > year(fields["today"])
    words = "not_known" if ahead else "not_known_nor_over"
    said = say(words, exam_year=exam_year, what=person_messages.DATES[what])
    return Item(f"{what}-{exam_year}", what, said, "dates", exam_year=exam_year, certainty="unknown",
                todo=True)  # fmt: skip
