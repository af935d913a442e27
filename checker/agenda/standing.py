"""Where a person stands on the way, as far as known."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from checker.agenda.request import Answers, Person, given, nulls
from checker.eligibility import LAST_EXAM_YEAR


class Standing(NamedTuple):
    """Where a person stands on the way, as far as known.

    holder: holds a certificate, None where that is not known; complete: has passed all subjects;
    sits: is on the way to an exam, or may be; let_in_from: the first exam year in which any reading
    lets one in, as far as known; posts_lacking: posts would decide whether the coming one does, and
    have not been told; sat_told: whether results are awaited has been told; awaits: the subjects
    whose results are still to come and would change something, with the exam year of each;
    collects: the exam year whose certificate is, or would be if all that is awaited were passed;
    annotates: may have a certificate to annotate.
    """

    holder: bool | None
    complete: bool
    sits: bool
    let_in_from: int
    posts_lacking: bool
    sat_told: bool
    awaits: Mapping[str, int]
    collects: int | None
    annotates: bool

    def may_not_sit(self, exam_year: int) -> bool:
        """Whether no reading lets one in to the exam of a year."""
        return exam_year < self.let_in_from

    @classmethod
    def of(cls, person: Person, answers: Answers) -> "Standing":
        held, learnt = given(person, "annotation"), given(person, "study")
        registered, marks = given(person, "registration"), given(person, "scores")
        holds = bool(
            held.get("certificate") or held.get("annotations") or registered
            or "approved_on" in learnt
        )  # fmt: skip
        complete = bool(answers.get("scores", {}).get("complete"))
        on_the_way = bool(given(person, "eligibility") or "scores" in answers)
        none = "annotation" in person and person["annotation"] is None
        none = none or "certificate" in nulls(person, "annotation")
        none = none or "approved_on" in nulls(person, "study")
        holder = True if holds else False if none or (on_the_way and not complete) else None
        no_candidate = all(person.get(part, "") is None for part in ("eligibility", "scores"))
        passed, sat = marks.get("passed") or {}, marks.get("sat") or {}
        may = answers.get("eligibility", {})
        would_help = any(r["missing_days"] for s in may.get("studies", ()) for r in s["readings"])
        undecided = would_help and may["verdict"] != "eligible"
        lacking = undecided and "posts" not in person["eligibility"]
        was_let_in = passed and not only_secondary(may)
        first = may["earliest"]["possible"] if may and not (was_let_in or lacking) else 0
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
            awaits={} if complete else {s: y for s, y in sat.items() if y > passed.get(s, 0)},
            collects=collects,
            annotates=bool(held.get("annotations"))
            or "certificate" not in nulls(person, "annotation"),
        )


def only_secondary(may: Mapping[str, Any]) -> bool:
    """Whether all studies are of a school that opens the exam no more, whatever was passed: EL3-10."""
    studies = may.get("studies", ())
    return bool(studies) and all(study["degree"] == "secondary" for study in studies)
