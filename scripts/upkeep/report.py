"""`build/upkeep/report.md` and `report.json`: what watching and verifying found, for a person.

Words of foreign pages stand in code spans, where no platform makes links, mentions or HTML of them.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from scripts.places import ROOT
from scripts.upkeep.state import write

FOLDER = ROOT / "build" / "upkeep"
LONGEST = 300
MOST_LINES = 200
TITLES = {
    "notices": "新的和改过的通知",
    "watch": "看了哪些列表",
    "verify": "核对原文",
    "due": "到期该看的",
    "check": "make check",
}


@dataclass
class Line:
    """`said` is ours, `foreign` what a page says, `url` where; `trouble`: a person should look."""

    said: str
    foreign: tuple[str, ...] = ()
    url: str = ""
    trouble: bool = False


@dataclass
class Part:
    """One section: its lines, and counts that stand above them."""

    name: str
    lines: list[Line] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def code(text: str, longest: int = LONGEST) -> str:
    """Foreign text as a code span: one line, no backtick, nothing that turns the reading direction."""
    seen = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    seen = " ".join(seen.split()).replace("`", "'")
    return f"`{seen[:longest] + '…' if len(seen) > longest else seen}`" if seen else ""


def as_markdown(parts: Sequence[Part]) -> str:
    lines = ["# 看通知的结果", ""]
    for part in parts:
        lines += [f"## {TITLES.get(part.name, part.name)}", ""]
        if part.counts:
            lines += ["，".join(f"{name} {count}" for name, count in part.counts.items()), ""]
        ordered = sorted(part.lines, key=lambda line: not line.trouble)
        for line in ordered[:MOST_LINES]:
            words = " ".join(filter(None, [code(line.url, 2000), *map(code, line.foreign)]))
            lines.append(
                f"- {'**看一下** ' if line.trouble else ''}{line.said}{' ' + words if words else ''}"
            )
        if len(ordered) > MOST_LINES:
            lines.append(f"- 另有 {len(ordered) - MOST_LINES} 条，在 report.json 里")
        lines.append("")
    return "\n".join(lines)


def save(parts: Iterable[Part], folder: Path = FOLDER) -> Path:
    """Puts the parts in place of older ones of their names; other parts stay. The report's path."""
    kept = {part.name: part for part in _kept(folder / "report.json")}
    kept |= {part.name: part for part in parts}
    ordered = [kept[name] for name in TITLES if name in kept]
    data = [asdict(part) for part in ordered]
    write(folder / "report.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    path = folder / "report.md"
    write(path, as_markdown(ordered))
    return path


def _kept(path: Path) -> list[Part]:
    try:
        rows: list[Mapping[str, Any]] = json.loads(path.read_text("utf-8"))
        return [
            Part(
                row["name"],
                [Line(**{**line, "foreign": tuple(line["foreign"])}) for line in row["lines"]],
                dict(row["counts"]),
            )
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def main(arguments: list[str], folder: Path = FOLDER) -> int:
    """Adds the outcome of `make check`: its exit code and the end of what it said."""
    parser = argparse.ArgumentParser(prog="python -m scripts.upkeep.report")
    parser.add_argument("code", type=int)
    parser.add_argument("output", type=Path)
    given = parser.parse_args(arguments)
    text = re.sub(r"\x1b\[[0-9;]*m", "", given.output.read_text("utf-8", "replace"))
    said = [
        Line("通过" if given.code == 0 else f"没有通过（{given.code}）", trouble=given.code != 0)
    ]
    if given.code:
        said += [Line("", (line,)) for line in text.splitlines()[-40:] if line.strip()]
    print(save([Part("check", said)], folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
