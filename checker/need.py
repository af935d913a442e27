"""Does a certificate have to be annotated at all? ANN-02, with the narrower exemption of ANN-09."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from checker import messages
from checker.dates import chinese
from checker.rules import Version

DATES = ("cutoff", "issued_on")


class Requirement(NamedTuple):
    """`yes`, `no` or `unclear`, the rules it rests on, and why: a key of messages.NEEDED.

    `values` are the numbers of the sentence, dates as day numbers.
    """

    answer: str
    rules: Sequence[str]
    why: str
    values: Mapping[str, Any]

    @property
    def text(self) -> str:
        """A sentence that says why."""
        dates = {name: chinese(self.values[name]) for name in DATES if name in self.values}
        return messages.NEEDED[self.why].format(**{**self.values, **dates})


def annotation_needed(certificate: Mapping[str, Any], version: Version) -> Requirement:
    """Whether a certificate must be annotated, by its `issued_on` (a day number)
    and/or `exam_year`.

    The issue date wins. An exam year alone decides by inference: the first national
    e-certificates are those of `first_exam_year`; the sentence says so.
    """
    issued_on, exam_year = certificate.get("issued_on"), certificate.get("exam_year")
    if issued_on is not None:
        cutoff = version.date("annotated_after")
        values = {"issued_on": issued_on, "cutoff": cutoff}
        if issued_on > cutoff:
            return Requirement("yes", ["ANN-02"], "issued_after", values)
        if issued_on < cutoff:
            return Requirement("no", ["ANN-02", "ANN-09"], "issued_before", values)
        return Requirement("unclear", ["ANN-02", "ANN-09"], "issued_on_the_day", values)
    if exam_year is not None:
        first = version.number("first_exam_year")
        values = {"exam_year": exam_year, "first_exam_year": first}
        if exam_year >= first:
            values["cutoff"] = version.date("annotated_after")
            return Requirement("yes", ["ANN-02"], "exam_from_first_year", values)
        return Requirement("unclear", ["ANN-02"], "exam_before_first_year", values)
    return Requirement("unclear", ["ANN-02"], "nothing_given", {})
