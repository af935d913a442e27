"""The main job in a real browser: dates in, a right and explained answer out, by Python there."""

import contextlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from playwright.sync_api import TimeoutError as NotInTime

from checker.bridge import handle
from scripts.dev.bench import page as bench_page
from scripts.dev.cases import expected, fragment
from scripts.finish.html import finish_html
from scripts.finish.mkdocs import build_site
from scripts.places import ROOT
from scripts.runtime.package import build_runtime, python_version
from tests.case_files import load
from tests.site.checker_page import (
    PATH,
    SHOWN,
    THEME_RUNS,
    change,
    expect_answered,
    open_part,
    shown,
    type_date,
)
from tests.site.conftest import BASE_PATH, StaticServer
from tests.site.corpus import assert_every_case_is_answered_alike

REQUEST = {
    "op": "assess",
    "apply_on": "2026-02-10",
    "days": 90,
    "certificate": {"exam_year": 2024, "issued_on": "2024-12-20"},
    "annotations": [
        {"applied_on": "2026-01-01", "days": 90},
        {"applied_on": "2026-01-15", "valid_until": "2026-04-14"},
    ],
}

TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# What the page, not the theme, calls each table that can be scrolled sideways.
NAMES_OF_SCROLLERS = "(tables) => tables.map(({ parentElement }) => parentElement.ariaLabel)"


def test_python_here_and_in_the_browser_are_of_one_version():
    assert python_version().split(".")[:2] == [str(n) for n in sys.version_info[:2]]


def test_share_link_of_the_contract_is_answered_at_once(page: Page, server: StaticServer):
    link = (
        "#apply_on=2026-02-10&days=90&exam_year=2024&issued_on=2024-12-20"
        "&a=2026-01-01:90&a=2026-01-15~2026-04-14"
    )
    page.goto(server.url(PATH + link))
    expect_answered(page)
    assert shown(page) == expected(REQUEST)
    assert page.input_value("#tool-apply_on") == "2026-02-10"
    assert page.input_value("#tool-issued_on") == "2024-12-20"
    assert page.input_value("#tool-annotation-1-valid_until") == "2026-04-14"
    assert fragment(REQUEST) == link


def test_every_case_shows_what_cpython_answers(page: Page, server: StaticServer):
    page.goto(server.url(PATH))
    requests = [case["request"] for case in load("assess") if not case["request"].get("as_of")]
    assert requests
    for request in requests:
        page.evaluate("hash => { location.hash = hash }", fragment({**request, "op": "assess"}))
        with contextlib.suppress(NotInTime):
            page.wait_for_function(
                f"wanted => {{ const now = ({SHOWN})();"
                " return Object.keys(wanted).every((name) => wanted[name] === now?.[name]) }",
                arg=expected(request),
                timeout=10_000,
            )
        assert shown(page) == expected(request), request


def test_pyodide_gives_the_same_json_as_cpython(page: Page, server: StaticServer):
    page.goto(server.url(PATH))
    assert_every_case_is_answered_alike(page, "memory")


def test_the_page_without_python_is_light(site: Path):
    assert site.exists()
    measured = subprocess.run(
        [sys.executable, "-c", "from scripts.dev.bench import page; print(page.weight())"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    ).stdout  # fmt: skip
    assert 50_000 < int(measured) <= bench_page.KILOBYTES * 1000


def test_a_guide_loads_no_tool_and_a_tool_loads_two_scripts(page: Page, server: StaticServer):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("/")[-1].split(".")[0]))
    page.goto(server.url("/guides/annotation/"))
    page.wait_for_load_state("networkidle")
    ours = {"site", "tools", "qr", "worker"}
    assert [name for name in asked if name in ours] == ["site"]
    asked.clear()
    page.goto(server.url(PATH))
    page.locator("#tool-form[data-attached]").wait_for()
    page.wait_for_load_state("networkidle")
    assert sorted(name for name in asked if name in ours) == ["site", "tools"]


def test_nothing_is_asked_of_any_other_host(page: Page, server: StaticServer):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url("/"))
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect_answered(page)
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith(f"{server.origin}/")] == []


def test_under_any_base_path(page: Page, server: StaticServer):
    page.goto(server.url(BASE_PATH + PATH + fragment(REQUEST)))
    expect_answered(page)
    assert shown(page) == expected(REQUEST)


def test_keyboard_alone(page: Page, server: StaticServer):
    page.goto(server.url(PATH))
    page.locator("#tool-add-annotation").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tool-annotation-0-applied_on")).to_be_focused()
    type_date(page, "#tool-annotation-0-applied_on", "2026年1月1日")
    type_date(page, "#tool-apply_on", "20260210")
    page.keyboard.press("Enter")
    expect_answered(page)
    assert shown(page)["earliest.certain"] == "2026-02-10"
    assert "&apply_on=2026-02-10&a=2026-01-01:90&" in page.url


