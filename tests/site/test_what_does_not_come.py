"""Files that do not come, come damaged, or are another thing: said in words, past what the device has
kept, and never a grey button for ever."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from scripts.dev.cases import expected, fragment
from scripts.places import SITE
from scripts.runtime.package import build_runtime
from tests.how_many import few
from tests.site.checker_page import PATH, expect_answered, shown
from tests.site.conftest import StaticServer
from tests.site.test_checker import REQUEST, expect_failure
from tests.site.test_offline import PYTHON_FILES, Deployment, deployment, wait_for  # noqa: F401

FILES = ("pyodide.asm.wasm", "memory.bin", "pyodide.asm.js", "worker.js")
NOTE = "form [data-not-coming]"
PORTAL = "<!doctype html><title>登录</title><h1>请先登录</h1>"
TOOL_PAGES = [
    f"/tools/{page.parent.name}/"
    for page in sorted(SITE.glob("tools/*/index.html"))
    if "<form" in page.read_text("utf-8").partition('data-tool="')[0][-200:]
]
# Python's files in the offline copy, every one of them another thing than it should be.
SPOIL = """async (portal) => {
  const name = (await caches.keys()).find((name) => name.includes(" python "));
  const cache = await caches.open(name);
  for (const { url } of await cache.keys())
    await cache.put(url, new Response(portal, { headers: { "content-type": "text/html" } }));
}"""


def link() -> str:
    return PATH + fragment(REQUEST)


def retry(page: Page) -> None:
    page.get_by_role("button", name="再试一次").click()
    expect_answered(page)
    assert shown(page) == expected(REQUEST)


@pytest.mark.parametrize("name", few(FILES))
def test_a_log_in_page_in_place_of_a_file_is_called_what_it_is(
    page: Page, server: StaticServer, name: str
):
    page.route(re.compile(f"/{name}"), lambda r: r.fulfill(content_type="text/html", body=PORTAL))
    page.goto(server.url(link()))
    expect_failure(page, "来的是一个网页")
    expect(page.locator("#tool-answer")).to_contain_text("重新下载")
    page.unroute_all()
    retry(page)


@pytest.mark.trust
def test_a_log_in_page_is_called_what_it_is_however_late_it_comes(page: Page, server: StaticServer):
    """Python's own start stumbles before what came in place of its file is known."""
    held: list[Route] = []

    def portal(route: Route) -> None:
        route.fulfill(content_type="text/html", body=PORTAL)

    page.route(
        re.compile("/pyodide.asm.js"),
        lambda route: (held.append if route.request.resource_type == "fetch" else portal)(route),
    )
    page.goto(server.url(link()))
    for _ in range(2):  # the second start takes nothing that the device has kept
        while not held:
            page.wait_for_timeout(50)
        page.wait_for_timeout(2_000)
        portal(held.pop())
    expect_failure(page, "来的是一个网页")


@pytest.mark.trust
@pytest.mark.parametrize("name", FILES[:3])
def test_an_empty_file_is_asked_for_once_more_and_then_said(
    page: Page, server: StaticServer, name: str
):
    kind = {"wasm": "application/wasm", "bin": "application/octet-stream", "js": "text/javascript"}
    asked: list[str] = []

    def empty(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type=kind[name.rpartition(".")[2]], body="")

    page.route(re.compile(f"/{name}"), empty)
    page.goto(server.url(link()))
    expect_failure(page, "计算程序没有")
    page.unroute_all()
    retry(page)


def test_an_empty_worker_ends_in_a_sentence_and_a_way_on(page: Page, server: StaticServer):
    page.clock.install()
    page.route(
        re.compile("/worker.js"), lambda r: r.fulfill(content_type="text/javascript", body="")
    )
    page.goto(server.url(link()))
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "loading")
    page.wait_for_timeout(500)
    page.clock.fast_forward(61_000)
    expect_failure(page, "很久")
    page.unroute_all()
    retry(page)


def test_a_file_that_comes_right_the_second_time_is_not_missed(page: Page, server: StaticServer):
    page.route("**/*.wasm", lambda r: r.fulfill(content_type="text/html", body=PORTAL), times=1)
    page.goto(server.url(PATH))  # opened as a link, the head of the page would have asked before
    page.locator("#tool-form[data-attached]").wait_for()
    page.evaluate("hash => { location.hash = hash }", link().partition("#")[2])
    expect_answered(page)
    assert shown(page) == expected(REQUEST)


def test_without_compiling_while_it_arrives(page: Page, server: StaticServer):
    def older(route: Route) -> None:
        reply = route.fetch()
        lacking = "delete WebAssembly.compileStreaming; delete WebAssembly.instantiateStreaming;\n"
        route.fulfill(response=reply, body=lacking + reply.text())

    page.route("**/worker.js", older)
    page.goto(server.url(link()))
    expect_answered(page)
    assert shown(page) == expected(REQUEST)


def test_a_browser_without_module_workers_is_told_so(page: Page, server: StaticServer):
    page.add_init_script(
        "const Real = Worker; globalThis.Worker = function (address) { return new Real(address) }"
    )
    page.goto(server.url(link()))
    expect_failure(page, "太旧")


@pytest.fixture
def kept(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 390, "height": 844})
    yield made
    made.close()


