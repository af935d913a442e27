"""The reader of notices: made-up notices, damage, offsets, what is refused, growth."""

import importlib
import json
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import checker
from checker.bridge import add_part, handle
from checker.notice import dates, matters
from checker.notice.areas import AREAS
from checker.notice.page import Question
from checker.notice.plain import plain
from checker.notice.reading import read_notice
from scripts.places import ROOT
from tests.how_many import cases, new_seed
from tests.notices import (
    FULL_WIDTH,
    Notice,
    Truth,
    assert_sound,
    cut_into_lines,
    random_notice,
    soak,
    written,
)
from tests.schemas import answer_validator, validator

WRITTEN = list(written())
RANDOM = 1000


def ask(text: str, **asked: object) -> dict:
    return json.loads(handle(json.dumps({"op": "notice", "text": text, **asked})))


def stated(answer: dict) -> list[Truth]:
    return [(one["what"], one["start"], one["end"], one["status"]) for one in answer["found"]]


def score(notices: list[Notice], form=lambda text: text) -> tuple[float, float, list[str]]:
    """Precision, recall, and which notices were not read as they are meant."""
    right = said = meant = 0
    wrong = []
    for notice in notices:
        text = form(notice.text)
        answer = ask(text, **notice.asked)
        assert_sound(text, answer)
        found = stated(answer)
        right += len(notice.truth.intersection(found))
        said += len(found)
        meant += len(notice.truth)
        if notice.truth != set(found):
            wrong.append(notice.name)
    return right / max(said, 1), right / max(meant, 1), wrong


def test_there_are_many_notices_and_each_has_its_name():
    assert len(WRITTEN) >= 200
    assert len({notice.name for notice in WRITTEN}) == len(WRITTEN)
    assert sum(not notice.truth for notice in WRITTEN) >= 30


@pytest.mark.parametrize(
    "form", [str, lambda text: text.translate(FULL_WIDTH)], ids=["as sent", "full width"]
)
def test_notices_written_by_hand(form):
    precision, recall, wrong = score(WRITTEN, form)
    assert precision >= 0.995, wrong
    assert recall >= 0.97, wrong


@pytest.mark.parametrize("width", [64, 76])
def test_notices_cut_into_lines(width):
    stating = [notice for notice in WRITTEN if notice.truth]
    precision, recall, wrong = score(stating, lambda text: cut_into_lines(text, width))
    assert precision >= 0.985, wrong
    assert recall >= 0.9, wrong


def test_nothing_is_found_where_nothing_is_stated():
    for notice in WRITTEN:
        if not notice.truth:
            assert stated(ask(notice.text, **notice.asked)) == [], notice.name


def test_random_notices():
    precision, recall, wrong = score([random_notice(seed) for seed in range(RANDOM)])
    assert precision >= 0.995, wrong
    assert recall >= 0.97, wrong


@pytest.mark.parametrize("notice", WRITTEN[::7], ids=lambda notice: notice.name)
def test_answers_fit_their_schema(notice):
    request = {"op": "notice", "text": notice.text, **notice.asked}
    validator("notice.request").validate(request)
    answer = ask(notice.text, **notice.asked)
    answer_validator(answer).validate(answer)
    validator("notice.request").validate(answer["asked"])


# --- dates

