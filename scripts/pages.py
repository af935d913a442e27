"""Stage: docs/ with the rules' wording, worked examples and facts filled in, as build/docs.

Markdown goes through Jinja2 (see templating). Everything else is copied as it stands.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateError

from scripts import quotes, templating
from scripts.fact_pages import calendar_now
from scripts.facts.resolve import Facts
from scripts.places import BUILT_DOCS, DOCS
from scripts.runtime import Runtime

NOT_PAGES = {"data", "adr"}


class PageErrors(Exception):
    """Every page that could not be rendered: `file:line: what is wrong`, a line each."""


def render_pages(runtime: Runtime, facts: Facts | None = None) -> None:
    """Writes build/docs anew. Raises PageErrors with all errors at once."""
    shutil.rmtree(BUILT_DOCS, ignore_errors=True)
    environment = page_environment(runtime, facts)
    errors = []
    for source in _sources():
        target = BUILT_DOCS / source.relative_to(DOCS)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix != ".md":
            shutil.copyfile(source, target)
            continue
        try:
            page = environment.from_string(source.read_text("utf-8"))
            target.write_text(page.render(), "utf-8")
        except (TemplateError, LookupError, ValueError) as error:
            line = getattr(error, "lineno", None) or _line_of(error)
            errors.append(f"{source}:{line}: {error}")
    if errors:
        raise PageErrors("\n".join(errors))
    shutil.copytree(runtime.folder, BUILT_DOCS / "assets" / "runtime" / runtime.name)


def page_environment(runtime: Runtime, facts: Facts | None = None) -> Environment:
    """Jinja2 as pages and templates see it."""
    environment = templating.environment(autoescape=False)
    environment.globals["runtime"] = runtime
    environment.globals["report_url"] = os.environ.get("REPORT_URL", "")
    environment.globals.update(quotes.functions(environment))
    if facts:
        environment.globals["calendar_now"] = lambda: calendar_now(facts)
    return environment


def _sources() -> Iterator[Path]:
    for path in sorted(DOCS.rglob("*")):
        if path.is_file() and path.relative_to(DOCS).parts[0] not in NOT_PAGES:
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
