"""Stage: what the search reads, made from the finished pages, whoever has rendered them."""

import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from scripts.finish.search.read import Page, Section, page_of

# Pages name the first, which is always asked for anew and names the second: so what one page says does
# not change all others, and the words of two versions never mix.
LATEST = "assets/search.json"
INDEX = "assets/search-index.{digest}.json"
CUTTER = Path(__file__).with_name("words.mjs")
# What a page weighs: the first line that its address begins with. Guides answer, the rest tells more.
WEIGHTS: Mapping[str, float] = {
    "guides/faq/": 0.75,
    "guides/misconceptions/": 0.75,
    "guides/": 1.0,
    "tools/": 0.9,
    "calendar/": 0.8,
    "provinces/": 0.7,
    "courses/for-providers/": 0.6,
    "courses/": 0.35,
    "about/accessibility/": 0.3,
    "about/licences/": 0.3,
    "about/sources/": 0.3,
    "about/speed/": 0.3,
    "about/": 0.6,
    "": 0.5,
}
SUBJECT = "执业药师"
REPEATED = 10  # pages that say the same, in a block of LONG characters or more
LONG = 15
# Of pages that name everything, only what they say of themselves: else they have all words of any query.
LISTS = ("about/licences/", "about/sources/")


def write_search(
    site: Path, near: Sequence[tuple[Sequence[str], Sequence[str]]], ignored: Sequence[str]
) -> None:
    """Writes LATEST and INDEX below `site`. `near`: words that people type and those that pages use for the same;
    `ignored`: words that say nothing of what is looked for."""
    pages = without_repeats(list(pages_of(site)))
    index = {
        "pages": [entry(address, page) for address, page in pages],
        "words": words([page for _, page in pages], [one for one in ignored if len(one) == 1]),
        "near": [[list(asked), list(means)] for asked, means in near],
        "ignored": list(ignored),
    }
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    name = INDEX.format(digest=hashlib.sha256(text.encode()).hexdigest()[:12])
    for older in site.glob(INDEX.format(digest="*")):
        older.unlink()
    (site / name).write_text(text, "utf-8")
    (site / LATEST).write_text(json.dumps({"index": name}), "utf-8")


def pages_of(site: Path) -> Iterator[tuple[str, Page]]:
    """Address from the root of the site → page, of each that is for readers."""
    for path in sorted(site.rglob("index.html")):
        folder = path.parent.relative_to(site).as_posix()
        page = page_of(path.read_text("utf-8"))
        if page:
            yield "" if folder == "." else f"{folder}/", page


def without_repeats(pages: Sequence[tuple[str, Page]]) -> list[tuple[str, Page]]:
    """What many pages say alike is left to the guides: it is no answer of any of the others."""
    times = Counter(
        block for _, page in pages for one in page.sections for block in set(one.blocks)
    )
    repeated = {block for block, n in times.items() if n >= REPEATED and len(block) >= LONG}

    def rest(section: Section) -> Section:
        return replace(section, blocks=[one for one in section.blocks if one not in repeated])

    return [
        (
            address,
            page
            if address.startswith("guides/")
            else replace(page, sections=[*map(rest, page.sections)]),
        )
        for address, page in pages
    ]


def entry(address: str, page: Page) -> list[Any]:
    """Address, weight, title, near-words, sections: [anchor, heading, blocks a line each]."""
    if address in LISTS:
        first = page.sections[0]
        page = replace(page, sections=[replace(first, blocks=first.blocks[:2])])
    weight = next(w for start, w in WEIGHTS.items() if address.startswith(start))
    sections = [[one.anchor, one.heading, "\n".join(one.blocks)] for one in page.sections]
    return [address, weight, page.title, list(page.also), sections]


def words(pages: Sequence[Page], alone: Sequence[str]) -> str:
    """The words that the pages are made of, in the order of code points, joined by spaces. `alone`:
    characters that make no word with their neighbours."""
    # What every page speaks of is one word: its characters make none with what stands beside it.
    texts = [text.replace(SUBJECT, f" {SUBJECT} ") for page in pages for text in page.texts()]
    node = str(Path(sys.executable).with_name("node"))
    done = subprocess.run(
        [node, str(CUTTER), *alone],
        input="\n".join(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