DATES = {
    "2025年10月14日9:00-10月17日17:00": ("2025-10-14T09:00", "2025-10-17T17:00"),
    "２０２５年１０月１４日９：００－１７日１７：００": ("2025-10-14T09:00", "2025-10-17T17:00"),
    "8月11日至21日17:00": ("2025-08-11", "2025-08-21T17:00"),
    "9月6-10日": ("2025-09-06", "2025-09-10"),
    "6月28至7月8日": ("2025-06-28", "2025-07-08"),
    "6月28日上午9时至7月8日17时30分": ("2025-06-28T09:00", "2025-07-08T17:30"),
    "6月28日9∶00～7月8日晚上8点": ("2025-06-28T09:00", "2025-07-08T20:00"),
    "6月28日0：00至7月3日24︰00": ("2025-06-28T00:00", "2025-07-03T24:00"),
    "6 月 28 日 9﹕00 — 7 月 8 日（含）": ("2025-06-28T09:00", "2025-07-08"),
    "6月28日（星期六）9:00至7月8日（星期二）中午12:00": ("2025-06-28T09:00", "2025-07-08T12:00"),
    "6月28日9:00起至7月8日17:00止": ("2025-06-28T09:00", "2025-07-08T17:00"),
    "6月28日起": ("2025-06-28", None),
    "7月8日17:00前": (None, "2025-07-08T17:00"),
    "7月8日截止": (None, "2025-07-08"),
    "6月28日9:00至当日17:00": ("2025-06-28T09:00", "2025-06-28T17:00"),
    "二〇二五年六月二十八日至七月八日": ("2025-06-28", "2025-07-08"),
    "2025-06-28 09:00至2025-07-08 17:00": ("2025-06-28T09:00", "2025-07-08T17:00"),
    "2025.6.28—7.8": ("2025-06-28", "2025-07-08"),
    "2025/6/28": ("2025-06-28", "2025-06-28"),
    "6月28日至7月8日（每天9:00-17:00）": ("2025-06-28", "2025-07-08"),
    "6月28日—7月8日9:00-17:00": ("2025-06-28", "2025-07-08"),
    "6\n月28日至\n7月8日": ("2025-06-28", "2025-07-08"),
    "6月28日9:\n00至7月8日下\n午5\n时。": ("2025-06-28T09:00", "2025-07-08T17:00"),
    "6月28日9:00至7月8日\n17:00": ("2025-06-28T09:00", "2025-07-08T17:00"),
    "6月28日9:00始,至7月8日17:00止": ("2025-06-28T09:00", "2025-07-08T17:00"),
    "6月28日（今日）9:00起，7月8日17:00止": ("2025-06-28T09:00", "2025-07-08T17:00"),
    "6月28日下午2:00—4:30": ("2025-06-28T14:00", "2025-06-28T16:30"),
}


@pytest.mark.parametrize(("text", "span"), DATES.items(), ids=DATES)
def test_ways_of_writing_a_span(text, span):
    found = ask(f"2025年度执业药师考试公告\n网上报名时间：{text}。")["found"]
    assert [(one["start"], one["end"]) for one in found] == [span]


@pytest.mark.parametrize(
    "text",
    ["2月30日", "13月5日", "6月2\ufffd日", "6月28日9\ufffd00", "4月1日至4日11日", "7月8日至6月28日",
     "6月28日9:00至7月\ufffd日17:00", "6月28日25:00", "6月28日至7月8日25:00", "2025年2月29日", "6月28日至"],
)  # fmt: skip
def test_a_damaged_date_gives_nothing(text):
    answer = ask(f"2025年度执业药师考试公告\n网上报名时间：{text}")
    assert answer["found"] == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("打印准考证时间为考前一周。", "relative"),
        ("报名时间为7月上旬。", "month_only"),
        ("例如，报名时间为6月28日至7月8日。", "example"),
        ("原定报名时间为6月28日至7月8日。", "suspended"),
        ("报名时间为2月30日。", "damaged"),
        ("会议于6月28日召开。", "no_matter"),
        ("一级建造师报名时间为6月28日至7月8日。", "other_exam"),
        ("2024年报名时间为6月28日至7月8日。", "other_year"),
        ("广东报名时间为6月28日至7月8日。", "other_area"),
        ("报名时间为1月8日、2月9日。", "ambiguous"),
    ],
)
def test_what_is_not_understood_is_listed_with_why(text, why):
    answer = ask(f"2025年度执业药师考试公告\n{text}", exam_year=2025, area="hunan")
    assert answer["found"] == []
    assert [one["why"] for one in answer["unread"]] == [why]


def test_two_values_of_one_matter_are_both_given():
    answer = ask(
        "2025年度执业药师考试公告\n报名时间：6月28日至7月8日。\n报名时间：6月27日至7月8日。"
    )
    assert [one["conflict"] for one in answer["found"]] == [True, True]


def test_a_day_with_an_hour_outweighs_a_bare_one():
    answer = ask(
        "2025年度执业药师考试公告\n报名时间：6月28日至7月8日。\n报名时间：6月28日9:00至7月8日17:00。"
    )
    assert stated(answer) == [("registration", "2025-06-28T09:00", "2025-07-08T17:00", "announced")]


