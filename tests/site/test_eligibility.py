"""The page that says whether one may sit: its questions by tap and by key, its answers, its links."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from checker.bridge import handle
from scripts.places import ROOT
from tests.how_many import few
from tests.site.checker_page import change, expect_answered, open_part
from tests.site.conftest import StaticServer
from tests.site.test_pages import violations

ELIGIBILITY = "/tools/eligibility/"
LINKS = {
    "enough": "#exam_year=2027&s=college~pharmacy~2022-07-01&p=2022-07-05~now",
    "not enough": "#exam_year=2026&s=college~related~2022-07-01&p=2022-07-05~now",
    "gaps": "#exam_year=2024&s=college~pharmacy~2020-07-01&p=2020-07-05~2022-01-15&p=2022-07-10~now",
    "full-time study": "#exam_year=2026&s=college~pharmacy~2020-07-01&p=2020-01-05~now&f=2022-09-01~2024-06-30",
    "two degrees": "#exam_year=2026&s=college~related~2020-07-01&s=bachelor~pharmacy~2024-06-30&p=2023-05-06~now",
    "of the exam year": "#exam_year=2027&s=doctor~pharmacy~2027-06-30",
    "secondary": "#exam_year=2027&s=secondary~pharmacy~2010-07-01&p=2010-07-05~now",
    "a nurse with a title": "#exam_year=2027&senior_title=1&s=bachelor~related~2010-07-01&p=2015-03-31~now",
    "the earliest alone": "#s=college~pharmacy~2024-07-01&p=2024-07-05~now",
}  # fmt: skip
DEGREES = {"college": "大专", "bachelor": "本科", "secondary": "中专", "doctor": "博士"}
FIELDS = {"pharmacy": "药学", "related": "相关"}


def asked(link: str) -> list[str]:
    """The same on the command line."""
    options: list[str] = []
    for name, value in (part.split("=") for part in link[1:].split("&")):
        if name == "exam_year":
            options += ["--exam-year", value]
        elif name == "senior_title":
            options += ["--senior-title"]
        elif name == "s":
            degree, field, graduated = value.split("~")
            options += ["--study", f"{DEGREES[degree]},{FIELDS[field]},{graduated}"]
        else:
            span = value.replace("~now", "~至今")
            options += ["--post" if name == "p" else "--full-time", span]
    return options


@pytest.mark.parametrize("name", LINKS)
def test_the_page_answers_as_the_command_line_does(page: Page, server: StaticServer, name: str):
    command = [sys.executable, "-m", "checker", "eligibility", "--json", *asked(LINKS[name])]
    said = json.loads(
        subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout
    )
    page.goto(server.url(ELIGIBILITY + LINKS[name]))
    expect_answered(page)
    answer = page.locator("#tool-answer")
    expect(answer).to_have_attribute("data-verdict", said.get("verdict", "earliest"))
    certain = said["earliest"]["certain"]
    expect(answer.locator("[data-answer=earliest]")).to_have_attribute("value", str(certain or ""))
    for step in said["explanation"]:
        expect(answer.locator("[data-part] ol")).to_contain_text(step["text"])
    if "verdict" not in said:
        return
    days = said["counted"]["days"]
    expect(answer.locator("[data-answer='counted.days']")).to_contain_text(
        f"{days} 天" if days else "没有"
    )
    shown = answer.locator("[data-reading]").evaluate_all(
        "(all) => all.map((one) => [one.dataset.reading, one.cells[0].textContent])"
    )
    assert shown == [
        [f"{r['sum']} {r['by']}", "可以" if r["eligible"] else "不能"] for r in said["readings"]
    ]


def test_the_questions_by_tap(browser: Browser, server: StaticServer):
    context = browser.new_context(
        service_workers="block",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-27T04:00:00Z")
    page.goto(server.url(ELIGIBILITY))
    page.locator("#tool-form[data-attached]").wait_for()
    expect(page.get_by_text("第 1 问，共 6 问")).to_be_visible()
    expect(page.get_by_role("button", name="上一问")).to_be_hidden()
    page.get_by_role("button", name="大专").tap()
    page.get_by_role("button", name="相关专业", exact=True).tap()
    page.get_by_role("button", name="上一问").tap()
    expect(page.get_by_role("button", name="相关专业", exact=True, pressed=True)).to_be_visible()
    page.get_by_role("button", name="药学类、中药学类专业").tap()
    page.fill("#tool-study-0-graduated", "2022年7月1日")
    page.get_by_role("button", name="下一问").tap()
    page.get_by_text("这算药学岗位吗").tap()
    expect(page.get_by_text("化妆品销售").first).to_be_visible()
    page.get_by_role("button", name="在做，或者做过").tap()
    page.fill("#tool-post-0-from", "20230105")
    expect(page.locator("#tool-post-0-kind")).to_have_value("")  # whether it goes on is not guessed
    page.get_by_role("button", name="下一问").tap()
    expect(page.locator("#tool-post-0-kind")).to_be_focused()
    expect(page.locator("#tool-post-0-kind")).to_have_accessible_description(
        re.compile("还在岗，还是")
    )
    page.locator("#tool-post-0-kind").select_option("还在岗")
    page.get_by_role("button", name="下一问").tap()
    expect(page.locator("#tool-exam_year")).to_have_value("2027")
    small = page.evaluate(
        """() => [...document.querySelectorAll("#tool-form :is(button, summary)")]
             .filter((b) => b.getClientRects().length && b.getBoundingClientRect().height < 24)
             .map((b) => b.textContent)"""
    )
    assert small == []
    page.get_by_role("button", name="计算").tap()
    expect_answered(page)
    expect(page.locator("#tool-answer .verdict")).to_have_text("可以报 2027 年度的考试")
    expect(page.locator("#tool-form [data-asked]")).to_contain_text("2023年1月5日起，还在岗")
    expect(page).to_have_url(
        re.compile("&exam_year=2027&s=college~pharmacy~2022-07-01&p=2023-01-05~now&k=")
    )
    context.close()


def test_the_questions_by_key(page: Page, server: StaticServer):
    page.goto(server.url(ELIGIBILITY))
    page.locator("#tool-form[data-attached]").wait_for()
    page.get_by_role("button", name="博士").focus()
    for question, keys in (
        ("学的是什么专业", ["Enter"]),
        ("哪天毕业", ["Tab", "Enter"]),
    ):
        for key in keys:
            page.keyboard.press(key)
        expect(page.locator("[data-question]:focus")).to_contain_text(question)
    page.keyboard.press("Tab")
    page.keyboard.type("2020.6.30")
    page.keyboard.press("Enter")
    expect(page.locator("[data-question]:focus")).to_contain_text("做过药学或中药学岗位")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # no: no dates of posts are asked for
    expect(page.locator("[data-question]:focus")).to_contain_text("最后")
    page.locator("#tool-exam_year").focus()
    page.keyboard.press("Enter")
    expect_answered(page)
    expect(page.locator("#tool-answer")).to_have_attribute("data-verdict", "eligible")
    expect(page.locator("#tool-answer")).to_be_focused()


def test_nonsense_is_said_beside_the_question_and_kept(page: Page, server: StaticServer):
    page.goto(server.url(ELIGIBILITY + "#exam_year=2026&s=doctor~pharmacy~2020-06-30"))
    expect_answered(page)  # Python is there
    change(page)
    page.click("#tool-form [type=reset]")
    page.get_by_role("button", name="大专").click()
    page.get_by_role("button", name="相关专业", exact=True).click()
    page.fill("#tool-study-0-graduated", "下周")
    page.get_by_role("button", name="下一问").click()
    field = page.locator("#tool-study-0-graduated")
    expect(field).to_be_focused()
    expect(field).to_have_value("下周")
    expect(field).to_have_accessible_description(re.compile("看不懂这个日期"))
    page.fill("#tool-study-0-graduated", "2022-2-30")
    page.get_by_role("button", name="下一问").click()
    expect(field).to_have_accessible_description(re.compile("不是真实日期"))
    page.fill("#tool-study-0-graduated", "2022-2-28")
    page.get_by_role("button", name="下一问").click()
    expect(page.locator("[data-question]:focus")).to_contain_text("做过药学或中药学岗位")
    expect(field).to_have_value("2022-02-28")


@pytest.mark.parametrize(
    ("link", "field", "sentence"),
    [
        ("#exam_year=2026&p=2022-01-05~now", "#tool-study-0-degree", "还没有填"),
        ("#exam_year=2026&s=college~~2022-07-01", "#tool-study-0-field", "还没有填"),
        ("#exam_year=2026&s=phd~pharmacy~2022-07-01", "#tool-study-0-degree", "phd"),
        ("#exam_year=2026&s=college~pharmacy~2022-07-01~9", "#tool-study-0-graduated", "日期"),
        ("#exam_year=1999&s=college~pharmacy~2022-07-01", "#tool-exam_year", "2022"),
        ("#exam_year=2026&s=college~pharmacy~2022-07-01&p=~2022-01-05", "#tool-post-0-from", "还没有填"),
        ("#exam_year=2026&s=college~pharmacy~2022-07-01&p=2022-01-05~2021-01-05", "#tool-post-0-to", "早于"),
        ("#exam_year=2026&s=college~pharmacy~2022-07-01&f=2022-01-05~2021-01-05", "#tool-away-0-to", "早于"),
        (
            "#exam_year=2026&s=college~pharmacy~2022-07-01&s=college~pharmacy~2022-07-01",
            "#tool-study-1-degree", "完全相同",
        ),
    ],
)  # fmt: skip
def test_wrong_entries_get_a_sentence_beside_the_field(
    page: Page, server: StaticServer, link: str, field: str, sentence: str
):
    page.goto(server.url(ELIGIBILITY + link))
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "error", timeout=60_000)
    expect(page.locator(field)).to_be_visible()
    expect(page.locator(field)).to_have_attribute("aria-invalid", "true")
    expect(page.locator(field)).to_have_accessible_description(re.compile(sentence))


@pytest.mark.parametrize("path", [ELIGIBILITY, "/tools/agenda/"])
@pytest.mark.parametrize(
    ("open_end", "row"),
    [("p=2016-07-05", "post"), ("f=2017-09-01", "away"), ("p=2016-07-05~", "post")],
)
def test_an_end_of_which_nothing_was_said_is_asked_for_and_never_taken_as_going_on(
    page: Page, server: StaticServer, path: str, open_end: str, row: str
):
    """As older links are, and as somebody forgets it."""
    page.goto(server.url(f"{path}#s=college~pharmacy~2016-07-01&{open_end}"))
    answer, end = page.locator("#tool-answer"), page.locator(f"#tool-{row}-0-kind")
    expect(answer).to_have_attribute("data-state", "error", timeout=60_000)
    expect(answer.locator("[data-answer], [data-item]")).to_have_count(0)
    expect(end).to_have_value("")
    expect(end).to_have_attribute("aria-invalid", "true")
    expect(end).to_have_accessible_description(re.compile("没有选"))
    expect(page.locator("#tool-study-0-graduated")).to_have_value("2016-07-01")
    last = page.locator(f"#tool-{row}-0-to")
    expect(last).to_be_hidden()
    end.select_option("to")
    page.locator("#tool-form [type=submit]").click()
    expect(last).to_have_accessible_description(re.compile("还没有填"))
    last.fill("2018-01-04")
    page.locator("#tool-form [type=submit]").click()
    expect_answered(page)
    expect(page).to_have_url(re.compile(rf"{open_end.rstrip('~')}~2018-01-04&k="))
    expect(page.locator("[data-goes-on]")).to_have_count(0)


@pytest.mark.parametrize("path", [ELIGIBILITY, "/tools/agenda/"])
def test_what_was_kept_without_an_end_is_asked_for(page: Page, server: StaticServer, path: str):
    page.goto(server.url(path))
    page.locator("#tool-form[data-attached]").wait_for()
    kept = {
        "studies": [{"degree": "college", "field": "pharmacy", "graduated": "2016-07-01"}],
        "posts": [{"from": "2016-07-05", "to": ""}],
        "full_time_studies": [], "annotations": [], "needs": [],
    }  # fmt: skip
    name = path.split("/")[2]
    page.evaluate("([key, kept]) => sessionStorage.setItem(key, kept)",
                  [f"yaoshi-zhiqi.form.{name}", json.dumps(kept)])  # fmt: skip
    page.reload()
    page.locator("#tool-form[data-attached]").wait_for()
    page.locator("#tool-form [type=submit]").click()
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "error", timeout=60_000)
    expect(page.locator("#tool-post-0-to")).to_have_accessible_description(re.compile("还没有填"))


def test_the_answer_says_until_when_it_takes_a_post_to_go_on(page: Page, server: StaticServer):
    page.goto(server.url(ELIGIBILITY + LINKS["gaps"]))
    expect_answered(page)
    expect(page.locator("[data-goes-on=posts]")).to_contain_text("一直做到2024年12月31日算")
    expect(page.locator("[data-goes-on]")).to_have_count(1)


def test_a_damaged_link_is_filled_in_and_not_answered(page: Page, server: StaticServer):
    page.goto(server.url(ELIGIBILITY + LINKS["gaps"]))
    expect_answered(page)
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    expect_answered(page)
    expect(page.locator("[data-link=unchecked]")).to_have_count(0)
    page.goto("about:blank")
    page.goto(link.replace("2022-01-15", "2022-01-1"))
    answer = page.locator("#tool-answer")
    expect(answer).to_have_attribute("data-code", "link_damaged")
    expect(page.locator("#tool-post-1-from")).to_have_value("2022-07-10")
    expect(page.locator("#tool-post-1-from")).to_be_visible()
    expect(answer.locator("[data-answer]")).to_have_count(0)


def test_what_was_typed_outlives_a_reload_and_is_shown_whole(page: Page, server: StaticServer):
    page.goto(server.url(ELIGIBILITY))
    page.locator("#tool-form[data-attached]").wait_for()
    page.get_by_role("button", name="大专").click()
    page.reload()
    page.locator("#tool-form[data-attached]").wait_for()
    expect(page.locator("#tool-study-0-degree")).to_have_value("college")
    expect(page.locator("#tool-study-0-degree")).to_be_visible()
    page.click("#tool-form [type=reset]")
    page.reload()
    page.locator("#tool-form[data-attached]").wait_for()
    expect(page.get_by_text("第 1 问，共 6 问")).to_be_visible()


def test_the_bars_are_as_long_as_the_days_they_stand_for(page: Page, server: StaticServer):
    page.goto(server.url(ELIGIBILITY + LINKS["full-time study"]))
    expect_answered(page)
    open_part(page, "天数图")
    wide = page.locator("#tool-answer svg rect:not(.key *)").evaluate_all(
        "(all) => all.filter((one) => !one.closest('.key')).map((one) => [one.getAttribute('class'), one.getBoundingClientRect().width])"
    )
    said = json.loads(
        handle(
            json.dumps(
                {
                    "op": "eligibility", "exam_year": 2026,
                    "studies": [{"degree": "college", "field": "pharmacy", "graduated": "2020-07-01"}],
                    "posts": [{"from": "2020-01-05"}],
                    "full_time_studies": [{"from": "2022-09-01", "to": "2024-06-30"}],
                }
            )
        )
    )  # fmt: skip
    left = [step["values"]["days"] for step in said["explanation"] if "why" in step["values"]]
    counted = said["counted"]["days"]
    missing = said["studies"][0]["readings"][0]["missing_days"]
    days = [
        ("made", counted),
        *([("asked", missing)] if missing else []),
        *(("left", n) for n in left),
    ]
    assert [kind for kind, _ in wide] == [kind for kind, _ in days]
    widths = [width for _, width in wide]
    for width, (_, count) in zip(widths, days, strict=True):
        assert abs(width / widths[0] - count / counted) < 0.01
    table = page.get_by_role("group", name="天数图")
    for _, count in days:
        expect(table).to_contain_text(f"{count} 天")


@pytest.mark.parametrize("scheme", few(["light", "dark"]))
def test_every_step_is_readable(browser: Browser, server: StaticServer, scheme: str):
    context = browser.new_context(
        service_workers="block",
        color_scheme=scheme,
        viewport={"width": 320, "height": 700},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(server.url(ELIGIBILITY))
    page.locator("#tool-form[data-attached]").wait_for()
    steps = ("大专", "相关专业", "下一问", "在做，或者做过", "下一问", "一次填完")
    for button in steps:
        for width in (320, 640):
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, button
        assert violations(page) == [], button
        if button == "下一问" and page.locator("#tool-study-0-graduated").is_visible():
            page.fill("#tool-study-0-graduated", "2022-07-01")
        page.locator("#tool-form").get_by_role("button", name=button, exact=True).click()
    assert violations(page) == []
    context.close()
