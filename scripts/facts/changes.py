"""What changed, from the history kept with the values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.facts.areas import Area, national_periods
from scripts.facts.kinds import KINDS
from scripts.facts.models import Change, Fact
from scripts.facts.resolve import Facts

FIELDS = {
    "sessions": "各科时间",
    "paper": "试卷",
    "pass_line": "合格标准",
    "exam_agency": "人事考试机构",
    "drug_administration": "药品监督管理部门",
    "fees": "报名费",
    "certificate_rules": "证书办理",
    "passed": "合格人数",
    "notes": "说明",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """`before` was true until `before.on`; what followed is `after`, or `now` when it is the last."""

    key: str
    title: str
    page: str
    before: Change
    after: Change | None
    now: Fact


def _each(key: str, title: str, page: str, value: Fact) -> Iterator[Changed]:
    for i, change in enumerate(value.history):
        later = value.history[i + 1] if i + 1 < len(value.history) else None
        yield Changed(f"{key}/{i}", title, page, change, later, value)


def _of_area(area: Area) -> Iterator[Changed]:
    page = f"provinces/{area.id}/"
    for year, in_year in area.years.items():
        for kind, held in in_year.periods.items():
            if not held.national:
                title = f"{area.name} {year} 年{KINDS[kind].name}"
                yield from _each(f"{area.id}/{year}/{kind}", title, page, held.period)
    for field, name in FIELDS.items():
        value = getattr(area, field, ())
        for i, one in enumerate(value if isinstance(value, tuple) else (value,)):
            yield from _each(f"{area.id}/{field}/{i}", f"{area.name}{name}", page, one)


def changes(facts: Facts) -> Sequence[Changed]:
    """Newest first."""
    found: list[Changed] = []
    for year, exam in facts.exams.items():
        page = f"calendar/{year}/"
        dated = {kind: (KINDS[kind].name, p) for kind, p in national_periods(exam).items()}
        others = {f: (FIELDS[f], getattr(exam, f)) for f in ("sessions", "paper", "pass_line")}
        for field, (name, value) in {**dated, **others}.items():
            found += _each(f"national/{year}/{field}", f"{year} 年{name}", page, value)
    for area in facts.areas.values():
        found += _of_area(area)
    return sorted(found, key=lambda c: (c.before.on, c.key), reverse=True)
