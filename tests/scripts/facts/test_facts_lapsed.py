"""A forecast whose day has passed is no forecast any more: unknown, without a day."""

from datetime import date

import pytest

from scripts.facts.areas import standing
from scripts.facts.models import Lapsed, Period
from tests.known import dataset, facts

AS_OF = date(2030, 9, 10)


def period(status: str, start: str | None, end: str | None) -> Period:
    return Period.model_validate(
        {
            "status": status, "start": start, "end": end, "source": ["some"],
            "checked_on": "2030-01-01", "note": "why", "quote": "words with the day",
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2030-09-01", "2030-09-09"),
        ("2030-09-09T09:00", None),
        (None, "2030-09-09T24:00"),
        ("2030-08", "2030-08"),
    ],
)
def test_a_forecast_of_a_past_day_is_unknown(start: str | None, end: str | None):
    left = standing(period("expected", start, end), AS_OF)
    assert isinstance(left, Lapsed)
    assert (left.status, left.start, left.end, left.quote) == ("unknown", None, None, None)
    assert (left.source, left.note) == (("some",), "why")


@pytest.mark.parametrize(
    ("status", "start", "end"),
    [
        ("expected", "2030-09-01", "2030-09-10"),  # its last day is the day of the look
        ("expected", "2030-09", "2030-09"),  # the month is not over
        ("announced", "2030-08-01", "2030-08-02"),
        ("confirmed", "2030-08-01", "2030-08-02"),
    ],
)
def test_anything_else_stays_as_it_is(status: str, start: str, end: str):
    known = period(status, start, end)
    assert standing(known, AS_OF) is known


def test_no_date_of_the_site_is_a_forecast_of_the_past():
    known = facts()
    for event in known.events:
        assert event.period.status != "expected" or event.last >= known.as_of, event.id


def test_what_files_call_expected_and_past_is_lapsed_for_readers():
    files, known = dataset(), facts()
    past = {
        (year, kind)
        for year, exam in files.exams.items()
        for kind in ("registration", "admit_card", "scores", "exam", "e_certificate")
        if (p := getattr(exam, kind)).status == "expected" and standing(p, known.as_of) is not p
    }
    lapsed = {
        (year, kind)
        for year, exam in known.exams.items()
        for kind in ("registration", "admit_card", "scores", "exam", "e_certificate")
        if isinstance(getattr(exam, kind), Lapsed)
    }
    assert lapsed == past