def test_offsets_are_code_points_of_the_text_as_sent():
    text = "𝟚𝟘\u200b😀２０２５年度執業藥師考試\r\n　　网上报名时间：６ 月２８日９∶００至７月８日"
    answer = ask(text)
    assert_sound(text, answer)
    assert answer["found"][0]["quote"].startswith("网上报名时间")


YEARS = {
    "text": ("2025年执业药师报名时间为6月28日至7月8日", {}),
    "heading": ("2025年度执业药师考试公告\n报名时间为6月28日至7月8日", {}),
    "footer": ("执业药师考试公告\n报名时间为6月28日至7月8日\n省人事考试中心\n2025年6月20日", {}),
    "request": ("执业药师考试公告\n报名时间为6月28日至7月8日", {"exam_year": 2025}),
    "published_on": ("执业药师考试公告\n报名时间为6月28日至7月8日", {"published_on": "2025-06-20"}),
}


@pytest.mark.parametrize("source", YEARS)
def test_where_the_year_comes_from(source):
    text, asked = YEARS[source]
    (one,) = ask(text, **asked)["found"]
    assert (one["start"], one["end"], one["year_from"]) == ("2025-06-28", "2025-07-08", source)


# --- fees and sessions


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("考试费每人每科61元。", {"yuan_per_paper": "61"}),
        ("收费标准：56元/科。", {"yuan_per_paper": "56"}),
        ("报名费每人10元，考务费每人每科61元。", {"yuan_per_person": "10", "yuan_per_paper": "61"}),
        ("每科61.50元（其中考务费11元）。", {"yuan_per_paper": "61.50"}),
        (
            "客观题科目每人每科61元，主观题科目每人每科69元。",
            {
                "by_paper": [
                    {"paper": "客观题科目", "yuan": "61"},
                    {"paper": "主观题科目", "yuan": "69"},
                ]
            },
        ),
    ],
)
def test_fees(text, told):
    (fee,) = ask(f"2025年度执业药师考试公告\n{text}")["fees"]
    assert {key: value for key, value in fee.items() if key not in ("quote", "at")} == told


def test_parts_of_a_fee_are_not_a_fee():
    assert ask("执业药师考试：考务费每人每科11元，考试费每人每科50元。")["fees"] == []


def test_sessions():
    text = (
        "2025年度执业药师职业资格考试公告\n一、考试时间\n10月18日\n9:00-11:30 药学专业知识（一）\n"
        "下午2时至4时30分 药学专业知识（二）\n10月19日上午9:00-11:30《药事管理与法规》\n二、咨询\n9:00-17:00 咨询电话"
    )
    assert [tuple(one.values()) for one in ask(text)["sessions"]] == [
        ("2025-10-18", "09:00", "11:30", "药学专业知识(一)"),
        ("2025-10-18", "14:00", "16:30", "药学专业知识(二)"),
        ("2025-10-19", "09:00", "11:30", "《药事管理与法规》"),
    ]


# --- areas, requests, damage


def test_the_areas_are_those_of_the_facts():
    facts = {}
    for path in (ROOT / "docs" / "data" / "provinces").glob("*.yml"):
        text = path.read_text("utf-8")
        facts[re.search(r"(?m)^id: (\S+)", text)[1]] = re.search(r"(?m)^name: (\S+)", text)[1]
    assert facts == AREAS


def test_the_schema_knows_the_same_areas():
    enum = json.loads((ROOT / "checker/schemas/notice.request.json").read_text("utf-8"))
    assert enum["$defs"]["area"]["enum"] == list(AREAS)


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"text": "字" * 100_001}, "too_large", "text"),
        ({"text": 7}, "wrong_type", "text"),
        ({}, "missing_field", "text"),
        ({"text": "", "area": "广东"}, "unknown_value", "area"),
        ({"text": "", "area": None}, "wrong_type", "area"),
        ({"text": "", "exam": " "}, "unknown_value", "exam"),
        ({"text": "", "exam_year": 1993}, "year_out_of_range", "exam_year"),
        ({"text": "", "exam_year": "2025"}, "wrong_type", "exam_year"),
        ({"text": "", "published_on": "2025-6-1"}, "date_format", "published_on"),
        ({"text": "", "published_on": "2025-02-30"}, "date_not_real", "published_on"),
        ({"text": "", "published_on": "1993-12-31"}, "date_out_of_range", "published_on"),
        ({"text": "", "today": "2025-06-01"}, "unknown_field", "today"),
    ],
)
def test_bad_requests(members, code, field):
    error = json.loads(handle(json.dumps({"op": "notice", **members})))["error"]
    assert (error["code"], error["field"]) == (code, field)


