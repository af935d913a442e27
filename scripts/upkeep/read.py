"""`make read FROM=<address or file> AREA=guangdong`: reads one notice and writes a proposal."""

import argparse
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scripts.facts.load import DATA, Dataset, load
from scripts.facts.problems import FactsError
from scripts.places import ROOT
from scripts.upkeep import documents, originals
from scripts.upkeep.fetch import Failed, Fetcher, Known, Page, is_address
from scripts.upkeep.manners import manners
from scripts.upkeep.opening import Opened, opened
from scripts.upkeep.proposals import FOLDER, Notice, Proposal, propose

MOST_BYTES = 20_000_000


def today() -> date:
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def notice_from(where: str, url: str) -> Notice:
    """The notice at an address or in a file. Raises ValueError with why it cannot be read."""
    if is_address(where):
        answer = opened(Fetcher(manners()), where)
        if isinstance(answer, Failed):
            raise ValueError(f"{where}：{answer.said}")
        assert isinstance(answer, Opened)  # nothing was known of it
        page_url, document, sha256 = answer.page.url, answer.document, answer.sha256
    else:
        try:
            size = Path(where).stat().st_size
            if size > MOST_BYTES:
                raise ValueError(f"{where}：超过 {MOST_BYTES // 1_000_000} MB")
            body = Path(where).read_bytes()
        except OSError as error:
            raise ValueError(f"{where}：打不开（{error.strerror}）") from None
        if url and not is_address(url):
            raise ValueError(f"{url}：不是网址")
        page_url, document = url, documents.read(body, url)
        page = Page(url or "urn:file", body, "", Known(), datetime.now(ZoneInfo("UTC")))
        sha256 = originals.keep(page)
    if document.problem:
        raise ValueError(f"{where}：{document.problem}")
    return Notice(page_url, document.title, document.text, document.page_date, sha256)


def shown(proposal: Proposal) -> str:
    """A proposal in words, a line each."""
    lines = [
        f"改 {c.file} {'.'.join(map(str, c.keys))}：{_value(c.value)}" for c in proposal.changes
    ]
    lines += [f"不用改 {each}" for each in proposal.same]
    lines += [f"不写 {each.what}“{each.quote}”：{each.why}" for each in proposal.refused]
    lines += [f"没看懂 {each}" for each in proposal.unread]
    return "\n".join(lines or ["这一篇没有写明日期"])


def _value(value: dict[str, object]) -> str:
    parts = (
        f"{k} {value[k]}"
        for k in ("status", "start", "end", "yuan_per_paper", "checked_on", "confidence")
        if k in value
    )
    return "，".join(parts) + (f"“{value['quote']}”" if "quote" in value else "")


def main(arguments: list[str], root: Path = ROOT / DATA, folder: Path = FOLDER) -> int:
    parser = argparse.ArgumentParser(prog="make read")
    parser.add_argument("where")
    parser.add_argument("area")
    parser.add_argument("--url", default="")
    given = parser.parse_args(arguments)
    if not given.where or not given.area:
        print("用法：make read FROM=<网址或文件> AREA=<地区，如 guangdong；全国写 national>")
        return 2
    try:
        dataset: Dataset = load(root)
        proposal = propose(dataset, notice_from(given.where, given.url), given.area, today())
    except (ValueError, FactsError) as error:
        print(error)
        return 1
    print(shown(proposal))
    if not proposal.changes:
        return 0
    path = proposal.save(folder)
    path = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    print(f"写进 docs/data：make apply PROPOSAL={path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
