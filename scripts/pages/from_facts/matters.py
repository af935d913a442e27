"""What the pages on one matter across the areas say."""

from itertools import groupby
from typing import Any

from markupsafe import Markup

from scripts.facts.models import Fee
from scripts.facts.resolve import Facts, newest_year
from scripts.facts.shown import unverified
from scripts.pages.from_facts import charts
from scripts.pages.from_facts.areas import notice_cards, portal_cards, statements, value_in_words
from scripts.pages.from_facts.calendar import line_in_words, with_status
from scripts.pages.from_facts.views import Shown, Views, in_words


def fees_page(facts: Facts) -> dict[str, Any]:
    subjects = facts.national.subjects

    def total(fee: Fee, papers: int) -> int:
        """Those exempt from some papers do not sit 专业知识（一）, so its own price is not theirs."""
        each = fee.yuan_per_paper or 0
        one = fee.yuan_knowledge_one if papers == subjects.all else None
        return each * papers + (one - each if one is not None else 0) + fee.yuan_per_person

    rows = [
        {
            "id": area.id,
            "name": area.name,
            "key": f"{area.id}/fees/0",
            "fee": fee if fee.yuan_per_paper is not None else None,
            "all": total(fee, subjects.all),
            "exempt": total(fee, subjects.exempt),
            "unverified": unverified(fee, facts.sources),
        }
        for area in facts.areas.values()
        for fee in area.fees[:1]
    ]
    newest = newest_year(facts)
    years = [f.year for a in facts.areas.values() for f in a.fees[:1] if f.year is not None]
    return {
        "newest": newest,
        "seen": sum(year >= newest for year in years),
        "usual": max(sorted(set(years)), key=years.count, default=newest),
        "rows": rows,
        "subjects": subjects,
    }


def certificates_page(facts: Facts, views: Views) -> dict[str, Any]:
    kinds = ("certificate_application", "certificate_mail", "certificate_collection")
    with_how = [y for a in facts.areas.values() for y, v in a.years.items() if v.certificate_how]
    year = max(sorted(set(with_how)), key=with_how.count, default=newest_year(facts))
    rows = []
    for area in facts.areas.values():
        in_year = area.years.get(year)
        if not in_year:
            continue
        shown = [s for s in views.area_year(area, in_year) if s.key.split("/")[2] in kinds]
        how = in_year.certificate_how
        if not how and not shown:
            continue
        sure = shown[0] if shown else how and views.shown("", "", how)
        rows.append(
            {
                "id": area.id,
                "name": area.name,
                "how": (how and how.text) or "没有写",
                "when": "；".join(f"{s.name} {value_in_words(s)}" for s in shown) or "没有写",
                "badge": _badge(sure) if sure else "",
            }
        )
    standing = [
        {
            "id": a.id,
            "name": a.name,
            "shown": statements(views, a, "certificate_rules", "固定办法"),
        }
        for a in facts.areas.values()
        if a.certificate_rules
    ]
    return {
        "query": [
            views.shown(
                "national/registration_site", "查成绩的网站", facts.national.registration_site
            ),
            views.shown("national/score_query", "步骤", facts.national.score_query),
        ],
        "years": [
            {
                "year": y,
                "scores": with_status(e.scores, past=views.past(y)),
                "certificate": with_status(e.e_certificate, past=views.past(y)),
            }
            for y, e in sorted(facts.exams.items(), reverse=True)
        ],
        "collection_year": year,
        "rows": rows,
        "standing": standing,
    }


def _badge(value: Shown) -> Markup:
    doubt = Markup('<span class="badge unverified">未核实</span>') if value.unverified else ""
    return Markup('<span class="badge {}">{}</span>{}').format(value.status, value.badge, doubt)


def education_page(facts: Facts, views: Views) -> dict[str, Any]:
    ce = facts.national.continuing_education
    areas = facts.areas.values()
    return {
        "hours": ce.hours.text,
        "national": [
            views.shown("national/continuing_education/rule", "依据", ce.rule),
            views.shown("national/continuing_education/hours", "学时", ce.hours),
            *(
                views.shown(f"national/continuing_education/portals/{i}", "全国", p)
                for i, p in enumerate(ce.portals)
            ),
        ],
        "rows": [{"id": a.id, "name": a.name, "portals": portal_cards(views, a)} for a in areas],
        "notices": [
            {"id": a.id, "name": a.name, "shown": notice_cards(views, a)}
            for a in areas
            if a.continuing_education.notices
        ],
    }


def rates_page(facts: Facts, views: Views) -> dict[str, Any]:
    known = facts.statistics
    series = [(r.exam_year, r.pass_rate_percent) for r in known.pass_rates]
    said = "，".join(f"{y} 年 {f'{r:g}%' if r is not None else '未看到'}" for y, r in series)
    return {
        "summary": line_summary(facts),
        "lines": [
            {
                "year": y,
                "line": line_in_words(e.pass_line) or in_words("unknown", past=views.past(y)),
                "special": line_in_words(e.special_area_line)
                or in_words("unknown", past=views.past(y)),
                "status": in_words(e.pass_line.status, past=views.past(y)),
            }
            for y, e in sorted(facts.exams.items(), reverse=True)
        ],
        "svg": charts.rates(f"历年合格率：{said}", series),
        "rates": [
            {
                "key": f"statistics/pass_rates/{i}",
                "year": r.exam_year,
                "applied": _count(r.applied),
                "sat": _count(r.sat),
                "passed": _count(r.passed),
                "rate": f"{r.pass_rate_percent:g}%"
                if r.pass_rate_percent is not None
                else "未看到",
            }
            for i, r in enumerate(known.pass_rates)
        ],
        "rate_cards": [
            views.shown(
                f"statistics/pass_rates/{i}",
                f"{r.exam_year} 年",
                r,
                _rate_in_words(r),
                year=r.exam_year,
            )
            for i, r in enumerate(known.pass_rates)
        ],
        "registered": [
            {
                "key": f"statistics/registered/{i}",
                "as_of": r.as_of,
                "people": _count(r.people),
                "per_10k": f"{r.per_10k_people:g}" if r.per_10k_people is not None else "没有写",
            }
            for i, r in enumerate(known.registered)
        ],
        "registered_cards": [
            views.shown(f"statistics/registered/{i}", r.as_of, r, _count(r.people) + " 人")
            for i, r in enumerate(known.registered)
        ],
    }


def _count(number: int | None) -> str:
    return f"{number:,}" if number is not None else "未看到"


def _rate_in_words(rate: Any) -> str:
    return (
        f"合格率 {rate.pass_rate_percent:g}%"
        if rate.pass_rate_percent is not None
        else (f"报考 {_count(rate.applied)} 人，参考 {_count(rate.sat)} 人" if rate.applied else "")
    )


def line_summary(facts: Facts) -> str:
    """Years with the same confirmed line, together; the newest first."""
    known = [
        (y, (e.pass_line.marks, e.pass_line.full_marks))
        for y, e in sorted(facts.exams.items())
        if e.pass_line.status == "confirmed"
    ]
    runs = []
    for (marks, full), found in groupby(known, key=lambda k: k[1]):
        years = [y for y, _ in found]
        span = f"{years[0]} 年" if len(years) == 1 else f"{years[0]}—{years[-1]} 年"
        runs.append(f"{span}各科 {marks} 分（满分 {full} 分）")
    return "；".join(reversed(runs))
