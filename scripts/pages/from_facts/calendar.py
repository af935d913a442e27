"""What the calendar pages say."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from scripts.facts.events import NATIONAL
from scripts.facts.kinds import CATEGORIES, STATUSES
from scripts.facts.models import Lapsed, PassLine, Period
from scripts.facts.moments import Moment
from scripts.facts.resolve import Facts, newest_year
from scripts.pages.from_facts import charts
from scripts.pages.from_facts.views import Views, in_words
from scripts.pages.from_facts.words import plain

STATUS_MEANS = {
    "expected": "有页面这样预计，还没有公告",
    "announced": "公告、通知或转述写明了，还没有事后的页面印证",
    "confirmed": "事后的页面或官方网页写明了",
    "changed": "原来的安排改了或取消了",
    "unknown": "没有看到，不猜",
}


def calendar_page(facts: Facts, views: Views) -> dict[str, Any]:
    year = newest_year(facts)
    # The year's own page is the home of its events, so here they are shown as taken from there.
    dated = {v.key.rsplit("/", 1)[1]: v for v in views.national_year(year, elsewhere=True)}
    following = facts.exams.get(year + 1)
    return {
        "as_of": facts.as_of.isoformat(),
        "now": {
            "year": year,
            "exam": dated["exam"],
            "scores": dated["scores"],
            "exam_end": facts.exams[year].exam.end,
            "next_exam": plain(following.exam) if following else "",
        },
        "following": [
            v for v in views.national_year(year + 1, elsewhere=True) if v.status != "unknown"
        ]
        if following
        else [],
        "gaps": gaps(facts),
        "overview": [
            {
                "year": y,
                "exam": with_status(exam.exam, past=views.past(y)),
                "registration": with_status(exam.registration, past=views.past(y)),
            }
            for y, exam in sorted(facts.exams.items(), reverse=True)
            if exam.exam.start
        ],
        "picture": picture(views, year),
        "categories": CATEGORIES.items(),
        "status_legend": legend(),
    }


def home_page(facts: Facts, views: Views) -> dict[str, Any]:
    year = newest_year(facts)
    now, following, waited = facts.exams[year], facts.exams.get(year + 1), gaps(facts)
    return {
        "as_of": facts.as_of.isoformat(),
        "year": year,
        "exam": plain(now.exam),
        "exam_badge": in_words(now.exam.status, past=views.past(year)),
        "scores": plain(now.scores),
        "scores_known": now.scores.status in ("announced", "confirmed", "changed"),
        "shortest": waited["shortest"],
        "longest": waited["longest"],
        "next_known": bool(following and following.exam.start),
    }


@dataclass(frozen=True, slots=True)
class Gap:
    year: int
    exam_end: Moment
    scores: Moment
    days: int


def with_status(period: Period, *, past: bool) -> str:
    words = plain(period)
    status = in_words(period.status, past=past or isinstance(period, Lapsed))
    return f"{words}（{status}）" if words else status


def gaps(facts: Facts) -> dict[str, Any]:
    """Days from the last exam day to the scores, where both days are confirmed."""
    rows = []
    for year, exam in facts.exams.items():
        end, out = exam.exam.end, exam.scores
        if end and out.start and out.status == "confirmed":
            days = (out.start.first - end.last).days
            rows.append(Gap(year, end, out.start, days))
    days_of_all = [row.days for row in rows]
    return {
        "rows": rows,
        "shortest": min(days_of_all, default=None),
        "longest": max(days_of_all, default=None),
    }


def picture(views: Views, year: int) -> dict[str, Any]:
    shown = views.national_year(year)
    drawn = charts.bars([e for e in views.of_year(year) if e.area == NATIONAL])
    said = "；".join(f"{b.name} {b.first} 至 {b.last}" for b in drawn)
    return {
        "year": year,
        "svg": charts.timeline(f"{year} 年时间线：{said}", drawn),
        "missing": [v.name for v in shown if v.status == "unknown"],
    }


def legend() -> Markup:
    rows = Markup("").join(
        Markup('<dt><span class="badge {}">{}</span></dt><dd>{}</dd>').format(key, name, meaning)
        for (key, name), meaning in zip(STATUSES.items(), STATUS_MEANS.values(), strict=True)
    )
    unsure = Markup(
        '<dt><span class="badge unverified">未核实</span></dt>'
        "<dd>把握不大，或只见于读者打不开的页面</dd>"
    )
    return Markup('<dl class="legend">{}{}</dl>').format(rows, unsure)


def year_page(facts: Facts, views: Views, year: int) -> dict[str, Any]:
    exam = facts.exams[year]
    dates = views.national_year(year)
    sessions = None
    if exam.sessions.rows:
        sessions = {
            "shown": views.shown(f"national/{year}/sessions", "各科时间", exam.sessions, year=year),
            "rows": [
                {"date": r.date.isoformat(), "time": f"{r.start}—{r.end}", "paper": r.paper}
                for r in exam.sessions.rows
            ],
        }
    paper = exam.paper
    said = (
        f"每科 {paper.questions} 题，满分 {paper.full_marks} 分，{paper.minutes} 分钟"
        if paper.questions
        else ""
    )
    lines = [views.shown(f"national/{year}/paper", "试卷", paper, said, year=year)]
    if not sessions:
        lines.insert(
            0, views.shown(f"national/{year}/sessions", "各科时间", exam.sessions, year=year)
        )
    lines += [
        views.shown(f"national/{year}/{key}", name, line, line_in_words(line), year=year)
        for key, name, line in (
            ("pass_line", "合格标准", exam.pass_line),
            ("special_area_line", "单独划线地区合格标准", exam.special_area_line),
        )
    ]
    here = views.of_year(year)
    with_dates = {e.area for e in here}
    return {
        "year": year,
        "exam": next(d for d in dates if d.key.endswith("/exam")),
        "dates": dates,
        "svg": picture(views, year)["svg"],
        "sessions": sessions,
        "lines": lines,
        "areas": [a for a in facts.areas.values() if a.id in with_dates],
        "has_events": bool(here),
    }


def line_in_words(line: PassLine) -> str:
    return f"各科 {line.marks} 分（满分 {line.full_marks} 分）" if line.marks is not None else ""
