"""From facts to the API's answers: one function a shape."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.dates import iso
from checker.rules import END_OF_TIME, RuleSet
from scripts.facts import freshness
from scripts.facts.areas import Area, national_periods
from scripts.facts.courses import (
    Course,
    Dates,
    DaysFromPurchase,
    Membership,
    Price,
    Provider,
    yuan_a_year,
)
from scripts.facts.events import NATIONAL, Event, of_area
from scripts.facts.kinds import KINDS
from scripts.facts.models import Address, Fact, Period, Source, Statement
from scripts.facts.resolve import Facts
from scripts.facts.shown import home, shown_address, unverified
from scripts.published.api import shapes as s

Sources = Mapping[str, Source]


def _common(value: Fact, sources: Sources) -> dict[str, Any]:
    data = value.model_dump(mode="json", include=set(Fact.model_fields), exclude_none=True)
    data["conflict"] = [{"says": c.says, "holds": c.holds} for c in value.conflict]
    return data | {"verified": not unverified(value, sources)}


def _as[V: s.Value](shape: type[V], value: Fact, sources: Sources, **more: Any) -> V:
    """The fact's own fields that the shape has, with what every value carries."""
    fields = set(shape.model_fields) - set(s.Value.model_fields)
    own = value.model_dump(mode="json", include=fields, exclude_none=True)
    return shape.model_validate(own | _common(value, sources) | more)


def event(e: Event, sources: Sources) -> s.DatedEvent:
    period = e.period
    return s.DatedEvent(
        **_common(period, sources),
        id=e.id,
        title=e.title,
        kind=e.kind,
        edge=e.edge,
        category=e.category,
        exam_year=e.exam_year,
        area=e.area,
        date=e.first.isoformat(),
        date_to=e.last.isoformat(),
        time=e.time or None,
        precision=e.precision,
        read_as=period.read_as,
        cancelled=period.cancelled,
        page=home(e),
    )


def _undated(
    year: int, kind: str, area: str, period: Period, sources: Sources
) -> Iterable[s.UndatedEvent]:
    if period.status == "unknown":
        yield s.UndatedEvent(**_common(period, sources), exam_year=year, kind=kind, area=area)


def _unknown_of_country(facts: Facts, years: Iterable[int]) -> list[s.UndatedEvent]:
    return [
        found
        for year in years
        for kind, period in national_periods(facts.exams[year]).items()
        for found in _undated(year, kind, NATIONAL, period, facts.sources)
    ]


def _unknown_of_area(facts: Facts, area: Area) -> list[s.UndatedEvent]:
    return [
        found
        for year, in_year in area.years.items()
        for kind, held in in_year.periods.items()
        if not held.national
        for found in _undated(year, kind, area.id, held.period, facts.sources)
    ]


def calendar(facts: Facts, every: Sequence[Event]) -> s.Calendar:
    unknown = _unknown_of_country(facts, facts.exams)
    for area in facts.areas.values():
        unknown += _unknown_of_area(facts, area)
    return s.Calendar(
        as_of=facts.as_of.isoformat(),
        events=tuple(event(e, facts.sources) for e in every),
        unknown=tuple(unknown),
    )


def calendar_year(facts: Facts, in_year: Sequence[Event], year: int) -> s.CalendarYear:
    exam, sources = facts.exams[year], facts.sources
    return s.CalendarYear(
        as_of=facts.as_of.isoformat(),
        year=year,
        events=tuple(event(e, sources) for e in in_year),
        unknown=tuple(_unknown_of_country(facts, [year])),
        sessions=_as(s.SessionTimes, exam.sessions, sources),
        paper=_as(s.PaperShape, exam.paper, sources),
        pass_line=_as(s.Line, exam.pass_line, sources),
        special_area_line=_as(s.Line, exam.special_area_line, sources),
    )


IN_AGENDA = {
    **{
        kind: kind for kind in ("registration", "payment", "review", "admit_card", "exam", "scores")
    },
    "certificate_collection": "certificate",
}
"""Kinds of dated events that the checker's `agenda` knows, and what it calls them."""
YEARS_BEFORE = 1


