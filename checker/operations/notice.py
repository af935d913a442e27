"""`notice`: which dates does a notice of an exam authority state, and in which words?

Its reader is a package of its own, loaded when first asked for: the other tools do without.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from checker import messages
from checker.faults import Fault
from checker.fields import Date, Integer, Object, shorten, text
from checker.operation import Asked, Operation
from checker.requests import EXAM_YEARS, FIRST_CERTIFICATE_DAY, LAST_DAY, with_defaults

MOST_CHARACTERS = 100_000
LONGEST_NAME = 100
DEFAULT_EXAM = "执业药师"


def _notice(value: Any) -> str:
    notice = text(value)
    if len(notice) > MOST_CHARACTERS:
        raise Fault("too_large").saying(
            messages.NOTICE_TOO_LARGE.format(limit=MOST_CHARACTERS, count=len(notice))
        )
    return notice


def _name(value: Any) -> str:
    name = text(value)
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Fault("unknown_value", value=shorten(name), known=messages.EXAM_NAMES)
    return name


def _area(value: Any) -> str:
    from checker.notice.areas import AREAS

    area = text(value)
    if area not in AREAS:
        raise Fault("unknown_value", value=shorten(area), known="、".join(AREAS))
    return area


REQUEST = Object(
    {
        "op": text,
        "text": _notice,
        "exam": _name,
        "exam_year": Integer(*EXAM_YEARS, "year_out_of_range"),
        "area": _area,
        "published_on": Date(FIRST_CERTIFICATE_DAY, LAST_DAY),
    },
    required=("text",),
)


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request: a text, and which exam, exam year and area are asked for. Raises
    Fault."""
    echo = with_defaults(request, exam=DEFAULT_EXAM)
    return Asked(echo, REQUEST(echo))


def answer(asked: Asked) -> dict[str, Any]:
    """The dates stated for known matters, with their words; what was not understood, with why."""
    from checker.notice.page import Question
    from checker.notice.reading import read_notice

    fields = asked.fields
    published_on = fields.get("published_on")
    question = Question(
        fields["exam"],
        fields.get("exam_year"),
        fields.get("area"),
        date.fromordinal(published_on) if published_on else None,
    )
    return read_notice(fields["text"], question)


OPERATION = Operation("notice", (), read, answer)
