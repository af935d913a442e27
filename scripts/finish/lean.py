"""Stage: what a page must load before it is shown, made less.

The theme's stylesheets and ours become one; its script no longer holds up the page; the search
index (as large as twenty pages) is fetched when somebody searches, as the theme itself does it for
pages opened from a disk. The scripts of the tools' heads stand in the page itself. What the theme
brings for other languages is not shipped.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from scripts.bundle import IN_THE_HEAD, esbuild

STYLE = "assets/all.css"
# Of the search's language files, those that its worker asks for when the language is zh (mkdocs.yml).
SEARCH_LANGUAGES = "assets/javascripts/lunr"
SEARCHED_WITH = ("lunr.stemmer.support.min.js", "lunr.zh.min.js")
LINK = re.compile(r'<link rel="stylesheet" href="([^"]*?)(assets/[^"]+\.css)">')
HEAD_SCRIPT = re.compile(rf'<script src="(?:[^"]*/)?({"|".join(map(re.escape, IN_THE_HEAD))})">')
THEME_SCRIPT = re.compile(r'<script src="([^"]*/?assets/javascripts/bundle\.[^"]+)">')
SEARCHED_AT_ONCE = re.compile(
    r'[\w$]+\([\w$]+\(location\.protocol!=="file:"\),([\w$]+\("search"\))\)'
)


class ThemeChanged(Exception):
    """The theme is no longer written as this stage expects; the message says where."""


def lean(site: Path) -> None:
    """Rewrites the pages below `site` and the theme's script. Raises ThemeChanged."""
    defer_search_index(site)
    drop_unused(site)
    heads = {name: (site / name).read_text("utf-8").strip() for name in IN_THE_HEAD}
    for name in heads:
        (site / name).unlink()
    sheets: dict[str, None] = {}
    for page in sorted(site.rglob("*.html")):
        text = page.read_text("utf-8")
        if not THEME_SCRIPT.search(text):
            continue
        sheets |= dict.fromkeys(name for _, name in LINK.findall(text))
        inline = HEAD_SCRIPT.sub(lambda found: f"<script>{heads[found[1]]}", one_style(text))
        page.write_text(inline, "utf-8")
    (site / STYLE).write_text(joined([site / name for name in sheets]), "utf-8")
    for name in sheets:
        (site / name).unlink()
        (site / f"{name}.map").unlink(missing_ok=True)


def one_style(page: str) -> str:
    """The page with one stylesheet in place of the first, and the theme's script deferred."""
    first = LINK.search(page)
    assert first
    before, after = page[: first.start()], page[first.start() :]
    link = f'<link rel="stylesheet" href="{first[1]}{STYLE}">'
    text = before + link + LINK.sub("", after)
    return THEME_SCRIPT.sub(r'<script defer src="\1">', text)


def joined(sheets: Sequence[Path]) -> str:
    text = "\n".join(path.read_text("utf-8") for path in sheets)
    return esbuild("--loader=css", "--legal-comments=none", text=text)


def defer_search_index(site: Path) -> None:
    bundles = list((site / "assets" / "javascripts").glob("bundle.*.min.js"))
    if len(bundles) != 1:
        raise ThemeChanged(f"assets/javascripts: one bundle expected, found {bundles}")
    text, times = SEARCHED_AT_ONCE.subn(r"\1", bundles[0].read_text("utf-8"))
    if times != 1:
        raise ThemeChanged(f"{bundles[0]}: the start of the search was found {times} times")
    bundles[0].write_text(text, "utf-8")


def drop_unused(site: Path) -> None:
    """Takes away what the theme brings for languages that nobody searches in here, and its own mark."""
    for path in (site / SEARCH_LANGUAGES).rglob("*.js"):
        if path.name not in SEARCHED_WITH:
            path.unlink()
    (site / "assets" / "images" / "favicon.png").unlink(missing_ok=True)
