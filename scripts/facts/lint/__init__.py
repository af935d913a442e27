"""Linters of meaning, one concern a module: `check(dataset) -> problems`. Notices break no build."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from scripts.facts.lint import (
    course_ends,
    course_ids,
    course_prices,
    ends,
    freshness,
    identity,
    links,
    overlap,
    payment,
    sources,
    span,
    stale,
    status,
    synonyms,
    text,
    tracking,
    watch,
    weekday,
    years,
)
from scripts.facts.load import Dataset
from scripts.facts.problems import FactsError, Problem

Lint = Callable[[Dataset], Iterable[Problem]]
LINTS: Sequence[Lint] = (
    course_ends.check,
    course_ids.check,
    course_prices.check,
    ends.check,
    identity.check,
    links.check,
    overlap.check,
    payment.check,
    sources.check,
    span.check,
    status.check,
    synonyms.check,
    text.check,
    tracking.check,
    watch.check,
    weekday.check,
    years.check,
)


def errors(dataset: Dataset) -> None:
    """Raises FactsError with everything that is wrong, whatever the day."""
    problems = [p for lint in LINTS for p in lint(dataset)]
    if problems:
        raise FactsError(problems)


def notices(dataset: Dataset, today: date) -> Sequence[Problem]:
    """What has grown old by `today` (in China) and wants a look."""
    return sorted([*freshness.check(dataset, today), *stale.check(dataset, today)])
