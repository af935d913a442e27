"""The explanation: which rules each kind of answer cites, and that its words are the answer's."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest

from checker import messages
from checker.bridge import handle
from tests.case_files import all_requests, load, request_text

ASSESS = {case["id"]: case for case in load("assess")}


def answer_to(case_id: str) -> dict[str, Any]:
    """The answer to a case, on the day that it asks about."""
    request = ASSESS[case_id]["request"]
    if "apply_on" in request:
        request = {"today": request["apply_on"], **request}
    return json.loads(handle(json.dumps(request)))


ALWAYS = ["ANN-02", "ANN-03", "ANN-03", "ANN-04", "ANN-06"]


@pytest.mark.parametrize(
    ("case_id", "steps", "sources"),
    [
        ("no-history", ALWAYS, ["ANN-02", "ANN-03", "ANN-04", "ANN-06"]),
        (
            "issued-the-day-before-the-cutoff",
            ["ANN-09", "ANN-03", "ANN-03", "ANN-04", "ANN-06"],
            ["ANN-02", "ANN-09", "ANN-03", "ANN-04", "ANN-06"],
        ),
        (
            "issued-on-the-cutoff",
            ["ANN-09", "ANN-03", "ANN-03", "ANN-04", "ANN-06"],
            ["ANN-02", "ANN-09", "ANN-03", "ANN-04", "ANN-06"],
        ),
        ("three-long-annotations", ALWAYS, ["ANN-02", "ANN-03", "ANN-04", "ANN-06"]),
        (  # what others count, what decides
            "counted-decides",
            ["ANN-02", "ANN-03", "ANN-03", "ANN-03", "ANN-03", "ANN-04", "ANN-06"],
            ["ANN-02", "ANN-03", "ANN-04", "ANN-06"],
        ),
        (  # what others count, what is planned
            "conflict-when-day-zero-has-let-go",
            ["ANN-02", "ANN-03", "ANN-03", "ANN-03", "ANN-04", "ANN-06", "ANN-03"],
            ["ANN-02", "ANN-03", "ANN-04", "ANN-06"],
        ),
    ],
)
def test_rules_cited(case_id: str, steps: list[str], sources: list[str]):
    answer = answer_to(case_id)
    assert [step["rule"] for step in answer["explanation"]] == steps
    assert [source["id"] for source in answer["sources"]] == sources


@pytest.mark.parametrize("case_id", ASSESS)
def test_steps_hang_on_the_wording_and_tell_their_values(case_id: str):
    answer = answer_to(case_id)
    wording = {source["id"]: source["wording"] for source in answer["sources"]}
    for step in answer["explanation"]:
        assert step["phrase"] in wording[step["rule"]]
        assert step["text"].endswith("。")
        assert not re.search(r"[{}]|None", step["text"])
    told = {key: value for step in answer["explanation"] for key, value in step["values"].items()}
    usual = answer["readings"][0]
    used = [reading["used"] for reading in answer["readings"]]
    assert told["answer"] == answer["annotation_needed"]["answer"]
    # Under the rule of today: 90 days back, the day itself counted; 3 of them; 18 readings.
    first_day = date.fromisoformat(answer["asked"]["apply_on"]) - timedelta(89)
    assert told["first_day"] == str(first_day)
    assert (told["window"], told["cap"], told["readings"]) == (90, 3, 18)
    assert (told["used"], told["days"]) == (usual["used"], answer["asked"]["days"])
    assert told["allowing"] == sum(reading["allowed"] for reading in answer["readings"])
    assert {k: told[k] for k in ("safe", "latest")} == answer["valid_until"]
    assert (told["hours"], told["ready_by"]) == (24, answer["ready_by"])
    assert ("fewest" in told) == (len(set(used)) > 1)
    if "fewest" in told:
        assert (told["fewest"], told["most"]) == (min(used), max(used))
    assert ("questions" in told) == (answer["verdict"] == "depends")
    usual_window = {r["allowed"] for r in answer["readings"] if r["counted"] == "applied"}
    assert ("oldest" in told) == (len(usual_window) > 1)
    if "oldest" in told:
        on = date.fromisoformat(answer["asked"]["apply_on"])
        assert told["oldest"] == str(on - timedelta(90))
        assert told["oldest"] in {a["applied_on"] for a in answer["asked"]["annotations"]}
    conflicts = [conflict["applied_on"] for conflict in answer["planned_conflicts"]]
    assert told.get("applied_on", []) == conflicts


def decided_by(case_id: str) -> dict[str, dict[str, str]]:
    steps = answer_to(case_id)["explanation"]
    return next(s["values"]["questions"] for s in steps if "questions" in s["values"])


def test_a_question_that_settles_it_is_told_alone():
    assert decided_by("counted-decides") == {
        "counted": {"applied": "refused", "running": "allowed", "overlapping": "refused"}
    }


def test_without_one_that_settles_it_all_that_matter_are_told():
    assert decided_by("last-reading-alone-refuses") == {
        "counted": {"applied": "allowed", "running": "allowed", "overlapping": "depends"},
        "window": {"day_one": "allowed", "day_zero": "depends"},
        "validity": {
            "from_application": "allowed",
            "from_next_day": "allowed",
            "from_completion": "depends",
        },
    }


def test_every_question_that_matters_is_asked_and_each_choice_told():
    steps = answer_to("last-reading-alone-refuses")["explanation"]
    text = next(step["text"] for step in steps if "questions" in step["values"])
    asks = "以前的哪些加注占用名额？申请当日算不算90日中的第1日？有效期从哪一天数起？"
    assert text.startswith(f"关键在于：{asks}若“窗口内申请过的都算”，可以申请；若“")
    assert text.endswith("；若“加注完成次日是第1日（完成最迟在申请次日）”，还要看其他问题。")
    assert text.count("；") == 3 + 2 + 3 - 1


def test_all_planned_days_in_conflict_are_named():
    days = ["2026-03-01", "2026-03-02"]
    history = [{"applied_on": day, "days": 90} for day in ("2026-02-01", "2026-02-01", *days)]
    request = {"op": "assess", "apply_on": "2026-02-10", "annotations": history}
    answer = json.loads(handle(json.dumps(request)))
    assert [conflict["applied_on"] for conflict in answer["planned_conflicts"]] == days
    assert "原计划在2026年3月1日、2026年3月2日的申请" in answer["explanation"][-1]["text"]


THREE = [{"applied_on": f"2026-01-{day}", "days": 90} for day in ("01", "15", "30")]


def test_where_one_day_decides_the_reason_says_exactly_that():
    request = {"op": "assess", "today": "2026-04-01", "annotations": THREE}
    answer = json.loads(handle(json.dumps(request)))
    [(text, values)] = [
        (s["text"], s["values"]) for s in answer["explanation"] if "oldest" in s["values"]
    ]
    assert values == {"oldest": "2026-01-01", "apply_on": "2026-04-01"}
    # 2026-01-01 + 90 = 2026-04-01
    assert "只差一天：2026年1月1日申请的加注，到2026年4月1日正好隔 90 日" in text
    assert "要到2026年4月2日才空出" in text
    for other in ("2026-03-31", "2026-04-02"):
        answer = json.loads(handle(json.dumps({**request, "today": other})))
        assert not [s for s in answer["explanation"] if "oldest" in s["values"]]


def test_a_past_day_to_apply_on_is_said_to_be_past():
    request = {"op": "assess", "apply_on": "2026-04-01", "annotations": THREE}
    for today, past in (("2026-03-31", False), ("2026-04-01", False), ("2026-04-02", True)):
        first = json.loads(handle(json.dumps({**request, "today": today})))["explanation"][0][
            "text"
        ]
        assert first.startswith("2026年4月1日已经过去了") == past
        assert ("（2026年4月2日）" in first) == past


def test_a_last_day_of_ours_gives_way_to_that_of_the_system():
    texts = [step["text"] for step in answer_to("three-long-annotations")["explanation"]]
    assert texts[3].endswith("以系统显示的截止日为准。")


def test_sentences_name_the_days_and_numbers():
    texts = [step["text"] for step in answer_to("three-long-annotations")["explanation"]]
    assert "2025年11月13日" in texts[1]  # 2026-02-10 - 89
    assert "已有 3 次" in texts[1]
    assert "2026年4月1日" in texts[2]
    assert "2026年7月2日" in texts[2]
    assert "2026年5月10日" in texts[3]
    assert "24 小时" in texts[4]


TABLES = ("TYPES", "RECEIVED", "NEEDED", "STEPS", "CHOICE_VERDICTS")


class Recording(dict[str, str]):
    """A table of sentences that remembers which were said."""

    def __init__(self, sentences: dict[str, str]) -> None:
        super().__init__(sentences)
        self.said: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.said.add(key)
        return super().__getitem__(key)


def test_every_sentence_is_said_in_some_case(monkeypatch: pytest.MonkeyPatch):
    tables = {name: Recording(getattr(messages, name)) for name in TABLES}
    for name, table in tables.items():
        monkeypatch.setattr(messages, name, table)
    for _, case in all_requests():
        handle(request_text(case))
    unsaid = {name: set(table) - table.said for name, table in tables.items()}
    assert not {name: keys for name, keys in unsaid.items() if keys}
