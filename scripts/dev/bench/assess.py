"""How quickly `assess` answers: through the Python API, through jsonl, with long histories."""

import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from checker.bridge import handle
from scripts.dev.bench.rows import Row, cpu_seconds

TARGET = 8000  # answers a second on one core
HISTORIES = (10, 100, 1000)
LINEAR = 1.5  # ten times as many may take a little more than ten times as long


def benches() -> list[Row]:
    mix = [realistic_request(random.Random(seed)) for seed in range(4000)]
    texts = [json.dumps(request) for request in mix]
    per_answer = cpu_seconds(lambda: [handle(text) for text in texts]) / len(texts)
    return [
        Row("assess through handle", 1 / per_answer, "answers/s", least=TARGET),
        Row("assess through jsonl", jsonl_rate(texts * 25), "answers/s", least=TARGET),
        *growth(),
    ]


def realistic_request(rng: random.Random) -> dict[str, Any]:
    """A certificate and up to 4 annotations: most within half a year before, a few planned."""
    apply_on = date(2024, 1, 1) + timedelta(rng.randrange(1500))
    annotations = []
    for _ in range(rng.randrange(5)):
        applied_on = apply_on - timedelta(rng.randrange(-20, 180))
        days = rng.choice([90, 90, 90, 30, 10, 1])
        annotation: dict[str, Any] = {"applied_on": str(applied_on), "days": days}
        if rng.random() < 0.3:
            printed = str(applied_on + timedelta(days - 1))
            annotation = {"applied_on": str(applied_on), "valid_until": printed}
        annotations.append(annotation)
    return {
        "op": "assess",
        "apply_on": str(apply_on),
        "days": 90,
        "certificate": {"exam_year": apply_on.year - 1},
        "annotations": annotations,
    }


def jsonl_rate(texts: Sequence[str], rounds: int = 3) -> float:
    """Answers a CPU second of the whole process, its start included."""
    best = float("inf")
    with tempfile.TemporaryFile() as requests:
        requests.write("\n".join(texts).encode())
        for _ in range(rounds):
            requests.seek(0)
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                [sys.executable, "-m", "checker", "jsonl"],
                stdin=requests,
                stdout=subprocess.DEVNULL,
                check=True,
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            best = min(best, spent)
    return len(texts) / best


def growth() -> list[Row]:
    """Microseconds an annotation: level when the time grows with the number of annotations."""
    each = {size: seconds_with_history(size) / size for size in HISTORIES}
    some, many = HISTORIES[-2:]
    return [
        *(Row(f"history of {n}", seconds * 1e6, "µs an annotation") for n, seconds in each.items()),
        Row(
            f"time an annotation, {many} against {some}",
            each[many] / each[some],
            "times",
            most=LINEAR,
        ),
    ]


def seconds_with_history(size: int) -> float:
    """Seconds for an answer after `size` annotations over half a century, some of them planned."""
    rng, last = random.Random(size), date(2099, 1, 1)
    annotations = [
        {"applied_on": str(last - timedelta(rng.randrange(20_000))), "days": 90}
        for _ in range(size)
    ]
    request = {"op": "assess", "apply_on": str(last - timedelta(100)), "annotations": annotations}
    text, repeats = json.dumps(request), 2000 // size
    return cpu_seconds(lambda: [handle(text) for _ in range(repeats)]) / repeats
