"""The addresses of the pages that are watched: those of docs/data, not written a second time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scripts.facts.load import Dataset
from scripts.facts.models import WatchedPage


@dataclass(frozen=True, slots=True)
class Watched:
    """`area` is `national` for the country's. `opened`: somebody has seen notices there."""

    id: str
    area: str
    publisher: str
    url: str
    kind: Literal["page", "feed"]
    opened: bool


def watched(dataset: Dataset) -> Iterator[Watched]:
    """Every page of docs/data/watch.yml, in its order."""
    for page in dataset.watch.pages:
        publisher, url = address(dataset, page)
        if url:
            opened = page.opened_on != "never opened"
            yield Watched(page.id, page.area, publisher, url, page.kind, opened)


def address(dataset: Dataset, page: WatchedPage) -> tuple[str, str]:
    """Publisher and address; "" for what docs/data does not hold."""
    if page.url:
        publishers = (dataset.sources[s].publisher for s in page.source if s in dataset.sources)
        return next(publishers, ""), page.url
    match (page.address_of or "").split("/"):
        case ["sources", id_] if source := dataset.sources.get(id_):
            return source.publisher, source.url or ""
        case ["national", "registration_site"]:
            found = dataset.national.registration_site
            return found.name or "", found.url or ""
        case ["provinces", id_, ("exam_agency" | "drug_administration") as key] if (
            province := dataset.provinces.get(id_)
        ):
            found = getattr(province, key)
            return found.name or "", found.url or ""
    return "", ""
