"""`make screenshots`: pictures of the main states for README and the help page, and the picture of
shared links to courses, into docs/assets/.

The day in them is fixed, in the page and in Python; letters look as the fonts of the machine do.
"""

import base64
import re
import sys
from collections.abc import Callable, Mapping
from datetime import datetime

from playwright.sync_api import Browser, Page, Route, sync_playwright

from scripts import templating
from scripts.dev import browser
from scripts.dev.server import serving
from scripts.places import DOCS, SITE

FOLDER = DOCS / "assets" / "screenshots"
SHARED = DOCS / "assets" / "social-courses.png"
NOW = datetime.fromisoformat("2026-11-24T10:00:00+08:00")
SIZES = {390: 780, 1280: 800}
QUALITY = 70
MOST_BYTES = 60_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--hide-scrollbars"]
PYTHONS_CLOCK = f"Date.now = () => {round(NOW.timestamp() * 1000)};\n"
BARE = ".md-skip, .md-top { display: none !important; }"
# To what was asked, where the form above has folded to it.
TO_ITS_TOP = """(answer) => {
  const above = (line) => line.getClientRects().length && line.compareDocumentPosition(answer) & 4;
  ([...document.querySelectorAll("[data-asked]")].filter(above).at(-1) ?? answer).scrollIntoView();
}"""
TOOL = "/tools/annotation/#apply_on=2026-12-01&exam_year=2024"


def _answered(page: Page, region: str = "#tool-answer") -> None:
    page.locator(f"{region}[data-state=ready]").wait_for()
    page.locator(region).evaluate(TO_ITS_TOP)


def _planned(page: Page) -> None:
    _answered(page, "#tool-plan-answer")


def _table(page: Page) -> None:
    page.click("[data-example]")
    page.click("#tool-run")
    page.locator(".result-rows tbody tr").first.wait_for()
    _answered(page)


def _still(page: Page) -> None:
    page.locator("h1").wait_for()


STATES: Mapping[str, tuple[str, Callable[[Page], None]]] = {
    "idle": ("/tools/annotation/", _still),
    "answer": (f"{TOOL}&a=2026-10-15:90", _answered),
    "depends": (f"{TOOL}&a=2026-10-22:10&a=2026-11-05:10&a=2026-11-22:10", _answered),
    "plan": ("/tools/annotation/#n=2027-01-06~2027-02-28~首次注册", _planned),
    "batch": ("/tools/batch/", _table),
    "eligibility": (
        "/tools/eligibility/#exam_year=2027&s=college~pharmacy~2022-07-01&p=2023-01-05~now",
        _answered,
    ),
    "study": (
        "/tools/study/#kind=renewal&registered_until=2027-03-31&apply_on=2026-12-10",
        _answered,
    ),
    "agenda": (
        "/tools/agenda/#exam_year=2020&no_annotations=1&no_needs=1&done=2022,2023,2024,2025&registered_until=2026-12-31",
        _answered,
    ),
    "renewal": ("/tools/renewal/#registered_until=2026-12-31&today=2026-11-24", _answered),
    "calendar": ("/calendar/2026/", _still),
    "guide": ("/guides/annotation/", _still),
}
"""What is shown, by the name of its pictures: the address, and what is done there first."""


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    large = []
    with serving(SITE) as origin, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=FLAGS)
        for width, height in SIZES.items():
            for name, (address, prepare) in STATES.items():
                picture = _picture(chromium, origin + address, prepare, width, height)
                path = FOLDER / f"{name}-{width}.webp"
                path.write_bytes(picture)
                print(f"{path.relative_to(DOCS)}  {len(picture):,} bytes")
                if len(picture) > MOST_BYTES:
                    large.append(path.name)
        _share(chromium)
        chromium.close()
    if large:
        print(f"Larger than {MOST_BYTES:,} bytes: {', '.join(large)}", file=sys.stderr)
    return 1 if large else 0


def _picture(
    chromium: Browser, address: str, prepare: Callable[[Page], None], width: int, height: int
) -> bytes:
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        service_workers="block",
        bypass_csp=True,  # for BARE
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.clock.set_fixed_time(NOW)
    page.route(re.compile(r"/runtime/.*/worker\.js$"), _with_fixed_clock)
    page.goto(address)
    if "#" in address:
        page.locator(".answer[data-state=ready]").first.wait_for()
        page.reload()  # the address is the page's own by now, with its check
    page.add_style_tag(content=BARE)
    page.wait_for_load_state("networkidle")
    prepare(page)
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(500)  # what follows an answer is drawn
    taken = context.new_cdp_session(page).send(
        "Page.captureScreenshot", {"format": "webp", "quality": QUALITY}
    )
    context.close()
    return base64.b64decode(taken["data"])


def _with_fixed_clock(route: Route) -> None:
    reply = route.fetch()
    route.fulfill(response=reply, body=PYTHONS_CLOCK + reply.text())


def _share(chromium: Browser) -> None:
    """One picture for all courses: one for each would need a Chinese font wherever the site is built,
    and what a shared link says of its course stands in words beside the picture."""
    page = chromium.new_page(viewport={"width": 1200, "height": 630})
    mark = (DOCS / "assets" / "mark.svg").read_text("utf-8")
    template = templating.environment(autoescape=False).get_template("share.html.j2")
    page.set_content(template.render(mark=mark))
    page.screenshot(path=SHARED)
    page.close()


if __name__ == "__main__":
    sys.exit(main())
