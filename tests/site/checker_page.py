"""The checker page as the tests use it."""

from typing import Any

from playwright.sync_api import Page, expect

PATH = "/tools/annotation/"
SHOWN = """() => {
  const answer = document.getElementById("tool-answer");
  const dates = [...answer.querySelectorAll("time[data-answer]")];
  return {
    verdict: answer.dataset.verdict,
    ...Object.fromEntries(dates.map((t) => [t.dataset.answer, t.getAttribute("datetime")])),
  };
}"""


def type_date(page: Page, selector: str, text: str) -> None:
    """Types a date as a person would, in whatever shape."""
    page.locator(selector).focus()
    page.keyboard.type(text)


def expect_answered(page: Page) -> None:
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "ready", timeout=60_000)


def shown(page: Page) -> dict[str, Any]:
    """The verdict and the dates that the page shows."""
    return dict(page.evaluate(SHOWN))
