"""Stage: docs/ with the rules' wording, worked examples and facts filled in, as build/docs.

Markdown goes through Jinja2 (see templating). Everything else is copied as it stands, but for the
scripts: see bundle.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from jinja2 import Environment, TemplateError

from checker.bridge import MOST_ROWS_IN_A_PAGE
from scripts import embeds, fact_macros, faq, guides, quotes, speed, states, templating
from scripts.fact_pages import calendar_now, guide_titles
from scripts.facts.problems import FactsError
from scripts.facts.resolve import Facts
from scripts.journey import journey_page, load_journey
from scripts.places import BUILT_DOCS, DOCS, ROOT
from scripts.runtime import Runtime
from scripts.shipped import write as shipped
from scripts.stamp import site_url

TABLES = ROOT / "checker" / "batch"
NOT_PAGES = {"data", "adr", "dev"}


class PageErrors(Exception):
    """Every page that could not be rendered: `file:line: what is wrong`, a line each."""


def render_pages(runtime: Runtime, environment: Environment, facts: Facts | None = None) -> None:
    """Writes build/docs anew. Raises PageErrors with all errors at once."""
    shutil.rmtree(BUILT_DOCS, ignore_errors=True)
    allowed = guides.linkable(facts, quotes.rules()) if facts else set()
    errors = []
    for source in _sources():
        target = BUILT_DOCS / source.relative_to(DOCS)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix != ".md":
            shutil.copyfile(source, target)
            continue
        try:
            target.write_text(_rendered(source, environment, facts, allowed), "utf-8")
        except FactsError as error:
            errors.append(str(error))
        except (TemplateError, LookupError, ValueError) as error:
            line = getattr(error, "lineno", None) or _line_of(error)
            errors.append(f"{source}:{line}: {error}")
    if errors:
        raise PageErrors("\n".join(errors))
    shutil.copytree(runtime.folder, BUILT_DOCS / "assets" / "runtime" / runtime.name)
    (BUILT_DOCS / "assets" / "tables").mkdir(parents=True)
    for example in TABLES.glob("*.csv"):
        shutil.copyfile(example, BUILT_DOCS / "assets" / "tables" / example.name)


def _rendered(
    source: Path, environment: Environment, facts: Facts | None, allowed: Set[str]
) -> str:
    text = source.read_text("utf-8")
    if not facts or not guides.is_guide(source.relative_to(DOCS)):
        return environment.from_string(text).render()
    guide = guides.read_guide(text, source.as_posix(), facts, quotes.rules(), allowed)
    return guides.decorated(environment.from_string(text).render(), guide, environment)


def page_environment(runtime: Runtime, facts: Facts | None = None) -> Environment:
    """Jinja2 as pages and templates see it."""
    environment = templating.environment(autoescape=False)
    environment.globals["runtime"] = runtime
    environment.globals["most_rows"] = MOST_ROWS_IN_A_PAGE
    environment.globals["report_url"] = os.environ.get("REPORT_URL", "")
    environment.globals["site_url"] = site_url()
    environment.globals.update(quotes.functions(environment))
    environment.globals.update(embeds.functions())
    environment.globals.update(speed.functions())
    environment.globals.update(shipped.functions())
    environment.globals["states_json"] = states.states_json
    if facts:
        environment.globals["calendar_now"] = lambda: calendar_now(facts)
        environment.globals.update(fact_macros.functions(facts, environment))
        environment.globals.update(_journey(facts, environment))
        environment.globals.update(faq.functions(facts, environment))
    return environment


def _journey(facts: Facts, environment: Environment) -> Mapping[str, object]:
    written = {p.stem: p for p in (DOCS / "guides").glob("*.md") if p.name != "index.md"}
    titles = {slug: str(guides.head_of(path).get("title", slug)) for slug, path in written.items()}
    titles |= guide_titles(facts)
    known = load_journey(titles)
    return {"journey": known, "journey_page": lambda: journey_page(known, titles, environment)}


def _sources() -> Iterator[Path]:
    for path in sorted(DOCS.rglob("*")):
        if path.relative_to(DOCS).parts[0] in NOT_PAGES or path.suffix == ".js":
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
