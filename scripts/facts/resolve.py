"""Facts ready for use: inheritance resolved, every dated event named. Raises on any error in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scripts.facts.courses import Provider
from scripts.facts.kinds import KINDS
from scripts.facts.load import DATA, Dataset, load
from scripts.facts.models import (
    REGIONS,
    Address,
    ContinuingEducation,
    ExamYear,
    Fact,
    Faq,
    Fee,
    Lapsed,
    National,
    Passed,
    Period,
    Province,
    ProvinceYear,
    Questions,
    Region,
    Source,
    Statement,
    Statistics,
)
from scripts.facts.moments import Moment
from scripts.stamp import newest_check


@dataclass(frozen=True, slots=True)
class Held:
    """A value of an area, own or taken from the country."""

    period: Period
    national: bool


@dataclass(frozen=True, slots=True)
class AreaYear:
    """One exam year in one area. `periods` by kind, in the order of KINDS."""

    year: int
    periods: Mapping[str, Held]
    certificate_how: Statement | None
    exam_places: Statement | None


@dataclass(frozen=True, slots=True)
class Area:
    """A province, autonomous region, municipality or 新疆兵团; newest year first in `years`."""

    id: str
    name: str
    region: Region
    exam_agency: Address
    drug_administration: Address
    registration_site: Address
    score_query: Statement
    practice_registration: Statement
    review: Sequence[Statement]
    fees: Sequence[Fee]
    continuing_education: ContinuingEducation
    certificate_rules: Sequence[Statement]
    years: Mapping[int, AreaYear]
    passed: Sequence[Passed]
    notes: Sequence[Statement]


@dataclass(frozen=True)
class Facts:
    """`as_of`: the newest day on which any value was looked at."""

    sources: Mapping[str, Source]
    national: National
    exams: Mapping[int, ExamYear]
    areas: Mapping[str, Area]
    statistics: Statistics
    questions: Questions
    faq: Faq
    providers: Mapping[str, Provider]
    as_of: date

    def by_region(self) -> Mapping[Region, Sequence[Area]]:
        return {r: [a for a in self.areas.values() if a.region == r] for r in REGIONS}


def standing(period: Period, as_of: date) -> Period:
    """The period itself, or what is left of a forecast once its last day lies before `as_of`: what
    was expected and not seen to happen is unknown, and a day that has passed is no forecast."""
    last = period.end or period.start
    if period.status != "expected" or not last or Moment.parse(last).last >= as_of:
        return period
    kept = {"source", "checked_on", "note", "conflict", "history"}
    return Lapsed(status="unknown", **{key: getattr(period, key) for key in kept})


def _standing[M: (ExamYear, ProvinceYear)](year: M, as_of: date) -> M:
    found = {kind: getattr(year, kind, None) for kind in KINDS}
    periods = {k: standing(p, as_of) for k, p in found.items() if isinstance(p, Period)}
    return year.model_copy(update=periods)


def inherited[V](own: V | str, national: V) -> V:
    """`same_as_national` stands for the country's value."""
    return national if isinstance(own, str) else own


def national_periods(exam: ExamYear) -> Mapping[str, Period]:
    """The dated values of a year, by kind; the separate line counts from the day it was made public."""
    line = exam.special_area_line
    announced = Period(
        status=line.status if line.announced_on else "unknown",
        start=line.announced_on.isoformat() if line.announced_on else None,
        end=line.announced_on.isoformat() if line.announced_on else None,
        **{k: getattr(line, k) for k in Fact.model_fields if k != "status"},
    )
    found = {k: getattr(exam, k, None) for k in KINDS} | {"special_area_line": announced}
    return {k: p for k, p in found.items() if isinstance(p, Period)}


def _area_year(year: int, own: ProvinceYear, national: ExamYear) -> AreaYear:
    country = national_periods(national)
    periods: dict[str, Held] = {}
    for kind in KINDS:
        value = getattr(own, kind, None)
        if isinstance(value, Period):
            periods[kind] = Held(value, national=False)
        elif value is not None:
            periods[kind] = Held(country[kind], national=True)
    return AreaYear(year, periods, own.certificate_how, own.exam_places)


def _area(
    province: Province, national: National, exams: Mapping[int, ExamYear], as_of: date
) -> Area:
    review: list[Statement] = []
    for item in province.review:
        review += national.review if isinstance(item, str) else [item]
    return Area(
        id=province.id,
        name=province.name,
        region=province.region,
        exam_agency=province.exam_agency,
        drug_administration=province.drug_administration,
        registration_site=inherited(province.registration_site, national.registration_site),
        score_query=inherited(province.score_query, national.score_query),
        practice_registration=inherited(
            province.practice_registration, national.practice_registration
        ),
        review=review,
        fees=province.fees,
        continuing_education=province.continuing_education,
        certificate_rules=province.certificate_rules,
        years={
            y: _area_year(y, _standing(own, as_of), exams[y])
            for y, own in sorted(province.exams.items(), reverse=True)
        },
        passed=province.passed,
        notes=province.notes,
    )


def resolve(dataset: Dataset) -> Facts:
    order = {region: i for i, region in enumerate(REGIONS)}
    provinces = sorted(dataset.provinces.values(), key=lambda p: (order[p.region], p.id))
    as_of = newest_check(d.text for d in dataset.documents.values())
    exams = {year: _standing(exam, as_of) for year, exam in dataset.exams.items()}
    return Facts(
        sources=dataset.sources,
        national=dataset.national,
        exams=exams,
        areas={p.id: _area(p, dataset.national, exams, as_of) for p in provinces},
        statistics=dataset.statistics,
        questions=dataset.questions,
        faq=dataset.faq,
        providers=dict(sorted(dataset.providers.items())),
        as_of=as_of,
    )


def newest_year(facts: Facts) -> int:
    """The newest exam year whose exam days are known: the one people sit or have just sat."""
    return max(y for y, exam in facts.exams.items() if exam.exam.start)


def facts(root: Path = DATA) -> Facts:
    """The facts, checked. Raises FactsError with all problems, file and line."""
    from scripts.facts.lint import errors

    dataset = load(root)
    errors(dataset)
    return resolve(dataset)
