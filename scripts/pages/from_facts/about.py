"""What the pages about the data say: sources, doubts, formats."""

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.facts import freshness
from scripts.facts.events import NATIONAL
from scripts.facts.kinds import STATUSES
from scripts.facts.resolve import Facts
from scripts.facts.walk import facts_in
from scripts.pages.from_facts.areas import area_page
from scripts.pages.from_facts.calendar import legend, year_page
from scripts.pages.from_facts.views import Shown, Views
from scripts.published.api.shapes import LICENCE
from scripts.published.api.write import CHANGELOG
from scripts.published.api.write import KINDS as ENDPOINTS


def _uses(facts: Facts) -> Mapping[str, dict[str, str]]:
    """For each source the pages that rest on it: address relative to about/sources/, and name."""
    uses: dict[str, dict[str, str]] = {id_: {} for id_ in facts.sources}

    def note(page: str, name: str, value: object) -> None:
        for fact in facts_in(value):
            ids = [*fact.source, *(i for c in fact.conflict for i in c.seen_in)]
            for id_ in ids:
                uses[id_][f"../../{page}"] = name

    for year, exam in facts.exams.items():
        note(f"calendar/{year}/", f"{year} 年", exam)
    for area in facts.areas.values():
        own = [
            area.exam_agency, area.drug_administration, area.fees, area.continuing_education,
            area.certificate_rules, area.passed, area.notes, area.review,
            [[y.certificate_how, y.exam_places] for y in area.years.values()],
            [h.period for y in area.years.values() for h in y.periods.values() if not h.national],
        ]  # fmt: skip
        note(f"provinces/{area.id}/", area.name, own)
    note("guides/continuing-education-portals/", "继续教育", facts.national.continuing_education)
    national = facts.national
    note("guides/", "办事指南", national.statements)
    note(
        "guides/scores-and-certificates/",
        "查成绩",
        [national.score_query, national.registration_site],
    )
    note("guides/fees/", "报名费", national.subjects)
    note("provinces/", "各省", [national.practice_registration, national.review])
    note("guides/pass-rates/", "合格率", facts.statistics)
    for provider in facts.providers.values():
        note(f"courses/{provider.id}/", f"{provider.name}的课程", [provider.site, provider.contact])
        for course in provider.courses:
            for id_ in course.source:
                uses[id_][f"../../courses/{provider.id}/{course.id}/"] = course.title
    for group in facts.faq.groups:
        for answer in group.questions:
            for id_ in answer.source:
                uses[id_]["../../guides/faq/"] = "常见问题"
    for error in facts.questions.conflicts:
        for id_ in error.source:
            uses[id_]["../open-questions/#" + error.id] = "常见误传"
    return uses


def sources_page(facts: Facts, views: Views) -> dict[str, Any]:
    uses = _uses(facts)
    order = ("official", "reprint", "secondary", "background")
    proofs = sorted(views.proofs(facts.sources), key=lambda p: (order.index(p.source.status), p.id))
    return {
        "as_of": facts.as_of.isoformat(),
        "official": sum(p.source.status == "official" for p in proofs),
        "reprints": sum(p.source.status == "reprint" for p in proofs),
        "sources": [
            {
                "id": p.id,
                "href": p.href,
                "publisher": p.source.publisher,
                "title": p.source.title,
                "kind": p.kind,
                "page_date": p.source.page_date,
                "note": p.source.note,
                "checked_on": p.source.checked_on.isoformat(),
                "uses": [{"href": href, "name": name} for href, name in uses[p.id].items()],
            }
            for p in proofs
        ],
    }


def _every_value(facts: Facts, views: Views) -> Iterator[tuple[str, str, Shown]]:
    """Every value of the pages with its page (relative to the root) and what the page is called."""
    for year in facts.exams:
        said = year_page(facts, views, year)
        sessions = [said["sessions"]["shown"]] if said["sessions"] else []
        for value in (*said["dates"], *sessions, *said["lines"]):
            yield f"calendar/{year}/", f"{year} 年", value
    for area in facts.areas.values():
        page = area_page(facts, views, area)
        own = [v for y in page["years"] for v in y["shown"] if not v.national]
        for part in ("where", "fees", "review", "rules", "education", "passed", "notes"):
            own += page[part]
        for value in own:
            yield f"provinces/{area.id}/", area.name, value
    for key, statement in facts.national.statements.items():
        value = views.shown(f"national/statements/{key}", "", statement)
        yield "guides/", value.text.split("。")[0], value
    for i, rate in enumerate(facts.statistics.pass_rates):
        value = views.shown(f"statistics/pass_rates/{i}", "合格率", rate)
        yield "guides/pass-rates/", f"{rate.exam_year} 年", value


def open_questions_page(facts: Facts, views: Views) -> dict[str, Any]:
    return {
        "conflicts": [
            {
                "id": c.id,
                "says": c.says,
                "holds": c.holds,
                "quote": c.quote,
                "proofs": views.proofs(c.source),
                "checked_on": c.checked_on.isoformat(),
            }
            for c in facts.questions.conflicts
        ],
        "values": [
            {"href": f"../../{page}", "name": f"{name}{value.name}", "conflict": conflict}
            for page, name, value in _every_value(facts, views)
            for conflict in value.conflicts
        ],
        "questions": facts.questions.open,
    }


SHOWN_YEARS = 4


def coverage_page(facts: Facts) -> dict[str, Any]:
    """Areas × matters for the newest exam years, and what of the country is due. No ages: those are
    counted in the reader's browser."""
    cells = {(c.exam_year, c.area, c.matter): c for c in freshness.coverage(facts)}
    return {
        "as_of": facts.as_of.isoformat(),
        "matters": freshness.NAMES,
        "statuses": STATUSES,
        "years": [
            {
                "year": year,
                "known": sum(
                    cells[year, area, matter].status != "unknown"
                    for area in facts.areas
                    for matter in freshness.MATTERS
                ),
                "all": len(facts.areas) * len(freshness.MATTERS),
                "rows": [
                    {"area": area, "cells": [cells[year, area.id, m] for m in freshness.MATTERS]}
                    for area in facts.areas.values()
                ],
            }
            for year in sorted(facts.exams, reverse=True)[:SHOWN_YEARS]
        ],
        "due": [
            {
                "title": item.title,
                "due_from": item.due_from.isoformat(),
                "checked_on": item.checked_on and item.checked_on.isoformat(),
                "why": item.why,
            }
            for item in freshness.all_due(facts)
            if item.area == NATIONAL or item.why == "conflict"
        ],
    }


def data_page(facts: Facts) -> dict[str, Any]:
    return {
        "as_of": facts.as_of.isoformat(),
        "licence": LICENCE,
        "endpoints": [
            {"name": k.name, "path": k.path, "about": k.about_zh, "link": "{" not in k.path}
            for k in ENDPOINTS.values()
        ],
        "changelog": CHANGELOG,
        "status_legend": legend(),
    }
