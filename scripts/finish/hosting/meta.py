"""Stage: each page carries the policy itself, as far as a <meta> can, for hosts that send none."""

import re
from pathlib import Path

from scripts.finish.hosting.headers import CARDS, card_policy, inline_scripts, page_policy

FIRST = '<meta charset="utf-8">'
POLICY = re.compile(rb'\n<meta http-equiv="Content-Security-Policy"[^>]*>')


def write_policies(site: Path) -> None:
    """Rewrites every page below `site`."""
    cards = site / CARDS.removesuffix("/*")
    of_pages, of_cards = page_policy(inline_scripts(site)), card_policy()
    for page in site.rglob("*.html"):
        policy = of_cards if page.is_relative_to(cards) else of_pages
        meta = f'{FIRST}\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
        text = page.read_text("utf-8")
        assert text.count(FIRST) == 1, f"{page}: expected one {FIRST}"
        page.write_text(text.replace(FIRST, meta), "utf-8")


def without_policy(page: bytes) -> bytes:
    """For a server that adds a script of its own to the page."""
    return POLICY.sub(b"", page, count=1)
