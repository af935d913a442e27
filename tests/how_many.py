"""How many made-up cases a run tries: few in `make test`, all in `make soak`, a hundredth of these in
`make trust`. A test that asks is marked `soak`, so that the other two find it."""

import os
import random
from collections.abc import Callable, Iterable

import pytest
from _pytest.mark import ParameterSet
from hypothesis import settings

RUN = os.environ.get("CASES_OF", "test")


def cases(*, test: int, soak: int) -> int:
    return {"test": test, "trust": soak // 100, "soak": soak}[RUN]


def few[Value](ways: Iterable[Value], first: int = 1) -> list[Value | ParameterSet]:
    """The ways to do one thing, for `parametrize`: the first of them in `make test`, the others in `make
    trust`."""
    given = list(ways)
    others = [pytest.param(way, marks=pytest.mark.trust) for way in given[first:]]
    return [*given[:first], *others]


def new_seed() -> int:
    """Another in each run; whoever uses it names it in every failure."""
    return random.SystemRandom().randrange(2**32)


def examples[Test: Callable[..., None]](*, test: int, soak: int) -> Callable[[Test], Test]:
    """For a test of Hypothesis: as many examples as the run tries."""
    return lambda run: pytest.mark.soak(settings(max_examples=cases(test=test, soak=soak))(run))
