"""How many made-up cases a run tries: few in `make test`, all in `make soak`, a hundredth of these in
`make trust`. A test that asks is marked `soak`, so that the other two find it."""

import os
import random
from collections.abc import Callable

import pytest
from hypothesis import settings

RUN = os.environ.get("CASES_OF", "test")


def cases(*, test: int, soak: int) -> int:
    return {"test": test, "trust": soak // 100, "soak": soak}[RUN]


def new_seed() -> int:
    """Another in each run; whoever uses it names it in every failure."""
    return random.SystemRandom().randrange(2**32)


def examples[Test: Callable[..., None]](*, test: int, soak: int) -> Callable[[Test], Test]:
    """For a test of Hypothesis: as many examples as the run tries."""
    return lambda run: pytest.mark.soak(settings(max_examples=cases(test=test, soak=soak))(run))
