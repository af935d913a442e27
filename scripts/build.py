"""The whole way from docs, facts and checker to site/, stage by stage."""

import argparse
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment

from scripts.bundle import BundleFailed, bundle_scripts
from scripts.deployment import deployment
from scripts.facts.problems import FactsError
from scripts.facts.resolve import Facts, facts
from scripts.finish.hant import make_hant, place_hant
from scripts.finish.hant.editions import link_editions
from scripts.finish.hant.writing import learn
from scripts.finish.hosting.compress import compress
from scripts.finish.hosting.configurations import write_configurations
from scripts.finish.html import Finish, SeenElsewhere, finish_again, finish_html
from scripts.finish.lean import ThemeChanged
from scripts.finish.mkdocs import BuildFailed, Rendered, build_site
from scripts.finish.offline import write_offline
from scripts.finish.search import write_search
from scripts.finish.twins import write_twins
from scripts.pages.cards import write_embeds
from scripts.pages.environment import page_environment
from scripts.pages.from_facts import write_pages
from scripts.pages.guides import front_matter
from scripts.pages.place_in_whole import Heads, finish_page, finish_pages
from scripts.pages.render import PageErrors, linkable, render_page, render_pages
from scripts.places import BUILD, BUILT_DOCS, DOCS, ROOT, SITE
from scripts.published.api import write_api
from scripts.published.feeds import write_feeds
from scripts.published.licences.write import write_licences
from scripts.published.redirects import write_plain_files
from scripts.runtime.package import build_runtime, write_runtime
from scripts.runtime.pinned import PyodideChanged

MADE_HANT = BUILD / "hant"


class Standing(NamedTuple):
    """What a finished site was made with: from it, pages whose source was saved are made anew."""

    facts: Facts
    environment: Environment
    heads: Heads
    rendered: Rendered
    finish: Finish
    hant: bool


def build(*, for_servers: bool = True, hant: bool = True) -> Standing:
    """Builds site/ from the checkout as it is, unless told otherwise with the 繁體 edition and a compressed
    copy beside each file.

    Raises FactsError, PageErrors, BundleFailed, BuildFailed, PyodideChanged or ThemeChanged.
    """
    site_url = deployment().site_url
    known = _stage("Facts", facts)
    runtime = _stage("Python for the browser", build_runtime)
    environment = page_environment(runtime, known)
    shutil.rmtree(BUILT_DOCS, ignore_errors=True)
    with ProcessPoolExecutor(1) if for_servers else ThreadPoolExecutor(1) as beside:
        of_facts = beside.submit(write_facts, known, BUILT_DOCS)
        with ThreadPoolExecutor(1) as waiting:  # for esbuild, a process of its own
            scripts = waiting.submit(bundle_scripts, BUILT_DOCS)
            _stage("Pages", lambda: render_pages(DOCS, environment, known, BUILT_DOCS))
            write_runtime(runtime, BUILT_DOCS)
            _stage("Licences of others", lambda: write_licences(BUILT_DOCS))
            _stage("Cards for other sites", lambda: write_embeds(known, runtime, BUILT_DOCS))
            _stage("Dates, feeds and API", of_facts.result)
            _stage("Scripts of the pages", scripts.result)
        heads = _stage(
            "Journey and search engines", lambda: finish_pages(known, environment, BUILT_DOCS)
        )
        _stage("Redirects and robots.txt", lambda: write_plain_files(BUILT_DOCS))
        if hant:
            beside.submit(learn, [*spoken(), *written()])
        rendered = _stage("Site", lambda: build_site(SITE, site_url))
        finish = _stage("What readers get", lambda: finish_html(SITE))
        _write_made_of_pages(known, site_url, beside, hant=hant)
    if for_servers:
        _stage("Compressed copies", lambda: compress(SITE))
    return Standing(known, environment, heads, rendered, finish, hant)


