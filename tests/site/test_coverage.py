"""数据新鲜度: a cell for every matter; ages and what is due by the reader's own day."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.site.conftest import StaticServer
from tests.site.test_pages import violations


def due_shown(page: Page) -> list[str]:
    return page.locator("[data-due-from]:not([hidden])").evaluate_all(
        "all => all.map((one) => one.dataset.dueFrom)"
    )


def test_ages_and_what_is_due_are_those_of_the_day(page: Page, server: StaticServer, site: Path):
    api = json.loads((site / "api/v1/coverage.json").read_text("utf-8"))["data"]
    cell = next(c for c in api["cells"] if c["area"] == "guangdong" and c.get("checked_on"))
    assert cell["checked_on"] == "2026-11-23"
    shown: dict[str, list[str]] = {}
    for day in ("2026-11-27", "2027-07-01"):
        page.clock.set_fixed_time(f"{day}T04:00:00Z")
        page.goto(server.url("/about/coverage/"))
        age = {"2026-11-27": "4 天前", "2027-07-01": "220 天前"}[day]
        since = page.locator("td [data-days-since='2026-11-23']").first
        expect(since).to_have_text(age)
        shown[day] = due_shown(page)
        assert shown[day]
        assert max(shown[day]) <= day
    assert len(shown["2027-07-01"]) > len(shown["2026-11-27"])
    assert violations(page) == []


def test_the_table_scrolls_by_itself_on_a_phone(page: Page, server: StaticServer):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(server.url("/about/coverage/"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("table").first.locator("tbody tr").count() == 32
