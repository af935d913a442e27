"""What the pages' own policy lets through, and what it stops, on every page."""

import pytest
from playwright.sync_api import Browser, Page

from tests.site.conftest import StaticServer
from tests.site.walk import addresses, walks


@walks
def test_no_page_breaks_the_policy(page: Page, server: StaticServer, pages: str | int):
    for address in addresses(pages):  # the fixture fails for a breach
        page.goto(server.url(f"/{address}"))


def test_a_foreign_script_is_stopped(browser: Browser, server: StaticServer):
    page = browser.new_page()
    page.goto(server.url("/"))
    ran = page.evaluate(
        """async () => {
          const stopped = new Promise((resolve) => addEventListener("securitypolicyviolation", resolve));
          const script = document.createElement("script");
          script.text = "globalThis.ran = true";
          document.head.append(script);
          await stopped;
          return globalThis.ran ?? false;
        }"""
    )
    assert not ran
    page.close()


@pytest.mark.parametrize("card", ["annotation", "calendar"])
def test_a_card_takes_no_text_for_markup(browser: Browser, server: StaticServer, card: str):
    page = browser.new_page()
    page.goto(server.url(f"/embed/{card}/"))
    said = page.evaluate(
        """() => {
          try { document.body.innerHTML = "<b id=taken></b>"; } catch (error) { return error.name; }
        }"""
    )
    assert said == "TypeError"
    assert page.locator("#taken").count() == 0
    page.close()
