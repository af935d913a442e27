"""`study`: against every year asked about, and what it says and cites."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.bridge import handle
from checker.operations import study as study_of_person
from checker.rules import rule_set
from checker.study import FROM, UNTIL, YEAR_OF, StudyRule
from tests import person_oracle
from tests.how_many import examples

FIRST, LAST = date(2021, 12, 17), date(2099, 12, 31)

approvals = (
    st.sampled_from([date(2020, 2, 29), date(2024, 2, 29), date(2021, 12, 31), date(2022, 1, 1)])
    | st.dates(date(2014, 1, 1), date(2030, 12, 31))
    | st.dates(date(1994, 1, 1), date(2098, 12, 31))
)
ends = st.sampled_from([date(2026, 12, 31), date(2027, 1, 1), date(2024, 2, 29)]) | st.dates(
    FIRST, LAST
)


@st.composite
def first_registrations(draw: st.DrawFn) -> dict[str, Any]:
    approved = draw(approvals)
    low = max(approved, FIRST)
    fifth = date(approved.year + 5, approved.month, min(approved.day, 28))
    near = st.integers(-3, 4).map(lambda k: fifth + timedelta(k))
    apply_on = min(max(draw(near | st.dates(low, LAST)), low), LAST)
    request = {"op": "study", "approved_on": str(approved), "apply_on": str(apply_on)}
    if draw(st.booleans()):
        received = approved + timedelta(draw(st.integers(0, 400)))
        request["received_on"] = str(min(received, LAST))
    return request


@st.composite
def renewals(draw: st.DrawFn) -> dict[str, Any]:
    end = draw(ends)
    apply_on = end - timedelta(draw(st.integers(-400, 400) | st.integers(0, 2200)))
    apply_on = min(max(apply_on, FIRST), LAST)
    return {"op": "study", "registered_until": str(end), "apply_on": str(apply_on)}


def ask(request: dict[str, Any]) -> dict[str, Any]:
    answer = json.loads(handle(json.dumps(request)))
    assert answer["ok"], answer
    return answer


@given(first_registrations() | renewals())
@examples(test=400, soak=5_000)
def test_agrees_with_every_year_asked_about(request):
    answer, expected = ask(request), person_oracle.study(request)
    assert {name: answer[name] for name in expected} == expected
    assert ("open" in answer) == ("registered_until" in request)


@given(first_registrations())
def test_the_year_of_approval_is_never_asked_for(request):
    years = ask(request)["years"]
    assert int(request["approved_on"][:4]) not in years["certain"]
    assert set(years["possible"]) <= set(years["certain"])


@given(first_registrations(), st.integers(1, 700))
def test_the_day_of_receipt_only_ever_adds_readings(request, later):
    without = {k: v for k, v in request.items() if k != "received_on"}
    received = date.fromisoformat(request["approved_on"]) + timedelta(later)
    with_it = {**without, "received_on": str(min(received, LAST))}
    before, after = ask(without)["readings"], ask(with_it)["readings"]
    assert after[: len(before)] == before
    assert {r["year_of"] for r in after[len(before) :]} == {"receipt"}


def test_every_reading_of_the_rule_data_is_computed():
    for version in rule_set("continuing_education").versions:
        for key, values in (("year_of", YEAR_OF), ("from", FROM), ("until", UNTIL)):
            assert [choice.value for choice in version.questions[key].choices] == list(values)


@pytest.mark.parametrize(
    ("request_", "rules", "texts"),
    [
        (
            {"approved_on": "2019-10-27", "received_on": "2020-04-20", "apply_on": "2026-12-10"},
            ["REG-12", "REG-12", "REG-12", "CE2-02", "CE3-02", "CE3-03"],
            ["最稳妥是交 2021、2022、2023、2024、2025、2026 年", "按任何理解都要的是 2022、2023、2024、2025 年的", "只看最近 5 年", "90 学时", "用人单位出具证明"],
        ),
        (
            {"approved_on": "2025-11-27", "received_on": "2026-04-20", "apply_on": "2026-12-10"},
            ["REG-12"] * 4 + ["CE2-02", "CE3-02", "CE3-03"],
            ["看怎样理解：最稳妥是交 2026 年的", "若“是拿到证书的那一年”，不要证明"],
        ),
        ({"approved_on": "2026-01-05", "apply_on": "2026-12-10"}, ["REG-12"], ["都不要继续教育学分证明"]),
        (
            {"approved_on": "2024-11-27", "apply_on": "2026-12-10"},
            ["REG-12"] * 3 + ["CE2-02", "CE3-02", "CE3-03"],
            ["最稳妥是交 2025、2026 年的"],
        ),
        (
            {"approved_on": "2014-11-27", "apply_on": "2022-01-10"},
            ["REG-12"] * 3 + ["CE2-02", "FAQ-C07", "CE3-02", "CE3-03"],
            ["2017、2018、2019、2020 年每年要多少学时，没有核实"],
        ),
        (
            {"registered_until": "2027-03-31", "apply_on": "2026-12-10"},
            ["REG-13", "CE2-02", "CE3-02", "CE3-03"],
            ["从2022年4月1日到2027年3月31日", "2022、2023、2024、2025、2026 年", "申请的那一年（2026 年）要不要"],
        ),
        (
            {"registered_until": "2024-03-31", "apply_on": "2026-12-10"},
            ["REG-13", "CE2-02", "FAQ-C07", "CE3-02", "CE3-03"],
            ["要交 2019、2020、2021、2022、2023、2024 年的继续教育学分证明。"],
        ),
        ({"registered_until": "2034-03-31", "apply_on": "2026-12-10"}, ["REG-13"], ["还没有开始"]),
    ],
)  # fmt: skip
def test_the_explanation_says_and_cites(request_, rules, texts):
    answer = ask({"op": "study", **request_})
    assert [step["rule"] for step in answer["explanation"]] == rules
    assert {source["id"] for source in answer["sources"]} == set(rules)
    whole = "".join(step["text"] for step in answer["explanation"])
    for text in texts:
        assert text in whole


def test_without_a_day_it_is_asked_for_today_in_china():
    answer = ask({"op": "study", "approved_on": "2020-10-27"})
    assert abs(date.fromisoformat(answer["asked"]["apply_on"]) - date.today()) <= timedelta(1)


def test_more_than_five_years_begin_the_day_after_the_fifth_anniversary():
    """29 February counts as 28 February; the years asked for are the same on both days."""
    for approved, last in (("2020-02-29", "2025-02-28"), ("2019-10-27", "2024-10-27")):
        after = str(date.fromisoformat(last) + timedelta(1))
        for apply_on, late in ((last, False), (after, True)):
            answer = ask({"op": "study", "approved_on": approved, "apply_on": apply_on})
            assert any("只看最近" in step["text"] for step in answer["explanation"]) == late


def test_of_years_before_the_rule_no_hours_are_told():
    version = study_of_person.AS_OF.in_force(study_of_person.AS_OF.default())
    told = study_of_person._hours([2019, 2020], StudyRule.of(version), version)
    assert [step["rule"] for step in told] == ["FAQ-C07", "CE3-02", "CE3-03"]
