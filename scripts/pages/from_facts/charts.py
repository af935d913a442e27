"""Pictures drawn at build time as SVG: they take the colours of the page, in light and in dark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

from scripts.facts.events import Event

WIDTH = 360
AXIS = 80
MONTH = 40
LABEL = 19


@dataclass(frozen=True, slots=True)
class Bar:
    """A span on the timeline: civil days, both ends included."""

    name: str
    first: date
    last: date
    status: str


def bars(events: Sequence[Event]) -> Sequence[Bar]:
    """One bar for each value: the two ends of a window belong together."""
    spans: dict[str, list[Event]] = {}
    for event in events:
        spans.setdefault(event.kind, []).append(event)
    return [
        Bar(
            KINDS_ON_TIMELINE[kind],
            min(e.first for e in found),
            max(e.last for e in found),
            found[0].period.status,
        )
        for kind, found in spans.items()
        if kind in KINDS_ON_TIMELINE
    ]


KINDS_ON_TIMELINE = {
    "registration": "报名（全国跨度）",
    "admit_card": "打印准考证",
    "exam": "考试",
    "exam_makeup": "补考",
    "scores": "成绩公布",
    "special_area_line": "单独划线标准",
    "e_certificate": "电子证书",
}


def timeline(title: str, shown: Sequence[Bar]) -> str:
    """Months from top to bottom, so that it fits a phone; labels are moved apart, never cut."""
    if not shown:
        return ""
    ordered = sorted(shown, key=lambda b: (b.first, b.last))
    start = ordered[0].first.replace(day=1)
    months = _months(start, max(b.last for b in ordered))

    def y(day: date) -> float:
        index = (day.year - start.year) * 12 + day.month - start.month
        return 14 + MONTH * (index + (day.day - 1) / 31)

    parts: list[str] = []
    floor = 0.0
    for i, month in enumerate(months):
        tick = 14 + MONTH * i
        parts.append(
            f'<text class="month" x="{AXIS - 10}" y="{tick + 4}">{month.month} 月</text>'
            f'<line class="tick" x1="{AXIS - 4}" x2="{AXIS + 4}" y1="{tick}" y2="{tick}"/>'
        )
        if i == 0 or month.month == 1:
            parts.append(f'<text class="year" x="0" y="{tick + 4}">{month.year}</text>')
    bottom = 14 + MONTH * len(months)
    parts.insert(0, f'<line class="axis" x1="{AXIS}" x2="{AXIS}" y1="6" y2="{bottom}"/>')
    for bar in ordered:
        top, end = y(bar.first), max(y(bar.last), y(bar.first) + 5)
        at = max(top + 5, floor + LABEL)
        floor = at
        parts.append(
            f'<g class="bar {bar.status}"><rect x="{AXIS - 4}" y="{top:.1f}" width="8" '
            f'height="{end - top:.1f}" rx="2"/>'
            f'<path d="M{AXIS + 5} {(top + 3):.1f} L{AXIS + 18} {at - 4:.1f}"/>'
            f'<text x="{AXIS + 22}" y="{at:.1f}">{escape(bar.name)} '
            f'<tspan class="days">{escape(_days(bar))}</tspan></text></g>'
        )
    height = max(bottom, floor + 8)
    return _svg("chart", title, WIDTH, height, parts)


def _months(first: date, last: date) -> Sequence[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [
        date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1)
        for i in range(count)
    ]


def _days(bar: Bar) -> str:
    first = f"{bar.first.month}月{bar.first.day}日"
    if bar.first == bar.last:
        return first
    same = bar.first.month == bar.last.month
    return f"{first}—{'' if same else f'{bar.last.month}月'}{bar.last.day}日"


def rates(title: str, series: Sequence[tuple[int, float | None]]) -> str:
    """Pass rates in percent by exam year; a year without a number stays an empty, marked place."""
    left, top, height, step = 34, 12, 150, 30
    highest = 10 * (int(max((r for _, r in series if r is not None), default=0)) // 10 + 1)

    def y(percent: float) -> float:
        return top + height * (1 - percent / highest)

    parts = [
        f'<line class="tick" x1="{left}" x2="{left + step * len(series)}" '
        f'y1="{y(percent):.0f}" y2="{y(percent):.0f}"/>'
        f'<text class="scale" x="{left - 5}" y="{y(percent) + 4:.0f}">{percent}%</text>'
        for percent in range(0, highest + 1, 10)
    ]
    points: list[tuple[int, float, float] | None] = []
    for i, (year, rate) in enumerate(series):
        x = left + step * i + step / 2
        parts.append(
            f'<text class="year" x="{x:.0f}" y="{top + height + 16}">{year % 100:02d}</text>'
        )
        if rate is None:
            points.append(None)
            parts.append(
                f'<rect class="gap" x="{x - 9:.0f}" y="{top}" width="18" height="{height}"/>'
                f'<text class="gap" x="{x:.0f}" y="{top + height / 2:.0f}">?</text>'
            )
            continue
        points.append((year, x, y(rate)))
        parts.append(
            f'<circle cx="{x:.0f}" cy="{y(rate):.1f}" r="3.5"/>'
            f'<text class="rate" x="{x:.0f}" y="{y(rate) - 7:.1f}">{rate:g}</text>'
        )
    for a, b in pairwise(points):
        if a and b:
            parts.append(f'<path class="line" d="M{a[1]:.0f} {a[2]:.1f} L{b[1]:.0f} {b[2]:.1f}"/>')
    return _svg("chart rates", title, left + step * len(series) + 6, top + height + 24, parts)


def _svg(kind: str, title: str, width: float, height: float, parts: Sequence[str]) -> str:
    said = escape(title, quote=True)
    return (
        f'<svg class="{kind}" role="img" aria-label="{said}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}">'
        + "".join(parts)
        + "</svg>"
    )
