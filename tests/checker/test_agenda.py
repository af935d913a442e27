"""`agenda`: every item is that of another operation, in order; what is asked for is what is lacking."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checker import person_messages
from checker.agenda.items import NEVER, Item, coming, events, next_of
from checker.bridge import OPERATIONS, handle
from tests.checker import test_eligibility, test_scores
from tests.how_many import examples
from tests.schemas import validator
from tests.strategies import annotations

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
TODAY = date(2026, 11, 27)
FIRST_DAY_OF_RENEWAL = "2021-12-17"
ASKS = [
    "area", "eligibility.studies", "eligibility.posts", "scores.passed", "scores.sat",
    "annotation.certificate", "annotation.annotations", "annotation.needs",
    "registration.registered_until", "study.approved_on", "study.received_on", "study.done",
]  # fmt: skip
OF_AN_OPERATION = {
    "eligibility": ("eligibility", {"op", "as_of", "exam_year"}),
    "scores": ("scores", {"op", "as_of", "today", "next_exam_year"}),
    "study": ("study", {"op", "as_of", "registered_until", "apply_on"}),
    "registration": ("renewal", {"op", "as_of", "today"}),
}
"""The parts of a person that are one operation's, and the members that the agenda fills in."""


def ask(request: dict[str, Any]) -> dict[str, Any]:
    answer = json.loads(handle(json.dumps(request)))
    assert answer["ok"], answer
    return answer


def near(first: int, last: int) -> st.SearchStrategy[str]:
    return st.integers(first, last).map(lambda days: str(TODAY + timedelta(days)))


@st.composite
def parts(draw: st.DrawFn) -> dict[str, Any]:
    """A person as far as known; some parts and members known not to exist."""
    work = draw(test_eligibility.requests())
    marks = draw(test_scores.requests())
    passed = {s: min(y, 2025) for s, y in marks["passed"].items()}
    person: dict[str, Any] = {
        "area": draw(st.sampled_from(["guangdong", "beijing"])),
        "eligibility": {k: work[k] for k in ("studies", "posts", "full_time_studies", "senior_title")},
        "scores": {"passed": passed, "exempt": marks["exempt"], "sat": draw(st.sampled_from([{}, {"law": 2026}]))},
        "annotation": {
            "certificate": draw(st.sampled_from([{}, {"exam_year": 2024}])),
            "annotations": draw(st.lists(annotations(TODAY, st.integers(0, 100)), max_size=4)),
            "needs": [
                {"label": "甲", "from": first, "to": str(date.fromisoformat(first) + timedelta(9))}
                for first in draw(st.lists(near(-5, 300), max_size=2))
            ],
        },
        "study": {
            "approved_on": draw(near(-3000, 0)),
            "done": draw(st.lists(st.integers(2018, 2026), unique=True, max_size=6)),
        },
        "registration": {"registered_until": draw(near(-100, 1500) | near(-9000, -100))},
    }  # fmt: skip
    for name in draw(st.sets(st.sampled_from(sorted(person)))):
        person[name] = None
    for name in draw(st.sets(st.sampled_from(sorted(person)))):
        del person[name]
    for part in person.values():
        if isinstance(part, dict):
            for name in draw(st.sets(st.sampled_from(sorted(part)))):
                part[name] = None
            for name in draw(st.sets(st.sampled_from(sorted(part)))):
                del part[name]
    return person


moments = st.none() | near(-300, 400) | near(-300, 400).map(lambda day: day + "T24:00")


