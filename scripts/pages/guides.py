"""Guides: what their front matter must say, and what a page gets from it.

A guide is docs/guides/<slug>.md. Its front matter names title, description, near-words (`also`),
sources (ids of docs/data/sources.yml or of rules) and the day it was checked. The words 也叫, the
list of sources, the last check and the way to report an error are written from that alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from jinja2 import Environment
from pydantic import Field

from checker.messages import SOURCE_STATUS
from checker.rules import Rule
from scripts.facts.load import Document, parse, validated
from scripts.facts.models import Address, Model, Source, Statement, Text
from scripts.facts.problems import FactsError, Problem
from scripts.facts.resolve import Facts
from scripts.facts.shown import shown_address
from scripts.facts.walk import facts_in
from scripts.pages.from_facts.words import day_in_chinese

ANSWER = "{ .answer-first }"
BEHIND = re.compile(r"^## (原文|还不清楚的)", re.MULTILINE)
ADDRESS = re.compile(r"""https?://[^\s)>"'`，。；、（）“”]+""")
LINK = re.compile(rf"""(?:\]\(|href=["']?|<)({ADDRESS.pattern})""")


class Head(Model):
    """The front matter of a guide."""

    title: Text
    description: Text
    also: Annotated[tuple[Text, ...], Field(min_length=1)]
    sources: Annotated[tuple[Text, ...], Field(min_length=1)]
    checked_on: date


@dataclass(frozen=True, slots=True)
class Proof:
    """A source as the list at the end of a guide shows it; `href` is "" where no link may stand.
    `rules` are the rules of the page whose wording was read there."""

    id: str
    title: str
    publisher: str
    kind: str
    href: str
    page_date: str
    checked_on: str
    rules: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    slug: str
    head: Head
    proofs: Sequence[Proof]


def is_guide(page: Path) -> bool:
    """`page` is relative to docs/."""
    return page.parts[0] == "guides" and page.name != "index.md"


def read_guide(
    text: str, name: str, facts: Facts, rules: Mapping[str, Rule], allowed: Set[str]
) -> Guide:
    """`allowed`: every `linkable` address. Raises FactsError with everything that is wrong in the
    file `name`, line by line.
    """
    document = parse("\n" + front_matter(text, name), name)
    problems: list[Problem] = []
    head = validated(document, Head, problems)
    if head:
        problems += _wrong_sources(document, head, facts, rules)
        problems += _wrong_body(document, text, head)
    problems += wrong_links(name, text, allowed)
    if problems or not head:
        raise FactsError(problems)
    return Guide(Path(name).stem, head, _proofs(head.sources, facts.sources, rules))


def front_matter(text: str, name: str) -> str:
    """What stands between the two `---`. Raises FactsError when there is none."""
    match = re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)
    if not match:
        said = "以 --- 起止的页首：title、description、also、sources、checked_on"
        raise FactsError([Problem(name, 1, "（页首）", f"缺少{said}", "样板见 docs/dev/pages.md")])
    return match[1]


def head_of(path: Path) -> Mapping[str, Any]:
    """What the front matter of any page says, as plain data."""
    found: Mapping[str, Any] = parse(
        front_matter(path.read_text("utf-8"), str(path)), str(path)
    ).data
    return found


def decorated(text: str, guide: Guide, environment: Environment) -> str:
    """The guide's Markdown with 也叫 below its answer, and at its end, folded behind one line, from
    the first of the headings 原文 and 还不清楚的 to the sources."""
    also = f"\n\n也叫：{'、'.join(guide.head.also)}。\n{{ .also }}"
    checked = day_in_chinese(guide.head.checked_on)
    names = BEHIND.findall(text)
    first = BEHIND.search(text)
    front, behind = (text[: first.start()], text[first.start() :]) if first else (text, "")
    end = environment.get_template("guide_end.md.j2").render(
        guide=guide, checked=checked, behind=behind.rstrip(), behind_names=names
    )
    return front.replace(ANSWER, ANSWER + also, 1).rstrip() + "\n\n" + end


