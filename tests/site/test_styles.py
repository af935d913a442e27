"""Every style has its owner: no sheet reaches into pages that are not its own, no class is without one.

`base` and `print` are everybody's; of the others, scripts/dev/kinds.py says which pages are whose.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts.dev.kinds import KINDS, kind_of
from scripts.places import BUILT_DOCS, DOCS, SITE
from tests.site.conftest import StaticServer
from tests.site.walk import every_page

SHEETS = DOCS / "assets" / "styles"
EVERYBODYS = {"base", "print", "search"}
OWNED = sorted({kind.sheet for kind in KINDS} - {""})
# Classes that stand in pages and have no rule of ours or of the theme → why.
NO_RULE = {
    "js-focus-visible": "the theme's script",
}
# Classes that have a rule and are neither written nor drawn on /tools/states/ → why.
NOT_SEEN = {"edition": "the link to the other edition: in a build of both"}
# The selectors of a sheet that match anything in the page, `:hover` and `::before` aside.
REACHING = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const found = [];
  const look = (rules) => {
    for (const rule of rules) {
      const selector = rule.selectorText?.replace(/::[\\w-]+(\\([^)]*\\))?|:(hover|focus-visible|focus|target)/g, "");
      if (selector && document.querySelector(selector)) found.push(rule.selectorText);
      else if (rule.cssRules) look(rule.cssRules);
    }
  };
  look(sheet.cssRules);
  return found;
}"""


def built(sheet: str) -> str:
    return (BUILT_DOCS / "assets" / "styles" / f"{sheet}.css").read_text("utf-8")


def classes_of(css: str) -> set[str]:
    return set(
        re.findall(
            r"\.(-?[A-Za-z_][\w-]*)",
            re.sub(r'"(?:\\.|[^"\\])*"|url\([^)]*\)|/\*.*?\*/', "", css, flags=re.DOTALL),
        )
    )


class Classes(HTMLParser):
    """The classes of a page's article, and of the rest of it those that are not the theme's."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found |= set((dict(attributes).get("class") or "").split())


def in_html(text: str) -> set[str]:
    parser = Classes()
    parser.feed(text)
    return parser.found


def in_scripts() -> set[str]:
    """What the page scripts write into `class`; what stands in `${…}` is seen on /tools/states/."""
    found: set[str] = set()
    for path in (DOCS / "assets").rglob("*.js"):
        if path.parent.name == "embed":
            continue
        text = path.read_text("utf-8")
        for names in re.findall(r"\bclass(?:Name)?\"?(?::| =|=)\s?[`\"]([^`\"]*)[`\"]", text):
            found |= set(re.sub(r"\$\{.*?\}", "", names).split())
        found |= set(re.findall(r"classList\.\w+\(\"([\w-]+)\"", text))
    return found


def ours(classes: Iterable[str]) -> set[str]:
    return {name for name in classes if not name.startswith(("md-", "__"))}


@pytest.fixture(scope="module")
def defined() -> dict[str, set[str]]:
    return {path.stem: ours(classes_of(path.read_text("utf-8"))) for path in SHEETS.glob("*.css")}


@pytest.fixture(scope="module")
def of_the_theme(site: Path) -> set[str]:
    """What the theme's own sheets name: the joined one, without ours."""
    import material

    folder = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    return set().union(*(classes_of(path.read_text("utf-8")) for path in folder.glob("*.css")))


def used(page: Page, server: StaticServer) -> set[str]:
    written = [
        in_html(path.read_text("utf-8"))
        for path in every_page()
        if "/embed/" not in path.as_posix()
    ]
    page.goto(server.url("/tools/states/"))
    page.locator("[data-drawn]").wait_for(timeout=60_000)
    drawn = page.evaluate(
        "[...document.querySelectorAll('[class]')].flatMap((e) => [...e.classList])"
    )
    return ours(set().union(*written, drawn, in_scripts()))


def test_every_page_is_of_one_kind(site: Path):
    for path in every_page():
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        if not address.startswith("embed/"):
            kind_of(address)
    for kind in KINDS:
        assert kind_of(kind.example) == kind


def test_every_sheet_has_its_owner():
    assert {path.stem for path in SHEETS.glob("*.css")} == {*OWNED, *EVERYBODYS}


def test_no_sheet_reaches_into_pages_that_are_not_its_own(page: Page, server: StaticServer):
    found = []
    at_home = set()
    sheets = {name: built(name) for name in OWNED}
    for kind in KINDS:
        page.goto(server.url(f"/{kind.example}"), wait_until="domcontentloaded")
        for name, text in sheets.items():
            reaching = page.evaluate(REACHING, text)
            if name != kind.sheet:
                found += [f"{name}.css at /{kind.example}: {selector}" for selector in reaching]
            elif reaching:
                at_home.add(name)
    assert not found, "\n".join(found)
    assert at_home == set(OWNED)


def test_every_class_used_is_defined(
    page: Page, server: StaticServer, defined: dict[str, set[str]], of_the_theme: set[str]
):
    known = set().union(*defined.values()) | of_the_theme
    without = {
        name for name in used(page, server) - known if not re.fullmatch(r"[a-z][a-z0-9]?", name)
    }
    assert without - set(NO_RULE) == set()
    assert set(NO_RULE) - without == set(), "exceptions that are not needed"


def test_every_class_defined_is_used(
    page: Page, server: StaticServer, defined: dict[str, set[str]]
):
    found = used(page, server)
    without = set().union(*defined.values()) - found
    not_seen = set() if (SITE / "hant").exists() else set(NOT_SEEN)
    assert without - not_seen == set()
    assert not_seen - without == set(), "exceptions that are not needed"


def test_no_class_has_the_name_of_one_of_the_theme(
    page: Page, server: StaticServer, defined: dict[str, set[str]], of_the_theme: set[str]
):
    """Where a sheet of ours names a class of the theme, it means that class (base alone may)."""
    for name in {*OWNED, "print"}:
        assert defined[name] & ours(of_the_theme) - {"headerlink"} == set(), name


def test_scripts_find_their_elements_by_data_never_by_a_class_of_ours(
    defined: dict[str, set[str]], of_the_theme: set[str]
):
    of_markdown = {"task-list", "task-list-item"}
    known = set().union(*defined.values()) - of_the_theme - of_markdown
    for path in (DOCS / "assets").rglob("*.js"):
        if path.parent.name == "embed":
            continue
        for selector in re.findall(
            r"(?:querySelector(?:All)?|closest|matches)\(\s*[`\"']([^`\"']*)",
            path.read_text("utf-8"),
        ):
            assert classes_of(selector) & known == set(), f"{path.name}: {selector}"


def test_no_rule_styles_the_whole_page_by_what_stands_in_it():
    """Else a browser styles all of it anew at each change: at each key, for one."""
    whole = re.compile(
        r"(?:^|[\s,}])(?:html|body|main|\.md-(?:main|container|content)\w*)[^\s,{]*:has\("
    )
    for path in SHEETS.glob("*.css"):
        assert not whole.findall(path.read_text("utf-8")), path.name


def test_ids_of_tools_begin_with_tool(site: Path):
    for kind in KINDS:
        if kind.sheet != "tools":
            continue
        article = (site / kind.example / "index.html").read_text("utf-8").split("<article")[1]
        inputs = re.findall(
            r"<(?:form|section|template|div|p|input|select|textarea|button|span)\b[^>]*?\bid=\"?([^\s\">]+)",
            article,
        )
        assert [one for one in inputs if not one.startswith("tool-")] == [], kind.example
