"""The benchmarks measure what they say, and what they found is told as it was found."""

import json
import platform
from pathlib import Path

from scripts.bench import __main__ as bench
from scripts.bench import courses, facts
from scripts.bench.batch import measure
from scripts.bench.rows import Row
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


def test_a_figure_is_kept_with_its_ratio_to_stock_and_judged_by_it():
    better, worse = (Row("x", value, "ms", most=0.45, stock=1000) for value in (440, 460))
    assert (better.reached, worse.reached) == (True, False)
    kept = bench.report([better, worse, Row("y", 7, "s", most=5)])["rows"]
    assert [row["ratio"] for row in kept] == [0.44, 0.46, None]
    assert [row["reached"] for row in kept] == [True, False, False]


def test_a_report_tells_the_kind_of_machine_but_not_which_one():
    told = bench.report([])
    assert told["machine"]["cores"] >= 1
    assert told["machine"]["memory_gb"] >= 1
    text = json.dumps(told)
    assert platform.node() not in text
    assert str(Path.home()) not in text
