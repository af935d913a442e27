"""The 繁體 edition in a browser: what scripts paint, what is typed, the way between the editions."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from checker.bridge import handle
from scripts.build import spoken
from scripts.dev.cases import load
from scripts.dev.kinds import KINDS, Kind
from scripts.finish.hant.writing import HAN, always_changed, traditional
from tests.how_many import few
from tests.site.checker_page import expect_answered, shown
from tests.site.conftest import BASE_PATH, StaticServer
from tests.site.test_accessibility import DARK, open_page
from tests.site.test_offline import Deployment, wait_for
from tests.site.test_pages import violations
from tests.site.test_painted import HIDDEN, unpainted

ASKED = "#apply_on=2026-02-10&days=90&a=2026-01-01:90&n=2026-03-06~2026-03-28~面试"
# What a reader reads on the page that is not marked as quoted or typed, and stands for no program.
READ = """(root) => {
  const kept = "[lang=zh-Hans], [translate=no], code, pre, script, style, textarea, noscript";
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement.closest(kept)) texts.push(node.data);
  for (const one of root.querySelectorAll("[title], [aria-label], [placeholder], [alt]"))
    for (const name of ["title", "aria-label", "placeholder", "alt"])
      if (!one.closest("[lang=zh-Hans]")) texts.push(one.getAttribute(name) ?? "");
  return texts;
}"""
KEPT = """async (kind) => {
  const names = (await caches.keys()).filter((name) => name.includes(` ${kind} `));
  const lists = names.map(async (name) => (await (await caches.open(name)).keys()).some(({ url }) => url.includes("/assets/offline.")));
  return (await Promise.all(lists)).filter(Boolean).length;
}"""


@pytest.fixture(scope="module")
def served(both_editions: Path) -> Iterator[StaticServer]:
    made = StaticServer(both_editions)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def looking(browser: Browser) -> Iterator[Page]:
    size = {"width": 390, "height": 800}
    context = browser.new_context(
        locale="zh-TW", reduced_motion="reduce", service_workers="block", viewport=size
    )
    yield context.new_page()
    context.close()


def left_over(page: Page) -> set[str]:
    texts = page.evaluate(f"({READ})(document.body)")
    assert sum(map(len, texts)) > 100
    return {text.strip() for text in texts if set(text) & always_changed()}


each_kind = pytest.mark.parametrize("kind", few(KINDS, 5), ids=lambda kind: kind.name)


def open_in_traditional(page: Page, served: StaticServer, kind: Kind) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, served.url(f"/hant/{kind.example}"))
    page.wait_for_function("'inTraditional' in window")


@each_kind
def test_a_page_of_each_kind_is_painted_and_fits(looking: Page, served: StaticServer, kind: Kind):
    open_in_traditional(looking, served, kind)
    assert looking.evaluate("document.documentElement.lang") == "zh-Hant"
    assert looking.evaluate("document.documentElement.scrollWidth") <= 390
    assert unpainted(looking, HIDDEN, everywhere=False)[0] == []
    assert left_over(looking) == set()


@pytest.mark.trust
@each_kind
def test_a_page_of_each_kind_passes_axe_and_is_painted_at_night(
    looking: Page, served: StaticServer, kind: Kind
):
    open_in_traditional(looking, served, kind)
    assert violations(looking) == []
    looking.evaluate(DARK)
    assert violations(looking, "color-contrast") == []
    assert unpainted(looking, HIDDEN)[0] == []


def test_the_script_of_the_page_writes_as_opencc_does(looking: Page, served: StaticServer):
    said = {run for text in spoken() for run in HAN.findall(text)}
    for operation in ("assess", "renewal", "eligibility"):
        for case in load(operation):
            said.add(handle(json.dumps({"op": operation, **case["request"]})))
    texts = sorted(said)
    looking.goto(served.url("/hant/about/"))
    looking.wait_for_function("'inTraditional' in window")
    made = looking.evaluate("(texts) => texts.map(inTraditional)", texts)
    assert made == [traditional(text) for text in texts]
    again = looking.evaluate("(texts) => texts.map(inTraditional)", made)
    assert again == made
    folded = "SUMMARY:一分\r\n 钟后打印准\r\n 考证\r\n"
    assert looking.evaluate("(text) => inTraditional.calendar(text)", folded) == (
        "SUMMARY:一分\r\n 鐘後打印准\r\n 考證\r\n"
    )


def test_both_editions_answer_the_same_to_the_same_link(page: Page, served: StaticServer):
    answers = []
    for edition in ("", "/hant"):
        page.goto(served.url(f"{edition}/tools/annotation/{ASKED}"))
        expect_answered(page)
        answers.append(shown(page))
    assert answers[0] == answers[1]
    expect(page.locator("#tool-said")).to_contain_text("2026年2月10日")
    assert left_over(page) == set()
    quote = page.locator("#tool-answer q").first
    expect(quote).to_have_attribute("lang", "zh-Hans")
    wording = quote.text_content() or ""
    assert set(wording) & always_changed()
    reading = page.locator("#tool-answer q + .reading").first
    assert reading.text_content() == traditional(f"（繁體：{wording}）")
    assert page.locator("#tool-answer q").count() >= page.locator("#tool-answer .reading").count()


@pytest.mark.trust
def test_the_way_to_the_other_edition_keeps_page_and_link(page: Page, served: StaticServer):
    for base in ("", BASE_PATH):
        page.goto(served.url(f"{base}/guides/"))
        page.goto(served.url(f"{base}/tools/annotation/{ASKED}"))
        expect_answered(page)
        there = page.locator("[data-edition]")
        expect(there).to_have_text("繁體")
        here = page.url
        there.click()
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
        assert page.url == here.replace("/tools/", "/hant/tools/")
        expect_answered(page)
        back = page.locator("[data-edition]")
        expect(back).to_have_text("简体")
        back.click()
        expect(page.locator("html")).to_have_attribute("lang", "zh")
        assert page.url == here


def test_the_way_is_kept_where_pages_change_without_a_reload(page: Page, served: StaticServer):
    page.goto(served.url("/hant/guides/"))
    page.locator(".md-content a[href*='annotation/']").first.click()
    expect(page.locator("h1")).to_contain_text("加註")
    shown_at = page.url
    page.locator("[data-edition]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    assert page.url == shown_at.replace("/hant/", "/")


def test_the_guide_for_hong_kong_macao_and_taiwan_leads_there(page: Page, served: StaticServer):
    page.goto(served.url("/guides/hk-macao-taiwan/"))
    page.locator("[data-edition-note] a").click()
    expect(page.locator("h1")).to_contain_text("港澳台居民報考")
    expect(page.locator("[data-edition-note]")).to_have_count(0)


@pytest.mark.parametrize("query", ["註冊證", "注册证"])
def test_the_search_finds_in_both_writings(page: Page, served: StaticServer, query: str):
    page.goto(served.url("/hant/"))
    page.wait_for_function("'inTraditional' in window")
    page.keyboard.press("/")
    page.keyboard.type(query)
    first = page.get_by_role("dialog").locator("li a").first
    expect(first).to_contain_text("註冊")
    assert "/hant/" in (first.get_attribute("href") or "")
    expect(page.get_by_role("textbox", name="搜索")).to_have_value(query)


def test_a_province_is_found_in_both_writings(page: Page, served: StaticServer):
    page.goto(served.url("/hant/provinces/"))
    page.wait_for_function("'inTraditional' in window")
    for typed in ("廣東", "广东"):
        page.locator("[data-area-filter]").fill(typed)
        expect(page.locator("tr[data-area]:not([hidden])")).to_have_count(1)
        expect(
            page.locator("[data-area-filter] ~ output, p:has([data-area-filter]) output")
        ).to_have_text("找到 1 個地區")


def test_what_a_reader_typed_stays_as_it_was_typed(page: Page, served: StaticServer):
    """范里 is a name, not 範裡; the answers beside it are in traditional writing, and so in the file."""
    page.goto(served.url("/hant/tools/batch/"))
    page.locator("textarea").fill("姓名\t註冊有效期至\t備註\n范里\t２０９９年３月２４日\t台发\n")
    page.locator("#tool-form [type=submit]").click()
    page.locator("#tool-run").click(timeout=90_000)
    expect(page.locator("#tool-answer [data-key=name]")).to_have_text("范里")
    expect(page.locator("#tool-answer [data-key=renewal_state]")).to_have_text("還早")
    expect(page.locator("#tool-answer [data-key=file_by]")).to_have_text("2099-02-21")
    assert left_over(page) == set()
    with page.expect_download() as saved:
        page.get_by_role("button", name="下載結果（CSV）").click()
    assert saved.value.suggested_filename == "加註和延續註冊-結果.csv"
    (row,) = csv.DictReader(StringIO(Path(saved.value.path()).read_text("utf-8-sig")))
    assert (row["姓名"], row["備註"], row["註冊有效期至"]) == (
        "范里",
        "台发",
        "2099-03-24",
    )
    assert (row["延續狀態"], row["最遲延續申請日"]) == ("還早", "2099-02-21")


def test_reminders_are_saved_in_traditional_writing(page: Page, served: StaticServer):
    page.goto(served.url("/hant/tools/renewal/#registered_until=2099-12-31&today=2099-11-23"))
    expect_answered(page)
    page.goto(served.url("/hant/tools/agenda/#registered_until=2099-12-31"))
    expect_answered(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="存進日曆（.ics）").click()
    text = Path(saved.value.path()).read_bytes().decode()
    assert "延續註冊" in text.replace("\r\n ", "")
    assert not set(text) & always_changed()


def test_a_typed_date_is_understood_in_both_editions(page: Page, served: StaticServer):
    for edition in ("", "/hant"):
        page.goto(served.url(f"{edition}/tools/renewal/"))
        page.locator("[data-field=registered_until]").fill("２０９９年１２月３１日")
        page.locator("#tool-form [type=submit]").click()
        expect_answered(page)
        assert shown(page)["verdict"]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Page]:
    """A page of a device that keeps what it is given."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture
