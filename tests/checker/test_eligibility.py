"""`eligibility`: against every day looked at, and what must hold of any answer."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.bridge import handle
from checker.eligibility import BY, DEGREES, SUM
from checker.rules import rule_set
from tests import person_oracle
from tests.how_many import examples

DAY = timedelta(1)
NUMBERS = ("verdict", "earliest", "readings", "counted", "studies", "best", "subjects")
UNORDERED = ("verdict", "earliest", "readings", "counted", "subjects")

edges = st.sampled_from(
    [date(y, m, d) for y in (2020, 2024) for m, d in ((2, 28), (2, 29), (3, 1), (1, 31), (8, 31), (12, 31))]
    + [date(2022, 1, 1), date(2026, 1, 1), date(2026, 12, 31), date(1950, 1, 1), date(2099, 12, 31)]
)  # fmt: skip
days = (
    edges
    | st.dates(date(2016, 1, 1), date(2030, 12, 31))
    | st.dates(date(2022, 1, 1), date(2024, 1, 1))
)
studies = st.fixed_dictionaries(
    {
        "degree": st.sampled_from(DEGREES),
        "field": st.sampled_from(["pharmacy", "related", "pharmacy", "related", "other"]),
        "graduated": days.map(str),
    }
)


@st.composite
def stretches(draw: st.DrawFn, lengths: st.SearchStrategy[int]) -> dict[str, str]:
    first = draw(days)
    if draw(st.integers(0, 3)) == 0:
        return {"from": str(first)}
    last = min(first + timedelta(draw(lengths)), date(2099, 12, 31))
    return {"from": str(first), "to": str(last)}


posts = stretches(st.integers(0, 1500) | st.integers(355, 370))
full_time = stretches(st.integers(175, 190) | st.integers(0, 800))


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    found = draw(st.lists(posts, max_size=5))
    if found and draw(st.booleans()):  # one that touches, overlaps or just misses another
        other = draw(st.sampled_from(found))
        if "to" in other:
            first = date.fromisoformat(other["to"]) + timedelta(draw(st.integers(-2, 3)))
            found.append({"from": str(min(max(first, date(1950, 1, 1)), date(2099, 12, 31)))})
    return {
        "op": "eligibility",
        "exam_year": draw(st.integers(2022, 2030) | st.integers(2022, 2099)),
        "studies": draw(
            st.lists(studies, max_size=4, unique_by=lambda s: tuple(sorted(s.values())))
        ),
        "posts": found,
        "full_time_studies": draw(st.lists(full_time, max_size=3)),
        "senior_title": draw(st.booleans()),
    }


def ask(request: dict[str, Any]) -> dict[str, Any]:
    answer = json.loads(handle(json.dumps(request)))
    assert answer["ok"], answer
    return answer


def numbers(answer: dict[str, Any], names: tuple[str, ...] = NUMBERS) -> dict[str, Any]:
    return {name: answer[name] for name in names}


@given(requests())
@examples(test=100, soak=5_000)
def test_agrees_with_every_day_looked_at(request):
    assert numbers(ask(request)) == person_oracle.eligibility(request)


@given(requests(), posts)
def test_more_work_never_turns_eligible_into_not_eligible(request, post):
    order = ("not_eligible", "depends", "eligible")
    before, after = ask(request), ask({**request, "posts": [*request["posts"], post]})
    assert order.index(after["verdict"]) >= order.index(before["verdict"])
    for one, other in zip(before["readings"], after["readings"], strict=True):
        assert other["eligible"] >= one["eligible"]
    for key in ("possible", "certain"):
        if before["earliest"][key] is not None:
            assert after["earliest"][key] <= before["earliest"][key]


@given(requests(), st.randoms(use_true_random=False))
def test_the_order_of_lists_does_not_matter(request, random):
    shuffled = {**request}
    for name in ("studies", "posts", "full_time_studies"):
        shuffled[name] = random.sample(request[name], len(request[name]))
    before, after = ask(request), ask(shuffled)
    assert numbers(after, UNORDERED) == numbers(before, UNORDERED)
    for study, told in zip(shuffled["studies"], after["studies"], strict=True):
        assert told == before["studies"][request["studies"].index(study)]


@given(requests())
def test_earliest_is_tight(request):
    earliest = ask(request)["earliest"]

    def verdict(year: int) -> str:
        return ask({**request, "exam_year": year})["verdict"]

    for key, good in (("possible", {"eligible", "depends"}), ("certain", {"eligible"})):
        year = earliest[key]
        assert verdict(year or 2099) in good or year is None
        if year is None:
            assert verdict(2099) not in good
        elif year > 2022:
            assert verdict(year - 1) not in good


@given(requests())
def test_without_a_year_only_the_earliest_is_told(request):
    whole = ask(request)
    del request["exam_year"]
    answer = ask(request)
    assert answer["earliest"] == whole["earliest"]
    assert not {*NUMBERS} - {"earliest"} & answer.keys()
    assert "exam_year" not in answer["asked"]


@given(requests())
@examples(test=25, soak=5_000)
def test_the_missing_days_are_enough_and_no_fewer_are(request):
    """Worked without a gap after the year, the missing days open the exam of the study alone."""
    answer, last = ask(request), date(request["exam_year"], 12, 31)
    for study, told in zip(request["studies"], answer["studies"], strict=True):
        for reading in told["readings"]:
            assert reading["eligible"] == (reading["missing_days"] == 0)
            missing = reading["missing_days"]
            if not missing or request["exam_year"] > 2080:
                continue
            ends = last + timedelta(missing)
            work = person_oracle.tally(person_oracle.Person(request), last)
            for k in range(1, missing + 1):
                assert work.amount(reading["sum"]) < person_oracle.needs(study, reading["sum"])
                work.add(last + timedelta(k))
            assert work.before == ends
            assert work.amount(reading["sum"]) == person_oracle.needs(study, reading["sum"])


def test_every_reading_of_the_rule_data_is_computed():
    for version in rule_set("eligibility").versions:
        for key, values in (("sum", SUM), ("by", BY)):
            assert [choice.value for choice in version.questions[key].choices] == list(values)


COLLEGE = {"degree": "college", "field": "pharmacy", "graduated": "2022-07-01"}
ASKED = {"op": "eligibility", "exam_year": 2026, "studies": [COLLEGE]}


@pytest.mark.parametrize(
    ("changed", "rule", "said"),
    [
        ({}, "EX-01", "大专（药学类、中药学类专业）：要在药学或中药学岗位工作满 4 年"),
        ({}, "EX-02", "没有算数的药学岗位工作"),
        ({}, "EX-01", "还差 1460 天；2026 年以后不间断地工作，要到2030年12月30日才够"),
        ({}, "EX-01", "到 2099 年度也不够"),
        ({"studies": [{**COLLEGE, "degree": "doctor"}]}, "EX-01", "不要求工作年限"),
        ({"studies": [{**COLLEGE, "degree": "secondary"}]}, "EL3-10", "2020年12月31日以前报考"),
        ({"studies": [{**COLLEGE, "field": "other"}]}, "EX-01", "不能凭它报考"),
        ({"studies": [{**COLLEGE, "graduated": "2027-01-01"}]}, "EX-02", "2027年1月1日才毕业"),
        ({"posts": [{"from": "2022-09-01"}]}, "EL3-03", "按你填的算"),
        ({"posts": [{"from": "2022-09-01"}]}, "EL3-04", "护士"),
        ({"posts": [{"from": "2022-09-01"}]}, "EL3-06", "国外"),
        ({"posts": [{"from": "2022-09-01"}]}, "EX-02", "从2022年9月1日开始，算到2026年12月31日：共 1583 天"),
        ({"posts": [{"from": "2022-09-01"}]}, "EX-01", "4 种理解都得出：可以报 2026 年度"),
        ({"posts": [{"from": "2022-06-01"}]}, "EL3-07", "2022年7月1日取得第一个"),
        ({"posts": [{"from": "2022-06-01"}]}, "EL3-07", "之前在岗位上的 30 天不算"),
        ({"studies": [], "posts": [{"from": "2022-06-01", "to": "2022-06-01"}]}, "EL3-07", "1 天都不算"),
        ({"posts": [{"from": "2022-09-01"}], "full_time_studies": [{"from": "2024-09-01", "to": "2025-02-28"}]},
         "EX-01", "种理解都得出：可以报 2026"),
        ({"posts": [{"from": "2022-09-01"}], "full_time_studies": [{"from": "2024-09-01", "to": "2025-03-01"}]},
         "EL3-07", "这期间的 182 天不算"),
        ({"studies": [{**COLLEGE, "degree": "doctor", "graduated": "2026-07-01"}]}, "EX-01", "毕业的，算不算"),
        ({"studies": [{**COLLEGE, "degree": "doctor", "graduated": "2026-07-01"}]}, "EX-01",
         "最早可以报 2026 年度的考试，按最严的理解要到 2027 年度"),
        ({"studies": [{**COLLEGE, "degree": "doctor", "graduated": "2099-07-01"}]}, "EX-01",
         "但按最严的理解到 2099 年度也不够"),
        ({"senior_title": True}, "EL3-11", "要同时具备"),
        ({"senior_title": True, "posts": [{"from": "2026-12-31"}]}, "EL3-11", "可以免试两科"),
    ],
)  # fmt: skip
def test_the_explanation_says_and_cites(changed, rule, said):
    answer = ask({**ASKED, **changed})
    found = [step for step in answer["explanation"] if said in step["text"]]
    assert [step["rule"] for step in found] == [rule], [s["text"] for s in answer["explanation"]]
    cited = list(dict.fromkeys(step["rule"] for step in answer["explanation"]))
    assert [source["id"] for source in answer["sources"]] == cited


def test_what_decides_is_told_with_what_each_choice_makes_of_it():
    doctor = {"degree": "doctor", "field": "pharmacy", "graduated": "2026-07-01"}
    [decides] = [
        s for s in ask({**ASKED, "studies": [doctor]})["explanation"] if "questions" in s["values"]
    ]
    assert decides["values"]["questions"] == {
        "by": {"year_end": "eligible", "registration": "not_eligible"}
    }
    assert "若“不算，报名时就要有毕业证”，不能报考" in decides["text"]
