"""The benchmarks measure what they say."""

from pathlib import Path

from scripts.bench import courses, facts
from scripts.bench.batch import measure
from tests.scripts.made_up import write


def test_every_row_is_answered_and_measured():
    found = measure(300)
    assert found["rows"] == 300
    assert found["peak_mb"] > 1


def test_facts_are_built_and_measured(tmp_path: Path):
    assert 0 < facts.measure(write(tmp_path), rounds=1) < 60


def test_courses_are_built_and_measured():
    seconds, size = courses.measure(2)
    assert 0 < seconds < 60
    assert size > 1000
