"""Nothing that is typed leaves the device: every form is filled with words that no request may hold."""

import base64
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site.checker_page import PATH, expect_answered, whole_form
from tests.site.conftest import BASE_PATH, StaticServer

WORDS = ("金丝雀", "canary-Zq7")
DAYS = ("2091-07-19", "2091-08-23", "2091-10-06", "2091-12-28")
TYPED = ("2091年7月19日", "2091.8.23", "20911006", "2091/12/28")
BATCH = "/tools/batch/"
TABLE = f"编号,姓名,注册有效期至,加注\n{WORDS[1]},{WORDS[0]},{DAYS[3]},{DAYS[0]}:90\n"
"""Each kind of storage, as text: what is in it and what it is named."""
STORED = """async () => {
  const caches_ = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) caches_.push(request.url);
  return {
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: (await indexedDB.databases()).map(({ name }) => name),
    cacheNames: await caches.keys(),
    caches: caches_,
    cookie: document.cookie,
  };
}"""


def forms(canary: str) -> set[str]:
    """The ways in which a text may stand in a request, in small letters."""
    raw = canary.encode()
    found = {canary, quote(canary), quote(quote(canary)), raw.hex(), raw.decode("latin-1")}
    found |= {"".join(f"\\u{ord(c):04x}" for c in canary), "".join(f"&#{ord(c)};" for c in canary)}
    found |= {"".join(f"%u{ord(c):04x}" for c in canary), quote(canary.encode("gb18030"))}
    for shift in range(3):  # Base64 of a longer text that holds the canary at any place
        whole = base64.b64encode(b"\0" * shift + raw).decode()
        inner = whole[4 if shift else 0 : len(whole) // 4 * 4 - 4]
        found |= {inner, inner.translate(str.maketrans("+/", "-_"))}
    return {form.lower() for form in found}


CANARIES = {form for c in (*WORDS, *DAYS, *TYPED) for form in forms(c)}


def holds_a_canary(text: str) -> list[str]:
    return [form for form in CANARIES if form in text.lower()]


def test_a_canary_is_found_in_whatever_dress():
    """The search itself: were it blind, everything below would pass."""
    longer = f"name={WORDS[0]}&today={DAYS[0]}"
    for text in (
        quote(longer),
        base64.b64encode(b"x" + longer.encode()).decode(),
        base64.urlsafe_b64encode(longer.encode()).decode(),
        longer.encode().hex(),
        longer.encode("unicode_escape").decode(),
        quote(quote(longer)),
    ):
        assert holds_a_canary(text), text
    assert not holds_a_canary("GET /assets/site.js HTTP/1.1 2091 07 19")


class Listener:
    """A web server for site/ that keeps every byte it is sent: lines, headers and bodies."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[str] = []
        heard = self.heard

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *args: object) -> None:
                super().__init__(*args, directory=str(folder))  # type: ignore[arg-type]

            def parse_request(self) -> bool:
                good = super().parse_request()
                length = int(self.headers.get("Content-Length") or 0) if good else 0
                body = self.rfile.read(length).decode("latin-1")
                line = self.raw_requestline.decode("latin-1")
                heard.append(f"{line}{self.headers if good else ''}{body}")
                return good

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()


@pytest.fixture
def listener(site: Path) -> Iterator[Listener]:
    found = Listener(site)
    yield found
    found.stop()


def use_annotation_and_planner(page: Page, origin: str) -> None:
    page.goto(origin + PATH)
    page.locator("#tool-form[data-attached]").wait_for()
    page.locator("#tool-form [data-keep]").check()
    page.locator("[data-quick=before]").click()
    page.fill("#tool-annotation-0-applied_on", TYPED[0])
    page.fill("#tool-apply_on", TYPED[1])
    page.locator("#tool-form details.more summary").click()
    page.fill("#tool-issued_on", TYPED[2])
    page.click("#tool-form [type=submit]")
    expect(page.locator("#tool-answer")).to_have_attribute(
        "data-state", re.compile("ready|error"), timeout=60_000
    )
    page.fill("#tool-issued_on", "2024-12-20")
    page.click("#tool-form [type=submit]")
    expect_answered(page)
    page.get_by_role("button", name="晚一天").click()
    take_along(page, "#tool-answer")
    page.fill(
        "#tool-annotation-0-applied_on", "2026.1.5"
    )  # a plan takes no annotation still to come
    page.click("#tool-add-need")
    expect(page).to_have_url(
        re.compile("a=2026-01-05")
    )  # the answer has come: nothing moves any more
    page.fill("#tool-need-0-label", WORDS[0])
    page.fill("#tool-need-0-from", TYPED[2])
    page.fill("#tool-need-0-to", TYPED[3])
    page.click("#tool-plan [type=submit]")
    expect(page.locator("#tool-plan-answer")).to_have_attribute("data-state", "ready")
    take_along(page, "#tool-plan-answer")


def take_along(page: Page, region: str, calendar: bool = True) -> None:
    answer = page.locator(region)
    if calendar:
        with page.expect_download():
            answer.get_by_role("button", name="存进日历").click()
    answer.get_by_role("button", name="复制链接").click()
    answer.get_by_role("button", name="复制成文字").click()
    answer.locator("details.qr summary").click()
    expect(answer.locator("details.qr img")).to_be_visible()


def use_renewal(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tools/renewal/")
    page.fill("#tool-registered_until", TYPED[3])
    page.fill("#tool-today", TYPED[1])
    page.click("#tool-form [type=submit]")
    expect_answered(page)
    take_along(page, "#tool-answer")


def use_scores(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tools/scores/#law=2091")
    expect(page.locator("#tool-answer")).to_have_attribute(
        "data-state", re.compile("ready|error"), timeout=60_000
    )
    page.fill("#tool-knowledge_one", "2024")
    page.click("#tool-form [type=submit]")


def use_agenda(page: Page, origin: str) -> None:
    """What was carried over from the other tools is there already."""
    page.goto(f"{origin}/tools/renewal/#registered_until={DAYS[3]}")
    expect_answered(page)
    page.locator("[data-to-agenda]").click()
    expect(page.locator("h1")).to_contain_text("我的日子")
    expect_answered(page)
    page.locator("#tool-form details summary").evaluate_all(
        "all => all.forEach((one) => (one.parentElement.open = true))"
    )
    page.click("#tool-add-study")
    page.select_option("#tool-study-0-degree", "college")
    page.select_option("#tool-study-0-field", "pharmacy")
    page.fill("#tool-study-0-graduated", TYPED[0])
    page.click("#tool-add-need")
    page.fill("#tool-need-0-label", WORDS[0])
    page.fill("#tool-need-0-from", TYPED[1])
    page.fill("#tool-need-0-to", TYPED[2])
    page.select_option("#tool-area", "guangdong")
    page.click("#tool-form [type=submit]")
    expect(page.locator("#tool-answer")).to_contain_text(WORDS[0])
    expect_answered(page)
    take_along(page, "#tool-answer")


def use_eligibility(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tools/eligibility/")
    page.locator("#tool-form[data-attached]").wait_for()
    page.get_by_role("button", name="一次填完").click()
    page.select_option("#tool-study-0-degree", "college")
    page.select_option("#tool-study-0-field", "related")
    page.fill("#tool-study-0-graduated", TYPED[0])
    page.fill("#tool-post-0-from", TYPED[1])
    page.select_option("#tool-post-0-kind", "to")
    page.fill("#tool-post-0-to", TYPED[2])
    page.click("#tool-away-add")
    page.fill("#tool-away-0-from", TYPED[2])
    page.select_option("#tool-away-0-kind", "to")
    page.fill("#tool-away-0-to", TYPED[3])
    page.click("#tool-form [type=submit]")
    expect_answered(page)
    answer = page.locator("#tool-answer")
    answer.get_by_role("button", name="复制链接").click()
    answer.locator("details.qr summary").click()
    expect(answer.locator("details.qr img")).to_be_visible()
    page.goto(f"{origin}/embed/eligibility/")
    page.select_option("[name=degree]", "college")
    page.select_option("[name=field]", "related")
    page.fill("[name=graduated]", DAYS[0])
    page.select_option("[name=work]", "now")
    page.fill("[name=from]", DAYS[1])
    page.get_by_role("button", name="计算").click()
    expect(page.locator("#answer")).to_have_attribute("data-state", "ready", timeout=60_000)


def use_study(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tools/study/")
    page.locator("#tool-form[data-attached]").wait_for()
    page.select_option("#tool-kind", "renewal")
    page.fill("#tool-registered_until", TYPED[3])
    page.fill("#tool-apply_on", TYPED[2])
    page.click("#tool-form [type=submit]")
    expect_answered(page)
    take_along(page, "#tool-answer", calendar=False)
    page.locator("[data-to-agenda]").click()
    expect(page.locator("h1")).to_contain_text("我的日子")
    expect(page.locator("#tool-registered_until")).to_have_value(DAYS[3])


def use_tables(page: Page, origin: str) -> None:
    page.goto(origin + BATCH)
    page.locator("#tool-form[data-attached]").wait_for()
    page.fill("#tool-table", TABLE)
    page.click("#tool-form [type=submit]")
    page.locator("#tool-run").click(timeout=60_000)
    for button in ("下载结果", "日历"):
        with page.expect_download():
            page.locator("#tool-answer").get_by_role("button", name=button).first.click()
    named = {"name": f"{WORDS[0]}.csv", "mimeType": "text/csv", "buffer": TABLE.encode("gb18030")}
    page.set_input_files("#tool-file", named)
    page.locator("#tool-run").click()
    expect(page.locator(".result-rows")).to_contain_text(WORDS[0])


def search_and_filter(page: Page, origin: str) -> None:
    page.goto(f"{origin}/provinces/")
    page.fill("[data-area-filter]", WORDS[0])
    page.goto(f"{origin}/courses/")
    page.fill("[data-course-filter] [name=yuan]", TYPED[2])
    page.press("[data-course-filter] [name=yuan]", "Enter")
    page.goto(f"{origin}/")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("textbox", name="搜索").fill(f"加注 {WORDS[0]}")
    page.get_by_role("dialog").locator("li a").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path != "/")


def walk_on(page: Page, origin: str) -> None:
    """From each page with typed dates in its address to another one, by a link."""
    for link in (f"{PATH}#a={DAYS[0]}:90", f"/tools/renewal/#registered_until={DAYS[3]}"):
        page.goto(origin + link)
        expect_answered(page)
        page.get_by_role("link", name="隐私").first.click()
        expect(page.locator("h1")).to_contain_text("隐私")
    page.goto(f"{origin}/embed/annotation/")
    page.locator("[name=applied_on]").first.fill(DAYS[0])
    page.get_by_role("button", name="计算").click()
    expect(page.locator("#answer")).to_have_attribute("data-state", "ready", timeout=60_000)


@pytest.mark.long
def test_no_request_holds_what_was_typed(browser: Browser, listener: Listener):
    context = browser.new_context(locale="zh-CN", permissions=["clipboard-write"])
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.set_default_timeout(60_000)
    addresses = []
    for use in (
        use_annotation_and_planner,
        use_renewal,
        use_scores,
        use_agenda,
        use_eligibility,
        use_study,
        use_tables,
        search_and_filter,
        walk_on,
    ):
        use(page, listener.origin)
        addresses.append(page.url)
    assert len(listener.heard) > 30
    assert [line for line in listener.heard if holds_a_canary(line)] == []
    assert {urlsplit(url).netloc for url in asked if url.startswith("http")} == {
        urlsplit(listener.origin).netloc
    }
    assert [
        a for a in addresses if holds_a_canary(urlsplit(a)._replace(fragment="").geturl())
    ] == []
    assert [
        url for url in asked if "guangdong" in url.partition("#")[0] and "/provinces/" not in url
    ] == []  # nor where somebody is
    assert "#" not in addresses[6]  # the page for tables has no share link
    nothing_more_is_kept(context, page)
    context.close()


def nothing_more_is_kept(context: BrowserContext, page: Page) -> None:
    """Storage holds what the privacy page says; nothing of a table is in it."""
    page.goto(f"{page.url.split('/embed/')[0]}/about/privacy/")
    named = tuple(re.findall(r"yaoshi-zhiqi\.[a-z]+\.", page.locator("main").inner_text()))
    assert len(named) >= 2
    stored = page.evaluate(STORED)
    assert context.cookies() == []
    assert stored["cookie"] == ""
    assert stored["databases"] == []
    keys = [*stored["local"], *stored["session"]]
    assert any(key.startswith(named) for key in keys)
    assert [
        key for key in keys if not key.startswith(named) and not key.endswith(".__palette")
    ] == []
    assert WORDS[1] not in str(stored)
    assert [name for name in stored["cacheNames"] if not name.startswith("yaoshi-zhiqi")] == []
    assert [url for url in stored["caches"] if holds_a_canary(url)] == []


def test_without_a_network_the_same_page_goes_on_answering(page: Page, server: StaticServer):
    """As the privacy page tells readers to try it: one answer, then aeroplane mode."""
    page.goto(server.url(f"{BASE_PATH}{PATH}#apply_on=2091-02-10&a=2091-01-01:90"))
    expect_answered(page)
    page.context.set_offline(True)
    whole_form(page)
    page.fill("#tool-apply_on", "2091-02-20")
    page.click("#tool-form [type=submit]")
    expect(page.locator("#tool-answer .verdict")).to_contain_text("2091年2月20日")
    with page.expect_download():
        page.locator("#tool-answer").get_by_role("button", name="存进日历").click()
    whole_form(page)
    page.get_by_role("button", name="删除第 1 次加注").click()
    page.click("#tool-add-need")
    page.fill("#tool-need-0-from", "2091-01-06")
    page.fill("#tool-need-0-to", "2091-02-28")
    page.click("#tool-plan [type=submit]")
    expect(page.locator("#tool-plan-answer")).to_have_attribute("data-state", "ready")
