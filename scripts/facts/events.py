"""Dated events: what happens where on which day, each under an id that never holds its date."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from scripts.facts.areas import Area, national_periods
from scripts.facts.kinds import KINDS, Category
from scripts.facts.models import ExamYear, Period
from scripts.facts.moments import Moment, Precision

NATIONAL = "national"
Edge = Literal["whole", "start", "end"]
EDGES: Mapping[Edge, str] = {"whole": "", "start": "开始", "end": "截止"}


@dataclass(frozen=True, slots=True)
class Event:
    """`first` to `last`: civil days, both included. `time`: "" for the whole day, else HH:MM (24:00
    is the end of `first`). `sequence`: how often the value has changed."""

    id: str
    kind: str
    edge: Edge
    category: Category
    exam_year: int
    area: str
    area_name: str
    first: date
    last: date
    time: str
    precision: Precision
    period: Period

    @property
    def title(self) -> str:
        """What happens, where; an uncertain day or a span over the areas says so."""
        of_country = self.area == NATIONAL
        exam = f"{'' if of_country else self.area_name + ' '}{self.exam_year} 年执业药师考试"
        if self.kind == "exam":
            return exam + ("（本地取消）" if self.period.cancelled else "")
        what = KINDS[self.kind].name + EDGES[self.edge]
        remarks = [
            self.period.area or "",
            {"start": "各省最早", "end": "各省最晚"}.get(self.edge, "") if of_country else "",
            {"within": "其间某日", "by": "不晚于此日"}.get(self.period.read_as, ""),
            "本月，日未定" if self.precision == "month" else "",
        ]
        remark = "，".join(r for r in remarks if r)
        return f"{exam}：{what}" + (f"（{remark}）" if remark else "")

    @property
    def closes(self) -> bool:
        return self.edge == "end"

    @property
    def sequence(self) -> int:
        return len(self.period.history)


def events(exams: Mapping[int, ExamYear], areas: Mapping[str, Area]) -> Sequence[Event]:
    """Every dated event, the country's and the areas' own, by day and id. Unknown ones have none."""
    found: list[Event] = []
    for year, exam in exams.items():
        for kind, period in national_periods(exam).items():
            found += _events(str(year), kind, year, NATIONAL, "全国", period)
    for area in areas.values():
        for year, in_year in area.years.items():
            for kind, held in in_year.periods.items():
                if not held.national:
                    stem = f"{area.id}-{year}"
                    found += _events(stem, kind, year, area.id, area.name, held.period)
    return sorted(found, key=lambda e: (e.first, e.time, e.id))


def by_year(every: Iterable[Event]) -> Mapping[int, Sequence[Event]]:
    """The events of each exam year, in their order."""
    found: dict[int, list[Event]] = {}
    for event in every:
        found.setdefault(event.exam_year, []).append(event)
    return found


def of_area(every: Sequence[Event], area: Area) -> Sequence[Event]:
    """The area's own events, and the country's of the kinds that it has not of its own."""
    own = {(e.exam_year, e.kind) for e in every if e.area == area.id}
    return [
        e
        for e in every
        if e.area == area.id or (e.area == NATIONAL and (e.exam_year, e.kind) not in own)
    ]


def _events(
    stem: str, kind: str, year: int, area: str, area_name: str, period: Period
) -> Iterator[Event]:
    start, end = period.start, period.end
    name = f"{stem}-{kind.replace('_', '-')}"
    category = KINDS[kind].category

    def event(id_: str, edge: Edge, first: Moment, last: Moment) -> Event:
        whole = first.time if first == last else ""
        precision = first.precision if first == last else "day"
        return Event(
            id_, kind, edge, category, year, area, area_name,
            first.first, last.last, whole, precision, period,
        )  # fmt: skip

    if KINDS[kind].window:
        if start:
            yield event(f"{name}-start", "start", start, start)
        if end:
            yield event(f"{name}-end", "end", end, end)
    else:
        opens, closes = start or end, end or start
        if opens and closes:
            yield event(name, "whole", opens, closes)