def agenda_dates(facts: Facts, every: Sequence[Event]) -> s.AgendaDates:
    """The dates that may still matter to somebody, one for each event, with the first source of each."""
    found: dict[tuple[str, int, str], s.AgendaDate] = {}
    for e in every:
        if _is_ones_own(e) and e.exam_year >= facts.as_of.year - YEARS_BEFORE:
            found.setdefault((e.area, e.exam_year, e.kind), _agenda_date(e))
    used = {date.source for date in found.values() if date.source}
    return s.AgendaDates(
        as_of=facts.as_of.isoformat(),
        dates=tuple(sorted(found.values(), key=lambda date: date.id)),
        sources={id_: _agenda_source(facts.sources[id_]) for id_ in sorted(used)},
    )


def _is_ones_own(e: Event) -> bool:
    """Whether a date is that of everybody in its area: the country's windows reach from the first
    area's opening to the last one's end, and some are of a part of an area only.
    """
    window = KINDS[e.kind].window
    whole = e.period.area is None and not (window and e.area == NATIONAL)
    return e.kind in IN_AGENDA and whole and not (window and e.period.read_as != "exact")


def _agenda_date(e: Event) -> s.AgendaDate:
    period = e.period
    start, end = period.start, period.end
    if not KINDS[e.kind].window:
        end = end or start
        start = None if period.read_as == "by" else start or end
    days = {
        "start": start and (start.first.isoformat() if start.precision == "month" else str(start)),
        "end": end and (end.last.isoformat() if end.precision == "month" else str(end)),
    }
    return s.AgendaDate(
        id=e.id.removesuffix(f"-{e.edge}"),
        what=IN_AGENDA[e.kind],
        area=None if e.area == NATIONAL else e.area,
        exam_year=e.exam_year,
        status="unknown" if period.cancelled else period.status,
        source=next(iter(period.source), None),
        **({} if period.cancelled else {name: day for name, day in days.items() if day}),
    )


def _agenda_source(source: Source) -> s.AgendaSource:
    url = str(source.url) if source.url and source.linkable else None
    return s.AgendaSource(title=source.title or source.publisher, url=url)


def coverage(facts: Facts) -> s.Coverage:
    return s.Coverage(
        as_of=facts.as_of.isoformat(),
        cells=tuple(
            s.CoverageCell(
                area=cell.area,
                exam_year=cell.exam_year,
                matter=cell.matter,
                status=cell.status,
                national=cell.national,
                checked_on=cell.checked_on.isoformat() if cell.checked_on else None,
                due_from=cell.due_from.isoformat() if cell.due_from else None,
            )
            for cell in freshness.coverage(facts)
        ),
        due=tuple(
            s.DueItem(
                path=item.path,
                why=item.why,
                title=item.title,
                area=item.area,
                exam_year=item.exam_year,
                due_from=item.due_from.isoformat(),
                checked_on=item.checked_on.isoformat() if item.checked_on else None,
            )
            for item in freshness.all_due(facts)
        ),
    )


def _contact(value: Address | Statement, sources: Sources) -> s.Contact:
    shown = shown_address(value, sources)
    return s.Contact(
        **_common(value, sources),
        name=value.name,
        url=shown.url or None,
        linkable=shown.how == "link",
        live_checked=bool(value.live_checked),
    )


def area(facts: Facts, every: Sequence[Event], a: Area) -> s.AreaShape:
    sources = facts.sources
    ce = a.continuing_education
    return s.AreaShape(
        as_of=facts.as_of.isoformat(),
        id=a.id,
        name=a.name,
        region=a.region,
        events=tuple(event(e, sources) for e in of_area(every, a)),
        unknown=tuple(_unknown_of_area(facts, a)),
        exam_agency=_contact(a.exam_agency, sources),
        drug_administration=_contact(a.drug_administration, sources),
        registration_site=_contact(a.registration_site, sources),
        score_query=_as(s.Said, a.score_query, sources),
        practice_registration=_as(s.Said, a.practice_registration, sources),
        review=tuple(_as(s.Said, r, sources) for r in a.review),
        fees=tuple(_as(s.FeeShape, f, sources) for f in a.fees),
        continuing_education_portals=tuple(_contact(p, sources) for p in ce.portals),
        continuing_education_notices=tuple(_as(s.Study, n, sources) for n in ce.notices),
        certificate_rules=tuple(_as(s.Said, r, sources) for r in a.certificate_rules),
        certificate_how=tuple(
            _as(s.Said, y.certificate_how, sources, exam_year=y.year)
            for y in a.years.values()
            if y.certificate_how
        ),
        exam_places=tuple(
            _as(s.Said, y.exam_places, sources, exam_year=y.year)
            for y in a.years.values()
            if y.exam_places
        ),
        passed=tuple(_as(s.Headcount, p, sources) for p in a.passed),
        notes=tuple(_as(s.Said, n, sources) for n in a.notes),
    )


