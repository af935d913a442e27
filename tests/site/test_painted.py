"""Every text of every page is really painted, no day over two lines: what is folded is opened first, menus too.

`to_be_visible`, axe and a look at the HTML all pass for a text that is clipped to a pixel; this does not.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scripts.dev.kinds import KINDS
from tests.how_many import few
from tests.site.conftest import StaticServer
from tests.site.test_accessibility import DARK, open_page
from tests.site.walk import GROUPS, addresses

PAINTED = (Path(__file__).parent / "painted.js").read_text("utf-8")
# Widths in px, each with colours.
LOOKS = ((390, "light"), (1280, "dark"), (390, "dark"), (1280, "light"))
# What may be hidden → why. One that no page of KINDS needs is an error.
HIDDEN = {
    "[hidden]": "a script shows it when it applies",
    "noscript": "for browsers without scripts",
    "option": "drawn by the browser when the list is opened",
    "[data-quick=before]": "a form that has a row needs no button for the first",
    "[data-only-steps]": "one question at a time: test_eligibility walks through them",
    "[data-of]": "asked by the kind that is chosen: test_study chooses each",
    "[data-asked]": "what was asked, in one line: on a narrow screen only",
    "[data-folded]": "an answered form on a narrow screen: test_folding opens it",
    ".printed": "on paper only",
    ".headerlink": "the theme shows it under the pointer and when it has the focus",
    ".md-skip": "the theme shows it when it has the focus",
    ".md-top": "the theme shows it when the page is scrolled back",
    ".md-header__topic": "the theme shows the page's title there when the page is scrolled",
    "[data-md-component=sidebar], .md-tabs": "menus: test_every_menu_is_painted",
    ".md-footer__link--prev": "the theme leaves it out on a narrow page",
}
ON_WIDE_PAGES = {"[data-asked]"}
# Ways of hiding a text, each with the text that it hides.
WAYS = {
    "not displayed": "display: none",
    "invisible": "visibility: hidden",
    "transparent": "opacity: 0",
    "faint": "opacity: .05",
    "filtered": "filter: opacity(0)",
    "transparent colour": "color: transparent",
    "transparent fill": "-webkit-text-fill-color: transparent",
    "its ground's colour": "color: #fff; background: #fefefe",
    "clipped": "clip-path: inset(50%)",
    "clipped as of old": "clip: rect(0 0 0 0); position: absolute",
    "cut off": "overflow: hidden; width: 3em; white-space: nowrap",
    "cut off below": "overflow: hidden; height: 1.2em; width: 3em",
    "one pixel": "height: 1px; width: 1px; overflow: hidden; position: absolute",
    "the look of visually-hidden": "block-size: 1px; clip-path: inset(50%); inline-size: 1px; overflow: hidden; position: absolute; white-space: nowrap",
    "no size": "font-size: 0",
    "a tiny font": "font-size: 1px",
    "scaled away": "transform: scale(0)",
    "off the screen": "position: absolute; left: -9999px",
    "above the screen": "position: absolute; top: -9999px",
    "indented away": "text-indent: -9999px; overflow: hidden",
    "masked": "-webkit-mask-image: linear-gradient(transparent, transparent); mask-image: linear-gradient(transparent, transparent)",
    "skipped": "content-visibility: hidden",
}
COVERED = '<div style="position: relative">这句话被盖住<div style="background: #fff; inset: 0; position: absolute"></div></div>'
PICTURE_OVER = '<div style="position: relative">这句话在图下<img alt="" style="height: 100%; inset: 0; position: absolute; width: 100%" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"></div>'
FIXED_OVER = '<p>整页被盖住</p><div style="background: #fff; inset: 0; position: fixed"></div>'
CLIPPED_FIELD = '<div style="height: 1px; overflow: hidden"><textarea>没有人看得见</textarea></div>'
IN_A_DRAWING = '<svg width="200" height="40"><rect width="200" height="40" fill="#eee"/><text y="20" fill="#eee">图里的字</text></svg>'


@pytest.fixture(scope="module")
def looking(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        locale="zh-CN",
        reduced_motion="reduce",
        service_workers="block",
        viewport={"width": 390, "height": 800},
    )
    yield context.new_page()
    context.close()


def unpainted(
    page: Page, exceptions: Collection[str] = (), *, everywhere: bool = True
) -> tuple[list[str], set[str]]:
    """A line for each hidden text, and those of the exceptions that were needed."""
    told = page.evaluate(PAINTED, [list(exceptions), everywhere])
    return [f"{f['why']}: “{f['text']}” at {f['at']}" for f in told["found"]], set(told["used"])


def show(page: Page, html: str) -> None:
    page.goto("about:blank")  # scripts of the page before may still be about to do something
    page.set_content(html)


@pytest.mark.parametrize("way", WAYS)
def test_a_hidden_text_is_found(looking: Page, way: str):
    show(
        looking, f'<p>看得见。</p><p style="{WAYS[way]}">这一句话没有人看得见</p><p>也看得见。</p>'
    )
    found, _ = unpainted(looking)
    assert len(found) == 1
    assert "这一句话没有人看得见" in found[0]


@pytest.mark.parametrize("html", [COVERED, PICTURE_OVER, FIXED_OVER, CLIPPED_FIELD, IN_A_DRAWING])
def test_a_covered_text_is_found(looking: Page, html: str):
    show(looking, html)
    assert len(unpainted(looking)[0]) == 1


@pytest.mark.parametrize("day", ["2026-11-27", "2026年11月27日", "11月27日"])
def test_a_day_on_two_lines_is_found(looking: Page, day: str):
    show(
        looking,
        f'<p style="width: 3.2em">{day}</p><p class="whole-text" style="width: 3.2em">{day}</p>',
    )
    assert len(unpainted(looking)[0]) == 1


def test_a_folded_text_a_scrolled_one_and_one_under_a_fixed_bar_are_seen(looking: Page):
    show(
        looking,
        '<header style="background: teal; color: #fff; height: 3em; position: sticky; top: 0">页眉</header>'
        "<textarea>在框里的</textarea>"
        "<details><summary>打开</summary><p>折起来的</p></details>"
        '<div style="overflow-x: auto; width: 5em"><p style="width: 40em; margin-left: 30em">滑过去才看得见</p></div>'
        '<p style="margin-top: 300em">很远的下面</p>',
    )
    assert unpainted(looking)[0] == []


@pytest.mark.long
@pytest.mark.parametrize("look", few(LOOKS))
def test_every_text_of_every_kind_of_page_is_painted(
    looking: Page, server: StaticServer, look: tuple[int, str]
):
    width, scheme = look
    found: list[str] = []
    needed: set[str] = set()
    looking.set_viewport_size({"width": width, "height": 800})
    for kind in KINDS:
        open_page(looking, server.url(f"/{kind.example}"))
        if scheme == "dark":
            looking.evaluate(DARK)
        hidden, used = unpainted(looking, HIDDEN)
        found += [f"/{kind.example}, {width} px, {scheme}: {one}" for one in hidden]
        needed |= used
    assert not found, "\n".join(found)
    told = "exceptions that no page needs"
    if width < 1280:
        assert set(HIDDEN) - needed == ON_WIDE_PAGES, told
    else:
        assert ON_WIDE_PAGES - needed == set(), told


@pytest.mark.trust
@pytest.mark.parametrize("pages", range(GROUPS))
def test_every_text_of_every_page_is_painted(looking: Page, server: StaticServer, pages: int):
    found = []
    looking.set_viewport_size({"width": 390, "height": 800})
    for address in addresses(pages):
        open_page(looking, server.url(f"/{address}"))
        found += [f"/{address}: {one}" for one in unpainted(looking, HIDDEN)[0]]
    assert not found, "\n".join(found)


def test_every_menu_is_painted(looking: Page, server: StaticServer):
    """That of a narrow page, opened one list after another."""
    looking.goto(server.url("/guides/practice-registration/"))
    looking.set_viewport_size({"width": 390, "height": 2000})
    looking.evaluate("document.getElementById('__drawer').checked = true")
    seen: set[str] = set()
    for toggle in looking.locator(".md-sidebar--primary .md-nav__toggle").all():
        seen |= set(toggle.evaluate(LISTED))
    every = looking.locator(".md-nav--primary .md-nav__link").evaluate_all(
        "all => all.map((e) => e.textContent.trim())"
    )
    assert {text for text in every if text} - seen == set()


# The links of a list of the menu, all the lists around it being open, that are really at their place.
LISTED = """(toggle) => {
  const open = document.querySelectorAll(".md-nav__toggle");
  for (const one of open) one.checked = false;
  const seen = [];
  const look = () => {
    for (const link of document.querySelectorAll(".md-nav--primary .md-nav__link")) {
      const { left, top, width, height } = link.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      if (hit && (link.contains(hit) || hit.contains(link))) seen.push(link.textContent.trim());
    }
  };
  look();
  const around = [];
  for (let item = toggle.closest("li"); item; item = item.parentElement.closest("li")) around.push(item);
  for (const item of around.reverse()) {
    const own = item.querySelector(":scope > .md-nav__toggle");
    if (own) own.checked = true;
    look();
  }
  return seen;
}"""
