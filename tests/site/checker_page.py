"""The checker page as the tests use it."""

import json
from typing import Any
from urllib.parse import quote

from checker.bridge import handle
from playwright.sync_api import Page, expect

PATH = "/tools/annotation/"
SHOWN = """() => {
  const answer = document.getElementById("answer");
  const dates = [...answer.querySelectorAll("time[data-answer]")];
  return {
    verdict: answer.dataset.verdict,
    ...Object.fromEntries(dates.map((t) => [t.dataset.answer, t.getAttribute("datetime")])),
  };
}"""


def fragment(request: dict[str, Any]) -> str:
    """The share link's fragment of an `assess` request, written from docs/dev/contracts.md alone."""
    certificate = request.get("certificate", {})
    single = {
        "apply_on": request.get("apply_on"),
        "days": request.get("days"),
        "exam_year": certificate.get("exam_year"),
        "issued_on": certificate.get("issued_on"),
    }
    parts = [f"{name}={quote(str(value))}" for name, value in single.items() if value is not None]
    for a in request.get("annotations", []):
        end = f"~{a['valid_until']}" if "valid_until" in a else f":{a['days']}"
        parts.append(f"a={a['applied_on']}{end}")
    return "#" + "&".join(parts)


def expected(request: dict[str, Any]) -> dict[str, Any]:
    """What the page has to show, from the checker in this Python."""
    answer = json.loads(handle(json.dumps({**request, "op": "assess"})))
    return {
        "verdict": answer["verdict"],
        **{f"earliest.{name}": day for name, day in answer["earliest"].items()},
        **{f"valid_until.{name}": day for name, day in answer["valid_until"].items()},
        "ready_by": answer["ready_by"],
    }


def type_date(page: Page, selector: str, text: str) -> None:
    """Types a date as a person would, in whatever shape."""
    page.locator(selector).focus()
    page.keyboard.type(text)


def expect_answered(page: Page) -> None:
    expect(page.locator("#answer")).to_have_attribute("data-state", "ready", timeout=60_000)


def shown(page: Page) -> dict[str, Any]:
    """The verdict and the dates that the page shows."""
    return dict(page.evaluate(SHOWN))