@pytest.mark.trust
def test_a_bad_copy_kept_on_the_device_is_got_past(kept: BrowserContext, deployment: Deployment):  # noqa: F811
    page = kept.new_page()
    page.goto(deployment.url(link()))
    expect_answered(page)
    wait_for(page, PYTHON_FILES, len(FILES) + 1)  # notice.zip too, which another page loads
    page.evaluate(SPOIL, PORTAL)
    page.goto("about:blank")
    page.goto(deployment.url(link()))
    expect_answered(page)
    assert shown(page) == expected(REQUEST)
    wait_for(page, PYTHON_FILES, len(FILES) + 1)  # notice.zip too, which another page loads
    good = "caches.match(location.origin + path).then((r) => r.headers.get('content-type'))"
    folder = page.locator("meta[name=runtime]").get_attribute("content")
    address = f"new URL('{folder}pyodide.asm.wasm', location.href.split('#')[0]).pathname"
    assert page.evaluate(f"() => {{ const path = {address}; return {good} }}") == "application/wasm"


@pytest.mark.trust
def test_a_failure_with_an_offline_copy_shows_where_to_delete_it(
    kept: BrowserContext,
    deployment: Deployment,  # noqa: F811
):
    page = kept.new_page()
    page.goto(deployment.url("/guides/"))
    wait_for(page, "() => navigator.serviceWorker.controller !== null", True)
    kept.route("**/*.wasm", lambda r: r.fulfill(content_type="text/html", body=PORTAL))
    page.goto(deployment.url(link()))
    expect_failure(page, "来的是一个网页")
    page.get_by_role("link", name="关掉离线保存").click()
    expect(page.locator("[data-offline-switch]")).to_be_visible()


def lost(route: Route) -> None:
    route.abort()


def unreadable(route: Route) -> None:
    route.fulfill(content_type="text/javascript", body="let a = ;")


HOW = {"lost": (lost, "没有载入成功"), "unreadable": (unreadable, "太旧")}


@pytest.fixture
def visit(browser: Browser) -> Iterator[Page]:
    """A page on which scripts may fail."""
    page = browser.new_page(service_workers="block", viewport={"width": 390, "height": 844})
    yield page
    page.close()


@pytest.mark.parametrize("script", ["site", "tools"])
@pytest.mark.parametrize("how", HOW)
def test_a_script_that_does_not_work_is_said_in_the_form(
    visit: Page, server: StaticServer, script: str, how: str
):
    fail, words = HOW[how]
    visit.route(f"**/assets/{script}.*.js", fail)
    visit.goto(server.url(PATH))
    note = visit.locator(f"#tool-form {NOTE.removeprefix('form ')}")
    expect(note).to_contain_text(words)
    expect(note.locator("a[href='#worked']")).to_be_visible()
    if how == "lost":
        visit.unroute_all()
        note.get_by_role("button", name="重新载入").click()
        expect(visit.locator("#tool-form [type=submit]")).to_be_enabled()
        expect(visit.locator(NOTE)).to_have_count(0)


@pytest.mark.parametrize("path", TOOL_PAGES)
def test_every_tool_says_it(visit: Page, server: StaticServer, path: str):
    visit.route("**/assets/site.*.js", lost)
    visit.goto(server.url(path))
    expect(visit.locator(NOTE).first).to_contain_text("没有载入成功")
    expect(visit.locator(f"{NOTE} a").first).to_be_visible()


@pytest.mark.trust
@pytest.mark.parametrize("script", ["site", "tools"])
def test_a_script_that_hangs_is_said_and_may_still_come(
    visit: Page, server: StaticServer, script: str
):
    held: list[Route] = []
    visit.clock.install()
    visit.route(f"**/assets/{script}.*.js", lambda route: held.append(route))
    with visit.expect_request(f"**/assets/{script}.*.js"):
        visit.goto(server.url(PATH), wait_until="commit")
    visit.wait_for_timeout(1000)
    expect(visit.locator(NOTE)).to_have_count(0)
    visit.clock.fast_forward(21_000)
    expect(visit.locator(NOTE).first).to_contain_text("还没有来")
    for route in held:
        route.continue_()
    expect(visit.locator("#tool-form [type=submit]")).to_be_enabled()
    expect(visit.locator(NOTE)).to_have_count(0)


def test_a_browser_that_knows_no_modules_is_told_so(visit: Page, server: StaticServer):
    visit.add_init_script("delete HTMLScriptElement.prototype.noModule")
    visit.route("**/assets/*.js", lambda route: None)  # it would not ask for them
    visit.goto(server.url(PATH), wait_until="commit")
    expect(visit.locator(NOTE).first).to_contain_text("太旧")


def test_all_is_well_and_nothing_is_said(visit: Page, server: StaticServer):
    assert {PATH, "/tools/batch/"} <= set(TOOL_PAGES)
    for path in TOOL_PAGES:
        visit.goto(server.url(path))
        expect(visit.locator("form[data-attached]").first).to_be_visible()
        expect(visit.locator(NOTE)).to_have_count(0)


@pytest.mark.parametrize("path", TOOL_PAGES)
def test_the_size_is_told_before_the_download_as_it_is_on_the_wire(site: Path, path: str):
    told = build_runtime().megabytes
    assert 1 < float(told) < 2.5
    page = (site / path.strip("/") / "index.html").read_text("utf-8")
    assert f"先下载约 {told} MB" in page
