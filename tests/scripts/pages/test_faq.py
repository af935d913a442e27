"""Frequent questions: each has an answer and a proof; what is wrong in one is named with its id."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checker.rules import rule_set
from scripts.facts.lint import errors
from scripts.facts.models import Answer, AnswerGroup, Faq
from scripts.facts.problems import FactsError
from scripts.facts.resolve import Facts
from scripts.pages import faq
from scripts.pages.environment import guide_titles, page_environment
from scripts.runtime.package import Runtime
from tests import known
from tests.known import facts


def page(known: Facts) -> str:
    return faq.macros(known, guide_titles(), page_environment(Runtime(Path("0")), known))["faq"]()


def asked(**changed: object) -> Faq:
    """One question on one matter."""
    given = {
        "id": "x-line",
        "question": "合格线是多少？",
        "answer": '<< fact("exams/2025/pass_line") >>',
        "source": ("gd-rsks-4510411",),
        "checked_on": date(2026, 11, 23),
        "confidence": "high",
    }
    answer = Answer.model_validate({**given, **changed})
    return Faq(groups=(AnswerGroup(id="exam", title="考试", questions=(answer,)),))


def told(**changed: object) -> str:
    return page(replace(facts(), faq=asked(**changed)))


def test_there_are_at_least_eighty_and_each_has_a_proof_or_says_whom_to_ask():
    entries = page(facts()).split("<summary><h3>")[1:]
    assert len(entries) >= 80
    for entry in entries:
        assert "来源：[" in entry or ("没有看到来源" in entry and "问：" in entry), entry
        assert "核对于 2026-" in entry, entry
    assert "<<" not in page(facts())


def test_no_id_is_given_twice():
    ids = [q.id for g in facts().faq.groups for q in g.questions]
    ids += [g.id for g in facts().faq.groups]
    assert len(ids) == len(set(ids))


def test_numbers_in_an_answer_are_those_of_the_data():
    line = facts().exams[2025].pass_line
    assert f"{line.marks} 分（满分 {line.full_marks} 分）" in told()


def test_a_source_that_may_not_be_linked_is_named_without_its_address():
    hidden = facts().sources["med66-fe2502173985"]
    text = told(source=("med66-fe2502173985",))
    assert hidden.url
    assert hidden.url not in text
    assert "../about/sources.md#med66-fe2502173985" in text


def test_a_rule_proves_with_its_own_source():
    text = told(source=(), rules=("EX-01",))
    assert rule_set("eligibility").newest.rules["EX-01"].source.url in text


def test_thin_ice_is_marked():
    assert "未核实" in told(confidence="low")
    assert "未核实" not in told(confidence="high")


def test_a_guide_is_linked_by_its_title():
    assert "详见[报考条件](eligibility.md)。" in told(guide="eligibility")


@pytest.mark.parametrize(
    ("changed", "hint"),
    [
        ({"answer": '<< number("exams/2025/nope") >>'}, "x-line: .*没有 nope"),
        ({"answer": "<< nothing >>"}, "x-line: .*nothing"),
        ({"guide": "no-such-guide"}, "x-line: 没有指南 no-such-guide"),
    ],
)
def test_what_cannot_be_told_is_named(changed: dict[str, object], hint: str):
    with pytest.raises(ValueError, match=hint):
        told(**changed)


@pytest.mark.parametrize(
    ("changed", "hint"),
    [
        ({"source": ()}, "答案要写来源"),
        ({"source": (), "ask": "考试机构", "confidence": "high"}, "答案要写来源"),
        ({"source": ("no-such-source",)}, "来源 no-such-source 应在 sources.yml 里"),
        ({"answer": "半角,标点"}, "中文里用了半角标点"),
    ],
)
def test_the_lint_names_a_question_that_proves_nothing(changed: dict[str, object], hint: str):
    with pytest.raises(FactsError, match=hint):
        errors(replace(known.dataset(), faq=asked(**changed)))


def test_the_years_of_work_stand_in_the_wording():
    known = rule_set("eligibility").newest
    college, bachelor = known.rules["EX-01"].wording.split("2.取得")
    assert f"满{known.number('college')}年" in college
    assert f"满{known.number('bachelor')}年" in bachelor


def test_a_related_major_costs_one_year_more_then_and_now():
    known = rule_set("eligibility").newest
    for degree in ("college", "bachelor", "graduate", "doctor"):
        assert known.number(f"{degree}_related") == known.number(degree) + 1
        assert known.number(f"{degree}_related_before") == known.number(f"{degree}_before") + 1


def test_an_honest_no_is_marked_and_names_whom_to_ask():
    text = told(source=(), answer="没有看到说明。", ask="考试机构", confidence="low")
    assert "未核实" in text
    assert "问：考试机构。" in text
    assert "没有看到来源；核对于" in text


def test_plain_answers_carry_no_badge():
    known = facts()
    environment = page_environment(Runtime(Path("0")), known)
    for _, answer in faq.plain_answers(known, environment):
        assert not any(answer.endswith(badge) for badge in ("已公布", "已确认", "未核实")), answer
