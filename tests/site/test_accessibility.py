"""Every page passes axe in both schemes and fits every zoom; the main jobs go by keyboard alone;
screen readers are told the names; forced colours and reduced motion are honoured.

The statement for readers is docs/about/accessibility.md: what is asserted here is claimed there.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from tests.site.checker_page import expect_answered
from tests.site.conftest import StaticServer
from tests.site.test_pages import violations
from tests.site.walk import ONE_OF_EACH_KIND, addresses, walks

# The CSS width of a 1280-pixel window at zooms of 400, 200 and 100 %.
ZOOMS = {400: 320, 200: 640, 100: 1280}
DEPENDS = "#apply_on=2026-02-10&a=2026-01-01:10&a=2026-01-05:9&a=2026-01-09:9"
STATES = "tools/states/"
# What the theme's button does; the media query alone changes nothing once the page is there.
DARK = "document.body.matches('[data-md-color-scheme]') && (document.body.dataset.mdColorScheme = 'slate')"
# Where the focus is, as somebody who looks sees it. The theme's radio buttons show it at their label.
FOCUS = """() => {
  const focused = document.activeElement;
  const shown = focused.matches(".md-option") ? focused.nextElementSibling : focused;
  const box = shown.getBoundingClientRect();
  const seen = box.width && box.right > 0 && box.bottom > 0
    && box.left < innerWidth && box.top < innerHeight
    && shown.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const { outlineStyle } = getComputedStyle(shown);
  return seen && outlineStyle !== "none";
}"""


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A page on a computer, for somebody who asked for less motion: nothing is on its way."""
    context = browser.new_context(
        locale="zh-CN",
        reduced_motion="reduce",
        service_workers="block",
        viewport={"width": 1280, "height": 800},
    )
    yield context.new_page()
    context.close()


def open_page(page: Page, url: str) -> None:
    """Until what the page's scripts draw by themselves is there."""
    page.goto(url)
    if url.endswith("/tools/states/"):
        page.locator("[data-drawn]").wait_for(timeout=60_000)
    if url.endswith("/tools/eligibility/"):
        page.locator("[data-all]").click()  # else one question is seen at a time


