"""The annotated samples in CONTRIBUTING are files that the models accept."""

import re

import pytest
from pydantic import TypeAdapter

from scripts.facts.courses import Provider
from scripts.facts.load import parse
from scripts.facts.models import ExamYear, Faq, Province, Questions, Source, Statistics, Synonyms
from scripts.places import ROOT

SHAPES = {
    "source": dict[str, Source],
    "exam-year": ExamYear,
    "province": Province,
    "statistics": Statistics,
    "questions": Questions,
    "faq": Faq,
    "synonyms": Synonyms,
    "provider": Provider,
}
SAMPLES = dict(
    re.findall(r"```yaml ([a-z-]+)\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.S)
)


def test_there_is_a_sample_of_each_kind():
    assert set(SAMPLES) == set(SHAPES)


@pytest.mark.parametrize("kind", SHAPES)
def test_a_sample_is_right(kind: str):
    TypeAdapter(SHAPES[kind]).validate_python(parse(SAMPLES[kind], "sample.yml").data)
