"""One calendar for a table: what each row gives, whose it is, and uids that stay and never collide."""

import json
import re
import subprocess
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker import typed
from checker.batch.cells import is_empty
from checker.bridge import convert_table, handle, table_calendar
from tests.case_files import assert_sums_hold, load
from tests.checker.tables import HEADING, ON, table_bytes

ROOT = Path(__file__).parents[2]
DOMAIN = "@yaoshi-zhiqi.invalid"
CASES = load("batch_calendar")
TODAY = date.fromisoformat(ON)
HASH = re.compile("-[0-9a-f]{16}")

Rows = Sequence[Sequence[str]]


def calendar(rows: Rows, today: str = ON, part: int = 2) -> str:
    """The .ics of a table, which must be the same in parts and as a whole."""
    asked = json.dumps({"op": "batch", "today": today, "same_name": "different"})
    parts = [json.loads(p) for p in table_calendar(asked, BytesIO(table_bytes(rows)), part)]
    parts = [part for part in parts if "read" not in part]
    whole = StringIO()
    summary = json.loads(
        convert_table(asked, BytesIO(table_bytes(rows)), StringIO(newline=""), whole)
    )
    text = "".join(p["ics"] for p in parts)
    assert text == whole.getvalue()
    assert sum(p["answered"] for p in parts) == summary["rows"]
    assert sum(p["events"] for p in parts) == summary["events"] == text.count("BEGIN:VEVENT")
    assert sum(p["errors"] for p in parts) == summary["errors"]
    return text


def events(rows: Rows, today: str = ON) -> list[icalendar.Event]:
    text = calendar(rows, today)
    found = icalendar.Calendar.from_ical(text.encode()).walk("VEVENT") if text else []
    assert all(component.errors == [] for component in found)
    return found


def days(rows: Rows, today: str = ON) -> dict[str, str]:
    """The day of every event by its uid."""
    found = events(rows, today)
    by_uid = {str(e["UID"]).removesuffix(DOMAIN): e["DTSTART"].dt.isoformat() for e in found}
    assert len(by_uid) == len(found), "two events share a uid"
    return by_uid


def kind(uid: str) -> str:
    return HASH.sub("", uid)


def kinds(rows: Rows, today: str = ON) -> dict[str, str]:
    """The day of every event of one person by what it is."""
    return {kind(uid): day for uid, day in days(rows, today).items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_row(case: dict):
    assert_sums_hold(case)
    request = case["request"]
    cells = [str(request["row"].get(name, "")) for name in HEADING]
    assert kinds([HEADING, cells], request.get("today", ON)) == case["expect"]


# --- whose event it is -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "name", "who"),
    [
        ("E-1", "示例一", "示例一 E-1："),
        ("", "示例一", "示例一："),
        ("E-1", "", "E-1："),
        ("", "", "第 3 行："),
        (" E-1\n乙", "a,b;c\\d", "a,b;c\\d E-1 乙："),
        ("", "长" * 50, "长" * 40 + "…："),
    ],
)
def test_every_event_says_whose_it_is(id_: str, name: str, who: str):
    blank = [""] * len(HEADING)
    row = [id_, name, "2027-12-31", "", "", "2026-11-01:90", "", "", ""]
    found = events([HEADING, blank, row])
    assert len(found) == 7
    assert all(str(event["SUMMARY"]).startswith(who) for event in found)


def test_only_what_the_table_has_columns_for_is_reminded_of():
    assert days([["编号", "备注", "考试年度"], ["E-1", "2026-11-01:90", "2024"]]) == {}
    only_renewal = kinds([["编号", "注册有效期至"], ["E-1", "2027-12-31"]])
    assert only_renewal.keys() == {
        "renewal-ahead-30", "renewal-ahead-7", "renewal-deadline", "registration-run-out",
    }  # fmt: skip


def test_what_is_only_asked_about_elsewhere_is_a_plan_in_a_table_and_told_as_doubtful():
    short = "; ".join(["2026-11-01:1"] * 3)
    row = ["E-1", "示例", "", "", "", short, "2026-12-01", "", ""]
    told = {str(event["UID"]): str(event["SUMMARY"]) for event in events([HEADING, row])}
    (apply,) = [summary for uid, summary in told.items() if "apply" in uid]
    assert "不一定" in apply


# --- uids ------------------------------------------------------------------------------------------

NAMES = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=4)
DAYS = st.integers(-120, 200).map(lambda k: str(TODAY + timedelta(k)))
ANNOTATIONS = st.lists(
    st.tuples(DAYS, st.integers(1, 90)).map(lambda a: f"{a[0]}:{a[1]}"), max_size=4
)
ROW = st.tuples(
    st.sampled_from(["E-1", "E-2", "e1", "", "12", "1"]) | NAMES,
    st.just("示例"),
    DAYS | st.just(""),
    st.just(""),
    st.just(""),
    ANNOTATIONS.map("; ".join),
    DAYS | st.just(""),
    st.integers(1, 90).map(str) | st.just(""),
    st.just(""),
)


