"""Stage: the cards that other sites embed, as plain pages in embed/, and what their hosts need.

The loader is a file whose name holds the hash of its content. Hosts pin both, so a loader once
published stays in docs/assets/embed/ for ever; a new one is a new file, named below.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.dates import iso
from checker.operations.eligibility import LIFE_DAY
from checker.person_messages import DEGREES, FIELDS
from checker.requests import OPERATION_DAY
from scripts import templating
from scripts.deployment import deployment
from scripts.facts.courses import PRICE_HOLDS_DAYS
from scripts.facts.events import NATIONAL, Event, of_area
from scripts.facts.resolve import Facts
from scripts.pages.from_facts.areas import area_page
from scripts.pages.from_facts.views import Views, in_words
from scripts.pages.from_facts.words import plain
from scripts.pages.macros import checker as quotes
from scripts.pages.macros.facts import exams_to_come_json
from scripts.places import DOCS
from scripts.runtime.package import Runtime
from scripts.stamp import built_at

LOADER = DOCS / "assets" / "embed" / "loader-ac62f1eac81f.js"
Card = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Loader:
    """The script of the host page. `integrity` is for the attribute of that name (SRI)."""

    path: str
    integrity: str


def loader() -> Loader:
    digest = hashlib.sha384(LOADER.read_bytes()).digest()
    return Loader(
        path=LOADER.relative_to(DOCS).as_posix(),
        integrity=f"sha384-{base64.b64encode(digest).decode()}",
    )


def write_embeds(facts: Facts, runtime: Runtime, folder: Path) -> list[Path]:
    """Writes every card under `folder`; returns the files."""
    environment = templating.environment(autoescape=True)
    written = []
    for address, template, data in _cards(facts, runtime):
        path = folder / address / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        shared = {"root": "../" * address.count("/"), "publisher": deployment().publisher}
        text = environment.get_template(f"embed/{template}.html.j2").render(shared | data)
        path.write_text(text, "utf-8")
        written.append(path)
    return written


def _cards(facts: Facts, runtime: Runtime) -> Iterator[Card]:
    yield "embed/annotation/", "annotation", {"runtime": runtime, **_rule()}
    yield "embed/eligibility/", "eligibility", {"runtime": runtime, **_choices(facts)}
    every = facts.events
    views = Views(facts, every)
    national = [e for e in every if e.area == NATIONAL]
    about: dict[str, Any] = {"name": "全国", "page": "calendar/", "latest": None}
    yield "embed/calendar/", "calendar", about | _dates(facts, national)
    for area in facts.areas.values():
        latest = area_page(facts, views, area)["latest"]
        about = {"name": area.name, "page": f"provinces/{area.id}/", "latest": latest}
        yield f"embed/calendar/{area.id}/", "calendar", about | _dates(facts, of_area(every, area))


def _rule() -> dict[str, Any]:
    return {
        "longest": quotes.parameter("longest"),
        "cap": quotes.parameter("cap"),
        "first_day": iso(OPERATION_DAY.low),
        "last_day": iso(OPERATION_DAY.high),
    }


def _choices(facts: Facts) -> dict[str, Any]:
    return {
        "degrees": DEGREES,
        "fields": FIELDS,
        "exams": exams_to_come_json(facts),
        "first_day": iso(LIFE_DAY.low),
        "last_day": iso(LIFE_DAY.high),
    }


def _dates(facts: Facts, every: Sequence[Event]) -> dict[str, Any]:
    """What had not passed when the site was built; `last` is the day after which it has."""
    built_on = built_at(facts.as_of).date()
    return {
        "as_of": facts.as_of.isoformat(),
        "upcoming": [
            {
                "title": e.title,
                "words": plain(e.period),
                "first": e.first.isoformat(),
                "last": e.last.isoformat(),
                "status": in_words(e.period.status, past=False),
            }
            for e in every
            if e.last >= built_on and not e.period.cancelled
        ],
    }


def macros() -> Mapping[str, object]:
    """Names that pages use."""
    return {"embed_loader": loader(), "price_holds_days": PRICE_HOLDS_DAYS}