@st.composite
def dates(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = []
    for _ in range(draw(st.integers(0, 5))):
        start, end = draw(moments), draw(moments)
        if start and end and end[:10] < start[:10]:
            start, end = end, start
        what = draw(st.sampled_from(sorted(person_messages.DATES)))
        year = draw(st.integers(2026, 2027))
        found.append(
            {
                "id": f"{draw(st.sampled_from('ab'))}-{what}-{year}",
                "what": what,
                "area": draw(st.sampled_from([None, "guangdong", "beijing"])),
                "exam_year": year,
                "start": start,
                "end": end,
                "status": draw(st.sampled_from(["announced", "confirmed", "changed", "expected", "unknown"])),
                "source": "a source",
            }
        )  # fmt: skip
    return found


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    today = draw(st.sampled_from([str(TODAY), "2026-12-31", "2027-01-01"]))
    request = {"op": "agenda", "today": today, "person": draw(parts()), "dates": draw(dates())}
    if draw(st.booleans()):
        request["next_exam_year"] = 2027
    elif (marks := request["person"].get("scores")) and marks.get("sat") and comes(request, 2026):
        marks["sat"] = {"law": 2025}
    return request


def comes(request: dict[str, Any], exam_year: int) -> bool:
    """Whether some date tells that an exam of today's year is not over."""
    exams = [d for d in request["dates"] if (d["what"], d["exam_year"]) == ("exam", exam_year)]
    today = request["today"]
    return today[:4] == str(exam_year) and any((d["end"] or "")[:10] >= today for d in exams)


def days_of(item: dict[str, Any]) -> tuple[str | None, str | None]:
    return (item["on"], item["on"]) if "on" in item else (item.get("from"), item.get("until"))


@given(requests())
@examples(test=100, soak=5_000)
def test_every_item_goes_back_to_the_answer_of_its_operation(request):
    answer, person = ask(request), request["person"]

    def given_of(part: str) -> dict[str, Any]:
        return {k: v for k, v in (person.get(part) or {}).items() if v is not None}

    held, stand = given_of("annotation"), {"today": request["today"]}
    made = {"annotations": held.get("annotations", []), "certificate": held.get("certificate", {})}
    year = {k: request[k] for k in ("next_exam_year",) if k in request}
    ids = [item["id"] for item in answer["items"]]
    assert len(ids) == len(set(ids))
    for item in answer["items"]:
        first, last = days_of(item)
        match item["op"]:
            case "dates":
                known = [d for d in request["dates"] if d["id"] == item["id"]]
                if not known:
                    assert item["certainty"] == "unknown"
                    assert (first, last) == (None, None)
                    continue
                assert any(
                    (first, last) == tuple(d[k] and d[k][:10] for k in ("start", "end"))
                    and d["area"] in (None, person.get("area"))
                    for d in known
                )
            case "renewal":
                until = given_of("registration")["registered_until"]
                if until < FIRST_DAY_OF_RENEWAL:  # of which `renewal` says nothing: it is over
                    assert (item["id"], last) == ("registration-end", until)
                    continue
                found = ask({"op": "renewal", **stand, "registered_until": until})
                if item["id"] == "registration-end":
                    assert last == until
                else:
                    assert (first, last) == (found["due_from"], found["file_by"]["safe"])
                    assert found["state"] != "expired"
            case "timeline":
                spans = ask({"op": "timeline", **stand, **made})["spans"]
                assert last in {s["to"] for s in spans if s["made"]}
            case "assess":
                assert last == ask({"op": "assess", **stand, **made})["earliest"]["certain"]
            case "plan":
                found = ask(
                    {
                        "op": "plan",
                        **stand,
                        "annotations": made["annotations"],
                        "needs": held["needs"],
                    }
                )
                applications = {
                    (a["slack_on"] or a["apply_on"], a["apply_on"]) for a in found["applications"]
                }
                unmet = {(u["first_uncovered"],) * 2 for u in found["unmet"]}
                assert (first, last) in applications | unmet
            case "eligibility":
                asked = {"exam_year": 2027} if year else {}
                work = {"studies": [], **given_of("eligibility")}
                found = ask({"op": "eligibility", **asked, **work})
                told = found.get("verdict", "earliest")
                verdicts = {
                    "eligible": "(可以|够)报",
                    "not_eligible": "不能报",
                    "depends": "能不能报",
                }
                assert re.search(verdicts.get(told, ""), item["text"])
            case "scores":
                found = ask({"op": "scores", **stand, **year, "passed": {}, **given_of("scores")})
                if item["id"] == "subjects" and found["finish_by"]:
                    assert f"最迟在 {found['finish_by']} 年度" in item["text"]
            case "study":
                learnt = given_of("study")
                done = learnt.pop("done", [])
                registered = given_of("registration")
                if registered.get("registered_until", "") >= request["today"]:
                    found = ask({"op": "study", "apply_on": request["today"], **registered})
                else:
                    found = ask({"op": "study", "apply_on": request["today"], **learnt})
                left = set(found["years"]["certain"]) - set(done)
                if item["what"] == "study":
                    named = {y for y in range(1990, 2100) if f"{y}" in item["text"]}
                    assert named
                    assert named <= left or item["id"] == "study-again"
                    assert named <= set(found["years"]["certain"])


def known_of(person: dict[str, Any], part: str) -> dict[str, Any]:
    """The members of a part that are given and not null."""
    return {k: v for k, v in (person.get(part) or {}).items() if v is not None}


def first_year_to_sit(person: dict[str, Any]) -> int:
    """The first exam year that any reading lets one sit, 2100 if none, 0 where it is not told: who
    passed a subject was let in before, unless by a school that lets in nobody any more, and of whose
    posts nothing is told they may be enough.
    """
    work = known_of(person, "eligibility")
    if "studies" not in (person.get("eligibility") or {}):
        return 0
    studies = work.setdefault("studies", [])
    only_secondary = studies and all(study["degree"] == "secondary" for study in studies)
    if known_of(person, "scores").get("passed") and not only_secondary:
        return 0
    opens = [s for s in work["studies"] if s["degree"] != "secondary" and s["field"] != "other"]
    if opens and "posts" not in person["eligibility"]:
        return 0
    return ask({"op": "eligibility", **work})["earliest"]["possible"] or 2100


@given(requests())
@examples(test=60, soak=5_000)
def test_who_is_not_let_in_sees_nothing_of_that_exam_and_who_is_sees_that_it_comes(request):
    answer, person = ask(request), request["person"]
    first, marks = first_year_to_sit(person), known_of(person, "scores")
    of_exams = [item for item in answer["items"] if item["op"] == "dates"]
    for item in of_exams:
        if item["exam_year"] < first:
            assert item["what"] in ("scores", "certificate")
            assert item["exam_year"] in marks.get("sat", {}).values()
    exam_year = answer["asked"].get("next_exam_year")
    coming = exam_year or int(request["today"][:4])
    mine = [each for each in request["dates"] if each["area"] in (None, person.get("area"))]
    told = [each["exam_year"] for each in mine if each["what"] == "exam"]
    stand = {"today": request["today"], **({"next_exam_year": exam_year} if exam_year else {})}
    if "passed" not in marks or coming < first or coming in told:
        return
    if ask({"op": "scores", **stand, **marks})["complete"]:
        return
    exams = [i for i in of_exams if (i["what"], i["exam_year"]) == ("exam", coming)]
    said = [(i["id"], i["certainty"], "有没有过也不知道" in i["text"]) for i in exams]
    if exam_year or not any(year > coming for year in told):
        assert said == [(f"exam-{coming}", "unknown", exam_year is None)]
    else:
        assert said == []


@given(requests())
@examples(test=40, soak=5_000)
def test_without_a_certificate_nothing_is_annotated_and_nothing_asked_of_it(request):
    held = request["person"].setdefault("annotation", {})
    if held is None:
        held = request["person"]["annotation"] = {}
    held |= {"certificate": None, "annotations": []}
    answer = ask(request)
    assert not {item["op"] for item in answer["items"]} & {"assess", "timeline", "plan"}
    assert not [each for each in answer["missing"] if each["because"] == "annotation"]


@given(requests(), st.integers(2020, 2026))
@examples(test=40, soak=5_000)
def test_results_of_an_exam_before_the_last_are_not_waited_for(request, sat_in):
    if "next_exam_year" not in request:
        assume(not comes(request, sat_in))
    request["person"]["scores"] = {"passed": {}, "sat": {"law": sat_in}}
    request["dates"] = [each for each in request["dates"] if each["what"] != "scores"]
    answer = ask(request)
    [awaited] = [item for item in answer["items"] if item["what"] == "awaited"]
    coming = answer["asked"].get("next_exam_year") or int(request["today"][:4])
    out = sat_in + 1 < coming
    assert ("早就出来了" in awaited["text"], awaited["certainty"] == "rule") == (out, out)
    assert ("公布时间还没有查到" in awaited["text"]) != out


@given(requests())
@examples(test=40, soak=5_000)
def test_every_rule_that_an_item_rests_on_is_quoted_once(request):
    answer = ask(request)
    cited = dict.fromkeys(item["rule"] for item in answer["items"] if item["rule"])
    assert [source["id"] for source in answer["sources"]] == list(cited)


@given(requests())
@examples(test=40, soak=5_000)
def test_in_order_and_nothing_that_is_over_but_what_is_late(request):
    answer = ask(request)
    validator("agenda.answer").validate(answer)
    validator("agenda.request").validate(request)
    placed = [days_of(item)[1] or days_of(item)[0] for item in answer["items"]]
    dated = [day for day in placed if day]
    assert dated == sorted(dated)
    for item in answer["items"]:
        last = days_of(item)[1]
        if last and last < request["today"]:
            assert item["id"] in {"registration-renewal", "registration-end"}
            assert item["todo"]
    for at, item in enumerate(answer["items"]):
        if placed[at] is None and "exam_year" in item:
            same = [
                i
                for i, other in enumerate(answer["items"])
                if placed[i] and other.get("exam_year") == item["exam_year"]
            ]
            assert all(i < at for i in same)


@given(requests())
@examples(test=40, soak=5_000)
def test_next_is_something_to_do_and_as_soon_as_can_be(request):
    answer = ask(request)
    items = {item["id"]: item for item in answer["items"]}
    can = [item for item in items.values() if item["todo"] and item["certainty"] != "unknown"]
    if answer["next"] is None:
        assert not can
        return
    chosen = items[answer["next"]]
    assert chosen in can
    open_now = [
        i for i in can if (days_of(i)[0] or (days_of(i)[1] and "9999") or "") <= request["today"]
    ]
    if open_now:
        assert chosen == open_now[0]
    else:
        opens = [days_of(item)[0] or days_of(item)[1] for item in can]
        assert (days_of(chosen)[0] or days_of(chosen)[1]) == min(opens)


@given(requests(), st.randoms(use_true_random=False))
@examples(test=40, soak=5_000)
def test_the_order_of_dates_does_not_matter_where_each_is_given_once(request, random):
    request["dates"] = list({each["id"]: each for each in request["dates"]}.values())
    again = {**request, "dates": random.sample(request["dates"], len(request["dates"]))}
    assert ask(again)["items"] == ask(request)["items"]


@given(requests())
def test_never_asks_for_what_is_known_or_known_not_to_exist(request):
    person, answer = request["person"], ask(request)
    asked = [each["ask"] for each in answer["missing"]]
    assert asked == [each for each in ASKS if each in asked]
    for each in asked:
        part, _, member = each.partition(".")
        if not member:
            assert part not in person
        else:
            assert person.get(part, {}) is not None
            assert member not in person.get(part, {})


@given(requests())
@examples(test=40, soak=5_000)
def test_every_dated_item_is_an_event_whose_uid_is_its_id(request):
    answer = ask(request)
    dated = {item["id"]: days_of(item) for item in answer["items"] if any(days_of(item))}
    if not dated:
        assert answer["ics"] == ""
        return
    events = icalendar.Calendar.from_ical(answer["ics"]).walk("VEVENT")
    found = {str(e["UID"]).partition("@")[0]: str(e["DTSTART"].dt) for e in events}
    today = request["today"]
    assert found == {name: max(last or first, today) for name, (first, last) in dated.items()}


def alarms_of(request: dict[str, Any]) -> dict[str, list[str]]:
    """By the id of the item: the days on which its event rings, in order."""
    events = icalendar.Calendar.from_ical(ask(request)["ics"]).walk("VEVENT")
    return {
        str(event["UID"]).partition("@")[0]: sorted(
            str(alarm["TRIGGER"].dt.date()) for alarm in event.walk("VALARM")
        )
        for event in events
    }


def test_an_id_of_any_text_adds_nothing_to_the_calendar_but_itself():
    """Half a surrogate pair, a line that would be a property, signs that mean something in one."""
    given = "\ud800\r\nATTACH:x,y;z\\"
    dates = [
        {
            "id": given, "what": "registration", "area": "anhui", "exam_year": 2099,
            "start": "2099-08-01", "end": "2099-08-09", "status": "announced",
        }
    ]  # fmt: skip
    asked = {"op": "agenda", "today": "2099-01-05", "person": {"area": "anhui"}, "dates": dates}
    answer = json.loads(handle(json.dumps(asked)))
    assert answer["ok"], answer
    assert any(given in item["id"] for item in answer["items"])
    events = list(icalendar.Calendar.from_ical(answer["ics"]).walk("VEVENT"))
    assert not any("ATTACH" in event for event in events)
    assert any("ATTACH:x,y;z\\" in str(event["UID"]) for event in events)


def test_deadlines_ring_before_and_on_the_day_and_from_when_one_can_begin():
    person = {
        "registration": {"registered_until": "2027-03-31"},
        "annotation": {"annotations": [{"applied_on": "2026-11-01", "days": 90}]},
    }
    request = {"op": "agenda", "today": "2026-11-27", "person": person}
    assert alarms_of(request) == {
        # 2027-03-31 - 31 = 2027-02-28, which is 90 days after 2026-11-30
        "registration-renewal": [
            "2026-11-30", "2026-12-30", "2027-01-29", "2027-02-14", "2027-02-21", "2027-02-25",
            "2027-02-27", "2027-02-28",
        ],
        "registration-end": ["2027-03-31"],
        "annotation-2026-11-01-end": ["2027-01-29"],
        "study-2026": ["2026-12-01", "2026-12-17", "2026-12-24", "2026-12-28", "2026-12-30", "2026-12-31"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "todo", "alarms"),
    [
        (None, 100, True, [10, 40, 70, 86, 93, 97, 99, 100]),
        (100, 100, True, [10, 40, 70, 86, 93, 97, 99, 100]),
        (90, 100, True, [90, 93, 97, 99, 100]),
        (93, 100, True, [93, 97, 99, 100]),
        (90, None, True, [0, 30, 60, 76, 83, 87, 89, 90]),
        (90, 100, False, [100]),
    ],
)
def test_when_an_item_rings(first, last, todo, alarms):
    """90, 60, 30, 14, 7, 3 and 1 days before, and on the day; from when it can be done, not before."""
    item = Item("name", "what", "One. Two。三。", "op", "EX-01", first, last, todo=todo)
    [event] = events([item], 0)
    assert event.alarms == alarms
    assert event.date == (last or first)
    assert (event.summary, event.description, event.rule) == ("One. Two", item.text, "EX-01")
    assert events([item._replace(rule=None)], 0)[0].rule == ""


def test_what_is_late_stands_in_the_calendar_today():
    person = {"registration": {"registered_until": "2018-06-30"}}
    answer = ask({"op": "agenda", "today": "2026-11-27", "person": person})
    (event,) = icalendar.Calendar.from_ical(answer["ics"]).walk("VEVENT")
    assert str(event["DTSTART"].dt) == "2026-11-27"
    assert "须重新申请注册" in str(event["DESCRIPTION"])


def test_an_areas_own_day_stands_for_that_of_the_country():
    whole = {"what": "exam", "exam_year": 2027, "status": "announced"}
    dates = [
        {**whole, "id": "2027-exam", "start": "2027-10-16", "end": "2027-10-17"},
        {**whole, "id": "guangdong-2027-exam", "area": "guangdong", "start": "2027-10-23", "end": "2027-10-24"},
    ]  # fmt: skip

    def exams(**person: Any) -> list[str]:
        request = {"op": "agenda", "today": "2026-11-27", "person": person, "dates": dates}
        return [item["id"] for item in ask(request)["items"] if item["what"] == "exam"]

    assert exams() == ["2027-exam"]
    assert exams(area="beijing") == ["2027-exam"]
    assert exams(area="guangdong") == ["guangdong-2027-exam"]


@pytest.mark.parametrize(
    ("today", "area", "expected"),
    [
        ("2026-11-01", None, 2026),  # the last day of the exam: it is not over
        ("2026-11-02", None, 2027),
        ("2026-11-02", "beijing", 2027),
        ("2026-11-02", "guangdong", 2026),  # makes up for it on 2026-11-14
        ("2026-11-15", "guangdong", 2027),
        ("2027-11-02", None, None),  # nothing is known of the exam of 2027
        ("2025-11-02", None, None),  # nor of that of 2025
    ],
)
def test_the_next_exam_is_that_of_this_year_until_its_last_day_is_over(today, area, expected):
    whole = {"what": "exam", "exam_year": 2026, "status": "announced"}
    dates = [
        {**whole, "id": "2026-exam", "start": "2026-10-31", "end": "2026-11-01"},
        {**whole, "id": "guangdong-2026-exam", "area": "guangdong", "start": "2026-11-14", "end": "2026-11-14"},
        {**whole, "id": "2027-exam", "exam_year": 2027, "status": "unknown"},
        {**whole, "id": "2026-registration", "what": "registration", "end": "2026-08-05"},
        {**whole, "id": "2027-registration", "what": "registration", "exam_year": 2027, "end": "2027-08-05"},
    ]  # fmt: skip
    person = {"area": area} if area else {}
    request = {"op": "agenda", "today": today, "person": person, "dates": dates}
    assert ask(request)["asked"].get("next_exam_year") == expected
    assert ask({**request, "next_exam_year": 2030})["asked"]["next_exam_year"] == 2030


def test_two_days_on_which_one_stands_give_one_item_the_same_uid():
    person = {
        "registration": {"registered_until": "2027-03-31"},
        "annotation": {"annotations": [{"applied_on": "2026-11-01", "days": 90}]},
    }
    ids = [
        {item["id"] for item in ask({"op": "agenda", "today": today, "person": person})["items"]}
        for today in ("2026-11-27", "2026-11-28")
    ]
    assert ids[0] == ids[1]


def test_the_parts_of_a_person_have_the_members_of_their_operations():
    schema = validator("agenda.request").schema["properties"]["person"]["properties"]

    def resolved(value: Any, of: dict[str, Any]) -> Any:
        if isinstance(value, dict):
            if "$ref" in value:
                return resolved(of["$defs"][value["$ref"].rpartition("/")[2]], of)
            return {key: resolved(each, of) for key, each in value.items()}
        return [resolved(each, of) for each in value] if isinstance(value, list) else value

    def members(part: str) -> dict[str, Any]:
        null, known = schema[part]["oneOf"]
        assert null == {"type": "null"}
        assert known["additionalProperties"] is False
        for member in known["properties"].values():
            assert member["oneOf"][0] == {"type": "null"}
        return {name: member["oneOf"][1] for name, member in known["properties"].items()}

    def own(op: str, filled_in: set[str]) -> dict[str, Any]:
        of = validator(f"{op}.request").schema
        return {k: resolved(v, of) for k, v in of["properties"].items() if k not in filled_in}

    for part, (op, filled_in) in OF_AN_OPERATION.items():
        found = members(part)
        found.pop("done", None)  # what is left to study is the agenda's own question
        assert found == own(op, filled_in)
    annotation = own("assess", {"op", "as_of", "today", "apply_on", "days"})
    assert members("annotation") == annotation | {"needs": own("plan", set())["needs"]}


@pytest.mark.parametrize(
    ("person", "code", "field"),
    [
        ([], "wrong_type", "person"),
        ({"age": 30}, "unknown_field", "person.age"),
        ({"scores": {"passed": {"law": "2025"}}}, "wrong_type", "person.scores.passed.law"),
        ({"scores": {"exempt": True, "passed": {"knowledge_one": 2025}}}, "unknown_field", "person.scores.passed.knowledge_one"),
        ({"scores": {"today": "2026-11-27"}}, "unknown_field", "person.scores.today"),
        ({"eligibility": {"exam_year": 2027}}, "unknown_field", "person.eligibility.exam_year"),
        ({"eligibility": {"studies": [{"degree": "x"}]}}, "unknown_value", "person.eligibility.studies[0].degree"),
        ({"eligibility": {"posts": [{"from": "2022-01-02", "to": "2022-01-01"}]}}, "ends_before_start", "person.eligibility.posts[0].to"),
        ({"annotation": {"annotations": [{"applied_on": "2026-11-01", "days": 91}]}}, "days_out_of_range", "person.annotation.annotations[0].days"),
        ({"annotation": {"annotations": [{"applied_on": "2026-12-01", "days": 90}], "needs": []}},
         "planned_not_allowed", "person.annotation.annotations[0].applied_on"),
        ({"annotation": {"certificate": {"exam_year": 2024, "issued_on": "2023-01-01"}}},
         "certificate_contradiction", "person.annotation.certificate.issued_on"),
        ({"study": {"approved_on": "2026-12-01"}}, "ends_before_start", "person.study.approved_on"),
        ({"study": {"approved_on": "2020-12-01", "received_on": "2020-11-30"}}, "ends_before_start", "person.study.received_on"),
        ({"study": {"done": [2025, "2024"]}}, "wrong_type", "person.study.done[1]"),
        ({"study": {"done": [2026, 2027]}}, "year_out_of_range", "person.study.done[1]"),
        ({"scores": {"passed": {"law": 2026, "comprehensive": 2027}}}, "year_out_of_range", "person.scores.passed.comprehensive"),
        ({"scores": {"passed": None, "sat": {"law": 2027}}}, "year_out_of_range", "person.scores.sat.law"),
        ({"registration": {"registered_until": "2026-02-30"}}, "date_not_real", "person.registration.registered_until"),
        ({"registration": "2027-03-31"}, "wrong_type", "person.registration"),
    ],
    ids=json.dumps,
)  # fmt: skip
def test_a_fault_in_a_part_refuses_the_whole(person, code, field):
    request = {"op": "agenda", "today": str(TODAY), "person": person}
    answer = json.loads(handle(json.dumps(request)))
    assert not answer["ok"]
    assert (answer["error"]["code"], answer["error"]["field"]) == (code, field)


OF_2026 = {"what": "exam", "exam_year": 2026, "start": "2026-10-31", "end": "2026-11-01"}


@pytest.mark.parametrize(
    ("today", "passed", "sat"),
    [
        ("2026-10-30", 2025, 2025),  # before it
        ("2026-10-31", 2025, 2026),  # on its first day: sat, perhaps, and no result is out
        ("2026-11-01", 2025, 2026),
        ("2026-11-02", 2026, 2026),
        ("2027-01-01", 2027, 2027),  # that of 2027 is not known, and may be over
    ],
)
@pytest.mark.parametrize("status", ["announced", "expected"])
def test_no_exam_was_passed_or_sat_before_it_was_held(today, passed, sat, status):
    dates = [{**OF_2026, "id": "2026-exam", "status": status}]
    for member, last in {"passed": passed, "sat": sat}.items():
        for year, said in (
            (last, None),
            (last + 1, f"{last + 1} 年度的考试还没有考，这里最晚写 {last}"),
        ):
            marks = {"passed": {}, member: {"law": year}}
            request = {"op": "agenda", "today": today, "person": {"scores": marks}, "dates": dates}
            answer = json.loads(handle(json.dumps(request)))
            assert answer.get("error", {}).get("message") == said
            if said:
                assert answer["error"]["field"] == f"person.scores.{member}.law"


def test_an_exam_whose_first_day_is_not_told_may_be_sat_on_its_last():
    dates = [{**OF_2026, "id": "2026-exam", "status": "announced", "start": None}]
    person = {"scores": {"passed": {}, "sat": {"law": 2026}}}
    for today, ok in (("2026-10-31", False), ("2026-11-01", True)):
        request = {"op": "agenda", "today": today, "person": person, "dates": dates}
        assert json.loads(handle(json.dumps(request)))["ok"] is ok


GOOD = {"id": "a", "what": "exam", "exam_year": 2027, "status": "expected"}


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"what": "party"}, "unknown_value", "dates[0].what"),
        ({"status": "maybe"}, "unknown_value", "dates[0].status"),
        ({"start": "2027-10-16T9:00"}, "date_format", "dates[0].start"),
        ({"start": "2027-10-16T24:30"}, "date_format", "dates[0].start"),
        ({"start": "2027-10-16T"}, "date_format", "dates[0].start"),
        ({"start": "2027-10-32"}, "date_not_real", "dates[0].start"),
        ({"start": 20271016}, "wrong_type", "dates[0].start"),
        ({"start": "2027-10-17", "end": "2027-10-16T24:00"}, "ends_before_start", "dates[0].end"),
        ({"exam_year": 2100}, "year_out_of_range", "dates[0].exam_year"),
        ({"note": ""}, "unknown_field", "dates[0].note"),
    ],
    ids=json.dumps,
)
def test_a_date_that_is_not_good(changed, code, field):
    request = {"op": "agenda", "today": str(TODAY), "dates": [{**GOOD, **changed}]}
    error = json.loads(handle(json.dumps(request)))["error"]
    assert (error["code"], error["field"]) == (code, field)


