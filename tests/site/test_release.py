"""The zip of a release, unpacked anywhere and served by what comes with Python, as from a USB stick."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.dev.release import write_zip
from tests.site.checker_page import PATH, expect_answered, shown

# Three of 90 days, asked again on 2026-02-10: docs/dev/checker.md works the dates out by hand.
LINK = "#apply_on=2026-02-10&days=90&a=2026-01-01:90&a=2026-01-15:90&a=2026-02-01:90"


@pytest.fixture(scope="module")
def stick(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the unpacked zip is served."""
    folder = tmp_path_factory.mktemp("U 盘")
    with zipfile.ZipFile(write_zip(site, folder / "release.zip", "yaoshi")) as archive:
        archive.extractall(folder)
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    server = subprocess.Popen(
        command,
        cwd=folder / "yaoshi",
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout
    port = re.search(r"port (\d+)", server.stdout.readline())
    assert port
    yield f"http://127.0.0.1:{port[1]}"
    server.terminate()
    server.wait(20)


@pytest.mark.trust
def test_the_unpacked_zip_answers(page: Page, stick: str):
    page.goto(f"{stick}{PATH}{LINK}")
    expect_answered(page)
    answer = shown(page)
    assert answer["verdict"] == "refused"
    assert answer["earliest.usual"] == "2026-04-01"
    assert answer["earliest.certain"] == "2026-07-02"


@pytest.mark.trust
def test_it_says_how_to_open_it(page: Page, stick: str):
    assert "http.server" in page.request.get(f"{stick}/README.txt").text()
    page.goto(f"{stick}/about/hosting/")
    expect(page.locator("#usb")).to_be_visible()
