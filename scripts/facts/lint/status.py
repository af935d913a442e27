"""A status means what it says: confirmed is past, changed keeps what it was."""

from collections.abc import Iterator
from itertools import pairwise

from scripts.facts.load import Dataset
from scripts.facts.models import Fact, Period
from scripts.facts.problems import Problem
from scripts.facts.walk import models


def check(dataset: Dataset) -> Iterator[Problem]:
    for (document, path), model in models(dataset):
        if not isinstance(model, Fact):
            continue
        for i, (earlier, later) in enumerate(pairwise(model.history)):
            if later.on < earlier.on:
                yield document.problem(
                    (*path, "history", i + 1, "on"), "history 应从早到晚", "调换顺序"
                )
        if not isinstance(model, Period):
            continue
        if model.status == "changed" and not (model.history or model.cancelled):
            yield document.problem(
                (*path, "status"), "changed 应在 history 里留下原来的日期", "补上 history"
            )
        if model.cancelled and model.status != "changed":
            yield document.problem(
                (*path, "cancelled"), "取消的事项 status 应为 changed", "改 status"
            )
        start = model.start or model.end
        if model.status == "confirmed" and start and start.first > model.checked_on:
            yield document.problem(
                (*path, "status"), "核对日之后的日期不能是 confirmed", "改成 announced 或 expected"
            )
