"""The search in a real Chromium: how soon the first result is painted, and what is fetched for it.

`python -m scripts.dev.bench.search` measures the built site. The time begins with the click that opens
the search, so it holds the fetching of what finds and of the index, their parsing and the first query;
everything runs on the page's own thread, which Chromium slows down.
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Response, sync_playwright

from scripts.dev import browser
from scripts.dev.bench.rows import Row
from scripts.dev.server import serving
from scripts.places import SITE

ROUNDS = 9
SLOWER = 4
FIRST_MS = 300
FIRST_SLOWER_MS = 1000
FIRST_KILOBYTES = 220
LATER_KILOBYTES = 60
PAGE = "/guides/annotation/"
TYPED = ("电子证书怎么下载", "90学时", "广东报名费")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
# Resolves to the ms until the first result of `query` is painted; opens the search where it is closed.
PAINTED = """(query) => new Promise((resolve) => {
  const began = performance.now();
  if (!document.querySelector("dialog[open]")) document.querySelector("[data-search]").click();
  const field = document.querySelector("dialog input");
  const watch = new MutationObserver(() => {
    if (!document.querySelector("dialog[data-state=ready] li a")) return;
    watch.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - began);
      port2.postMessage(null);
    });
  });
  watch.observe(field.closest("dialog"), { subtree: true, childList: true, attributes: true });
  field.value = query;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
})"""


def benches() -> list[Row]:
    with _chromium() as (chromium, origin):
        sent = _sent(chromium, origin)
        quick = [_times(chromium, origin, 1) for _ in range(ROUNDS)]
        slow = [_times(chromium, origin, SLOWER) for _ in range(ROUNDS)]
    first, later = (statistics.median(times[i] for times in quick) for i in (0, 1))
    slow_first, slow_later = (statistics.median(times[i] for times in slow) for i in (0, 1))
    return [
        Row("search, first query of a visit, brotli", sent[0] / 1000, "kB", most=FIRST_KILOBYTES),
        Row("search, each later query, brotli", sent[1] / 1000, "kB", most=LATER_KILOBYTES),
        Row("search opened → first result painted", first, "ms", most=FIRST_MS),
        Row(
            f"search opened → first result painted, {SLOWER} times slower",
            slow_first,
            "ms",
            most=FIRST_SLOWER_MS,
        ),
        Row("search, later query → painted", later, "ms"),
        Row(f"search, later query → painted, {SLOWER} times slower", slow_later, "ms"),
    ]


def _sent(chromium: Browser, origin: str) -> tuple[int, int]:
    """Bytes fetched for the first query, and the most for one of the others."""
    sizes: list[int] = []

    def count(response: Response) -> None:
        sizes.append(int(response.headers["content-length"]))

    with _quiet_page(chromium, origin) as page:
        page.on("response", count)
        found = []
        for query in TYPED:
            page.evaluate(PAINTED, query)
            page.wait_for_load_state("networkidle")
            found.append(sum(sizes))
            sizes.clear()
    return found[0], max(found[1:])


def _times(chromium: Browser, origin: str, slower: int) -> tuple[float, float]:
    """Milliseconds of the first query in a fresh browser, and the median of the others."""
    with _quiet_page(chromium, origin) as page:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        first, *later = [page.evaluate(PAINTED, query) for query in TYPED]
    return first, statistics.median(later)


@contextmanager
def _quiet_page(chromium: Browser, origin: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    page.goto(origin + PAGE)
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


@contextmanager
def _chromium() -> Iterator[tuple[Browser, str]]:
    with serving(SITE) as origin, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=list(FLAGS))
        yield chromium, origin
        chromium.close()


def main() -> None:
    for row in benches():
        print(f"{row.name:<60} {row}")


if __name__ == "__main__":
    main()
