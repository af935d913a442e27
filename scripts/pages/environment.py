"""Jinja2 as pages and templates see it: every name that may stand between << and >>."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment

from checker.bridge import MOST_ROWS_IN_A_PAGE
from scripts import templating
from scripts.deployment import deployment
from scripts.facts import freshness
from scripts.facts.resolve import Facts
from scripts.pages import cards, faq, from_facts, states
from scripts.pages.guides import head_of
from scripts.pages.journey import journey_page, load_journey
from scripts.pages.macros import checker, samples, speed
from scripts.pages.macros import facts as fact_macros
from scripts.places import DOCS
from scripts.published.licences import write as licences
from scripts.runtime.package import Runtime


def page_environment(runtime: Runtime, facts: Facts | None = None) -> Environment:
    """Without facts, pages that ask for them cannot be rendered. Raises FactsError when the journey
    does not fit the guides."""
    environment = templating.environment(autoescape=False)
    names: dict[str, Any] = environment.globals
    names["runtime"] = runtime
    names["most_rows"] = MOST_ROWS_IN_A_PAGE
    names["report_url"] = deployment().report_url
    names["site_url"] = deployment().site_url
    names["states_json"] = states.states_json
    names.update(checker.macros(environment))
    names.update(samples.macros())
    names.update(cards.macros())
    names.update(speed.macros())
    names.update(licences.macros())
    if facts:
        titles = guide_titles()
        journey = load_journey(titles)
        names["journey"] = journey
        names["journey_page"] = lambda: journey_page(journey, titles, environment)
        names["matter_names"] = freshness.NAMES
        names["area_names"] = {area.id: area.name for area in facts.areas.values()}
        names["calendar_now"] = lambda: from_facts.calendar_now(facts)
        names.update(fact_macros.macros(facts, environment))
        names.update(faq.macros(facts, titles, environment))
    return environment


def guide_titles() -> Mapping[str, str]:
    """What each guide calls itself, by its slug, whether it is written or made from facts."""
    written = [path for path in (DOCS / "guides").glob("*.md") if path.name != "index.md"]
    titles = {path.stem: str(head_of(path).get("title", path.stem)) for path in written}
    return {**titles, **from_facts.guide_titles()}