def areas(facts: Facts) -> list[s.AreaEntry]:
    return [
        s.AreaEntry(
            id=a.id,
            name=a.name,
            region=a.region,
            page=f"provinces/{a.id}/",
            api=f"provinces/{a.id}.json",
        )
        for a in facts.areas.values()
    ]


def _validity(price: Price) -> s.ValidityShape:
    match price.validity:
        case DaysFromPurchase(days_from_purchase=days):
            return s.ValidityShape(kind="days_from_purchase", days=days)
        case Membership(every=term):
            return s.ValidityShape(kind="term", term=term)
        case Dates(start=start, end=end):
            return s.ValidityShape(kind="dates", start=start.isoformat(), end=end.isoformat())
    return s.ValidityShape(kind="unknown")


def _course(provider: Provider, course: Course) -> s.CourseShape:
    own = course.model_dump(mode="json", exclude_none=True, exclude={"url", "prices", "contains"})
    return s.CourseShape.model_validate(
        own
        | {
            "page": f"courses/{provider.id}/{course.id}/",
            "url": None if course.url == "unknown" else course.url,
            "prices": [
                price.model_dump(mode="json")
                | {"validity": _validity(price), "yuan_a_year": yuan_a_year(price)}
                for price in (() if course.prices == "unknown" else course.prices)
            ],
            "contains": () if course.contains == "unknown" else course.contains,
            "verified": False,
        }
    )


def courses(facts: Facts) -> s.Courses:
    return s.Courses(
        as_of=facts.as_of.isoformat(),
        providers=tuple(
            s.ProviderShape(
                id=provider.id,
                name=provider.name,
                page=f"courses/{provider.id}/",
                disclosure=provider.disclosure,
                site=_contact(provider.site, facts.sources),
                contact=_contact(provider.contact, facts.sources),
                note=provider.note,
                courses=tuple(_course(provider, course) for course in provider.courses),
            )
            for provider in facts.providers.values()
        ),
    )


def sources(facts: Facts) -> list[s.SourceShape]:
    return [
        s.SourceShape(
            id=id_,
            **source.model_dump(mode="json", exclude_none=True, exclude={"url"}),
            url=source.url if source.linkable else None,
        )
        for id_, source in facts.sources.items()
    ]


def statistics(facts: Facts) -> s.Numbers:
    known = facts.statistics
    return s.Numbers(
        pass_rates=tuple(_as(s.Rate, r, facts.sources) for r in known.pass_rates),
        registered=tuple(_as(s.InForce, r, facts.sources) for r in known.registered),
    )


def questions(facts: Facts) -> s.OpenMatters:
    return s.OpenMatters.model_validate(facts.questions.model_dump(mode="json", exclude_none=True))


def rules(sets: Iterable[RuleSet]) -> list[s.RuleSetShape]:
    """The wording, not the parameters: those are the checker's own."""
    return [
        s.RuleSetShape(
            id=rule_set.id,
            title=rule_set.title,
            versions=tuple(
                s.RuleVersion(
                    in_force_from=iso(v.in_force_from),
                    in_force_to=None if v.in_force_to >= END_OF_TIME else iso(v.in_force_to),
                    last_seen=iso(v.last_seen),
                    rules=tuple(
                        s.RuleShape(
                            id=r.id,
                            wording=r.wording,
                            note=r.note,
                            source=s.RuleSource(
                                title=r.source.title,
                                url=r.source.url,
                                publisher=r.source.publisher,
                                status=r.source.status,
                                page_date=r.source.page_date,
                                checked_on=r.source.checked_on,
                            ),
                        )
                        for r in v.rules.values()
                    ),
                )
                for v in rule_set.versions
            ),
        )
        for rule_set in sets
    ]
