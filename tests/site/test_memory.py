"""Python's memory kept on the device: the second visit goes on from it, gives the same answers, and
does without it whenever it does not fit."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from scripts.dev.cases import fragment
from tests.site.checker_page import PATH, expect_answered, shown
from tests.site.conftest import StaticServer
from tests.site.corpus import assert_every_case_is_answered_alike
from tests.site.test_checker import REQUEST, expected

STARTED_FROM = "performance.getEntriesByName('runtime-ready').at(-1).detail"
KEPT = """async () => {
  const cache = await caches.open("yaoshi-zhiqi / memory");
  const kept = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
  return Promise.all(kept.map(async (response) => (await response.arrayBuffer()).byteLength));
}"""
# Opens what is kept, changes it, and puts it back; `change` gets (bytes, what seals bytes, headers).
CHANGE = """async (change) => {
  const cache = await caches.open("yaoshi-zhiqi / memory");
  const [key] = await cache.keys();
  const response = await cache.match(key);
  const sealed = async (bytes) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const changed = await change(new Uint8Array(await response.arrayBuffer()), sealed, response.headers);
  await cache.put(key, new Response(changed.bytes, { headers: { "x-sha256": changed.sha256 } }));
}"""
# A page in the middle of the heap, the seal left as it was.
WRONG_HASH = """async (bytes, sealed, headers) => {
  bytes[bytes.length - 5000] ^= 1;
  return { bytes, sha256: headers.get("x-sha256") };
}"""
TRUNCATED = """async (bytes, sealed, headers) =>
  ({ bytes: bytes.slice(0, bytes.length - 4096), sha256: headers.get("x-sha256") })"""
TRUNCATED_AND_SEALED = """async (bytes, sealed) => {
  const cut = bytes.slice(0, bytes.length / 2);
  return { bytes: cut, sha256: await sealed(cut) };
}"""
# Well sealed, but not what it says: Python's data are gone.
ZEROED = """async (bytes, sealed) => {
  bytes.fill(0, bytes.length / 4);
  return { bytes, sha256: await sealed(bytes) };
}"""
OTHER_ENGINE = """async (bytes, sealed) => {
  const at = new TextDecoder("latin1").decode(bytes.subarray(0, 200000)).indexOf('"engine":"');
  bytes[at + 10] = 88;
  return { bytes, sha256: await sealed(bytes) };
}"""
OTHER_ANSWER = """async (bytes, sealed) => {
  const at = new TextDecoder("latin1").decode(bytes.subarray(0, 200000)).indexOf('"probe":"');
  bytes[at + 12] = 88;
  return { bytes, sha256: await sealed(bytes) };
}"""
# There is room for Python, but not for a copy of its memory beside it.
NO_ROOM = """
self.Uint8Array = new Proxy(Uint8Array, {
  construct(made, args) {
    if (typeof args[0] === "number" && args[0] > 16e6) throw new RangeError("Array buffer allocation failed");
    return Reflect.construct(made, args);
  },
});
"""


@pytest.fixture
def reader(browser: Browser, browser_context_args: dict) -> Iterator[BrowserContext]:
    """A browser whose storage lasts from visit to visit."""
    context = browser.new_context(**browser_context_args)
    context.set_default_timeout(60_000)
    yield context
    context.close()


def visit(reader: BrowserContext, server: StaticServer) -> Page:
    """The share link opened in a new tab, answered."""
    page = reader.new_page()
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect_answered(page)
    assert shown(page) == expected(REQUEST)
    return page


def wait_until_kept(page: Page) -> None:
    for _ in range(100):
        if page.evaluate(KEPT):
            return
        page.wait_for_timeout(200)
    raise AssertionError("no memory was kept")


def first_visit(reader: BrowserContext, server: StaticServer) -> Page:
    page = visit(reader, server)
    assert page.evaluate(STARTED_FROM) == "start"
    wait_until_kept(page)
    return page


@pytest.mark.trust
def test_the_second_visit_answers_every_case_from_memory(
    reader: BrowserContext, server: StaticServer
):
    page = first_visit(reader, server)
    [size] = page.evaluate(KEPT)
    assert size < 9_000_000
    page.close()
    page = visit(reader, server)
    assert page.evaluate(STARTED_FROM) == "memory"
    assert_every_case_is_answered_alike(page, "memory")
    assert page.evaluate(KEPT) == [size]


def test_nothing_that_was_asked_is_kept(reader: BrowserContext, server: StaticServer):
    """The memory is made before the first question is read."""
    page = reader.new_page()
    page.goto(server.url(PATH + "#apply_on=2031-07-19&a=2031-06-18:90"))
    expect_answered(page)
    wait_until_kept(page)
    found = page.evaluate(
        """async () => {
          const cache = await caches.open("yaoshi-zhiqi / memory");
          const response = await cache.match((await cache.keys())[0]);
          const text = new TextDecoder("latin1").decode(await response.arrayBuffer());
          return ["2026-02-10", "2031"].map((day) => text.includes(day));
        }"""
    )
    assert found == [True, False]


@pytest.mark.trust
@pytest.mark.parametrize(
    "change",
    [WRONG_HASH, TRUNCATED, TRUNCATED_AND_SEALED, ZEROED, OTHER_ENGINE, OTHER_ANSWER],
    ids=[
        "wrong hash",
        "truncated",
        "truncated and sealed",
        "zeroed",
        "other engine",
        "other answer",
    ],
)
def test_a_memory_that_does_not_fit_is_passed_over(
    reader: BrowserContext, server: StaticServer, change: str
):
    page = first_visit(reader, server)
    page.evaluate(f"() => ({CHANGE})({change})")
    page.close()
    page = visit(reader, server)
    assert page.evaluate(STARTED_FROM) == "start"
    wait_until_kept(page)  # a good one takes its place
    page.close()
    assert visit(reader, server).evaluate(STARTED_FROM) == "memory"


@pytest.mark.trust
def test_without_room_for_a_copy_python_starts_all_the_same(
    reader: BrowserContext, server: StaticServer
):
    def starved(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=NO_ROOM + response.text())

    first_visit(reader, server).close()
    reader.route("**/worker.js", starved)
    page = visit(reader, server)
    assert page.evaluate(STARTED_FROM) == "start"


@pytest.mark.trust
def test_whoever_switched_it_off_has_nothing_kept(reader: BrowserContext, server: StaticServer):
    page = reader.new_page()
    page.goto(server.url("/about/privacy/"))
    page.evaluate("localStorage.setItem('yaoshi-zhiqi.offline-off', '')")
    page.close()
    page = visit(reader, server)
    page.wait_for_timeout(3000)
    assert page.evaluate(KEPT) == []


@pytest.mark.trust
def test_a_start_that_fails_forgets_what_was_kept(reader: BrowserContext, server: StaticServer):
    first_visit(reader, server).close()
    reader.route("**/pyodide.asm.js", lambda route: route.abort())
    page = reader.new_page()
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "error")
    assert page.evaluate(KEPT) == []