@pytest.mark.parametrize("text", ["", " ", "\n", "没有日期", "\ufffd", "6", "|", "｜\n｜", "元"])
def test_next_to_nothing(text):
    answer = ask(text)
    assert answer["ok"]
    assert answer["found"] == []


@given(
    st.text(
        st.sampled_from(
            "0123456789年月日至-：:、，。；（）()\n\t |　\ufffd报名考试缴费成绩公布准考证打印前起止上午广东一二级建造师执业药每人科元"
        ),
        max_size=200,
    )
)
def test_any_text_is_answered_soundly(text):
    assert_sound(text, read_notice(text, Question()))


@pytest.mark.soak
def test_damaged_notices_are_answered_soundly():
    soak(cases(test=1_500, soak=100_000), new_seed())


def test_the_reader_is_loaded_only_when_asked_for():
    code = "import checker.bridge, sys; print([m for m in sys.modules if m.startswith('checker.notice')])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"


def test_the_reader_may_come_as_an_archive_of_its_own(tmp_path):
    """As in the browser, where only the page of this tool fetches it."""
    shutil.copytree(
        ROOT / "checker", tmp_path / "checker", ignore=shutil.ignore_patterns("__pycache__")
    )
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as archive:
        for path in sorted((tmp_path / "checker" / "notice").iterdir()):
            archive.write(path, f"checker/notice/{path.name}")
    shutil.rmtree(tmp_path / "checker" / "notice")
    code = (
        "import pathlib; from checker.bridge import add_part, handle\n"
        "add_part('kept.zip', pathlib.Path('sent.zip').read_bytes())\n"
        'print(handle(\'{"op": "notice", "text": "2025年执业药师考试定于10月18日举行"}\'))'
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert json.loads(run.stdout)["found"][0]["start"] == "2025-10-18", run.stderr


# --- the command line


def run(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checker", "notice", *arguments],
        cwd=ROOT, input=text, capture_output=True, text=True,
    )  # fmt: skip


def test_the_command_says_what_was_read_and_what_was_not():
    done = run("-", text="2025年度执业药师考试公告\n报名时间：6月28日至7月8日\n成绩12月下旬公布")
    assert done.returncode == 0
    assert "报名　  2025-06-28 至 2025-07-08" in done.stdout
    assert "第 2 行" in done.stdout
    assert "“12月下旬”（第 3 行）：只写了月份" in done.stdout


def test_the_command_reads_files_in_the_encodings_of_authorities(tmp_path):
    path = tmp_path / "notice.txt"
    path.write_text("2025年度二级建造师考试定于6月14日、15日举行", "gb18030")
    done = run(str(path), "--exam", "二级建造师", "--json")
    assert json.loads(done.stdout)["found"][0]["end"] == "2025-06-15"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("none.txt",), "找不到文件"),
        ((), "缺少"),
        (("-", "--area", "guangzhou"), "--area"),
        (("-", "--exam-year", "1900"), "--exam-year"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, says):
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_refuses_what_is_no_text(tmp_path):
    path = tmp_path / "notice.pdf"
    path.write_bytes(b"%PDF-1.7\xff\xff\x00")
    done = run(str(path))
    assert done.returncode == 2
    assert "PDF" in done.stderr


def test_a_pattern_is_never_half_a_date():
    (one,) = dates.find(plain("6月28日9:00至7月8日17:00").text)
    assert (one.first[3], one.last[3]) == ("09:00", "17:00")


def test_a_part_that_was_fetched_apart_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(checker, "__path__", [*checker.__path__])
    sent = tmp_path / "sent.zip"
    with zipfile.ZipFile(sent, "w") as archive:
        archive.writestr("checker/fetched_apart.py", "WORD = '来了'\n")
    add_part(str(tmp_path / "kept.zip"), sent.read_bytes())
    assert importlib.import_module("checker.fetched_apart").WORD == "来了"
    monkeypatch.delitem(sys.modules, "checker.fetched_apart")


