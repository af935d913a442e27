"""`make look`: a page of each kind, narrow and wide, light and dark, on contact sheets to be looked at.

A sheet for each kind in build/look/, at half size: the narrow page first, then the wide one, each in
light and in dark. A long page is cut into columns, none is left out.
"""

import functools
import http.server
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.dev import browser
from scripts.dev.kinds import KINDS, Kind
from scripts.places import BUILD, SITE

LOOK = BUILD / "look"
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
COLUMN = 3000  # CSS pixels of a page, after which it goes on in the next column
LONGEST = 8 * COLUMN  # what one picture of Chromium holds
# Tools with an answer, beside their empty forms.
ANSWERED = (
    Kind("annotation-answered", "tools/annotation/#apply_on=2024-02-10&a=2024-01-01:10&a=2024-01-05:9&a=2024-01-09:9", "", "tools"),
    Kind("eligibility-answered", "tools/eligibility/#exam_year=2026&s=college~pharmacy~2022-07-01&p=2022-01-05~now&f=2023-01-01~2023-09-01", "", "tools"),
    Kind("study-answered", "tools/study/#kind=first&approved_on=2019-10-27&received_on=2020-04-20&apply_on=2024-12-10", "", "tools"),
    Kind("renewal-answered", "tools/renewal/#registered_until=2024-12-31&on=2024-11-20", "", "tools"),
    Kind("scores-answered", "tools/scores/#law=2023&knowledge_one=2024", "", "tools"),
)  # fmt: skip


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def _pictures(chromium: Browser, origin: str, kind: Kind) -> Iterator[tuple[Path, int, int]]:
    """The pictures of a page, of which a long one needs several, each with its width and height."""
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = chromium.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
                locale="zh-CN",
                reduced_motion="reduce",
                service_workers="block",
            )
            page = context.new_page()
            page.goto(f"{origin}/{kind.example}")
            if kind.name == "states-of-tools":
                page.locator("[data-drawn]").wait_for(timeout=60_000)
            if "#" in kind.example:
                page.locator("[data-state=ready]").first.wait_for(timeout=60_000)
            height = page.evaluate("document.documentElement.scrollHeight")
            for part, top in enumerate(range(0, height, LONGEST), 1):
                shown = min(LONGEST, height - top)
                page.set_viewport_size({"width": width, "height": shown})
                page.evaluate("(top) => scrollTo(0, top)", top)
                path = LOOK / "pages" / f"{kind.name}-{width}-{scheme}-{part}.png"
                page.screenshot(path=path)
                yield path, width, shown
            context.close()


def _sheet(kind: Kind, pictures: list[tuple[Path, int, int]]) -> str:
    parts = []
    for path, width, height in pictures:
        for top in range(0, height, COLUMN):
            shown = min(COLUMN, height - top)
            parts.append(
                f'<i style="width:{width // 2}px;height:{shown // 2}px;background:url({path.as_uri()})'
                f' 0 -{top // 2}px / {width // 2}px {height // 2}px"></i>'
            )
    style = "body{align-items:start;background:#777;display:flex;flex-wrap:wrap;gap:8px;margin:8px}"
    return f'<!doctype html><meta charset="utf-8"><title>{kind.name}</title><style>{style}</style>{"".join(parts)}'


def look(names: list[str]) -> None:
    """Writes the sheets, of all kinds or of those named."""
    if not names:
        shutil.rmtree(LOOK, ignore_errors=True)
    (LOOK / "pages").mkdir(parents=True, exist_ok=True)
    flags = ["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    with _served(SITE) as origin, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=flags)
        for kind in (*KINDS, *ANSWERED):
            if names and kind.name not in names:
                continue
            html = LOOK / "pages" / f"{kind.name}.html"
            html.write_text(_sheet(kind, list(_pictures(chromium, origin, kind))), "utf-8")
            page = chromium.new_page(viewport={"width": 1720, "height": 100})
            page.goto(html.as_uri())
            page.screenshot(path=LOOK / f"{kind.name}.png", full_page=True)
            page.close()
            print(LOOK / f"{kind.name}.png", flush=True)
        chromium.close()


if __name__ == "__main__":
    look(sys.argv[1:])
