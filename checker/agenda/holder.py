"""What comes for who holds a certificate: annotations, registration, and the study to be shown."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from checker.agenda.items import Item, say
from checker.agenda.request import Answers, Person, given
from checker.dates import chinese, day, iso, year
from checker.operations import timeline
from checker.renewal import FEW_DAYS
from checker.timeline import Span


def annotation_items(answers: Answers, fields: Mapping[str, Any]) -> Iterator[Item]:
    """The last sure days of annotations, the next free slot, and what the needs ask for; of a
    certificate that needs none, only what was asked for.
    """
    today = fields["today"]
    if asked := fields["asked"].get("assess"):
        yield from _ends([span for span in timeline.spans(asked) if span.made], today)
    if needs_none(answers):
        return
    if found := answers.get("assess"):
        certain = day(found["earliest"]["certain"])
        if certain > today:
            said = say("annotation_slot", day=chinese(certain))
            yield Item("annotation-slot", "annotation", said, "assess", "ANN-03", certain, certain)
    if found := answers.get("plan"):
        yield from _needs(found)


def needs_none(answers: Answers) -> bool:
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
            planned = say("annotation_planned")
            yield Item(f"{name}-apply", "annotation", planned, "timeline", "ANN-03", first, first,
                       todo=True)  # fmt: skip
        said = say("annotation_ends", applied_on=chinese(first), last=chinese(last))
        yield Item(f"{name}-end", "annotation_end", said, "timeline", "ANN-07", last, last)


def _needs(found: Mapping[str, Any]) -> Iterator[Item]:
    for number, each in enumerate(found["applications"], 1):
        last = day(each["apply_on"])
        said = say(
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
        said = say(
            "annotation_unmet", label=each["label"], first=chinese(first),
            days=each["days_uncovered"], reason=each["reason"],
        )  # fmt: skip
        yield Item(f"annotation-unmet-{number}", "annotation", said, "plan", "ANN-03", first, first)


def registration_items(answers: Answers, fields: Mapping[str, Any]) -> Iterator[Item]:
    """The deadline of the renewal, and the end of the registration."""
    found = answers.get("renewal")
    if not found:
        return
    end: int = fields["person"]["registration"]["registered_until"]
    left, state = found["days_until"], found["state"]
    safe, latest = day(found["file_by"]["safe"]), day(found["file_by"]["latest"])
    if state == "expired":
        said = say("registration_over", end=chinese(end))
        yield Item("registration-end", "registration_end", said, "renewal", "REG3-04", end, end,
                   todo=True, late=True)  # fmt: skip
        return
    words = {"disputed": "renewal_disputed", "late": "renewal_late"}.get(state, "renewal")
    if words == "renewal" and left["safe"] <= FEW_DAYS:
        words = "renewal_few" if left["safe"] else "renewal_today"
    if state == "late" and not left["end"]:
        words = "renewal_ends_today"
    days = left["end"] if state == "late" else left["safe"]
    said = say(words, safe=chinese(safe), latest=chinese(latest), days=days)
    yield Item("registration-renewal", "renewal", said, "renewal", "REG-08",
               day(found["due_from"]), safe, todo=True, late=True)  # fmt: skip
    said = say("registration_ends", end=chinese(end))
    yield Item("registration-end", "registration_end", said, "renewal", "REG3-04", end, end)


PROOFS = {"none": "no_proofs", "years": "proofs", "depends": "proofs_perhaps"}


def study_items(answers: Answers, person: Person, today: int) -> Iterator[Item]:
    """A first registration, and the years of study that are still to be shown for either."""
    found = answers.get("study")
    if not found:
        return
    registered = "open" in found
    certain, this_year = found["years"]["certain"], year(today)
    rule = "REG-13" if registered else "REG-12"
    ran_out = not registered and given(person, "registration")
    if ran_out and certain:
        said = say("register_again", years=_years(certain))
        yield Item("study-again", "study", said, "study", rule)
    if not given(person, "registration"):
        sure = found["needed"] != "years" or certain == found["years"]["possible"]
        words = PROOFS[found["needed"]] if sure else "proofs_perhaps"
        proofs = say(words, years=_years(certain), this_year=this_year)
        said = say("first_registration", proofs=proofs)
        yield Item("first-registration", "first_registration", said, "study", rule, todo=True)
    learnt = given(person, "study").get("done")
    left = [each for each in certain if each not in (learnt or [])]
    first, last = (date(this_year, *on).toordinal() for on in ((1, 1), (12, 31)))
    if this_year in left:
        hours = found["hours_each"][str(this_year)]
        words = "study_year" if hours is not None else "study_year_unknown"
        said = say(words, year=this_year, hours=hours)
        yield Item(f"study-{this_year}", "study", said, "study", rule, first, last, todo=True)
    over = [each for each in left if each < this_year]
    if learnt is None:
        if over and registered:
            yield Item(
                "study-proofs", "study", say("study_proofs", years=_years(over)), "study", rule
            )
        return
    if this_year - 1 in over:
        said = say("study_last_year", year=this_year - 1)
        yield Item(f"study-makeup-{this_year - 1}", "study", said, "study", "CE3-03", first, last,
                   todo=True)  # fmt: skip
    if past := [each for each in over if each < this_year - 1]:
        yield Item("study-past", "study", say("study_past", years=_years(past)), "study", rule)


def _years(years: Any) -> str:
    return "、".join(map(str, years))
