"""Calendar files: ids that stay, sequences, states, alarms, folding; read back by another library."""

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from checker.reminders import UID_DOMAIN as DOMAIN
from scripts.facts.resolve import Facts
from scripts.places import ROOT
from scripts.published.feeds import write_feeds
from tests.known import facts
from tests.scripts.made_up import EXAM, GUANGDONG, YEAR, Edit, made

READ = """
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
const root = new ICAL.Component(ICAL.parse(readFileSync(process.argv[1], "utf-8")));
for (const zone of root.getAllSubcomponents("vtimezone"))
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
const shown = root.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const zone = event.startDate.zone?.tzid;
  return {
    uid: event.uid, summary: event.summary, start: event.startDate.toString(), zone,
    end: event.startDate.isDate ? event.endDate.toString() : "",
    utc: event.startDate.isDate ? "" : event.startDate.toJSDate().toISOString(),
    status: component.getFirstPropertyValue("status"), sequence: event.sequence,
    alarms: component.getAllSubcomponents("valarm")
      .map((alarm) => alarm.getFirstPropertyValue("trigger").toSeconds()),
  };
});
console.log(JSON.stringify(shown));
"""


def read_by_ical_js(path: Path) -> dict[str, dict]:
    command = ["node", "--input-type=module", "-e", READ, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {e["uid"].removesuffix(f"@{DOMAIN}"): e for e in json.loads(done.stdout)}


def components(path: Path) -> dict[str, object]:
    calendar = Calendar.from_ical(path.read_bytes())
    return {str(e["uid"]).removesuffix(f"@{DOMAIN}"): e for e in calendar.walk("VEVENT")}


def feed_of(folder: Path, edit: Edit = lambda files: None, name: str = "all") -> dict:
    known = made(folder / "data", edit)
    write_feeds(known, folder / "out")
    return components(folder / "out" / "calendar" / f"{name}.ics")


@pytest.fixture(scope="module")
def known() -> Facts:
    return facts()


@pytest.fixture(scope="module")
def feeds(known: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("feeds")
    write_feeds(known, out)
    return out / "calendar"


def test_another_library_reads_the_same_dates(known: Facts, feeds: Path):
    read = read_by_ical_js(feeds / "all.ics")
    every = {e.id: e for e in known.events}
    assert set(read) == set(every)
    for id_, event in every.items():
        if event.time in ("", "24:00"):
            assert read[id_]["start"] == event.first.isoformat()
            assert read[id_]["end"] == (event.last + timedelta(days=1)).isoformat()
        else:
            assert read[id_]["start"] == f"{event.first}T{event.time}:00"
            assert read[id_]["zone"] == "Asia/Shanghai"
    # Four in the afternoon in Shanghai is eight in the morning in Greenwich.
    assert read["shanghai-2025-registration-end"]["utc"] == "2025-07-03T08:00:00.000Z"
    assert read["guangdong-2025-admit-card-end"]["alarms"] == [-7 * 86400, -86400]


def test_every_feed_is_read_by_another_library(feeds: Path):
    for name in ("2026", "guangdong", "registration", "exam", "scores", "certificate", "2027"):
        assert read_by_ical_js(feeds / f"{name}.ics") is not None


def test_there_is_a_feed_for_each_year_area_and_category(known: Facts, feeds: Path):
    names = {path.stem for path in feeds.glob("*.ics")}
    categories = {"registration", "exam", "scores", "certificate"}
    assert names == {"all", *map(str, known.exams), *known.areas, *categories}


def test_the_feeds_of_a_kind_share_out_all_events(feeds: Path):
    parts = [
        components(feeds / f"{n}.ics") for n in ("registration", "exam", "scores", "certificate")
    ]
    together = [id_ for part in parts for id_ in part]
    assert sorted(together) == sorted(components(feeds / "all.ics"))


def test_an_area_has_the_country_s_exam_and_its_own_window(feeds: Path):
    shanghai = components(feeds / "shanghai.ics")
    assert {"2025-exam", "shanghai-2025-registration-end"} <= set(shanghai)
    assert "2025-registration-end" not in shanghai
    assert not any(id_.startswith("yunnan") for id_ in shanghai)
    assert "2020-exam" not in components(feeds / "beijing.ics")


def test_ids_never_hold_the_date(known: Facts):
    for event in known.events:
        rest = event.id.removeprefix(f"{event.area}-").removeprefix(f"{event.exam_year}-")
        assert not any(c.isdigit() for c in rest), event.id


def test_a_moved_date_keeps_its_uid_and_raises_the_sequence(tmp_path: Path):
    before = feed_of(tmp_path / "before")
    moved = {
        "status": "changed",
        "start": f"{YEAR}-10-26",
        "end": f"{YEAR}-10-27",
        "history": [
            {
                "on": "2029-12-01",
                "status": "announced",
                "start": f"{YEAR}-10-19",
                "end": f"{YEAR}-10-20",
            }
        ],
    }
    after = feed_of(tmp_path / "after", lambda files: files[EXAM]["exam"].update(moved))
    assert set(before) == set(after)
    old, new = before[f"{YEAR}-exam"], after[f"{YEAR}-exam"]
    assert (old["sequence"], new["sequence"]) == (0, 1)
    assert new["dtstart"].dt == date(YEAR, 10, 26)
    assert new["status"] == "CONFIRMED"


def test_states(tmp_path: Path):
    def edit(files):
        files[EXAM]["registration"]["status"] = "expected"
        files[GUANGDONG]["exams"][YEAR]["exam"] = dict(
            files[EXAM]["exam"], status="changed", cancelled=True
        )

    feed = feed_of(tmp_path, edit)
    assert feed[f"{YEAR}-registration-end"]["status"] == "TENTATIVE"
    assert feed[f"{YEAR}-exam"]["status"] == "CONFIRMED"
    cancelled = feed[f"guangdong-{YEAR}-exam"]
    assert cancelled["status"] == "CANCELLED"
    assert not cancelled.walk("VALARM")


def test_alarms_seven_days_and_one_day_before_a_closing(tmp_path: Path):
    feed = feed_of(tmp_path)

    def alarms(id_: str) -> list[timedelta]:
        return [a["trigger"].dt for a in feed[id_].walk("VALARM")]

    timed = f"guangdong-{YEAR}-registration-end"
    assert alarms(timed) == [timedelta(days=-7), timedelta(days=-1)]
    # A whole day starts at midnight: nine in the morning of the day before is 15 hours earlier.
    whole = f"guangdong-{YEAR}-payment-end"
    assert alarms(whole) == [timedelta(days=-7, hours=9), timedelta(hours=-15)]
    assert alarms(f"guangdong-{YEAR}-registration-start") == []
    assert alarms(f"{YEAR}-exam") == []


def test_the_end_of_a_day_stays_on_its_day(feeds: Path):
    end = components(feeds / "all.ics")["tianjin-2024-registration-end"]
    assert end["dtstart"].dt == date(2024, 7, 3)
    assert "24:00" in end["description"]


def test_a_month_is_shown_as_the_whole_month(feeds: Path):
    start = components(feeds / "all.ics")["qinghai-2025-certificate-collection-start"]
    assert (start["dtstart"].dt, start["dtend"].dt) == (date(2025, 12, 1), date(2026, 1, 1))
    assert "日未定" in start["summary"]


def test_lines_are_folded_without_splitting_a_character(feeds: Path):
    for path in feeds.glob("*.ics"):
        raw = path.read_bytes()
        assert raw.endswith(b"END:VCALENDAR\r\n")
        for line in raw.split(b"\r\n"):
            assert len(line) <= 75
            line.decode("utf-8")
            assert b"\n" not in line


def test_same_facts_same_bytes_and_the_epoch_is_the_stamp(
    known: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")  # 2027-01-15T08:00:00Z
    for name in ("one", "two"):
        write_feeds(known, tmp_path / name)
    for path in (tmp_path / "one" / "calendar").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / "calendar" / path.name).read_bytes()
    assert b"DTSTAMP:20270115T080000Z" in (tmp_path / "one/calendar/all.ics").read_bytes()


def test_the_site_s_address_is_used_where_it_is_known(
    known: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SITE_URL", "https://example.org/base")
    write_feeds(known, tmp_path)
    exam = components(tmp_path / "calendar" / "all.ics")["2026-exam"]
    assert exam["url"] == "https://example.org/base/calendar/2026/#2026-exam"


def test_changes_become_an_atom_feed(tmp_path: Path):
    def edit(files):
        files[GUANGDONG]["exams"][YEAR]["registration"]["history"] = [
            {"on": "2029-11-01", "status": "expected", "start": f"{YEAR}-08-06"},
            {"on": "2029-12-01", "status": "announced", "start": f"{YEAR}-08-04"},
        ]

    known = made(tmp_path / "data", edit)
    write_feeds(known, tmp_path / "out")
    atom = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.parse(tmp_path / "out/calendar/changes.xml").getroot()
    updated = [e.findtext("a:updated", namespaces=atom) for e in feed.findall("a:entry", atom)]
    assert updated == ["2029-12-01T00:00:00Z", "2029-11-01T00:00:00Z"]
    assert feed.findtext("a:updated", namespaces=atom) == updated[0]
    newest = feed.find("a:entry", atom)
    assert "广东" in newest.findtext("a:title", namespaces=atom)
    said = newest.findtext("a:content", namespaces=atom)
    assert f"{YEAR}-08-04" in said
    assert f"{YEAR}-08-05T09:00" in said
    ids = [e.findtext("a:id", namespaces=atom) for e in feed.findall("a:entry", atom)]
    assert len(set(ids)) == 2


def test_unknown_dates_are_in_no_feed(tmp_path: Path):
    def edit(files):
        files[EXAM]["scores"] = {"status": "unknown", "checked_on": "2030-01-01"}

    assert f"{YEAR}-scores" in feed_of(tmp_path / "a")
    assert f"{YEAR}-scores" not in feed_of(tmp_path / "b", edit)


def test_write_makes_what_it_says(tmp_path: Path):
    known = made(tmp_path / "data")
    written = write_feeds(known, tmp_path / "out")
    assert {p.name for p in written} == {p.name for p in (tmp_path / "out/calendar").iterdir()}