TITLE = "2025年度执业药师职业资格考试公告\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("报名时间：2025-06-28至2025-07-08", {("registration", "2025-06-28", "2025-07-08")}),
        ("报名时间：即日起至2025-07-08", {("registration", None, "2025-07-08")}),
        (
            "报名时间：2025-06-28  9:00至2025-07-08  17:00",
            {("registration", "2025-06-28T09:00", "2025-07-08T17:00")},
        ),
        (
            "报名时间：6月28日中午12时至7月8日中午1时",
            {("registration", "2025-06-28T12:00", "2025-07-08T13:00")},
        ),
        ("资格审核时间推迟到7月8日", {("review", None, "2025-07-08")}),
        ("准考证打印时间延期至10月8日", {("admit_card", None, "2025-10-08")}),
        ("考试时间\n10月18日\n25:00-26:30 药学专业知识（一）", {("exam", "2025-10-18", "2025-10-18")}),
        ("考试时间\n10月18日 9:00-11:30 《药学", {("exam", "2025-10-18", "2025-10-18")}),
        (
            "年度|报名时间\n2025|6月28日至7月8日",
            {("registration", "2025-06-28", "2025-07-08")},
        ),
        ("考试时间\n10月18日\n10月19日", {("exam", "2025-10-18", "2025-10-19")}),
        ("报名时间：6月?日，缴费时间：7月9日", {("payment", "2025-07-09", "2025-07-09")}),
        (
            "6月26日至7月9日网上报名，6月26日至7月1，0日网上缴费。",
            {("registration", "2025-06-26", "2025-07-09")},
        ),
        (
            "发布日期：2025年6月20日 浏览至7月1日\n报名时间：7月9日",
            {("registration", "2025-07-09", "2025-07-09")},
        ),
        (
            "二级建造师执业药师考试和一级注册建造师执业药师考试报名时间：6月28日",
            {("registration", "2025-06-28", "2025-06-28")},
        ),
    ],
)  # fmt: skip
def test_unusual_ways_of_writing(text, found):
    answer = ask(TITLE + text)
    assert {(one["what"], one["start"], one["end"]) for one in answer["found"]} == found


@pytest.mark.parametrize(
    ("text", "why", "asked"),
    [
        ("试题版本 1.2-1.3 说明", None, {}),
        ("报名时间：7.8-6.28", None, {}),
        ("报名时间为每年6月1日", "relative", {}),
        ("打印准考证：10月1日至考前", "relative", {}),
        ("考试时间：10月18日、19、20", "damaged", {}),
        ("报名时间：2025-06-28至07.08", "damaged", {}),
        ("报名时间：即日起至7月40日", "damaged", {}),
        ("报名时间：六月二三十日", "damaged", {}),
        ("成绩公布时间：2月29日", "damaged", {}),
        ("报名时间：即日起", "other_year", {"published_on": "2027-06-20", "exam_year": 2025}),
        ("报名时间：即日起至7月8日", "other_year", {"published_on": "2025-07-20"}),
        ("报名时间：6月20日", "other_year", {"published_on": "2024-06-01"}),
    ],
)
def test_unusual_dates_that_give_nothing(text, why, asked):
    answer = ask(TITLE + text, **asked)
    assert answer["found"] == []
    assert [one["why"] for one in answer["unread"]] == ([why] if why else [])


def test_the_day_of_publishing_begins_what_begins_at_once():
    answer = ask(TITLE + "报名时间：即日起", published_on="2025-06-20")
    assert stated(answer) == [("registration", "2025-06-20", None, "announced")]
    assert answer["found"][0]["year_from"] == "published_on"


def test_a_date_above_the_title_is_that_of_the_page():
    for title in (TITLE, "关于执业药师考试\n正文\n"):
        answer = ask(f"2025年6月20日\n{title}报名时间：6月28日至7月8日")
        assert stated(answer) == [("registration", "2025-06-28", "2025-07-08", "announced")]
        assert [one["why"] for one in answer["unread"]] == ["no_matter"]


def test_a_heading_outweighs_a_day_of_publishing_that_is_years_away():
    answer = ask(TITLE + "报名时间：6月20日", published_on="2020-01-01")
    assert stated(answer) == [("registration", "2025-06-20", "2025-06-20", "announced")]