def test_a_date_may_say_that_it_has_no_days():
    request = {"op": "agenda", "today": str(TODAY), "dates": [{**GOOD, "start": None, "end": None}]}
    assert json.loads(handle(json.dumps(request)))["ok"]


def test_the_version_of_the_rules_is_chosen_for_all():
    answer = ask(
        {
            "op": "agenda",
            "as_of": "2025-01-01",
            "today": str(TODAY),
            "person": {"registration": {"registered_until": "2027-03-31"}},
        }
    )
    assert answer["asked"]["as_of"] == "2025-01-01"
    error = json.loads(handle(json.dumps({"op": "agenda", "as_of": "2022-01-01"})))["error"]
    assert (error["code"], error["field"]) == ("date_out_of_range", "as_of")


def test_a_holder_hears_nothing_of_exams_unless_on_the_way_to_one():
    dates = [{**GOOD, "start": "2027-10-16", "end": "2027-10-17"}]
    holder = {"registration": {"registered_until": "2030-03-31"}}
    for person, sits in (
        (holder, False),
        ({**holder, "scores": {"passed": {"law": 2025}}}, True),
        ({}, True),
    ):
        request = {"op": "agenda", "today": str(TODAY), "person": person, "dates": dates}
        assert ("a" in {item["id"] for item in ask(request)["items"]}) == sits


