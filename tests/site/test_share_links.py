"""Share links on their way: what is whole is answered, what is damaged never, what has no check with a line."""

import json
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.dev.cases import expected, fragment
from scripts.places import ROOT
from tests.how_many import cases, few, new_seed
from tests.site.checker_page import PATH, change, expect_answered, shown
from tests.site.conftest import StaticServer
from tests.site.test_checker import REQUEST

SOAK = Path(__file__).parents[1] / "soak" / "links.mjs"
DAMAGES = cases(test=10_000, soak=1_000_000)
RENEWAL = "/tools/renewal/"
SCORES = "/tools/scores/"
ELIGIBILITY = "/tools/eligibility/"
STUDY = "/tools/study/"
HAND_MADE = {
    PATH: fragment(REQUEST),
    RENEWAL: "#registered_until=2026-12-31",
    STUDY: "#kind=first&approved_on=2019-10-27&received_on=2020-04-20&apply_on=2026-12-10",
    SCORES: "#law=2023&comprehensive=2024&exempt=1",
    ELIGIBILITY: "#exam_year=2027&senior_title=1&s=college~related~2021-07-01&s=bachelor~pharmacy~2024-06-30"
    "&p=2020-01-05~2022-03-04&p=2022-05-06~now&f=2023-01-01~2023-09-01",
}
DATES = "/tools/annotation/#apply_on=2026-02-10&a=2026-01-01:90&a=2026-01-15:90&a=2026-02-01:90"
UNCHECKED = "[data-link=unchecked]"
# Opens fragments one by one in the page as it is; gives for each what the region then says: its state,
# its code, and all dates and years that it answers with.
OPEN_ALL = """async (fragments) => {
  const region = () => document.getElementById("tool-answer");
  const found = [];
  for (const fragment of fragments) {
    region().dataset.state = "waiting";
    history.replaceState(null, "", location.pathname);
    location.hash = fragment;
    const from = performance.now();
    while (!["ready", "error"].includes(region().dataset.state) && performance.now() - from < 5000)
      await new Promise((done) => setTimeout(done, 1));
    const { state, code, verdict } = region().dataset;
    const dates = [...region().querySelectorAll("[data-answer]")].map((one) => [one.dataset.answer, one.dateTime ?? one.value]);
    found.push({ state, code, answer: JSON.stringify([verdict, dates]) });
  }
  return found;
}"""


def made(page: Page, server: StaticServer, path: str) -> str:
    """The link that the page makes of the answer to a link made by hand."""
    page.goto(server.url(path + HAND_MADE[path]))
    expect_answered(page)
    expect(page).to_have_url(re.compile("#k="))
    return page.url.partition("#")[2]


@pytest.fixture(scope="module")
def whole(browser: Browser, server: StaticServer) -> Iterator[str]:
    """The link of the calculator's own answer to REQUEST."""
    page = browser.new_page(service_workers="block")
    yield made(page, server, PATH)
    page.close()


def test_a_link_of_the_page_begins_with_its_check_and_is_answered(
    page: Page, server: StaticServer, whole: str
):
    link = whole
    assert re.match(r"k=\w{8,}&apply_on=2026-02-10&days=90&exam_year=2024&", link)
    page.goto(server.url(f"{PATH}#{link}"))
    expect_answered(page)
    assert shown(page) == expected(REQUEST)
    expect(page.locator(UNCHECKED)).to_have_count(0)
    assert page.url.endswith(link)


@pytest.mark.parametrize("path", HAND_MADE)
def test_a_link_made_by_hand_is_answered_with_a_line(page: Page, server: StaticServer, path: str):
    page.goto(server.url(path + HAND_MADE[path]))
    expect_answered(page)
    expect(page.locator(f"#tool-answer > {UNCHECKED}")).to_contain_text("没有校验")
    change(page)
    page.locator("form [type=submit]").first.click()
    expect(page.locator(UNCHECKED)).to_have_count(0)
    expect_answered(page)


DAMAGE = {
    "escaped for HTML": lambda link: link.replace("&", "&amp;"),
    "cut by a sign": lambda link: link[:-1],
    "cut in a value": lambda link: link[: link.rindex("&") - 1],
    ":90 cut to :9": lambda link: link.replace(":90", ":9"),
    "#/": lambda link: f"/{link}",
    "shareTo": lambda link: f"{link}&shareTo=weixin",
    "%23": lambda link: f"%23{link}",
    "%23 within": lambda link: link.replace("&a=", "%23&a=", 1),
    "escaped whole": lambda link: link.replace("=", "%3D").replace("&", "%26"),
    "reordered": lambda link: "&".join(reversed(link.split("&"))),
    "joined": lambda link: f"{link}#{link}",
    "case changed": lambda link: link.upper(),
    "a full stop": lambda link: f"{link}。",
    "the beginning lost": lambda link: link.partition("&apply_on=2026-02-10&")[2],
    "a digit": lambda link: link.replace("days=90", "days=30"),
}


