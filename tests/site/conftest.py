"""The built site on a static server of its own, and a real Chromium to open it with."""

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.dev import browser
from scripts.places import SITE

# What a test waits for comes when it comes: a busy machine is no fault of the page.
expect.set_options(timeout=30_000)
BASE_PATH = "/some/base/path"
POLICY = "Content Security Policy"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--js-flags=--liftoff-only",  # Python is started hundreds of times: compiled once, not twice
]


class StaticServer:
    """Serves site/ at the root and once more below BASE_PATH, as any plain web server would."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(_Handler, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def url(self, path: str = "/") -> str:
        return f"{self.origin}{path}"

    def stop(self) -> None:
        self._server.shutdown()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BASE_PATH))

    def end_headers(self) -> None:
        # A host page that pins the loader by its hash may read it from another origin.
        if self.path.removeprefix(BASE_PATH).startswith("/assets/embed/"):
            self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def site() -> Path:
    assert (SITE / "index.html").exists(), "site/ is not built: run `make build` first"
    return SITE


class RealServer(StaticServer):
    """A server that somebody else has started, with the site below BASE_PATH alone (`make trust`)."""

    def __init__(self, origin: str) -> None:
        self.origin = origin

    def url(self, path: str = "/") -> str:
        return f"{self.origin}{BASE_PATH}{path.removeprefix(BASE_PATH)}"

    def stop(self) -> None:
        pass


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[StaticServer]:
    origin = os.environ.get("SITE_ORIGIN")
    served = RealServer(origin) if origin else StaticServer(site)
    yield served
    served.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {"executable_path": browser.without_windows(), "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    """Without what the device keeps (test_offline has that): a hundred requests a test."""
    size = {"width": 390, "height": 844}
    return {"locale": "zh-CN", "viewport": size, "service_workers": "block"}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page on which no script may fail, and nothing may break the page's own policy."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if POLICY in said.text else None)
    page.set_default_timeout(60_000)
    yield page
    assert not errors, errors
