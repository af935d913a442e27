"""What a notice changes in docs/data: the value, nothing else; and what it is not allowed to change."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.facts.load import DATA, load, parse
from scripts.facts.models import Fact
from scripts.facts.problems import FactsError
from scripts.facts.walk import models
from scripts.places import ROOT
from scripts.upkeep import apply, splicing
from scripts.upkeep.proposals import Notice, Proposal, propose
from tests import known
from tests.scripts import made_up
from tests.scripts.made_up import EXAM, GUANGDONG, YEAR, Edit, value

TODAY = date(YEAR, 6, 25)
URL = "http://example.gov.cn/notice/1.html"
UNKNOWN = {"status": "unknown", "checked_on": "2030-01-01"}
HEAD = f"关于{YEAR}年度执业药师职业资格考试报名的通知\n"
DATES = f"网上报名时间：{YEAR}年8月5日9:00至8月16日17:00。\n"


def write(folder: Path, edit: Edit) -> Path:
    """Made-up facts in which 广东's exam body is watched, unless the edit watches somebody."""

    def watching(files):
        edit(files)
        row = {"id": "g", "area": "guangdong", "address_of": "provinces/guangdong/exam_agency"}
        pages = files["watch.yml"]["pages"]
        if not pages:
            pages.append(row | {"opened_on": "never opened"})

    return made_up.write(folder, watching)


def notice(text: str = DATES, **more: str) -> Notice:
    given = {
        "url": URL,
        "title": "通知",
        "text": HEAD + text,
        "page_date": "2030-06-20",
        "original": "0" * 64,
    }
    return Notice(**(given | more))


def registration(what: object) -> Edit:
    return lambda files: files[GUANGDONG]["exams"][YEAR].update(registration=what)


def proposal(root: Path, read: Notice, area: str = "guangdong", today: date = TODAY) -> Proposal:
    return propose(load(root), read, area, today)


def plain(root: Path, file: str = GUANGDONG):
    return parse((root / file).read_text("utf-8"), file).data


def standing(root: Path):
    return plain(root)["exams"][YEAR]["registration"]


def test_what_was_unknown_is_announced_with_its_proof(tmp_path: Path):
    root = write(tmp_path, registration(UNKNOWN))
    made = proposal(root, notice())
    done = apply.apply(made, root)
    assert standing(root) == {
        "status": "announced", "start": "2030-08-05T09:00", "end": "2030-08-16T17:00",
        "source": [made.source_id], "checked_on": "2030-06-25", "confidence": "high",
        "quote": "网上报名时间：2030年8月5日9:00至8月16日17:00",
    }  # fmt: skip
    source = plain(root, "sources.yml")[made.source_id]
    assert source["url"] == URL
    assert source["status"] == "official"
    assert (source["page_date"], source["checked_on"]) == ("2030-06-20", "2030-06-25")
    assert "广东 2030 网上报名截止：未公布 → 2030-08-16 17:00（已公布）" in done.means
    assert set(done.files) == {GUANGDONG, "sources.yml"}


def test_a_second_time_changes_nothing(tmp_path: Path):
    root = write(tmp_path, registration(UNKNOWN))
    made = proposal(root, notice())
    apply.apply(made, root)
    before = {path: path.read_bytes() for path in root.rglob("*.yml")}
    assert apply.apply(made, root).files == ()
    assert {path: path.read_bytes() for path in root.rglob("*.yml")} == before
    again = proposal(root, notice())
    assert again.changes == ()
    assert again.same


def test_a_date_that_moved_keeps_what_it_was(tmp_path: Path):
    root = write(
        tmp_path, registration(value(start="2030-08-06", end="2030-08-16T17:00", note="说明"))
    )
    apply.apply(proposal(root, notice()), root)
    found = standing(root)
    assert found["status"] == "changed"
    assert found["start"] == "2030-08-05T09:00"
    assert found["history"] == [
        {
            "on": "2030-06-25",
            "status": "announced",
            "start": "2030-08-06",
            "end": "2030-08-16T17:00",
        }
    ]
    assert found["note"] == "说明"


def test_the_page_itself_that_says_something_new_may_change_what_it_said(tmp_path: Path):
    root = write(tmp_path, registration(UNKNOWN))
    apply.apply(proposal(root, notice()), root)
    later = notice(DATES.replace("8月16日", "8月18日"), original="1" * 64)
    apply.apply(proposal(root, later, today=date(YEAR, 6, 28)), root)
    found = standing(root)
    assert (found["status"], found["end"], len(found["history"])) == (
        "changed",
        "2030-08-18T17:00",
        1,
    )
    apply.apply(proposal(root, notice(), today=date(YEAR, 6, 29)), root)
    assert len(standing(root)["history"]) == 2


