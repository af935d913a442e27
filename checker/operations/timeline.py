"""`timeline`: an `assess` request answered as a picture: slots, spans and days on an axis."""

from collections.abc import Mapping
from typing import Any

from checker.dates import iso
from checker.operation import Asked, Operation
from checker.operations import assess
from checker.readings import Annotation, AnnotationRule
from checker.requests import ANNOTATION
from checker.timeline import Span, Timeline, spans_of, timeline


def answer(asked: Asked) -> dict[str, Any]:
    """Where the slots, the spans and the days of an `assess` request stand on one axis."""
    fields = asked.fields
    version = ANNOTATION.in_force(fields["as_of"])
    picture = timeline(*_told(asked))
    assessed, today = picture.assessed, fields["today"]
    return {
        "rules_last_seen": iso(version.last_seen),
        "days": [iso(day) for day in range(picture.first, picture.last + 1)],
        "months": [_day(day, picture) for day in picture.months()],
        "window": _stretch(picture.window_first, assessed.apply_on, picture),
        "spans": [_span(span, picture) for span in picture.spans],
        "slots": [_slot(span) for span in picture.slots],
        "marks": {
            "apply_on": _day(assessed.apply_on, picture),
            "usual": _day(assessed.usual.earliest, picture),
            "certain": _day(assessed.certain, picture),
            "today": _day(today, picture) if picture.first <= today <= picture.last else None,
        },
    }


def spans(asked: Asked) -> list[Span]:
    """The spans of the picture alone."""
    return spans_of(*_told(asked))


def _told(asked: Asked) -> tuple[list[Annotation], int, int, AnnotationRule]:
    fields = asked.fields
    annotations = [Annotation(**item) for item in fields["annotations"]]
    rule = AnnotationRule.of(ANNOTATION.in_force(fields["as_of"]))
    return annotations, fields["apply_on"], fields["days"], rule


def _day(day: int, picture: Timeline) -> Mapping[str, object]:
    return {"date": iso(day), "at": day - picture.first}


def _stretch(first: int, last: int, picture: Timeline) -> Mapping[str, object]:
    return {
        "from": iso(first),
        "to": iso(last),
        "at": first - picture.first,
        "length": last - first + 1,
    }


def _span(span: Span, picture: Timeline) -> Mapping[str, object]:
    return {
        **_stretch(span.first, span.safe_end, picture),
        "doubtful": span.latest_end - span.safe_end,
        "latest": iso(span.latest_end),
        "made": span.made,
        "counted": span.counted,
    }


def _slot(span: Span | None) -> Mapping[str, object]:
    if span is None:
        return {"state": "free"}
    return {"state": "used", "applied_on": iso(span.first), "free_on": iso(span.free_on)}


OPERATION = Operation("timeline", (ANNOTATION,), assess.read, answer)
