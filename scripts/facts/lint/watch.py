"""Every watched page has one address, which docs/data holds, and an area that is there."""

from collections.abc import Iterator

from scripts.facts.lint.links import host
from scripts.facts.load import Dataset
from scripts.facts.problems import Problem
from scripts.facts.watching import address

NATIONAL = "national"


def check(dataset: Dataset) -> Iterator[Problem]:
    sheet = dataset.documents["watch.yml"]
    banned = {host(s.url) for s in dataset.sources.values() if s.url and not s.linkable}
    banned -= {host(s.url) for s in dataset.sources.values() if s.url and s.linkable}
    ids: set[str] = set()
    urls: dict[str, str] = {}
    for i, page in enumerate(dataset.watch.pages):
        at = ("pages", i)
        if page.id in ids:
            yield sheet.problem((*at, "id"), f"编号 {page.id} 只能用一次", "改一个编号")
        ids.add(page.id)
        if page.area not in {NATIONAL, *dataset.provinces}:
            yield sheet.problem(
                (*at, "area"), f"area 应是 {NATIONAL} 或 docs/data/provinces 里的编号", "改正编号"
            )
        if bool(page.url) == bool(page.address_of):
            yield sheet.problem(
                at, "address_of 和 url 应恰好写一个", "docs/data 里已有的网址写 address_of"
            )
            continue
        if page.url and not page.source:
            yield sheet.problem((*at, "url"), "自己写的网址要有来源", "加上 source: [编号]")
        for id_ in page.source:
            if id_ not in dataset.sources:
                yield sheet.problem(
                    (*at, "source"), f"来源 {id_} 应在 sources.yml 里", "改正编号，或补上这个来源"
                )
        _, url = address(dataset, page)
        if not url:
            yield sheet.problem(
                (*at, "address_of"), f"{page.address_of} 没有写网址", "改正路径，或删去这一页"
            )
            continue
        if host(url) in banned:
            yield sheet.problem(at, f"{host(url)} 是 linkable: false 的来源", "删去这一页")
        if url in urls:
            yield sheet.problem(at, f"与 {urls[url]} 是同一个网址", "只留一个")
        urls[url] = page.id
