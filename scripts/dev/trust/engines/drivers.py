"""Three browsers, driven alike: open, click, type, call."""

import json
import os
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.dev import browser
from scripts.dev.trust.debian import Missing, need
from scripts.places import ROOT

PATIENCE = 120  # seconds for one step, Python's start included
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Playwright itself waits for a script for ever.
TIMED = """([argument, patience]) => Promise.race([
  ({script})(argument),
  new Promise((_, fail) => setTimeout(() => fail(new Error("no answer in time")), patience)),
])"""
MINI_BROWSER = "webkit2gtk-4.*/MiniBrowser"


class Driver(ABC):
    """One page of one browser."""

    @abstractmethod
    def open(self, url: str) -> None: ...

    @abstractmethod
    def click(self, selector: str) -> None: ...

    @abstractmethod
    def type(self, selector: str, text: str) -> None:
        """Presses the keys of `text` in a field."""

    @abstractmethod
    def call(self, script: str, argument: Any = None) -> Any:
        """What an async JavaScript function answers."""


class Chromium(Driver):
    def __init__(self, page: Any) -> None:
        self.page = page

    def open(self, url: str) -> None:
        self.page.goto(url)

    def click(self, selector: str) -> None:
        self.page.click(selector)

    def type(self, selector: str, text: str) -> None:
        self.page.locator(selector).press_sequentially(text)

    def call(self, script: str, argument: Any = None) -> Any:
        return self.page.evaluate(TIMED.format(script=script), [argument, PATIENCE * 1000])


@contextmanager
def chromium() -> Iterator[Driver]:
    from playwright.sync_api import sync_playwright

    path = browser.find()
    if not path:
        raise Missing(browser.HELP)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = launched.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        yield Chromium(page)
        launched.close()


class Firefox(Driver):
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def _do(self, name: str, *given: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([name, *given]) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline() or '{"error": "Firefox has gone"}')
        assert "error" not in said, f"Firefox, {name} {given}: {said.get('error')}"
        return said.get("value")

    def open(self, url: str) -> None:
        self._do("open", url)

    def click(self, selector: str) -> None:
        self._do("click", selector)

    def type(self, selector: str, text: str) -> None:
        self._do("type", selector, text)

    def call(self, script: str, argument: Any = None) -> Any:
        return self._do("call", script, argument)


@contextmanager
def firefox() -> Iterator[Driver]:
    command = [
        "node",
        str(Path(__file__).with_name("firefox.mjs")),
        need("firefox-esr", "firefox-esr"),
        str(PATIENCE * 1000),
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Firefox(process)
        assert process.stdin
        process.stdin.close()
        process.wait(PATIENCE)


class WebKit(Driver):
    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def _find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def open(self, url: str) -> None:
        self.driver.get(url)

    def click(self, selector: str) -> None:
        self._find(selector).click()

    def type(self, selector: str, text: str) -> None:
        self._find(selector).send_keys(text)

    def call(self, script: str, argument: Any = None) -> Any:
        awaited = (
            "const [argument, done] = arguments;"
            f"({script})(argument).then((value) => done([value]), (error) => done(String(error)))"
        )
        said = self.driver.execute_async_script(awaited, argument)
        assert isinstance(said, list), f"WebKit: {said}"
        return said[0]


@contextmanager
def webkit() -> Iterator[Driver]:
    """WebKitGTK's small browser, on a screen in memory."""
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    program = need("WebKitWebDriver", "webkit2gtk-driver")
    browsers = sorted(Path("/usr/lib").glob(f"*/{MINI_BROWSER}"))
    if not browsers:
        raise Missing("MiniBrowser of WebKitGTK is needed: apt-get install webkit2gtk-driver")
    options = Options()
    options.binary_location = str(browsers[-1])
    options.add_argument("--automation")
    options.set_capability("browserName", "MiniBrowser")
    with screen() as display:
        service = Service(program, env={**os.environ, "DISPLAY": display})
        driver = webdriver.WebKitGTK(options=options, service=service)
        driver.set_script_timeout(PATIENCE)
        try:
            yield WebKit(driver)
        finally:
            driver.quit()


@contextmanager
def screen() -> Iterator[str]:
    reading, writing = os.pipe()
    command = [need("Xvfb", "xvfb"), "-displayfd", str(writing), "-screen", "0", "1280x1024x24"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        try:
            yield f":{number}"
        finally:
            process.terminate()
