"""Dates belong to the exam year under which they stand."""

from collections.abc import Iterator
from datetime import date

from scripts.facts.kinds import KINDS
from scripts.facts.lint.periods import Group, groups
from scripts.facts.load import Dataset
from scripts.facts.problems import Problem

SAME_YEAR = {"exam", "registration", "payment", "review", "admit_card"}
AFTER_EXAM = set(KINDS) - SAME_YEAR


def _wrong(group: Group, kind: str, day: date) -> str | None:
    if kind in SAME_YEAR:
        return None if day.year == group.year else f"应在 {group.year} 年内"
    if not group.year <= day.year <= group.year + 1:
        return f"应在 {group.year} 年或次年"
    end = group.exam and group.exam.end
    if kind in AFTER_EXAM and end and day <= end.last:
        return f"应在考试（{end}）之后"
    return None


def check(dataset: Dataset) -> Iterator[Problem]:
    for group in groups(dataset):
        if group.path and group.national is None:
            yield group.document.problem(
                group.path,
                f"还没有 exams/{group.year}.yml",
                f"先运行 make new-year YEAR={group.year}",
            )
        for kind, period in group.own.items():
            for edge in ("start", "end"):
                moment = getattr(period, edge)
                if moment and (wrong := _wrong(group, kind, moment.first)):
                    yield group.document.problem(
                        (*group.path, kind, edge), wrong, "检查年份，或移到所属的考试年度"
                    )