def test_a_forecast_that_comes_true_or_otherwise_is_announced(tmp_path: Path):
    for name, end in (("a", "2030-08-16T17:00"), ("b", "2030-08-20")):
        given = value(status="expected", start="2030-08-05T09:00", end=end)
        root = write(tmp_path / name, registration(given))
        apply.apply(proposal(root, notice()), root)
        assert standing(root)["status"] == "announced"
        assert ("history" in standing(root)) is (name == "b")


def test_the_same_from_another_page_adds_the_page(tmp_path: Path):
    root = write(tmp_path, registration(value(start="2030-08-05T09:00", end="2030-08-16T17:00")))
    made = proposal(root, notice())
    apply.apply(made, root)
    assert standing(root)["source"] == ["made-up", made.source_id]
    assert standing(root)["status"] == "announced"


def test_an_hour_that_was_not_known_is_no_change_of_the_day(tmp_path: Path):
    root = write(tmp_path, registration(value(start="2030-08-05", end="2030-08-16")))
    apply.apply(proposal(root, notice()), root)
    assert standing(root)["start"] == "2030-08-05T09:00"
    assert standing(root)["status"] == "announced"
    assert "history" not in standing(root)


def test_a_key_that_was_not_there_stands_in_its_order(tmp_path: Path):
    def edit(files):
        del files[GUANGDONG]["exams"][YEAR]["payment"]

    root = write(tmp_path, edit)
    apply.apply(proposal(root, notice("缴费时间：2030年8月5日至8月22日。")), root)
    assert list(plain(root)["exams"][YEAR]) == [
        "exam",
        "registration",
        "payment",
        "admit_card",
        "scores",
    ]


def test_a_fee_is_the_first_of_the_list(tmp_path: Path):
    root = write(tmp_path, lambda files: files[GUANGDONG]["fees"][0].update(year=YEAR - 1))
    apply.apply(proposal(root, notice("考试收费标准：每科70元。")), root)
    fees = plain(root)["fees"]
    assert [(f["year"], f["yuan_per_paper"]) for f in fees] == [(YEAR, 70), (YEAR - 1, 61)]


def test_the_country(tmp_path: Path):
    def edit(files):
        files[EXAM].update(scores=dict(UNKNOWN))
        row = {"id": "n", "area": "national", "address_of": "national/registration_site"}
        files["watch.yml"]["pages"].append(row | {"opened_on": "never opened"})

    root = write(tmp_path, edit)
    of_area = notice("广东省考试成绩于2030年12月10日公布。")
    assert not proposal(root, of_area, "national").changes
    apply.apply(proposal(root, notice("考试成绩于2030年12月10日公布。"), "national"), root)
    assert plain(root, EXAM)["scores"]["start"] == "2030-12-10"


@pytest.mark.parametrize(
    ("title", "url", "may"),
    [
        ("广东省2030年执业药师通知", URL, True),
        ("关于做好全市执业药师考试报名的通知", URL, True),
        ("深圳市2030年执业药师通知", URL, False),
        ("2030年执业药师通知", "http://rsj.gz.gov.cn/1", False),
        ("广东省2030年执业药师通知", "http://rsj.gz.gov.cn/1", True),
    ],
)
def test_a_citys_notice_is_not_its_provinces(tmp_path: Path, title: str, url: str, may: bool):
    root = write(tmp_path, registration(UNKNOWN))
    assert bool(proposal(root, notice(title=title, url=url)).changes) is may


@pytest.mark.parametrize("sign", ["<script>", "[[ x ]]", "{{ x }}", "`x`", "\u202e"])
def test_signs_that_mean_something_to_pages_do_not_get_into_the_facts(tmp_path: Path, sign: str):
    root = write(tmp_path, registration(UNKNOWN))
    made = proposal(root, notice(title=f"通知{sign}"))
    assert made.source
    assert made.source.title is None
    spoilt = proposal(root, notice(DATES.replace("时间：", f"时间：{sign}")))
    assert all(sign not in change.value["quote"] for change in spoilt.changes)


