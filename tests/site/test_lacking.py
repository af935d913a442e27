"""An answer calls a function of Python that was taken out: the complete Python starts once and answers."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from scripts.dev.cases import expected, fragment
from scripts.dev.lacking import lacking
from scripts.places import SITE
from tests.site.checker_page import PATH, change, expect_answered, shown, whole_form
from tests.site.conftest import StaticServer
from tests.site.test_checker import REQUEST

OTHER = {**REQUEST, "apply_on": "2026-05-20"}
SMALL, COMPLETE = "**/pyodide.asm.wasm", "**/complete.wasm"
FELL_BACK = "performance.getEntriesByName('runtime-complete').length"
NOT_UNDERSTOOD = "😀"  # what is taken out is called for it


@pytest.fixture(scope="module")
def without_refusals() -> bytes:
    [folder] = (SITE / "assets" / "runtime").iterdir()
    return lacking(folder)


@pytest.fixture
def reader(
    browser: Browser, browser_context_args: dict, without_refusals: bytes
) -> Iterator[BrowserContext]:
    context = browser.new_context(**browser_context_args)
    context.route(
        SMALL,
        lambda route: route.fulfill(body=without_refusals, content_type="application/wasm"),
    )
    yield context
    context.close()


@pytest.fixture
def visit(reader: BrowserContext) -> Page:
    page = reader.new_page()
    page.set_default_timeout(30_000)
    return page


def starts(page: Page) -> list[str]:
    found: list[str] = []
    page.on("worker", lambda w: found.append(w.url) if "/assets/runtime/" in w.url else None)
    return found


def ask_what_is_not_understood(page: Page) -> None:
    change(page)
    whole_form(page)
    page.locator("#tool-apply_on").fill(NOT_UNDERSTOOD)
    page.locator("#tool-form [type=submit]").click()


def open_link_in_this_tab(page: Page, link: str) -> None:
    page.evaluate(
        """link => {
          delete document.getElementById("tool-answer").dataset.verdict;
          location.hash = link;
        }""",
        link,
    )
    expect(page.locator("#tool-answer[data-verdict]")).to_have_attribute("data-state", "ready")


@pytest.mark.trust
def test_a_question_is_asked_again_and_nothing_typed_is_lost(visit: Page, server: StaticServer):
    started = starts(visit)
    visit.goto(server.url(PATH + fragment(REQUEST)))
    expect_answered(visit)
    assert visit.evaluate(FELL_BACK) == 0
    ask_what_is_not_understood(visit)
    expect(visit.locator("#tool-answer")).to_have_attribute("data-state", "error")
    expect(visit.locator("#tool-form .field-error").first).to_be_visible()
    assert visit.evaluate(FELL_BACK) == 1
    expect(visit.locator("#tool-apply_on")).to_have_value(NOT_UNDERSTOOD)
    open_link_in_this_tab(visit, fragment(OTHER))
    assert shown(visit) == expected(OTHER)
    ask_what_is_not_understood(visit)
    expect(visit.locator("#tool-answer")).to_have_attribute("data-state", "error")
    assert visit.evaluate(FELL_BACK) == 1
    assert len(started) == 2


@pytest.mark.trust
def test_a_table_goes_on_in_the_complete_python(visit: Page, server: StaticServer):
    started = starts(visit)
    names = [f"第{n}行" for n in range(5_000)]
    rows = [f"2026-12-31,{name}\n" for name in names]
    visit.goto(server.url("/tools/batch/"))
    table = "注册有效期至,备注\n" + "".join(rows) + "x,不懂的\n"
    visit.set_input_files(
        "#tool-file", {"name": "a.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    visit.locator("#tool-run").click()
    expect(visit.locator("#tool-answer .verdict")).to_have_text(re.compile("共 5,001 行"))
    assert visit.evaluate(FELL_BACK) == 1
    assert len(started) == 2
    with visit.expect_download() as download:
        visit.get_by_role("button", name="下载结果").click()
    lines = download.value.path().read_text("utf-8").splitlines()[1:]
    assert sorted(line.split(",")[1] for line in lines) == sorted([*names, "不懂的"])


@pytest.mark.trust
def test_the_complete_python_takes_no_memory_of_the_smaller(visit: Page, server: StaticServer):
    page = visit
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect_answered(page)
    ready = "performance.getEntriesByName('runtime-ready').map(({ detail }) => detail)"
    assert page.evaluate(ready) == ["memory"]
    ask_what_is_not_understood(page)
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "error")
    assert page.evaluate(ready) == ["memory", "start"]


@pytest.mark.trust
def test_where_it_does_not_come_that_is_said_and_the_smaller_answers_on(
    visit: Page, server: StaticServer
):
    def lost(route: Route) -> None:
        route.abort()

    visit.route(COMPLETE, lost)
    visit.goto(server.url(PATH + fragment(REQUEST)))
    expect_answered(visit)
    ask_what_is_not_understood(visit)
    answer = visit.locator("#tool-answer")
    expect(answer).to_contain_text("很少用的部分")
    expect(visit.locator("#tool-apply_on")).to_have_value(NOT_UNDERSTOOD)
    open_link_in_this_tab(visit, fragment(OTHER))
    visit.unroute(COMPLETE)
    ask_what_is_not_understood(visit)
    expect(visit.locator("#tool-form .field-error").first).to_be_visible()
