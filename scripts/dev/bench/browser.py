"""The checker in a real Chromium against its anchor, Pyodide as npm delivers it (`stock`).

Both are asked the same by the same page of the same built site, in turns; the folder of the runtime
differs, and only ours is started by the head of the page. A phone: a quarter of this machine's speed (see slow_cpu) and a slow network (see
scripts/dev/server.py). `python -m scripts.dev.bench.browser [ROUNDS]` measures this subject alone.
"""

import contextlib
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from scripts.dev import browser
from scripts.dev.bench.rows import Row
from scripts.dev.bench.slow_cpu import memory_of_renderers, slowed
from scripts.dev.server import Network, Server
from scripts.packing import on_the_wire
from scripts.places import BUILD, PYODIDE, SITE
from scripts.runtime import package as runtime

ROUNDS = 7
PAGE = "/tools/annotation/"
LINK = (
    f"{PAGE}#apply_on=2026-02-10&days=90&exam_year=2024&issued_on=2024-12-20"
    "&a=2026-01-01:90&a=2026-01-15~2026-04-14"
)
PHONE_CPU = 4
PHONE_BITS_PER_SECOND = 10e6
PHONE_ROUND_TRIP_SECONDS = 0.060
# After the first answer: time for what a page does when nobody waits any more.
IDLE_SECONDS = 4
STOCK_FILES = (
    "pyodide.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
STOCK_WORKER = Path(__file__).with_name("stock_worker.js")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)
# Painted: the frame after the one in which the answer came to stand in the page.
WATCH = """
window.painted = new Promise((resolve) => {
  new MutationObserver((_, observer) => {
    if (document.getElementById("tool-answer")?.dataset.state !== "ready") return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });
});
"""
# The head of the page gets no worker: Python starts when the page's scripts have come.
NOT_EARLY = """
window.Worker = class extends Worker {
  constructor(...given) {
    if (document.readyState === "loading") throw new Error("not early");
    super(...given);
  }
};
"""
READY_MS = "() => performance.getEntriesByName('runtime-ready')[0]?.duration"
# What a worker takes for a fixed piece of work, in milliseconds.
WORK = """() => new Promise((resolve) => {
  const code = "const t = performance.now(); let x = 0; for (let i = 0; i < 2e8; i++) x += i % 7;" +
    "postMessage(performance.now() - t + x * 0)";
  new Worker(URL.createObjectURL(new Blob([code]))).onmessage = ({ data }) => resolve(data);
})"""


@dataclass(frozen=True)
class Measure:
    """`most`: what ours may be, as a share of stock."""

    name: str
    unit: str
    most: float


FIRST = Measure("share link → answer painted, first visit, phone", "ms", 0.24)
SECOND = Measure("share link → answer painted, second visit, phone", "ms", 0.15)
READY = Measure("intent → ready, no throttle, nothing cached", "ms", 0.16)
SENT = Measure("runtime over the wire, brotli", "kB", 0.36)
MEMORY = Measure("memory of the page's process after the first answer", "MB", 0.85)
# Of ours alone: against stock's `READY`, which is its start alone, and against our own.
LINKED = Measure("share link → answer painted, no throttle (stock: intent → ready)", "ms", 0.33)
LINKED_TO_READY = 1.8
COMPILED_MB = 1.40

Found = dict[Measure, float]


def benches(rounds: int = ROUNDS) -> list[Row]:
    found: dict[Measure, dict[str, list[float]]] = {}
    linked: list[float] = []
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as scratch, sync_playwright() as playwright:
        ours = runtime.build_runtime()
        address = f"/assets/runtime/{ours.name}/"
        folders = {"stock": _stock(Path(scratch)), "ours": ours.folder}
        wires = {kind: Server({"/": SITE}, {address: folder}) for kind, folder in folders.items()}
        for kind, wire in wires.items():
            _warm_up(playwright, wire, Path(scratch) / f"warm-up {kind}")
        slowdown = _slowdown(playwright, Path(scratch))
        for _ in range(rounds):
            for kind, wire in wires.items():
                early = kind == "ours"
                for measure, value in _round(
                    playwright, wire, address, Path(scratch), early=early
                ).items():
                    found.setdefault(measure, {}).setdefault(kind, []).append(value)
                if early:
                    linked.append(_linked(playwright, wire, Path(scratch)))
        throughput = wires["ours"].bits_per_second
        for wire in wires.values():
            wire.stop()
        compiled = on_the_wire((ours.folder / "pyodide.asm.wasm").read_bytes()) / 1e6
    ready = {kind: statistics.median(values) for kind, values in found[READY].items()}
    answered = statistics.median(linked)
    return [
        Row("phone: a worker is slower by", slowdown, "times"),
        Row("phone: largest file of the runtime arrives at", throughput / 1e6, "Mbit/s"),
        Row("phone: round trip", PHONE_ROUND_TRIP_SECONDS * 1000, "ms"),
        Row("rounds of each figure against stock", rounds, ""),
        *_rows(found),
        Row(LINKED.name, answered, LINKED.unit, most=LINKED.most, stock=ready["stock"]),
        Row(
            "share link → answer painted ÷ intent → ready, no throttle",
            answered / ready["ours"],
            "times",
            most=LINKED_TO_READY,
        ),
        Row("compiled Python, brotli", compiled, "MB", most=COMPILED_MB),
    ]