def test_a_year_standing_before_serves_a_date_without_one():
    answer = ask("执业药师考试\n2025年6月28日开始。\n报名时间：7月8日")
    assert stated(answer) == [("registration", "2025-07-08", "2025-07-08", "announced")]


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("二、报名\n7月1日至7月10日登录网站填报。\n7月20日登录网站。", {("2025-07-01", "2025-07-10")}, ["no_matter"]),
        ("报名时间\n7月1日\n7月10日", set(), ["ambiguous", "ambiguous"]),
        ("报名时间：7月1日9:00-8:00", set(), ["damaged"]),
        ("考试时间：10月19日、18日", set(), ["damaged"]),
        ("报名时间||6月28日至7月8日", {("2025-06-28", "2025-07-08")}, []),
        ("报名时间：11月5日至11月10日", set(), ["no_year"]),
        ("证书领取时间：12月20日至2026年1月5日", {("2025-12-20", "2026-01-05")}, []),
        ("网上报名7月1日9:00开始，7月8日17:00结束。", {("2025-07-01T09:00", "2025-07-08T17:00")}, []),
        ("网上报名7月1日9:00开始，缴费，7月8日17:00截止。", {("2025-07-01T09:00", None), (None, "2025-07-08T17:00")}, []),
        ("报名截止7月8日17:00，缴费截止7月9日17:00（起始时间均为7月1日9:00）。", {("2025-07-01T09:00", "2025-07-08T17:00"), ("2025-07-01T09:00", "2025-07-09T17:00")}, []),
        ("网上报名7月1日9:00开始，会议7月3日召开，7月8日17:00结束。", {("2025-07-01T09:00", None)}, ["no_matter", "no_matter"]),
        ("报名时间：7月1日9:00。", set(), ["ambiguous"]),
        ("网传报名时间为7月1日至7月8日，不属实。", set(), ["no_matter"]),
        ("7月1日前的证书请尽快领取。", set(), ["no_matter"]),
        ("二、报名\n7月1日至7月8日登录网站报名。\n7月10日再登录网站。", {("2025-07-01", "2025-07-08")}, ["no_matter"]),
        (
            "报名时间：7月1日。\n报名时间：7月1日至7月10日。",
            {("2025-07-01", "2025-07-01"), ("2025-07-01", "2025-07-10")},
            [],
        ),
        (
            "报名时间：7月1日至7月10日。\n考生请于7月2日至7月11日登录网站报名。",
            {("2025-07-01", "2025-07-10")},
            ["ambiguous"],
        ),
    ],
)  # fmt: skip
def test_what_decides_between_readings(text, found, why):
    answer = ask(TITLE + text)
    assert {(one["start"], one["end"]) for one in answer["found"]} == found
    assert [one["why"] for one in answer["unread"]] == why


def test_two_sums_of_one_kind_are_no_fee():
    assert ask(TITLE + "收费标准：每人10元，每人20元。")["fees"] == []


def test_what_cannot_be_for_its_place_in_the_year_is_refused():
    text = "考试时间：10月18日、19日\n资格复审：11月20日\n报名时间：11月1日\n成绩公布：10月1日"
    answer = ask(TITLE + text)
    assert stated(answer) == [("exam", "2025-10-18", "2025-10-19", "announced")]
    assert [one["why"] for one in answer["unread"]] == ["no_matter", "ambiguous", "ambiguous"]


def test_a_span_over_cells_is_no_single_day():
    answer = ask(TITLE + "报名时间：6月28日|至|7月8日")
    assert answer["found"] == []
    assert answer["unread"][0]["why"] == "damaged"


def test_a_record_whose_name_does_not_come_is_nobodys():
    records = [("执业药师", "报名时间：2025年6月28日"), ("二级建造师", "报名时间：2025年7月8日")]
    text = "".join(f"{date}\n考试名称：{name}\n" for name, date in records)
    answer = ask(text + "缴费时间：2025年9月8日")
    assert stated(answer) == [("registration", "2025-06-28", "2025-06-28", "announced")]
    assert [one["why"] for one in answer["unread"]] == ["other_exam", "other_exam"]