def test_who_has_passed_everything_hears_of_the_certificate_only():
    passed = dict.fromkeys(("knowledge_one", "knowledge_two", "comprehensive", "law"), 2026)
    dates = [
        {**GOOD, "id": f"{what}-{year}", "what": what, "exam_year": year, "start": "2027-05-16"}
        for what in person_messages.DATES
        for year in (2025, 2026, 2027)
    ]
    person = {"scores": {"passed": passed}}
    answer = ask(
        {
            "op": "agenda",
            "today": str(TODAY),
            "next_exam_year": 2027,
            "person": person,
            "dates": dates,
        }
    )
    assert {item["id"] for item in answer["items"]} == {"certificate-2026", "subjects"}
    assert answer["next"] == "certificate-2026"
    assert "study.approved_on" in [each["ask"] for each in answer["missing"]]


def test_who_holds_the_certificate_hears_no_more_of_what_led_to_it():
    passed = dict.fromkeys(("law", "knowledge_one", "knowledge_two", "comprehensive"), 2021)
    studied = {"degree": "bachelor", "field": "pharmacy", "graduated": "2012-07-01"}
    person = {
        "eligibility": {"studies": [studied], "posts": [{"from": "2012-09-01"}]},
        "scores": {"passed": passed},
    }
    request = {"op": "agenda", "today": str(TODAY), "next_exam_year": 2027}
    held = {**person, "annotation": {"certificate": {"exam_year": 2021}, "annotations": None}}
    assert [item["id"] for item in ask({**request, "person": person})["items"]] == ["subjects"]
    assert ask({**request, "person": held})["items"] == []


