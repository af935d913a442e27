"""The whole way from 报考 to 延续注册: its steps, the page that shows them, and "you are here"."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from jinja2 import Environment
from pydantic import Field

from scripts.facts.load import DATA, Document, Path_, parse, validated
from scripts.facts.models import Model, Slug, Text
from scripts.facts.problems import FactsError, Problem

FILE = DATA / "journey.yml"
Guides = Mapping[str, str]
"""What each guide calls itself, by its slug."""


class GuideLink(Model):
    """A guide, or a place in it; it is called by its title unless it has a `name`."""

    to: Slug
    at: Text | None = None
    name: Text | None = None


class PageLink(Model):
    """Another page of the site, from the root."""

    to: Text
    name: Text


class Step(Model):
    """`need`: what to have in hand, `takes`: how long or when, `get`: what one has afterwards.
    Each may use the macros of pages."""

    id: Slug
    name: Text
    need: Text
    takes: Text
    get: Text
    guides: Annotated[tuple[GuideLink, ...], Field(min_length=1)]
    pages: tuple[PageLink, ...] = ()


class Journey(Model):
    """docs/data/journey.yml; `others` are guides that belong to no step."""

    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    others: tuple[GuideLink, ...]


def load_journey(guides: Guides, path: Path = FILE) -> Journey:
    """Raises FactsError with all problems; every guide must have its place, and only guides."""
    document = parse(path.read_text("utf-8"), path.as_posix())
    problems: list[Problem] = []
    journey = validated(document, Journey, problems)
    if journey:
        problems += _misplaced(document, journey, guides)
    if problems or not journey:
        raise FactsError(problems)
    return journey


def journey_page(journey: Journey, guides: Guides, environment: Environment) -> str:
    """Every step with what it needs, takes and gives, as Markdown for guides/index.md."""

    def filled(text: str) -> str:
        return environment.from_string(text).render().rstrip("。")

    template = environment.get_template("journey.md.j2")
    return template.render(journey=journey, guides=guides, filled=filled)


def you_are_here(journey: Journey, slug: str, environment: Environment) -> str:
    """The steps as a row with those of the guide marked; "" for a guide that belongs to none."""
    at = [i for i, step in enumerate(journey.steps) if any(g.to == slug for g in step.guides)]
    if not at:
        return ""
    template = environment.get_template("you_are_here.html.j2")
    return template.render(steps=journey.steps, at=at)


def _misplaced(document: Document, journey: Journey, guides: Guides) -> Iterator[Problem]:
    placed = dict(_links(journey))
    for path, slug in placed.items():
        if slug not in guides:
            yield document.problem(
                path, f"没有指南 {slug}", "改成 docs/guides/ 里的文件名，不带 .md"
            )
    for slug in sorted(set(guides) - set(placed.values())):
        yield document.problem(
            ("others",), f"指南 {slug} 不在全流程里", "写进某一步的 guides，或写进 others"
        )


def _links(journey: Journey) -> Iterator[tuple[Path_, str]]:
    for i, step in enumerate(journey.steps):
        for k, guide in enumerate(step.guides):
            yield ("steps", i, "guides", k), guide.to
    for i, guide in enumerate(journey.others):
        yield ("others", i), guide.to
