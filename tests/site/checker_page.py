"""The checker page as the tests use it."""

from typing import Any

from playwright.sync_api import Page, expect

PATH = "/tools/annotation/"
SHOWN = """() => {
  const answer = document.querySelector("#tool-answer[data-state=ready][data-verdict]");
  if (!answer) return null;
  const dates = [...answer.querySelectorAll("time[data-answer]")];
  return {
    verdict: answer.dataset.verdict,
    ...Object.fromEntries(dates.map((t) => [t.dataset.answer, t.getAttribute("datetime")])),
  };
}"""

THEME_RUNS = "() => 'document$' in globalThis"


def type_date(page: Page, selector: str, text: str) -> None:
    """Types a date as a person would, in whatever shape."""
    page.locator(selector).focus()
    page.keyboard.type(text)


def open_part(page: Page, name: str) -> None:
    """Unfolds a part of the answer by its name."""
    page.locator("#tool-answer [data-part] > summary", has_text=name).click()


def change(page: Page, form: str = "#tool-form") -> None:
    """Unfolds the form that an answer has folded."""
    page.locator(form).get_by_role("button", name="改填的内容").click()


def whole_form(page: Page) -> None:
    """Shows all of the first form: not one question at a time, not folded."""
    for button in page.locator(
        "#tool-form :is([data-all], [data-asked] button[aria-expanded=false])"
    ).all():
        if button.is_visible():
            button.click()


def expect_answered(page: Page) -> None:
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "ready", timeout=60_000)


def shown(page: Page) -> dict[str, Any]:
    """The verdict and the dates that the page shows, awaited and read in one go."""
    return dict(page.wait_for_function(SHOWN).json_value())