def test_a_title_without_a_post_is_told_that_both_are_needed():
    studied = {"degree": "bachelor", "field": "pharmacy", "graduated": "2005-07-01"}
    work = {"studies": [studied], "senior_title": True}
    request = {"op": "agenda", "today": str(TODAY), "next_exam_year": 2027}
    for post, said in (({}, "要考 2 科"), ({"to": "2020-01-01"}, "职称和岗位要同时具备")):
        person = {"eligibility": {**work, "posts": [{"from": "2005-09-01", **post}]}}
        [item] = [
            i for i in ask({**request, "person": person})["items"] if i["id"] == "eligibility"
        ]
        assert said in item["text"]


def test_who_awaits_results_was_let_in_and_is_not_asked_for_studies():
    request = {"op": "agenda", "today": str(TODAY), "next_exam_year": 2027}
    for scores, asked in (
        ({"passed": None}, True),
        ({"passed": None, "sat": {"law": 2026}}, False),
    ):
        missing = ask({**request, "person": {"scores": scores}})["missing"]
        assert ("eligibility.studies" in [each["ask"] for each in missing]) == asked


@pytest.mark.parametrize(
    ("post", "year", "said"),
    [
        ({"from": "2018-09-01"}, 2026, "学历和年限已经够报考。"),  # 4 years are full in 2022
        (
            {"from": "2022-09-01"},
            2026,
            "学历和年限够报 2026 年度的考试。",
        ),  # 1583 days; 1460 are needed
        # by the end of 2025 1460 days, but 47 months; one day later 48
        ({"from": "2022-01-02"}, 2026, "学历和年限已经够报考。"),
        (
            {"from": "2022-01-02", "to": "2025-12-31"},
            2026,
            "学历和年限够不够报考，要看怎样理解规定：先问报考地。",
        ),
        ({"from": "2024-09-01"}, 2028, "最早可以报 2028 年度的考试。"),
    ],
)
def test_an_exam_that_is_over_is_no_answer_to_when(post, year, said):
    studied = {"degree": "college", "field": "pharmacy", "graduated": "2018-07-01"}
    person = {"eligibility": {"studies": [studied], "posts": [post]}}
    answer = ask({"op": "agenda", "today": "2026-01-10", "person": person})
    told = [(i["exam_year"], i["text"]) for i in answer["items"] if i["op"] == "eligibility"]
    assert told == [(year, said)]


