"""The annotation page: how soon an answer follows a key, and what the page weighs without Python.

`python -m scripts.dev.bench.page` measures the built site in a real Chromium. A key's time ends when
the frame with the whole answer, picture included, has been painted. Chromium slows the page's own
thread down, not its workers; so the time that Python takes is measured and added as if slowed too.
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Response, sync_playwright

from scripts.dev import browser
from scripts.dev.bench.rows import Row
from scripts.dev.server import serving
from scripts.places import SITE

ANSWER_MS = 50
KILOBYTES = 250
SLOWER = 4
KEYS = 60
PAGE = "/tools/annotation/"
LINK = f"{PAGE}#apply_on=2026-02-10&days=90&a=2026-01-01:90&a=2026-01-15:90&a=2026-02-01:90"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
# Python's own time for what a key asks of it, on a worker of its own beside an idle page.
PYTHON_MS = """async () => {
  const form = document.getElementById("tool-form");
  const { Runtime } = await import(form.querySelector("link").href);
  const runtime = new Runtime(new URL(form.dataset.runtime, location.href), () => {});
  const annotations = ["2026-01-01", "2026-01-15", "2026-02-01"].map((applied_on) => ({ applied_on, days: 90 }));
  const asked = { apply_on: "2026-02-10", days: 90, annotations };
  const requests = [
    { op: "typed", dates: annotations.map(({ applied_on }) => applied_on) },
    { op: "assess", ...asked },
    { op: "timeline", ...asked },
  ].map((request) => JSON.stringify(request));
  let began;
  for (let round = 0; round < 40; round++) {
    if (round === 20) began = performance.now();
    for (const request of requests) await runtime.ask(request);
  }
  return (performance.now() - began) / 20;
}"""
# Resolves to the ms from the key to the painted answer.
NEXT_ANSWER = """() => new Promise((resolve) => {
  const region = document.getElementById("tool-answer");
  let began;
  addEventListener("keydown", ({ timeStamp }) => { began = timeStamp; }, { capture: true, once: true });
  const watch = new MutationObserver(() => {
    const shown = region.querySelector(".what-if output").value;
    if (began === undefined || shown === window.last) return;
    watch.disconnect();
    window.last = shown;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - began);
      port2.postMessage(null);
    });
  });
  watch.observe(region, { subtree: true, childList: true, attributes: true, characterData: true });
  window.last = region.querySelector(".what-if output").value;
})"""


def benches() -> list[Row]:
    times = key_times()
    return [
        Row("key to painted answer, p95, 4 times slower", p95(times), "ms", most=ANSWER_MS),
        Row("key to painted answer, median, 4 times slower", statistics.median(times), "ms"),
        Row("annotation page without Python", weight() / 1000, "kB", most=KILOBYTES),
    ]


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def key_times() -> list[float]:
    """Milliseconds from key to painted answer: digits typed into the date, one after the other."""
    with _page() as (page, origin):
        page.goto(origin + LINK)
        page.locator("#tool-answer .what-if").wait_for(state="attached")
        page.locator("#tool-form [data-asked] button").click()
        python = page.evaluate(PYTHON_MS)
        page.locator("#tool-apply_on").press("End")
        page.keyboard.press("Backspace")
        page.locator("#tool-answer .what-if output", has_text="2月1日").first.wait_for(
            state="attached"
        )
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        times = []
        for number in range(KEYS):
            page.evaluate(f"() => {{ window.next = ({NEXT_ANSWER})() }}")
            page.keyboard.press("Backspace" if number % 2 else str(1 + number // 2 % 9))
            times.append(page.evaluate("() => window.next") + (SLOWER - 1) * python)
    return times


def weight() -> int:
    """Bytes over the wire, brotli, of everything that the page loads before somebody touches it."""
    sizes: list[int] = []

    def count(response: Response) -> None:
        assert "/runtime/" not in response.url, response.url
        sizes.append(int(response.headers["content-length"]))

    with _page() as (page, origin):
        page.on("response", count)
        page.goto(origin + PAGE)
        page.locator("#tool-form[data-attached]").wait_for()
        page.wait_for_load_state("networkidle")
    return sum(sizes)


@contextmanager
def _page() -> Iterator[tuple[Page, str]]:
    with serving(SITE) as origin, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=list(FLAGS))
        context = chromium.new_context(
            viewport={"width": 390, "height": 844}, service_workers="block"
        )
        yield context.new_page(), origin
        chromium.close()


def main() -> None:
    for row in benches():
        print(f"{row.name:>48}: {row.value:,.1f} {row.unit}")


if __name__ == "__main__":
    main()
