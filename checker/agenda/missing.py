"""What else to ask a person, so that more can be said."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from checker.agenda.exam import opens
from checker.agenda.holder import needs_none
from checker.agenda.request import Answers, Person, given, registered_until
from checker.agenda.standing import Standing


class Known(NamedTuple):
    """What decides what to ask; coming: the exam year that comes next, or may be over."""

    person: Person
    answers: Answers
    standing: Standing
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
        marks = given(self.person, "scores")
        let_in = marks.get("passed") or marks.get("sat")
        return self.unasked("eligibility", "studies") and self.standing.sits and not let_in

    def unasked_posts(self) -> bool:
        found = self.answers.get("eligibility")
        enough = found is None or found["earliest"]["certain"] is not None
        studies = given(self.person, "eligibility").get("studies", [])
        titled = given(self.person, "eligibility").get("senior_title", False)
        wanted = titled or not enough or self.standing.posts_lacking
        return any(map(opens, studies)) and wanted and self.unasked("eligibility", "posts")

    def unasked_sat(self) -> bool:
        """Asked for once an exam is over: this year's, where that is known, else last year's."""
        marks = self.person.get("scores") or {}
        earliest = self.answers.get("eligibility", {}).get("earliest", {"possible": 0})["possible"]
        passed = marks.get("passed") and not self.standing.may_not_sit(self.coming)
        was_let_in = passed or (earliest is not None and earliest < self.coming)
        ahead = "next_exam_year" in self.echo and self.coming <= int(self.echo["today"][:4])
        asked = self.unasked("scores", "sat") and "passed" in marks
        return self.standing.sits and asked and not ahead and bool(was_let_in)

    def unasked_needs(self) -> bool:
        """Asked for once it is told which annotations there are, and be it none."""
        told = not self.unasked("annotation", "annotations")
        made = given(self.person, "annotation").get("annotations", [])
        planned = any(each["applied_on"] > self.echo["today"] for each in made)
        holds = bool(self.standing.holder) and self.standing.annotates
        return told and holds and self.unasked("annotation", "needs") and not planned

    def unasked_approval(self) -> bool:
        """Not asked for while one is registered: then the years of the renewal are told."""
        holder, complete = self.standing.holder, self.standing.complete
        holds = holder or (complete and holder is None)
        registered = registered_until(self.person) >= self.echo["today"]
        return self.unasked("study", "approved_on") and bool(holds) and not registered


MISSING: tuple[tuple[str, str, Callable[[Known], bool]], ...] = (
    ("area", "dates", Known.unasked_area),
    ("eligibility.studies", "eligibility", Known.unasked_studies),
    ("eligibility.posts", "eligibility", Known.unasked_posts),
    (
        "scores.passed", "scores",
        lambda k: k.unasked("scores", "passed") and k.standing.sits,
    ),
    ("scores.sat", "scores", Known.unasked_sat),
    (
        "annotation.certificate", "annotation",
        lambda k: k.unasked("annotation", "certificate") and k.standing.holder is not False,
    ),
    (
        "annotation.annotations", "annotation",
        lambda k: k.unasked("annotation", "annotations")
        and bool(given(k.person, "annotation").get("certificate")) and not needs_none(k.answers),
    ),
    (
        "annotation.needs", "annotation",
        lambda k: k.unasked_needs() and not needs_none(k.answers),
    ),
    (
        "registration.registered_until", "renewal",
        lambda k: k.unasked("registration", "registered_until") and k.standing.holder is not False,
    ),
    ("study.approved_on", "study", Known.unasked_approval),
    (
        "study.received_on", "study",
        lambda k: k.unasked("study", "received_on") and not given(k.person, "registration")
        and int(given(k.person, "study").get("approved_on", "0000")[:4]) + 1
        == int(k.echo["today"][:4]),
    ),
    (
        "study.done", "study",
        lambda k: k.unasked("study", "done")
        and bool(k.answers.get("study", {}).get("years", {}).get("certain")),
    ),
)  # fmt: skip
"""What to ask, because of which items, and when it is needed; in the order of asking."""
