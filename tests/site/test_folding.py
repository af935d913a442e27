"""On a phone the form of a tool that has answered is one line, and the answer stands on top."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site.checker_page import PATH, THEME_RUNS, expect_answered
from tests.site.conftest import StaticServer
from tests.site.test_pages import violations

THREE = f"{PATH}#apply_on=2026-02-10&a=2026-01-01:90&a=2026-01-15:90&a=2026-02-01:90"
NEED = f"{PATH}#n=2026-06-01~2026-06-03~面试"
# A link to each tool: its form, its answer, what its line says, a field and what stands in it.
TOOLS = {
    "annotation": (THREE, "#tool-form", "#tool-answer", "3 次加注，2026年2月10日申请 90 日", "#tool-apply_on", "2026-02-10"),
    "plan": (NEED, "#tool-plan", "#tool-plan-answer", "1 段要用证书的日子，没有加注过", "#tool-need-0-from", "2026-06-01"),
    "renewal": (
        "/tools/renewal/#registered_until=2026-12-31&today=2026-11-23",
        "#tool-form", "#tool-answer", "有效期至2026年12月31日，站在2026年11月23日看", "#tool-today", "2026-11-23",
    ),
    "study": (
        "/tools/study/#kind=renewal&registered_until=2027-03-31&apply_on=2026-12-10",
        "#tool-form", "#tool-answer", "有效期至2027年3月31日，2026年12月10日申请延续", "#tool-registered_until", "2027-03-31",
    ),
    "scores": (
        "/tools/scores/#law=2024&comprehensive=2025&exempt=1",
        "#tool-form", "#tool-answer", "综合知识与技能 2025 年度，药事管理与法规 2024 年度，免试部分科目", "#tool-law", "2024",
    ),
}  # fmt: skip
WIDE = {"width": 1280, "height": 900}


def change(page: Page, form: str = "#tool-form") -> Locator:
    return page.locator(form).get_by_role("button", name="改填的内容")


@pytest.mark.parametrize("tool", TOOLS)
def test_a_link_opens_on_the_answer_with_what_was_asked_above_it(
    page: Page, server: StaticServer, tool: str
):
    link, form, answer, asked, field, value = TOOLS[tool]
    page.goto(server.url(link))
    expect(page.locator(answer)).to_have_attribute("data-state", "ready", timeout=60_000)
    expect(page.locator(f"{form} [data-asked] span")).to_have_text(asked)
    expect(page.locator(form).get_by_role("textbox")).to_have_count(0)
    expect(page.locator(field)).to_be_hidden()
    expect(page.locator(f"{form} [type=submit]")).to_be_hidden()
    for seen in (page.locator(f"{form} [data-asked]"), page.locator(f"{answer} .verdict")):
        expect(seen).to_be_in_viewport(ratio=1)
    expect(page.locator(answer)).to_be_focused()

    expect(change(page, form)).to_have_attribute("aria-expanded", "false")
    change(page, form).click()
    expect(change(page, form)).to_have_attribute("aria-expanded", "true")
    expect(page.locator(field)).to_be_visible()
    expect(page.locator(field)).to_have_value(value)
    change(page, form).click()
    expect(page.locator(field)).to_be_hidden()


@pytest.mark.parametrize("tool", TOOLS)
def test_on_a_wide_screen_nothing_folds(page: Page, server: StaticServer, tool: str):
    link, form, answer, _, field, value = TOOLS[tool]
    page.set_viewport_size(WIDE)
    page.goto(server.url(link))
    expect(page.locator(answer)).to_have_attribute("data-state", "ready", timeout=60_000)
    expect(page.locator(field)).to_be_visible()
    expect(page.locator(field)).to_have_value(value)
    expect(page.locator(f"{form} [data-asked]")).to_be_hidden()
    expect(page.locator(f"{answer} .sources a").first).to_be_visible()


def test_keyboard_and_screen_reader_come_to_the_answer_and_back(page: Page, server: StaticServer):
    page.goto(server.url("/tools/renewal/"))
    page.locator("#tool-form[data-attached]").wait_for()
    page.locator("#tool-registered_until").focus()
    page.keyboard.type("2026.12.31")
    page.keyboard.press("Enter")
    expect_answered(page)
    expect(page.locator("#tool-answer")).to_be_focused()
    expect(page.locator("#tool-said")).to_contain_text("提出延续注册申请")
    page.keyboard.press("Shift+Tab")
    expect(change(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(change(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#tool-registered_until")).to_be_focused()
    expect(page.locator("#tool-registered_until")).to_have_value("2026-12-31")
    page.locator("#tool-registered_until").fill("2027-12-31")
    page.keyboard.press("Enter")
    expect(page.locator("#tool-form [data-asked] span")).to_contain_text("有效期至2027年12月31日")
    expect(page.locator("#tool-registered_until")).to_be_hidden()
    expect(page.locator("#tool-answer")).to_be_focused()


def test_nothing_lies_over_what_was_asked(page: Page, server: StaticServer):
    page.goto(server.url(THREE))
    expect_answered(page)
    page.wait_for_function(THEME_RUNS)
    to_top = page.get_by_role("button", name="回到页面顶部")

    def read_on_and_go_back() -> None:
        page.mouse.wheel(0, 1500)
        page.wait_for_function("() => scrollY > 1000")
        page.mouse.wheel(0, -400)
        page.wait_for_timeout(500)

    page.mouse.move(100, 400)
    read_on_and_go_back()
    expect(to_top).to_be_hidden()
    change(page).click()
    read_on_and_go_back()
    expect(to_top).to_be_visible()


def test_nothing_lies_over_one_form_while_another_is_unfolded(page: Page, server: StaticServer):
    page.goto(server.url(f"{THREE}&n=2026-06-01~2026-06-03~面试"))
    expect_answered(page)
    expect(page.locator("#tool-plan-answer")).to_have_attribute("data-state", "ready")
    page.wait_for_function(THEME_RUNS)
    change(page, "#tool-plan").click()
    page.mouse.move(100, 400)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(300)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(500)
    expect(page.locator("#tool-apply_on")).to_be_hidden()
    expect(page.get_by_role("button", name="回到页面顶部")).to_be_hidden()


def test_typing_on_does_not_fold_the_form_under_the_hands(page: Page, server: StaticServer):
    page.goto(server.url(THREE))
    expect_answered(page)
    change(page).click()
    page.locator("#tool-days").fill("30")
    expect(page.locator("#tool-form [data-asked] span")).to_contain_text("30 日")
    expect(page.locator("#tool-days")).to_be_focused()
    page.locator("#tool-days").press("Tab")
    expect(page.locator("#tool-days")).to_be_visible()


def test_an_error_unfolds_and_nothing_typed_is_lost(page: Page, server: StaticServer):
    page.goto(server.url(THREE))
    expect_answered(page)
    page.evaluate("location.hash = 'apply_on=2026-02-10&days=91&a=2026-01-01:90'")
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "error")
    expect(page.locator("#tool-form [data-error]")).to_be_visible()
    expect(page.locator("#tool-days")).to_have_value("91")
    page.locator("#tool-days").fill("30")
    page.locator("#tool-form [type=submit]").click()
    expect_answered(page)
    expect(page.locator("#tool-days")).to_be_hidden()
    # nonsense, by hand
    change(page).click()
    page.locator("#tool-annotation-0-applied_on").fill("去年春天")
    page.locator("#tool-form [type=submit]").click()
    expect(page.locator("#tool-annotation-0-applied_on")).to_be_focused()
    expect(page.locator("#tool-annotation-0-applied_on")).to_have_value("去年春天")
    expect(page.locator("#tool-form [data-error]")).to_be_visible()


def test_a_damaged_link_shows_what_could_be_read(page: Page, server: StaticServer):
    page.goto(server.url(THREE))
    expect_answered(page)
    page.evaluate("location.hash = 'k=0&apply_on=2026-02-11&a=2026-01-01:90&k=0'")
    expect(page.locator("#tool-answer")).to_have_attribute("data-code", "link_damaged")
    expect(page.locator("#tool-apply_on")).to_be_visible()
    expect(page.locator("#tool-apply_on")).to_have_value("2026-02-11")


def test_an_error_of_the_planner_unfolds_the_form_in_which_it_stands(
    page: Page, server: StaticServer
):
    page.goto(server.url(f"{THREE}&n=2026-06-01~2026-06-03"))
    for answer in ("#tool-answer", "#tool-plan-answer"):
        expect(page.locator(answer)).to_have_attribute("data-state", "ready", timeout=60_000)
    change(page).click()
    page.locator("#tool-annotation-0-applied_on").fill("去年")
    change(page).click()
    change(page, "#tool-plan").click()
    page.locator("#tool-plan [type=submit]").click()
    expect(page.locator("#tool-annotation-0-applied_on")).to_be_visible()
    expect(page.locator("#tool-form [data-error]")).to_be_visible()


def test_clearing_unfolds_and_asks_anew(page: Page, server: StaticServer):
    page.goto(server.url(THREE))
    expect_answered(page)
    change(page).click()
    page.locator("#tool-form [type=reset]").click()
    expect(page.locator("#tool-form [data-asked]")).to_have_count(0)
    expect(page.locator("#tool-apply_on")).to_be_visible()


def test_what_few_read_is_one_tap_away_and_stays_as_it_was_left(page: Page, server: StaticServer):
    page.goto(server.url(THREE))
    expect_answered(page)
    region = page.locator("#tool-answer")
    for text in ("按通常理解，最早可以申请的日子", "现在做什么", "最早哪天可以申请", "复制链接"):
        expect(region.get_by_text(text).first).to_be_visible()
    inside = {
        "为什么": region.locator("ol .phrase").first,
        "18 种理解各得出什么": region.locator("[data-reading]").first,
        "名额和时间图": region.locator("[data-slot]").first,
        "出处": region.locator(".sources a").first,
        "换一天、换天数试试": region.get_by_role("button", name="晚一天"),
    }
    for name, content in inside.items():
        expect(content).to_be_hidden()
        region.locator("summary", has_text=re.compile(f"^{name}$")).click()
        expect(content).to_be_visible()
    inside["换一天、换天数试试"].click()
    expect(region.locator(".verdict")).to_contain_text("2026年2月11日")
    page.wait_for_timeout(300)  # the lower parts follow after a pause
    for content in inside.values():
        expect(content).to_be_visible()


def test_the_text_to_copy_is_the_same_whatever_is_folded(page: Page, server: StaticServer):
    copied = """() => {
      const copied = new Promise((resolve) => (navigator.clipboard.writeText = async (text) => resolve(text)));
      [...document.querySelectorAll("#tool-answer .take button")].find((one) => one.textContent === "复制成文字").click();
      return copied;
    }"""
    page.goto(server.url(THREE))
    expect_answered(page)
    folded = page.evaluate(copied)
    assert "出处" not in folded.split("\n")[0]
    assert "ANN-03" in folded
    page.set_viewport_size(WIDE)
    page.reload()
    expect_answered(page)
    assert page.evaluate(copied) == folded


def test_on_paper_everything_is_open_and_afterwards_as_before(page: Page, server: StaticServer):
    page.goto(server.url(THREE))
    expect_answered(page)
    source = page.locator("#tool-answer .sources a").first
    expect(source).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(source).to_be_visible()
    expect(page.locator("#tool-answer [data-reading]")).to_have_count(18)
    expect(page.locator("#tool-answer [data-reading]").first).to_be_visible()
    expect(page.locator("#tool-form")).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(source).to_be_hidden()


def test_a_table_that_was_read_folds_its_form(page: Page, server: StaticServer):
    page.goto(server.url("/tools/batch/"))
    page.locator("#tool-form[data-attached]").wait_for()
    page.locator("#tool-table").fill("姓名\t注册有效期至\n示例一\t2026-12-31\n示例二\t2027-12-31\n")
    page.locator("#tool-form [type=submit]").click()
    expect_answered(page)
    expect(page.locator("#tool-form [data-asked] span")).to_have_text("贴上的表格，2 行")
    expect(page.locator("#tool-table")).to_be_hidden()
    expect(page.locator("#tool-answer")).to_be_focused()
    change(page).click()
    expect(page.locator("#tool-table")).to_have_value(re.compile("示例一"))
    page.locator("#tool-form [type=reset]").click()
    expect(page.locator("#tool-table")).to_be_visible()
    expect(page.locator("#tool-form [data-asked]")).to_have_count(0)


@pytest.mark.trust
@pytest.mark.parametrize("width", [320, 390, 640])
def test_axe_finds_nothing_in_a_folded_tool(browser: Browser, server: StaticServer, width: int):
    """640 px is a window of 1280 px at a zoom of 200 %."""
    context = browser.new_context(service_workers="block", viewport={"width": width, "height": 800})
    page = context.new_page()
    for link, form, answer, *_ in TOOLS.values():
        page.goto("about:blank")
        page.goto(server.url(link))
        expect(page.locator(answer)).to_have_attribute("data-state", "ready", timeout=60_000)
        expect(page.locator(f"{form} [data-asked]")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, link
        assert change(page, form).evaluate("(one) => one.getBoundingClientRect().height") >= 24
        assert violations(page) == [], link
    context.close()
