"""What of the facts a reader is shown: which addresses, how sure a value is, where an event lives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from scripts.facts.events import NATIONAL, Event
from scripts.facts.models import Address, Fact, Source, Statement

Show = Literal["link", "text", "hidden"]


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """`link` may be clicked; `text` is printed as 未核实; a `hidden` address is not printed at all,
    since names that lapse are taken over by others."""

    how: Show
    url: str


def shown_address(value: Address | Statement, sources: Mapping[str, Source]) -> ShownAddress:
    if not value.url:
        return ShownAddress("hidden", "")
    if any(sources[id_].linkable for id_ in value.source):
        return ShownAddress("link", value.url)
    if (urlsplit(value.url).hostname or "").endswith(".gov.cn"):
        return ShownAddress("text", value.url)
    return ShownAddress("hidden", "")


def unverified(value: Fact, sources: Mapping[str, Source]) -> bool:
    """Known, but on thin ice: of low confidence, or only from pages that no reader can open."""
    if value.status == "unknown" or value.confidence == "high":
        return False
    hearsay = all(
        sources[i].status == "secondary" and not sources[i].linkable for i in value.source
    )
    return value.confidence == "low" or hearsay


def home(event: Event) -> str:
    """The page that tells of the event, relative to the site's root."""
    if event.area == NATIONAL:
        return f"calendar/{event.exam_year}/#{event.id}"
    return f"provinces/{event.area}/#{event.id}"
