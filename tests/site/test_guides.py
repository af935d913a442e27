"""The guides as readers meet them: the journey, checklists, a page that is not there, paper."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import StaticServer
from tests.site.walk import html_files

FIRST_SCREEN = 844


def test_the_journey_is_whole_without_javascript(browser: Browser, server: StaticServer):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url("/guides/"))
    steps = page.locator("ol.journey > li")
    assert steps.count() == 9
    for i in range(9):
        text = steps.nth(i).inner_text()
        assert all(part in text for part in ("要准备：", "多久：", "得到：", "看：")), text
        assert steps.nth(i).get_by_role("link").count() >= 1
    context.close()


def test_a_guide_says_where_one_is_and_leads_on(page: Page, server: StaticServer):
    page.goto(server.url("/guides/annotation/"))
    row = page.get_by_role("navigation", name="全流程")
    expect(row.locator("[aria-current=step]")).to_have_text("6")
    row.get_by_role("link", name="首次注册", exact=True).click()
    expect(page).to_have_url(server.url("/guides/#first-registration"))
    expect(page.locator("#first-registration")).to_be_in_viewport()


def test_every_guide_ends_with_sources_the_last_check_and_a_way_to_report(site: Path):
    written = [
        p for p in site.glob("guides/*/index.html") if 'class="answer-first"' in p.read_text()
    ]
    assert len(written) >= 20
    facts_pages = {"fees", "pass-rates", "scores-and-certificates", "continuing-education-portals"}
    for path in written:
        if path.parent.name in facts_pages:
            continue
        text = path.read_text("utf-8")
        for part in ('id="sources"', "最近核对：", "也叫：", ">报告这一页的错误</a>"):
            assert part in text, f"{path}: {part}"
        assert text.index('class="answer-first"') < text.index("<h2"), path


def test_a_link_into_what_is_folded_opens_every_part_around_it(page: Page, server: StaticServer):
    page.goto(server.url("/guides/faq/#x-refund"))
    refund = page.locator("#x-refund")
    expect(refund.get_by_text("没有看到来源").first).to_be_visible()
    expect(refund).to_be_in_viewport()
    page.goto(server.url("/guides/faq/"))
    expect(page.locator("#c-hours")).to_be_hidden()
    page.evaluate("location.hash = 'c-hours'")
    expect(page.locator("#c-hours summary")).to_be_visible()
    page.goto(server.url("/guides/faq/#registration"))
    expect(page.locator("#r-fee summary")).to_be_visible()
    page.goto(server.url("/guides/continuing-education/"))
    source = page.locator('a[href*="about/sources/#"]').first
    named = urljoin(page.url, source.get_attribute("href") or "")
    page.goto(named)
    expect(page.locator(f"[id='{named.split('#')[1]}']")).to_be_in_viewport()


@pytest.mark.trust
def test_no_guide_is_longer_than_six_screens_of_a_phone(
    page: Page, server: StaticServer, site: Path
):
    page.set_viewport_size({"width": 390, "height": FIRST_SCREEN})
    long = []
    for path in sorted(site.glob("guides/**/index.html")):
        page.goto(server.url(f"/{path.parent.relative_to(site).as_posix()}/"))
        height = page.evaluate("document.documentElement.scrollHeight")
        if height > 6 * FIRST_SCREEN:
            long.append(f"{path.parent.name}: {height / FIRST_SCREEN:.1f}")
    assert long == []


def test_ticks_stay_on_the_device_and_can_be_cleared(page: Page, server: StaticServer):
    asked: list[str] = []
    page.goto(server.url("/guides/first-registration/"))
    box = page.get_by_role("checkbox").first
    expect(box).to_be_enabled()
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: asked.append(request.url))
    box.check()
    assert asked == []
    page.reload()
    expect(page.get_by_role("checkbox").first).to_be_checked()
    expect(page.get_by_role("checkbox").nth(1)).not_to_be_checked()
    page.goto(server.url("/guides/e-certificate-download/"))
    expect(page.get_by_role("checkbox").first).to_be_enabled()
    expect(page.get_by_role("checkbox").first).not_to_be_checked()
    page.goto(server.url("/guides/first-registration/"))
    page.get_by_role("button", name="清空勾选").click()
    assert page.evaluate("Object.keys(localStorage).filter(k => k.includes('checklist'))") == []
    page.reload()
    expect(page.get_by_role("checkbox").first).not_to_be_checked()


def test_boxes_work_where_nothing_may_be_kept(page: Page, server: StaticServer):
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('no') }")
    page.goto(server.url("/guides/first-registration/"))
    page.get_by_role("checkbox").first.check()
    expect(page.get_by_text("这个浏览器不让保存")).to_be_visible()


def test_home_answers_what_to_do_now_on_the_first_screen(page: Page, server: StaticServer):
    page.goto(server.url("/"))
    answers = page.locator(".now a")
    assert answers.count() >= 5
    last = answers.last.bounding_box()
    assert last
    assert last["y"] + last["height"] <= FIRST_SCREEN


def test_a_page_that_is_not_there_helps_on(page: Page, server: StaticServer):
    page.goto(server.url("/404.html"))
    for name in ("办事指南", "加注计算器", "考试日历", "首页"):
        link = page.locator(".md-content").get_by_role("link", name=name)
        address = link.get_attribute("href")
        assert address
        assert page.request.get(urljoin(page.url, address)).ok


def test_a_short_address_leads_to_its_page(page: Page, server: StaticServer):
    page.goto(server.url("/faq/"))
    expect(page).to_have_url(server.url("/guides/faq/"))


def test_a_guide_prints_on_paper_without_the_furniture(page: Page, server: StaticServer):
    page.goto(server.url("/guides/first-registration/"))
    expect(page.get_by_role("checkbox").first).to_be_enabled()
    page.emulate_media(media="print")
    for selector in (".md-header", ".md-footer__inner", ".here", ".checklist-actions"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.get_by_role("checkbox").first.is_visible()


def test_every_page_describes_itself(site: Path):
    said: dict[str, Path] = {}
    for path in html_files():
        text = path.read_text("utf-8")
        if path.name == "404.html" or 'http-equiv="refresh"' in text or 'content="noindex"' in text:
            continue
        found = re.search(r'<meta name="?description"? content="([^"]+)"', text)
        assert found, path
        assert found[1] not in said, f"{path} and {said[found[1]]} say the same"
        said[found[1]] = path
    assert len(said) > 60
