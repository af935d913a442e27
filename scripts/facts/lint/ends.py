"""An end does not come before its start."""

from collections.abc import Iterator

from scripts.facts.load import Dataset
from scripts.facts.models import Change, Period, SessionRow, Span
from scripts.facts.problems import Problem
from scripts.facts.walk import models


def check(dataset: Dataset) -> Iterator[Problem]:
    for (document, path), model in models(dataset):
        if isinstance(model, SessionRow):
            if model.end <= model.start:
                yield document.problem(
                    (*path, "end"), f"结束应晚于开始 {model.start}", "检查两个钟点"
                )
        elif isinstance(model, Period | Span | Change) and model.start and model.end:
            start, end = model.start, model.end
            if (end.last, end.time or "24:00") < (start.first, start.time):
                yield document.problem(
                    (*path, "end"), f"截止不应早于开始 {model.start}", "检查两个日期，多半写反了"
                )
