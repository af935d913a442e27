"""`scores`: against every window of exam years tried out, and what it cites."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.bridge import handle
from tests.how_many import examples

ALL = ["knowledge_one", "knowledge_two", "comprehensive", "law"]
LAST_TWO = ["comprehensive", "law"]

STANDING = ("lapsed", "missing", "finish_by", "complete", "best_window", "windows")
years = st.integers(2018, 2026) | st.integers(1994, 2099)


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    exempt = draw(st.booleans())
    subjects = draw(st.lists(st.sampled_from(LAST_TWO if exempt else ALL), unique=True))
    passed = {s: draw(years) for s in subjects}
    newest = max(passed.values(), default=2026)
    after = st.integers(newest + 1, newest + 6).map(lambda year: min(year, 2099))
    return {
        "op": "scores",
        "passed": passed,
        "exempt": exempt,
        "today": "2026-11-27",
        "next_exam_year": draw(after),
    }


def ask(request: dict[str, Any]) -> dict[str, Any]:
    return json.loads(handle(json.dumps(request)))


@given(requests())
@examples(test=200, soak=100_000)
def test_agrees_with_every_window_tried_out(request):
    passed, subjects, span, year = request["passed"], ALL, 4, request["next_exam_year"]
    if request["exempt"]:
        subjects, span = LAST_TWO, 2
    windows = [list(range(first, first + span)) for first in range(1980, 2110)]
    answer = ask(request)

    until = {s: max(max(w) for w in windows if passed_in in w) for s, passed_in in passed.items()}
    assert answer["counts_until"] == until
    together = any(all(y in w for y in passed.values()) for w in windows)
    complete = together and set(passed) == set(subjects)
    assert answer["complete"] == complete
    # What still counts can stand in one window with the next exam.
    if all(y < year for y in passed.values()):
        counting = {
            s: u for s, u in until.items() if any(passed[s] in w and year in w for w in windows)
        }
    else:
        return  # the last year of all is passed already
    lapsed = {} if complete else {s: u for s, u in until.items() if s not in counting}
    assert answer["lapsed"] == lapsed
    missing = [] if complete else [s for s in subjects if s not in counting]
    assert answer["missing"] == missing
    finish_by = None if complete or not counting else min(counting.values())
    assert answer["finish_by"] == finish_by
    assert finish_by is None or finish_by >= year

    told = answer["windows"]
    if complete:
        assert told == []
    else:
        last = max(counting.values(), default=year)
        assert [each["exam_year"] for each in told] == list(range(year, last + 1))
    for each in told:
        still = {s: u for s, u in counting.items() if u >= each["exam_year"]}
        assert each["counting"] == still
        assert each["to_sit"] == [s for s in subjects if s not in still]
        assert each["finish_by"] == min(still.values(), default=None)

    best = answer["best_window"]
    if together or not counting:
        assert best is None
        return
    assert best["keep"] == {s: passed[s] for s in counting}
    window = list(range(best["from"], best["to"] + 1))
    assert window in windows
    assert year in window
    assert best["from"] == min(best["keep"].values())
    assert best["sit_again"] == [s for s in subjects if s in passed and s not in counting]


@given(requests(), st.integers(2021, 2098))
def test_without_the_next_exam_the_years_on_both_sides_are_answered(request, this_year):
    del request["next_exam_year"]
    request["today"] = f"{max(this_year, 2022)}-06-01"
    answer = ask(request)
    for year, found in (
        (max(this_year, 2022), answer),
        (max(this_year, 2022) + 1, answer["if_over"]),
    ):
        sure = ask({**request, "next_exam_year": year})
        assert "if_over" not in sure
        assert {key: found[key] for key in STANDING} == {key: sure[key] for key in STANDING}


@given(requests(), st.data())
def test_awaited_results_are_answered_as_if_they_were_passed(request, data):
    subjects = LAST_TWO if request["exempt"] else ALL
    sat_in = request["next_exam_year"] - 1
    names = data.draw(st.lists(st.sampled_from(subjects), unique=True, min_size=1))
    answer = ask({**request, "sat": dict.fromkeys(names, sat_in)})
    if any(passed > sat_in for passed in request["passed"].values()):
        return  # the last year of all
    passed = ask({**request, "passed": {**request["passed"], **dict.fromkeys(names, sat_in)}})
    for key in ("counts_until", *STANDING):
        assert answer["if_passed"][key] == passed[key]
    without = ask(request)
    for key in STANDING:
        assert answer[key] == without[key]


@given(requests(), st.randoms(use_true_random=False))
def test_the_order_of_subjects_does_not_matter(request, random):
    answer = ask(request)
    passed = list(request["passed"].items())
    random.shuffle(passed)
    again = ask({**request, "passed": dict(passed)})
    for key in ("counts_until", *STANDING):
        assert again[key] == answer[key]


@pytest.mark.parametrize(
    ("passed", "more", "rules", "texts"),
    [
        ({}, {}, ["EX-05"] * 2, ["还没有通过的科目"]),
        ({"law": 2025}, {}, ["EX-05"] * 3, ["下一次是 2027 年度考试", "2028 年度考试之前"]),
        ({"law": 2025, "comprehensive": 2026}, {"exempt": True}, ["EX-04"] + ["EX-05"] * 4, ["已经全部合格"]),
        ({"law": 2022, "comprehensive": 2026}, {}, ["EX-05"] * 6, ["须重考药事管理与法规", "到 2025 年度考试为止，现在已经失效"]),
        ({"law": 2022}, {}, ["EX-05"] * 3, ["没有还有效的成绩"]),
        ({"law": 2021}, {}, ["EX-05"] * 4, ["疫情"]),
        ({"law": 2024, "comprehensive": 2025}, {}, ["EX-05"] * 5, ["到 2028 年度考试，还有效的是综合知识与技能"]),
        ({"law": 2023}, {"next_exam_year": None}, ["EX-05"] * 4, ["2026 年度考试还没有考算。如果已经考过，下一次是 2027 年度：没有还有效"]),
        ({"law": 2024}, {"next_exam_year": None}, ["EX-05"] * 4, ["如果已经考过，下一次是 2027 年度：还差", "须在 2027 年度考试之前"]),
        ({"law": 2026, "comprehensive": 2026}, {"next_exam_year": None, "exempt": True}, ["EX-04"] + ["EX-05"] * 5, ["结论都一样"]),
        ({"law": 2025}, {"sat": {"comprehensive": 2026}}, ["EX-05"] * 4, ["等成绩的综合知识与技能。如果都通过，还差"]),
        ({"law": 2026}, {"sat": {"comprehensive": 2026}, "exempt": True}, ["EX-04"] + ["EX-05"] * 4, ["如果都通过，就全部合格"]),
        ({}, {"sat": {"comprehensive": 2020}}, ["EX-05"] * 3, ["不再有效"]),
    ],
)  # fmt: skip
def test_the_explanation_says_and_cites(passed, more, rules, texts):
    request = {
        "op": "scores",
        "passed": passed,
        "today": "2026-11-27",
        "next_exam_year": 2027,
        **more,
    }
    answer = ask({name: value for name, value in request.items() if value is not None})
    assert [step["rule"] for step in answer["explanation"]] == rules
    assert [source["id"] for source in answer["sources"]] == list(dict.fromkeys(rules))
    whole = "".join(step["text"] for step in answer["explanation"])
    for text in texts:
        assert text in whole


def test_no_year_whose_exam_is_over_is_named_as_a_deadline():
    answer = ask(
        {"op": "scores", "passed": {"law": 2023}, "today": "2026-11-27", "next_exam_year": 2027}
    )
    assert answer["finish_by"] is None
    assert all("2026 年度考试之前" not in step["text"] for step in answer["explanation"])
