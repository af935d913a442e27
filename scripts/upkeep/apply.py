"""`make apply PROPOSAL=…`: writes a proposal into docs/data as a person would have.

All of it or nothing: on a copy first, which must pass every lint. What is half understood, or no
longer stands as the proposal found it, is refused with why. A second time changes nothing.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scripts.facts.lint import errors
from scripts.facts.load import DATA, Document, load, parse
from scripts.facts.models import ExamYear, ProvinceYear
from scripts.facts.problems import FactsError
from scripts.places import ROOT
from scripts.upkeep.diff_facts import differences
from scripts.upkeep.proposals import Change, Proposal
from scripts.upkeep.splicing import Unclear, changed, with_entry, with_first
from scripts.upkeep.state import write

SOURCES = "sources.yml"
ORDERS: dict[tuple[str, int], Sequence[str]] = {
    ("provinces", 3): list(ProvinceYear.model_fields),
    ("exams", 1): list(ExamYear.model_fields),
}
"""Where a key belongs that is not there yet, by folder and depth."""


class Refused(Exception):
    """The proposal is not written; says why."""


@dataclass(frozen=True, slots=True)
class Applied:
    """`files` under docs/data that changed; `means`: what the change means, in dates and words."""

    files: tuple[str, ...]
    means: tuple[str, ...]


def read(path: Path) -> Proposal:
    """Raises Refused for a file that is no proposal."""
    try:
        return Proposal.model_validate_json(path.read_text("utf-8"))
    except OSError as error:
        raise Refused(f"{path}：打不开（{error.strerror}）") from None
    except (ValidationError, UnicodeDecodeError) as error:
        raise Refused(f"{path}：不是提议，或者改坏了：{error}") from None


def apply(proposal: Proposal, root: Path = ROOT / DATA) -> Applied:
    """Raises Refused, FactsError when the files do not pass the lints afterwards."""
    if not proposal.changes:
        raise Refused("这个提议里没有可以写的")

    def edit(copy: Path) -> set[str]:
        touched = {name for change in proposal.changes if (name := _write(change, copy))}
        return touched | {SOURCES} if touched and _source(proposal, copy) else touched

    return edited(root, edit)


def edited(root: Path, edit: Callable[[Path], Set[str]], *, keep: bool = True) -> Applied:
    """Lets `edit` write into a copy of `root` and name the files; they take their places when the
    copy passes every lint, and only when they are to be kept. Raises FactsError."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "data"
        shutil.copytree(root, copy)
        touched = edit(copy)
        if not touched:
            return Applied((), ())
        errors(load(copy))
        means = differences(root, copy)
        for name in sorted(touched) if keep else ():
            write(root / name, (copy / name).read_text("utf-8"))
    return Applied(tuple(sorted(touched)), tuple(means))


def standing_document(name: str, root: Path) -> Document:
    """A file of `root`. Raises Refused, for one that is not there or was written by other programs."""
    try:
        with (root / name).open(encoding="utf-8", newline="") as stream:
            text = stream.read()
    except FileNotFoundError:
        raise Refused(f"没有 {name} 这个文件") from None
    if "\r" in text:
        raise Refused(f"{name} 的换行不是 \\n：由人写")
    return parse(text, name)


def _write(change: Change, root: Path) -> str:
    """The name of the file, "" when it says so already."""
    document = standing_document(change.file, root)
    stands = _standing(document, change.keys)
    if change.first:
        if isinstance(stands, list) and change.value in stands:
            return ""
    elif stands == change.value:
        return ""
    where = f"{change.file} {'.'.join(map(str, change.keys))}"
    if stands != change.was:
        raise Refused(f"{where}：提议以后改过了，不再是它看到的样子；重新读一遍通知")
    try:
        if change.first:
            text = with_first(document, change.keys, change.value)
        else:
            order = ORDERS.get((change.file.split("/")[0], len(change.keys)), ())
            text = changed(document, change.keys, change.value, order)
    except Unclear as unclear:
        raise Refused(f"{where}：{unclear}") from None
    (root / change.file).write_text(text, "utf-8", newline="\n")
    return change.file


def _standing(document: Document, keys: tuple[str | int, ...]) -> Any:
    """What stands there, None for a key that is not there yet. Raises Refused for no such place."""
    node: Any = document.data
    for i, key in enumerate(keys):
        last = i == len(keys) - 1
        if isinstance(node, dict) and (key in node or last):
            node = node.get(key)
        elif isinstance(node, list) and isinstance(key, int) and 0 <= key < len(node):
            node = node[key]
        else:
            raise Refused(f"{document.file} 里没有 {'.'.join(map(str, keys[: i + 1]))}")
    return node


def _source(proposal: Proposal, root: Path) -> bool:
    if proposal.source is None:
        return False
    document = standing_document(SOURCES, root)
    entry = proposal.source.model_dump(mode="json", exclude_none=True)
    stands = document.data.get(proposal.source_id)
    if stands == entry:
        return False
    if stands is not None:
        raise Refused(f"sources.yml 里已经有另一个 {proposal.source_id}")
    try:
        text = with_entry(document, proposal.source_id, entry)
    except Unclear as unclear:
        raise Refused(f"{SOURCES}：{unclear}") from None
    (root / SOURCES).write_text(text, "utf-8", newline="\n")
    return True


def main(arguments: list[str], root: Path = ROOT / DATA) -> int:
    if len(arguments) != 1:
        print("用法：make apply PROPOSAL=build/upkeep/proposals/….json")
        return 2
    try:
        proposal = read(Path(arguments[0]))
        done = apply(proposal, root)
    except Refused as refused:
        print(f"没有写：{refused}")
        return 1
    except FactsError as error:
        print(error)
        print("没有写：写上以后 docs/data 有上面的错误")
        return 1
    if not done.files:
        print("docs/data 里已经是这样，没有改")
        return 0
    print("\n".join(done.means))
    print(f"写了 {'、'.join(done.files)}")
    for each in proposal.refused:
        print(f"没有写 {each.what}“{each.quote}”：{each.why}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
