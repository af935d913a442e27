"""Stage: MkDocs over the Markdown, as the site's folder; and over one page of it again."""

import io
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import _build_page, _populate_page, build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from scripts.places import BUILD, ROOT, build_epoch

COMPILED_TEMPLATES = BUILD / "templates"


class BuildFailed(Exception):
    """A tool of the build failed and has said why."""


class Rendered:
    """What MkDocs knows once it has rendered all pages: configuration, navigation, templates. From it
    one page is rendered as MkDocs renders it among all."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Of a build that is still to come."""
        self._config = config
        config.plugins.events["nav"].append(self._on_nav)
        config.plugins.events["env"].append(self._on_env)

    def _on_nav(self, nav: Navigation, **_: object) -> None:
        self._nav = nav

    def _on_env(self, env: Environment, *, files: Files, **_: object) -> None:
        self._environment, self._files = env, files

    def page(self, name: str) -> Path:
        """Writes the page made of `name`, counted from build/docs; returns its file. Raises BuildFailed."""
        config, files = self._config, self._files
        file = files.src_uris[name]
        assert file.page, name
        with _what_was_said() as said, _dated():
            _populate_page(file.page, config, files)
            if text := said.getvalue():
                raise BuildFailed(f"MkDocs stopped:\n{text}")
            _build_page(
                file.page, config, files.documentation_pages(), self._nav, self._environment
            )
        return Path(file.abs_dest_path)


def build_site(folder: Path, site_url: str) -> Rendered:
    """As `mkdocs build --strict` does it. Raises BuildFailed."""
    with _what_was_said() as said, _dated():
        config = load_config(
            str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(folder), site_url=site_url
        )
        rendered = Rendered(config)
        config.plugins.on_startup(command="build", dirty=False)
        make = config.theme.get_env
        config.theme.get_env = lambda: _keeping_compiled(make())  # type: ignore[method-assign]
        try:
            build(config)
        except Abort as error:
            raise BuildFailed(f"MkDocs stopped:\n{said.getvalue()}{error}") from error
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")
    return rendered


@contextmanager
def _what_was_said() -> Iterator[io.StringIO]:
    """The warnings and errors of MkDocs inside the block."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        yield said
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)


@contextmanager
def _dated() -> Iterator[None]:
    """The moment that everything built is dated with."""
    date = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(build_epoch())
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if date is not None:
            os.environ["SOURCE_DATE_EPOCH"] = date


def _keeping_compiled(theme: Environment) -> Environment:
    """The same, whose templates are compiled when they have changed, not at each build."""
    COMPILED_TEMPLATES.mkdir(parents=True, exist_ok=True)
    theme.bytecode_cache = FileSystemBytecodeCache(str(COMPILED_TEMPLATES))
    return theme
