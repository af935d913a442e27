"""A value not looked at for long wants a look. A notice: time alone breaks no build."""

from collections.abc import Iterator
from datetime import date

from scripts.facts.courses import Course
from scripts.facts.load import Dataset
from scripts.facts.models import Fact, Source
from scripts.facts.problems import Problem
from scripts.facts.walk import models

DAYS = 300


def check(dataset: Dataset, today: date) -> Iterator[Problem]:
    for (document, path), model in models(dataset):
        if isinstance(model, Fact | Source | Course):
            age = (today - model.checked_on).days
            if age > DAYS:
                yield document.problem(
                    (*path, "checked_on"),
                    f"{age} 天没有核对（超过 {DAYS} 天）",
                    "核对后改成核对那天",
                    notice=True,
                )
