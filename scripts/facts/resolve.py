"""Facts ready for use: inheritance resolved, every dated event named. Raises on any error in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from scripts.facts.areas import Area, area_of, national_periods, standing_year
from scripts.facts.courses import Provider
from scripts.facts.events import Event, events
from scripts.facts.lint import errors
from scripts.facts.load import DATA, Dataset, load
from scripts.facts.models import (
    REGIONS,
    ExamYear,
    Faq,
    National,
    Period,
    Questions,
    Region,
    Source,
    Statistics,
    Synonyms,
)
from scripts.stamp import newest_check


@dataclass(frozen=True)
class Facts:
    """`events`: by day and id. `as_of`: the newest day on which any value was looked at."""

    sources: Mapping[str, Source]
    national: National
    exams: Mapping[int, ExamYear]
    areas: Mapping[str, Area]
    statistics: Statistics
    questions: Questions
    faq: Faq
    synonyms: Synonyms
    providers: Mapping[str, Provider]
    events: Sequence[Event]
    as_of: date

    @cached_property
    def national_periods(self) -> Mapping[int, Mapping[str, Period]]:
        """Of each exam year: see areas.national_periods."""
        return {year: national_periods(exam) for year, exam in self.exams.items()}

    def by_region(self) -> Mapping[Region, Sequence[Area]]:
        return {r: [a for a in self.areas.values() if a.region == r] for r in REGIONS}


def resolve(dataset: Dataset) -> Facts:
    order = {region: i for i, region in enumerate(REGIONS)}
    provinces = sorted(dataset.provinces.values(), key=lambda p: (order[p.region], p.id))
    as_of = newest_check(d.text for d in dataset.documents.values())
    exams = {year: standing_year(exam, as_of) for year, exam in dataset.exams.items()}
    areas = {p.id: area_of(p, dataset.national, exams, as_of) for p in provinces}
    return Facts(
        sources=dataset.sources,
        national=dataset.national,
        exams=exams,
        areas=areas,
        statistics=dataset.statistics,
        questions=dataset.questions,
        faq=dataset.faq,
        synonyms=dataset.synonyms,
        providers=dict(sorted(dataset.providers.items())),
        events=events(exams, areas),
        as_of=as_of,
    )


def newest_year(facts: Facts) -> int:
    """The newest exam year whose exam days are known: the one people sit or have just sat."""
    return max(y for y, exam in facts.exams.items() if exam.exam.start)


def facts(root: Path = DATA) -> Facts:
    """The facts, checked. Raises FactsError with all problems, file and line."""
    dataset = load(root)
    errors(dataset)
    return resolve(dataset)
