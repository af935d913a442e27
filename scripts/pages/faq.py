"""Frequent questions of docs/data/faq.yml as the page shows them: answer, guide, sources."""

import re
from collections.abc import Callable, Iterator, Mapping

from jinja2 import Environment, TemplateError

from checker.messages import SOURCE_STATUS
from scripts.facts.models import Answer
from scripts.facts.resolve import Facts
from scripts.pages.macros.checker import rule


def macros(
    facts: Facts, titles: Mapping[str, str], environment: Environment
) -> dict[str, Callable[[], str]]:
    """Names that pages use."""

    def faq() -> str:
        """Every question, by group. Raises ValueError that names an answer which cannot be told."""
        groups = [
            {
                "id": group.id,
                "title": group.title,
                "questions": [
                    {
                        "id": q.id,
                        "question": q.question,
                        "answer": _told(q, environment),
                        "guide": q.guide and {"slug": q.guide, "title": _title(q.guide, q, titles)},
                        "unverified": q.confidence == "low",
                        "ask": q.ask,
                        "proofs": list(_proofs(q, facts)),
                        "checked_on": q.checked_on.isoformat(),
                    }
                    for q in group.questions
                ],
            }
            for group in facts.faq.groups
        ]
        return environment.get_template("faq.md.j2").render(groups=groups)

    return {"faq": faq}


def plain_answers(facts: Facts, environment: Environment) -> list[tuple[str, str]]:
    """Every question and its answer without Markdown and badges."""
    return [
        (q.question, _plain(_told(q, environment)))
        for group in facts.faq.groups
        for q in group.questions
    ]


def _plain(text: str) -> str:
    links = re.sub(r"\[([^\]]+)\]\([^)]*\)(?:\{[^}]*\})?", r"\1", text)
    unbadged = re.sub(r'<span class="badge[^>]*>[^<]*</span>', "", links)
    return re.sub(r"<[^>]+>|\*\*|`", "", unbadged).strip()


def _told(question: Answer, environment: Environment) -> str:
    try:
        return environment.from_string(question.answer).render()
    except (TemplateError, LookupError, ValueError) as error:
        raise ValueError(f"faq.yml: {question.id}: {error}") from error


def _title(slug: str, question: Answer, titles: Mapping[str, str]) -> str:
    if slug not in titles:
        raise ValueError(f"faq.yml: {question.id}: 没有指南 {slug}，应是 docs/guides 里的文件名")
    return titles[slug]


def _proofs(question: Answer, facts: Facts) -> Iterator[str]:
    for id_ in question.rules:
        page = rule(id_).source
        yield _link(f"规则 {id_}，{page.publisher}", page.url, page.status)
    for id_ in question.source:
        source = facts.sources[id_]
        if source.linkable and source.url:
            yield _link(source.publisher, source.url, source.status)
        else:
            yield f"[{source.publisher}](../about/sources.md#{id_})（{SOURCE_STATUS[source.status]}）"


def _link(text: str, url: str | None, status: str) -> str:
    if not url:
        return f"{text}（{SOURCE_STATUS[status]}）"
    return f'[{text}](<{url}>){{ rel="nofollow noopener" }}（{SOURCE_STATUS[status]}）'
