"""The benchmarks measure what they say, and what they found is told as it was found."""

import json
import platform
from pathlib import Path

import pytest
from jinja2 import Environment

from scripts.dev.bench import __main__ as bench
from scripts.dev.bench import courses, facts
from scripts.dev.bench.batch import measure
from scripts.dev.bench.rows import Row
from scripts.pages.macros import speed
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
    kept = bench.report([better, worse, Row("y", 7, "s", most=5)], 0.5)["rows"]
    assert [row["ratio"] for row in kept] == [0.44, 0.46, None]
    assert [row["reached"] for row in kept] == [True, False, False]


def test_a_report_tells_the_kind_of_machine_but_not_which_one():
    told = bench.report([], 0.5)
    assert told["machine"]["cores"] >= 1
    assert told["machine"]["memory_gb"] >= 1
    text = json.dumps(told)
    assert platform.node() not in text
    assert str(Path.home()) not in text


def test_the_page_says_what_was_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    rows = [
        Row("a", 2934, "ms", most=0.45, stock=6000),
        Row("b", 2_500, "kB", most=0.6, stock=5_000),
    ]
    file = tmp_path / "speed.json"
    file.write_text(json.dumps(bench.report(rows, 0.5)), "utf-8")
    monkeypatch.setattr(speed, "REPORT", file)
    environment = Environment(autoescape=True)
    environment.globals.update(speed.macros())

    def shown(text: str) -> str:
        return environment.from_string(f"{{{{ {text} }}}}").render()

    assert (
        shown("against_stock('第一次', 'a')")
        == "| 第一次 | 2.9 秒 | 6.0 秒 | 49% | 45%，没有达到 |"
    )
    assert shown("against_stock('下载', 'b')") == "| 下载 | 2.5 MB | 5.0 MB | 50% | 60%，达到 |"
    with pytest.raises(LookupError, match="没有 c；有 a、b"):
        shown("figure('c')")
