"""Stage: the way between the two editions, on each page that both have.

A link in the header (assets/edition.js keeps it on the page that is shown, with what stands behind #),
and for search engines, where the site's address is known, which page is the other's.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from scripts.finish.hant.pages import HANT, LANGUAGE

SEARCH_BUTTON = '<button type="button" class="md-header__button md-icon search-button"'  # of scripts/theme/partials/header.html
NOT_INDEXED = re.compile(r'<meta name="robots"')
SIMPLIFIED = "zh-Hans"
LEADS_THERE = "guides/hk-macao-taiwan/index.html"
ANSWER = re.compile(r'<p class="answer-first">.*?</p>', re.DOTALL)
NOTE = '\n<p data-edition-note>习惯看繁体字的，本站全部的页面和工具都有<a href="{href}" hreflang="zh-Hant" lang="zh-Hant">繁體版</a>，日期和结论相同。</p>'
_LINK = re.compile(r'<a class="md-header__button edition".*?</a>\s*', re.DOTALL)
_ALTERNATES = re.compile(r'<link rel="alternate " hreflang="[^"]*"[^>]*>\n')
_NOTE = re.compile(r"\n<p data-edition-note>.*?</p>", re.DOTALL)


def pages(site: Path) -> Iterator[Path]:
    """The pages that both editions have: all with a header, so no cards and no redirects."""
    for path in sorted(site.rglob("*.html")):
        if not path.is_relative_to(site / HANT) and SEARCH_BUTTON in path.read_text("utf-8"):
            yield path


def link_editions(site: Path, site_url: str) -> None:
    """Rewrites the pages of the simplified edition below `site`, where another edition that was made of
    older ones is removed."""
    shutil.rmtree(site / HANT, ignore_errors=True)
    base = base_of(site_url)
    for path in pages(site):
        name = path.relative_to(site).as_posix()
        text = linked(
            unlinked(path.read_text("utf-8")), name, site_url, root_of(name, base), f"{HANT}/"
        )
        if name == LEADS_THERE:
            note = NOTE.format(href=f"{root_of(name, base)}{HANT}/{_address(name)}")
            text = ANSWER.sub(rf"\g<0>{note}", text, count=1)
        path.write_text(text, "utf-8")


def unlinked(page: str) -> str:
    """The page as it was before `link_editions`."""
    return _NOTE.sub("", _ALTERNATES.sub("", _LINK.sub("", page)))


def linked(page: str, name: str, site_url: str, here: str, there: str) -> str:
    """The page `name` with its links to the other edition. `here`: the way from it to the root of its
    own edition; `there`: from that to the root of the other."""
    language, word = (LANGUAGE, "繁體") if there.startswith(HANT) else (SIMPLIFIED, "简体")
    link = (
        f'<a class="md-header__button edition" href="{here}{there}{_address(name)}" hreflang="{language}"'
        f' lang="{language}" data-edition="{here}" data-other="{here}{there}">{word}</a>\n    '
    )
    page = page.replace(SEARCH_BUTTON, link + SEARCH_BUTTON, 1)
    if not site_url or name == "404.html" or NOT_INDEXED.search(page):
        return page
    address = _address(name)
    languages = {SIMPLIFIED: "", LANGUAGE: f"{HANT}/", "x-default": ""}
    # The space: see scripts/theme/main.html.
    alternates = "".join(
        f'<link rel="alternate " hreflang="{one}" href="{site_url}{folder}{address}">\n'
        for one, folder in languages.items()
    )
    return page.replace("</head>", f"{alternates}</head>", 1)


def base_of(site_url: str) -> str:
    """The path at which the site is served, as far as is known."""
    return f"/{urlsplit(site_url).path.strip('/')}/".replace("//", "/")


def root_of(name: str, base: str) -> str:
    """The way from a page to the root of its edition; `base` for the one that is shown anywhere."""
    return base if name == "404.html" else "../" * name.count("/") or "./"


def _address(name: str) -> str:
    return "" if name == "404.html" else name.removesuffix("index.html")
