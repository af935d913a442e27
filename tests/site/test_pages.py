"""Every page: readable on a phone, says who we are, asks nothing of others."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.places import ROOT
from tests.site.conftest import StaticServer
from tests.site.walk import html_files

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def test_every_page_says_that_it_is_not_official_and_where_to_report(site: Path):
    assert len(html_files()) > 5
    for path in html_files():
        text = path.read_text("utf-8")
        assert "本站不是官方网站" in text, path
        assert ">报告错误</a>" in text, path


def test_no_page_names_another_host_to_load_from(site: Path):
    loads = re.compile(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["']?(?:https?:)?//""")
    for path in html_files():
        assert not loads.search(path.read_text("utf-8")), path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_answer(browser: Browser, server: StaticServer, scheme: str):
    context = browser.new_context(
        service_workers="block", color_scheme=scheme, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(
        server.url(
            "/tools/annotation/#apply_on=2026-02-10&a=2026-01-01:10&a=2026-01-05:9&a=2026-01-09:9"
        )
    )
    expect(page.locator("#tool-answer")).to_have_attribute(
        "data-verdict", "depends", timeout=60_000
    )
    page.locator("#tool-answer details:has([data-reading]) summary").click()
    assert violations(page) == []
    context.close()


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds on the page; by all its rules unless some are named."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))  # the page itself lets no foreign script in
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate("(options) => axe.run(options).then((r) => r.violations)", options)
    return [f"{v['id']}: {v['nodes'][0]['html']} {v['nodes'][0]['failureSummary']}" for v in found]


def test_home_leads_to_each_part_once(page: Page, server: StaticServer):
    page.goto(server.url("/"))
    links = page.locator(".md-content a[href]:not(.headerlink)")
    leads_to = [urljoin(page.url, str(link.get_attribute("href"))) for link in links.all()]
    assert len(leads_to) == len(set(leads_to))
    for path in ("/tools/annotation/", "/guides/", "/calendar/", "/provinces/"):
        assert server.url(path) in leads_to
