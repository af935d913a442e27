"""How fresh the facts are and what is due to be looked up: pure functions of facts and a day.

Nothing here knows today: a cell holds the day it was looked at, what is due the day from which it
is. Pages and `make due` count from there, so that a build is the same on every day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from scripts.facts.areas import Area, Held
from scripts.facts.events import NATIONAL
from scripts.facts.kinds import KINDS
from scripts.facts.lint.freshness import DAYS
from scripts.facts.models import Fact, Fee, Lapsed, Period, Status
from scripts.facts.resolve import Facts, newest_year

Why = Literal["lapsed", "season", "conflict", "old"]
"""`lapsed`: an expected day has passed · `season`: unknown, and in years before it was public by
now · `conflict`: pages differ, and a newer one could settle it · `old`: not looked at for DAYS."""

MATTERS: Mapping[str, tuple[str, ...]] = {
    "registration": ("registration",),
    "payment": ("payment",),
    "review": ("review",),
    "admit_card": ("admit_card",),
    "exam": ("exam",),
    "scores": ("scores",),
    "certificate": (
        "e_certificate", "certificate_collection", "certificate_application", "certificate_mail",
    ),
    "fees": (),
}  # fmt: skip
"""What an area is asked for in each exam year, and the kinds of dated events that answer it."""
NAMES = {m: KINDS[m].name for m in MATTERS if m in KINDS} | {
    "certificate": "证书",
    "fees": "报名费",
}
OF_COUNTRY = ("exam", "scores")
"""Matters whose day is the country's where an area says nothing of its own."""

BEFORE_SEASON = 14
"""Days before the earliest day of the years before from which a notice may be out."""
CONFLICT_DAYS = 90
"""Days after which pages that differ are worth another look."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One matter of one exam year in one area. `path`: where it stands in docs/data (as `fact()` of
    a page writes it), "" where nothing stands. `checked_on` is None where nobody has looked yet;
    `national`: the country's value. `due_from`: for what is unknown or lapsed in a year that is not
    over, the day from which it should be looked up; None: no season is known, or not due."""

    area: str
    exam_year: int
    matter: str
    status: Status
    checked_on: date | None
    national: bool
    path: str
    due_from: date | None


@dataclass(frozen=True, slots=True)
class Due:
    """Something to look up from `due_from` on. `path`: where it stands or belongs in docs/data;
    `area`: whose notices tell, `national` for the country's; "" for a source."""

    path: str
    why: Why
    title: str
    area: str
    exam_year: int | None
    due_from: date
    checked_on: date | None


def age(checked_on: date, today: date) -> int:
    """Days since a value was looked at."""
    return (today - checked_on).days


def due(facts: Facts, today: date) -> Sequence[Due]:
    """What should be looked up on the day (in China), most valuable first."""
    return [item for item in all_due(facts) if item.due_from <= today]


def all_due(facts: Facts) -> Sequence[Due]:
    """What is or will be due if nothing changes, most valuable first: dates of years that are not
    over, the country's before an area's and the latest season first; then pages that differ; then
    what has not been looked at for long. The order hangs on no day."""
    dates = [*_national(facts), *_of_areas(facts)]
    dates.sort(key=lambda d: (d.area != NATIONAL, -d.due_from.toordinal(), d.path))
    conflicts = sorted(_conflicts(facts), key=lambda d: (d.due_from, d.path))
    old = sorted(_old(facts), key=lambda d: (d.due_from, d.path))
    return [*dates, *conflicts, *old]


def coverage(facts: Facts) -> Sequence[Cell]:
    """A cell for each area, exam year and matter: areas in their order, years newest first."""
    return [
        _cell(facts, area, year, matter)
        for area in facts.areas.values()
        for year in sorted(facts.exams, reverse=True)
        for matter in MATTERS
    ]


def _cell(facts: Facts, area: Area, year: int, matter: str) -> Cell:
    found = _held(facts, area, year, matter)
    if found is None:
        season = _season(facts, area, year, matter)
        return Cell(area.id, year, matter, "unknown", None, False, "", season)
    path, value, national = found
    due_from = None if national else _due_from(facts, area, year, matter, value)
    return Cell(area.id, year, matter, value.status, value.checked_on, national, path, due_from)


def _held(facts: Facts, area: Area, year: int, matter: str) -> tuple[str, Fact, bool] | None:
    """Path and value that answer best, and whether it is the country's."""
    if matter == "fees":
        fees = ((i, fee) for i, fee in enumerate(area.fees) if fee.year == year)
        return next(((f"provinces/{area.id}/fees/{i}", fee, False) for i, fee in fees), None)
    in_year = area.years.get(year)
    held = dict(in_year.periods) if in_year else {}
    if matter in OF_COUNTRY:
        held.setdefault(matter, Held(facts.national_periods[year][matter], national=True))
    present = [(kind, held[kind]) for kind in MATTERS[matter] if kind in held]
    known = [(kind, one) for kind, one in present if one.period.status != "unknown"]
    for kind, one in (known or present)[:1]:
        stem = f"exams/{year}" if one.national else f"provinces/{area.id}/{year}"
        return f"{stem}/{kind}", one.period, one.national
    return None


def _due_from(facts: Facts, area: Area | None, year: int, matter: str, value: Fact) -> date | None:
    lapses = _lapses(value)
    if lapses and year >= newest_year(facts):
        return lapses
    return _season(facts, area, year, matter) if value.status == "unknown" else None


def _lapses(value: Fact) -> date | None:
    """The day after the last one on which a forecast could have come true."""
    if isinstance(value, Lapsed):
        return value.lapsed_on + timedelta(days=1) if value.lapsed_on else value.checked_on
    if isinstance(value, Period) and value.status == "expected":
        last = value.end or value.start
        return last.last + timedelta(days=1) if last else None
    return None