@pytest.mark.parametrize(
    ("edit", "read", "why"),
    [
        (registration(UNKNOWN), notice(url=""), "没有网址"),
        (registration(UNKNOWN), notice(page_date="2030-12-31"), "还没有到"),
        (registration(value(start="2030-08-06", end="2030-08-16")), notice(page_date=""), "没有日期"),
        (registration(value(start="2030-08-06", end="2030-08-16")), notice(url="http://example.org/a"), "不是官方"),
        (registration(value(status="changed", cancelled=True, start="2030-08-06")), notice(), "取消"),
        (registration(value(start="2030-08-06", area="深圳")), notice(), "深圳"),
        (registration(value(end="2030-08-17")), notice(), "一头"),
        (registration(UNKNOWN), notice(DATES + "网上报名时间：2030年8月7日至8月22日。\n"), "不止一个"),
        (registration(UNKNOWN), notice("考试时间：2030年10月12日至13日。"), "同全国的考试日不同"),
        (registration(UNKNOWN), notice("2030年12月20日起可以办理证书。"), ""),
        (registration(UNKNOWN), notice(text="", title=""), ""),
    ],
)  # fmt: skip
def test_what_is_half_understood_is_refused_with_why(
    tmp_path: Path, edit: Edit, read: Notice, why: str
):
    root = write(tmp_path, edit)
    made = proposal(root, read)
    assert made.changes == ()
    assert why in "".join(each.why for each in made.refused)
    with pytest.raises(apply.Refused):
        apply.apply(made, root)


def test_an_older_page_does_not_undo_a_newer(tmp_path: Path):
    def edit(files):
        registration(value(start="2030-08-06", end="2030-08-16"))(files)
        files["sources.yml"]["made-up"]["page_date"] = "2030-06-21"

    made = proposal(write(tmp_path, edit), notice())
    assert not made.changes
    assert "不比那里的来源新" in made.refused[0].why


def test_a_day_confirmed_afterwards_is_left_to_a_person(tmp_path: Path):
    root = write(
        tmp_path, registration(value(status="confirmed", start="2029-08-06", end="2029-08-16"))
    )
    made = proposal(root, notice())
    assert "确认过" in made.refused[0].why


def test_another_areas_authority_is_not_believed(tmp_path: Path):
    def edit(files):
        files["provinces/shaanxi.yml"]["exam_agency"]["url"] = "http://shaanxi.example.cn/"
        row = {"id": "s", "area": "shaanxi", "address_of": "provinces/shaanxi/exam_agency"}
        files["watch.yml"]["pages"].append(row | {"opened_on": "never opened"})

    made = proposal(write(tmp_path, edit), notice(url="http://shaanxi.example.cn/1"))
    assert not made.changes
    assert "陕西" in made.refused[0].why


def test_another_exam_and_a_year_that_is_not_there(tmp_path: Path):
    root = write(tmp_path, registration(UNKNOWN))
    other = Notice(URL, "t", f"关于{YEAR}年二级建造师考试的通知\n{DATES}", "2030-06-20", "0" * 64)
    assert not proposal(root, other).changes
    later = notice(DATES.replace("2030", "2031"))
    later = Notice(URL, "t", later.text.replace("2030", "2031"), "2030-06-20", "0" * 64)
    made = proposal(root, later)
    assert not made.changes
    assert "make new-year" in "".join(each.why for each in made.refused)


def test_a_notice_without_the_name_of_the_exam_is_not_believed(tmp_path: Path):
    root = write(tmp_path, registration(UNKNOWN))
    made = proposal(root, Notice(URL, "t", f"通知\n{DATES}", "2030-06-20", "0" * 64))
    assert not made.changes
    assert "哪种考试" in made.refused[0].why


def test_nothing_is_written_that_no_lint_passes(tmp_path: Path):
    root = write(tmp_path, registration(UNKNOWN))
    made = proposal(root, notice())
    spoilt = made.model_copy(update={"changes": (made.changes[0].model_copy(
        update={"value": dict(made.changes[0].value) | {"end": "2030-06-01"}}),)})  # fmt: skip
    before = {path: path.read_bytes() for path in root.rglob("*.yml")}
    with pytest.raises(FactsError):
        apply.apply(spoilt, root)
    assert {path: path.read_bytes() for path in root.rglob("*.yml")} == before


