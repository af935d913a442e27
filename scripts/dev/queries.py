"""What people type into the search, and what its own scripts find, run by Node without Intl.Segmenter."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from scripts.places import ROOT

FIRST = 3  # pages among which the answer is to be
SEARCH = Path(__file__).with_suffix(".mjs")


@dataclass(frozen=True)
class Found:
    """What is found for a query: addresses from the root of the site, and words that no page has."""

    words: Sequence[str]
    whole: Sequence[str]
    near: Sequence[str]
    missing: Sequence[str]
    texts: Sequence[str]

    @property
    def first(self) -> Sequence[str]:
        return [*self.whole, *self.near][:FIRST]


def queries() -> Mapping[str, Sequence[str]]:
    """What is typed → the pages any of which answers it, of tests/cases/queries.yml."""
    text = (ROOT / "tests" / "cases" / "queries.yml").read_text("utf-8")
    groups = YAML(typ="safe").load(text)
    return {str(query): pages for group in groups for query, pages in group["queries"].items()}


def found(site: Path, typed: Sequence[str]) -> Mapping[str, Found]:
    """What the finished site's search gives for each."""
    (index,) = site.glob("assets/search-index.*.json")
    node = str(Path(sys.executable).with_name("node"))
    done = subprocess.run(
        [node, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(SEARCH), str(index)],
        input=json.dumps(typed),
        capture_output=True,
        text=True,
        check=True,
    )
    return {query: Found(**one) for query, one in zip(typed, json.loads(done.stdout), strict=True)}