def test_form_gives_the_answer_and_a_link_to_it(page: Page, server: StaticServer):
    page.goto(server.url(PATH))
    for i, day in enumerate(("2026-01-01", "2026-01-15", "2026-02-01")):
        page.click("#tool-add-annotation")
        page.fill(f"#tool-annotation-{i}-applied_on", day)
    page.fill("#tool-apply_on", "2026-02-10")
    page.click("#tool-form [type=submit]")
    expect_answered(page)
    assert shown(page)["earliest.certain"] == "2026-07-02"
    expect(page.locator("#tool-answer .verdict")).to_have_text("2026年2月10日不能申请加注")
    open_part(page, "出处")
    expect(page.locator("#tool-answer .sources a").first).to_be_visible()
    page.locator("#tool-answer details:has([data-reading]) summary").click()
    expect(page.locator("#tool-answer [data-reading]")).to_have_count(18)
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    expect_answered(page)
    assert shown(page)["earliest.certain"] == "2026-07-02"


def test_nothing_given_is_answered_for_today(page: Page, server: StaticServer):
    page.goto(server.url(PATH))
    page.click("#tool-form [type=submit]")
    expect_answered(page)
    today = json.loads(handle('{"op": "assess"}'))
    assert shown(page)["earliest.usual"] == today["asked"]["apply_on"]


def test_removing_a_row_and_clearing(page: Page, server: StaticServer):
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect_answered(page)
    change(page)
    page.get_by_role("button", name="删除第 1 次加注").click()
    page.click("#tool-form [type=submit]")
    expect(page).to_have_url(re.compile(r"&issued_on=2024-12-20&a=2026-01-15~2026-04-14&k="))
    change(page)
    page.click("#tool-form [type=reset]")
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "idle")
    assert "#" not in page.url


@pytest.mark.parametrize(
    ("link", "field", "sentence"),
    [
        ("#apply_on=2026-02-10&a=2026-01-15~2026-01-01", "#tool-annotation-0-valid_until", "早于"),
        ("#apply_on=2026-02-10&a=2026-01-15~2027-01-01", "#tool-annotation-0-valid_until", "太晚"),
        ("#days=91", "#tool-days", "1 到 90"),
        ("#exam_year=2025&issued_on=2024-12-20", "#tool-issued_on", "早于考试年度"),
        ("#apply_on=2026-02-30", "#tool-apply_on", "不是真实日期"),
        ("#apply_on=明天", "#tool-apply_on", "看不懂这个日期"),
        ("#a=2026-01-15", "#tool-annotation-0-kind", "要写一个"),
    ],
)
def test_wrong_entries_get_a_sentence_beside_the_field(
    page: Page, server: StaticServer, link: str, field: str, sentence: str
):
    page.goto(server.url(PATH + link))
    answer = page.locator("#tool-answer")
    expect(answer).to_have_attribute("data-state", "error", timeout=60_000)
    expect(answer).to_contain_text(sentence)
    expect(page.locator(field)).to_have_attribute("aria-invalid", "true")
    expect(
        page.locator(field).locator("xpath=ancestor::*[contains(@class,'field')][1]")
    ).to_contain_text(sentence)


def test_half_typed_date_is_said_and_kept(page: Page, server: StaticServer):
    page.goto(server.url(PATH))
    page.locator("#tool-apply_on").focus()
    page.keyboard.type("02")
    page.click("#tool-form [type=submit]")
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "error", timeout=60_000)
    expect(page.locator("#tool-apply_on")).to_be_focused()
    expect(page.locator("#tool-apply_on")).to_have_attribute("aria-invalid", "true")


def test_loading_shows_bytes(page: Page, server: StaticServer):
    seen: list[str] = []
    page.expose_function("saw", lambda text: seen.append(text))
    page.goto(server.url(PATH))
    page.evaluate(
        """() => new MutationObserver(() => window.saw(document.getElementById("tool-answer").innerText))
             .observe(document.getElementById("tool-answer"), { childList: true })"""
    )
    page.click("#tool-form [type=submit]")
    expect_answered(page)
    totals = {found[1] for text in seen if (found := re.search(r"[12]\.\d / (\d\.\d) MB", text))}
    assert len(totals) == 1, seen
    assert abs(float(totals.pop()) - float(build_runtime().megabytes)) < 0.11


def hold_python(page: Page) -> list[Route]:
    """Compiled Python does not come before a test lets it: what is asked of it waits in the list."""
    held: list[Route] = []
    page.route("**/*.wasm", lambda route: held.append(route))
    return held


def test_what_is_typed_while_python_loads_is_kept_and_answered(page: Page, server: StaticServer):
    held = hold_python(page)
    page.goto(server.url(PATH))
    page.locator("#tool-form[data-attached]").wait_for()
    page.fill("#tool-apply_on", "2026-12-1")
    page.click("#tool-form [type=submit]")
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "loading")
    page.fill("#tool-apply_on", "2027-3-15")
    while not held:
        page.wait_for_timeout(50)
    held.pop().continue_()
    expect_answered(page)
    expect(page.locator("#tool-answer .verdict")).to_contain_text("2027年3月15日")
    expect(page.locator("#tool-apply_on")).to_have_value("2027-03-15")


