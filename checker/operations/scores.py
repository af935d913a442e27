"""`scores`: until when do passed subjects count, what is missing, by when must one be done?"""

from collections.abc import Mapping
from typing import Any

from checker import messages
from checker.dates import iso
from checker.faults import Fault
from checker.fields import Integer, Object, boolean, text
from checker.operation import Asked, Operation
from checker.requests import EXAM_YEARS, AsOf, with_defaults
from checker.rules import Version, rule_set
from checker.scores import SUBJECTS, SUBJECTS_EXEMPT, Scores, Window
from checker.steps import Step, step

AS_OF = AsOf(rule_set("scores"))


def _only_subjects_sat(fields: dict[str, Any]) -> None:
    if not fields["exempt"]:
        return
    for subject in fields["passed"]:
        if subject not in SUBJECTS_EXEMPT:
            known = "、".join(SUBJECTS_EXEMPT)
            raise Fault("unknown_field", f"passed.{subject}", name=subject, known=known)


REQUEST = Object(
    {
        "op": text,
        "as_of": AS_OF,
        "passed": Object(dict.fromkeys(SUBJECTS, Integer(*EXAM_YEARS, "date_out_of_range"))),
        "exempt": boolean,
    },
    required=("passed",),
    check=_only_subjects_sat,
)


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request: the exam year in which each subject was passed. Raises Fault."""
    echo = with_defaults(request, as_of=iso(AS_OF.default()), exempt=False)
    return Asked(echo, REQUEST(echo))


def answer(asked: Asked) -> dict[str, Any]:
    """How long each score counts, what is missing, and by when it must be passed."""
    fields = asked.fields
    version = AS_OF.in_force(fields["as_of"])
    scores = Scores.of(fields["passed"], fields["exempt"], version)
    window = scores.best_window
    explanation = _explanation(scores, fields["exempt"], version)
    return {
        "rules_last_seen": iso(version.last_seen),
        "counts_until": scores.counts_until,
        "missing": scores.missing,
        "finish_by": scores.finish_by,
        "complete": scores.complete,
        "best_window": window and _window(window),
        "explanation": explanation,
        "sources": version.sources(dict.fromkeys(s["rule"] for s in explanation)),
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
    told.append(
        _step(version, "all_subjects", count=len(scores.subjects), span=scores.span),
    )
    for subject, until in scores.counts_until.items():
        year = scores.passed[subject]
        told.append(_step(version, "counts_until", subject=subject, year=year, until=until))
    if not scores.passed:
        told.append(_step(version, "nothing_passed"))
        return told
    oldest, newest = min(scores.passed.values()), max(scores.passed.values())
    if window := scores.best_window:
        told.append(_step(version, "too_far_apart", oldest=oldest, newest=newest, span=scores.span))
        told.append(
            _step(
                version, "best_window", keep=list(window.keep), again=list(window.sit_again),
                first=window.first, last=window.last,
            )
        )  # fmt: skip
    elif scores.complete:
        count = len(scores.subjects)
        told.append(_step(version, "complete", count=count, first=oldest, last=newest))
    else:
        told.append(_step(version, "finish_by", missing=scores.missing, finish_by=scores.finish_by))
    extended_up_to = version.number("extended_up_to")
    if oldest <= extended_up_to:
        told.append(_step(version, "extended", year=extended_up_to))
    return told


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
