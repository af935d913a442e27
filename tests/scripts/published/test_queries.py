"""The queries for the search: enough of them, each once, each answered by a page that there is."""

from collections import Counter
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from scripts.pages.environment import guide_titles
from scripts.places import DOCS
from tests.known import facts

FILE = Path(__file__).parents[2] / "cases" / "queries.yml"
GROUPS: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(FILE.read_text("utf-8"))
ASKED = [(q, pages) for group in GROUPS for q, pages in group["queries"].items()]


def _addresses() -> set[str]:
    """Of every page, from the root of the site."""
    known = facts()
    written = {p.relative_to(DOCS).with_suffix("").as_posix() for p in DOCS.rglob("*.md")}
    made = {f"guides/{slug}" for slug in guide_titles()}
    made |= {f"calendar/{year}" for year in known.exams} | {"calendar", "provinces", "courses"}
    made |= {f"provinces/{id_}" for id_ in known.areas}
    made |= {"about/sources", "about/open-questions", "about/data", "about/coverage"}
    return {f"{name.removesuffix('/index')}/" for name in written | made}


def test_there_are_enough_and_each_is_asked_once():
    counted = Counter(query for query, _ in ASKED)
    assert sum(counted.values()) >= 150
    assert [q for q, times in counted.items() if times > 1] == []
    assert {g["by"] for g in GROUPS} == {
        "anybody",
        "candidate",
        "family",
        "nurse",
        "holder",
        "employer",
        "provider",
        "developer",
    }


def test_every_query_is_answered_by_pages_that_there_are():
    known = _addresses()
    wrong = [(q, page) for q, pages in ASKED for page in pages if page not in known]
    assert wrong == []
    assert all(pages for _, pages in ASKED)
