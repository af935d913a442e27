"""What pages may ask of the facts: always the value in the data, with its status."""

from pathlib import Path

import pytest

from scripts.pages.environment import page_environment
from scripts.runtime.package import Runtime
from tests.known import facts

FACTS = facts()
PAGE = page_environment(Runtime(Path("0")), FACTS)


def said(expression: str) -> str:
    return PAGE.from_string(f"<< {expression} >>").render()


def test_a_value_carries_its_status():
    text = said('fact("exams/2026/exam")')
    assert "2026年10月31日" in text
    assert "已公布" in text
    assert said('fact("exams/2026/scores")').endswith("未公布</span>")


def test_a_forecast_whose_day_has_passed_shows_no_day():
    assert said('fact("exams/2026/registration")') == '<span class="none">未核实</span>'


def test_words_come_from_the_data():
    line = FACTS.exams[2025].pass_line
    assert f"{line.marks} 分（满分 {line.full_marks} 分）" in said('fact("exams/2025/pass_line")')
    assert said('number("exams/2025/paper/minutes")') == str(FACTS.exams[2025].paper.minutes)


def test_lists_are_asked_by_year_or_by_place():
    assert "14.61%" in said('fact("statistics/pass_rates/2023")')
    assert "2021 年：每科 56 元" in said('fact("provinces/guangdong/fees/0")')
    assert "2024年6月28日" in said('fact("provinces/guangdong/2024/registration")')


def test_a_card_names_its_sources():
    assert "来源：" in said('fact_card("exams/2025/pass_line")')


def test_a_sentence_without_official_wording_is_called_hearsay():
    card = said('fact_card("national/statements/registration-cancelled-2025-07")')
    assert ">他人转述</span>" in card
    assert ">已公布</span>" not in card
    assert ">已公布</span>" in said('fact_card("national/statements/certificate-accounts")')


def test_a_common_error_is_refuted_with_its_sources():
    error = next(c for c in FACTS.questions.conflicts if c.id == "renewal-thirty-days")
    for text in (
        said('common_error("renewal-thirty-days")'),
        said('common_errors("renewal-thirty-days", "annotation-order")'),
    ):
        assert error.says.replace("“", "‘").replace("”", "’") in text
        assert error.holds in text
    sources = [FACTS.sources[id_] for id_ in error.source]
    refuted = said('common_error("renewal-thirty-days")')
    assert all(source.publisher in refuted for source in sources)


def test_a_timetable_has_a_row_for_each_session():
    rows = [line for line in said("sessions(2025)").splitlines() if "2025年" in line]
    assert len(rows) == len(FACTS.exams[2025].sessions.rows)


@pytest.mark.parametrize(
    ("expression", "hint"),
    [
        ('fact("exams/2025/nope")', "exams/2025 里没有 nope；可用 year、exam"),
        ('fact("provinces/nowhere/fees/0")', "可用 beijing"),
        ('fact("statistics/pass_rates/1999")', "1999"),
        ('number("exams/2025/pass_line")', "整条事实用 fact"),
        ('fact("exams/2025/paper/minutes")', "一个数用 number"),
        ('common_error("nope")', "questions.yml 里没有 nope；有 renewal-thirty-days"),
        ('quote("NO-1")', "没有规则 NO-1；有 ANN-01"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(expression: str, hint: str):
    with pytest.raises(LookupError, match=hint):
        said(expression)
