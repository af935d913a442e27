"""Property 1: the checker agrees with the independent, day-by-day oracle on every number."""

import json
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.assessment import assess
from checker.bridge import handle
from checker.readings import Annotation, AnnotationRule
from tests import oracle, seeded
from tests.how_many import cases, new_seed
from tests.strategies import requests


def numeric(answer: dict[str, Any]) -> dict[str, Any]:
    """The part of an answer that the oracle gives."""
    kept = (
        "verdict", "earliest", "valid_until", "ready_by", "readings", "planned_conflicts",
    )  # fmt: skip
    return {
        "annotation_needed": answer["annotation_needed"]["answer"],
        **{key: answer[key] for key in kept},
    }


def assert_agrees(request: dict[str, Any], place: str = "") -> None:
    answer = json.loads(handle(json.dumps(request)))
    assert answer["ok"], f"{place}{answer}"
    assert numeric(answer) == oracle.answer(request), f"{place}{request}"


@pytest.mark.soak
def test_agrees_with_the_oracle():
    seed = new_seed()
    rng = random.Random(seed)
    for _ in range(cases(test=5_000, soak=1_000_000)):
        assert_agrees(seeded.request(rng), f"seed {seed}: ")


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(requests())
def test_agrees_with_the_oracle_on_the_smallest_example_that_does_not(request: dict[str, Any]):
    """Far fewer than from a seed, for Hypothesis cuts a failure down to what matters in it."""
    assert_agrees(request)


small_annotations = st.builds(
    lambda applied_on, end, printed: (
        oracle.Annotation(applied_on, None, applied_on + end)
        if printed
        else oracle.Annotation(applied_on, end + 1, None)
    ),
    st.integers(1000, 1016),
    st.integers(0, 6),
    st.booleans(),
)


@settings(max_examples=500)
@given(
    st.lists(small_annotations, max_size=6),
    st.integers(1000, 1016),
    st.integers(1, 6),
    st.builds(oracle.Numbers, st.integers(1, 6), st.integers(1, 3), st.integers(0, 2)),
)
def test_agrees_with_the_oracle_whatever_the_numbers_of_the_rule(
    history: list[oracle.Annotation], day: int, days: int, numbers: oracle.Numbers
):
    """Small windows and caps, where every example lies near a boundary."""
    rule = AnnotationRule(numbers.window, numbers.cap, 6, numbers.completion)
    annotations = [Annotation(a.applied_on, a.days, a.printed) for a in history]
    assessed = assess(annotations, day, days, rule)
    rows = oracle.readings(history, day, numbers)
    assert [
        {
            "counted": o.reading.counted,
            "window": o.reading.window,
            "validity": o.reading.validity,
            "used": o.used,
            "remaining": o.remaining,
            "allowed": o.allowed,
            "earliest": o.earliest,
        }
        for o in assessed.outcomes
    ] == rows
    found = [(c.applied_on, c.readings) for c in assessed.conflicts]
    assert found == oracle.conflicts(history, day, days, numbers)
