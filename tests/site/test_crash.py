"""Python breaks in the middle of the work: it is started once more; when it breaks again, that is said."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, Worker, expect

from scripts.dev.cases import expected, fragment
from tests.site.checker_page import PATH, expect_answered, shown
from tests.site.conftest import StaticServer
from tests.site.test_checker import REQUEST

OTHER = {**REQUEST, "apply_on": "2026-05-20"}
# Python's memory, 12 MB at first, grows to 20 MB and no further.
NO_MORE_MEMORY = """
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65536 > 20 * 2 ** 20) throw new RangeError("no");
  return grow.call(this, pages);
};
"""


@pytest.fixture
def workers(page: Page) -> list[str]:
    """Every start of Python's worker."""
    started: list[str] = []
    page.on("worker", lambda w: started.append(w.url) if "/assets/runtime/" in w.url else None)
    return started


def worker_of_python(page: Page) -> Worker:
    return [w for w in page.workers if "/assets/runtime/" in w.url][-1]


def choose(page: Page, table: bytes) -> None:
    page.set_input_files("#tool-file", {"name": "a.csv", "mimeType": "text/csv", "buffer": table})


def dies_silently(page: Page) -> None:
    worker_of_python(page).evaluate("close()")


def throws(page: Page) -> None:
    worker_of_python(page).evaluate("() => { setTimeout(() => { throw new Error('broken') }) }")


@pytest.mark.trust
@pytest.mark.parametrize("breaks", [dies_silently, throws])
def test_a_worker_that_breaks_is_started_again_unseen(
    page: Page, server: StaticServer, workers: list[str], breaks: Callable[[Page], None]
):
    page.clock.install()
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect_answered(page)
    breaks(page)
    page.evaluate("hash => { location.hash = hash }", fragment(OTHER))
    if breaks is dies_silently:
        page.wait_for_timeout(500)
        page.clock.fast_forward(21_000)
    expect(page.locator("#tool-answer time[data-answer=ready_by]")).to_have_attribute(
        "datetime", expected(OTHER)["ready_by"], timeout=60_000
    )
    assert shown(page) == expected(OTHER)
    assert len(workers) == 2


@pytest.mark.trust
def test_a_table_goes_on_where_python_broke(page: Page, server: StaticServer, workers: list[str]):
    names = [f"第{n}行" for n in range(20_000)]
    page.goto(server.url("/tools/batch/"))
    table = "注册有效期至,备注\n" + "".join(f"2026-12-31,{n}\n" for n in names)
    choose(page, table.encode())
    page.locator("#tool-run").click()
    expect(page.locator("#tool-answer [role=status]")).to_have_text(re.compile("已算 [1-9]"))
    throws(page)
    expect(page.locator("#tool-answer .verdict")).to_have_text(
        "算好了，共 20,000 行", timeout=60_000
    )
    assert len(workers) == 2
    with page.expect_download() as download:
        page.get_by_role("button", name="下载结果").click()
    lines = download.value.path().read_text("utf-8").splitlines()[1:]
    assert [line.split(",")[1] for line in lines] == names


@pytest.mark.trust
def test_memory_that_runs_out_twice_is_explained(
    page: Page, server: StaticServer, workers: list[str]
):
    def starved(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=NO_MORE_MEMORY + reply.text())

    page.route("**/worker.js", starved)
    page.goto(server.url("/tools/batch/"))
    row = (
        f"2026-12-31,{'示例' * 15_000}\n"  # a table is read in pieces, but 200 rows go out at once
    )
    choose(page, f"注册有效期至,备注\n{row * 210}".encode())
    page.locator("#tool-run").click(timeout=60_000)
    answer = page.locator("#tool-answer")
    expect(answer).to_have_attribute("data-state", "error", timeout=60_000)
    expect(answer).to_contain_text("内存不够")
    assert len(workers) == 2
    page.unroute("**/worker.js")
    page.get_by_role("button", name="再试一次").click()
    expect(answer.locator(".verdict")).to_have_text("算好了，共 210 行", timeout=60_000)