def test_a_value_that_changed_since_the_proposal_is_left(tmp_path: Path):
    root = write(tmp_path, registration(UNKNOWN))
    made = proposal(root, notice())
    write(tmp_path, registration(value(start="2030-08-08")))
    with pytest.raises(apply.Refused, match="改过了"):
        apply.apply(made, root)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda p: p.update(changes=[{**p["changes"][0], "file": "../../etc/x.yml"}]),
        lambda p: p.update(changes=[{**p["changes"][0], "file": "schema/province.json"}]),
        lambda p: p.update(changes=[{**p["changes"][0], "keys": []}]),
        lambda p: p.update(changes=[{**p["changes"][0], "keys": ["exams", 1999, "x"]}]),
        lambda p: p.update(changes=[{**p["changes"][0], "keys": ["nothing", "there"]}]),
        lambda p: p.update(extra=1),
        lambda p: p.update(id="../x"),
        lambda p: p.update(source=None),
        lambda p: p.pop("changes"),
    ],
)
def test_a_proposal_that_was_tampered_with_is_refused(tmp_path: Path, spoil: Callable, capsys):
    root = write(tmp_path / "data", registration(UNKNOWN))
    data = json.loads(proposal(root, notice()).model_dump_json())
    spoil(data)
    path = tmp_path / "p.json"
    path.write_text(json.dumps(data))
    before = {each: each.read_bytes() for each in root.rglob("*.yml")}
    assert apply.main([str(path)], root) == 1
    assert "没有写" in capsys.readouterr().out
    assert {each: each.read_bytes() for each in root.rglob("*.yml")} == before


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
def test_a_file_that_is_no_proposal(tmp_path: Path, text: str):
    path = tmp_path / "p.json"
    path.write_text(text)
    assert apply.main([str(path)], tmp_path) == 1
    assert apply.main([str(tmp_path / "none")], tmp_path) == 1
    assert apply.main([], tmp_path) == 2


# --- every line that is not changed stays as it was


FACTS = [
    (document.file, path)
    for (document, path), model in models(known.dataset())
    if isinstance(model, Fact) and path
]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_value_of_docs_data_can_be_looked_at_anew_and_no_other_line_moves(data):
    file, path = data.draw(st.sampled_from(FACTS))
    document = parse(Path(file).read_text("utf-8"), file)
    node = document.data
    for key in path:
        if isinstance(node, dict) and key not in node:
            return  # a default of the model, not written in the file
        node = node[key]
    if not isinstance(node, dict):
        return
    try:
        text = splicing.changed(document, path, node | {"checked_on": "2031-02-03"})
    except splicing.Unclear:
        return
    before, after = document.text.splitlines(), text.splitlines()
    moved = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(moved) == 1
    assert re.sub(r"checked_on: \d{4}-\d\d-\d\d", "", moved[0][0]) == moved[0][1].replace(
        "checked_on: 2031-02-03", ""
    )


def test_most_values_can_be_changed_by_the_machine():
    unclear = 0
    for file, path in FACTS[::5]:
        document = parse(Path(file).read_text("utf-8"), file)
        try:
            if path in document.lines:
                node = document.data
                for key in path:
                    node = node[key]
                splicing.changed(document, path, dict(node) | {"checked_on": "2031-02-03"})
        except splicing.Unclear:
            unclear += 1
    assert unclear <= len(FACTS) / 5 / 20


COMMENTED = """\
# first line
id: x   # the id

exams:
  2030:                    # a year
    exam: same_as_national
    # about registration
    registration: {status: unknown, checked_on: 2030-01-01}   # nobody knows

    admit_card:
      status: announced
      # its first day
      start: "2030-10-01"   # by post
      checked_on: 2030-01-01

    # last words
"""


def test_comments_blank_lines_and_quotes_stay():
    document = parse(COMMENTED, "x.yml")
    text = splicing.changed(
        document, ("exams", 2030, "registration"), {"status": "announced", "start": "2030-08-05"}
    )
    assert text == COMMENTED.replace(
        "    registration: {status: unknown, checked_on: 2030-01-01}   # nobody knows\n",
        "    registration: # nobody knows\n      status: announced\n      start: 2030-08-05\n",
    )
    text = splicing.changed(
        document,
        ("exams", 2030, "admit_card"),
        {
            "status": "announced",
            "start": "2030-10-01",
            "end": "2030-10-02",
            "checked_on": "2030-01-01",
        },
    )
    assert text == COMMENTED.replace("# by post\n", "# by post\n      end: 2030-10-02\n")


def test_a_comment_that_would_be_lost_is_a_reason_to_refuse():
    with pytest.raises(splicing.Unclear, match="注释"):
        splicing.changed(
            parse(COMMENTED, "x"), ("exams", 2030, "admit_card"), {"status": "unknown"}
        )


