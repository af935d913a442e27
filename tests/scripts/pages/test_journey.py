"""The journey: every guide has its place in it, and it is refused where it points to nothing."""

from pathlib import Path

import pytest

from scripts.facts.problems import FactsError
from scripts.pages.environment import page_environment
from scripts.pages.journey import Journey, load_journey, you_are_here
from scripts.runtime.package import Runtime
from tests.known import facts

STEPS = """
steps:
  - {id: one, name: 第一步, need: 甲, takes: 乙, get: 丙, guides: [{to: a}, {to: b, at: place, name: 乙处}]}
  - {id: two, name: 第二步, need: 甲, takes: 乙, get: 丙, guides: [{to: b}]}
others: [{to: c}]
"""
TITLES = {"a": "甲", "b": "乙", "c": "丙"}


def journey(tmp_path: Path, text: str = STEPS) -> Journey:
    path = tmp_path / "journey.yml"
    path.write_text(text, "utf-8")
    return load_journey(TITLES, path)


def row(tmp_path: Path, slug: str) -> str:
    return you_are_here(journey(tmp_path), slug, page_environment(Runtime(Path("0")), facts()))


def test_a_guide_shows_its_step_and_the_next(tmp_path: Path):
    text = row(tmp_path, "a")
    assert text.count('aria-current="step"') == 1
    assert "第 1 步 第一步" in text
    assert '下一步：<a href="../#two">第二步</a>' in text


def test_a_guide_of_two_steps_shows_both_and_nothing_after_the_last(tmp_path: Path):
    text = row(tmp_path, "b")
    assert text.count('aria-current="step"') == 2
    assert "下一步" not in text


def test_a_guide_outside_the_steps_shows_none(tmp_path: Path):
    assert row(tmp_path, "c") == ""


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("{to: a}", "{to: nowhere}", "没有指南 nowhere"),
        ("[{to: c}]", "[]", "指南 c 不在全流程里"),
        ("takes: 乙, ", "", "takes"),
        ("need: 甲", "needs: 甲", "没有这个键"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, was: str, becomes: str, said: str):
    with pytest.raises(FactsError, match=said):
        journey(tmp_path, STEPS.replace(was, becomes, 1))