def test_what_is_for_others_to_do_is_never_next():
    dates = [
        {
            **GOOD,
            "id": "certificate",
            "what": "certificate",
            "exam_year": 2025,
            "start": "2026-04-01",
        },
        {**GOOD, "id": "scores", "what": "scores", "exam_year": 2026, "start": "2026-12-20"},
        {**GOOD, "id": "registration", "what": "registration", "start": "2027-06-28"},
    ]
    request = {"op": "agenda", "today": str(TODAY), "next_exam_year": 2027, "dates": dates}
    young = {"degree": "college", "field": "pharmacy", "graduated": "2026-06-30"}
    work = {"studies": [young], "posts": [{"from": "2026-07-01"}]}
    for person, following in (
        ({"eligibility": work}, None),  # 2026 + 4 = 2030
        ({"eligibility": work, "scores": {"passed": {}, "sat": {"law": 2026}}}, "scores"),
        ({"scores": {"passed": {"law": 2025}}}, "registration"),
        ({"eligibility": None, "scores": None}, None),
    ):
        assert ask({**request, "person": person})["next"] == following


def test_awaited_results_are_told_beside_what_is_missing():
    passed = {"law": 2024, "knowledge_one": 2024, "knowledge_two": 2025}
    person = {"scores": {"passed": passed, "sat": {"comprehensive": 2026}}}
    answer = ask({"op": "agenda", "today": str(TODAY), "next_exam_year": 2027, "person": person})
    [subjects] = [item["text"] for item in answer["items"] if item["id"] == "subjects"]
    assert "如果等成绩的都通过：各科已经全部合格" in subjects


