"""The static API: valid by its own schemas, one type a key, the same dates as everywhere."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from checker.bridge import handle
from scripts.facts.resolve import Facts
from scripts.facts.shown import home
from scripts.places import ROOT
from scripts.published.api import write_api
from scripts.published.api.answers import agenda_dates
from tests.known import facts
from tests.scripts.made_up import EXAM, GUANGDONG, YEAR, made, value


@pytest.fixture(scope="module")
def known() -> Facts:
    return facts()


@pytest.fixture(scope="module")
def api(known: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("api")
    write_api(known, out)
    return out / "api" / "v1"


def read(api: Path, name: str) -> Any:
    return json.loads((api / name).read_text("utf-8"))


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every key of the answers with each value it has, list places left out of the path."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield f"{path}.{key}", value
            yield from leaves(value, f"{path}.{key}")
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value, path)


def test_the_index_lists_every_endpoint_and_nothing_else(api: Path):
    listed = {e["path"] for e in read(api, "index.json")["data"]["endpoints"]}
    there = {p.relative_to(api).as_posix() for p in api.rglob("*.json")}
    assert listed == {p for p in there if not p.startswith("schema/") and p != "openapi.json"}
    assert {"calendar.json", "calendar/2026.json", "provinces.json", "provinces/guangdong.json",
            "sources.json", "rules.json"} <= listed  # fmt: skip


def test_every_answer_is_valid_by_its_schema(api: Path):
    for endpoint in read(api, "index.json")["data"]["endpoints"]:
        schema = read(api, endpoint["schema_path"])
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema, format_checker=FormatChecker())
        errors = list(validator.iter_errors(read(api, endpoint["path"])))
        assert not errors, (endpoint["path"], errors[:3])


def test_every_schema_is_a_schema(api: Path):
    for path in (api / "schema").glob("*.json"):
        Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


def test_a_schema_refuses_what_is_wrong(api: Path):
    validator = Draft202012Validator(read(api, "schema/calendar.json"))
    answer = read(api, "calendar.json")
    answer["data"]["events"][0]["status"] = "sure"
    answer["data"]["events"][1]["surprise"] = 1
    assert len(list(validator.iter_errors(answer))) == 2


def test_no_key_holds_two_types(api: Path):
    types: dict[str, set[type]] = defaultdict(set)
    for endpoint in read(api, "index.json")["data"]["endpoints"]:
        shape = endpoint["schema_path"]
        for path, held in leaves(read(api, endpoint["path"])):
            assert held is not None, path
            types[shape + path].add(type(held))
    twofold = {path: kinds for path, kinds in types.items() if len(kinds) > 1}
    # JSON has one type for numbers: a rate may be printed with or without a fraction.
    assert all(kinds <= {int, float} for kinds in twofold.values()), twofold


def test_events_are_the_facts_events(known: Facts, api: Path):
    found = {e["id"]: e for e in read(api, "calendar.json")["data"]["events"]}
    every = {e.id: e for e in known.events}
    assert set(found) == set(every)
    for id_, event in every.items():
        shown = found[id_]
        assert shown["date"] == event.first.isoformat()
        assert shown["date_to"] == event.last.isoformat()
        assert shown.get("time", "") == event.time
        assert shown["status"] == event.period.status
        assert shown["source"] == list(event.period.source)
        assert shown["source"]
        assert shown["checked_on"]
        assert shown["page"] == home(event)


def test_years_and_areas_share_out_the_calendar(known: Facts, api: Path):
    every = {e["id"] for e in read(api, "calendar.json")["data"]["events"]}
    by_year = [
        e["id"] for y in known.exams for e in read(api, f"calendar/{y}.json")["data"]["events"]
    ]
    assert sorted(by_year) == sorted(every)
    areas = {
        e["id"]
        for a in known.areas
        for e in read(api, f"provinces/{a}.json")["data"]["events"]
        if e["area"] == a
    }
    assert areas == {id_ for id_ in every if not id_[:4].isdigit()}


def test_the_dates_are_what_the_agenda_takes(api: Path):
    given = read(api, "dates.json")["data"]
    request = {"op": "agenda", "today": "2025-07-01", "person": {"area": "guangdong"}}
    answer = json.loads(handle(json.dumps({**request, "dates": given["dates"]})))
    assert answer["ok"]
    exam = next(item for item in answer["items"] if item["id"] == "2025-exam")
    assert (exam["from"], exam["until"]) == ("2025-10-18", "2025-10-19")
    assert {date["source"] for date in given["dates"]} == set(given["sources"])


def test_what_is_not_the_day_of_everybody_in_an_area_is_no_date_of_the_agenda(tmp_path: Path):
    def spoil(files: dict[str, Any]) -> None:
        window = {"start": f"{YEAR}-06-01", "end": f"{YEAR}-08-20T17:00"}
        files[EXAM]["registration"] = value(**window)
        own = files[GUANGDONG]["exams"][YEAR]
        own["registration"] = value(start=f"{YEAR}-06-28T09:00", end=f"{YEAR}-07-08T17:00")
        own["payment"] = value(area="部分地区", **window)
        own["scores"] = value(start=f"{YEAR}-12-20", read_as="by")
        own["exam"] = value(
            start=f"{YEAR}-10-19", end=f"{YEAR}-10-20", status="changed", cancelled=True
        )

    given = made(tmp_path, spoil)
    found = {date.id: date for date in agenda_dates(given, given.events).dates}
    assert f"{YEAR}-registration" not in found
    assert "guangdong-2030-payment" not in found
    registration = found["guangdong-2030-registration"]
    assert (registration.start, registration.end) == ("2030-06-28T09:00", "2030-07-08T17:00")
    scores = found["guangdong-2030-scores"]
    assert (scores.start, scores.end) == (None, "2030-12-20")
    exam = found["guangdong-2030-exam"]
    assert (exam.status, exam.start, exam.end) == ("unknown", None, None)


def test_sources_named_are_sources_listed(api: Path):
    listed = {s["id"]: s for s in read(api, "sources.json")["data"]}
    named = {i for e in read(api, "calendar.json")["data"]["events"] for i in e["source"]}
    assert named <= set(listed)


def test_no_address_that_may_not_be_a_link_is_given(known: Facts, api: Path):
    forbidden = {s.url for s in known.sources.values() if s.url and not s.linkable}
    assert forbidden
    for path in api.rglob("*.json"):
        text = path.read_text("utf-8")
        assert not [url for url in forbidden if url in text], path


def test_the_rules_are_the_checker_s_wording(api: Path):
    sets = {s["id"] for s in read(api, "rules.json")["data"]}
    assert sets == {p.stem for p in (ROOT / "checker" / "rule_sets").glob("*.json")}
    rules = {
        r["id"]: r for s in read(api, "rules.json")["data"] for r in s["versions"][-1]["rules"]
    }
    assert "90日内同一证书可存在3次有效加注" in rules["ANN-03"]["wording"]
    assert rules["ANN-03"]["source"]["checked_on"] == "2026-11-23"


def test_unknown_dates_are_said_to_be_unknown(api: Path):
    unknown = {
        (u["exam_year"], u["kind"], u["area"])
        for u in read(api, "calendar.json")["data"]["unknown"]
    }
    assert {(2026, "scores", "national"), (2027, "exam", "national")} <= unknown
    assert (2026, "registration", "guangdong") in unknown


def test_same_facts_same_bytes_and_the_epoch_is_the_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    known = made(tmp_path / "data")
    for name in ("one", "two"):
        write_api(known, tmp_path / name)
    for path in (tmp_path / "one").rglob("*.json"):
        twin = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert path.read_bytes() == twin.read_bytes()
    assert read(tmp_path / "one/api/v1", "index.json")["generated_at"] == "2030-01-01T00:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    write_api(known, tmp_path / "three")
    assert read(tmp_path / "three/api/v1", "index.json")["generated_at"] == "2027-01-15T08:00:00Z"


def test_what_was_said_before_is_kept(tmp_path: Path):
    def edit(files):
        files[EXAM]["scores"] |= {
            "history": [{"on": "2029-12-01", "status": "expected", "start": f"{YEAR}-12-01"}],
            "conflict": [{"says": "甲", "holds": "乙", "seen_in": ["made-up"]}],
        }

    write_api(made(tmp_path / "data", edit), tmp_path)
    events_ = read(tmp_path / "api/v1", f"calendar/{YEAR}.json")["data"]["events"]
    scores = next(e for e in events_ if e["kind"] == "scores")
    assert scores["history"] == [
        {"on": "2029-12-01", "status": "expected", "start": f"{YEAR}-12-01"}
    ]
    assert scores["conflict"] == [{"says": "甲", "holds": "乙"}]
