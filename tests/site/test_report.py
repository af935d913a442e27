"""报告错误: the page writes the report of a fact, and sends it nowhere by itself."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import StaticServer
from tests.site.test_pages import violations

PATH = "/about/report/"
CANARY = "鹦鹉螺"


def open_page(page: Page, server: StaticServer, fragment: str = "") -> None:
    page.goto(server.url(PATH + fragment))
    page.locator("#tool-form:not([hidden])").wait_for()


def report(page: Page) -> str:
    return page.locator("#tool-report").input_value()


def set_address(page: Page, to: str) -> None:
    """As a deployment that names an address builds the page."""
    link = f'<a class="md-button" id="tool-send" href="{to}">x</a>'
    page.route(
        re.compile(f"{PATH}$"),
        lambda route: route.fulfill(
            body=route.fetch()
            .text()
            .replace('data-to=""', f'data-to="{to}"')
            .replace("复制报告</button>", f"复制报告</button>{link}")
            .replace('<p id="tool-said"', '<p id="tool-paste" hidden>x</p><p id="tool-said"'),
            content_type="text/html",
        ),
    )


def test_a_report_says_what_is_wrong_where_and_what_is_right(
    page: Page, server: StaticServer, site: Path
):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    events = json.loads((site / "api/v1/calendar.json").read_text("utf-8"))["data"]["events"]
    one = next(e for e in events if e["area"] == "guangdong" and e["kind"] == "registration")
    open_page(page, server)
    page.select_option("#tool-area", "guangdong")
    page.select_option("#tool-what", "registration")
    page.fill("#tool-year", str(one["exam_year"]))
    page.fill("#tool-right", CANARY)
    year, month, day = map(int, one["date"].split("-"))
    expect(page.locator("#tool-ours")).to_contain_text(f"{year}年{month}月{day}日")
    page.fill("#tool-seen", "https://example.org/notice")
    page.fill("#tool-quote", "网上报名时间")
    said = report(page)
    for words in (
        "地区：广东",
        f"年度：{one['exam_year']}",
        "哪件事：网上报名",
        "/provinces/guangdong/",
        f"本站写的：{year}年{month}月{day}日",
        f"应当是：{CANARY}",
        "https://example.org/notice",
        "那里的原话：“网上报名时间”",
    ):
        assert words in said
    assert page.locator("#tool-note").text_content() == ""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#tool-copy")
    expect(page.locator("#tool-said")).to_have_text("已复制。")
    assert page.evaluate("navigator.clipboard.readText()") == said
    assert not [url for url in asked if CANARY in url or "guangdong" in url]
    assert violations(page) == []


def test_what_has_no_date_here_is_not_said_to_be_missing(page: Page, server: StaticServer):
    open_page(page, server, "#area=guangdong")
    assert "地区：广东" in report(page)
    page.select_option("#tool-what", "fees")
    page.fill("#tool-year", "2025")
    page.dispatch_event("#tool-year", "change")
    assert page.locator("#tool-ours").text_content() == ""
    page.select_option("#tool-what", "registration")
    page.fill("#tool-year", "2099")
    page.dispatch_event("#tool-year", "change")
    expect(page.locator("#tool-ours")).to_have_text("本站还没有这个日期。")


@pytest.mark.parametrize("typed", ["11010519491231002X", "手机13800138000"])
def test_personal_numbers_are_pointed_out(page: Page, server: StaticServer, typed: str):
    open_page(page, server)
    page.fill("#tool-quote", typed)
    expect(page.locator("#tool-note")).to_contain_text("身份证")
    page.fill("#tool-quote", "2025年6月28日")
    expect(page.locator("#tool-note")).to_have_text("")


@pytest.mark.parametrize(
    ("to", "body"),
    [
        ("mailto:errors@example.org", "body"),
        ("https://example.org/owner/name/issues/new", "body"),
        ("https://example.org/group/name/-/issues/new", "issue[description]"),
    ],
)
def test_an_address_that_takes_a_text_is_opened_with_it(
    page: Page, server: StaticServer, to: str, body: str
):
    set_address(page, to)
    open_page(page, server)
    page.fill("#tool-right", CANARY)
    address = page.locator("#tool-send").get_attribute("href")
    assert address.startswith(f"{to}?")
    assert parse_qs(urlsplit(address).query)[body] == [report(page)]
    expect(page.locator("#tool-paste")).to_be_hidden()


@pytest.mark.parametrize(
    ("to", "right"),
    [
        ("https://example.org/form", CANARY),
        ("mailto:errors@example.org", CANARY * 400),
    ],
)
def test_one_that_does_not_take_it_asks_for_pasting(
    page: Page, server: StaticServer, to: str, right: str
):
    set_address(page, to)
    open_page(page, server)
    page.fill("#tool-right", right)
    assert page.locator("#tool-send").get_attribute("href") == to
    expect(page.locator("#tool-paste")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_it_fits_a_phone_and_goes_by_keyboard(page: Page, server: StaticServer, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    open_page(page, server)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.focus("#tool-area")
    for name in ("what", "year", "page", "right", "seen", "quote", "report", "copy"):
        page.keyboard.press("Tab")
        expect(page.locator(f"#tool-{name}")).to_be_focused()


def test_without_scripts_it_says_what_to_write(page: Page, server: StaticServer):
    page.route("**/assets/**/*.js", lambda route: route.abort())
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto(server.url(PATH))
    expect(page.locator("#tool-form")).to_be_hidden()
    expect(page.locator("article")).to_contain_text("请写清楚")


def test_a_province_leads_here_with_itself_chosen(page: Page, server: StaticServer):
    page.goto(server.url("/provinces/hunan/"))
    page.get_by_role("link", name="交给我们").click()
    page.locator("#tool-form:not([hidden])").wait_for()
    assert page.locator("#tool-area").input_value() == "hunan"
