"""The areas with what they inherit from the country, and the country's dated values by kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scripts.facts.kinds import KINDS
from scripts.facts.models import (
    Address,
    ContinuingEducation,
    ExamYear,
    Fact,
    Fee,
    Lapsed,
    National,
    Passed,
    Period,
    Province,
    ProvinceYear,
    Region,
    Statement,
)
from scripts.facts.moments import Moment


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


def standing(period: Period, as_of: date) -> Period:
    """The period itself, or what is left of a forecast once its last day lies before `as_of`: what
    was expected and not seen to happen is unknown, and a day that has passed is no forecast."""
    last = period.end or period.start
    if period.status != "expected" or not last or last.last >= as_of:
        return period
    kept = {"source", "checked_on", "note", "conflict", "history"}
    values = {key: getattr(period, key) for key in kept}
    return Lapsed(status="unknown", lapsed_on=last.last, **values)


def standing_year[M: (ExamYear, ProvinceYear)](year: M, as_of: date) -> M:
    found = {kind: getattr(year, kind, None) for kind in KINDS}
    periods = {k: standing(p, as_of) for k, p in found.items() if isinstance(p, Period)}
    return year.model_copy(update=periods)


def inherited[V](own: V | str, national: V) -> V:
    """`same_as_national` stands for the country's value."""
    return national if isinstance(own, str) else own


def national_periods(exam: ExamYear) -> Mapping[str, Period]:
    """The dated values of a year, by kind; the separate line counts from the day it was made public."""
    line = exam.special_area_line
    announced = Moment.day(line.announced_on) if line.announced_on else None
    made_public = Period(
        status=line.status if line.announced_on else "unknown",
        start=announced,
        end=announced,
        **{k: getattr(line, k) for k in Fact.model_fields if k != "status"},
    )
    found = {k: getattr(exam, k, None) for k in KINDS} | {"special_area_line": made_public}
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


def area_of(
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
            y: _area_year(y, standing_year(own, as_of), exams[y])
            for y, own in sorted(province.exams.items(), reverse=True)
        },
        passed=province.passed,
        notes=province.notes,
    )
