"""The list of courses in a real browser: chosen by track, kind and price; whole without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import StaticServer

ROWS = "table.courses tr[data-kind]"


def test_courses_are_chosen_by_track_kind_and_price(page: Page, server: StaticServer):
    page.goto(server.url("/courses/"))
    every = page.locator(ROWS).count()
    page.get_by_label("方向").select_option("药学")
    assert 0 < page.locator(f"{ROWS}:visible").count() < every
    expect(page.locator('tr[data-track="tcm"]:visible')).to_have_count(0)
    expect(page.locator('tr[data-track="both"]:visible')).to_have_count(1)
    page.get_by_label("类型").select_option("题库")
    page.get_by_label("价格不超过").fill("40")
    # The membership of 西药师: 30 a subject and year, 40 a month.
    expect(page.locator(f"{ROWS}:visible")).to_have_count(2)
    expect(page.locator("[data-course-filter] output")).to_have_text("找到 2 个价格")
    for label in ("方向", "类型"):
        page.get_by_label(label).select_option("全部")
    page.get_by_label("价格不超过").fill("")
    expect(page.locator(f"{ROWS}:visible")).to_have_count(every)


def test_within_a_group_prices_are_sorted(page: Page, server: StaticServer):
    page.goto(server.url("/courses/"))
    page.get_by_role("button", name="折合一年").click()
    group = page.locator("tbody", has=page.get_by_text("题库，全科的价格", exact=True))
    a_year = group.locator("td:nth-child(4)").evaluate_all(
        "all => all.map((cell) => Number(cell.dataset.sort))"
    )
    assert a_year == [70, 70, 200, 200, 480, 480]


def test_every_course_is_listed_without_scripts(browser: Browser, server: StaticServer):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url("/courses/"))
    expect(page.locator("[data-course-filter]")).to_be_hidden()
    expect(page.locator(f"{ROWS}:visible").first).to_be_visible()
    page.get_by_role("link", name="全科进阶班（中药师）").click()
    expect(page.locator("h1")).to_contain_text("全科进阶班（中药师）")
    context.close()


@pytest.mark.parametrize("path", ["/courses/", "/courses/educity/"])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_shows_what_a_course_is_costs_and_how_long_it_is_valid(
    browser: Browser, server: StaticServer, path: str, scripts: bool
):
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(server.url(path))
    row = page.locator(ROWS, has_text="全科进阶班（中药师）")
    for cell in (row.locator("th"), *(row.locator(f"td:nth-child({n})") for n in (2, 3, 4))):
        box = cell.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    texts = [row.locator(f"td:nth-child({n})").inner_text() for n in (2, 3, 4)]
    assert texts == ["486 元", "购买后 365 天", "486 元"]
    names = row.locator("td:nth-child(3), td:nth-child(4)").evaluate_all(
        "all => all.map((cell) => getComputedStyle(cell, '::before').content)"
    )
    assert [name.count(word) for name, word in zip(names, ("有效期", "折合一年"), strict=True)] == [
        1,
        1,
    ]
    context.close()


def test_prices_of_one_course_are_told_apart_on_the_page_of_its_provider(
    page: Page, server: StaticServer
):
    page.goto(server.url("/courses/educity/#tcm-question-bank-member"))
    rows = page.locator(ROWS, has_text="题库会员（中药师）")
    texts = rows.evaluate_all("all => all.map((row) => row.textContent)")
    assert len(texts) == len(set(texts)) == 4
    expect(page.locator("tr:target")).to_contain_text("题库会员（中药师）")