def test_every_kind_of_item_leads_to_a_guide_that_is_there():
    for guide in person_messages.GUIDES.values():
        assert (GUIDES / f"{guide}.md").exists()


def test_each_item_names_an_operation_that_there_is():
    answer_ops = validator("agenda.answer").schema["properties"]["items"]["items"]["properties"][
        "op"
    ]["enum"]
    assert set(answer_ops) - {"dates"} <= set(OPERATIONS)


def test_a_planned_annotation_is_to_be_applied_for_on_its_day():
    planned = {"applied_on": str(TODAY + timedelta(8)), "days": 30}
    person = {"annotation": {"certificate": {"exam_year": 2024}, "annotations": [planned]}}
    answer = ask({"op": "agenda", "today": str(TODAY), "person": person})
    [apply] = [item for item in answer["items"] if item["what"] == "annotation"]
    assert (apply["on"], apply["todo"]) == (planned["applied_on"], True)
    assert answer["next"] == apply["id"]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_dates_with_one_id_the_announced_one_stands(order: int):
    dates = [
        {**GOOD, "what": "exam", "start": "2027-10-16", "status": "announced"},
        {**GOOD, "what": "exam", "start": "2027-10-23", "status": "expected"},
    ][::order]
    request = {"op": "agenda", "today": str(TODAY), "next_exam_year": 2027, "dates": dates}
    items = ask({**request, "person": {"scores": {"passed": {"law": 2025}}}})["items"]
    [exam] = [item for item in items if item["id"] == GOOD["id"]]
    assert (exam["certainty"], exam["from"]) == ("announced", "2027-10-16")


