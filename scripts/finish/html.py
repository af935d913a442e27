"""Stage: the pages as MkDocs has written them, made into what readers get.

The steps are the same for all pages and for one that was saved again.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scripts.finish.fingerprint import fingerprint, renamed
from scripts.finish.hosting.headers import inline_scripts, page_policy
from scripts.finish.hosting.meta import with_policy
from scripts.finish.lean import lean, lean_page, sheets_of
from scripts.finish.theme_html import mend
from scripts.finish.whole_days import whole_days


class SeenElsewhere(Exception):
    """What was changed in a page shows in others: the whole site must be built anew."""


class Finish(NamedTuple):
    """What finished pages have in common: the scripts that stand in heads, the names of files by
    content, the policy. `parts`: address of each page → what of it went into these."""

    heads: Mapping[str, str]
    names: Mapping[str, str]
    policy: str
    parts: Mapping[str, tuple[Sequence[str], Sequence[str]]]

    def page(self, raw: str, address: str) -> str:
        return with_policy(_dressed(raw, self.heads, self.names), address, self.policy)


def finish_html(site: Path) -> Finish:
    """Rewrites every page below `site`. Raises ThemeChanged."""
    raw = {_address(path, site): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    heads = lean(site, raw.values())
    names = fingerprint(site)
    dressed = {address: _dressed(page, heads, names) for address, page in raw.items()}
    policy = page_policy(inline_scripts(dressed.values()))
    for address, page in dressed.items():
        (site / address).write_text(with_policy(page, address, policy), "utf-8")
    parts = {a: (sheets_of(raw[a]), inline_scripts([page])) for a, page in dressed.items()}
    return Finish(heads, names, policy, parts)


def finish_again(path: Path, site: Path, finish: Finish) -> None:
    """Rewrites the one page at `path`, which MkDocs has written anew. Raises SeenElsewhere."""
    address, raw = _address(path, site), path.read_text("utf-8")
    page = finish.page(raw, address)
    if (sheets_of(raw), inline_scripts([page])) != finish.parts.get(address):
        raise SeenElsewhere(address)
    path.write_text(page, "utf-8")


def _dressed(page: str, heads: Mapping[str, str], names: Mapping[str, str]) -> str:
    return renamed(lean_page(whole_days(mend(page)), heads), names)


def _address(path: Path, site: Path) -> str:
    return path.relative_to(site).as_posix()
