"""The whole way from docs, facts and checker to site/, stage by stage."""

import argparse
import io
import logging
import os
import shutil
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import jieba  # type: ignore[import-untyped]
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from scripts.bundle import BundleFailed, bundle_scripts
from scripts.facts.problems import FactsError
from scripts.facts.resolve import Facts, facts
from scripts.finish.fingerprint import fingerprint
from scripts.finish.hosting.compress import compress
from scripts.finish.hosting.configurations import write_configurations
from scripts.finish.hosting.meta import write_policies
from scripts.finish.lean import ThemeChanged, lean
from scripts.finish.offline import write_offline
from scripts.finish.theme_html import finish
from scripts.pages.cards import write_embeds
from scripts.pages.from_facts import write_pages
from scripts.pages.place_in_whole import finish_pages
from scripts.pages.render import PageErrors, page_environment, render_pages
from scripts.places import BUILD, BUILT_DOCS, ROOT, SITE, build_epoch
from scripts.published.api import write_api
from scripts.published.feeds import write_feeds
from scripts.published.licences.write import write_licences
from scripts.published.redirects import write_plain_files
from scripts.runtime.package import build_runtime
from scripts.runtime.pinned import PyodideChanged

COMPILED_TEMPLATES = BUILD / "templates"
# The search cuts every text into words at each build; in `make serve`, all but one are as they were.
_cut = jieba.cut
jieba.cut = cache(lambda text: list(_cut(text)))


def build(*, for_servers: bool = True) -> None:
    """Builds site/ from the checkout as it is, unless told otherwise with what only servers read.

    Raises FactsError, PageErrors, BundleFailed, BuildFailed, PyodideChanged or ThemeChanged.
    """
    known = _stage("Facts", facts)
    runtime = _stage("Python for the browser", build_runtime)
    environment = page_environment(runtime, known)
    _stage("Pages", lambda: render_pages(runtime, environment, known))
    _stage("Scripts of the pages", lambda: bundle_scripts(BUILT_DOCS))
    _stage("Dates, feeds and API", lambda: write_facts(known, BUILT_DOCS))
    _stage("Journey and search engines", lambda: finish_pages(known, environment, BUILT_DOCS))
    _stage("Licences of others", lambda: write_licences(BUILT_DOCS))
    _stage("Redirects and robots.txt", lambda: write_plain_files(BUILT_DOCS))
    _stage("Cards for other sites", lambda: write_embeds(known, runtime, BUILT_DOCS))
    _stage("Site", build_site)
    _stage("Names by content", lambda: fingerprint(SITE))
    _stage("Policies of the pages", lambda: write_policies(SITE))
    _stage("Without a network", lambda: write_offline(SITE))
    if for_servers:
        site_url = os.environ.get("SITE_URL", "")
        _stage("Headers for servers", lambda: write_configurations(SITE, site_url))
        _stage("Compressed copies", lambda: compress(SITE))


def write_facts(known: Facts, folder: Path) -> list[Path]:
    """Everything a reader gets from the facts, under `folder`; returns the files."""
    return [*write_pages(known, folder), *write_feeds(known, folder), *write_api(known, folder)]


class BuildFailed(Exception):
    """A tool of the build failed and has said why."""


def build_site(folder: Path = SITE, site_url: str | None = None) -> None:
    """MkDocs over build/docs, finished, into `folder`; `site_url` is SITE_URL unless given."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(handler)
    jieba.setLogLevel(logging.WARNING)
    try:
        _run_mkdocs(folder, os.environ.get("SITE_URL", "") if site_url is None else site_url)
    except Abort as error:
        raise BuildFailed(f"MkDocs stopped:\n{said.getvalue()}{error}") from error
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)
    finish(folder)
    lean(folder)
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")


def _run_mkdocs(folder: Path, site_url: str) -> None:
    """As `mkdocs build --strict` does it, dated with the moment that everything built is dated with."""
    date = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(build_epoch())
    try:
        config = load_config(
            str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(folder), site_url=site_url
        )
        config.plugins.on_startup(command="build", dirty=False)
        make = config.theme.get_env
        config.theme.get_env = lambda: _keeping_compiled(make())  # type: ignore[method-assign]
        mkdocs_build(config)
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if date is not None:
            os.environ["SOURCE_DATE_EPOCH"] = date


def _keeping_compiled(theme: Environment) -> Environment:
    """The same, whose templates are compiled when they have changed, not at each build."""
    COMPILED_TEMPLATES.mkdir(parents=True, exist_ok=True)
    theme.bytecode_cache = FileSystemBytecodeCache(str(COMPILED_TEMPLATES))
    return theme


def _stage[Result](name: str, run: Callable[[], Result]) -> Result:
    print(f"» {name} …", end="", flush=True)
    started = time.monotonic()
    result = run()
    print(f" {time.monotonic() - started:.1f} s", flush=True)
    return result


def built(*, for_servers: bool = False) -> bool:
    """Whether site/ could be built; what stands in the way is said."""
    try:
        build(for_servers=for_servers)
    except (
        FactsError,
        PageErrors,
        BundleFailed,
        BuildFailed,
        PyodideChanged,
        ThemeChanged,
    ) as error:
        print(f"\n{error}", file=sys.stderr)
        return False
    print(f"» Done: {SITE}", flush=True)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without what only servers read")
    return 0 if built(for_servers=not parser.parse_args().quick) else 1


if __name__ == "__main__":
    sys.exit(main())
