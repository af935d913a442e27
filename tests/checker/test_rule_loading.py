"""Rule data is refused when it is wrong, and its versions are chosen by day, never guessed."""

import copy
import json
import zipfile
import zipimport
from pathlib import Path

import pytest

from checker import operations
from checker.bridge import handle
from checker.dates import day
from checker.requests import AsOf
from checker.rules import NotInForce, RuleDataError, parse, rule_set

RULE = {
    "id": "X-01",
    "wording": "三十日前提出。",
    "source": {
        "title": "标题",
        "url": "https://example.invalid/",
        "publisher": "某网",
        "status": "reprint",
        "page_date": None,
        "checked_on": "2026-11-23",
    },
}
QUESTION = {
    "key": "before",
    "rule": "X-01",
    "phrase": "三十日前",
    "asks": "第30日算不算？",
    "choices": [{"value": "yes", "means": "算", "speaks_for": "原文"}],
}


def version(first: str, last: str | None, days: int = 30) -> dict:
    return {
        "in_force_from": first,
        "in_force_to": last,
        "last_seen": "2026-01-23",
        "parameters": {
            "days": {"value": days, "unit": "days", "rule": "X-01"},
            "since": {"value": "2024-02-29", "unit": "date", "rule": "X-01"},
        },
        "rules": [copy.deepcopy(RULE)],
        "questions": [copy.deepcopy(QUESTION)],
    }


def good() -> dict:
    return {
        "id": "x",
        "title": "试验",
        "versions": [version("2022-01-01", "2024-02-28", 30), version("2024-02-29", None, 40)],
    }


def load(data: dict):
    return parse(json.dumps(data), "x.json")


def refused(data: dict) -> str:
    with pytest.raises(RuleDataError) as refusal:
        load(data)
    return str(refusal.value)


def at(data: dict, *path):
    for step in path:
        data = data[step]
    return data


PLACES = {
    "rule set": (),
    "version": ("versions", 0),
    "parameter": ("versions", 0, "parameters", "days"),
    "rule": ("versions", 1, "rules", 0),
    "source": ("versions", 1, "rules", 0, "source"),
    "question": ("versions", 0, "questions", 0),
    "choice": ("versions", 0, "questions", 0, "choices", 0),
}


@pytest.mark.parametrize(("kind", "path"), PLACES.items())
def test_an_unknown_key_is_refused(kind, path):
    data = good()
    at(data, *path)["extra"] = 1
    said = refused(data)
    assert said.startswith("x.json")
    assert f"a {kind} needs" in said
    assert "unknown ['extra']" in said


@pytest.mark.parametrize(("kind", "path"), PLACES.items())
def test_a_missing_key_is_refused(kind, path):
    data = good()
    place = at(data, *path)
    name = sorted(place)[0]
    del place[name]
    assert f"missing ['{name}']" in refused(data)


def test_a_note_on_a_rule_is_welcome():
    data = good()
    at(data, *PLACES["rule"])["note"] = "说明"
    assert load(data).newest.rules["X-01"].note == "说明"


@pytest.mark.parametrize(
    ("last", "first", "what"),
    [
        ("2024-02-28", "2024-02-28", "overlap"),
        ("2024-03-31", "2024-02-29", "overlap"),
        (None, "2024-02-29", "overlap"),
        ("2024-02-28", "2024-03-01", "gap"),
        ("2023-12-31", "2024-02-29", "gap"),
    ],
)
def test_an_overlap_or_a_gap_is_refused_with_the_day_it_should_be(last, first, what):
    data = good()
    data["versions"][0]["in_force_to"] = last
    data["versions"][1]["in_force_from"] = first
    assert f"{what} between versions" in refused(data)


def test_no_versions_at_all_are_refused():
    assert "versions is empty" in refused({**good(), "versions": []})


@pytest.mark.parametrize("kind", ["parameter", "question"])
def test_a_rule_that_is_not_there_is_refused(kind):
    data = good()
    at(data, *PLACES[kind])["rule"] = "X-02"
    assert "X-02 is not among its rules" in refused(data)


