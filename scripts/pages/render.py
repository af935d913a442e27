"""Stage: docs/ with the rules' wording, worked examples and facts filled in, as Markdown for MkDocs.

Markdown goes through Jinja2 (see templating). Everything else is copied as it stands, but for the
scripts and styles: see bundle.
"""

import shutil
from collections.abc import Iterator, Set
from pathlib import Path

from jinja2 import Environment, TemplateError

from scripts.facts.problems import FactsError
from scripts.facts.resolve import Facts
from scripts.pages import guides
from scripts.pages.macros.checker import rules

NOT_PAGES = {"data", "adr", "dev"}
MADE_BY_BUNDLE = {".js", ".css"}


class PageErrors(Exception):
    """Every page that could not be rendered: `file:line: what is wrong`, a line each."""


def render_pages(docs: Path, environment: Environment, facts: Facts | None, folder: Path) -> None:
    """Writes what `docs` holds under `folder`. Raises PageErrors with all errors at once."""
    allowed = linkable(facts)
    errors = []
    for source in _sources(docs):
        target = folder / source.relative_to(docs)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix != ".md":
            shutil.copyfile(source, target)
            continue
        try:
            target.write_text(render_page(docs, source, environment, facts, allowed), "utf-8")
        except PageErrors as error:
            errors.append(str(error))
    if errors:
        raise PageErrors("\n".join(errors))


def linkable(facts: Facts | None) -> Set[str]:
    """Every address outside the site that a page may link to."""
    return guides.linkable(facts, rules()) if facts else set()


def render_page(
    docs: Path, source: Path, environment: Environment, facts: Facts | None, allowed: Set[str]
) -> str:
    """One page as Markdown; `allowed`: see linkable. Raises PageErrors."""
    try:
        return _rendered(docs, source, environment, facts, allowed)
    except FactsError as error:
        raise PageErrors(str(error)) from error
    except (TemplateError, LookupError, ValueError) as error:
        line = getattr(error, "lineno", None) or _line_of(error)
        raise PageErrors(f"{source}:{line}: {error}") from error


def _rendered(
    docs: Path, source: Path, environment: Environment, facts: Facts | None, allowed: Set[str]
) -> str:
    text = source.read_text("utf-8")
    if not facts or not guides.is_guide(source.relative_to(docs)):
        return environment.from_string(text).render()
    guide = guides.read_guide(text, source.as_posix(), facts, rules(), allowed)
    return guides.decorated(environment.from_string(text).render(), guide, environment)


def is_page(path: Path, docs: Path) -> bool:
    """Whether a file is Markdown below `docs` that becomes a page, and no note for contributors."""
    return (
        path.suffix == ".md"
        and path.is_relative_to(docs)
        and path.relative_to(docs).parts[0] not in NOT_PAGES
    )


def _sources(docs: Path) -> Iterator[Path]:
    for path in sorted(docs.rglob("*")):
        if path.relative_to(docs).parts[0] in NOT_PAGES or path.suffix in MADE_BY_BUNDLE:
            continue
        if path.is_file():
            yield path


def _line_of(error: BaseException) -> int | str:
    """The line in the page on which an error came up while it was rendered."""
    line: int | str = "?"
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
