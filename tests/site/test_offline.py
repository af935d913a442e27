"""What the device keeps: the site works without a network, versions never mix, all can be switched off."""

import http.server
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from scripts.finish.hosting.compress import to_pack
from scripts.finish.offline import PYTHON_NOT_KEPT, write_offline
from scripts.places import SITE
from tests.site.checker_page import PATH, expect_answered, shown
from tests.site.conftest import BASE_PATH

REGISTERED = "async () => Boolean(await navigator.serviceWorker.getRegistration())"
WHOLE = """async () => {
  const names = (await caches.keys()).filter((name) => name.includes(" pages "));
  const lists = names.map(async (name) => (await (await caches.open(name)).keys()).some(({ url }) => url.endsWith(".json")
    && name.endsWith(url.split("/").pop())));
  return (await Promise.all(lists)).filter(Boolean).length;
}"""
UPDATE_FAILED = """async () => {
  const registration = await navigator.serviceWorker.ready;
  const worker = (await registration.update()).installing;
  if (!worker) return false;
  await new Promise((settled) => worker.addEventListener("statechange", settled));
  return worker.state === "redundant";
}"""
PYTHON_FILES = """async () => {
  const name = (await caches.keys()).find((name) => name.includes(" python "));
  return name ? (await (await caches.open(name)).keys()).length : 0;
}"""

PYTHON_TEXTS = """async () => {
  const texts = [];
  for (const name of (await caches.keys()).filter((name) => name.includes(" python "))) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) texts.push(await (await cache.match(key)).text());
  }
  return texts;
}"""


class Deployment:
    """A server of one folder, also below BASE_PATH. `folder` may change; `down` answers nobody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.down = False
        deployment = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def translate_path(self, path: str) -> str:
                self.directory = str(deployment.folder)
                return super().translate_path(path.removeprefix(BASE_PATH))

            def do_GET(self) -> None:
                if deployment.down:
                    self.close_connection = True
                else:
                    del self.headers["If-Modified-Since"]  # two versions are made within a second
                    super().do_GET()

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.root = f"http://127.0.0.1:{self._server.server_port}{BASE_PATH}"

    def url(self, path: str = "/") -> str:
        return f"{self.root}{path}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 390, "height": 844})
    yield made
    made.close()


@pytest.fixture
def visit(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    made = Deployment(SITE)
    yield made
    made.stop()


def wait_for(page: Page, number: str, wanted: int) -> None:
    """Until the JavaScript function `number` gives `wanted` (wait_for_function awaits nothing)."""
    for _ in range(600):
        found = page.evaluate(number)
        if found == wanted:
            return
        time.sleep(0.1)
    raise AssertionError(f"{number} gave {found}, not {wanted}")


def test_the_copy_waits_for_the_first_answer(visit: Page, deployment: Deployment):
    held: list[Route] = []
    visit.route("**/memory.bin", lambda route: held.append(route))
    visit.clock.install()
    visit.goto(deployment.url(f"{PATH}#apply_on=2026-02-10&a=2026-01-01:90"))
    expect(visit.locator("#tool-answer")).to_have_attribute("data-state", "loading")
    visit.clock.run_for(30_000)
    assert visit.evaluate(REGISTERED) is False
    for route in held:
        route.continue_()
    expect_answered(visit)
    visit.clock.run_for(30_000)
    wait_for(visit, REGISTERED, True)


def test_after_one_visit_the_site_works_without_a_network(visit: Page, deployment: Deployment):
    asked = "#apply_on=2026-02-10&a=2026-01-01:90"
    visit.goto(deployment.url("/guides/annotation/"))
    wait_for(visit, WHOLE, 1)
    assert visit.evaluate(PYTHON_FILES) == 0  # nobody has used it
    visit.goto(deployment.url(PATH + asked))
    expect_answered(visit)
    online = shown(visit)
    python = [p for p in to_pack(SITE) if "runtime" in p.parts and p.name not in PYTHON_NOT_KEPT]
    wait_for(visit, PYTHON_FILES, len(python))

    deployment.down = True
    for path in ("/", "/guides/registration-for-exam/", "/calendar/2026/", "/provinces/guangdong/"):
        visit.goto(deployment.url(path))
        title = visit.locator("h1").first.inner_text()
        assert title.removesuffix("¶") in (SITE / path.strip("/") / "index.html").read_text("utf-8")
        assert visit.evaluate("getComputedStyle(document.body).margin") == "0px"  # styled
    visit.goto("about:blank")
    visit.goto(deployment.url(PATH + asked))
    expect_answered(visit)
    assert shown(visit) == online
    visit.get_by_role("button", name="搜索").click()
    visit.get_by_role("textbox", name="搜索").fill("延续")
    expect(visit.get_by_role("dialog").locator("li a").first).to_be_visible()

    visit.goto(deployment.url("/courses/educity/"))
    expect(visit).to_have_url(deployment.url("/about/offline/"))
    expect(visit.locator(".answer-first")).to_contain_text("没有存在这台设备上")


PAGE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{words}</title></head><body>
<p id="words">{words}</p>
<script id="__config" type="application/json">{{"base": "{root}"}}</script>
<script type="module" src="{root}/assets/{site}"></script>
<script type="module" src="{root}/assets/part.{words}.js"></script></body></html>"""


