"""The page for tables with as many rows as it takes, as text and as a workbook: how long, how much
memory, how responsive.

`python -m scripts.dev.bench.table_page` measures the built site in a real Chromium, Python being loaded
already.
"""

import csv
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from playwright.sync_api import Browser, Page, sync_playwright

from checker.bridge import MOST_ROWS_IN_A_PAGE
from scripts.dev import browser
from scripts.dev.bench.batch import made_up_table
from scripts.dev.bench.rows import Row
from scripts.dev.server import serving
from scripts.places import SITE

SECONDS = 20
MEGABYTES = 300
LONGEST_TASK_MS = 100
FLAGS = ("--no-sandbox", "--disable-gpu")
SAMPLE_SECONDS = 0.1
WATCH = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: "longtask" });
"""


def benches() -> list[Row]:
    return [*_rows_of("table.csv"), *_rows_of("table.xlsx")]


def _rows_of(file: str) -> list[Row]:
    found = measure(file)
    of = f"{file} of {MOST_ROWS_IN_A_PAGE:,} rows in the browser"
    return [
        Row(f"{of}, from the file to the result", found["seconds"], "s", most=SECONDS),
        Row(f"{of}, one .ics file of all", found["calendar_seconds"], "s"),
        Row(f"{of}, memory of the tab at the end", found["mb"], "MB", most=MEGABYTES),
        Row(f"{of}, most memory on the way, garbage included", found["peak_mb"], "MB"),
        Row(f"{of}, longest task of the page", found["longest_ms"], "ms", most=LONGEST_TASK_MS),
    ]


def measure(file: str, rows: int = MOST_ROWS_IN_A_PAGE) -> dict[str, float]:
    """Of a made-up table in a file of this name: seconds, megabytes and milliseconds, from the choice of the file to the last of all actions.

    The memory is that of the tab's whole process: the page, the worker and Chromium's own part.
    How much garbage is in it on the way depends on how much room the machine has.
    """
    with TemporaryDirectory() as scratch, serving(SITE) as origin, sync_playwright() as playwright:
        table = Path(scratch) / file
        _write(table, rows)
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=list(FLAGS))
        page = chromium.new_page()
        page.set_default_timeout(120_000)
        page.goto(f"{origin}/tools/batch/")
        page.locator("#tool-form[data-attached]").wait_for()
        page.click("[data-example]")  # loads Python
        page.locator("#tool-run").wait_for()
        page.evaluate(WATCH)
        memory = Memory(_tab(chromium))
        began = time.monotonic()
        page.set_input_files("#tool-file", table)
        page.get_by_text(f"读到 {rows:,} 行").wait_for()
        page.click("#tool-run")
        page.locator(".result-rows tbody tr").first.wait_for()
        seconds = time.monotonic() - began
        calendar_seconds = _use(page)
        page.wait_for_timeout(500)  # for the last long task to be reported
        longest = page.evaluate("window.longest")
        peak = memory.stop()
        page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
        at_end = memory.now()
        chromium.close()
    return {
        "seconds": seconds,
        "calendar_seconds": calendar_seconds,
        "mb": at_end / 1e6,
        "peak_mb": peak / 1e6,
        "longest_ms": longest,
    }


def _write(table: Path, rows: int) -> None:
    content = b"".join(made_up_table(rows))
    if table.suffix == ".csv":
        table.write_bytes(content)
        return
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in csv.reader(content.decode("utf-8-sig").splitlines()):
        sheet.append(row)
    book.save(table)


def _use(page: Page) -> float:
    """Sorts, filters, turns pages and saves both files; the seconds that the calendar took."""
    for name in ("姓名", "姓名", "编号", "最迟延续申请日"):
        page.get_by_role("button", name=name, exact=True).click()
        page.locator("th[aria-sort]", has_text=name).wait_for()
    page.select_option("#tool-filter", "renew")
    page.get_by_role("button", name="下一页").click()
    page.get_by_label("显示全部的列").check()
    with page.expect_download():
        page.get_by_role("button", name="下载结果").click()
    began = time.monotonic()
    with page.expect_download():
        page.get_by_role("button", name="日历文件").click()
    return time.monotonic() - began


def _tab(chromium: Browser) -> int:
    """The number of the process that shows the page: of all renderers, the one that worked most."""
    session = chromium.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    renderers = [process for process in processes if process["type"] == "renderer"]
    return int(max(renderers, key=lambda process: process["cpuTime"])["id"])


class Memory:
    """The most private memory of a process, in bytes, from now until it is stopped."""

    def __init__(self, process: int) -> None:
        self._rollup = Path(f"/proc/{process}/smaps_rollup")
        self._peak = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> int:
        self._stopped.set()
        self._thread.join()
        return self._peak

    def now(self) -> int:
        lines = self._rollup.read_text("ascii").splitlines()
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))

    def _watch(self) -> None:
        while not self._stopped.wait(SAMPLE_SECONDS):
            self._peak = max(self._peak, self.now())


def main() -> None:
    for file in ("table.csv", "table.xlsx"):
        for name, value in measure(file).items():
            print(f"{file} {name:>16}: {value:,.1f}")


if __name__ == "__main__":
    main()
