"""Each record of the third round stands where docs/dev/facts-third-round.md says, or is left out
with a reason."""

import re
from collections.abc import Sequence

import pytest

from scripts.facts.models import Fact
from scripts.pages.macros.checker import rules
from scripts.pages.macros.facts import find
from scripts.places import DOCS
from tests.known import facts

NOTE = DOCS / "dev" / "facts-third-round.md"
ROW = re.compile(r"^\| ([A-Z]+3-\d+) \| `?([^`|]+?)`? \| (.*) \|$", re.MULTILINE)
ROWS = ROW.findall(NOTE.read_text("utf-8"))
NUMBER_OF = {
    "CE": 8, "REG": 11, "EL": 14, "ANN": 5, "CERT": 8, "EX": 3, "POL": 6, "TTL": 3, "TAX": 3,
    "SUB": 2, "P": 124,
}  # fmt: skip
FACTS = facts()


def test_every_record_is_traced_and_no_other():
    ids = {id_ for id_, _, _ in ROWS}
    wanted = {
        f"{kind}3-{n:03d}" if kind == "P" else f"{kind}3-{n:02d}"
        for kind, number in NUMBER_OF.items()
        for n in range(1, number + 1)
    }
    assert ids == wanted


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_the_record_stands_there(row: tuple[str, str, str]):
    _, place, why = row
    kind, _, rest = place.partition("/")
    if place == "—":
        assert len(why) > 8, "a record that is left out says why"
    elif kind == "rules":
        assert rest in rules()
    elif kind == "sources":
        assert rest in FACTS.sources
    elif kind == "questions":
        errors = {e.id: e.source for e in FACTS.questions.conflicts}
        assert rest in errors or rest in {q.id for q in FACTS.questions.open}
        assert not why or why in errors[rest]
    else:
        assert why in _sources(find(FACTS, place))


def _sources(value: Fact | Sequence[Fact]) -> set[str]:
    values = [value] if isinstance(value, Fact) else value
    conflicts = [c for v in values for c in v.conflict]
    return {s for v in values for s in v.source} | {s for c in conflicts for s in c.seen_in}
