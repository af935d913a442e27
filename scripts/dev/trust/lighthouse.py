"""Lighthouse's mobile run over one page of each kind, served with brotli.

`make lighthouse` holds the pages to the goal. In `make trust` the machine may be shared, and
Lighthouse counts the processor's time: there the floor for performance is lower. What it says
about accessibility, practices and search engines does not depend on the machine.
"""

import json
import subprocess
import sys
from typing import Any

from scripts.dev import browser
from scripts.dev.server import serving
from scripts.places import ROOT, SITE

PAGES = ("/", "/guides/annotation/", "/calendar/", "/provinces/", "/tools/annotation/")
WHOLE = ("accessibility", "best-practices", "seo")
GOAL = 99
FLOOR_ON_A_SHARED_MACHINE = 85
ROUNDS = 3

Page = dict[str, Any]


def check() -> str:
    """What was found to be right. Raises AssertionError."""
    pages = measure(rounds=1)
    short = shortcomings(pages, FLOOR_ON_A_SHARED_MACHINE)
    assert not short, "\n".join(short)
    least = min(page["scores"]["performance"] for page in pages)
    return f"{len(pages)} pages, performance at least {least}, all else 100"


def measure(rounds: int = ROUNDS) -> list[Page]:
    """A page of each kind: the median scores and metrics of some rounds."""
    chromium = browser.find()
    assert chromium, browser.HELP
    with serving(SITE) as origin:
        command = ["node", str(ROOT / "scripts/dev/trust/lighthouse.mjs"), chromium, str(rounds)]
        done = subprocess.run(
            [*command, *(origin + path for path in PAGES)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    found: list[Page] = json.loads(done.stdout)
    return [page | {"path": path} for path, page in zip(PAGES, found, strict=True)]


def shortcomings(pages: list[Page], performance: int) -> list[str]:
    """A line for each score that is too low, with what Lighthouse says cost it."""
    wanted = {"performance": performance} | dict.fromkeys(WHOLE, 100)
    return [
        f"{page['path']} {name} {page['scores'][name]}, wanted {least}: {'; '.join(page['problems'])}"
        for page in pages
        for name, least in wanted.items()
        if page["scores"][name] < least
    ]


def main() -> int:
    pages = measure()
    for page in pages:
        metrics = ", ".join(f"{name} {value:,.2f}" for name, value in page["metrics"].items())
        scores = " ".join(str(page["scores"][name]) for name in ("performance", *WHOLE))
        print(f"{page['path']:<22} {scores}   {page['bytes']:,} bytes, {metrics}")
    short = shortcomings(pages, GOAL)
    print("\n".join(short))
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
