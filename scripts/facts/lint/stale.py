"""An expected date that has passed wants to be looked up. A notice: time alone breaks no build."""

from collections.abc import Iterator
from datetime import date

from scripts.facts.load import Dataset
from scripts.facts.models import Period
from scripts.facts.problems import Problem
from scripts.facts.walk import models


def check(dataset: Dataset, today: date) -> Iterator[Problem]:
    for (document, path), model in models(dataset):
        if isinstance(model, Period) and model.status == "expected":
            last = model.end or model.start
            if last and last.last < today:
                yield document.problem(
                    (*path, "status"),
                    f"预计的日期 {last} 已过，仍是 expected",
                    "查公告：有了就改成 announced 或 confirmed，没有就留着",
                    notice=True,
                )
