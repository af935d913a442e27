"""Stage: the 繁體 edition below hant/, made from the finished pages (docs/adr/hant.md).

Its pages are the others in traditional writing, and so are its search index and its feeds. Scripts,
styles, pictures, data and Python are shared; what scripts paint is converted by one of its own.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from scripts.bundle import TARGET, esbuild
from scripts.finish.hant import feeds
from scripts.finish.hant.editions import base_of, linked, pages, root_of, unlinked
from scripts.finish.hant.pages import HANT, LANGUAGE, Moved, in_traditional
from scripts.finish.hant.writing import Table, table_for, traditional
from scripts.finish.hosting.configurations import SERVERS
from scripts.finish.offline import SITEMAP, write_offline
from scripts.finish.search import LATEST, write_search
from scripts.finish.twins import ALTERNATE, TWIN
from scripts.places import DOCS

PAINTER = DOCS / "assets" / "hant.js"
# Of stages that run meanwhile or follow.
LATER = frozenset(
    ("llms.txt", "sw.js", "sw-off.js", "_headers", *(f"hosting/{n}" for n in SERVERS))
)
TEXT = re.compile(r">([^<]+)<")
VERSION = re.compile(r'(<meta name="version" content="[^"]*)"')
CONFIG = re.compile(r'("base": ")(/[^"]*)"')  # of the page that is shown anywhere

type Near = Sequence[tuple[Sequence[str], Sequence[str]]]


def make_hant(
    site: Path,
    folder: Path,
    site_url: str,
    spoken: Iterable[str],
    near: Near,
    ignored: Sequence[str],
) -> None:
    """Writes into `folder` what is to become hant/ of the finished `site`, of which only the pages must be
    there. `spoken`: all texts from which scripts and the checker take their words; `near` and
    `ignored`: as for write_search."""
    shutil.rmtree(folder, ignore_errors=True)
    base = base_of(site_url)
    texts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in pages(site)}
    painted = [part for text in texts.values() for part in TEXT.findall(text)]
    painter = _write_painter(folder, table_for([*spoken, *painted]))
    files, own = (
        _paths(site) | LATER | {name.replace("index.html", TWIN) for name in texts},
        _own_paths([*texts, *_write_feeds(site, folder), LATEST, SITEMAP]),
    )
    for name, text in texts.items():
        address_of = Moved(name, files, own, site_url, base if name == "404.html" else "")
        made = in_traditional(_prepared(text, name, base, painter), address_of)
        made = linked(made, name, site_url, root_of(name, f"{base}{HANT}/"), "../")
        _write(folder / name, made)
    sitemap = (site / SITEMAP).read_text("utf-8")
    _write(folder / SITEMAP, sitemap.replace("<loc>" + site_url, f"<loc>{site_url}{HANT}/"))
    write_search(folder, *_near(near, ignored))


def place_hant(site: Path, folder: Path, site_url: str) -> None:
    """Makes hant/ below `site` of what `make_hant` has written into `folder`."""
    folder.rename(site / HANT)
    robots, line = site / "robots.txt", f"Sitemap: {site_url}{HANT}/{SITEMAP}\n"
    if site_url and line not in (text := robots.read_text("utf-8")):
        robots.write_text(text + line, "utf-8")
    write_offline(site, HANT)


def _prepared(page: str, name: str, base: str, painter: str) -> str:
    """The page with what is another's in this edition, before its texts are converted."""
    before, link, after = unlinked(page).partition(ALTERNATE)
    page = before.rstrip() + after.partition(">")[2] if link else before
    page = page.replace('<html lang="zh"', f'<html lang="{LANGUAGE}"', 1)
    page = page.replace('content="zh_CN"', 'content="zh_TW"', 1)
    page = VERSION.sub(
        rf'\1-{HANT}"', page
    )  # scripts of the other edition do not show it: assets/site.js
    page = CONFIG.sub(rf'\1{base}{HANT}"', page)
    src = f"{root_of(name, base + HANT + '/')}{painter}"
    return page.replace("</head>", f'<script defer src="{src}"></script>\n</head>', 1)


def _write_painter(folder: Path, table: Table) -> str:
    """The script that converts what other scripts paint; its address from the root of the edition."""
    given = [table.characters, table.written, table.phrases]
    script = esbuild(
        str(PAINTER),
        "--bundle",
        "--format=iife",
        f"--target={TARGET}",
        f"--define:TABLE={json.dumps(given, ensure_ascii=False)}",
    )
    name = f"assets/hant.{hashlib.sha256(script.encode()).hexdigest()[:12]}.js"
    _write(folder / name, script)
    return name


def _write_feeds(site: Path, folder: Path) -> list[str]:
    """Names of the feeds, from the root of the edition."""
    found = dict.fromkeys(sorted((site / "calendar").glob("*.ics")), feeds.calendar)
    found |= dict.fromkeys(sorted((site / "calendar").glob("*.xml")), feeds.atom)
    for path, converted in found.items():
        text = path.read_bytes().decode()
        name = path.relative_to(site)
        _write(folder / name, converted(text))
    return [path.relative_to(site).as_posix() for path in found]


def _near(near: Near, ignored: Sequence[str]) -> tuple[Near, Sequence[str]]:
    return [([*map(traditional, asked)], [*map(traditional, means)]) for asked, means in near], [
        *dict.fromkeys(map(traditional, ignored))
    ]


def _paths(site: Path) -> frozenset[str]:
    return frozenset(path.relative_to(site).as_posix() for path in site.rglob("*"))


def _own_paths(names: Iterable[str]) -> frozenset[str]:
    """Those files, and the folders in which pages are."""
    names = frozenset(names)
    of_pages = (PurePosixPath(name).parents for name in names if name.endswith("index.html"))
    return names | {folder.as_posix() for folders in of_pages for folder in folders}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
