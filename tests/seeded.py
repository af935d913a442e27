"""Good `assess` requests from a seed, crowded around the same days as those of Hypothesis (strategies),
and a hundred times quicker to make."""

import random
from datetime import date, timedelta
from typing import Any

from tests.strategies import EDGES, FIRST, LAST

LENGTHS = (1, 2, 3, 89, 90)
GAPS = ((0, 4), (86, 94), (176, 186), (0, 200), (-120, -1))
YEARS = (1994, 2020, 2021, 2022, 2099)
ISSUED = (FIRST - timedelta(1), FIRST, FIRST + timedelta(1))
FIRST_ISSUED = date(1994, 1, 1)


def request(rng: random.Random, most: int = 7) -> dict[str, Any]:
    """One that names every member, its annotations in any order, some of them twice."""
    apply_on = rng.choice(EDGES) if rng.random() < 0.3 else _day(rng, FIRST)
    history = [_annotation(rng, apply_on) for _ in range(rng.randrange(most + 1))]
    if history and rng.random() < 0.5:
        history.append(rng.choice(history))
    return {
        "op": "assess",
        "apply_on": str(apply_on),
        "days": _length(rng),
        "certificate": _certificate(rng),
        "annotations": history,
    }


def _annotation(rng: random.Random, around: date) -> dict[str, Any]:
    applied = min(max(around - timedelta(rng.randint(*rng.choice(GAPS))), FIRST), LAST)
    if rng.random() < 0.5:
        return {"applied_on": str(applied), "days": _length(rng)}
    printed = applied + timedelta(rng.choice([0, 1, 89, 90, 91, rng.randint(0, 91)]))
    return {"applied_on": str(applied), "valid_until": str(printed)}


def _certificate(rng: random.Random) -> dict[str, Any]:
    year = rng.choice([*YEARS, rng.randint(1994, 2099)])
    issued = rng.choice([*ISSUED, _day(rng, FIRST_ISSUED)])
    given: list[dict[str, Any]] = [
        {},
        {"exam_year": year},
        {"issued_on": str(issued)},
        {"exam_year": min(year, issued.year), "issued_on": str(issued)},
    ]
    return rng.choice(given)


def _length(rng: random.Random) -> int:
    return rng.choice([*LENGTHS, rng.randint(1, 90)])


def _day(rng: random.Random, first: date) -> date:
    return first + timedelta(rng.randrange((LAST - first).days + 1))
