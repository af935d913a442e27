"""A finished page as the search sees it: title, near-words (its keywords), and what stands below each heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from html.parser import HTMLParser

ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
NOT_FOR_READERS = re.compile(r'<meta name="robots" content="[^"]*noindex|http-equiv="refresh"')
HEADINGS = {"h1", "h2", "h3"}
KEYWORDS = re.compile(r'<meta name="keywords" content="([^"]*)"')
# Their text is one line of its own; what stands in several of them is said once, by the inner one.
BLOCKS = {"p", "li", "tr", "dt", "dd", "h4", "h5", "h6", "summary", "caption", "pre", "blockquote"}
BLOCKS |= {"div", "section", "ul", "ol", "dl", "table", "details", "figure", "figcaption", "br"}
CELLS = {"td", "th"}
# Ways to other pages, what is drawn, what is typed, and whose words a quotation is.
LEFT_OUT = {"nav", "script", "style", "svg", "template", "noscript", "form", "footer", "button"}
VOID = {"br", "img", "hr", "input", "link", "meta", "wbr", "col", "source"}
ALSO = "也叫："
SOURCE = re.compile(
    r"[来來]源：|[规規][则則] [A-Z]+-\d|最近核[对對]|核[对對][于於]|(原文、)?[还還]不清楚的和[来來]源$"
)
# Names of sources are no answers.
SECTIONS_LEFT_OUT = {"sources"}
SPACE = re.compile(r"\s+")


@dataclass
class Section:
    """What stands below a heading; `anchor` is its id, "" above the first."""

    anchor: str
    heading: str
    blocks: list[str] = field(default_factory=list)


@dataclass
class Page:
    title: str = ""
    also: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def texts(self) -> Iterator[str]:
        yield self.title
        yield from self.also
        for section in self.sections:
            yield section.heading
            yield from section.blocks


def page_of(html: str) -> Page | None:
    """None when it is not for readers: a redirect, a card, a page that search engines leave out."""
    article = ARTICLE.search(html)
    if not article or NOT_FOR_READERS.search(html[: article.start()]):
        return None
    keywords = KEYWORDS.search(html[: article.start()])
    return _read(article[0], unescape(keywords[1]) if keywords else "")


@cache
def _read(article: str, keywords: str) -> Page:
    """Kept, since `make serve` meets all but one unchanged."""
    reader = _Reader()
    reader.page.also += filter(None, keywords.split(","))
    reader.feed(article)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page(sections=[Section("", "")])
        self._skipped: list[str] = []  # open elements from the one that is left out
        self._heading: tuple[str, str] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if (
            self._skipped
            or tag in LEFT_OUT
            or "hidden" in given
            or given.get("lang")
            == "zh-Hans"  # said once more beside it: scripts/finish/hant/pages.py
            or "headerlink" in (given.get("class") or "")
        ):
            if tag not in VOID:
                self._skipped.append(tag)
        elif tag in HEADINGS:
            self._end_block()
            self._heading = (tag, given.get("id") or "")
        elif tag in BLOCKS:
            self._end_block()
        elif tag in CELLS and self._text:
            self._text.append(" · ")

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            while self._skipped and self._skipped.pop() != tag:
                pass
        elif self._heading and tag == self._heading[0]:
            self._end_heading(self._heading[1])
        elif tag in BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end_block()
        self.page.sections = [
            one
            for one in self.page.sections
            if one.anchor not in SECTIONS_LEFT_OUT and (one.blocks or one.heading)
        ]

    def _taken(self) -> str:
        text = SPACE.sub(" ", "".join(self._text)).strip(" ·")
        self._text = []
        return text

    def _end_heading(self, anchor: str) -> None:
        tag, text = (self._heading or ("", ""))[0], self._taken()
        self._heading = None
        if tag == "h1" and not self.page.title:
            self.page.title = text
        else:
            self.page.sections.append(Section(anchor, text))

    def _end_block(self) -> None:
        text = self._taken()
        if text and not text.startswith(ALSO) and not SOURCE.match(text):
            self.page.sections[-1].blocks.append(text)
