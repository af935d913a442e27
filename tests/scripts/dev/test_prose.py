"""The rules of writing: each refuses its example, lets the mended one pass, and is told to people."""

import re
from functools import cache
from pathlib import Path

import pytest

from scripts.dev.prose.check import check, known, sources, terms
from scripts.dev.prose.rules import Known, Rule, rules
from scripts.places import ROOT
from tests.known import facts


@cache
def of_the_site() -> Known:
    return known(facts())


RULES = rules(of_the_site())


def broken(tmp_path: Path, text: str, name: str = "page.md") -> list[int]:
    """Numbers of the rules that a page breaks."""
    path = tmp_path / name
    path.write_text(text + "\n", "utf-8")
    said = [problem.field for problem in check([path], of_the_site())]
    return [int(field.removeprefix("写作规则 ")) for field in said]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_refuses_its_example_and_passes_the_mended_one(tmp_path: Path, rule: Rule):
    assert rule.number in broken(tmp_path, rule.wrong)
    assert broken(tmp_path, rule.right) == []


def test_the_notes_tell_every_rule_by_its_number():
    text = (ROOT / "docs" / "dev" / "pages.md").read_text("utf-8")
    told = dict(re.findall(r"^(\d+)\. \*\*(.+?)。\*\*", text, re.MULTILINE))
    assert told == {str(rule.number): rule.name for rule in RULES}


def test_the_pages_of_the_site_break_none():
    assert list(map(str, check(sources(), of_the_site()))) == []


@pytest.mark.parametrize(
    "text",
    [
        "原话是“先加注,再下载，90日内3次”。",
        "`先加注,再下载`",
        "[加注](https://example.org/a,b)",
        '<< fact("exams/2026/registration") >>预计，见<< number("x/y") >>分。',
        "<!-- 61 元 -->",
        "到2026年8月8日为止，2024 年和 2025 年度都一样。",
        "国药监人〔2024〕3号 写着。",
        "百分之一，十分之三，90 分钟。",
        "有人说“包过”，不要信。",
    ],
)
def test_what_is_no_prose_of_ours_is_left_alone(tmp_path: Path, text: str):
    assert broken(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("考试在2026年10月31日。", 8),  # an exam day of the data
        ("每次 90 日。", 8),
        ("合格线 72 分。", 8),
        ("通过率 14.61%。", 8),
        ("提交后 24 小时做好。", 8),
        ("核对于 2026-11-23。", 6),
        ("10月31号考试。", 6),
        ("8月4日起报名（预计）。", 7),
        ("在CPTA网站查。", 2),
        ("職業。", 4),
        ("请点击咨询。", 3),
    ],
)
def test_what_is_wrong_in_other_ways_is_found_too(tmp_path: Path, text: str, number: int):
    assert number in broken(tmp_path, text)


def test_the_line_is_named_where_macros_and_code_run_over_several(tmp_path: Path):
    path = tmp_path / "page.md"
    path.write_text("---\ntitle: 题\n---\n\n<< f(\n  1) >>\n\n```\na,中\n```\n先,后\n", "utf-8")
    assert [problem.line for problem in check([path], of_the_site())] == [11]


def test_worded_values_of_data_are_prose_and_the_rest_is_not(tmp_path: Path):
    text = "- id: a,b\n  answer: 先加注,再下载\n  checked_on: 2026-11-23"
    assert broken(tmp_path, text, "faq.yml") == [1]


def test_a_term_is_not_among_the_ways_it_is_not_written():
    found = terms()
    assert len(found) > 20
    assert not set(found) & set(found.values())
