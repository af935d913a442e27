"""`make diff-facts BASE=<rev>`: what a change of docs/data means, in dates and words, not in lines.

Reads the files as plain data, so that facts of an older shape can be compared too.
"""

import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.facts.changes import FIELDS
from scripts.facts.course_table import COLUMNS
from scripts.facts.courses import COURSE_KINDS, SALES, SCOPES, TERMS, TRACKS
from scripts.facts.kinds import KINDS, STATUSES
from scripts.facts.load import DATA, parse
from scripts.places import ROOT

Path_ = tuple[str | int, ...]
Values = Mapping[Path_, Any]
IDS = ("id", "exam_year", "year", "as_of", "name", "title", "question", "asked", "date")
LOOKED_AT = "checked_on"
PROOF = {"source": "来源", "quote": "原文", "note": "说明", "confidence": "可信程度"}
EDGES = {"start": "开始", "end": "截止"}
FOLDERS = {"exams": "全国", "provinces": "", "courses": ""}
OF_COURSES = {column.key: column.heading for column in COLUMNS} | {
    "status": "是否在售",
    "starting_at": "“起”",
    "days_from_purchase": "购买后天数",
    "every": "按期付费",
    "prices": "价格",
    "history": "以前的",
}
CODES: Mapping[str, Mapping[Any, str]] = {
    "track": TRACKS,
    "kind": COURSE_KINDS,
    "status": SALES,
    "scope": SCOPES,
    "every": TERMS,
    "starting_at": {True: "有"},
}


def differences(before: Path, after: Path) -> list[str]:
    """A line for each value of two folders of facts that differs; looks without a change are only
    counted. Raises FactsError when a file is no YAML."""
    old, new = _values(before), _values(after)
    names = _names(before) | _names(after)
    lines, looked = [], 0
    for path in sorted(old.keys() | new.keys(), key=_order):
        was, now = old.get(path), new.get(path)
        if was == now or not (was or now):  # an empty list that is gone
            continue
        if path[-1] == LOOKED_AT or path[-1] in PROOF:
            status = (*path[:-1], "status")
            if (status in old) != (status in new):
                continue  # the value itself is new or gone, and that is said
        if path[-1] == LOOKED_AT and path in old and path in new:
            looked += 1
            continue
        lines.append(f"{_title(path, names)}：{_words(path, was, old)} → {_words(path, now, new)}")
    return [*lines, f"另有 {looked} 处只改了核对日期"] if looked else lines


def _values(folder: Path) -> Values:
    found: dict[Path_, Any] = {}
    for file in sorted(folder.rglob("*.yml")):
        name = file.relative_to(folder).with_suffix("").as_posix()
        data = parse(file.read_text("utf-8"), file.as_posix()).data
        found.update(_leaves(data, tuple(name.split("/"))))
    return found


def _leaves(node: Any, path: Path_) -> Iterator[tuple[Path_, Any]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(node, Sequence) and not isinstance(node, str):
        if all(not isinstance(item, Mapping | list) for item in node):
            yield path, "、".join(str(item) for item in node)
        for i, item in enumerate(node):
            if isinstance(item, Mapping):
                yield from _leaves(item, (*path, _identity(item, i)))
    else:
        yield path, node


def _identity(item: Mapping[str, Any], position: int) -> str | int:
    """What an item of a list is called, so that a new one before it changes nothing."""
    return next((str(item[key]) for key in IDS if key in item), position)


def _names(folder: Path) -> dict[str, str]:
    """What a file calls itself, by its name: `guangdong` → 广东."""
    found = {}
    for file in folder.glob("*/*.yml"):
        data = parse(file.read_text("utf-8"), file.as_posix()).data
        if isinstance(data, Mapping) and "name" in data:
            found[file.stem] = str(data["name"])
    return found


def _order(path: Path_) -> tuple[str, ...]:
    return tuple(str(step) for step in path)


def _title(path: Path_, names: Mapping[str, str]) -> str:
    """`广东 2027 网上报名截止` of a path of keys."""
    steps = [str(step) for step in path]
    folder = FOLDERS.get(steps[0])
    if folder is None:
        return " ".join(PROOF.get(step, step) for step in steps)
    if _of_course(steps):
        return _title_of_course(steps, names)
    words = [folder, names.get(steps[1], steps[1]), *steps[2:]]
    said: list[str] = []
    for word in words:
        if word in KINDS:
            said.append(KINDS[word].name)
        elif word in EDGES and said:
            said[-1] += EDGES[word]
        elif word == "status":
            continue
        elif word != "exams":
            said.append(FIELDS.get(word) or PROOF.get(word) or word)
    return " ".join(word for word in said if word)


def _of_course(path: Sequence[str | int]) -> bool:
    """Whether a path of keys leads into one of the courses of a provider."""
    return path[0] == "courses" and len(path) > 3 and path[2] == "courses"


def _title_of_course(steps: Sequence[str], names: Mapping[str, str]) -> str:
    """`希赛 tcm-member 第 2 个价 有效期 按期付费`: whose, which course, which of its prices, what."""
    provider, _, course, *rest = steps[1:]
    words = [names.get(provider, provider), course]
    for step, before in zip(rest, ["", *rest], strict=False):
        if before == "prices" and step.isdigit():
            words.append(f"第 {int(step) + 1} 个价")
        elif not step.isdigit() and (step != "prices" or len(rest) == 1):
            words.append(OF_COURSES.get(step) or PROOF.get(step) or EDGES.get(step) or step)
    return " ".join(words)


def _words(path: Path_, value: Any, values: Values) -> str:
    """A value, a date with its status; what is not there, as readers are told it."""
    status = values.get((*path[:-1], "status"))
    if _of_course(path) and value is not None:
        return CODES.get(str(path[-1]), {}).get(value, str(value).replace("unknown", "没有写"))
    if path[-1] == "status":
        return STATUSES.get(str(value), "没有" if value is None else str(value))
    if value is None:
        unknown = status == "unknown" and path[-1] in EDGES
        return STATUSES["unknown"] if unknown else "没有"
    if path[-1] in EDGES and status:
        return f"{str(value).replace('T', ' ')}（{STATUSES[str(status)]}）"
    return str(value)


def at_revision(revision: str, folder: Path) -> Path:
    """docs/data as it was then, under `folder`. Raises CalledProcessError for no such revision."""
    name = DATA.as_posix()
    packed = subprocess.run(
        ["git", "archive", revision, name], cwd=ROOT, capture_output=True, check=True
    )
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder / name


def main() -> int:
    revision = sys.argv[1] if len(sys.argv) > 1 else ""
    if not revision:
        print("Which revision? make diff-facts BASE=main", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        try:
            before = at_revision(revision, Path(scratch))
        except subprocess.CalledProcessError as error:
            print(f"{revision}: {error.stderr.decode().strip()}", file=sys.stderr)
            return 2
        lines = differences(before, ROOT / DATA)
    print("\n".join(lines) if lines else "docs/data 没有变化")
    return 0


if __name__ == "__main__":
    sys.exit(main())
