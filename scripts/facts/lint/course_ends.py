"""A course that has ended says when, and only such a course does."""

from collections.abc import Iterator

from scripts.facts.courses import Course
from scripts.facts.load import Dataset
from scripts.facts.problems import Problem
from scripts.facts.walk import models


def check(dataset: Dataset) -> Iterator[Problem]:
    for (document, path), model in models(dataset):
        if not isinstance(model, Course):
            continue
        if model.status == "ended" and not model.ended_on:
            yield document.problem(
                (*path, "status"),
                "已结束的课程应写哪天结束",
                "补上 ended_on，或把 status 改成 unknown",
            )
        if model.ended_on and model.status != "ended":
            yield document.problem(
                (*path, "ended_on"),
                "有结束日期的课程 status 应为 ended",
                "改 status，或删去 ended_on",
            )
