"""Stage: what a page must load before it is shown, made less.

The theme's stylesheets and ours become one; its script no longer holds up the page, nor the answer to
a link. The scripts of the tools' heads stand in the page itself. What the theme brings for its own search is not shipped.
"""

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from scripts.bundle import IN_THE_HEAD, esbuild

STYLE = "assets/all.css"
# The theme's own search, which no page of ours holds, and its mark.
UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers", "assets/images/favicon.png")
LINK = re.compile(r'<link rel="stylesheet" href="([^"]*?)(assets/[^"]+\.css)">')
HEAD_SCRIPT = re.compile(rf'<script src="(?:[^"]*/)?({"|".join(map(re.escape, IN_THE_HEAD))})">')
HELD = "(start=>{if(globalThis.earlyPython)globalThis.heldTheme=start;else start()})(()=>{\n"
THEME = "assets/javascripts/bundle.*.js"
THEME_SCRIPT = re.compile(r'<script src="([^"]*/?assets/javascripts/bundle\.[^"]+)">')


class ThemeChanged(Exception):
    """The theme is no longer written as this stage expects; the message says where."""


def lean(site: Path, pages: Iterable[str]) -> Mapping[str, str]:
    """Makes one stylesheet of those that the pages name, and takes away what no page will load.
    Returns the scripts that stand in heads, by their names. Raises ThemeChanged."""
    drop_unused(site)
    sheets = dict.fromkeys(name for page in pages for name in sheets_of(page))
    if not sheets:
        raise ThemeChanged(f"{site}: no page loads assets/javascripts/bundle.*")
    (site / STYLE).write_text(joined([site / name for name in sheets]), "utf-8")
    for name in sheets:
        (site / name).unlink()
        (site / f"{name}.map").unlink(missing_ok=True)
    heads = {name: (site / name).read_text("utf-8").strip() for name in IN_THE_HEAD}
    for name in heads:
        (site / name).unlink()
    hold(site)
    return heads


def sheets_of(page: str) -> Sequence[str]:
    """The stylesheets that a page of the theme names, none of any other page."""
    return [name for _, name in LINK.findall(page)] if THEME_SCRIPT.search(page) else []


def lean_page(page: str, heads: Mapping[str, str]) -> str:
    """The page with one stylesheet, and with the scripts of its head in it."""
    if not THEME_SCRIPT.search(page):
        return page
    return HEAD_SCRIPT.sub(lambda found: f"<script>{heads[found[1]]}", one_style(page))


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


def hold(site: Path) -> None:
    """Where the head of a page has started Python, the theme's script runs once docs/assets/theme.js says so."""
    for path in site.glob(THEME):
        path.write_text(f"{HELD}{path.read_text('utf-8')}}});\n", "utf-8")
        source_map = path.with_name(f"{path.name}.map")
        text = source_map.read_text("utf-8")
        source_map.write_text(
            text.replace('"mappings": "', '"mappings": ";', 1), "utf-8"
        )  # a line more


def drop_unused(site: Path) -> None:
    for name in UNUSED:
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
