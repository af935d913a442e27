"""Patterns are compiled when first used: most notices need few of them."""

import re
from functools import cache


@cache
def compiled(pattern: str) -> "re.Pattern[str]":
    return re.compile(pattern)
