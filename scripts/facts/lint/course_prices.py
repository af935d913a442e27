"""A price is dated by when it was seen: not later than the course was looked at, older ones first."""

from collections.abc import Iterator
from itertools import pairwise

from scripts.facts.courses import Course, Dates, Price, PriceSeen, first_day
from scripts.facts.load import Dataset, Document, Path_
from scripts.facts.problems import Problem
from scripts.facts.walk import models


def check(dataset: Dataset) -> Iterator[Problem]:
    for (document, path), model in models(dataset):
        if isinstance(model, Course) and model.prices != "unknown":
            for i, price in enumerate(model.prices):
                yield from _wrong(document, (*path, "prices", i), price, model)


def _wrong(document: Document, path: Path_, price: Price, course: Course) -> Iterator[Problem]:
    places = [(*path, "history", i) for i in range(len(price.history))] + [path]
    seen: list[tuple[Path_, PriceSeen]] = list(zip(places, [*price.history, price], strict=True))
    for place, one in seen:
        if first_day(one.price_checked_on) > course.checked_on:
            yield document.problem(
                (*place, "price_checked_on"),
                f"价格看到的日期不应晚于核对日 {course.checked_on}",
                "改成看到价格的那天，或更新 checked_on",
            )
    for (_, earlier), (place, later) in pairwise(seen):
        if first_day(later.price_checked_on) < first_day(earlier.price_checked_on):
            yield document.problem(
                (*place, "price_checked_on"), "history 应从早到晚，都早于现在的价格", "调换顺序"
            )
    if isinstance(price.validity, Dates) and price.validity.end < price.validity.start:
        yield document.problem((*path, "validity", "end"), "结束不应早于开始", "核对两个日期")
