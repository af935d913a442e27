"""Writes every page made from facts. Each function gathers what one template needs."""

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment

from scripts import templating
from scripts.deployment import deployment
from scripts.facts.lint import freshness
from scripts.facts.resolve import Facts
from scripts.pages.from_facts.about import (
    coverage_page,
    data_page,
    open_questions_page,
    sources_page,
)
from scripts.pages.from_facts.areas import area_page, areas_page
from scripts.pages.from_facts.calendar import calendar_page, home_page, year_page
from scripts.pages.from_facts.courses import course_page, courses_page, provider_page
from scripts.pages.from_facts.matters import (
    certificates_page,
    education_page,
    fees_page,
    rates_page,
)
from scripts.pages.from_facts.states import states_page
from scripts.pages.from_facts.views import Shown, Views
from scripts.places import TEMPLATES

# Slug → template.
GUIDES: Mapping[str, str] = {
    "fees": "fees",
    "scores-and-certificates": "certificates",
    "continuing-education-portals": "education",
    "pass-rates": "rates",
}
STYLES = "fact-page"  # the root class under which the sheet of these pages stands


def write_pages(facts: Facts, out_dir: Path) -> list[Path]:
    """Writes Markdown under `out_dir`; returns the files."""
    views = Views(facts, facts.events)
    environment = _environment()
    written = []
    for name, template, data in _pages(facts, views):
        path = out_dir / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = environment.get_template(f"facts/{template}.md.j2").render(data).lstrip("\n")
        path.write_text(text.replace("---\n", f"---\nstyles: {STYLES}\n", 1), "utf-8")
        written.append(path)
    return written


def calendar_now(facts: Facts) -> str:
    """For the home page: what those who wait for scores and those who plan want to know first."""
    template = _environment().get_template("facts/home.md.j2")
    return template.render(home_page(facts, Views(facts, ())))


def guide_titles() -> Mapping[str, str]:
    """What the guides among these pages call themselves, by slug."""
    return {slug: _title(template) for slug, template in GUIDES.items()}


def _title(template: str) -> str:
    text = (TEMPLATES / "facts" / f"{template}.md.j2").read_text("utf-8")
    return text.partition("\ntitle: ")[2].partition("\n")[0]


def value_card(value: Shown, root: str) -> str:
    """One value with its proof, as HTML; `root` leads from the page's address to the site's."""
    return str(_macros().card(value, root))


def value_inline(value: Shown) -> str:
    """The words of a value and its badge, as HTML for the middle of a sentence."""
    return str(_macros().inline(value))


@functools.cache
def _macros() -> Any:
    return _environment().get_template("facts/macros.j2").module


def _environment() -> Environment:
    environment = templating.environment(autoescape=True)
    environment.globals["site_url"] = deployment().site_url
    environment.globals["old_after"] = freshness.DAYS
    environment.filters["sentence"] = lambda text: f"{text.rstrip('。')}。"
    return environment


Page = tuple[str, str, dict[str, Any]]


def _pages(facts: Facts, views: Views) -> Iterator[Page]:
    yield "calendar/index", "calendar", calendar_page(facts, views)
    for year in facts.exams:
        yield f"calendar/{year}", "year", year_page(facts, views, year)
    yield "provinces/index", "provinces", areas_page(facts)
    for area in facts.areas.values():
        yield f"provinces/{area.id}", "province", area_page(facts, views, area)
    yield "provinces/states", "states", states_page(facts)
    of_guides = {
        "fees": fees_page(facts),
        "certificates": certificates_page(facts, views),
        "education": education_page(facts, views),
        "rates": rates_page(facts, views),
    }
    for slug, template in GUIDES.items():
        yield f"guides/{slug}", template, of_guides[template]
    yield "courses/index", "courses", courses_page(facts, views)
    for provider in facts.providers.values():
        page = provider_page(facts, views, provider)
        yield f"courses/{provider.id}/index", "provider", page
        for course in provider.courses:
            page = course_page(facts, views, provider, course)
            yield f"courses/{provider.id}/{course.id}", "course", page
    yield "about/sources", "sources", sources_page(facts, views)
    yield "about/open-questions", "open_questions", open_questions_page(facts, views)
    yield "about/coverage", "coverage", coverage_page(facts)
    yield "about/data", "data", data_page(facts)
