"""`make watch`: opens every list of notices, reads what is new on it, writes a report and proposals.

One host that fails does not stop the others. What could not be opened for now is tried next time.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from scripts.facts.load import DATA, Dataset, load
from scripts.facts.problems import FactsError
from scripts.facts.watching import Watched, watched
from scripts.places import ROOT
from scripts.upkeep import apply, report, state
from scripts.upkeep.due import looks
from scripts.upkeep.fetch import Failed, Fetcher, Unchanged, host
from scripts.upkeep.manners import manners
from scripts.upkeep.opening import Opened, opened
from scripts.upkeep.proposals import Notice, Proposal, propose
from scripts.upkeep.read import shown, today
from scripts.upkeep.report import Line, Part
from scripts.upkeep.state import Seen, State

OURS = re.compile(r"执业药师|职业资格考试.{0,15}(?:计划|安排)|资格考试工作计划")
"""What a title must speak of to be opened."""
MOST_NEW = 20
"""New notices read from one list in one run."""
LOOK_AGAIN = timedelta(days=60)
"""So long after it was found, a notice is looked at again: it may be changed after publication."""
ATTACHED = re.compile(r"\.(?:pdf|docx)(?:$|\?)", re.IGNORECASE)
MOST_ATTACHED = 3
FOR_NOW = ("busy", "unreachable", "too_slow")


@dataclass
class Found:
    """What a run found; `proposals` in the order of the list of pages."""

    pages: Part = field(default_factory=lambda: Part("watch"))
    notices: Part = field(default_factory=lambda: Part("notices"))
    proposals: list[Proposal] = field(default_factory=list)


def watch(dataset: Dataset, known: State, fetcher: Fetcher, day: date) -> Found:
    """Visits hosts side by side, the pages of one host one after another; `known` is brought up to
    date on the way."""
    by_host: dict[str, list[Watched]] = defaultdict(list)
    for page in watched(dataset):
        by_host[host(page.url)].append(page)

    def visit(pages: Sequence[Watched]) -> Found:
        found = Found()
        for page in pages:
            try:
                _Visit(dataset, known, fetcher, day, page, found).run()
            except Exception as error:
                said = f"{page.publisher}：出了没有想到的错（{type(error).__name__}）"
                found.pages.lines.append(Line(said, (str(error),), page.url, trouble=True))
        return found

    whole = Found()
    with ThreadPoolExecutor(fetcher.manners.hosts_at_once) as pool:
        for part in pool.map(visit, by_host.values()):
            whole.pages.lines += part.pages.lines
            whole.notices.lines += part.notices.lines
            whole.proposals += part.proposals
            for name, count in part.pages.counts.items():
                whole.pages.counts[name] = whole.pages.counts.get(name, 0) + count
    return whole


@dataclass
class _Visit:
    """One list of notices."""

    dataset: Dataset
    known: State
    fetcher: Fetcher
    day: date
    page: Watched
    found: Found

    def run(self) -> None:
        seen = self.known.pages.get(self.page.url, Seen())
        answer = opened(self.fetcher, self.page.url, seen.known)
        if isinstance(answer, Failed):
            self._count("打不开")
            self.found.pages.lines.append(
                Line(
                    f"{self.page.publisher}：{answer.said}",
                    (answer.leads_to,) if answer.leads_to else (),
                    self.page.url,
                    trouble=answer.why not in FOR_NOW,
                )
            )
            return
        if isinstance(answer, Unchanged):
            self._count("没有变化")
        elif answer.document.problem:
            self._count("读不了")
            said = f"{self.page.publisher}：{answer.document.problem}"
            self.found.pages.lines.append(Line(said, url=self.page.url, trouble=True))
            self.known.pages[self.page.url] = Seen(sha256=answer.sha256, links=seen.links)
        else:
            self._count("没有变化" if answer.sha256 == seen.sha256 else "打开了")
            self._list(answer, seen)
        self._look_again()

    def _count(self, what: str) -> None:
        counts = self.found.pages.counts
        counts[what] = counts.get(what, 0) + 1

    def _list(self, answer: Opened, seen: Seen) -> None:
        had = set(seen.links)
        new = [(url, words) for url, words in answer.document.links if url not in had]
        ours = [(url, words) for url, words in new if OURS.search(words)]
        here = [(url, words) for url, words in ours if host(url) == host(answer.page.url)]
        for url, words in ours:
            if (url, words) not in here:
                self.found.notices.lines.append(Line("在别的网站上，没有打开", (words,), url))
        later = {url for url, words in here[:MOST_NEW] if not self._notice(url, words)}
        if len(here) > MOST_NEW:
            later |= {url for url, _ in here[MOST_NEW:]}
            said = f"{self.page.publisher}：一次只看 {MOST_NEW} 条，另有 {len(here) - MOST_NEW} 条下次看"
            self.found.pages.lines.append(Line(said, url=self.page.url, trouble=True))
        if not answer.document.links:
            said = f"{self.page.publisher}：没有链接，不像通知列表"
            self.found.pages.lines.append(Line(said, url=self.page.url, trouble=True))
        self.known.pages[self.page.url] = Seen(
            # Only a list that is done with may be answered by “not changed” next time.
            seen.known if later else answer.page.known,
            answer.sha256,
            [url for url, _ in answer.document.links if url not in later],
        )

    def _notice(self, url: str, words: str, seen: Seen | None = None) -> bool:
        """Whether the notice is done with; False when it should be tried again."""
        answer = opened(self.fetcher, url, seen.known if seen else state.Seen().known)
        if isinstance(answer, Unchanged):
            return True
        if isinstance(answer, Failed):
            self.found.notices.lines.append(
                Line(f"打不开：{answer.said}", (words,), url, trouble=answer.why not in FOR_NOW)
            )
            return answer.why not in FOR_NOW
        if seen and answer.sha256 == seen.sha256:
            return True
        title = answer.document.title or words
        first = seen.first_seen if seen else self.day
        self.known.pages[url] = Seen(
            answer.page.known, answer.sha256, [], title[:300], self.page.url, first
        )
        changed = "公布以后改过：" if seen else ""
        if answer.document.problem:
            self.found.notices.lines.append(
                Line(f"{changed}{answer.document.problem}", (title,), url, trouble=True)
            )
            return True
        if not self._read(answer, title, answer.document.page_date, changed):
            self._attached(answer, title)
        return True

    def _read(self, answer: Opened, title: str, page_date: str, changed: str) -> bool:
        """Whether the text says anything of our dates."""
        notice = Notice(answer.page.url, title, answer.document.text, page_date, answer.sha256)
        try:
            proposal = propose(self.dataset, notice, self.page.area, self.day)
        except ValueError as error:
            self.found.notices.lines.append(
                Line(f"{changed}没有读", (title, str(error)), notice.url, trouble=True)
            )
            return True
        says = bool(proposal.changes or proposal.same or proposal.refused)
        lines = shown(proposal).splitlines() if says else ["没有写明我们要的日期"]
        self.found.notices.lines.append(
            Line(
                f"{changed}原件 {answer.sha256[:12]}",
                (title, *lines),
                notice.url,
                trouble=bool(proposal.refused),
            )
        )
        if proposal.changes:
            self.found.proposals.append(proposal)
        return says

    def _attached(self, answer: Opened, title: str) -> None:
        links = [
            url for url, _ in answer.document.links
            if ATTACHED.search(url) and host(url) == host(answer.page.url)
        ]  # fmt: skip
        for url in links[:MOST_ATTACHED]:
            attached = opened(self.fetcher, url)
            if isinstance(attached, Failed):
                self.found.notices.lines.append(
                    Line(f"附件打不开：{attached.said}", (title,), url, trouble=True)
                )
            elif isinstance(attached, Opened) and attached.document.problem:
                self.found.notices.lines.append(
                    Line(f"附件：{attached.document.problem}", (title,), url, trouble=True)
                )
            elif isinstance(attached, Opened):
                self._read(attached, title, answer.document.page_date, "附件：")

    def _look_again(self) -> None:
        """At notices of this list that are not old yet: they may say something else now."""
        for url, seen in list(self.known.pages.items()):
            recent = seen.first_seen and self.day - seen.first_seen <= LOOK_AGAIN
            if seen.found_on == self.page.url and recent and seen.first_seen != self.day:
                self._notice(url, seen.title, seen)


def applied(proposals: Sequence[Proposal], root: Path) -> list[Line]:
    """Writes what can be written; a line for each."""
    lines = []
    for proposal in proposals:
        try:
            done = apply.apply(proposal, root)
            lines.append(
                Line(
                    f"写进了 {'、'.join(done.files) or '（已经是这样）'}", done.means, proposal.url
                )
            )
        except apply.Refused as refused:
            lines.append(Line("没有写", (str(refused),), proposal.url, trouble=True))
        except FactsError as error:
            said = [str(problem) for problem in error.problems[:3]]
            lines.append(
                Line("没有写：写上以后 docs/data 有错误", tuple(said), proposal.url, trouble=True)
            )
    return lines


def run(
    arguments: list[str],
    work: Callable[[Dataset, State, Fetcher], tuple[list[Part], list[Proposal], Part]],
    root: Path,
    folder: Path,
    fetcher: Fetcher | None = None,
) -> int:
    """What watching and verifying have in common: state before and after, proposals, the report.
    `--apply` writes the proposals into docs/data at once (for a request that a person merges)."""
    try:
        own = fetcher or Fetcher(manners())
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    path = folder / "state.json"
    known = state.load(path)
    own.robots = known.robots
    dataset = load(root)
    try:
        parts, proposals, proposed = work(dataset, known, own)
    finally:
        state.save(known, path)
    for proposal in proposals:
        proposal.save(folder / "proposals")
    if "--apply" in arguments:
        proposed.lines += applied(proposals, root)
    else:
        proposed.lines += [
            Line(f"make apply PROPOSAL=build/upkeep/proposals/{p.id}.json", url=p.url)
            for p in proposals
        ]
    print(report.save(parts, folder).read_text("utf-8"))
    return 0


def main(
    arguments: list[str],
    root: Path = ROOT / DATA,
    folder: Path = report.FOLDER,
    fetcher: Fetcher | None = None,
    day: date | None = None,
) -> int:
    def work(
        dataset: Dataset, known: State, own: Fetcher
    ) -> tuple[list[Part], list[Proposal], Part]:
        found = watch(dataset, known, own, day or today())
        looked_up = Part(
            "due",
            [
                Line(look.item.title, url=look.where[0] if look.where else "")
                for look in looks(dataset, day or today())
            ],
        )
        looked_up.counts = {"共": len(looked_up.lines)}
        return [looked_up, found.pages, found.notices], found.proposals, found.notices

    return run(arguments, work, root, folder, fetcher)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
