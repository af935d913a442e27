"""What whoever hands in facts is shown: samples of the files, and how the table of courses is filled in."""

from collections.abc import Mapping

from scripts.facts.course_table import COLUMNS
from scripts.places import DOCS

SAMPLES = DOCS / "dev" / "data.md"


def macros() -> Mapping[str, object]:
    """Names that pages use."""
    return {"sample": sample, "course_columns": COLUMNS}


def sample(kind: str) -> str:
    """The sample of a kind of file, as a block of code. Raises LookupError."""
    text = SAMPLES.read_text("utf-8")
    _, mark, after = text.partition(f"```yaml {kind}\n")
    if not mark:
        raise LookupError(f"{SAMPLES.name} 里没有样板 {kind}")
    return f"```text\n{after.partition('```')[0]}```"
