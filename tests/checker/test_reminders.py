"""`reminders`: the .ics file read by another library, stable uids, and what is told when."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.bridge import handle
from checker.ics import calendar
from checker.readings import Annotation, AnnotationRule
from checker.reminders import Event, Remembered, _short_hash, of_annotations, of_assessment
from checker.renewal import ADVANCE_NOTICE
from checker.rules import rule_set

TODAY = date(2026, 12, 1)
PLANNED = [{"applied_on": "2026-12-05", "days": 30}]


def ask(**request: Any) -> dict[str, Any]:
    return json.loads(handle(json.dumps({"op": "reminders", **request})))


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    """Good requests of all kinds, their dates near TODAY."""
    day = st.integers(-100, 0).map(lambda k: str(TODAY + timedelta(k)))
    later = st.integers(0, 200)
    made = st.fixed_dictionaries({"applied_on": day, "days": st.integers(1, 90)})
    request: dict[str, Any] = {"today": str(TODAY), "who": draw(st.sampled_from(["张三", "E-1"]))}
    if draw(st.booleans()):
        request["annotations"] = draw(st.lists(made, max_size=5))
    kind = draw(st.sampled_from(["neither", "apply_on", "needs"]))
    if kind == "apply_on":
        request["apply_on"] = str(TODAY + timedelta(draw(later)))
        request["days"] = draw(st.integers(1, 90))
    if kind == "needs":
        request["needs"] = []
        for label in draw(st.lists(st.text(max_size=40), max_size=3)):
            first = TODAY + timedelta(draw(later))
            last = first + timedelta(draw(st.integers(0, 200)))
            request["needs"].append({"label": label, "from": str(first), "to": str(last)})
    if draw(st.booleans()):
        request["registered_until"] = str(TODAY + timedelta(draw(st.integers(-10, 400))))
    return request


@given(requests())
def test_the_file_says_the_same_as_the_events(request):
    answer = ask(**request)
    if not answer["events"]:
        assert answer["ics"] == ""
        return
    parsed = icalendar.Calendar.from_ical(answer["ics"])
    assert parsed["VERSION"] == "2.0"
    components = parsed.walk("VEVENT")
    assert [str(c["UID"]) for c in components] == [e["uid"] for e in answer["events"]]
    for component, event in zip(components, answer["events"], strict=True):
        day = date.fromisoformat(event["date"])
        assert component.errors == []
        assert component["DTSTART"].dt == day
        assert component["DTEND"].dt == day + timedelta(1)
        assert component["DTSTAMP"].dt == datetime(2026, 12, 1, tzinfo=UTC)
        assert str(component["SUMMARY"]) == event["summary"]
        alarms = component.walk("VALARM")
        assert [alarm["TRIGGER"].dt for alarm in alarms] == [
            datetime.combine(date.fromisoformat(alarm), time(1), UTC) for alarm in event["alarms"]
        ]
        assert all(str(alarm["ACTION"]) == "DISPLAY" and alarm["DESCRIPTION"] for alarm in alarms)


@given(requests())
def test_the_same_request_on_the_same_day_gives_the_same_bytes(request):
    assert ask(**request)["ics"] == ask(**request)["ics"]


@given(requests())
def test_a_calendar_rings_on_the_days_of_the_one_list_and_on_none_that_has_gone_by(request):
    for event in ask(**request)["events"]:
        day = date.fromisoformat(event["date"])
        ahead = [(day - date.fromisoformat(alarm)).days for alarm in event["alarms"]]
        assert all(alarm >= request["today"] for alarm in event["alarms"])
        assert set(ahead) <= {0, *ADVANCE_NOTICE}
        assert ahead == sorted(ahead, reverse=True)


@given(requests(), requests())
def test_two_persons_never_share_a_uid(one, other):
    first, second = ask(**{**one, "who": "张三"}), ask(**{**other, "who": "李四"})
    uids = [{event["uid"] for event in answer["events"]} for answer in (first, second)]
    assert not uids[0] & uids[1]


@given(st.integers(0, 400), st.booleans())
def test_as_long_as_a_registration_lasts_something_is_left_to_do(days, with_annotation):
    until = TODAY + timedelta(days)
    made = [{"applied_on": "2026-11-30", "days": 1}] if with_annotation else []
    events = ask(today=str(TODAY), registered_until=str(until), annotations=made)["events"]
    told = [event for event in events if event["rule"] == "REG-08"]
    assert told
    safe = until - timedelta(31)
    if safe >= TODAY:
        (deadline,) = [e for e in told if e["uid"].startswith("renewal-deadline-")]
        assert deadline["date"] == str(safe)
    else:
        assert told[0]["date"] == str(TODAY)
    assert told[-1]["date"] == str(until + timedelta(1))


def test_without_a_name_the_key_date_stands_in_the_uid():
    def uids(until: str, **who: str) -> set[str]:
        answer = ask(today="2026-12-01", registered_until=until, **who)
        return {event["uid"] for event in answer["events"]}

    assert not uids("2027-12-31") & uids("2027-12-30")
    assert uids("2027-12-31", who="张三") == uids("2027-12-30", who="张三")


def test_one_event_alone_is_the_one_that_stands_among_all():
    asked = {"today": "2026-12-01", "registered_until": "2027-12-31", "who": "张三"}
    answer = ask(**asked)
    for event in answer["events"]:
        ics = ask(**asked, only=event["uid"])["ics"]
        head, alone, end = ics.partition("BEGIN:VEVENT")[0], ics, "END:VCALENDAR\r\n"
        assert alone.removeprefix(head).removesuffix(end) in answer["ics"]
        assert ics.count("BEGIN:VEVENT") == 1
    wrong = ask(**asked, only="nothing@yaoshi-zhiqi.invalid")
    assert wrong["error"]["code"] == "no_such_event"


@given(requests())
def test_events_are_in_order_none_is_past_and_no_two_share_a_uid(request):
    events = ask(**request)["events"]
    dates = [event["date"] for event in events]
    assert dates == sorted(dates)
    assert all(day >= request["today"] for day in dates)
    assert len({event["uid"] for event in events}) == len(events)


@given(requests(), st.integers(-300, 300))
def test_uids_do_not_move_with_the_dates(request, shift):
    def moved(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: v if k in {"label", "who"} else moved(v) for k, v in value.items()}
        if isinstance(value, list):
            return [moved(item) for item in value]
        if isinstance(value, str):
            return str(date.fromisoformat(value) + timedelta(shift))
        return value

    before, after = ask(**request)["events"], ask(**moved(request))["events"]
    assert sorted((moved(e["date"]), e["uid"]) for e in before) == sorted(
        (e["date"], e["uid"]) for e in after
    )


def test_a_plan_keeps_its_uids_once_it_is_carried_out():
    needs = [{"label": "首次注册", "from": "2027-01-06", "to": "2027-02-28"}]
    planned = ask(today="2026-12-01", needs=needs)["events"]
    made = [{"applied_on": "2027-01-04", "days": 90}]
    carried_out = ask(today="2027-01-04", annotations=made, needs=needs)["events"]
    assert carried_out == [event for event in planned if "apply" not in event["uid"]]


@given(st.text() | st.text("药😀é,;\\\n a", min_size=30))
@example("药" * 200)
@example("a,b;c\\d\ne\r\nf")
@example("half \ud83d and \x00 and \u2028")
def test_any_text_is_escaped_and_folded(text):
    made = calendar([Event("x@y", TODAY.toordinal(), text, "", "ANN-03")], TODAY.toordinal())
    assert made.endswith("END:VCALENDAR\r\n")
    assert "\n" not in made.replace("\r\n", "")
    octets = made.encode()
    assert max(map(len, octets.split(b"\r\n"))) <= 75
    [component] = icalendar.Calendar.from_ical(octets).walk("VEVENT")
    assert component.errors == []
    said = str(component["SUMMARY"])
    kept = "".join(c if c == "\n" or c.isprintable() else "?" for c in text.replace("\r\n", "\n"))
    assert "".join(c if c == "\n" or c.isprintable() else "?" for c in said.replace(" ", "?")) == (
        kept.replace(" ", "?")
    )


def test_lines_are_folded_as_late_as_the_octets_allow():
    text = "药" * 60  # three octets each
    made = calendar([Event("x@y", TODAY.toordinal(), text, "", "ANN-03")], TODAY.toordinal())
    at = made.index("SUMMARY:")
    lines = made[at : made.index("DESCRIPTION")].split("\r\n")
    # 8 + 22 * 3 = 74; then 1 + 24 * 3 = 73; 60 - 22 - 24 = 14 are left
    assert [line.count("药") for line in lines] == [22, 24, 14, 0]


@pytest.mark.parametrize(("letters", "lines"), [(66, 1), (67, 1), (68, 2), (141, 2), (142, 3)])
def test_a_line_holds_75_octets_and_a_continuation_74_after_its_space(letters, lines):
    # "SUMMARY:" has 8: 8 + 67 = 75; then 67 + 74 = 141
    made = calendar([Event("x@y", TODAY.toordinal(), "a" * letters, "", "ANN-03")], 1)
    assert made[made.index("SUMMARY:") : made.index("DESCRIPTION")].count("\r\n") == lines


def test_a_file_made_later_replaces_the_one_imported_before():
    def sequence(today: str) -> int:
        ics = ask(today=today, registered_until="2027-12-31")["ics"]
        return icalendar.Calendar.from_ical(ics).walk("VEVENT")[0]["SEQUENCE"]

    assert sequence("2026-12-01") < sequence("2026-12-02")


@pytest.mark.parametrize(
    ("request_", "last_seen", "cited"),
    [
        ({"registered_until": "2027-12-31"}, "2021-08-21", ["REG-08"]),
        ({"annotations": PLANNED}, "2026-01-23", ["ANN-03", "ANN-07"]),
        (
            {"annotations": PLANNED, "registered_until": "2027-12-31"},
            "2021-08-21",
            ["ANN-03", "ANN-07", "REG-08"],
        ),
    ],
)
def test_the_older_of_the_wordings_used_is_told_and_all_are_cited(request_, last_seen, cited):
    answer = ask(today="2026-12-01", **request_)
    assert answer["rules_last_seen"] == last_seen
    assert [source["id"] for source in answer["sources"]] == cited
    assert {event["rule"] for event in answer["events"]} == set(cited)


def descriptions(**request: Any) -> dict[str, str]:
    """What each event says, by what it is: the part of its uid before the hash."""
    events = ask(today="2026-12-01", **request)["events"]
    return {event["uid"].split("@")[0].rpartition("-")[0]: event["description"] for event in events}


def test_events_say_what_is_to_be_done_and_by_when():
    said = descriptions(annotations=PLANNED)
    # done by 2026-12-05 + 1 = 2026-12-06; valid to 2026-12-05 + 30 - 1 = 2027-01-03
    ends = "2026年12月5日申请的加注，最后有效日按2027年1月3日算。过期后要重新申请才能查看和下载。"
    assert said == {
        "annotation-1-apply": "申请 30 日，最迟次日（2026年12月6日）完成，至少可用到2027年1月3日。",
        "annotation-1-end-ahead-7": ends,
        "annotation-1-end": ends,
    }
    summaries = [
        event["summary"] for event in ask(today="2026-12-01", annotations=PLANNED)["events"]
    ]
    assert summaries == [
        "申请电子证书加注", "电子证书加注还有 7 天到期", "电子证书加注的最后一天",
    ]  # fmt: skip


def test_a_registration_is_announced_with_its_days():
    events = ask(today="2026-12-01", registered_until="2027-12-31")["events"]
    # safe: 2027-12-31 - 31 = 2027-11-30
    said = "注册有效期满之日是2027年12月31日，最晚2027年11月30日（含当日）提出延续注册申请。"
    assert {event["description"] for event in events[:-1]} == {said}
    assert [event["summary"].split("：")[-1] for event in events] == [
        "离最后一天还有 30 天", "离最后一天还有 7 天", "最后一天提出申请", "执业药师注册在前一天期满",
    ]  # fmt: skip


def test_what_is_made_comes_before_what_is_planned_for_a_later_day():
    made = [{"applied_on": "2026-12-01", "days": 90}]
    said = descriptions(annotations=[*PLANNED, *made])
    assert "annotation-2-apply" in said
    # 2026-12-01 + 90 - 1 = 2027-02-28
    assert "2027年2月28日" in said["annotation-1-end"]


def test_what_is_only_asked_about_is_no_plan():
    assert descriptions(apply_on="2026-12-05") == {}
    # Valid on 2026-12-01 alone, in some readings: refused today, in doubt two days later.
    short = [{"applied_on": "2026-12-01", "days": 1}] * 3
    said = descriptions(annotations=short, apply_on="2026-12-03")
    assert not [what for what in said if "apply" in what]
    # certain: 2026-12-01 + 1 + 1 + 90 + 1 = 2027-03-04
    assert "2027年3月4日" in said["next-slot-usual"]


def test_a_planned_application_says_what_it_is_for():
    needs = [{"label": "首次注册", "from": "2027-01-06", "to": "2027-02-28"}]
    needs.append({"label": "变更", "from": "2027-03-01", "to": "2027-03-02"})
    said = descriptions(needs=needs)["annotation-1-apply"]
    assert said.startswith("为了：首次注册、变更。申请 90 日，")


@pytest.mark.parametrize(
    ("text", "hashed"),
    [
        # FNV-1a, 64 bits, of its authors' own examples: no uid may change between two versions
        ("", "cbf29ce484222325"),
        ("a", "af63dc4c8601ec8c"),
        ("foobar", "85944171f73967e8"),
    ],
)
def test_the_hash_in_a_uid_is_the_published_one(text: str, hashed: str):
    assert _short_hash(text) == hashed


def test_half_a_character_in_a_name_has_a_uid_too():
    assert _short_hash("\ud83d") != _short_hash("")


RULE = AnnotationRule.of(rule_set("annotation").versions[-1])
ON = TODAY.toordinal()


def test_of_one_day_what_was_made_is_numbered_before_what_is_planned():
    planned, made = Remembered(Annotation(ON, 30)), Remembered(Annotation(ON, 90), made=True)
    events = of_annotations([planned, made], RULE, "张三")
    ends = {
        e.uid.split("@")[0].rpartition("-")[0]: e.date - ON for e in events if "ahead" not in e.uid
    }
    # valid on 90 and on 30 days, the first included
    assert ends == {"annotation-1-end": 89, "annotation-2-apply": 0, "annotation-2-end": 29}


@pytest.mark.parametrize(
    ("made", "apply_on", "applies"),
    [
        ([], 0, True),  # today is not gone by
        ([], -1, False),
        ([], 1, True),
        ([Annotation(ON - 1, 90)] * 3, 0, False),  # refused in every reading
    ],
)
def test_a_planned_application_is_told_unless_it_is_refused_or_gone_by(
    made: list[Annotation], apply_on: int, applies: bool
):
    events = of_assessment(made, ON + apply_on, 90, ON, RULE, "张三", planned=True)
    assert any("-apply-" in event.uid for event in events) == applies


def test_a_day_on_which_a_slot_is_free_has_no_next_slot_though_today_has_none():
    made = [Annotation(ON - 1, 90)] * 3
    today, later = (
        {event.uid.partition("-slot")[0] for event in of_assessment(made, day, 90, ON, RULE, "")}
        for day in (None, ON + 400)
    )
    assert "next" in today
    assert "next" not in later


def test_the_day_after_the_registration_is_named():
    events = ask(today="2026-12-01", registered_until="2027-12-31")["events"]
    assert events[-1]["description"].endswith("没有延续注册的，从2028年1月1日起注册已经期满。")