@pytest.mark.parametrize("damage", few(DAMAGE, 4))
def test_a_damaged_link_is_not_answered_and_what_can_be_read_is_filled_in(
    page: Page, server: StaticServer, whole: str, damage: str
):
    page.goto(server.url(f"{PATH}#{DAMAGE[damage](whole)}"))
    answer = page.locator("#tool-answer")
    expect(answer).to_have_attribute("data-state", "error")
    expect(answer).to_have_attribute("data-code", "link_damaged")
    expect(answer).to_contain_text("不完整")
    expect(answer.locator("time")).to_have_count(0)
    expect(page.locator("#tool-issued_on")).to_have_value("2024-12-20")
    days = page.locator("[data-part=applied_on]").evaluate_all("all => all.map((one) => one.value)")
    assert "2026-01-15" in days
    # Changing a field answers nothing either, before the reader asks for it.
    page.fill("#tool-apply_on", "2026-03-01")
    page.locator("#tool-apply_on").press("Tab")
    page.wait_for_timeout(200)
    expect(answer.locator("time")).to_have_count(0)
    page.click("#tool-form [type=submit]")
    expect_answered(page)
    expect(page).to_have_url(re.compile("#k=.*apply_on=2026-03-01"))


def test_a_name_that_nobody_knows_is_said(page: Page, server: StaticServer):
    page.goto(server.url(f"{RENEWAL}#registered_until=2026-12-31&amp;today=2026-11-20"))
    expect(page.locator("#tool-answer")).to_contain_text("“amp;today”")
    expect(page.locator("#tool-registered_until")).to_have_value("2026-12-31")
    page.goto(server.url(f"{SCORES}#law=2023&exempt=0"))
    expect(page.locator("#tool-answer")).to_have_attribute("data-code", "link_damaged")
    page.goto(server.url(f"{SCORES}#law=2023&law=2024"))
    expect(page.locator("#tool-answer")).to_have_attribute("data-code", "link_damaged")


def test_a_damaged_link_to_the_planner_is_said_on_top_and_there(page: Page, server: StaticServer):
    page.goto(server.url(f"{PATH}#k=1&n=2027-01-06~2027-02-28~面试"))
    for region in ("#tool-answer", "#tool-plan-answer"):
        expect(page.locator(region)).to_have_attribute("data-code", "link_damaged")
    expect(page.locator("#tool-need-0-label")).to_have_value("面试")


