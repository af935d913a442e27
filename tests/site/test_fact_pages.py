"""Pages made from facts, in a real browser: readable, accessible, and helpful where scripts run."""

from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import BASE_PATH, StaticServer

PAGES = (
    "/calendar/2025/",
    "/calendar/2026/",
    "/provinces/",
    "/provinces/guangdong/",
    "/guides/fees/",
    "/guides/scores-and-certificates/",
    "/guides/pass-rates/",
    "/guides/continuing-education-portals/",
    "/courses/",
    "/courses/educity/",
    "/courses/educity/tcm-question-bank-member/",
    "/courses/for-providers/",
    "/about/sources/",
    "/about/open-questions/",
    "/about/data/",
)


def test_every_link_inside_the_site_leads_somewhere(page: Page, server: StaticServer):
    wanted = set()
    for path in (*PAGES, "/", "/calendar/"):
        page.goto(server.url(BASE_PATH + path))
        links = page.locator("main a[href]").evaluate_all("all => all.map((a) => a.href)")
        wanted |= {link.split("#")[0] for link in links if link.startswith(server.origin)}
    assert any(link.endswith(".ics") for link in wanted)
    for link in sorted(wanted):
        assert link.startswith(server.url(BASE_PATH)), link
        assert page.request.get(link).ok, link


def test_a_source_can_be_followed_from_a_value(page: Page, server: StaticServer):
    page.goto(server.url("/provinces/hunan/"))
    link = page.locator('.proof a[href*="about/sources/#"]').first
    target = urljoin(page.url, link.get_attribute("href"))
    page.goto(target)
    source = page.locator(f'[id="{target.split("#")[1]}"]')
    expect(source).to_be_visible()
    expect(source).to_contain_text("湖南")


def test_areas_are_found_by_name_and_by_pinyin(page: Page, server: StaticServer):
    page.goto(server.url("/provinces/"))
    for typed in ("陕西", "shaanxi"):
        page.get_by_label("找地区").fill(typed)
        expect(page.locator("tr[data-area]:visible")).to_have_count(1)
        expect(page.locator("output")).to_have_text("找到 1 个地区")
    page.get_by_label("找地区").fill("")
    expect(page.locator("tr[data-area]:visible")).to_have_count(32)


def test_fees_are_sorted_both_ways(page: Page, server: StaticServer):
    page.goto(server.url("/guides/fees/"))
    head = page.get_by_role("button", name="每科（元）")

    def fees() -> list[int]:
        cells = page.locator("table.areas tbody tr td:nth-of-type(2)").all_inner_texts()
        return [int(cell) for cell in cells if cell.isdigit()]

    head.click()
    assert fees() == sorted(fees())
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    head.click()
    assert fees() == sorted(fees(), reverse=True)


def test_days_are_counted_by_the_date_in_beijing(browser: Browser, server: StaticServer):
    # Half past four in the afternoon in Greenwich is past midnight in Beijing.
    for clock, days in (("2026-11-22T15:30:00Z", 21), ("2026-11-22T16:30:00Z", 22)):
        context = browser.new_context(service_workers="block", timezone_id="America/Los_Angeles")
        page = context.new_page()
        page.clock.set_fixed_time(clock)
        page.goto(server.url("/calendar/"))
        expect(page.locator("[data-days-since]")).to_have_text(f"考试已经过去 {days} 天。")
        context.close()


def test_what_was_not_looked_at_for_long_says_so(page: Page, server: StaticServer):
    # Checked on 2026-11-23: 300 days later is 2027-09-19.
    for clock, shown in (("2027-09-19T04:00:00Z", 0), ("2027-09-20T04:00:00Z", 1)):
        page.clock.set_fixed_time(clock)
        page.goto(server.url("/calendar/2025/"))
        old = page.locator('[data-key="national/2025/exam"] .old')
        expect(old).to_have_count(shown)
        if shown:
            expect(old).to_have_text("（已 301 天没有核对）")


def test_a_feed_can_be_subscribed_to(page: Page, server: StaticServer):
    page.goto(server.url(BASE_PATH + "/provinces/guangdong/"))
    link = page.get_by_role("link", name="订阅（广东）")
    address = server.url(BASE_PATH + "/calendar/guangdong.ics").replace("http:", "webcal:")
    expect(link).to_have_attribute("href", address)


def test_without_scripts_everything_is_there(browser: Browser, server: StaticServer):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url("/calendar/"))
    expect(page.locator("[data-days-since]")).to_be_hidden()
    expect(page.locator("svg.chart")).to_be_visible()
    page.goto(server.url("/provinces/"))
    expect(page.locator("tr[data-area]:visible")).to_have_count(32)
    expect(page.locator("[data-area-filter]")).to_be_hidden()
    context.close()


def test_a_calendar_file_is_offered_for_download(page: Page, server: StaticServer):
    page.goto(server.url("/provinces/guangdong/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="下载日历文件（广东）").click()
    assert download.value.suggested_filename == "guangdong.ics"
