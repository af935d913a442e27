"""Every value in the files, with the document and the path of keys where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date

from pydantic import BaseModel

from scripts.facts.load import Dataset, Document, Path_
from scripts.facts.models import Fact

Place = tuple[Document, Path_]
LEAF = (str, int, float, date)  # most of what stands there: looked at first


def _inside(document: Document, path: Path_, node: object) -> Iterator[tuple[Place, BaseModel]]:
    if node is None or isinstance(node, LEAF):
        return
    if isinstance(node, BaseModel):
        yield (document, path), node
        for name in type(node).model_fields:
            yield from _inside(document, (*path, name), getattr(node, name))
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _inside(document, (*path, key), value)
    elif isinstance(node, tuple | list):
        for i, value in enumerate(node):
            yield from _inside(document, (*path, i), value)


def models(dataset: Dataset) -> Iterator[tuple[Place, BaseModel]]:
    """Every model of every file, outermost first."""
    documents = dataset.documents
    yield from _inside(documents["sources.yml"], (), dataset.sources)
    yield from _inside(documents["national.yml"], (), dataset.national)
    yield from _inside(documents["statistics.yml"], (), dataset.statistics)
    yield from _inside(documents["questions.yml"], (), dataset.questions)
    yield from _inside(documents["faq.yml"], (), dataset.faq)
    yield from _inside(documents["synonyms.yml"], (), dataset.synonyms)
    for year, exam in dataset.exams.items():
        yield from _inside(documents[f"exams/{year}.yml"], (), exam)
    for id_, province in dataset.provinces.items():
        yield from _inside(documents[f"provinces/{id_}.yml"], (), province)
    for id_, provider in dataset.providers.items():
        yield from _inside(documents[f"courses/{id_}.yml"], (), provider)


def facts_in(value: object) -> Iterator[Fact]:
    """Every fact inside a value, whatever holds it."""
    if isinstance(value, Fact):
        yield value
    elif isinstance(value, Mapping):
        yield from facts_in(list(value.values()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from facts_in(item)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from facts_in(getattr(value, name))
    elif is_dataclass(value):
        for part in fields(value):
            yield from facts_in(getattr(value, part.name))
