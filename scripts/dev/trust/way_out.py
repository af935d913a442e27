"""The way out: Zensical, the theme's successor, builds the same pages from the same mkdocs.yml.

What is expected to differ is written in docs/adr/way-out.md.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from fnmatch import fnmatch
from pathlib import Path

from scripts.build import near_words
from scripts.dev.queries import FIRST, queries
from scripts.dev.server import serving
from scripts.dev.trust.engines import follow_links, shared_links, use_every_tool
from scripts.dev.trust.engines.drivers import Chromium, chromium
from scripts.facts.resolve import facts
from scripts.finish.fingerprint import fingerprint, renamed
from scripts.finish.hant.editions import link_editions
from scripts.finish.hosting.compress import to_pack
from scripts.finish.hosting.headers import inline_scripts, page_policy
from scripts.finish.hosting.meta import with_policy
from scripts.finish.search import write_search
from scripts.finish.twins import write_twins
from scripts.places import BUILT_DOCS, ROOT, SITE

# Files of the theme, of its search, and of our last stages, which follow whatever renders the pages.
NOT_COMPARED = (
    "LICENSE.txt",
    "_headers",
    "assets/*.css",
    "assets/early.*.js",  # these two stand in the page itself (scripts/finish/lean.py)
    "assets/watch.*.js",
    "assets/images/*",
    "assets/javascripts/*",
    "assets/offline.*.json",
    "assets/stylesheets/*",
    "hosting/*",
    "hant/*",  # made of the finished pages, whoever rendered them
    "assets/search-index.*.json",  # what stands between paragraphs differs
    "search.json",  # Zensical's own, which nothing reads
    "sw-off.js",
    "sw.js",
)
# In HTML within Markdown, MkDocs leaves addresses as they stand: they count from the finished page,
# which lies one deeper than its source. Zensical counts them from the source, but in <noscript>.
ADDRESS = re.compile(r'(<noscript>.*?</noscript>)|((?:href|src)=")\.\./', re.DOTALL)
# Tells of each page what differs: [address, what, here, there].
COMPARE = """async (addresses) => {
  const read = async (root, address) => {
    const base = new URL(`${root}/${address}`, location.origin);
    const page = new DOMParser().parseFromString(await (await fetch(base)).text(), "text/html");
    const part = page.querySelector("article") ?? page.body;
    for (const one of part.querySelectorAll("script, style, svg, .headerlink, .md-tags")) one.remove();
    const all = (attribute) => [...part.querySelectorAll(`[${attribute}]`)].map((e) => e.getAttribute(attribute));
    const own = new URL(`${root}/`, location.origin).href;
    const absolute = (link) => new URL(link, base).href.replace(own, "").replace(/index\\.html$|\\/$/, "");
    return {
      title: page.title,
      text: part.textContent.replace(/\\s+/g, ""),
      days: all("datetime").join(),
      places: [...new Set(all("id"))].filter((id) => id !== "__skip").sort().join(),
      links: [...new Set([...all("href"), ...all("src")].map(absolute))].sort().join(" "),
    };
  };
  const faults = [];
  for (const address of addresses) {
    const [here, there] = await Promise.all([read("/mkdocs", address), read("/zensical", address)]);
    for (const what of Object.keys(here))
      if (here[what] !== there[what]) faults.push([address, what, here[what], there[what]]);
  }
  return faults;
}"""
LEAST_FOUND = 0.95  # of the queries, their page among the first three


def check() -> str:
    """What was found to be right. Raises AssertionError or Missing."""
    with tempfile.TemporaryDirectory(prefix="way-out-") as scratch:
        zensical = build(Path(scratch) / "project")
        same = files(SITE)
        other = files(zensical)
        assert same == other, f"only one of both sites has: {sorted(same ^ other)[:20]}"
        pages = sorted(name.removesuffix("index.html") for name in same if name.endswith(".html"))
        requests = shared_links()
        with serving(mkdocs=SITE, zensical=zensical) as origin, chromium() as driver:
            assert isinstance(driver, Chromium)
            driver.open(f"{origin}/zensical/")
            faults = list(told(driver.call(COMPARE, pages)))
            assert not faults, "\n".join([f"{len(faults)} differences", *faults[:20]])
            follow_links(driver, f"{origin}/zensical", requests, "Zensical")
            use_every_tool(driver, f"{origin}/zensical")
            found, asked = search(driver, f"{origin}/zensical/", pages)
        assert found >= LEAST_FOUND * asked, f"search: {found} of {asked} queries"
    return (
        f"Zensical builds the same {len(pages)} pages ({len(same)} files); {len(requests)} links as "
        f"CPython answers, every tool works, {found} of {asked} queries find their page"
    )


def build(folder: Path) -> Path:
    """Builds the site from build/docs with Zensical in `folder`; gives the finished site."""
    shutil.copytree(BUILT_DOCS, folder / "build" / "docs")
    shutil.copytree(ROOT / "scripts" / "theme", folder / "scripts" / "theme")
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    for page in (folder / "build" / "docs").rglob("*.md"):
        if page.name != "index.md":
            page.write_text(ADDRESS.sub(_from_source, page.read_text("utf-8")), "utf-8")
    command = [str(Path(sys.executable).with_name("zensical")), "build", "--strict"]
    environment = {**os.environ, "NO_COLOR": "1", "SITE_URL": "https://example.org/"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout[:3000]}\n{done.stderr[-500:]}"
    finish(folder / "site")
    link_editions(folder / "site", "")
    write_twins(folder / "site", "")
    write_search(folder / "site", *near_words(facts()))
    return folder / "site"


def finish(site: Path) -> None:
    """As scripts/finish/html.py does it, without what mends MkDocs' theme."""
    names = fingerprint(site)
    pages = {
        path.relative_to(site).as_posix(): renamed(path.read_text("utf-8"), names)
        for path in site.rglob("*.html")
    }
    policy = page_policy(inline_scripts(pages.values()))
    for address, page in pages.items():
        (site / address).write_text(with_policy(page, address, policy), "utf-8")


def _from_source(found: re.Match[str]) -> str:
    return found[1] or f"{found[2]}./"


def files(site: Path) -> set[str]:
    """The files of a finished site that do not depend on what renders the pages."""
    names = {path.relative_to(site).as_posix() for path in to_pack(site)}
    return {name for name in names if not any(fnmatch(name, own) for own in NOT_COMPARED)}


def told(faults: list[list[str]]) -> Iterator[str]:
    for address, what, here, there in faults:
        at = next(
            (i for i, pair in enumerate(zip(here, there, strict=False)) if len({*pair}) > 1), 0
        )
        part = slice(max(0, at - 40), at + 40)
        yield f"{address} {what}: {here[part]!r} became {there[part]!r}"


def search(driver: Chromium, home: str, known: Collection[str]) -> tuple[int, int]:
    """How many of the queries whose pages are there find one among the first three, and of how many."""
    page = driver.page
    page.goto(home)
    page.locator("[data-search]").click()
    typed = {query: set(pages) for query, pages in queries().items() if {*pages} & {*known}}
    found = 0
    for query, pages in typed.items():
        page.locator("dialog input").fill(query)
        page.locator("dialog[data-state=ready]").wait_for()
        links = page.locator("dialog li a").evaluate_all("links => links.map((link) => link.href)")
        there = {link.partition("#")[0].removeprefix(home) for link in links[:FIRST]}
        found += bool(pages & there)
        if not pages & there:
            print(f"  not found on Zensical's pages: {query}", flush=True)
    return found, len(typed)
