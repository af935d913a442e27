"""Each page carries the policy itself, as far as a <meta> can, for hosts that send none."""

import re

from scripts.finish.hosting.headers import CARDS, card_policy

FIRST = '<meta charset="utf-8">'
POLICY = re.compile(rb'\n<meta http-equiv="Content-Security-Policy"[^>]*>')


def with_policy(page: str, address: str, of_pages: str) -> str:
    """The page at `address`, counted from the root of the site, with the policy of pages or of cards."""
    policy = card_policy() if address.startswith(CARDS.removesuffix("*")) else of_pages
    assert page.count(FIRST) == 1, f"{address}: expected one {FIRST}"
    meta = f'{FIRST}\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page.replace(FIRST, meta)


def without_policy(page: bytes) -> bytes:
    """For a server that adds a script of its own to the page."""
    return POLICY.sub(b"", page, count=1)
