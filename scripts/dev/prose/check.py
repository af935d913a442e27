"""`python -m scripts.dev.prose.check`: every line of our prose that breaks a rule of writing."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from scripts.dev.prose.prose import prose
from scripts.dev.prose.rules import Known, rules
from scripts.facts.areas import national_periods
from scripts.facts.load import DATA, parse, validated
from scripts.facts.models import Model, Text
from scripts.facts.problems import FactsError, Problem
from scripts.facts.resolve import Facts, facts
from scripts.pages.from_facts.words import day_in_chinese
from scripts.places import DOCS, ROOT, RULE_SETS

DATA_FILES = ("faq.yml", "journey.yml")
IN_ENGLISH = re.compile(r"\A---\n(?:.+\n)*lang: en\n")
SHORTEST = 10  # shorter spans of days are too common a number to belong to one rule


class Term(Model):
    """A word of ours, its English, and the ways it is not written."""

    term: Text
    english: Text
    not_: Annotated[tuple[Text, ...], Field(alias="not")] = ()


def terms(path: Path = DATA / "terms.yml") -> dict[str, str]:
    """Way not written → the term. Raises FactsError."""
    document = parse(path.read_text("utf-8"), path.as_posix())
    problems: list[Problem] = []
    found: tuple[Term, ...] = validated(document, tuple[Term, ...], problems) or ()
    if problems:
        raise FactsError(problems)
    return {other: term.term for term in found for other in term.not_}


def known(of: Facts) -> Known:
    """What the data already says: numbers of the rules, and the days of the exam years."""
    numbers: dict[str, set[int]] = {"days": set(), "hours": set()}
    for path in RULE_SETS.glob("*.json"):
        data = json.loads(path.read_text("utf-8"))
        for parameter in data["versions"][-1]["parameters"].values():
            value = int(parameter["value"]) if parameter["unit"] in numbers else 0
            if value >= SHORTEST:
                numbers[parameter["unit"]].add(value)
    days = {
        day_in_chinese(edge.first)
        for exam in of.exams.values()
        for period in national_periods(exam).values()
        for edge in (period.start, period.end)
        if edge and edge.precision != "month"
    }
    return Known(terms(), frozenset(numbers["days"]), frozenset(numbers["hours"]), frozenset(days))


def check(files: list[Path], of: Known) -> Iterator[Problem]:
    for path in files:
        name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
        for line in prose(path, name):
            for rule in rules(of):
                for found in rule.find(line):
                    yield Problem(
                        name,
                        line.number,
                        f"写作规则 {rule.number}",
                        f"{rule.name}：“{found}”",
                        rule.mend,
                    )


def sources() -> list[Path]:
    pages = (
        page
        for page in sorted(DOCS.rglob("*.md"))
        if not IN_ENGLISH.search(page.read_text("utf-8"))
    )
    return [*pages, *(DOCS / "data" / name for name in DATA_FILES)]


def main() -> int:
    try:
        problems = sorted(check(sources(), known(facts())))
    except FactsError as error:
        print(error)
        return 1
    for problem in problems:
        print(problem)
    print(f"写作规则：{len(sources())} 个文件，{len(problems)} 处不合")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