def test_a_date_of_two_matters_that_is_refused_is_listed_once():
    answer = ask("执业药师报名缴费：6月28日至7月8日")
    assert [(one["text"], one["why"]) for one in answer["unread"]] == [
        ("6月28日至7月8日", "no_year")
    ]


def test_more_than_a_dozen_values_of_one_matter_were_not_understood():
    lines = "\n".join(f"报名时间：7月{day}日至7月{day + 5}日。" for day in range(1, 14))
    answer = ask(TITLE + lines)
    assert answer["found"] == []
    assert [one["why"] for one in answer["unread"]] == ["ambiguous"] * 13


def test_names_within_names_are_blanked_once():
    assert matters.blanked("执业药师考试时间", [(0, 6), (2, 4)]) == "      时间"


def test_radicals_that_pdfs_give_for_characters_are_those_characters():
    text = "⼴东省2025年度执业药师考试通知\n⽹上报名时间为2025年6⽉28⽇9:00⾄7⽉8⽇17:00。"
    answer = ask(text)
    assert stated(answer) == [("registration", "2025-06-28T09:00", "2025-07-08T17:00", "announced")]
    (one,) = answer["found"]
    assert text[slice(*one["at"])] == one["quote"]
    assert all(
        plain(chr(code)).text == plain(unicodedata.normalize("NFKC", chr(code))).text
        for code in range(0x2F00, 0x2FD6)
    )


# --- every line of the reader, by a case of its own


@pytest.mark.parametrize(
    ("text", "found", "unread"),
    [
        # a heading of two matters says of neither that a sentence's date is its
        ("一、报名与缴费\n考生6月28日至7月8日登录网站办理。", [], ["no_matter"]),
        # a heading holds for the first sentence that does not name its matter, not for a later one
        ("一、缴费\n考生7月3日携带证件前往窗口。\n考生7月6日再到窗口。", [("payment", "2025-07-03", "2025-07-03")], ["no_matter"]),
        # two days below a label of a span need not be its first and last
        ("报名时间\n6月28日\n7月8日", [], ["ambiguous", "ambiguous"]),
        # a sign that cannot be read, or a year that is not one, stands before the month
        ("报名时间：□6月28日至7月8日", [], ["damaged"]),
        ("报名时间：某年6月28日", [], ["damaged"]),
        ("报名时间：6月28日17:00-9:00", [], ["damaged"]),
        # cells: an empty one between bars; words pushed apart by spaces are none
        ("报名时间||6月28日至7月8日", [("registration", "2025-06-28", "2025-07-08")], []),
        ("请考生注意,报名时间   6月28日至7月8日", [("registration", "2025-06-28", "2025-07-08")], []),
        # a table of one cell a line ends where a line is a sentence
        (f"地区\n报名时间\n北京\n6月28日至7月8日\n天津\n6月28日至7月9日{'，请上传照片' * 9}", [], ["other_area", "no_matter"]),
        # the last day alone has a year: 28 December comes before 8 January of it
        ("报名时间：12月28日至2026年1月8日", [("registration", "2025-12-28", "2026-01-08")], []),
        # a day and a span that begins on it are two values
        (
            "报名时间：6月28日。\n报名时间：6月28日至7月8日。",
            [("registration", "2025-06-28", "2025-06-28"), ("registration", "2025-06-28", "2025-07-08")],
            [],
        ),
        # a name that nobody knows, in a column of exams' names
        ("考试名称|报名时间\n执业药师|6月28日至7月8日\n品酒师|6月29日至7月9日", [("registration", "2025-06-28", "2025-07-08")], ["other_exam"]),
        # a review in November may be before the exam of the year or after that of the year before
        ("资格审核时间：11月20日", [], ["no_year"]),
    ],
)  # fmt: skip
def test_what_no_other_notice_holds(
    text: str, found: list[tuple[str, str, str]], unread: list[str]
):
    answer = ask(TITLE + text)
    assert [(one["what"], one["start"], one["end"]) for one in answer["found"]] == found
    assert [one["why"] for one in answer["unread"]] == unread


def test_a_fee_for_a_person_alone():
    (fee,) = ask(TITLE + "报名费每人10元。")["fees"]
    assert [fee.get("yuan_per_person"), fee.get("yuan_per_paper")] == ["10", None]
