"""What of a file is our own prose, line by line, with the rest blanked out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MACRO = re.compile(r"<<.*?>>|<%.*?%>|<#.*?#>", re.DOTALL)
SCRIPTED = re.compile(r"<(script|style|form|template)\b.*?</\1>", re.DOTALL)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
TARGET = re.compile(r"\]\([^)]*\)|https?://[^\s)>，。；、（）”]+|\{[:.#][^}\n]*\}|\{ [^}\n]*\}")
QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
SAID_IN_HEAD = re.compile(r"^(?:title|description): (.*)$")
SAID_IN_DATA = re.compile(r"^\s*(?:- )?(?:question|answer|name|title|need|takes|get): (.*)$")
HOLD = "\ufffc"  # stands for a macro: something is there, and it is not typed by hand


@dataclass(frozen=True, slots=True)
class Line:
    """`text` is all of our prose in the line, `own` the same without quotations."""

    file: str
    number: int
    text: str
    own: str


def prose(path: Path, name: str) -> Iterator[Line]:
    """Lines of a Markdown page, or the worded values of a file of data."""
    text = _blank(MACRO, path.read_text("utf-8"), HOLD)
    if path.suffix == ".yml":
        kept = (_only(SAID_IN_DATA, line) for line in text.splitlines())
    else:
        head = HEAD.match(text)
        end = head[0].count("\n") if head else 0
        lines = _blank(CODE, _blank(SCRIPTED, text)).splitlines()
        kept = (_only(SAID_IN_HEAD, s) if i < end else s for i, s in enumerate(lines))
    for number, line in enumerate(kept, 1):
        said = _blank(TARGET, _blank(TAG, _blank(CODE, line)))
        if said.strip():
            yield Line(name, number, said, _blank(QUOTED, said))


def _blank(what: re.Pattern[str], text: str, by: str = " ") -> str:
    """Line breaks stay, so that lines keep their numbers."""
    return what.sub(lambda m: by + "\n" * m[0].count("\n"), text)


def _only(what: re.Pattern[str], line: str) -> str:
    found = what.match(line)
    return found[1] if found else ""
