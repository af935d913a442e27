"""The cards on the page of a provider: another origin, a strict policy, a real browser."""

import gzip
import hashlib
import http.server
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from checker.bridge import handle
from scripts.pages import cards as embeds
from scripts.pages.cards import write_embeds
from scripts.places import BUILT_DOCS, DOCS, SITE
from scripts.runtime.package import build_runtime
from tests.scripts.made_up import YEAR, made
from tests.site.checker_page import expect_answered
from tests.site.conftest import BASE_PATH, StaticServer
from tests.site.test_pages import violations

DEMO = Path(__file__).with_name("demo_provider") / "index.html"
FORGE = "<script>parent.postMessage({zhiqiHeight: 5}, '*')</script>"
LOADER_BYTES = 1500
CARD_BYTES = 15_000


class Host:
    """A provider's server at another origin. `pages`: path → HTML; `policy`: its CSP header."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.policy = ""
        host = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = host.pages.get(urlsplit(self.path).path)
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if host.policy:
                    self.send_header("Content-Security-Policy", host.policy)
                self.end_headers()
                self.wfile.write((body or "").encode())

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.origin = f"http://localhost:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()


@pytest.fixture
def host(server: StaticServer) -> Iterator[Host]:
    """The demo at "/", twenty cards at "/twenty", under the policy that the site tells hosts to set."""
    found = Host()
    loader = embeds.loader()
    demo = (
        DEMO.read_text("utf-8")
        .replace("SITE", server.url(""))
        .replace("LOADER", loader.path)
        .replace("INTEGRITY", loader.integrity)
    )
    cards = '<div data-zhiqi="annotation"></div>\n' * 20
    found.pages = {
        "/": demo,
        "/twenty": re.sub(r"<div data-zhiqi.*</div>", cards, demo, flags=re.DOTALL),
        "/forge": FORGE,
        "/wrong": demo.replace("sha384-", "sha384-AAAA"),
    }
    said = (SITE / "courses/for-providers/index.html").read_text("utf-8")
    script, frame = re.search(
        r"(script-src) \S+?/assets/embed/; (frame-src) \S+?/embed/", said
    ).groups()  # type: ignore[union-attr]
    found.policy = f"default-src 'none'; {script} {server.url('')}/assets/embed/; {frame} {server.url('')}/embed/"
    yield found
    found.stop()


@pytest.fixture
def asked_for(page: Page) -> list[str]:
    """Every address that the page or a frame or worker in it has asked for."""
    found: list[str] = []
    page.context.on("request", lambda request: found.append(request.url))
    return found


@pytest.fixture
def complaints(page: Page) -> list[str]:
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type == "error" else None)
    return found


def of_python(asked: list[str]) -> list[str]:
    return [url for url in asked if "/assets/runtime/" in url]


def card(page: Page, kind: str) -> Frame:
    selector = f'iframe[src*="/embed/{kind}/"]'
    page.locator(selector).first.wait_for()
    frame = page.locator(selector).first.element_handle().content_frame()
    assert frame
    return frame


def test_both_cards_work_under_a_strict_policy(
    page: Page, host: Host, server: StaticServer, asked_for: list[str], complaints: list[str]
):
    page.goto(host.origin)
    annotation, calendar = card(page, "annotation"), card(page, "calendar")
    expect(annotation.get_by_role("button", name="计算")).to_be_enabled()
    expect(calendar.locator("h1")).to_contain_text("广东")
    assert of_python(asked_for) == []

    for i, day in enumerate(("2026-01-01", "2026-01-15", "2026-02-01")):
        annotation.locator("[name=applied_on]").nth(i).fill(day)
    annotation.locator("[name=apply_on]").fill("2026-02-10")
    assert of_python(asked_for) == []
    annotation.get_by_role("button", name="计算").click()
    answer = annotation.locator("#answer")
    expect(answer).to_have_attribute("data-verdict", "refused", timeout=60_000)
    dates = answer.locator("time").evaluate_all(
        "all => all.map((one) => [one.dataset.answer, one.dateTime])"
    )
    # Expected: 2026-01-01 + 90 = 2026-04-01. Certain: the worked example of three times 90 days.
    assert dict(dates)["earliest.usual"] == "2026-04-01"
    assert dict(dates)["earliest.certain"] == "2026-07-02"
    link = annotation.locator("#whole").get_attribute("href")
    told = r"apply_on=2026-02-10&a=2026-01-01:90&a=2026-01-15:90&a=2026-02-01:90"
    assert re.fullmatch(rf"{server.url('/tools/annotation/')}#k=(\w+)&{told}&k=\1", link or "")
    assert len([url for url in asked_for if url.endswith("/worker.js")]) == 1
    assert {urlsplit(url).netloc for url in asked_for} <= {
        urlsplit(host.origin).netloc,
        urlsplit(server.origin).netloc,
    }
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []


def test_the_eligibility_card_answers_as_the_checker_does(
    page: Page, host: Host, server: StaticServer, asked_for: list[str]
):
    host.pages["/eligibility"] = host.pages["/"].replace(
        'data-zhiqi="annotation"', 'data-zhiqi="eligibility"', 1
    )
    page.clock.set_fixed_time("2026-11-27T04:00:00Z")
    page.goto(f"{host.origin}/eligibility")
    eligibility = card(page, "eligibility")
    button = eligibility.get_by_role("button", name="计算")
    expect(button).to_be_enabled()
    button.click()  # nothing chosen: the browser says so, nothing is asked
    expect(eligibility.locator("#answer")).to_have_attribute("data-state", "idle")
    eligibility.locator("[name=degree]").select_option("college")
    eligibility.locator("[name=field]").select_option("related")
    eligibility.locator("[name=graduated]").fill("2022-07-01")
    expect(eligibility.locator("[name=from]")).to_be_hidden()
    button.click()  # whether there is a post, and whether it goes on, is not guessed
    expect(eligibility.locator("#answer")).to_have_attribute("data-state", "idle")
    eligibility.locator("[name=work]").select_option("做过，已经离开")
    expect(eligibility.locator("[name=to]")).to_be_visible()
    eligibility.locator("[name=work]").select_option("还在岗")
    expect(eligibility.locator("[name=to]")).to_be_hidden()
    eligibility.locator("[name=from]").fill("2023-01-05")
    assert of_python(asked_for) == []
    button.click()
    answer = eligibility.locator("#answer")
    # A college diploma in a related field: five years, which end on 4 January 2028.
    expect(answer).to_have_attribute("data-verdict", "not_eligible", timeout=60_000)
    said = json.loads(
        handle(
            json.dumps(
                {
                    "op": "eligibility", "exam_year": 2027,
                    "studies": [{"degree": "college", "field": "related", "graduated": "2022-07-01"}],
                    "posts": [{"from": "2023-01-05"}],
                }
            )
        )
    )  # fmt: skip
    assert said["earliest"] == {"possible": 2028, "certain": 2028}
    expect(answer).to_contain_text("2027 年度还不能报")
    expect(answer).to_contain_text("最早可以报 2028 年度")
    expect(answer).to_contain_text(f"{said['counted']['days']} 天")
    link = eligibility.locator("#whole").get_attribute("href") or ""
    told = r"exam_year=2027&s=college~related~2022-07-01&p=2023-01-05~now"
    assert re.fullmatch(rf"{server.url('/tools/eligibility/')}#k=(\w+)&{told}&k=\1", link)
    page.goto(link)
    expect_answered(page)
    expect(page.locator("#tool-answer")).to_have_attribute("data-verdict", "not_eligible")
    expect(page.locator("[data-link=unchecked]")).to_have_count(0)


@pytest.mark.parametrize("kind", ["annotation", "eligibility"])
def test_a_card_whose_script_does_not_come_says_so(page: Page, server: StaticServer, kind: str):
    address = server.url(f"/embed/{kind}/")
    page.route(f"**/embed/{kind}.*.js", lambda route: route.abort())
    page.goto(address)
    late = page.locator("#late")
    expect(late).to_be_hidden()
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")  # twenty seconds later
    expect(late).to_be_visible()
    expect(late).to_contain_text("还没有来")
    assert violations(page) == []
    expect(page.get_by_role("link", name="完整的计算器")).to_be_visible()
    page.unroute_all()
    page.goto(address)
    expect(page.get_by_role("button", name="计算")).to_be_enabled()
    expect(late).to_have_count(0)


def test_a_card_takes_the_height_it_needs_and_no_more(page: Page, host: Host):
    page.goto(host.origin)
    for kind in ("annotation", "calendar"):
        frame = card(page, kind)
        frame.wait_for_load_state()  # its style is there, and its script has taken out what is said without it
        needed = frame.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
        given = page.locator(f'iframe[src*="/embed/{kind}/"]')
        expect(given).to_have_css("height", f"{needed}px")
        assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_twenty_cards_ask_for_no_python_until_one_is_tapped(
    page: Page, host: Host, asked_for: list[str]
):
    page.goto(f"{host.origin}/twenty")
    page.locator("iframe").first.wait_for()
    assert page.locator("iframe").count() < 20  # those far below wait
    for box in page.locator("[data-zhiqi]").all():
        box.scroll_into_view_if_needed()
        box.locator("iframe").wait_for()
    cards = [f for f in page.frames if "/embed/annotation/" in f.url]
    assert len(cards) == 20
    for frame in cards:
        expect(frame.get_by_role("button", name="计算")).to_be_enabled()
    assert of_python(asked_for) == []
    for tapped, frame in enumerate((cards[3], cards[11]), 1):
        for _ in range(2):  # a second tap on a card starts nothing new
            # By key: nineteen frames still change their heights, and a tap could land beside it.
            frame.get_by_role("button", name="计算").press("Enter")
            expect(frame.locator("#answer")).to_have_attribute(
                "data-state", "ready", timeout=60_000
            )
        assert len([url for url in asked_for if url.endswith("/worker.js")]) == tapped


def test_a_card_has_a_title_and_the_looks_asked_for(page: Page, host: Host):
    page.goto(host.origin)
    annotation, calendar = card(page, "annotation"), card(page, "calendar")
    titles = page.locator("iframe").evaluate_all("all => all.map((frame) => frame.title)")
    assert titles == ["电子证书加注计算", "广东的考试日期"]
    button = annotation.get_by_role("button", name="计算")
    expect(button).to_have_css("background-color", "rgb(138, 75, 8)")
    expect(button).to_have_css("color", "rgb(255, 255, 255)")
    expect(calendar.locator("html")).to_have_attribute("data-theme", "dark")
    expect(calendar.locator("body")).to_have_css("background-color", "rgb(27, 35, 35)")


def test_a_light_accent_gets_dark_words_and_a_wrong_one_is_ignored(
    page: Page, server: StaticServer
):
    page.goto(server.url("/embed/annotation/?accent=ffdd00"))
    button = page.get_by_role("button", name="计算")
    expect(button).to_have_css("color", "rgb(0, 0, 0)")
    page.goto(server.url("/embed/annotation/?accent=red;}&theme=pink"))
    expect(button).to_have_css("background-color", "rgb(13, 90, 90)")


def test_a_height_from_another_origin_is_not_believed(page: Page, host: Host):
    host.policy = ""
    page.goto(host.origin)
    expect(card(page, "annotation").get_by_role("button", name="计算")).to_be_enabled()
    frame = page.locator('iframe[src*="/embed/annotation/"]')
    before = frame.evaluate("frame => frame.style.height")
    heard = """frame => new Promise((done) => {
        addEventListener("message", ({ data }) => data.zhiqiHeight === 5 && setTimeout(done, 100));
        frame.src = "/forge";
    })"""
    page.locator("iframe").first.evaluate(heard)
    assert page.locator("iframe").first.evaluate("frame => frame.style.height") == before != "5px"


NO_MESSAGES = """() => {
  for (const data of [null, undefined, 5, "5", [], {}, { zhiqiHeight: 5 }, { zhiqiHeight: "5px;color:red" },
    { zhiqiHeight: { valueOf: 5 } }, { zhiqiHeight: Infinity }, "<img src=x onerror=alert(1)>"]) {
    window.postMessage(data, "*");
    for (const frame of document.querySelectorAll("iframe")) frame.contentWindow.postMessage(data, "*");
  }
}"""


def test_messages_that_nobody_expects_change_nothing(page: Page, host: Host):
    """To the page with the loader and to the cards, from the page around them."""
    page.goto(host.origin)
    annotation = card(page, "annotation")
    card(page, "calendar")
    expect(annotation.get_by_role("button", name="计算")).to_be_enabled()
    frames = page.locator("iframe")
    looks = "all => all.map((frame) => frame.style.cssText)"
    page.wait_for_function(
        "() => [...document.querySelectorAll('iframe')].every((f) => f.style.height != '360px')"
    )
    before = frames.evaluate_all(looks)
    page.evaluate(NO_MESSAGES)
    page.wait_for_timeout(300)
    assert frames.evaluate_all(looks) == before
    annotation.get_by_role("button", name="计算").click()
    expect(annotation.locator("#answer")).to_have_attribute("data-state", "ready", timeout=60_000)


@pytest.mark.parametrize(
    "named", ["http", "https://", "http://[", "httpx:5", "javascript:alert(1)", "*", "null"]
)
def test_a_card_tells_its_height_to_no_host_of_a_wrong_name(page: Page, host: Host, named: str):
    address = f"{host.pages['/'].split('src="')[1].split('/assets')[0]}/embed/annotation/?host={quote(named)}"
    host.pages["/framed"] = f'<iframe src="{address}"></iframe>'
    page.goto(f"{host.origin}/framed")
    page.evaluate("window.heard = []; addEventListener('message', ({ data }) => heard.push(data))")
    expect(card(page, "annotation").get_by_role("button", name="计算")).to_be_enabled()
    page.locator("iframe").evaluate("frame => { frame.style.width = '200px' }")
    page.wait_for_timeout(200)
    assert page.evaluate("heard") == []


def test_a_loader_that_is_not_the_pinned_one_does_not_run(page: Page, host: Host):
    page.goto(f"{host.origin}/wrong")
    page.wait_for_load_state("networkidle")
    assert page.locator("iframe").count() == 0


def test_the_loader_is_small_and_its_name_is_its_content(site: Path):
    loaders = list((DOCS / "assets" / "embed").glob("loader-*.js"))
    assert embeds.LOADER in loaders
    for path in loaders:
        content = path.read_bytes()
        assert path.stem == f"loader-{hashlib.sha256(content).hexdigest()[:12]}"
        assert len(content) <= LOADER_BYTES
        assert (site / "assets" / "embed" / path.name).read_bytes() == content
    page = (site / "courses/for-providers/index.html").read_text("utf-8")
    assert embeds.loader().integrity in page
    assert embeds.loader().path in page


@pytest.mark.parametrize(
    "address", ["/embed/annotation/", "/embed/eligibility/", "/embed/calendar/guangdong/"]
)
def test_a_card_is_small(page: Page, server: StaticServer, asked_for: list[str], address: str):
    page.goto(server.url(address))
    page.wait_for_load_state("networkidle")
    paths = {urlsplit(url).path for url in asked_for if not url.endswith(".svg")}
    assert any("/embed/card." in path for path in paths)
    below = [path.removeprefix(BASE_PATH) for path in paths]
    files = [SITE / (p.lstrip("/") + ("index.html" if p.endswith("/") else "")) for p in below]
    assert sum(len(gzip.compress(f.read_bytes())) for f in files) <= CARD_BYTES


@pytest.mark.parametrize("width", [280, 800])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cards_are_readable(browser: Browser, server: StaticServer, width: int, scheme: str):
    context = browser.new_context(
        service_workers="block", color_scheme=scheme, viewport={"width": width, "height": 700}
    )
    page = context.new_page()
    for address in (
        "/embed/annotation/",
        "/embed/eligibility/",
        "/embed/calendar/",
        "/embed/calendar/guangdong/",
    ):
        page.goto(server.url(address))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert violations(page) == [], address
    context.close()


@pytest.fixture
def made_up_site(tmp_path: Path) -> Iterator[Callable[[], StaticServer]]:
    write_embeds(made(tmp_path / "data"), build_runtime(), tmp_path / "site")
    shutil.copytree(BUILT_DOCS / "assets" / "embed", tmp_path / "site" / "assets" / "embed")
    served = StaticServer(tmp_path / "site")
    yield lambda: served
    served.stop()


def test_the_calendar_card_takes_out_what_has_passed(
    page: Page, made_up_site: Callable[[], StaticServer]
):
    served = made_up_site()
    dates = page.locator("[data-until]:visible")
    page.clock.set_fixed_time(f"{YEAR}-08-01T00:00:00Z")
    page.goto(served.url("/embed/calendar/guangdong/"))
    before = dates.count()
    assert before > 4
    expect(page.locator("#none")).to_be_hidden()
    # 17:00 UTC on 20 August is the 21st in China: the close of registration has passed.
    page.clock.set_fixed_time(f"{YEAR}-08-20T17:00:00Z")
    page.goto(served.url("/embed/calendar/guangdong/"))
    assert 0 < dates.count() < before
    page.clock.set_fixed_time(f"{YEAR + 1}-08-01T00:00:00Z")
    page.goto(served.url("/embed/calendar/guangdong/"))
    expect(dates).to_have_count(0)
    expect(page.locator("#none")).to_be_visible()