@pytest.mark.long
@walks
def test_every_page_passes_axe_in_both_schemes_and_fits_every_zoom(
    desk: Page, server: StaticServer, pages: str | int
):
    found = []
    for address in addresses(pages):
        desk.emulate_media(color_scheme="light", reduced_motion="reduce")
        desk.set_viewport_size({"width": 390, "height": 844})
        open_page(desk, server.url(f"/{address}"))
        if address == STATES:  # test_states has axe look at it, all folds open
            continue
        found += [f"{address}: {v}" for v in violations(desk)]
        if pages != ONE_OF_EACH_KIND:  # by night: in `make trust`, on every page
            desk.emulate_media(color_scheme="dark", reduced_motion="reduce")
            desk.evaluate(DARK)
            found += [f"{address}, dark: {v}" for v in violations(desk, "color-contrast")]
        for zoom, width in ZOOMS.items():
            desk.set_viewport_size({"width": width, "height": width * 5 // 8})
            wide = desk.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{address}: {wide} pixels at {zoom} %, where {width} are seen")
    assert not found, "\n".join(found)


def tab_to(page: Page, target: Locator) -> None:
    """Presses Tab until `target` has the focus; nobody may be lost on the way."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
        try:
            page.wait_for_function(FOCUS, timeout=10_000)  # a busy machine scrolls late
        except NotInTime:
            where = page.evaluate("document.activeElement.outerHTML.slice(0, 150)")
            raise AssertionError(f"the focus cannot be seen at {where}") from None
    raise AssertionError(f"Tab never came to {target}")


def test_a_keyboard_asks_about_an_annotation(desk: Page, server: StaticServer):
    desk.goto(server.url("/tools/annotation/"))
    desk.keyboard.press("Tab")
    expect(desk.locator(".md-skip")).to_be_focused()
    tab_to(desk, desk.get_by_role("button", name="＋ 添加一次加注"))
    desk.keyboard.press("Enter")
    first = desk.get_by_role("group", name="第 1 次加注")
    expect(first.get_by_label("申请日期").first).to_be_focused()
    desk.keyboard.type("2026-1-1")
    tab_to(desk, desk.locator("#tool-apply_on"))
    desk.keyboard.type("2026-2-10")
    tab_to(desk, desk.get_by_role("button", name="计算"))
    desk.keyboard.press("Space")
    expect_answered(desk)
    expect(desk.locator("#tool-said")).to_contain_text("2026年2月10日")
    tab_to(desk, desk.get_by_role("button", name="复制链接"))


def test_a_keyboard_asks_about_renewal(desk: Page, server: StaticServer):
    desk.goto(server.url("/tools/renewal/"))
    tab_to(desk, desk.locator("[data-field=registered_until]"))
    desk.keyboard.type("2026-12-31")
    desk.keyboard.press("Enter")
    expect_answered(desk)
    tab_to(desk, desk.get_by_role("button", name="复制链接"))


def test_a_keyboard_opens_a_province(desk: Page, server: StaticServer):
    desk.goto(server.url("/"))
    tab_to(desk, desk.locator(".md-tabs").get_by_role("link", name="各省"))
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(server.url("/provinces/"))
    tab_to(desk, desk.locator(".md-content").get_by_role("link", name="广东").first)
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(server.url("/provinces/guangdong/"))


def test_a_keyboard_searches(desk: Page, server: StaticServer):
    desk.goto(server.url("/"))
    tab_to(desk, desk.get_by_role("button", name="搜索"))
    desk.keyboard.press("Enter")
    desk.keyboard.type("继续教育")
    found = desk.get_by_role("dialog").locator("li a")
    expect(found.first).to_be_visible()
    desk.keyboard.press("ArrowDown")
    expect(found.first).to_be_focused()
    address = found.first.get_attribute("href")
    desk.keyboard.press("Enter")
    assert address
    expect(desk.locator(".md-content h1")).to_contain_text("继续教育")


@pytest.mark.parametrize("query", ["继续教育", "加注 彩票", "彩票"])
def test_axe_finds_nothing_in_the_open_search(desk: Page, server: StaticServer, query: str):
    desk.goto(server.url("/"))
    desk.keyboard.press("/")
    desk.keyboard.type(query)
    desk.locator("dialog[data-state=ready] a").first.wait_for()
    assert violations(desk) == []
    desk.evaluate(DARK)
    assert violations(desk, "color-contrast") == []


def test_a_keyboard_ticks_a_checklist(desk: Page, server: StaticServer):
    desk.goto(server.url("/guides/first-registration/"))
    box = desk.get_by_role("checkbox").first
    expect(box).to_be_enabled()
    tab_to(desk, box)
    desk.keyboard.press("Space")
    expect(box).to_be_checked()


def test_a_keyboard_uses_the_menu_of_a_zoomed_page(desk: Page, server: StaticServer):
    desk.set_viewport_size({"width": 320, "height": 480})
    desk.goto(server.url("/guides/practice-registration/"))
    menu = desk.get_by_role("button", name="菜单")
    sidebar = desk.locator(".md-sidebar--primary")
    tab_to(desk, menu)
    expect(sidebar).to_be_hidden()
    desk.keyboard.press("Space")
    expect(sidebar).to_be_visible()
    desk.keyboard.press("Escape")
    expect(sidebar).to_be_hidden()
    expect(menu).to_be_focused()
    desk.keyboard.press("Enter")
    tab_to(desk, sidebar.get_by_role("link", name="继续教育", exact=True))
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(server.url("/guides/continuing-education/"))


FORM = """
- group "1. 以前申请过加注吗？":
  - group "第 1 次加注":
    - paragraph:
      - textbox "申请日期": 2026-01-01
      - textbox "用日历选日期"
    - paragraph:
      - combobox "有效期"
    - paragraph:
      - spinbutton "天数": "10"
    - button "删除第 1 次加注"
  - button "＋ 添加一次加注"
- group "2. 打算申请":
  - paragraph:
    - textbox "申请日期": 2026-02-10
    - textbox "用日历选日期"
  - paragraph:
    - spinbutton "申请几日"
- paragraph:
  - button "计算"
  - button "清空"
- paragraph:
  - checkbox "关掉这个标签页以后也记在这台设备上"
"""
ANSWER = """
- region "结论":
  - heading "2026年2月10日能不能申请，要看怎样理解规定" [level=2]
  - heading "最早哪天可以申请" [level=3]
  - term: 通常的理解
  - definition:
    - time: 2026年4月1日
    - text: 值得一试的日期
  - paragraph:
    - button "复制链接"
  - group:
    - heading "换一天、换天数试试" [level=3]
    - slider "申请日期"
  - group:
    - heading "为什么" [level=3]
  - group:
    - heading "出处" [level=3]
"""


def test_a_screen_reader_is_told_the_names_and_the_answer(desk: Page, server: StaticServer):
    desk.goto(server.url(f"/tools/annotation/{DEPENDS}"))
    expect_answered(desk)
    expect(desk.locator("#tool-form")).to_match_aria_snapshot(FORM)
    expect(desk.locator("#tool-answer")).to_match_aria_snapshot(ANSWER)
    expect(desk.locator("#tool-said")).to_have_role("status")
    expect(desk.locator("#tool-said")).to_contain_text("要看怎样理解规定")
    expect(desk.locator("#tool-apply_on")).to_have_accessible_description(
        "不填就按今天（北京时间）。可以写 2026-1-5、2026年1月5日、20260105"
    )


def test_forced_colours_leave_no_button_or_state_to_its_background(
    desk: Page, server: StaticServer
):
    desk.emulate_media(forced_colors="active", reduced_motion="reduce")
    desk.goto(server.url(f"/tools/annotation/{DEPENDS}"))
    expect_answered(desk)
    drawn = """all => all.filter((e) => e.checkVisibility() && getComputedStyle(e).borderStyle === "none")
      .map((e) => e.outerHTML)"""
    assert (
        desk.locator(
            "#tool-form :is(button, input:not([type=checkbox])), #tool-answer .md-button"
        ).evaluate_all(drawn)
        == []
    )
    expect(desk.locator("#tool-answer")).to_have_css("border-top-style", "solid")
    desk.goto(server.url("/guides/annotation/"))
    here = desk.locator(".here a[aria-current]")
    other = desk.locator(".here a[aria-label]:not([aria-current])").first
    width = "element => parseFloat(getComputedStyle(element).borderTopWidth)"
    assert here.evaluate(width) > other.evaluate(width)


def test_nothing_moves_for_who_asked_for_less_motion(desk: Page, server: StaticServer):
    desk.goto(server.url(f"/tools/annotation/{DEPENDS}"))
    expect_answered(desk)
    desk.get_by_role("button", name="晚一天").click()
    assert desk.evaluate("document.getAnimations().length") == 0
    expect(desk.locator("html")).to_have_css("scroll-behavior", "auto")
