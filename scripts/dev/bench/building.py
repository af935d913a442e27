"""How long whoever works on this site waits: for a saved guide to be seen, and for the whole build.

Leaves site/ as `make build` makes it. `python -m scripts.dev.bench.building` measures this alone.
"""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from playwright.sync_api import Page, sync_playwright

from scripts.dev import browser
from scripts.dev.bench.rows import Row
from scripts.places import BUILD, DOCS, ROOT

GUIDE = DOCS / "guides" / "annotation.md"
SAVES = 3
SEEN_SECONDS = 1.5
BUILD_SECONDS = 6
LONGEST_MS = 120_000
# As for whoever works on it: Python keeps what it has compiled of modules, even where the environment
# of the benchmark forbids that.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPYCACHEPREFIX": str(BUILD / "bench" / "bytecode"),
}


def benches() -> list[Row]:
    seen = statistics.median(save_to_seen())
    _build()
    return [
        Row("guide saved → seen in the browser (make serve)", seen, "s", most=SEEN_SECONDS),
        Row("whole build, caches warm", _build(), "s", most=BUILD_SECONDS),
    ]


def save_to_seen() -> list[float]:
    """Seconds from saving a guide to its words in an open page, for some saves."""
    text = GUIDE.read_bytes()
    try:
        with _serving() as origin, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=browser.find(), args=["--no-sandbox", "--disable-gpu"]
            )
            page = chromium.new_page(service_workers="block")
            page.goto(f"{origin}/guides/annotation/")
            seconds = [_save(page, text, f"第 {number} 次保存。") for number in range(SAVES)]
            chromium.close()
    finally:
        GUIDE.write_bytes(text)
    return seconds


def _save(page: Page, text: bytes, words: str) -> float:
    page.wait_for_timeout(1000)
    began = time.monotonic()
    GUIDE.write_bytes(text.replace(b"\n## ", f"\n{words}\n\n## ".encode(), 1))
    page.get_by_text(words).wait_for(timeout=LONGEST_MS)
    return time.monotonic() - began


@contextlib.contextmanager
def _serving() -> Iterator[str]:
    """The origin of a `make serve`, once it has built."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "scripts.serve", "--port", port]
    server = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        while "Open http" not in (line := server.stdout.readline()):
            assert line, "the server ended before it served"
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _build() -> float:
    """Seconds for the whole build in a process of its own."""
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "scripts.build"],
        cwd=ROOT,
        env=ENVIRONMENT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.monotonic() - began


def main() -> None:
    for row in benches():
        print(f"{row.name:<48} {row}")


if __name__ == "__main__":
    main()