def _rows(found: Mapping[Measure, Mapping[str, Sequence[float]]]) -> Iterator[Row]:
    for measure, values in found.items():
        stock, ours = statistics.median(values["stock"]), statistics.median(values["ours"])
        yield Row(measure.name, ours, measure.unit, most=measure.most, stock=stock)


def _stock(scratch: Path) -> Path:
    """The folder of the anchor: npm's files, the checker's wheel, a worker that loads them."""
    folder = scratch / "stock"
    folder.mkdir()
    for name in STOCK_FILES:
        shutil.copyfile(PYODIDE / name, folder / name)
    shutil.copyfile(runtime.make_wheel(scratch / "wheel"), folder / "checker.whl")
    shutil.copyfile(STOCK_WORKER, folder / "worker.js")
    return folder


def _slowdown(playwright: Playwright, scratch: Path) -> float:
    """How many times longer a worker takes on the phone than on this machine."""
    with _chromium(playwright, scratch / "slowdown") as context:
        page = context.new_page()
        plain = statistics.median(page.evaluate(WORK) for _ in range(3))
        with slowed(PHONE_CPU):
            return float(statistics.median(page.evaluate(WORK) for _ in range(3)) / plain)


def _warm_up(playwright: Playwright, wire: Server, profile: Path) -> None:
    """So that nobody waits later for the server to compress what it sends."""
    with _chromium(playwright, profile) as context:
        _visit(context, wire)


def _round(
    playwright: Playwright, wire: Server, address: str, scratch: Path, *, early: bool
) -> Found:
    """Two visits on the phone, the browser closed in between; then one without any throttle, nothing
    else going on."""
    with tempfile.TemporaryDirectory(dir=scratch) as profile:
        wire.network = Network(PHONE_BITS_PER_SECOND, PHONE_ROUND_TRIP_SECONDS)
        with _chromium(playwright, Path(profile), early=early) as context:
            with slowed(PHONE_CPU):
                wire.sent.clear()
                first = _visit(context, wire)
                sent = sum(size for path, size in wire.sent.items() if path.startswith(address))
            context.pages[-1].wait_for_timeout(IDLE_SECONDS * 1000)
        with _chromium(playwright, Path(profile), early=early) as context, slowed(PHONE_CPU):
            second = _visit(context, wire)
    with tempfile.TemporaryDirectory(dir=scratch) as profile:
        wire.network = None
        with _chromium(playwright, Path(profile), service_workers="block") as context:
            ready = _use(context, wire)
            context.pages[-1].wait_for_timeout(IDLE_SECONDS * 1000)
            memory = memory_of_renderers()
    return {FIRST: first, SECOND: second, READY: ready, SENT: sent / 1e3, MEMORY: memory / 1e6}


def _linked(playwright: Playwright, wire: Server, scratch: Path) -> float:
    """A first visit without any throttle."""
    with tempfile.TemporaryDirectory(dir=scratch) as profile:
        wire.network = None
        with _chromium(playwright, Path(profile)) as context:
            return _visit(context, wire)


@contextlib.contextmanager
def _chromium(
    playwright: Playwright,
    profile: Path,
    *,
    early: bool = True,
    service_workers: Literal["allow", "block"] = "allow",
) -> Iterator[BrowserContext]:
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=browser.find(),
        args=FLAGS,
        viewport={"width": 390, "height": 844},
        service_workers=service_workers,
    )
    context.add_init_script(WATCH if early else WATCH + NOT_EARLY)
    try:
        yield context
    finally:
        context.close()


def _visit(context: BrowserContext, wire: Server) -> float:
    """Milliseconds from opening the share link to its answer painted."""
    page = context.new_page()
    page.goto(f"{wire.origin}{LINK}", wait_until="commit")
    return float(page.evaluate("painted"))


def _use(context: BrowserContext, wire: Server) -> float:
    """Milliseconds from the first touch of the form to Python ready; then an answer is asked for."""
    page = context.new_page()
    page.goto(f"{wire.origin}{PAGE}")
    page.locator("#tool-form[data-attached]").wait_for()
    page.wait_for_load_state("networkidle")
    page.locator("#tool-apply_on").focus()
    ready = page.wait_for_function(READY_MS, timeout=60_000).json_value()
    page.locator("#tool-form [type=submit]").click()
    page.evaluate("painted")
    return float(ready)


def main() -> None:
    for row in benches(*map(int, sys.argv[1:])):
        print(f"{row.name:<54} {row}")


if __name__ == "__main__":
    main()
