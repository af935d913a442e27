"""Stage: each page for readers a second time as Markdown, and /llms.txt that lists them.

For programs that quote us to people: status, source and the day of checking stand beside each value,
as on the page, from which alone they are made. What must be typed into a page is not in its twin.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from scripts import templating

TWIN = "index.md"
LLMS = "llms.txt"
ALTERNATE = '<link rel="alternate " type="text/markdown"'  # of scripts/theme/main.html
ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
LANGUAGE = re.compile(r'<article\b[^>]* lang="([^"]+)"')
CHECKED = re.compile(r'<meta property="article:modified_time" content="([^"]*)"')
LEFT_OUT = {"nav", "script", "style", "template", "noscript", "form", "button", "output"}
VOID = {"br", "img", "hr", "input", "link", "meta", "wbr", "col", "source"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {"p", "li", "tr", "dt", "dd", "summary", "figcaption", "pre", "blockquote", "ul", "ol"}
BLOCKS |= {
    "dl",
    "table",
    "div",
    "section",
    "article",
    "details",
    "figure",
    "footer",
    "hr",
    *HEADINGS,
}
SPECIAL = re.compile(r"([\\`*_\[\]<])")
SPACE = re.compile(r"\s+")
# The order of llms.txt: what an address begins with, and what such pages are called.
SECTIONS = (
    ("guides/", "指南"),
    ("calendar/", "考试日历"),
    ("provinces/", "各省"),
    ("tools/", "工具"),
    ("about/", "关于、数据、来源"),
    ("courses/", "课程：机构自己的说法，没有核实"),
)


@dataclass
class Element:
    tag: str
    given: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Twin:
    """`address` is the page's, from the root of the site; `checked_on` the newest day on which
    anything on it was looked at, "" where nothing says."""

    address: str
    title: str
    description: str
    checked_on: str
    language: str
    body: str


def write_twins(site: Path, site_url: str) -> None:
    """Writes `index.md` beside each page that names one, and llms.txt, below `site`. Addresses are
    absolute where `site_url` is given, else they lead from where they stand."""
    template = templating.environment(autoescape=False).get_template("twin.md.j2")
    twins = []
    for page in sorted(site.rglob("index.html")):
        folder = page.parent.relative_to(site).as_posix()
        twin = twin_of(page.read_text("utf-8"), "" if folder == "." else f"{folder}/", site_url)
        if twin:
            twins.append(twin)
            page.with_name(TWIN).write_text(
                template.render(twin=twin, site_url=site_url, root="../" * twin.address.count("/")),
                "utf-8",
            )
    (site / LLMS).write_text(llms(twins, site_url), "utf-8")


@cache
def twin_of(html: str, address: str, site_url: str) -> Twin | None:
    """None of a page that names no twin: one that is not for readers.

    Kept, since `make serve` meets all but one unchanged."""
    article = ARTICLE.search(html)
    if not article or ALTERNATE not in html[: article.start()]:
        return None
    head = html[: article.start()]
    reader = _Reader()
    reader.feed(article[0])
    reader.close()
    blocks = list(_Writer(site_url + address if site_url else "").blocks(reader.root))
    title = blocks[0].removeprefix("# ")
    assert blocks[0] == f"# {title}", f"{address}: the first of a page is its heading"
    language = _of(LANGUAGE, article[0]) or "zh-Hans"
    body = "\n\n".join(blocks[1:])
    return Twin(address, title, _of(DESCRIPTION, head), _of(CHECKED, head), language, body)


def llms(twins: list[Twin], site_url: str) -> str:
    template = templating.environment(autoescape=False).get_template("llms.txt.j2")
    sections = [
        (name, [twin for twin in twins if twin.address.startswith(start)])
        for start, name in SECTIONS
    ]
    return template.render(sections=sections, site_url=site_url, twin=TWIN)


def _of(pattern: re.Pattern[str], head: str) -> str:
    found = pattern.search(head)
    return unescape(found[1]) if found else ""


class _Reader(HTMLParser):
    """The elements of an article, without what is hidden, typed, drawn or leads elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("article")
        self._open = [self.root]
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._skipped or tag in LEFT_OUT or "hidden" in given or _is_mark(given):
            if tag not in VOID:
                self._skipped.append(tag)
            return
        if tag == "svg":
            self._add(f"（图：{given['aria-label']}）" if given.get("aria-label") else "")
            self._skipped.append(tag)
            return
        element = Element(tag, given)
        self._add(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            while self._skipped and self._skipped.pop() != tag:
                pass
        elif any(element.tag == tag for element in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._add(data)

    def _add(self, one: Element | str) -> None:
        self._open[-1].inside.append(one)


def _is_mark(given: dict[str, str]) -> bool:
    return "headerlink" in given.get("class", "") or given.get("aria-hidden") == "true"


class _Writer:
    """`page`: the absolute address of the page, or "" to leave addresses as they are."""

    def __init__(self, page: str) -> None:
        self._page = page

    def blocks(self, element: Element) -> Iterator[str]:
        """The blocks inside `element`, as Markdown; texts between them are blocks too."""
        run: list[Element | str] = []
        for one in element.inside:
            if isinstance(one, Element) and one.tag in BLOCKS:
                yield from self._paragraph(run)
                run = []
                yield from self._block(one)
            else:
                run.append(one)
        yield from self._paragraph(run)

    def _paragraph(self, run: list[Element | str]) -> Iterator[str]:
        text = self._line(run)
        if text:
            yield text

    def _block(self, element: Element) -> Iterator[str]:
        tag = element.tag
        if tag in HEADINGS:
            yield f"{'#' * HEADINGS[tag]} {self._line(element.inside)}"
        elif tag in {"p", "dt", "figcaption", "summary"}:
            text = self._line(element.inside)
            if text:
                yield f"**{text}**" if tag in {"dt", "summary"} and "**" not in text else text
        elif tag in {"ul", "ol"}:
            if items := list(self._items(element)):
                yield "\n".join(items)
        elif tag == "blockquote":
            text = "\n\n".join(self.blocks(element))
            yield "\n".join(f"> {line}".rstrip() for line in text.splitlines())
        elif tag == "pre":
            yield f"```\n{_text(element).strip()}\n```"
        elif tag == "table":
            yield from self._table(element)
        else:
            yield from self.blocks(element)

    def _items(self, element: Element) -> Iterator[str]:
        items = [one for one in element.inside if isinstance(one, Element) and one.tag == "li"]
        for number, item in enumerate(items, 1):
            mark = f"{number}. " if element.tag == "ol" else "- "
            text = "\n\n".join(self.blocks(item)) if item.inside else ""
            yield mark + text.replace("\n\n", "\n").replace("\n", "\n" + " " * len(mark))

    def _table(self, element: Element) -> Iterator[str]:
        rows = [
            [cell for cell in row.inside if isinstance(cell, Element) and cell.tag in {"td", "th"}]
            for row in _all(element, "tr")
        ]
        for caption in _all(element, "caption"):
            yield from self._paragraph(caption.inside)
        lines = []
        for row in rows:
            cells: list[str] = []
            for cell in row:
                cells.append(" ".join(self.blocks(cell)).replace("\n", " ").replace("|", "\\|"))
                cells += [""] * (int(cell.given.get("colspan", "1")) - 1)
            lines.append(f"| {' | '.join(cells)} |")
        columns = max(line.count(" | ") for line in lines) + 1 if lines else 0
        if lines:
            headed = all(cell.tag == "th" for cell in rows[0])
            first = [] if headed else [f"|{'  |' * columns}"]
            rule = f"|{' --- |' * columns}"
            body = [*first, *lines]
            yield "\n".join([body[0], rule, *body[1:]])

    def _line(self, inside: list[Element | str]) -> str:
        """Texts and elements within a line, as one line of Markdown."""
        text = SPACE.sub(" ", "".join(map(self._inline, inside))).strip()
        return text.replace(" （", "（")

    def _inline(self, one: Element | str) -> str:
        if isinstance(one, str):
            return SPECIAL.sub(r"\\\1", one)
        if one.tag == "br":
            return " "
        if one.tag == "img":
            return f"（图：{one.given['alt']}）" if one.given.get("alt") else ""
        if one.tag == "code":
            return f"`{SPACE.sub(' ', _text(one))}`"
        text = "".join(map(self._inline, one.inside))
        if not text.strip():
            return text
        if "badge" in one.given.get("class", "").split():
            return f"（{text.strip()}）"
        if one.tag == "a" and (href := self._href(one.given.get("href", ""))):
            return f"[{text.strip()}]({href})"
        if one.tag in {"strong", "b"}:
            return f"**{text.strip()}**"
        if one.tag == "q":
            return f"“{text}”"
        if one.tag in BLOCKS:
            return f" {text} "
        return text

    def _href(self, href: str) -> str:
        """ "" where a link would only lead within the page."""
        if href.startswith(("#", "javascript:")):
            return ""
        return urljoin(self._page, href) if self._page else href


def _all(element: Element, tag: str) -> Iterator[Element]:
    for one in element.inside:
        if isinstance(one, Element):
            if one.tag == tag:
                yield one
            else:
                yield from _all(one, tag)


def _text(element: Element) -> str:
    return "".join(one if isinstance(one, str) else _text(one) for one in element.inside)
