"""Search: what a reader types, in Chinese words or near-words, brings up the page that answers it."""

import time

from playwright.sync_api import Page
from scripts.dev.cases import QUERIES
from tests.site.conftest import StaticServer

PATIENCE = 4  # seconds until a query counts as not found


def top_three(page: Page) -> list[str]:
    """Addresses of the first three pages found; places in one page count once."""
    found = page.locator(".md-search-result__item > a").evaluate_all(
        "links => links.map(link => new URL(link.href).pathname)"
    )
    return list(dict.fromkeys(found))[:3]


def test_each_query_finds_its_page_among_the_first_three(page: Page, server: StaticServer) -> None:
    assert len(QUERIES) >= 40
    page.goto(server.url("/"))
    page.locator("label[for=__search]").first.click()
    box = page.locator("input.md-search__input")
    failed = []
    for query, wanted in QUERIES.items():
        box.fill(query)
        page.keyboard.press("End")
        end, found = time.monotonic() + PATIENCE, []
        while f"/{wanted}" not in found and time.monotonic() < end:
            page.wait_for_timeout(100)
            found = top_three(page)
        if f"/{wanted}" not in found:
            failed.append(f"{query}: {wanted} is not among {found}")
    assert not failed, "\n".join(failed)
