"""Properties 2, 3, 4 and 6 of docs/dev/checker.md (1: test_oracle, 5: the plan's tests, 8: the cases)."""

import json
import random
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import dates
from checker.assessment import Assessment, assess
from checker.bridge import handle
from checker.dates import day, iso
from checker.readings import READINGS, USUAL, Annotation, AnnotationRule, Reading
from tests.checker.test_oracle import numeric
from tests.how_many import examples
from tests.strategies import annotations, days_of_application, gaps, requests

# Far enough from both ends of the calendar to shift, or to ask again on the `earliest` day.
# Two years and a half inside the range of dates: what is shifted and what is planned stay in it.
inner_days = st.dates(date(2023, 1, 1), date(2097, 1, 1))
recent_gaps = st.integers(0, 4) | st.integers(86, 94) | st.integers(0, 200)


def ask(request: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
    assert answer["ok"], answer
    return answer


def shifted(value: Any, days: int) -> Any:
    """The same request or answer with every date moved by `days`."""
    if isinstance(value, dict):
        return {key: shifted(member, days) for key, member in value.items()}
    if isinstance(value, list):
        return [shifted(item, days) for item in value]
    if isinstance(value, str) and value[:1].isdigit():
        return str(date.fromisoformat(value) + timedelta(days))
    return value


@examples(test=120, soak=50_000)
@given(requests(day=inner_days), st.integers(-150, 700))
def test_shifting_every_date_shifts_the_answer(request: dict[str, Any], days: int):
    request["certificate"] = {}
    assert numeric(ask(shifted(request, days))) == shifted(numeric(ask(request)), days)


@examples(test=120, soak=50_000)
@given(requests(), st.randoms(use_true_random=False))
def test_order_of_annotations_does_not_matter(request: dict[str, Any], shuffler: random.Random):
    reordered = list(request["annotations"])
    shuffler.shuffle(reordered)
    first, second = ask(request), ask({**request, "annotations": reordered})
    for answer in (first, second):
        del answer["asked"]
        answer["doubts"] = sorted(doubt["message"] for doubt in answer["doubts"])
    assert first == second


@examples(test=120, soak=50_000)
@given(st.data())
def test_more_history_never_allows_more(data: st.DataObject):
    request = data.draw(requests())
    more = data.draw(annotations(date.fromisoformat(request["apply_on"]), gaps))
    before = ask(request)["readings"]
    after = ask({**request, "annotations": [*request["annotations"], more]})["readings"]
    for old, new in zip(before, after, strict=True):
        assert new["used"] >= old["used"]
        assert new["earliest"] >= old["earliest"]
        assert old["allowed"] or not new["allowed"]


@examples(test=120, soak=50_000)
@given(requests(gap=recent_gaps))
def test_overlapping_is_stricter_than_applied_is_stricter_than_running(request: dict[str, Any]):
    rows = {(r["counted"], r["window"], r["validity"]): r for r in ask(request)["readings"]}
    for window in ("day_one", "day_zero"):
        for validity in ("from_application", "from_next_day", "from_completion"):
            overlapping, applied, running = (
                rows[counted, window, validity] for counted in ("overlapping", "applied", "running")
            )
            assert applied["allowed"] or not overlapping["allowed"]
            assert running["allowed"] or not applied["allowed"]
            assert overlapping["earliest"] >= applied["earliest"] >= running["earliest"]


@examples(test=120, soak=50_000)
@given(requests(day=inner_days, gap=recent_gaps))
def test_earliest_is_tight(request: dict[str, Any]):
    """Allowed on that day, refused on the day before it (where that is not before the day asked)."""
    asked_on = date.fromisoformat(request["apply_on"])
    request["annotations"] = [
        a for a in request["annotations"] if a["applied_on"] <= request["apply_on"]
    ]
    for row, reading in enumerate(ask(request)["readings"]):
        found = date.fromisoformat(reading["earliest"])
        assert found >= asked_on
        assert ask({**request, "apply_on": str(found)})["readings"][row]["allowed"]
        day_before = found - timedelta(1)
        if day_before >= asked_on:
            assert not ask({**request, "apply_on": str(day_before)})["readings"][row]["allowed"]


@examples(test=120, soak=50_000)
@given(requests(day=inner_days))
def test_later_annotations_do_not_change_the_answer_for_the_day(request: dict[str, Any]):
    known = [a for a in request["annotations"] if a["applied_on"] <= request["apply_on"]]
    with_planned, without = ask(request), ask({**request, "annotations": known})
    assert with_planned["readings"] == without["readings"]
    assert with_planned["verdict"] == without["verdict"]
    assert without["planned_conflicts"] == []


@examples(test=120, soak=50_000)
@given(requests(), days_of_application)
def test_a_day_to_come_among_past_ones_is_asked_about(request: dict[str, Any], today: date):
    applied = [each["applied_on"] for each in request["annotations"]]
    to_come = [i for i, each in enumerate(applied) if each > str(today)]
    doubts = ask({**request, "today": str(today)})["doubts"]
    asked_about = to_come if len(to_come) < len(applied) else []
    assert [doubt["field"] for doubt in doubts] == [
        f"annotations[{i}].applied_on" for i in asked_about
    ]


@examples(test=120, soak=50_000)
@given(requests())
def test_the_parts_of_an_answer_agree(request: dict[str, Any]):
    answer = ask(request)
    earliest = [r["earliest"] for r in answer["readings"]]
    assert answer["earliest"]["possible"] == min(earliest)
    assert answer["earliest"]["certain"] == max(earliest)
    allowing = sum(r["allowed"] for r in answer["readings"])
    assert (answer["verdict"] == "allowed") == (allowing == len(READINGS))
    assert (answer["verdict"] == "refused") == (allowing == 0)
    for reading in answer["readings"]:
        assert reading["allowed"] == (reading["remaining"] > 0)
        assert reading["allowed"] == (reading["earliest"] == request["apply_on"])
    for conflict in answer["planned_conflicts"]:
        assert 1 <= conflict["readings"] <= allowing
    cited = {source["id"] for source in answer["sources"]}
    assert {step["rule"] for step in answer["explanation"]} <= cited
    assert set(answer["annotation_needed"]["rules"]) <= cited


# Property 6. A rule with a window of 5 days and 2 annotations in it; asked lengths up to 4 days, done
# within a day. Each picture is a strip of days: `a` applied for on that day, `D` the day asked, `E`
# the first day that allows one, `=` valid. Days are numbered from the left, beginning with 101.
SMALL = AnnotationRule(window=5, cap=2, longest=4, completion=1)

USUALLY = "applied day_one from_application"
STRICTEST = "overlapping day_zero from_completion"
LOOSEST = "running day_one from_application"

PICTURES = [
    # reading, annotations as (day, length), D, used, earliest
    #   101 102 103 104 105 106 107 108 109 110 111 112
    #    a   a   D           E                              101 leaves the window [E-4, E] on 106
    (USUALLY, [(101, 1), (102, 1)], 103, 2, 106),
    #    a   a           D                                  105: window [101, 105] still holds both
    (USUALLY, [(101, 1), (102, 1)], 105, 2, 106),
    #    a   a               D,E                            106: window [102, 106] holds one
    (USUALLY, [(101, 1), (102, 1)], 106, 1, 106),
    #    a   a               D   E   day zero: window [101, 106] on 106, [102, 107] on 107
    ("applied day_zero from_application", [(101, 1), (102, 1)], 106, 2, 107),
    #    a=  a=  =   D,E             101-102 and 102-103 are over on 104
    (LOOSEST, [(101, 2), (102, 2)], 104, 0, 104),
    #    a=  a=  D,E                 103: only the second still runs
    (LOOSEST, [(101, 2), (102, 2)], 103, 1, 103),
    #    a=  a=D  E                  102: both run; the first is over on 103
    (LOOSEST, [(101, 2), (102, 2)], 102, 2, 103),
    #    a===========  a  D  E       4 days from 101, then 104: 101 runs to 104, over on 105
    (LOOSEST, [(101, 4), (104, 4)], 104, 2, 105),
    #    4 days, done on 102, counted from 103: valid to 106; the window still holds 101 on 105 only
    ("running day_one from_completion", [(101, 4), (104, 4)], 105, 2, 106),
    #    a   a                 1 day each: valid to 103, 104; on D the window [D-5, D] must begin
    #    after 103, so D = 109
    (STRICTEST, [(101, 1), (102, 1)], 103, 2, 109),
    (STRICTEST, [(101, 1), (102, 1)], 108, 2, 109),
    (STRICTEST, [(101, 1), (102, 1)], 109, 1, 109),
    #    overlapping, day one, valid on the day itself: window [D-4, D] begins after 101 when D = 106
    ("overlapping day_one from_application", [(101, 1), (102, 1)], 103, 2, 106),
    #    the same day twice fills both slots at once, and frees both at once
    (USUALLY, [(101, 1), (101, 1)], 101, 2, 106),
    (USUALLY, [(101, 1), (101, 1)], 106, 0, 106),
    #    three where two are allowed: two have to leave, the second leaves on 102 + 5
    (USUALLY, [(101, 1), (102, 1), (103, 1)], 103, 3, 107),
]


@examples(test=80, soak=20_000)
@given(requests(), days_of_application)
def test_today_is_only_what_apply_on_defaults_to(request: dict[str, Any], today: date):
    """The day on which one stands changes only words about a day that is named: that it is past, or
    has not come yet."""
    named, unnamed = dict(request), dict(request)
    del unnamed["apply_on"]
    answers = [ask(named), ask({**named, "today": str(today)})]
    answers += [ask({**unnamed, "today": str(today)}), ask({**unnamed, "apply_on": str(today)})]
    for answer in answers:
        del answer["asked"], answer["doubts"]
        first = answer["explanation"][0]
        if "today" in first["values"]:
            assert first["values"]["apply_on"] < first["values"]["today"]
            answer["explanation"].remove(first)
        del answer["sources"]  # in the order in which they are cited
    assert answers[0] == answers[1]
    assert answers[2] == answers[3]


def small(reading_name: str, history: list[tuple[int, int]], on: int) -> Any:
    assessed = assess([Annotation(a, days=n) for a, n in history], on, 1, SMALL)
    reading = Reading(*reading_name.split())
    return next(o for o in assessed.outcomes if o.reading == reading)


@pytest.mark.parametrize(("reading", "history", "on", "used", "earliest"), PICTURES)
def test_hand_drawn_with_window_5_and_cap_2(
    reading: str, history: list[tuple[int, int]], on: int, used: int, earliest: int
):
    outcome = small(reading, history, on)
    assert (outcome.used, outcome.earliest) == (used, earliest)
    assert outcome.allowed == (used < 2)
    assert outcome.remaining == max(0, 2 - used)


def test_hand_drawn_conflicts_with_window_5_and_cap_2():
    """One on 101, one planned on 104; asked on 103 for one day.

    On 104 the window holds 101, 103 and the new one, in `applied` (2 windows × 3 validities) and in
    `overlapping` (6): refused in 12. `running` counts 101 (1 day) no more on 104 unless it is valid to
    104, which no validity gives (latest 103); 103 is valid to 103, 104 or 105: one counted at most.
    """
    assessed: Assessment = assess([Annotation(101, days=1), Annotation(104, days=1)], 103, 1, SMALL)
    assert [(c.applied_on, c.readings) for c in assessed.conflicts] == [(104, 12)]
    assert all(o.allowed for o in assessed.outcomes)


def test_ends_with_window_5_and_cap_2():
    assessed = assess([], 101, 4, SMALL)
    assert (assessed.safe_end, assessed.latest_end, assessed.ready_by) == (104, 106, 102)
    assert assessed.usual.reading == USUAL


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_day_numbers_and_dates_are_two_names_of_a_day(civil: date):
    assert iso(day(str(civil))) == str(civil)


class ClockOfADevice(datetime):
    """Half past five in the afternoon of 25 November in London, half past twelve in New York."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        if tz is None:
            return datetime(2026, 11, 25, 12, 30)
        return datetime(2026, 11, 25, 17, 30, tzinfo=UTC).astimezone(tz)


def test_today_is_that_of_china_wherever_the_device_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dates, "datetime", ClockOfADevice)
    # 17:30 + 8 h = 01:30 on the next day
    assert iso(dates.today_in_china()) == "2026-11-26"