def test_the_link_of_an_answer_is_the_same_on_every_way(page: Page, server: StaticServer):
    """Copied, as a QR code, in the text, on paper, and from a card."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(server.url(DATES))
    expect_answered(page)
    link = page.url
    copied = "navigator.clipboard.readText()"
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator("#tool-answer .share [role=status]")).to_contain_text("已复制")
    assert page.evaluate(copied) == link
    page.get_by_role("button", name="复制成文字").click()
    page.wait_for_function(f"async () => (await {copied}).includes('ANN-03')")
    assert link in page.evaluate(copied)
    page.locator("#tool-answer .qr summary").click()
    expect(page.locator("#tool-answer .qr figcaption a")).to_have_text(link)
    expect(page.locator("#tool-answer .printed")).to_contain_text(link)
    page.goto(server.url("/embed/annotation/"))
    for i, day in enumerate(("2026-01-01", "2026-01-15", "2026-02-01")):
        page.locator("[name=applied_on]").nth(i).fill(day)
    page.locator("[name=apply_on]").fill("2026-02-10")
    page.get_by_role("button", name="计算").click()
    expect(page.locator("#whole")).to_have_attribute("href", re.compile("#k="))
    page.goto(page.locator("#whole").get_attribute("href") or "")
    expect_answered(page)
    expect(page.locator(UNCHECKED)).to_have_count(0)
    assert page.url == link.replace("days=90&", "")


def damaged(chance: random.Random, link: str, other: str) -> str:
    at, to = sorted((chance.randrange(len(link)), chance.randrange(len(link))))
    parts = link.split("&")
    sign = chance.choice("0123456789abkn:~=&%#/.-，。")
    kinds = (
        lambda: link[:at],
        lambda: link[to:],
        lambda: link[:at] + link[to:],
        lambda: "&".join(parts[chance.randrange(len(parts)) :]),
        lambda: "&".join(parts[: chance.randrange(len(parts))]),
        lambda: link[:at] + sign + link[at:],
        lambda: link[:at] + sign + link[at + 1 :],
        lambda: link.replace(
            *chance.choice((("&", "&amp;"), ("=", "%3D"), (":", "%3A"), ("&", ";"), ("~", "%7E")))
        ),
        lambda: "&".join(chance.sample(parts, len(parts))),
        lambda: "&".join(part for part in parts if chance.random() < 0.9 or part.startswith("k=")),
        lambda: chance.choice(("{0}{1}", "{0}#{1}", "{0}&{1}")).format(link, other),
        lambda: link + chance.choice(("。", ")", "&shareTo=weixin", "?from=qq", "%20", "#")),
        lambda: chance.choice(("/", "?", "#", "amp;")) + link,
    )
    return chance.choice(kinds)()


@pytest.mark.parametrize("damages", few([150, 500]))  # thousands in Node: the soak below
def test_no_damage_gives_another_answer(page: Page, server: StaticServer, damages: int):
    chance = random.Random(20261127)
    for path, share in ((PATH, 0.5), (RENEWAL, 0.25), (SCORES, 0.25)):
        link = made(page, server, path)
        other = f"k=0&{link.partition('&')[2]}"
        links = [damaged(chance, link, other) for _ in range(int(damages * share))]
        links = [one for one in links if "=" in one]  # the rest opens nothing
        [whole, *found] = page.evaluate(OPEN_ALL, [f"#{link}", *(f"#{one}" for one in links)])
        assert whole["state"] == "ready"
        alike = [one for one in found if one["state"] == "ready"]
        for one, result in zip(links, found, strict=True):
            assert result["state"] == "error" or result["answer"] == whole["answer"], one
        assert len(alike) < len(links) / 2 < len(links)


@pytest.fixture(scope="module")
def soak() -> str:
    command = ["node", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(SOAK)]
    done = subprocess.run(
        [*command, str(DAMAGES), str(new_seed())], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.soak
def test_no_damage_of_a_multitude_gives_another_answer(soak: str):
    counts = json.loads(soak.splitlines()[0].partition("damages ")[2])
    assert sum(counts.values()) == DAMAGES
    assert counts["not answered"] > 0.8 * DAMAGES
    assert counts["answered alike"] > 0.01 * DAMAGES  # damage that changes nothing is forgiven


def test_the_check_is_the_one_that_the_notes_describe():
    """FNV-1a, 64 bits, worked out here by its definition, over the text that docs/dev/links.md names."""
    hashed = 0xCBF29CE484222325
    for byte in b'["renewal",[["registered_until","2099-12-31"]]]':
        hashed = (hashed ^ byte) * 0x100000001B3 % 2**64
    digits = ""
    while hashed:
        hashed, digit = divmod(hashed, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    check = digits.rjust(13, "0")
    notes = (ROOT / "docs" / "dev" / "links.md").read_text("utf-8")
    assert f"`#k={check}&registered_until=2099-12-31&k={check}`" in notes
    ask = "import(process.argv[1]).then(({ madeLink }) => process.stdout.write(madeLink('renewal', [['registered_until', '2099-12-31']])))"
    module = (ROOT / "docs" / "assets" / "checker" / "links.js").as_uri()
    made_there = subprocess.run(
        ["node", "-e", ask, module], capture_output=True, text=True, check=True
    )
    assert made_there.stdout == f"#k={check}&registered_until=2099-12-31&k={check}"


def test_an_address_that_the_browser_will_not_change_loses_no_answer(
    page: Page, server: StaticServer
):
    """WebKit throws after a hundred changes in some seconds."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(server.url(DATES))
    expect_answered(page)
    page.evaluate(
        """() => {
          globalThis.change = History.prototype.replaceState;
          History.prototype.replaceState = function (state, unused, address) {
            if (address?.includes("#k=")) throw new DOMException("too often", "SecurityError");
            globalThis.change.call(this, state, unused, address);
          };
        }"""
    )
    change(page)
    page.fill("#tool-apply_on", "2026-03-05")
    page.locator("#tool-form [type=submit]").click()
    # Folded by this answer, not by the one that came while the day was filled in.
    expect(page.get_by_role("button", name="改填的内容")).to_be_visible()
    expect(page.locator("#tool-answer .verdict").first).to_contain_text("2026年3月5日")
    assert "apply_on=2026-03-05" not in page.url
    page.locator("#tool-answer").get_by_role("button", name="复制链接").click()
    expect(page.locator("#tool-answer .share [role=status]")).to_contain_text("已复制")
    assert "apply_on=2026-03-05" in page.evaluate("navigator.clipboard.readText()")
    page.evaluate("void (History.prototype.replaceState = globalThis.change)")
    expect(page).to_have_url(re.compile("apply_on=2026-03-05"))
