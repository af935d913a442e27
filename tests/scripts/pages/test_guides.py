"""Guides: what is wrong in one is named with its line; what is in its front matter reaches the page."""

from dataclasses import replace
from pathlib import Path

import pytest

from scripts.facts.problems import FactsError
from scripts.pages import guides
from scripts.pages.environment import page_environment
from scripts.pages.macros import checker as quotes
from scripts.places import DOCS
from scripts.runtime.package import Runtime
from tests.known import facts

GOOD = """---
title: 题目
description: 一句话。
also: [叫法一, 叫法二]
sources: [ANN-02, ANN-03, ANN-01, gd-rsks-4510411]
checked_on: 2026-11-23
---

# 题目

答案。
{ .answer-first }

正文。
"""


def read(text: str) -> guides.Guide:
    allowed = guides.linkable(facts(), quotes.rules())
    return guides.read_guide(text, "docs/guides/x.md", facts(), quotes.rules(), allowed)


def problems_of(text: str) -> str:
    with pytest.raises(FactsError) as caught:
        read(text)
    return str(caught.value)


def test_what_the_front_matter_says_reaches_the_page():
    environment = page_environment(Runtime(Path("0")), facts())
    page = guides.decorated(GOOD, read(GOOD), environment)
    assert page.index("答案。") < page.index("也叫：叫法一、叫法二。") < page.index("正文。")
    assert "最近核对：2026年11月23日" in page
    assert "../about/report.md" in page


def test_wording_unknowns_and_sources_are_folded_behind_one_line():
    environment = page_environment(Runtime(Path("0")), facts())
    text = f"{GOOD}\n## 原文 {{#wording}}\n\n某条。\n\n## 还不清楚的 {{#unknown}}\n\n- 某事。\n"
    page = guides.decorated(text, read(text), environment)
    front, behind = page.split('<details class="behind"')
    assert "<summary>原文、还不清楚的和来源</summary>" in behind
    assert "正文。" in front
    assert behind.index("某条。") < behind.index("某事。") < behind.index("## 来源")
    assert behind.index("</details>") < behind.index("最近核对")
    assert "<summary>来源</summary>" in guides.decorated(GOOD, read(GOOD), environment)


OLD_PLACES = (
    "where", "conditions", "refusal", "first", "change", "renewal", "renewal-example",
    "renewal-late", "cancellation", "time", "checklist", "misunderstandings", "unknown",
)  # fmt: skip


@pytest.mark.parametrize("place", OLD_PLACES)
def test_places_of_the_page_on_registration_lead_on(place: str):
    text = (DOCS / "guides" / "practice-registration.md").read_text("utf-8")
    assert text.count(f"{{#{place}}}") == 1


def test_a_page_on_which_two_rules_were_read_is_listed_once():
    proofs = read(GOOD).proofs
    assert len({p.href for p in proofs}) == len(proofs) == 3
    both = next(p for p in proofs if len(p.rules) == 2)
    assert both.rules == ("ANN-03", "ANN-01")


def test_a_source_that_may_not_be_linked_is_named_without_its_address():
    hidden = next(i for i, s in facts().sources.items() if not s.linkable and s.url)
    guide = read(GOOD.replace("gd-rsks-4510411", hidden))
    page = guides.decorated(GOOD, guide, page_environment(Runtime(Path("0")), facts()))
    assert facts().sources[hidden].url not in page
    assert f"about/sources.md#{hidden}" in page


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("sources: [ANN-02, ANN-03, ANN-01, gd-rsks-4510411]\n", "", "sources：缺少这个键"),
        ("ANN-01, gd-rsks-4510411", "NO-1", "docs/guides/x.md:5: 错误：sources[2]：没有来源 NO-1"),
        ("also: [叫法一, 叫法二]", "also: []", "x.md:4"),
        ("checked_on: 2026-11-23", "checked_on: 2026-02-30", "x.md:6"),
        ("# 题目", "# 别的题目", "“# 题目”"),
        ("{ .answer-first }\n", "", "answer-first"),
        ("正文。", "## 来源", "x.md:14"),
        ("正文。", "[看](https://example.com/)", "x.md:14: 错误：https://example.com/"),
        ("---\ntitle", "title", "缺少以 --- 起止的页首"),
    ],
)
def test_a_wrong_guide_is_refused_with_its_line(was: str, becomes: str, said: str):
    assert was in GOOD
    assert said in problems_of(GOOD.replace(was, becomes, 1))


def test_all_that_is_wrong_is_said_at_once():
    text = GOOD.replace("ANN-02", "NO-1").replace("正文。", "[看](https://example.com/)")
    said = problems_of(text)
    assert "NO-1" in said
    assert "example.com" in said


def test_a_source_known_from_no_page_is_refused():
    known = facts().sources["gd-rsks-4510411"]
    heard = known.model_copy(update={"status": "background"})
    facts_with_hearsay = replace(facts(), sources={**facts().sources, "gd-rsks-4510411": heard})
    with pytest.raises(FactsError, match="background"):
        guides.read_guide(GOOD, "x.md", facts_with_hearsay, quotes.rules(), set())
