"""Links: every address and every place in a page that a link names is there."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest

from scripts.pages.guides import linkable
from scripts.pages.macros import checker as quotes
from scripts.places import SITE
from tests.known import facts

HERE = "https://site.invalid/"
FILED = "https://beian.miit.gov.cn/"  # the register of sites, where a deployment names its number

# Every row of the founding article, and where a reader finds it.
SEED = {
    "S1 downloading the e-certificate": ["guides/e-certificate-download/"],
    "S2 annotating": ["guides/annotation/", "tools/annotation/"],
    "S3 registering": ["guides/practice-registration/", "guides/two-certificates/"],
    "S4 cautions": ["guides/privacy-protection/", "guides/misconceptions/"],
    "S5 registration dates": ["calendar/2025/", "guides/registration-for-exam/"],
    "S6 exam dates": ["calendar/2025/#2025-exam", "calendar/"],
    "S7 courses and prices": ["courses/", "courses/educity/tcm-single-subject/"],
    "S8 question bank": ["courses/educity/question-bank/"],
    "S9 continuing education portals": ["guides/continuing-education-portals/"],
    "S9 exam guide and frequent questions": ["guides/", "guides/faq/"],
    "S9 public institutions": ["guides/careers/"],
    "S9 registration windows by province": ["provinces/", "provinces/guangdong/"],
    "S9 fees by province": ["guides/fees/"],
    "S9 scores and certificates by province": ["guides/results-and-certificate/", "guides/scores-and-certificates/"],
    "S9 questions on continuing education": ["guides/continuing-education/"],
    "S9 pass rates and preparing": ["guides/pass-rates/", "guides/preparation-and-pass-rates/"],
}  # fmt: skip


class Reader(HTMLParser):
    """The links of a page, and the places in it that a link may name."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a" and named.get("href"):
            self.links.append(named["href"] or "")
        self.places |= {v for k, v in attrs if k in ("id", "name") and v}


@cache
def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text("utf-8"))
    return reader


def pages() -> Iterator[tuple[str, Path]]:
    """Address and file of each page. 404.html is shown at any address, so its links are absolute; what
    the made-up province names is made up too."""
    for path in sorted(SITE.rglob("*.html")):
        name = path.relative_to(SITE).as_posix()
        if name.removeprefix("hant/") not in ("404.html", "provinces/states/index.html"):
            yield name.removesuffix("index.html"), path


def file_at(address: str) -> Path:
    found = SITE / unquote(address)
    return found / "index.html" if found.is_dir() else found


def missing(address: str, place: str) -> bool:
    path = file_at(address)
    if not path.is_file():
        return True
    if not place or path.suffix != ".html":
        return False
    # `area=…` fills in a field of the page's form
    places = [f"tool-{name}" for name in parse_qs(place)] if "=" in place else [place]
    return not read(path).places.issuperset(places)


def test_every_link_inside_the_site_leads_somewhere(site: Path):
    broken = []
    for address, path in pages():
        for link in read(path).links:
            to = urlsplit(urljoin(HERE + address, link))
            inside = to.netloc == urlsplit(HERE).netloc
            if inside and missing(to.path.lstrip("/"), unquote(to.fragment)):
                broken.append(f"{address}: {link}")
    assert broken == []


def test_every_link_out_of_the_site_is_a_source_or_an_authority(site: Path):
    allowed = linkable(facts(), quotes.rules()) | {FILED}
    assert len(allowed) > 50
    strangers = {
        f"{address}: {link}"
        for address, path in pages()
        for link in read(path).links
        if link.startswith(("http:", "https:", "//")) and link not in allowed
    }
    assert strangers == set()


@pytest.mark.parametrize("row", SEED)
def test_every_row_of_the_founding_article_has_its_place(row: str, site: Path):
    for address in SEED[row]:
        path, _, place = address.partition("#")
        assert not missing(path, place), address


def test_the_pages_and_their_places_are_really_read(site: Path):
    assert len(list(pages())) > 60
    assert missing("guides/no-such-guide/", "")
    assert missing("guides/annotation/", "no-such-place")
    assert not missing("guides/annotation/", "sources")


def test_a_link_text_says_where_it_leads(site: Path):
    vague = re.compile(r"<a [^>]*>\s*(?:点击这里|点这里|这里|更多|详情)\s*</a>")
    assert [p for _, p in pages() if vague.search(p.read_text("utf-8"))] == []
