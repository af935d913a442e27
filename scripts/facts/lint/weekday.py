"""The exam is on a Saturday and a Sunday, and its sessions are on those days."""

from collections.abc import Iterator
from datetime import timedelta

from scripts.facts.lint.periods import groups
from scripts.facts.load import Dataset
from scripts.facts.problems import Problem

SATURDAY = 5
WEEKDAYS = "一二三四五六日"


def check(dataset: Dataset) -> Iterator[Problem]:
    for group in groups(dataset):
        for kind in ("exam", "exam_makeup"):
            period = group.own.get(kind)
            if not (period and period.start and period.end):
                continue
            start, end = period.start.first, period.end.last
            if start.weekday() != SATURDAY or end != start + timedelta(days=1):
                yield group.document.problem(
                    (*group.path, kind, "start"),
                    f"考试应在星期六和次日，{period.start} 是星期{WEEKDAYS[start.weekday()]}",
                    "核对年份和日期",
                )
    for year, exam in dataset.exams.items():
        days = {edge.first for edge in (exam.exam.start, exam.exam.end) if edge}
        for i, row in enumerate(exam.sessions.rows):
            if row.date not in days:
                yield dataset.documents[f"exams/{year}.yml"].problem(
                    ("sessions", "rows", i, "date"), "场次应在考试的两天里", "改正这一场的日期"
                )