# --- order, what is next, and the calendar, on items made up ----------------------------------------

NOW = 100
YEAR_END = date(2027, 12, 31).toordinal()


def item(id_: str, first: int | None = None, last: int | None = None, **more: Any) -> Item:
    return Item(id_, "what", f"{id_}。", "dates", None, first, last, **more)


@pytest.mark.parametrize(
    ("first", "last", "late", "is_open"),
    [
        (NOW, NOW, False, True),
        (NOW - 1, NOW, False, True),
        (NOW + 1, NOW + 2, False, False),
        (NOW - 2, NOW - 1, False, False),
        (NOW - 2, NOW - 1, True, True),
        (NOW + 1, None, True, False),
        (NOW, None, False, True),
        (None, NOW + 1, False, False),  # when it begins is not known
        (None, None, False, True),
    ],
)
def test_what_can_be_done_today(first: int | None, last: int | None, late: bool, is_open: bool):
    assert item("a", first, last, late=late).open_on(NOW) == is_open


@pytest.mark.parametrize(
    ("items", "ids"),
    [
        ([item("b", NOW, NOW), item("a", NOW - 2, NOW - 1), item("c", last=NOW - 1, late=True)], "cb"),
        ([item("b", 101, 300), item("a", 200, 250), item("c", 260)], "acb"),
        # undated ones stand after the dated ones of their exam year, those of no year last
        (
            [item("a"), item("b", exam_year=2027), item("c", 100, 110, exam_year=2027), item("d", 120, exam_year=2027),
             item("e", 100, 119, exam_year=2028), item("f", exam_year=2028), item("g", 3_000_000)],
            "cefdbga",
        ),
        # of a year without dates: at its end
        ([item("a", YEAR_END + 1), item("b", exam_year=2027), item("c", YEAR_END)], "cba"),
        # dated on the last day there is: before what has no day at all
        ([item("a"), item("b", NEVER)], "ba"),
    ],
)  # fmt: skip
def test_the_order_of_what_is_coming(items: list[Item], ids: str):
    assert "".join(each.id for each in coming(items, NOW)) == ids


@pytest.mark.parametrize(
    ("items", "following"),
    [
        ([item("a", 90, 110), item("b", 90, 120, todo=True), item("c", 90, 130, todo=True)], "b"),
        # none is open: what opens soonest, by its first day, else its last
        ([item("a", 150, 160, todo=True), item("b", 120, 170, todo=True)], "b"),
        ([item("a", 150, 160, todo=True), item("b", None, 140, todo=True)], "b"),
        ([item("a", None, 140, todo=True), item("b", 130, 160, todo=True)], "b"),
        ([item("a", todo=True, certainty="unknown")], None),
        ([item("a", 120, 130)], None),
    ],
)
def test_what_comes_next(items: list[Item], following: str | None):
    found = next_of(items, NOW)
    assert (found and found.id) == following
