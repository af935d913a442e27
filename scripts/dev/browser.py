"""The Chromium that the browser tests drive: found on PATH, else Playwright's, else Debian's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk")

HELP = """No Chromium was found and none could be installed. Any one of these helps, then run make again:
  - install Chromium or Chrome so that `chromium` or `google-chrome` is on PATH
  - .venv/bin/playwright install chromium
  - as root on Debian or Ubuntu: apt-get install chromium fonts-noto-cjk"""


def on_path() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """The path of a Chromium, or None."""
    return on_path() or of_playwright()


def install() -> None:
    """Tries Debian's package as root, else Playwright's download; each shows its own progress."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {' and '.join(DEBIAN_PACKAGES)} from Debian's packages", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *DEBIAN_PACKAGES]
        subprocess.run(install, env=quiet, check=False)
    else:
        print("Installing Playwright's Chromium", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    if not find():
        install()
    found = find()
    print(f"Chromium: {found}" if found else HELP, flush=True)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
