"""`make due`: what should be looked up today, most valuable first, where, and the command to run."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scripts.facts.freshness import Due, due
from scripts.facts.load import DATA, Dataset, load
from scripts.facts.resolve import resolve
from scripts.facts.watching import watched
from scripts.places import ROOT
from scripts.upkeep.read import today

WHY = {
    "lapsed": "预计的日子过了",
    "season": "往年这时已经公布",
    "conflict": "各处说法不同",
    "old": "很久没有看",
}


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look up: `where` are addresses, `command` what to run with what was found."""

    item: Due
    where: tuple[str, ...]
    command: str


def looks(dataset: Dataset, day: date) -> Sequence[Look]:
    pages: dict[str, list[str]] = {}
    for page in watched(dataset):
        pages.setdefault(page.area, []).append(page.url)
    found = []
    for item in due(resolve(dataset), day):
        if item.path.startswith("sources/"):
            source = dataset.sources[item.path.removeprefix("sources/")]
            linkable = source.linkable and source.url
            found.append(
                Look(item, (source.url,) if linkable and source.url else (), "make verify")
            )
        else:
            where = tuple(pages.get(item.area, ()))
            found.append(Look(item, where, f"make read FROM=<网址> AREA={item.area}"))
    return found


def as_json(found: Sequence[Look], day: date) -> str:
    rows: list[Mapping[str, object]] = [
        {
            "path": look.item.path,
            "why": look.item.why,
            "title": look.item.title,
            "area": look.item.area,
            "exam_year": look.item.exam_year,
            "due_from": look.item.due_from.isoformat(),
            "checked_on": look.item.checked_on.isoformat() if look.item.checked_on else None,
            "where": look.where,
            "command": look.command,
        }
        for look in found
    ]
    return json.dumps({"on": day.isoformat(), "due": rows}, ensure_ascii=False, indent=1)


def as_text(found: Sequence[Look]) -> str:
    lines = []
    for look in found:
        checked = f"，{look.item.checked_on} 看过" if look.item.checked_on else "，没有人看过"
        lines.append(f"{look.item.title}：{WHY[look.item.why]}（{look.item.due_from} 起{checked}）")
        lines += [f"    看 {url}" for url in look.where[:3]]
        lines.append(f"    {look.command}")
    return "\n".join([*lines, f"共 {len(found)} 件"])


def main(arguments: list[str], root: Path = ROOT / DATA, day: date | None = None) -> int:
    """Raises FactsError when the facts cannot be read; time alone is no failure."""
    day = day or today()
    found = looks(load(root), day)
    print(as_json(found, day) if arguments == ["--json"] else as_text(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
