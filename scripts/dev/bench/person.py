"""How quickly `eligibility`, `study` and `agenda` answer, on made-up persons."""

import json
import random
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from statistics import median
from typing import Any

from checker.bridge import handle
from scripts.dev.bench.rows import Row, cpu_seconds

MOST = 1.0  # milliseconds of the median answer, on one core
PERSONS = 300
AREAS = 32  # a date of each comes with an agenda: more than the site has of any year


def benches() -> list[Row]:
    makers: tuple[tuple[str, Callable[[random.Random], dict[str, Any]]], ...] = (
        ("eligibility", eligibility_request),
        ("study", study_request),
        ("agenda", agenda_request),
        ("agenda of a whole person", whole_person_request),
    )
    return [
        Row(f"{op} through handle, median", _median(map(make, _seeds())), "ms", most=MOST)
        for op, make in makers
    ]


def _seeds() -> Iterable[random.Random]:
    return (random.Random(seed) for seed in range(PERSONS))


def _median(requests: Iterable[dict[str, Any]]) -> float:
    texts = [json.dumps(request) for request in requests]
    return 1000 * median(cpu_seconds(partial(handle, text), rounds=3) for text in texts)


def eligibility_request(rng: random.Random) -> dict[str, Any]:
    """Up to three degrees, up to six posts with gaps, and now and then a full-time study."""
    first = date(2012, 1, 1) + timedelta(rng.randrange(4000))
    studies = [
        {
            "degree": rng.choice(["college", "bachelor", "graduate"]),
            "field": rng.choice(["pharmacy", "related"]),
            "graduated": str(first + timedelta(900 * i)),
        }
        for i in range(rng.randrange(1, 4))
    ]
    posts, day = [], first
    for _ in range(rng.randrange(6)):
        day += timedelta(rng.randrange(60))
        last = day + timedelta(rng.randrange(100, 900))
        posts.append({"from": str(day), "to": str(last)})
        day = last
    posts.append({"from": str(day + timedelta(1))})
    away = [{"from": str(first + timedelta(400)), "to": str(first + timedelta(700))}]
    return {
        "op": "eligibility",
        "exam_year": 2027,
        "studies": studies,
        "posts": posts,
        "full_time_studies": away if rng.random() < 0.3 else [],
    }


def study_request(rng: random.Random) -> dict[str, Any]:
    approved = date(2016, 1, 1) + timedelta(rng.randrange(3600))
    return {
        "op": "study",
        "approved_on": str(approved),
        "received_on": str(approved + timedelta(150)),
        "apply_on": str(approved + timedelta(rng.randrange(2200, 3600))),
    }


def whole_person_request(rng: random.Random) -> dict[str, Any]:
    """Every part filled in: somebody who sits again, holds a certificate and is registered."""
    request = agenda_request(rng)
    today, work = date.fromisoformat(request["today"]), eligibility_request(rng)
    request["person"] = {
        "area": "area-1",
        "eligibility": {key: work[key] for key in ("studies", "posts", "full_time_studies")},
        "scores": {"passed": {"law": 2025, "comprehensive": 2024}, "sat": {"knowledge_one": 2026}},
        "annotation": {
            "certificate": {"exam_year": 2024, "issued_on": "2024-12-20"},
            "annotations": [{"applied_on": str(today - timedelta(30)), "days": 90}],
            "needs": [{"label": "首次注册", "from": "2027-03-20", "to": "2027-03-31"}],
        },
        "study": {"approved_on": "2024-12-01", "received_on": "2025-03-01", "done": [2025]},
        "registration": {"registered_until": str(today + timedelta(rng.randrange(900)))},
    }
    return request


def agenda_request(rng: random.Random) -> dict[str, Any]:
    """A candidate, a holder or somebody registered, with the dates of all areas."""
    work = eligibility_request(rng)
    today = date(2026, 11, 27)
    candidate = {
        "area": "area-1",
        "eligibility": {key: work[key] for key in ("studies", "posts", "full_time_studies")},
        "scores": {"passed": {"law": 2025, "comprehensive": 2024}},
    }
    registered = {
        "annotation": {
            "certificate": {"exam_year": 2024},
            "annotations": [{"applied_on": str(today - timedelta(30)), "days": 90}],
        },
        "study": {"approved_on": "2022-11-01", "done": [2024, 2025]},
        "registration": {"registered_until": str(today + timedelta(rng.randrange(900)))},
    }
    return {
        "op": "agenda",
        "today": str(today),
        "next_exam_year": 2027,
        "person": rng.choice([candidate, registered]),
        "dates": [
            {
                "id": f"area-{area}-2027-registration",
                "what": "registration",
                "area": f"area-{area}",
                "exam_year": 2027,
                "start": "2027-07-01",
                "end": "2027-07-10",
                "status": "expected",
                "source": "made up",
            }
            for area in range(AREAS)
        ],
    }
