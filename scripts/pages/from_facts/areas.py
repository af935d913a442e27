"""What the pages of the areas say."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from scripts.facts.areas import Area
from scripts.facts.models import Fee, Passed, StudyNotice
from scripts.facts.resolve import Facts, newest_year
from scripts.pages.from_facts.views import Shown, Views
from scripts.pages.from_facts.words import plain


def last_window(views: Views, area: Area) -> Shown | None:
    """The newest registration window on record of the area's own."""
    for year, in_year in area.years.items():
        if _has_window(area, year):
            period = in_year.periods["registration"].period
            return views.dated(area.id, year, "registration", period)
    return None


def year_of(value: Shown) -> str:
    return value.key.split("/")[1]


def _has_window(area: Area, year: int) -> bool:
    held = area.years[year].periods.get("registration") if year in area.years else None
    return bool(held and not held.national and held.period.status != "unknown")


def value_in_words(value: Shown) -> str:
    words = "".join(w.text for w in value.words)
    return words + "".join(f"（{r}）" for r in value.remarks)


def areas_page(facts: Facts) -> dict[str, Any]:
    views, newest = Views(facts, ()), newest_year(facts)

    def row(area: Area) -> dict[str, Any]:
        window, fee = last_window(views, area), area.fees[0]
        known = fee.yuan_per_paper is not None
        extra = f"＋每人 {fee.yuan_per_person}" if fee.yuan_per_person else ""
        return {
            "id": area.id,
            "name": area.name,
            "window": _with_badge(window) if window else "没有看到",
            "sort_window": window.words[0].datetime if window and window.words else "",
            "fee": f"{fee.yuan_per_paper} 元{extra}（{fee.year}）" if known else "未核实",
            "sort_fee": fee.yuan_per_paper or 0,
        }

    return {
        "as_of": facts.as_of.isoformat(),
        "newest": newest,
        "seen": sum(_has_window(area, newest) for area in facts.areas.values()),
        "regions": [(r, [row(a) for a in areas]) for r, areas in facts.by_region().items()],
    }


def _with_badge(window: Shown) -> str:
    badge = f"{window.badge}，未核实" if window.unverified else window.badge
    return f"{value_in_words(window)}（{badge}）"


def fee_in_words(fee: Fee) -> str:
    if fee.yuan_per_paper is None:
        return ""
    parts = [f"{fee.year} 年：每科 {fee.yuan_per_paper} 元"]
    if fee.yuan_knowledge_one is not None:
        parts.append(f"其中专业知识（一）{fee.yuan_knowledge_one} 元")
    if fee.yuan_per_person:
        parts.append(f"每人另收 {fee.yuan_per_person} 元")
    if fee.yuan_new_candidate:
        parts.append(f"新考生另收 {fee.yuan_new_candidate} 元")
    return "，".join(parts)


def fee_cards(views: Views, area: Area) -> Sequence[Shown]:
    cards = []
    for i, fee in enumerate(area.fees):
        card = views.shown(f"{area.id}/fees/{i}", "每科报名费", fee, fee_in_words(fee))
        cards.append(replace(card, remarks=[f"依据：{fee.basis}"]) if fee.basis else card)
    return cards


def _passed_in_words(passed: Passed) -> str:
    return f"{passed.people:,} 人" if passed.people is not None else ""


def _notice_in_words(notice: StudyNotice) -> str:
    spans = {"面授": notice.in_person, "网授": notice.online}
    parts = [f"学时：{notice.hours}"] if notice.hours else []
    parts += [f"{name} {plain(span)}" for name, span in spans.items() if span]
    parts += [f"费用：{notice.fee}"] if notice.fee else []
    return "；".join(parts)


def notice_cards(views: Views, area: Area) -> Sequence[Shown]:
    return [
        views.shown(
            f"{area.id}/continuing_education/notices/{i}",
            f"{n.year} 年度通知",
            n,
            _notice_in_words(n),
        )
        for i, n in enumerate(area.continuing_education.notices)
    ]


def portal_cards(views: Views, area: Area) -> Sequence[Shown]:
    return [
        views.shown(f"{area.id}/continuing_education/portals/{i}", "入口", portal)
        for i, portal in enumerate(area.continuing_education.portals)
    ]


def statements(views: Views, area: Area, field: str, name: str) -> Sequence[Shown]:
    return [
        views.shown(
            f"{area.id}/{field}/{i}", f"{value.exam_year} 年" if value.exam_year else name, value
        )
        for i, value in enumerate(getattr(area, field))
    ]


def area_page(facts: Facts, views: Views, area: Area) -> dict[str, Any]:
    years = []
    for year, in_year in area.years.items():
        values = list(views.area_year(area, in_year))
        if in_year.exam_places:
            places = views.shown(f"{area.id}/{year}/exam_places", "考点", in_year.exam_places)
            values.append(places)
        if in_year.certificate_how:
            how = views.shown(
                f"{area.id}/{year}/certificate_how", "领证办法", in_year.certificate_how
            )
            values.append(how)
        years.append({"year": year, "shown": [v for v in values if v.status != "unknown"]})
    newest = newest_year(facts)
    latest = last_window(views, area)
    in_newest = area.years.get(newest)
    missing = [
        f"{newest} 年的{v.name}"
        for v in (views.area_year(area, in_newest) if in_newest else ())
        if v.status == "unknown"
    ]
    return {
        "area": area,
        "as_of": facts.as_of.isoformat(),
        "latest": latest
        and {
            "year": year_of(latest),
            "text": value_in_words(latest),
            "badge": latest.badge,
            "unverified": latest.unverified,
        },
        "missing": missing or [f"{newest + 1} 年的日期"],
        "where": [
            views.shown(f"{area.id}/exam_agency", "人事考试机构", area.exam_agency),
            views.shown(f"{area.id}/registration_site", "报名网站", area.registration_site),
            views.shown(f"{area.id}/score_query", "查成绩", area.score_query),
            views.shown(
                f"{area.id}/drug_administration", "药品监督管理部门", area.drug_administration
            ),
            views.shown(f"{area.id}/practice_registration", "执业注册", area.practice_registration),
        ],
        "years": [y for y in years if y["shown"]],
        "fees": fee_cards(views, area),
        "review": statements(views, area, "review", "资格核查"),
        "rules": statements(views, area, "certificate_rules", "固定办法"),
        "education": [*portal_cards(views, area), *notice_cards(views, area)],
        "passed": [
            views.shown(
                f"{area.id}/passed/{i}", f"{p.exam_year} 年合格人数", p, _passed_in_words(p)
            )
            for i, p in enumerate(area.passed)
        ],
        "notes": statements(views, area, "notes", "说明"),
    }