def linkable(facts: Facts, rules: Mapping[str, Rule]) -> set[str]:
    """Every address outside the site that a page may link to."""
    found = {s.url for s in facts.sources.values() if s.url and s.linkable}
    found |= {rule.source.url for rule in rules.values() if rule.source.url}
    for value in facts_in(facts):
        if isinstance(value, Address | Statement):
            shown = shown_address(value, facts.sources)
            found |= {shown.url} if shown.how == "link" else set()
    courses = (course for provider in facts.providers.values() for course in provider.courses)
    return found | {course.url for course in courses if course.url != "unknown"}


def wrong_links(name: str, text: str, allowed: Set[str]) -> Iterator[Problem]:
    for number, line in enumerate(text.splitlines(), 1):
        for match in LINK.finditer(line):
            if match[1] not in allowed:
                yield Problem(
                    name,
                    number,
                    match[1],
                    "只能链接到可以链接的来源（linkable: true）或省份文件里的网址",
                    "先把来源写进 docs/data/sources.yml；不能链接的只写名称",
                )


def _wrong_sources(
    document: Document, head: Head, facts: Facts, rules: Mapping[str, Rule]
) -> Iterator[Problem]:
    for i, id_ in enumerate(head.sources):
        place = ("sources", i)
        if id_ not in facts.sources and id_ not in rules:
            yield document.problem(
                place,
                f"没有来源 {id_}",
                "写 docs/data/sources.yml 里的编号，或 checker/rule_sets 里的规则编号",
            )
        elif id_ in facts.sources and facts.sources[id_].status == "background":
            yield document.problem(
                place, f"{id_} 没有找到页面（background），不能作来源", "换成看到过的来源"
            )
        elif id_ in head.sources[:i]:
            yield document.problem(place, f"{id_} 写了两次", "删去一处")


def _wrong_body(document: Document, text: str, head: Head) -> Iterator[Problem]:
    body = text.split("\n---\n", 1)[1]
    line = text[: text.index(body)].count("\n") + 1
    if f"\n# {head.title}\n" not in "\n" + body:
        yield document.problem(("title",), f"正文要有一级标题“# {head.title}”", "两处写成一样")
    if body.count(ANSWER) != 1:
        yield Problem(
            document.file, line, ANSWER, "标题下面先给答案，答案末行写一次这个标记", "参考加注指南"
        )
    for mark in ("\n## 来源", "\n也叫：", "\n最近核对"):
        if mark in body:
            at = line + body[: body.index(mark)].count("\n") + 1
            yield Problem(document.file, at, mark.strip(), "由页首自动写出", "删去手写的")


def _proofs(
    ids: Sequence[str], sources: Mapping[str, Source], rules: Mapping[str, Rule]
) -> Sequence[Proof]:
    """Pages in the order of `ids`, each once, with the rules that were read on it."""
    proofs: dict[str, Proof] = {}
    for id_ in ids:
        proof = _rule_proof(rules[id_]) if id_ in rules else _source_proof(id_, sources[id_])
        key = proof.href or id_
        known = proofs.get(key)
        proofs[key] = replace(known, rules=(*known.rules, *proof.rules)) if known else proof
    return list(proofs.values())


def _rule_proof(rule: Rule) -> Proof:
    said = rule.source
    kind, day = SOURCE_STATUS[said.status], said.page_date or ""
    return Proof(
        rule.id, said.title, said.publisher, kind, said.url or "", day, said.checked_on, (rule.id,)
    )


def _source_proof(id_: str, source: Source) -> Proof:
    href = source.url if source.url and source.linkable else ""
    title, kind, day = (
        source.title or source.publisher,
        SOURCE_STATUS[source.status],
        source.page_date,
    )
    checked = source.checked_on.isoformat()
    return Proof(id_, title, source.publisher, kind, href, day or "", checked)
