"""The explanation: which rules each kind of answer cites, and that its words are the answer's."""

import json
import re
from typing import Any

import pytest

from checker import messages
from checker.bridge import handle
from tests.case_files import all_requests, load, request_text

ASSESS = {case["id"]: case for case in load("assess")}


def answer_to(case_id: str) -> dict[str, Any]:
    return json.loads(handle(json.dumps(ASSESS[case_id]["request"])))


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
    assert told["used"] == usual["used"]
    assert told["allowing"] == sum(reading["allowed"] for reading in answer["readings"])
    assert {k: told[k] for k in ("safe", "latest")} == answer["valid_until"]
    assert told["ready_by"] == answer["ready_by"]
    assert ("fewest" in told) == (len(set(used)) > 1)
    if "fewest" in told:
        assert (told["fewest"], told["most"]) == (min(used), max(used))
    assert ("questions" in told) == (answer["verdict"] == "depends")
    assert ("applied_on" in told) == bool(answer["planned_conflicts"])


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