def _season(facts: Facts, area: Area | None, year: int, matter: str) -> date | None:
    """From when a notice may be out, by the years before: those of the area, else of the country,
    else of any area. The plan of exam days comes in the exam year's January."""
    if year < newest_year(facts):
        return None
    if matter == "exam":
        return date(year, 1, 1)
    kinds = MATTERS.get(matter, (matter,)) or ("registration",)
    for years in (
        _area_periods([area] if area else []),
        facts.national_periods.items(),
        _area_periods(facts.areas.values()),
    ):
        if days := [_moved(day, year - y) for y, day in _years_before(years, kinds, year)]:
            return min(days) - timedelta(days=BEFORE_SEASON)
    return None


def _area_periods(areas: Iterable[Area]) -> Iterator[tuple[int, Mapping[str, Period]]]:
    for area in areas:
        for year, in_year in area.years.items():
            yield year, {k: h.period for k, h in in_year.periods.items() if not h.national}


def _years_before(
    years: Iterable[tuple[int, Mapping[str, Period]]], kinds: Sequence[str], year: int
) -> Sequence[tuple[int, date]]:
    """Year and first day of what was known of the kinds in earlier years."""
    return [
        (of_year, first.first)
        for of_year, periods in years
        if of_year < year
        for kind in kinds
        if (period := periods.get(kind)) and (first := period.start or period.end)
        if period.status in ("announced", "confirmed", "changed") and not period.cancelled
    ]


def _moved(day: date, years: int) -> date:
    """The same day so many years on; 28 February for the 29th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _why(value: Fact | None) -> Why:
    return "lapsed" if value is not None and _lapses(value) else "season"


def _national(facts: Facts) -> Iterator[Due]:
    for year, periods in facts.national_periods.items():
        for kind, period in periods.items():
            if due_from := _due_from(facts, None, year, kind, period):
                yield Due(
                    f"exams/{year}/{kind}", _why(period), f"全国 {year} 年{KINDS[kind].name}",
                    NATIONAL, year, due_from, period.checked_on,
                )  # fmt: skip


def _of_areas(facts: Facts) -> Iterator[Due]:
    for cell in coverage(facts):
        if cell.due_from:
            area = facts.areas[cell.area]
            found = _held(facts, area, cell.exam_year, cell.matter)
            yield Due(
                cell.path or _belongs(cell), _why(found[1] if found else None),
                f"{area.name} {cell.exam_year} 年{NAMES[cell.matter]}",
                area.id, cell.exam_year, cell.due_from, cell.checked_on,
            )  # fmt: skip


def _belongs(cell: Cell) -> str:
    """Where a value that nobody has looked for would be written."""
    if cell.matter == "fees":
        return f"provinces/{cell.area}/fees"
    kind = "certificate_collection" if cell.matter == "certificate" else cell.matter
    return f"provinces/{cell.area}/{cell.exam_year}/{kind}"


def _conflicts(facts: Facts) -> Iterator[Due]:
    """Of values that still hold: dates of a year that is not over, and the newest of each list."""
    for path, title, area, year, value in _standing(facts):
        settled = value.status == "confirmed" and value.confidence == "high"
        if value.conflict and not settled:
            due_from = value.checked_on + timedelta(days=CONFLICT_DAYS)
            yield Due(path, "conflict", title, area, year, due_from, value.checked_on)


def _standing(facts: Facts) -> Iterator[tuple[str, str, str, int | None, Fact]]:
    """Path, title, area, exam year and value."""
    live = newest_year(facts)
    for year, periods in facts.national_periods.items():
        for kind, period in periods.items():
            if year >= live:
                title = f"全国 {year} 年{KINDS[kind].name}"
                yield f"exams/{year}/{kind}", title, NATIONAL, year, period
    for area in facts.areas.values():
        for year, in_year in area.years.items():
            for kind, held in in_year.periods.items():
                if year >= live and not held.national:
                    title = f"{area.name} {year} 年{KINDS[kind].name}"
                    path = f"provinces/{area.id}/{year}/{kind}"
                    yield path, title, area.id, year, held.period
        for i, fee in enumerate(area.fees[:1]):
            title = f"{area.name}报名费"
            yield f"provinces/{area.id}/fees/{i}", title, area.id, fee.year, fee
        for i, rule in enumerate(area.certificate_rules):
            path = f"provinces/{area.id}/certificate_rules/{i}"
            yield path, f"{area.name}证书办理", area.id, rule.exam_year, rule


def _old(facts: Facts) -> Iterator[Due]:
    """Sources, and what areas lack that has no season."""
    for id_, source in facts.sources.items():
        title = f"{source.publisher}：{source.title}" if source.title else source.publisher
        due_from = source.checked_on + timedelta(days=DAYS)
        yield Due(f"sources/{id_}", "old", title, "", None, due_from, source.checked_on)
    for area in facts.areas.values():
        of_area: Sequence[tuple[str, str, Fact | None]] = [
            ("exam_agency", "人事考试机构", area.exam_agency),
            ("drug_administration", "药品监督管理部门", area.drug_administration),
            ("fees/0", "报名费", _only_unknown(area.fees)),
        ]
        for key, name, value in of_area:
            if value and value.status == "unknown":
                due_from = value.checked_on + timedelta(days=DAYS)
                path = f"provinces/{area.id}/{key}"
                title = f"{area.name}{name}"
                yield Due(path, "old", title, area.id, None, due_from, value.checked_on)


def _only_unknown(fees: Sequence[Fee]) -> Fee | None:
    return fees[0] if fees and all(fee.status == "unknown" for fee in fees) else None
