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

years = st.integers(2018, 2026) | st.integers(1994, 2099)


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    exempt = draw(st.booleans())
    subjects = draw(st.lists(st.sampled_from(LAST_TWO if exempt else ALL), unique=True))
    return {"op": "scores", "passed": {s: draw(years) for s in subjects}, "exempt": exempt}


def ask(request: dict[str, Any]) -> dict[str, Any]:
    return json.loads(handle(json.dumps(request)))


@given(requests())
@examples(test=200, soak=100_000)
def test_agrees_with_every_window_tried_out(request):
    passed, subjects, span = request["passed"], ALL, 4
    if request["exempt"]:
        subjects, span = LAST_TWO, 2
    windows = [list(range(first, first + span)) for first in range(1980, 2110)]
    answer = ask(request)

    until = {s: max(max(w) for w in windows if year in w) for s, year in passed.items()}
    assert answer["counts_until"] == until
    assert answer["missing"] == [s for s in subjects if s not in passed]
    together = any(all(year in w for year in passed.values()) for w in windows)
    complete = together and set(passed) == set(subjects)
    assert answer["complete"] == complete
    assert answer["finish_by"] == (None if complete or not passed else min(until.values()))

    best = answer["best_window"]
    if together:
        assert best is None
        return
    newest = max(passed.values())
    still_open = [w for w in windows if newest in w]
    most = max(sum(year in w for year in passed.values()) for w in still_open)
    window = list(range(best["from"], best["to"] + 1))
    assert window in still_open
    assert best["keep"] == {s: year for s, year in passed.items() if year in window}
    assert len(best["keep"]) == most
    assert best["from"] in best["keep"].values()
    assert best["sit_again"] == [s for s in subjects if s in passed and s not in best["keep"]]


@given(requests(), st.randoms(use_true_random=False))
def test_the_order_of_subjects_does_not_matter(request, random):
    answer = ask(request)
    passed = list(request["passed"].items())
    random.shuffle(passed)
    again = ask({**request, "passed": dict(passed)})
    for key in ("counts_until", "missing", "finish_by", "complete", "best_window"):
        assert again[key] == answer[key]


@pytest.mark.parametrize(
    ("passed", "exempt", "rules", "text"),
    [
        ({}, False, ["EX-05"] * 2, "还没有通过的科目"),
        ({"law": 2025}, False, ["EX-05"] * 3, "2028 年度考试之前"),
        ({"law": 2025, "comprehensive": 2025}, True, ["EX-04"] + ["EX-05"] * 4, "已经全部合格"),
        ({"law": 2022, "comprehensive": 2026}, False, ["EX-05"] * 5, "须重考药事管理与法规"),
        ({"law": 2022}, False, ["EX-05"] * 3, "2025 年度考试之前"),
        ({"law": 2021}, False, ["EX-05"] * 4, "疫情"),
    ],
)
def test_the_explanation_says_and_cites(passed, exempt, rules, text):
    answer = ask({"op": "scores", "passed": passed, "exempt": exempt})
    assert [step["rule"] for step in answer["explanation"]] == rules
    assert [source["id"] for source in answer["sources"]] == list(dict.fromkeys(rules))
    assert text in answer["explanation"][-1]["text"]
