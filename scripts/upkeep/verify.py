"""`make verify`: whether the quotations that facts rest on still stand on their pages.

Yes: a proposal of `checked_on`, and of `live_checked` for an address whose page names its authority.
No: what stands there now, for a person. A domain that leads elsewhere: `linkable: false` proposed.
"""

import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from checker.notice.plain import plain
from scripts.facts.load import DATA, Dataset, Document, Path_
from scripts.facts.models import Address, Fact
from scripts.facts.walk import models
from scripts.places import ROOT
from scripts.upkeep import report, splicing
from scripts.upkeep.fetch import Failed, Fetcher, host
from scripts.upkeep.opening import Opened, opened
from scripts.upkeep.proposals import Change, Proposal
from scripts.upkeep.read import today
from scripts.upkeep.report import Line, Part
from scripts.upkeep.state import State
from scripts.upkeep.watch import FOR_NOW, run

NEAR = 8
"""Characters that must agree before a passage is shown as what stands there now."""
AROUND = 30


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation, where it stands in docs/data, and the sources that carry it."""

    document: Document
    path: Path_
    quote: str
    sources: tuple[str, ...]


def bare(text: str) -> str:
    """Without spaces, full and half width, quotation marks and traditional script made alike."""
    return re.sub(r"[\s“”\"'‘’「」『』]+", "", plain(text).text).lower().translate(_SIGNS)


_SIGNS = str.maketrans("，。；（）！？【】", ",.;()!?[]")


def stands(quote: str, page: str) -> bool:
    """Whether the quotation stands on the page; where it leaves words out (……), its parts in order.
    Both are `bare`."""
    at = 0
    for part in filter(None, re.split(r"…+|\.{3,}", quote)):
        found = page.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return at > 0


def nearest(quote: str, page: str) -> str:
    """What stands on the page where the quotation was; "" for nothing like it. Both are `bare`."""
    found = SequenceMatcher(None, quote[:300], page[:20_000], autojunk=False).find_longest_match()
    if found.size < min(NEAR, len(quote)):
        return ""
    first = max(0, found.b - found.a - AROUND)
    return page[first : found.b + len(quote) + AROUND]


def quotations(dataset: Dataset) -> Iterator[Quoted]:
    for (document, path), model in models(dataset):
        if isinstance(model, Fact) and model.quote and model.source:
            yield Quoted(document, path, model.quote, model.source)


def verify(dataset: Dataset, fetcher: Fetcher, day: date) -> tuple[Part, list[Proposal]]:
    """Opens each page once, hosts side by side."""
    quoted = list(quotations(dataset))
    named = {id_ for each in quoted for id_ in each.sources}
    urls = {
        source.url: id_
        for id_, source in dataset.sources.items()
        if id_ in named and source.linkable and source.url
    }
    agencies = list(_addresses(dataset))
    answers = _answers(fetcher, [*urls, *(address.url or "" for _, _, address in agencies)])
    part = Part("verify")
    changes: dict[str, list[Change]] = defaultdict(list)
    texts = {
        id_: bare(answer.document.whole or answer.document.text)
        for url, id_ in urls.items()
        if isinstance(answer := answers[url], Opened) and not answer.document.problem
    }
    for url, id_ in urls.items():
        answer = answers[url]
        if isinstance(answer, Failed):
            _count(part, "打不开")
            trouble = answer.why not in FOR_NOW
            part.lines.append(Line(f"来源 {id_}：{answer.said}", (answer.leads_to,), url, trouble))
            if answer.why == "other_host":
                _change(
                    dataset.documents["sources.yml"], (id_,), {"linkable": False}, changes, part
                )
        elif isinstance(answer, Opened) and answer.document.problem:
            _count(part, "读不了")
            part.lines.append(Line(f"来源 {id_}：{answer.document.problem}", (), url, trouble=True))
    for each in quoted:
        _look(each, texts, dataset, day, changes, part)
    for document, path, address in agencies:
        answer = answers[address.url or ""]
        if isinstance(answer, Opened) and _names(answer, address.name or ""):
            _count(part, "机构网址打开了")
            new = {"live_checked": True, "checked_on": day.isoformat()}
            _change(document, path, new, changes, part)
        elif isinstance(answer, Opened):
            part.lines.append(
                Line(
                    f"打开了，网页上没有 {address.name}",
                    (answer.document.title,),
                    address.url or "",
                    trouble=True,
                )
            )
        elif isinstance(answer, Failed):
            trouble = answer.why not in FOR_NOW
            part.lines.append(
                Line(
                    f"{address.name}：{answer.said}", (answer.leads_to,), address.url or "", trouble
                )
            )
    proposals = [
        Proposal(
            id=f"verify-{day.isoformat()}-{hashlib.sha256(file.encode()).hexdigest()[:8]}",
            kind="verify",
            made_on=day,
            area="",
            title=f"核对了 {file} 里的原文",
            changes=tuple(found),
        )
        for file, found in sorted(changes.items())
    ]
    return part, proposals


def _look(
    each: Quoted,
    texts: Mapping[str, str],
    dataset: Dataset,
    day: date,
    changes: dict[str, list[Change]],
    part: Part,
) -> None:
    quote = bare(each.quote)
    opened_ = [id_ for id_ in each.sources if id_ in texts]
    where = f"{_name(each.document)} {'.'.join(map(str, each.path))}"
    if any(stands(quote, texts[id_]) for id_ in opened_):
        _count(part, "原文还在")
        _change(each.document, each.path, {"checked_on": day.isoformat()}, changes, part)
    elif opened_ and len(opened_) == len([s for s in each.sources if dataset.sources[s].linkable]):
        _count(part, "原文不在了")
        now = [nearest(quote, texts[id_]) for id_ in opened_]
        said = ("原文：" + each.quote, *(f"现在：{text}" for text in now if text))
        url = dataset.sources[opened_[0]].url or ""
        part.lines.append(Line(f"{where}：原文不在网页上了", said, url, trouble=True))
    else:
        _count(part, "这次看不到")


def _change(
    document: Document,
    path: Path_,
    new: Mapping[str, Any],
    changes: dict[str, list[Change]],
    part: Part,
) -> None:
    node: Any = document.data
    for key in path:
        node = node.get(key) if isinstance(node, dict) else node[int(key)]
    value = {**node, **new}
    if value == node:
        return
    try:
        splicing.changed(document, path, value)
    except splicing.Unclear as unclear:
        part.lines.append(Line(f"{_name(document)} {'.'.join(map(str, path))}：{unclear}"))
        return
    changes[_name(document)].append(Change(file=_name(document), keys=path, was=node, value=value))


def _name(document: Document) -> str:
    """Under docs/data."""
    parts = Path(document.file).parts
    folder = parts[-2] if parts[-2] in ("exams", "provinces", "courses") else ""
    return f"{folder}/{parts[-1]}" if folder else parts[-1]


def _addresses(dataset: Dataset) -> Iterator[tuple[Document, Path_, Address]]:
    for (document, path), model in models(dataset):
        if isinstance(model, Address) and model.url and not model.live_checked:
            yield document, path, model


def _names(answer: Opened, name: str) -> bool:
    """Whether the page calls itself what we call it; a name may have another in brackets."""
    whole = bare(f"{answer.document.title} {answer.document.whole or answer.document.text}")
    return any(len(part) > 3 and part in whole for part in re.split(r"[()]", bare(name)))


def _answers(fetcher: Fetcher, urls: Sequence[str]) -> Mapping[str, Any]:
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(filter(None, urls)):
        by_host[host(url)].append(url)

    def visit(theirs: Sequence[str]) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = []
        for url in theirs:
            try:
                found.append((url, opened(fetcher, url)))
            except Exception as error:
                said = f"出了没有想到的错（{type(error).__name__}）"
                found.append((url, Failed(url, "unreachable", said)))
        return found

    with ThreadPoolExecutor(fetcher.manners.hosts_at_once) as pool:
        return {url: answer for pairs in pool.map(visit, by_host.values()) for url, answer in pairs}


def _count(part: Part, what: str) -> None:
    part.counts[what] = part.counts.get(what, 0) + 1


def main(
    arguments: list[str],
    root: Path = ROOT / DATA,
    folder: Path = report.FOLDER,
    fetcher: Fetcher | None = None,
    day: date | None = None,
) -> int:
    def work(dataset: Dataset, _: State, own: Fetcher) -> tuple[list[Part], list[Proposal], Part]:
        part, proposals = verify(dataset, own, day or today())
        return [part], proposals, part

    return run(arguments, work, root, folder, fetcher)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
