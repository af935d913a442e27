"""`plan`: against brute force, against `assess`, and by hand with a window of 5 and a cap of 2."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.bridge import handle
from checker.planning import Application, Covering, Need, never_in_its_own_way, plan
from checker.readings import Annotation, AnnotationRule
from checker.rules import rule_set
from tests import oracle, plan_oracle
from tests.how_many import examples
from tests.strategies import annotations

SMALL_DAY = 1000  # any day will do


def ask(request: dict[str, Any]) -> dict[str, Any]:
    return json.loads(handle(json.dumps(request)))


def number(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def days_of(needs: list[dict[str, str]]) -> set[int]:
    return {day for need in needs for day in range(number(need["from"]), number(need["to"]) + 1)}


def as_oracle(items: list[dict[str, Any]]) -> list[oracle.Annotation]:
    return [
        oracle.Annotation(
            number(a["applied_on"]),
            a.get("days"),
            number(a["valid_until"]) if "valid_until" in a else None,
        )
        for a in items
    ]


@st.composite
def plan_requests(draw: st.DrawFn) -> dict[str, Any]:
    today = draw(st.dates(date(2023, 1, 1), date(2090, 1, 1)))
    history = draw(
        st.lists(annotations(today, st.integers(0, 5) | st.integers(0, 200)), max_size=5)
    )
    needs = []
    for i in range(draw(st.integers(0, 4))):
        first = today + timedelta(draw(st.integers(-3, 5) | st.integers(0, 400)))
        length = draw(st.integers(1, 3) | st.sampled_from([88, 89, 176, 177]) | st.integers(1, 300))
        last = first + timedelta(length - 1)
        needs.append({"label": f"第{i}段", "from": str(first), "to": str(last)})
    return {"op": "plan", "today": str(today), "annotations": history, "needs": needs}


@given(plan_requests())
@examples(test=100, soak=40_000)
def test_agrees_with_the_day_by_day_oracle(request):
    answer = ask(request)
    needed, today = days_of(request["needs"]), number(request["today"])
    history = as_oracle(request["annotations"])
    applications, unmet = plan_oracle.latest_first(history, needed, today, 90, oracle.Numbers())
    assert [number(a["apply_on"]) for a in answer["applications"]] == applications
    assert answer["feasible"] == (not unmet)
    expected = []
    for need in request["needs"]:
        if days := sorted(days_of([need]) & unmet):
            first = str(date.fromordinal(days[0]))
            expected.append((need["label"], first, len(days)))
    got = [(u["label"], u["first_uncovered"], u["days_uncovered"]) for u in answer["unmet"]]
    assert got == expected


@given(plan_requests())
def test_every_application_passes_assess_and_covers_what_it_says(request):
    answer = ask(request)
    history, covered = list(request["annotations"]), set()
    for made in history:
        covered |= plan_oracle.covered_days(as_oracle([made])[0])
    for application in answer["applications"]:
        assessed = ask(
            {
                "op": "assess",
                "apply_on": application["apply_on"],
                "days": application["days"],
                "annotations": history,
            }
        )
        assert assessed["verdict"] == "allowed"
        assert application["usable_until"] == assessed["valid_until"]["safe"]
        assert application["usable_from"] > assessed["ready_by"]
        history.append({"applied_on": application["apply_on"], "days": application["days"]})
        serves = {"from": application["usable_from"], "to": application["usable_until"]}
        covered |= days_of([serves])
        labels = [n["label"] for n in request["needs"] if days_of([n]) & days_of([serves])]
        assert application["covers"] == labels != []
    uncovered = days_of(request["needs"]) - covered
    assert answer["feasible"] == (not uncovered)


@given(plan_requests(), st.randoms(use_true_random=False))
def test_the_order_of_annotations_and_needs_does_not_matter(request, random):
    answer = ask(request)
    random.shuffle(request["annotations"])
    random.shuffle(request["needs"])
    again = ask(request)
    for application in answer["applications"] + again["applications"]:
        application["covers"].sort()
    assert again["applications"] == answer["applications"]
    assert again["feasible"] == answer["feasible"]


@st.composite
def small_plans(draw: st.DrawFn) -> tuple[AnnotationRule, list[Annotation], set[int], int]:
    """Cap 3 as in the rule, a window that is the longest validity as in the rule, all smaller."""
    size = draw(st.integers(8, 10))
    rule = AnnotationRule(window=size, cap=3, longest=size, completion=1)
    history = [
        Annotation(SMALL_DAY - back, days=days)
        for back, days in draw(
            st.lists(st.tuples(st.integers(0, 2 * size), st.integers(1, size)), max_size=5)
        )
    ]
    needed = {SMALL_DAY + d for d in draw(st.sets(st.integers(0, 3 * size), max_size=8))}
    return rule, history, needed, SMALL_DAY


@given(small_plans())
@examples(test=80, soak=30_000)
def test_no_plan_at_all_has_fewer_applications(small):
    rule, history, needed, today = small
    needs = [Need("", day, day) for day in sorted(needed)]
    planned = plan(history, needs, today, rule)
    numbers = oracle.Numbers(window=rule.window, cap=rule.cap, completion=rule.completion)
    known = [oracle.Annotation(a.applied_on, a.days, None) for a in history]
    sizes = [
        len(days)
        for days in plan_oracle.complete_plans(known, needed, today, rule.longest, numbers)
    ]
    assert planned.feasible == bool(sizes)
    if sizes:
        assert len(planned.applications) == min(sizes)


def test_latest_first_is_minimal_under_every_known_version_of_the_rule():
    for version in rule_set("annotation").versions:
        assert never_in_its_own_way(AnnotationRule.of(version))


@pytest.mark.parametrize(
    ("size", "holds"),
    [
        # cap 3: three in a row last 3 * (size - 2) days, the first counts for size + 1 + size + 1
        pytest.param(7, False, id="15-against-16"),
        pytest.param(8, True, id="18-against-18"),
        pytest.param(9, True, id="21-against-20"),
    ],
)
def test_when_applications_in_a_row_outlast_a_slot(size, holds):
    rule = AnnotationRule(window=size, cap=3, longest=size, completion=1)
    assert never_in_its_own_way(rule) == holds


def test_latest_first_would_not_be_minimal_if_slots_were_held_longer():
    # Needed on 7 and 19; an application counts until 7 + 1 + 7 = 15 days after it. The last day
    # for 7 is 5, which blocks until 21; made on 1 it would free on 17 and leave 17 for 19.
    rule = AnnotationRule(window=7, cap=1, longest=7, completion=1)
    assert not never_in_its_own_way(rule)
    needs = [Need("", SMALL_DAY + day, SMALL_DAY + day) for day in (7, 19)]
    assert not plan([], needs, SMALL_DAY, rule).feasible


FIVE = AnnotationRule(window=5, cap=2, longest=5, completion=1)


@pytest.mark.parametrize(
    ("made", "needed", "apply_on", "unmet"),
    [
        # Covers the 2nd to the 4th day after it; counts until 5 + 1 + 5 = 11 days after it.
        pytest.param([], [10], [8], [], id="one-day"),
        pytest.param([], [10, 12], [8], [], id="three-days-fit"),
        pytest.param([], [10, 13], [8, 11], [], id="four-days-do-not"),
        pytest.param([], [10, 13, 16], [8, 11], [16], id="the-third-waits-for-20-in-vain"),
        pytest.param([], [10, 13, 22], [8, 11, 20], [], id="the-third-in-time"),
        pytest.param([], [10, 13, 21, 22], [8, 11, 20], [21], id="the-third-a-day-late"),
        pytest.param([0], [2, 4], [], [], id="made-one-covers"),
        pytest.param([0], [2, 5], [3], [], id="made-one-covers-a-part"),
        pytest.param([0, 0], [14], [12], [], id="two-made-free-at-12"),
        pytest.param([0, 0], [13], [], [13], id="two-made-a-day-too-soon"),
        pytest.param([0, 0], [13, 15], [12], [13], id="two-made-too-soon-for-one-day"),
        pytest.param([-3, 0], [11], [9], [], id="the-older-frees-at-9"),
        pytest.param([-3, 0], [11, 14], [9, 12], [], id="then-the-other-at-12"),
        pytest.param([], [0, 1, 2], [0], [0, 1], id="too-late-for-two-days"),
        pytest.param([], [0, 1], [], [0, 1], id="too-late-for-all"),
    ],
)
def test_by_hand_with_a_window_of_five_and_a_cap_of_two(made, needed, apply_on, unmet):
    history = [Annotation(SMALL_DAY + day, days=5) for day in made]
    needs = [Need("", SMALL_DAY + day, SMALL_DAY + day) for day in needed]
    planned = plan(history, needs, SMALL_DAY, FIVE)
    assert [a.apply_on - SMALL_DAY for a in planned.applications] == apply_on
    assert [u.first_uncovered - SMALL_DAY for u in planned.unmet(needs)] == unmet


def test_a_reason_tells_too_little_time_from_no_free_slot():
    late = ask(
        {
            "op": "plan",
            "today": "2026-12-01",
            "needs": [{"label": "注册", "from": "2026-12-02", "to": "2026-12-20"}],
        }
    )
    assert "来不及" in late["unmet"][0]["reason"]
    full = ask(
        {
            "op": "plan",
            "today": "2026-12-01",
            "annotations": [{"applied_on": "2026-12-01", "days": 2}] * 3,
            "needs": [{"label": "注册", "from": "2026-12-20", "to": "2026-12-20"}],
        }
    )
    assert "名额" in full["unmet"][0]["reason"]
    # the slots: 2026-12-01 + 2 + 1 + 90 + 1 = 2027-03-05
    assert "2027年3月5日" in full["unmet"][0]["reason"]


@pytest.mark.parametrize(
    ("needs", "text"),
    [
        ([], "不用再申请"),
        ([{"label": "甲", "from": "2026-12-01", "to": "2026-12-01"}], "再申请也覆盖不到"),
        ([{"label": "甲", "from": "2026-12-05", "to": "2026-12-05"}], "共需申请 1 次"),
    ],
)
def test_the_explanation_cites_what_the_plan_rests_on(needs, text):
    answer = ask({"op": "plan", "today": "2026-12-01", "needs": needs})
    rules = [step["rule"] for step in answer["explanation"]]
    slack = ["ANN-06"] if answer["applications"] else []
    assert rules == ["ANN-02", *slack, "ANN-06", "ANN-04", "ANN-03", "ANN-07"]
    assert [source["id"] for source in answer["sources"]] == list(dict.fromkeys(rules))
    assert text in answer["explanation"][0]["text"]


@given(plan_requests())
def test_the_day_with_slack_serves_as_well_as_the_last(request):
    """Each application made on its day with slack, the others on their last: all is covered still."""
    answer = ask(request)
    before = number(request["today"]) - 1
    history = as_oracle(request["annotations"])
    for i, application in enumerate(answer["applications"]):
        last = number(application["apply_on"])
        if application["slack_on"] is None:
            before = last
            continue
        early = number(application["slack_on"])
        assert before < early < last
        assert last - early <= 7
        made = [number(a["apply_on"]) for a in answer["applications"]]
        made[i] = early
        taken = list(history)
        for on in made:
            assert all(oracle.used(taken, on, r, oracle.Numbers()) < 3 for r in oracle.READINGS)
            taken.append(oracle.Annotation(on, 90, None))
        covered = {day for on in made for day in range(on + 2, on + 90)}
        whole = {
            day
            for a in answer["applications"]
            for day in range(number(a["usable_from"]), number(a["usable_until"]) + 1)
        }
        assert days_of(request["needs"]) & whole <= covered
        before = last


def test_what_was_made_already_is_told_with_what_it_covers():
    answer = ask(
        {
            "op": "plan",
            "today": "2026-12-01",
            "annotations": [
                {"applied_on": "2026-11-01", "days": 90},
                {"applied_on": "2026-10-01", "valid_until": "2026-10-02"},
                {"applied_on": "2026-10-01", "days": 60},
            ],
            "needs": [
                {"label": "首次注册", "from": "2027-01-06", "to": "2027-01-28"},
                {"label": "变更注册", "from": "2027-06-01", "to": "2027-06-02"},
            ],
        }
    )
    # 2026-11-01 + 2 = 2026-11-03; 2026-11-01 + 89 = 2027-01-29
    assert answer["existing"] == [
        {
            "applied_on": "2026-11-01",
            "usable_from": "2026-11-03",
            "usable_until": "2027-01-29",
            "covers": ["首次注册"],
        }
    ]
    assert "覆盖了：首次注册" in answer["explanation"][0]["text"]
    # 2027-06-01 - 2 = 2027-05-30; a week before: 2027-05-23
    assert [(a["apply_on"], a["slack_on"]) for a in answer["applications"]] == [
        ("2027-05-30", "2027-05-23")
    ]
    assert "2027年5月23日申请也来得及" in "".join(s["text"] for s in answer["explanation"])


def test_no_slack_before_today_nor_where_all_days_are_used():
    def slack(today: str, last: str) -> str | None:
        needs = [{"label": "甲", "from": "2027-01-06", "to": last}]
        answer = ask({"op": "plan", "today": today, "needs": needs})
        assert answer["applications"][0]["apply_on"] == "2027-01-04"  # 2027-01-06 - 2
        return answer["applications"][0]["slack_on"]

    assert slack("2026-12-01", "2027-01-06") == "2026-12-28"  # 2027-01-04 - 7
    assert slack("2027-01-02", "2027-01-06") == "2027-01-02"
    assert slack("2027-01-04", "2027-01-06") is None
    # usable until 2027-01-04 + 89 = 2027-04-03
    assert slack("2026-12-01", "2027-04-03") is None
    assert slack("2026-12-01", "2027-04-01") == "2027-01-02"


@pytest.mark.parametrize(
    ("first", "last", "covers"),
    [(5, 9, False), (5, 10, True), (10, 20, True), (12, 13, True), (5, 25, True), (20, 25, True), (21, 25, False)],
)  # fmt: skip
def test_what_is_usable_from_10_to_20_covers_what_needs_one_of_these_days(
    first: int, last: int, covers: bool
):
    need = Need("", first, last)
    assert Application(8, 13, 10, 20).covers(need) == covers
    assert Covering(Annotation(8, days=13), 10, 20).covers(need) == covers