def build_again(standing: Standing, sources: Sequence[Path]) -> Standing:
    """Makes the pages of these files of docs/ anew, without compressed copies, and what is made of all
    pages: afterwards site/ is as `build` would make it. Raises FactsError, PageErrors or BuildFailed,
    and SeenElsewhere when more than these pages must change: then site/ is to be built.
    """
    known, environment, heads, rendered, finish, hant = standing
    allowed = linkable(known)
    pages = {}
    for source in sources:
        name = source.relative_to(DOCS).as_posix()
        text = render_page(DOCS, source, environment, known, allowed)
        before = front_matter((BUILT_DOCS / name).read_text("utf-8"), name)
        if not before.startswith(front_matter(text, str(source))):
            raise SeenElsewhere(name)
        pages[name] = finish_page(name, text, heads, known, environment)
        if front_matter(pages[name], name) != before:
            raise SeenElsewhere(name)
    for name, text in pages.items():
        (BUILT_DOCS / name).write_text(text, "utf-8")
        finish_again(rendered.page(name), SITE, finish)
    with ThreadPoolExecutor(1) as beside:
        _write_made_of_pages(known, deployment().site_url, beside, hant=hant)
    return standing


def _write_made_of_pages(known: Facts, site_url: str, beside: Executor, *, hant: bool) -> None:
    """What is written from the finished pages, for all of them; the 繁體 edition by `beside`."""
    near, ignored = near_words(known)
    if hant:
        _stage("Links between the editions", lambda: link_editions(SITE, site_url))
        made = beside.submit(make_hant, SITE, MADE_HANT, site_url, spoken(), near, ignored)
    _stage("Search", lambda: write_search(SITE, near, ignored))
    _stage("Pages as Markdown", lambda: write_twins(SITE, site_url))
    _stage("Without a network", lambda: write_offline(SITE))
    if hant:
        _stage("繁體", made.result)
        place_hant(SITE, MADE_HANT, site_url)
    _stage("Headers for servers", lambda: write_configurations(SITE, site_url))


def write_facts(known: Facts, folder: Path) -> list[Path]:
    """Everything a reader gets from the facts, under `folder`; returns the files."""
    return [*write_pages(known, folder), *write_feeds(known, folder), *write_api(known, folder)]


def near_words(known: Facts) -> tuple[list[tuple[Sequence[str], Sequence[str]]], Sequence[str]]:
    """What the search is told of words: see write_search."""
    synonyms = known.synonyms
    return [(row.asked, row.means) for row in synonyms.near], synonyms.ignored


def spoken() -> list[str]:
    """Whatever scripts may paint: their own words and the checker's, with what stands beside those."""
    sources = [*(DOCS / "assets").rglob("*.js"), *(ROOT / "checker").rglob("*.py")]
    sources += [*(ROOT / "checker").rglob("*.json"), *(BUILT_DOCS / "api").rglob("dates.json")]
    return [path.read_text("utf-8") for path in sorted(sources)]


def written() -> list[str]:
    """What the pages are made of, in Markdown."""
    return [path.read_text("utf-8") for path in sorted(BUILT_DOCS.rglob("*.md"))]


def _stage[Result](name: str, run: Callable[[], Result]) -> Result:
    print(f"» {name} …", end="", flush=True)
    started = time.monotonic()
    result = run()
    print(f" {time.monotonic() - started:.1f} s", flush=True)
    return result


def told[Result](build: Callable[[], Result]) -> Result | None:
    """What a build gives; None where something stood in the way, which is said."""
    try:
        result = build()
    except (
        FactsError,
        PageErrors,
        BundleFailed,
        BuildFailed,
        PyodideChanged,
        ThemeChanged,
    ) as error:
        print(f"\n{error}", file=sys.stderr)
        return None
    print(f"» Done: {SITE}", flush=True)
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="no compressed copies, one edition")
    parser.add_argument("--hant", action="store_true", help="with the 繁體 edition all the same")
    given = parser.parse_args()
    hant = given.hant or not given.quick
    return 0 if told(lambda: build(for_servers=not given.quick, hant=hant)) else 1


if __name__ == "__main__":
    sys.exit(main())