def deployment(both_editions: Path) -> Iterator[Deployment]:
    made = Deployment(both_editions)
    yield made
    made.stop()


@pytest.mark.trust
def test_the_device_keeps_the_edition_that_is_read(visit: Page, deployment: Deployment):
    visit.goto(deployment.url("/guides/annotation/"))
    wait_for(visit, f"() => ({KEPT})('pages')", 1)
    visit.goto(deployment.url("/hant/guides/annotation/"))
    wait_for(visit, f"() => ({KEPT})('hant')", 1)
    visit.goto(deployment.url("/hant/tools/help/"))
    wait_for(visit, f"() => ({KEPT})('pages')", 0)
    deployment.down = True
    visit.goto(deployment.url("/hant/guides/registration-for-exam/"))
    expect(visit.locator("h1")).to_contain_text("報名流程")
    assert visit.evaluate("getComputedStyle(document.body).margin") == "0px"
    visit.wait_for_function("'inTraditional' in window")
    visit.goto(deployment.url("/hant/courses/educity/"))
    expect(visit).to_have_url(deployment.url("/hant/about/offline/"))


@pytest.mark.trust
def test_the_offline_copy_of_either_edition_can_be_switched_off(
    visit: Page, deployment: Deployment
):
    visit.goto(deployment.url("/hant/about/offline/"))
    wait_for(visit, f"() => ({KEPT})('hant')", 1)
    visit.get_by_role("button", name="關掉離線保存，刪掉已存的").click()
    expect(visit.locator("[data-offline-switch] output")).to_have_text("這台設備上沒有離線保存。")
    assert visit.evaluate("caches.keys()") == []
    registered = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    assert visit.evaluate(registered) == 0