@pytest.mark.parametrize("phrase", ["30日前", "三十日前提出申请", "三十日前提出,"])
def test_a_phrase_that_does_not_stand_in_the_wording_is_refused(phrase):
    data = good()
    at(data, *PLACES["question"])["phrase"] = phrase
    said = refused(data)
    assert phrase in said
    assert "X-01" in said


def test_a_number_and_a_date_are_not_mixed_up():
    newest = load(good()).newest
    assert newest.number("days") == 40
    assert newest.date("since") == day("2024-02-29")
    with pytest.raises(RuleDataError, match="since is '2024-02-29', expected a whole number"):
        newest.number("since")


@pytest.mark.parametrize(
    ("on", "days"),
    [
        ("2022-01-01", 30),
        ("2024-02-27", 30),
        ("2024-02-28", 30),
        ("2024-02-29", 40),
        ("2024-03-01", 40),
        ("2099-12-31", 40),
    ],
)
def test_the_version_in_force_on_a_day(on, days):
    assert load(good()).in_force(day(on)).number("days") == days
    assert AsOf(load(good())).version(on).number("days") == days


def test_a_day_outside_the_known_versions_is_refused():
    data = good()
    data["versions"][1]["in_force_to"] = "2025-12-31"
    known = load(data)
    for on in ("2021-12-31", "2026-01-01"):
        with pytest.raises(NotInForce, match=on):
            known.in_force(day(on))
    assert known.in_force(day("2025-12-31")).number("days") == 40


@pytest.mark.parametrize(
    ("op", "rest", "first_known"),
    [
        ("assess", {}, "2021-12-17"),
        ("plan", {"needs": []}, "2021-12-17"),
        ("renewal", {"registered_until": "2026-12-31"}, "2021-12-17"),
        ("scores", {"passed": {}}, "2023-04-03"),
        ("reminders", {}, "2021-12-17"),
    ],
)
def test_each_operation_answers_by_the_rules_known_on_a_day(op, rest, first_known):
    def asked(as_of: str) -> dict:
        return json.loads(handle(json.dumps({"op": op, "as_of": as_of, **rest})))

    assert asked(first_known)["ok"]
    assert asked("2026-11-23")["ok"]
    too_early_on = "2021-12-16" if first_known == "2021-12-17" else "2023-04-02"
    too_early = asked(too_early_on)
    assert too_early["error"]["code"] == "date_out_of_range"
    assert too_early["error"]["field"] == "as_of"
    known = f"没有找到 {too_early_on} 有效的规定，只能选 {first_known} 到 2099-12-31 之间的一天"
    assert too_early["error"]["message"] == known


@pytest.mark.parametrize(
    "name",
    [
        "annotation",
        "certificates",
        "continuing_education",
        "eligibility",
        "exam",
        "registration",
        "registration_procedure",
        "scores",
    ],
)
def test_every_source_says_where_it_is_from_and_how_far_to_trust_it(name):
    for known in rule_set(name).versions:
        for rule in known.rules.values():
            assert rule.source.url is None or rule.source.url.startswith("http")
            assert rule.source.status in {"official", "reprint", "secondary"}
            assert day(rule.source.checked_on) >= known.last_seen
            assert not set(rule.wording) & set(",;:()?!"), "quotations have full-width marks"


def test_operations_are_found_in_an_archive_as_in_a_folder(tmp_path, monkeypatch):
    """As in the browser."""
    archive = tmp_path / "library.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(Path(operations.__path__[0]).glob("*.py")):
            file.write(path, f"checker/operations/{path.name}")
        file.writestr("checker/bridge.py", "")
    inside = zipimport.zipimporter(str(archive / "checker"))
    monkeypatch.setattr(operations.__spec__, "loader", inside)
    found = operations._modules()
    monkeypatch.undo()
    assert found == operations._modules()
    assert "assess" in found
