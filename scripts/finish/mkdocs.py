"""Stage: MkDocs over the Markdown, finished, as the site's folder."""

import io
import logging
import os
import shutil
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from scripts.finish.lean import lean
from scripts.finish.theme_html import finish
from scripts.finish.whole_days import keep_days_whole
from scripts.places import BUILD, ROOT, build_epoch

COMPILED_TEMPLATES = BUILD / "templates"


class BuildFailed(Exception):
    """A tool of the build failed and has said why."""


def build_site(folder: Path, site_url: str) -> None:
    """Raises BuildFailed, or ThemeChanged."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        _run(folder, site_url)
    except Abort as error:
        raise BuildFailed(f"MkDocs stopped:\n{said.getvalue()}{error}") from error
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)
    finish(folder)
    keep_days_whole(folder)
    lean(folder)
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")


def _run(folder: Path, site_url: str) -> None:
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
        build(config)
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if date is not None:
            os.environ["SOURCE_DATE_EPOCH"] = date


def _keeping_compiled(theme: Environment) -> Environment:
    """The same, whose templates are compiled when they have changed, not at each build."""
    COMPILED_TEMPLATES.mkdir(parents=True, exist_ok=True)
    theme.bytecode_cache = FileSystemBytecodeCache(str(COMPILED_TEMPLATES))
    return theme