@given(st.lists(ROW, max_size=6, unique_by=lambda row: row[0]))
@example([("E-1", "示例", "", "", "", "", ON, "", "")])
@example([("E-1", "示例", "", "", "", "2026-10-01:90", ON, "", "")])
def test_a_row_gives_the_events_of_a_request_of_its_own(rows: list[tuple[str, ...]]):
    rows = [row for row in rows if row[0].split() and not is_empty(row[0])]
    found = days([HEADING, *rows])  # also: no two events share a uid
    expected = []
    for row in rows:
        request: dict[str, object] = {"op": "reminders", "today": ON}
        request["annotations"] = typed.annotations(row[5])
        if any(item["applied_on"] > ON for item in request["annotations"]):
            request["annotations"] = []  # refused with its reason: nothing is said of annotations
            request["stopped"] = True
        if row[2]:
            request["registered_until"] = row[2]
        if row[6] >= ON and not request.get("stopped"):
            planned = {"applied_on": row[6], "days": int(row[7] or 90)}
            asked = {"op": "assess", "apply_on": row[6], "days": planned["days"], "today": ON}
            asked["annotations"] = request["annotations"]
            if json.loads(handle(json.dumps(asked)))["verdict"] != "refused":
                request["annotations"] = [*request["annotations"], planned]
                if row[6] == ON:  # to be done today: by itself it would count as done
                    uid = f"annotation-{len(request['annotations'])}-apply{DOMAIN}"
                    expected.append({"uid": uid, "date": ON})
        if request.pop("stopped", False) and "registered_until" not in request:
            continue
        expected += json.loads(handle(json.dumps(request)))["events"]
    assert sorted((kind(uid), day) for uid, day in found.items() if "slot" not in uid) == sorted(
        (kind(event["uid"].removesuffix(DOMAIN)), event["date"])
        for event in expected
        if "slot" not in event["uid"]
    )


@given(st.lists(ROW, min_size=1, max_size=6, unique_by=lambda row: "".join(row[0].split())))
@example([("E-1", "", "2027-12-31", *[""] * 6), ("E-2", "", "2028-12-31", *[""] * 6)])
def test_rows_with_ids_of_their_own_keep_their_uids_wherever_they_stand(rows: list):
    with_id = [row for row in rows if row[0].split() and not is_empty(row[0])]
    assert days([HEADING, *with_id]) == days([HEADING, *reversed(with_id)])
    moved = [(*row[:2], "2027-06-30", *row[3:]) for row in with_id]
    renewals = {uid for uid in days([HEADING, *moved]) if "renewal" in uid}
    assert len(renewals) == 3 * len(with_id)
    later = days([HEADING, *[(*row[:2], "2027-07-31", *row[3:]) for row in with_id]])
    assert renewals == {uid for uid in later if "renewal" in uid}


def test_rows_without_a_name_are_told_apart_and_blank_rows_do_no_harm():
    row = ["", "", "2027-12-31", *[""] * 6]
    found = days([HEADING, row, [""] * 9, row])
    assert len(found) == 8
    assert len({kind(uid) for uid in found}) == 8


def test_rows_of_one_person_give_each_event_once():
    first, second = "2026-11-01:90", "2026-11-10:90"
    rows = [["E-1", "示例", "2027-12-31", "", "", made, "", "", ""] for made in (first, second)]
    joined = ["E-1", "示例", "2027-12-31", "", "", f"{first}; {second}", "", "", ""]
    assert days([HEADING, *rows]) == days([HEADING, joined])


def test_persons_of_one_name_never_share_a_uid():
    row = ["", "示例", "2027-12-31", *[""] * 6]
    assert len(days([HEADING, row, row])) == 8


def test_the_same_person_alone_and_in_a_table_has_the_same_kinds_of_events():
    row = ["E-1", "示例", "2027-12-31", *[""] * 6]
    alone = {"op": "reminders", "today": ON, "registered_until": "2027-12-31", "who": "示例"}
    told = json.loads(handle(json.dumps(alone)))["events"]
    assert {kind(e["uid"].removesuffix(DOMAIN)) for e in told} == kinds([HEADING, row]).keys()


# --- the file --------------------------------------------------------------------------------------


def test_a_table_without_reminders_gives_no_file():
    assert calendar([HEADING, ["E-1", "", "", "2024", *[""] * 5]]) == ""
    assert calendar([HEADING]) == ""


def test_what_is_wrong_with_the_table_is_the_answer():
    answers = list(table_calendar('{"op": "batch"}', BytesIO(b"x\n1\n"), 5))
    assert [json.loads(answer)["error"]["code"] for answer in answers] == ["no_known_column"]


READ = """
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
const root = new ICAL.Component(ICAL.parse(readFileSync(0, "utf-8")));
const events = root.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
console.log(JSON.stringify(events.map(({ uid, summary, startDate }) => [uid, summary, startDate.toString()])));
"""


def test_another_library_reads_the_same():
    rows = [HEADING, *[[str(c["request"]["row"].get(n, "")) for n in HEADING] for c in CASES]]
    rows.append(["E,;\\9", "名 字", "2027-12-31", "", "", "2026-11-20:90", "", "", ""])
    text = calendar(rows)
    done = subprocess.run(
        ["node", "--input-type=module", "-e", READ],
        cwd=ROOT, input=text, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        [str(e["UID"]), str(e["SUMMARY"]), e["DTSTART"].dt.isoformat()] for e in events(rows)
    ]
