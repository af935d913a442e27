"""No value without its source: taking away any one of them fails the build."""

import copy
from dataclasses import replace
from functools import cache

import pytest
from pydantic import TypeAdapter

from scripts.facts.courses import Provider
from scripts.facts.lint import sources
from scripts.facts.load import Dataset, Document
from scripts.facts.models import (
    ExamYear,
    Faq,
    National,
    Province,
    Questions,
    Statistics,
)
from tests import known


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return known.dataset()


adapter = cache(TypeAdapter)  # making one takes longer than using it


def without(
    dataset: Dataset, name: str, document: Document, path: tuple[str | int, ...]
) -> Dataset:
    """The data set with the key at `path` of one file taken away."""
    data = copy.deepcopy(document.data)
    node = data
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    if name.startswith("exams/"):
        exam = adapter(ExamYear).validate_python(data)
        return replace(dataset, exams={**dataset.exams, exam.year: exam})
    if name.startswith("provinces/"):
        province = adapter(Province).validate_python(data)
        return replace(dataset, provinces={**dataset.provinces, province.id: province})
    if name.startswith("courses/"):
        provider = adapter(Provider).validate_python(data)
        return replace(dataset, providers={**dataset.providers, provider.id: provider})
    field = name.removesuffix(".yml")
    shapes = {"national": National, "statistics": Statistics, "questions": Questions, "faq": Faq}
    shape = shapes[field]
    return replace(dataset, **{field: adapter(shape).validate_python(data)})


def test_removing_any_source_line_fails(dataset: Dataset):
    removed = 0
    few = replace(dataset, exams={}, provinces={}, providers={})  # one file at a time beside these
    for name, document in dataset.documents.items():
        for path in document.lines:
            # An answer may rest on rules alone, or say whom to ask.
            other = any((*path[:-1], key) in document.lines for key in ("rules", "ask"))
            if path and path[-1] == "source" and not other:
                removed += 1
                found = list(sources.check(without(few, name, document, path)))
                at = document.lines[path]
                assert any(p.file.endswith(name) and p.line <= at for p in found), (name, path)
    assert removed > 300


def test_removing_any_source_from_the_sheet_fails(dataset: Dataset):
    for id_ in dataset.sources:
        left = {k: v for k, v in dataset.sources.items() if k != id_}
        found = list(sources.check(replace(dataset, sources=left)))
        assert any(id_ in p.expected for p in found), id_
