"""Each record of the third round is read on a page of the finished site: its own words, or, of dates
that several pages state, the source beside them.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from scripts.facts.models import Statement
from scripts.pages.from_facts.areas import area_page
from scripts.pages.from_facts.views import Shown, Views
from scripts.pages.macros.checker import rule
from scripts.pages.macros.facts import find
from tests.known import facts
from tests.scripts.facts.test_third_round import ROWS

FACTS = facts()
VIEWS = Views(FACTS, ())
TAG = re.compile(r"<[^>]*>")
ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_the_record_is_read_on_a_page(site: Path, row: tuple[str, str, str]):
    _, place, source = row
    if place != "—":
        assert list(pages_that_show(site, place, source)), f"{place} stands on no page"


def pages_that_show(site: Path, place: str, source: str) -> Iterator[str]:
    """Addresses below the root of the site, with the anchor where there is one."""
    kind, _, rest = place.partition("/")
    if kind == "provinces":
        yield from _of_area(site, rest, source)
    elif kind == "exams":
        year = rest.partition("/")[0]
        yield from _with_source(site, f"calendar/{year}/", source)
    elif kind == "statistics":
        yield from _with_source(site, "guides/pass-rates/", source)
    elif kind in ("questions", "sources"):
        page = f"about/{'open-questions' if kind == 'questions' else 'sources'}/"
        if f'id="{rest}"' in (site / page / "index.html").read_text("utf-8"):
            yield f"{page}#{rest}"
    else:
        wanted = squeezed(rule(rest).wording if kind == "rules" else _words(place))
        yield from (page for page, text in texts(site).items() if wanted in text)


def _words(place: str) -> str:
    value = find(FACTS, place)
    assert isinstance(value, Statement), place
    return value.text or value.name or ""


def _of_area(site: Path, rest: str, source: str) -> Iterator[str]:
    """The values of the area's page whose record this is and that rest on the source."""
    area, _, field = rest.partition("/")
    text = texts(site)[f"provinces/{area}/"]
    for value in _values(area_page(FACTS, VIEWS, FACTS.areas[area])):
        ids = {p.id for p in value.proofs} | {s for c in value.conflicts for s in c.seen_in}
        said = [w.text for w in value.words] or [value.text or value.place]
        if f"/{field}" in value.key and source in ids and all(squeezed(s) in text for s in said):
            yield f"provinces/{area}/"


def _values(page: object) -> Iterator[Shown]:
    if isinstance(page, Shown):
        yield page
    elif isinstance(page, dict):
        yield from _values(list(page.values()))
    elif isinstance(page, list | tuple):
        for one in page:
            yield from _values(one)


def _with_source(site: Path, page: str, source: str) -> Iterator[str]:
    known = FACTS.sources[source]
    html = (site / page / "index.html").read_text("utf-8")
    if f"about/sources/#{source}" in html or (known.url and known.url in unescape(html)):
        yield page


@cache
def texts(site: Path) -> dict[str, str]:
    """Address → what stands in the page's article, without spaces."""
    found = {}
    for path in site.rglob("index.html"):
        article = ARTICLE.search(path.read_text("utf-8"))
        if article:
            address = path.parent.relative_to(site).as_posix() + "/"
            found[address] = squeezed(unescape(TAG.sub("", article[0])))
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