@pytest.fixture
def made_up(tmp_path: Path) -> Callable[..., Path]:
    """A small site whose pages and script both say `words`, and whose facts are `data`."""
    built = next((SITE / "assets").glob("site.*.js"))

    def make(words: str, data: str) -> Path:
        site = tmp_path / words
        files = {
            "api/v1/facts.json": json.dumps({"data": data}),
            "api/v1/dates.json": "{}",
            f"assets/part.{words}.js": f"document.body.dataset.script = '{words}';",
            f"assets/runtime/{len(words)}a/worker.js": f"// {words}",
            "sitemap.xml": "",
        }
        for address in ("", "guides/", "about/offline/"):
            root = "/".join([".."] * address.count("/")) or "."
            page = PAGE.format(words=words, root=root, site=built.name)
            files[f"{address}index.html"] = page
        for name, text in files.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, "utf-8")
        shutil.copyfile(built, site / "assets" / built.name)
        write_offline(site)
        return site

    return make


def says(page: Page, words: str) -> None:
    """The page and its script are of the version `words`."""
    expect(page.locator("#words")).to_have_text(words)
    expect(page.locator("body")).to_have_attribute("data-script", words)


@pytest.mark.trust
def test_an_update_comes_whole_and_is_said(
    context: BrowserContext, visit: Page, deployment: Deployment, made_up: Callable[..., Path]
):
    deployment.folder = made_up("one", "facts")
    visit.goto(deployment.url())
    wait_for(visit, WHOLE, 1)
    other = context.new_page()
    other.goto(deployment.url("/guides/"))

    deployment.folder = made_up("two", "new facts")
    visit.goto(deployment.url("/guides/"))
    says(visit, "one")
    bar = visit.locator(".new-data")
    expect(bar).to_contain_text("有新的数据")
    # What an open page of the old version still asks for, it gets, though the server has it no more.
    address = deployment.url("/assets/part.one.js")
    assert other.evaluate("async (url) => (await fetch(url)).status", address) == 200
    bar.get_by_role("button").click()
    says(visit, "two")
    expect(bar).to_have_count(0)
    other.goto(deployment.url())
    says(other, "two")

    # The same facts, written otherwise: nobody is disturbed.
    deployment.folder = made_up("three", "new facts")
    visit.goto(deployment.url())
    wait_for(visit, "async () => (await (await fetch('./')).text()).includes('>three<')", True)
    expect(bar).to_have_count(0)
    visit.goto(deployment.url("/guides/"))
    says(visit, "three")


@pytest.mark.trust
def test_half_an_update_is_never_used_and_storage_stays_small(
    visit: Page, deployment: Deployment, made_up: Callable[..., Path]
):
    deployment.folder = made_up("one", "facts")
    visit.goto(deployment.url())
    wait_for(visit, WHOLE, 1)
    two = made_up("two", "new facts")
    whole = (two / "guides" / "index.html").read_text("utf-8")
    (two / "guides" / "index.html").write_text(whole.replace("two", "old"), "utf-8")
    deployment.folder = two
    visit.goto(deployment.url("/guides/"))
    wait_for(visit, UPDATE_FAILED, True)
    visit.goto(deployment.url("/guides/"))
    says(visit, "one")

    for words in ("three", "four", "five"):
        deployment.folder = made_up(words, words)
        visit.goto(deployment.url())
        expect(visit.locator(".new-data")).to_be_visible()
        visit.goto(deployment.url("/guides/"))
        says(visit, words)
        assert visit.evaluate("caches.keys().then((names) => names.length)") <= 2