@pytest.mark.parametrize("text", ["a: {b: {c: 1}}\n", "a: [{b: 1}]\n", "a:\n  b: {c: 1}"])
def test_what_stands_in_one_line_with_others_is_left_to_a_person(text: str):
    document = parse(text, "x")
    path = max(document.lines, key=len)[:-1]
    if isinstance(path[-1], str) and len(path) == 1:
        path = max(document.lines, key=len)
    with pytest.raises(splicing.Unclear):
        splicing.changed(document, path, {"c": 2})


def test_the_facts_themselves_take_a_notice(tmp_path: Path):
    """On a copy of docs/data as it is today."""
    root = tmp_path / "data"
    shutil.copytree(ROOT / DATA, root)
    dataset = load(root)
    year = max(dataset.provinces["guangdong"].exams)
    url = f"{dataset.provinces['guangdong'].exam_agency.url}made-up.html"
    text = f"关于{year}年度执业药师考试报名的通知\n网上报名时间：{year}年8月5日9:00至8月16日17:00。"
    made = propose(
        dataset,
        Notice(url, "通知", text, f"{year}-06-20", "0" * 64),
        "guangdong",
        date(year, 6, 25),
    )
    assert apply.apply(made, root).files
    assert plain(root)["exams"][year]["registration"]["end"] == f"{year}-08-16T17:00"


# --- whose word is not enough


def test_an_hour_from_a_page_that_is_not_official_is_not_put_beside_an_official_day(tmp_path: Path):
    root = write(tmp_path, registration(value(start="2030-08-05", end="2030-08-16")))
    made = proposal(root, notice(url="http://example.org/a"))
    assert not made.changes
    assert "钟点" in made.refused[0].why


def test_an_hour_comes_with_the_words_that_say_it(tmp_path: Path):
    given = value(start="2030-08-05", end="2030-08-16", quote="8月5日至8月16日报名")
    root = write(tmp_path, registration(given))
    apply.apply(proposal(root, notice()), root)
    assert "17:00" in standing(root)["quote"]


@pytest.mark.parametrize(
    "url", ["http://m.copied.cn/1", "http://copied.cn/1", "http://b.never.com/1"]
)
def test_a_host_that_is_never_linked_brings_no_new_source(tmp_path: Path, url: str):
    def edit(files):
        registration(UNKNOWN)(files)
        copied = files["sources.yml"]["made-up"] | {"linkable": False}
        unnamed = {k: v for k, v in copied.items() if k != "url"}
        files["sources.yml"] |= {
            "copied": copied | {"url": "http://www.copied.cn/9"},
            "never": unnamed | {"publisher": "never.com（未具名）"},
        }

    made = proposal(write(tmp_path, edit), notice(url=url))
    assert not made.changes
    assert "linkable: false" in made.refused[0].why


def test_a_day_in_a_proposal_that_is_none_is_refused(tmp_path: Path, capsys):
    root = write(tmp_path, registration(UNKNOWN))
    made = proposal(root, notice())
    spoilt = made.model_copy(update={"changes": (made.changes[0].model_copy(
        update={"value": dict(made.changes[0].value) | {"start": "2030-02-31"}}),)})  # fmt: skip
    path = spoilt.save(tmp_path / "p")
    assert apply.main([str(path)], root) == 1
    assert "没有写" in capsys.readouterr().out


@pytest.mark.parametrize(("opened_on", "sure"), [("never opened", False), ("2030-06-01", True)])
def test_a_name_that_nobody_has_opened_yet_may_have_been_taken_over(
    tmp_path: Path, opened_on: str, sure: bool
):
    def edit(what: object) -> Edit:
        def of(files):
            registration(what)(files)
            files[GUANGDONG]["exam_agency"]["url"] = "http://exams.example.com/"
            row = {"id": "g", "area": "guangdong", "address_of": "provinces/guangdong/exam_agency"}
            files["watch.yml"]["pages"].append(row | {"opened_on": opened_on})

        return of

    read = notice(url="http://exams.example.com/1")
    blank = proposal(write(tmp_path / "a", edit(UNKNOWN)), read)
    assert blank.changes[0].value["confidence"] == ("high" if sure else "medium")
    other = value(start="2030-08-06", end="2030-08-16")
    moved = proposal(write(tmp_path / "b", edit(other)), read)
    assert bool(moved.changes) is sure
    assert sure or "opened_on" in moved.refused[0].why
