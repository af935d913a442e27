"""The memory that Python goes on from: whatever does not fit is passed over, and the complete Python starts."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from scripts.dev.cases import fragment
from scripts.runtime.package import build_runtime
from tests.how_many import few
from tests.site.checker_page import PATH, expect_answered, shown
from tests.site.conftest import StaticServer
from tests.site.test_checker import REQUEST, expected

STARTED_FROM = "performance.getEntriesByName('runtime-ready').at(-1).detail"
FELL_BACK = "performance.getEntriesByName('runtime-complete').length"
MEMORY = (build_runtime().folder / "memory.bin").read_bytes()
SPOILT = {
    "zeroed": MEMORY[: len(MEMORY) // 2] + bytes(len(MEMORY) // 2),
    "shorter": MEMORY[:-4096],
    "with another bit": MEMORY[:-9999] + bytes([MEMORY[-9999] ^ 1]) + MEMORY[-9998:],
}
# There is room for Python, but not for what it goes on from.
NO_ROOM = """
const { slice } = Uint8Array.prototype;
Uint8Array.prototype.slice = function (...part) {
  if (this.length > 3e6) throw new RangeError("Array buffer allocation failed");
  return slice.apply(this, part);
};
"""


def open_link(page: Page, server: StaticServer) -> None:
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect_answered(page)
    assert shown(page) == expected(REQUEST)


def test_nothing_of_python_is_kept_on_the_device_but_its_files(page: Page, server: StaticServer):
    open_link(page, server)
    assert page.evaluate(STARTED_FROM) == "memory"
    page.wait_for_timeout(3000)
    assert page.evaluate("caches.keys()") == []  # this browser has no offline copy


@pytest.mark.parametrize("how", few(SPOILT))
def test_another_memory_than_the_one_that_was_saved_is_not_taken_up(
    page: Page, server: StaticServer, how: str
):
    page.route("**/memory.bin", lambda route: route.fulfill(body=SPOILT[how]))
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "error")
    page.unroute_all()
    page.get_by_role("button", name="再试一次").click()
    expect_answered(page)
    assert page.evaluate(STARTED_FROM) == "memory"


def test_one_that_answers_another_thing_is_left_to_the_complete_python(
    page: Page, server: StaticServer
):
    def expecting_another(route: Route) -> None:
        response = route.fetch()
        [said] = set(re.findall(r'\\?"verdict\\?": \\?"(\w+)', response.text()))
        route.fulfill(response=response, body=response.text().replace(said, "another"))

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.route("**/worker.js", expecting_another)
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "error")
    assert page.evaluate(FELL_BACK) == 1
    after = asked[asked.index("complete.wasm") :]
    assert not {"pyodide.asm.wasm", "pyodide.asm.js", "memory.bin"} & set(after)


@pytest.mark.trust
def test_without_room_for_it_python_starts_all_the_same(page: Page, server: StaticServer):
    def starved(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=NO_ROOM + response.text())

    page.route("**/worker.js", starved)
    open_link(page, server)
    assert page.evaluate(STARTED_FROM) == "start"