@pytest.mark.trust
@pytest.mark.parametrize("instead", ["", "<!doctype html><h1>请先登录</h1>"])
def test_another_thing_in_place_of_a_file_of_python_is_never_kept(
    visit: Page, deployment: Deployment, made_up: Callable[..., Path], instead: str
):
    deployment.folder = made_up("one", "facts")
    visit.goto(deployment.url())
    wait_for(visit, WHOLE, 1)
    visit.goto(deployment.url())
    visit.evaluate("navigator.serviceWorker.controller.postMessage('keep-python')")
    wait_for(visit, PYTHON_FILES, 1)
    three = made_up("three", "new facts")
    worker = next(three.glob("assets/runtime/*/worker.js"))
    right = worker.read_bytes()
    worker.write_text(instead, "utf-8")
    deployment.folder = three
    visit.goto(deployment.url("/guides/"))
    wait_for(visit, UPDATE_FAILED, True)
    visit.goto(deployment.url("/guides/"))
    says(visit, "one")
    assert visit.evaluate(PYTHON_TEXTS) == ["// one"]

    worker.write_bytes(right)
    visit.goto(deployment.url())
    expect(visit.locator(".new-data")).to_be_visible()
    wait_for(visit, PYTHON_FILES, 1)
    assert visit.evaluate(PYTHON_TEXTS) == ["// three"]


@pytest.mark.trust
@pytest.mark.parametrize("way", ["sw-off.js", "no sw.js"])
def test_one_file_switches_it_off_for_every_reader(
    visit: Page, deployment: Deployment, made_up: Callable[..., Path], way: str
):
    deployment.folder = made_up("one", "facts")
    visit.goto(deployment.url())
    wait_for(visit, WHOLE, 1)
    deployment.folder = made_up("two", "facts")
    if way == "sw-off.js":
        shutil.copyfile(deployment.folder / "sw-off.js", deployment.folder / "sw.js")
    else:
        (deployment.folder / "sw.js").unlink()
    visit.goto(deployment.url())
    wait_for(visit, "async () => (await caches.keys()).length", 0)
    visit.goto(deployment.url("/guides/"))
    says(visit, "two")
    visit.reload()
    says(visit, "two")
    assert visit.evaluate("caches.keys()") == []


@pytest.mark.trust
def test_the_reader_can_switch_it_off_and_on(visit: Page, deployment: Deployment):
    visit.goto(deployment.url("/about/offline/"))
    wait_for(visit, WHOLE, 1)
    visit.reload()
    switch = visit.locator("[data-offline-switch]")
    expect(switch).to_contain_text("已经存好")
    switch.get_by_role("button").click()
    expect(switch).to_contain_text("没有离线保存")
    visit.goto(deployment.url("/about/"))
    visit.wait_for_load_state("networkidle")
    registered = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    assert visit.evaluate(registered) == 0
    assert visit.evaluate("caches.keys()") == []
    visit.goto(deployment.url("/about/offline/"))
    switch.get_by_role("button").click()
    wait_for(visit, WHOLE, 1)


def test_nothing_is_kept_while_data_is_saved(visit: Page, deployment: Deployment):
    visit.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    visit.goto(deployment.url())
    visit.wait_for_load_state("networkidle")
    assert visit.evaluate("navigator.serviceWorker.getRegistrations()") == []


@pytest.mark.trust
def test_notices_are_read_without_a_network_all_but_pdf(visit: Page, deployment: Deployment):
    visit.goto(deployment.url("/tools/notice/"))
    wait_for(visit, WHOLE, 1)
    visit.click("[data-example]")
    answer = visit.locator("#tool-answer")
    expect(answer).to_have_attribute("data-state", "ready")
    wait_for(
        visit,
        PYTHON_FILES,
        len([p for p in to_pack(SITE) if "runtime" in p.parts and p.name not in PYTHON_NOT_KEPT]),
    )

    deployment.down = True
    visit.goto(deployment.url("/tools/notice/"))
    visit.click("[data-example]")
    expect(answer).to_have_attribute("data-state", "ready")
    expect(visit.locator("[data-stated]").first).to_be_visible()
    pdf = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    visit.set_input_files("#tool-file", [pdf])
    expect(visit.locator("[data-notice]")).to_have_attribute("data-why", "no_reader")
