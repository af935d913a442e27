"""The Chromiums here: the whole one, which is measured and shown, and the one without windows, which
the browser tests drive: the same engine for a third of the processor's time. Found on PATH, else
Playwright's, else Debian's.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
WITHOUT_WINDOWS = ("chromium-headless-shell", "chrome-headless-shell")
DEBIAN_PACKAGES = (("chromium", "fonts-noto-cjk"), ("chromium-headless-shell",))

HELP = """No Chromium was found and none could be installed. Any one of these helps, then run make again:
  - install Chromium or Chrome so that `chromium` or `google-chrome` is on PATH
  - .venv/bin/playwright install chromium
  - as root on Debian or Ubuntu: apt-get install chromium fonts-noto-cjk"""


def on_path(names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


def of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """The path of a whole Chromium, or None."""
    return on_path(NAMES) or of_playwright()


def without_windows() -> str | None:
    """The path of the Chromium for tests; None: the one that Playwright has for that."""
    return on_path((*WITHOUT_WINDOWS, *NAMES))


def can_install_packages() -> bool:
    return bool(shutil.which("apt-get")) and os.geteuid() == 0


def install() -> None:
    """Tries Debian's packages as root, else Playwright's download; each shows its own progress."""
    if can_install_packages():
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        for packages in DEBIAN_PACKAGES:
            print(f"Installing {' and '.join(packages)} from Debian's packages", flush=True)
            install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
            subprocess.run(install, env=quiet, check=False)
    else:
        print("Installing Playwright's Chromium", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    if not find() or (can_install_packages() and not on_path(WITHOUT_WINDOWS)):
        install()
    found = find()
    print(f"Chromium: {found}" if found else HELP, flush=True)
    print(f"Chromium of the tests: {without_windows() or 'that of Playwright'}", flush=True)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
