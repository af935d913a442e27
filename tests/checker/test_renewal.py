"""`renewal`: against a calendar walked day by day, what it cites, and what it refutes."""

import json
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.bridge import handle
from checker.renewal import BEFORE, WITHIN
from checker.rules import rule_set

DAY = timedelta(1)
FIRST, LAST = date(2021, 12, 17), date(2099, 12, 31)
ends = st.sampled_from([date(2023, 2, 28), date(2024, 2, 28), date(2024, 2, 29), LAST]) | st.dates(
    FIRST, LAST
)


def ask(**request: Any) -> dict[str, Any]:
    return json.loads(handle(json.dumps({"op": "renewal", **request})))


def days_between(earlier: date, later: date) -> int:
    """How many whole days lie between two days, neither of them counted."""
    count, day = 0, earlier + DAY
    while day < later:
        count, day = count + 1, day + DAY
    return count


def walk_back(day: date, steps: int) -> date:
    for _ in range(steps):
        day -= DAY
    return day


def five_years_from(first: date) -> list[date]:
    """Every day of the five years that begin with `first`."""
    days, anniversaries = [first], 0
    while True:
        day = days[-1] + DAY
        passed = (day.year - first.year, (day.month, day.day) >= (first.month, first.day))
        anniversaries = passed[0] if passed[1] else passed[0] - 1
        if anniversaries == 5:
            return days
        days.append(day)


@given(ends, st.data())
def test_agrees_with_a_calendar_walked_day_by_day(end, data):
    safe = walk_back(end, 1)
    while days_between(safe, end) < 30:
        safe -= DAY
    latest = walk_back(end, 30)
    near = st.integers(-3, 3).map(lambda k: end + timedelta(k)) | st.integers(-3, 3).map(
        lambda k: walk_back(safe, 90) + timedelta(k)
    )
    on = data.draw(near | st.integers(-3, 3).map(lambda k: safe + timedelta(k)) | st.dates())
    on = min(max(on, FIRST), LAST)
    answer = ask(registered_until=str(end), today=str(on))
    assert answer["file_by"] == {"safe": str(safe), "latest": str(latest)}
    period = five_years_from(end + DAY)
    assert answer["new_period"] == {"from": str(period[0]), "to": str(period[-1])}
    last_thirty = [walk_back(end, k) for k in range(30)]
    assert answer["change_restarts_from"] == str(min(last_thirty))
    thirty_before = [walk_back(end, k) for k in range(1, 31)]
    assert answer["change_readings"] == [
        {"within": "end_counted", "from": str(min(last_thirty))},
        {"within": "end_not_counted", "from": str(min(thirty_before))},
    ]
    if on > end:
        state = "expired"
    elif on > latest:
        state = "late"
    elif on > safe:
        state = "disputed"
    elif days_between(on, safe) + 1 <= 90:
        state = "due"
    else:
        state = "early"
    assert answer["state"] == ("due" if on == safe else state)
    assert [r["in_time"] for r in answer["readings"]] == [on <= safe, on <= latest]


@given(st.dates(date(2023, 9, 1), date(2098, 1, 1)), st.integers(0, 300), st.integers(-300, 300))
def test_shifting_all_days_shifts_the_deadlines(end, back, shift):
    def asked(days: int) -> dict[str, Any]:
        day = end + timedelta(days)
        return ask(registered_until=str(day), today=str(day - timedelta(back)))

    before, after = asked(0), asked(shift)
    for key in ("safe", "latest"):
        moved = date.fromisoformat(before["file_by"][key]) + timedelta(shift)
        assert after["file_by"][key] == str(moved)
    moved = date.fromisoformat(before["change_restarts_from"]) + timedelta(shift)
    assert after["change_restarts_from"] == str(moved)
    assert after["state"] == before["state"]


def test_every_reading_of_the_rule_data_is_computed():
    for version in rule_set("registration").versions:
        for key, computed in (("before", BEFORE), ("within", WITHIN)):
            assert [choice.value for choice in version.questions[key].choices] == list(computed)


IN_TIME = ["REG-08", "REG-08", "REG-07", "REG-09", "REG-13"]
TOO_LATE = ["REG-08", "REG3-04", "REG-07", "REG-09", "REG-13"]


@pytest.mark.parametrize(
    ("today", "rules", "words"),
    [
        ("2026-01-01", IN_TIME, "还早：离2026年11月30日还有 333 天"),
        ("2026-11-15", IN_TIME, "是时候，离2026年11月30日还有 15 天"),
        ("2026-11-16", IN_TIME, "只剩 14 天"),
        ("2026-11-27", IN_TIME, "只剩 3 天"),
        ("2026-11-30", IN_TIME, "只剩今天"),
        ("2026-12-01", IN_TIME, "马上申请"),
        ("2026-12-02", TOO_LATE, "还有 29 天，期满没有延续的会被注销"),
        ("2026-12-31", TOO_LATE, "期满，就是今天"),
        ("2027-01-01", ["REG3-04", "REG-03", "REG-06"], "已在2026年12月31日期满，到2027年1月1日过去了 1 天"),
    ],
)  # fmt: skip
def test_each_state_has_words_and_cites_its_rules(today, rules, words):
    answer = ask(registered_until="2026-12-31", today=today)
    assert [step["rule"] for step in answer["explanation"]] == rules
    assert {source["id"] for source in answer["sources"]} == set(rules)
    standing = answer["explanation"][rules[0] == "REG-08"]["text"]
    assert words in standing
    if "只剩" in words:
        assert standing.startswith(words)


def test_a_registration_that_ran_out_gets_no_renewal_papers_but_what_a_new_one_needs():
    texts = "".join(
        step["text"]
        for step in ask(registered_until="2026-06-30", today="2026-11-27")["explanation"]
    )
    assert "过去了 150 天" in texts  # 31 + 31 + 30 + 31 + 27
    assert "不用再考" in texts
    assert "身份证明" in texts
    assert "延续注册要交" not in texts
    assert "新的有效期" not in texts


def test_the_wrong_advice_is_refuted_with_the_article_quoted():
    [misconception] = ask(registered_until="2026-12-31", today="2026-11-23")["misconceptions"]
    assert "前30天内" in misconception["claim"]
    assert "注册有效期满之日三十日前" in misconception["wording"]
    assert "三十日前" in misconception["correction"]


def test_without_a_day_it_stands_on_today_in_china():
    china = ZoneInfo("Asia/Shanghai")
    before = datetime.now(china).date()
    on = date.fromisoformat(ask(registered_until="2026-12-31")["asked"]["today"])
    assert before <= on <= datetime.now(china).date()
