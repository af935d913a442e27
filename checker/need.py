"""Does a certificate have to be annotated at all? ANN-02, with the narrower exemption of ANN-09."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker import messages
from checker.dates import chinese
from checker.rules import Version


@dataclass(frozen=True, slots=True)
class Need:
    """`yes`, `no` or `unclear`, the rules it rests on, and a sentence that says why."""

    answer: str
    rules: Sequence[str]
    text: str


def annotation_needed(certificate: Mapping[str, Any], version: Version) -> Need:
    """The need of a certificate with its `issued_on` (a day number) and/or `exam_year`.

    The issue date wins. An exam year alone decides by inference: the first national
    e-certificates are those of `first_exam_year`; the sentence says so.
    """
    cutoff = version.date("annotated_after")
    values: dict[str, object] = {
        "cutoff": chinese(cutoff),
        "first_exam_year": version.number("first_exam_year"),
    }
    issued_on, exam_year = certificate.get("issued_on"), certificate.get("exam_year")
    rules = ["ANN-02"]
    if issued_on is not None:
        values["issued_on"] = chinese(issued_on)
        if issued_on > cutoff:
            answer, text = "yes", "issued_after"
        elif issued_on < cutoff:
            answer, text = "no", "issued_before"
            rules.append("ANN-09")
        else:
            answer, text = "unclear", "issued_on_the_day"
            rules.append("ANN-09")
    elif exam_year is not None:
        values["exam_year"] = exam_year
        if exam_year >= version.number("first_exam_year"):
            answer, text = "yes", "exam_from_first_year"
        else:
            answer, text = "unclear", "exam_before_first_year"
    else:
        answer, text = "unclear", "nothing_given"
    return Need(answer, rules, messages.NEEDED[text].format(**values))