def test_who_taps_sees_that_python_is_coming(page: Page, server: StaticServer):
    hold_python(page)
    page.goto(server.url(PATH))
    page.locator("#tool-form[data-attached]").wait_for()
    page.click("[data-quick=never]")
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "loading")
    expect(page.locator("#tool-answer progress")).to_be_in_viewport()


def expect_failure(page: Page, words: str) -> None:
    answer = page.locator("#tool-answer")
    expect(answer).to_have_attribute("data-state", "error", timeout=60_000)
    expect(answer).to_contain_text(words)
    expect(answer.locator("a[href='#worked']")).to_be_visible()


@pytest.mark.parametrize("name", ["worker.js", "pyodide.asm.wasm", "memory.bin", "pyodide.asm.js"])
def test_a_blocked_file_is_said_and_retried(page: Page, server: StaticServer, name: str):
    page.route(f"**/{name}", lambda route: route.abort())
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect_failure(page, "没有")
    assert page.input_value("#tool-apply_on") == "2026-02-10"
    page.unroute(f"**/{name}")
    page.get_by_role("button", name="再试一次").click()
    expect_answered(page)
    assert shown(page) == expected(REQUEST)


def test_a_wrong_type_is_said(page: Page, server: StaticServer):
    page.route("**/*.wasm", lambda r: r.fulfill(content_type="text/plain", body="oops"))
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect_failure(page, "类型标错")


def test_a_missing_file_is_said(page: Page, server: StaticServer):
    page.route("**/memory.bin", lambda r: r.fulfill(status=404, body="not here"))
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect_failure(page, "没有载入成功")


def test_a_link_is_answered_before_the_theme_runs(page: Page, server: StaticServer):
    held = hold_python(page)
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "loading")
    while not held:
        page.wait_for_timeout(50)
    assert not page.evaluate(THEME_RUNS)
    held.pop().continue_()
    expect_answered(page)
    tables = page.locator("#tool-answer table")
    names = tables.evaluate_all(NAMES_OF_SCROLLERS)
    assert all(names)
    page.wait_for_function(THEME_RUNS)
    page.evaluate(TWO_FRAMES)
    assert tables.evaluate_all(NAMES_OF_SCROLLERS) == names
    assert shown(page) == expected(REQUEST)


def test_who_waits_long_for_python_has_the_rest_of_the_page(page: Page, server: StaticServer):
    hold_python(page)
    page.goto(server.url(PATH + fragment(REQUEST)))
    page.wait_for_function(THEME_RUNS)
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "loading")


def test_silence_ends_in_a_sentence(page: Page, server: StaticServer):
    page.clock.install()
    page.route("**/*.wasm", lambda route: None)
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "loading")
    page.wait_for_timeout(3000)
    page.clock.fast_forward(61_000)
    expect_failure(page, "很久")


def test_without_webassembly(page: Page, server: StaticServer):
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect_failure(page, "WebAssembly")


def test_without_javascript_the_rule_stands_with_examples(browser: Browser, server: StaticServer):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url(PATH))
    expect(page.locator("noscript .notice")).to_be_visible()
    expect(page.locator(".worked-example")).to_have_count(3)
    expect(page.locator("main")).to_contain_text(
        "自持证人员申请加注当日起向前计算，90日内同一证书可存在3次有效加注"
    )
    expect(page.locator("main")).to_contain_text("最保守是2026年7月2日")
    context.close()


def test_back_button_brings_the_answer_again(page: Page, server: StaticServer):
    page.goto(server.url(PATH + fragment(REQUEST)))
    expect_answered(page)
    page.locator("main").get_by_role("link", name="加注指南").first.click()
    expect(page).to_have_url(server.url("/guides/annotation/"))
    page.go_back()
    expect_answered(page)
    assert shown(page) == expected(REQUEST)


def test_a_site_that_knows_its_address_keeps_what_was_typed(page: Page, tmp_path: Path):
    """Going to a heading of the same page brings no page anew; following a link brings a whole one."""
    served = StaticServer(tmp_path)
    build_site(tmp_path, served.url("/"))
    finish_html(tmp_path)
    page.goto(served.url("/tools/batch/"))
    page.locator("#tool-form[data-attached]").wait_for()
    page.wait_for_load_state("networkidle")
    table = page.locator("#tool-form textarea").first
    table.fill("编号,注册有效期至")
    page.locator("article a.headerlink").last.dispatch_event("click")
    page.wait_for_function("() => location.hash")
    page.wait_for_load_state("networkidle")
    expect(table).to_have_value("编号,注册有效期至")
    page.evaluate("window.same = true")
    page.locator("a[href*='agenda']").first.dispatch_event("click")
    page.locator("#tool-form[data-tool=agenda][data-attached]").wait_for()
    assert not page.evaluate("() => window.same")
    served.stop()
