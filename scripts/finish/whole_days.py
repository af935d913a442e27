"""A day that stands in a page is not broken over two lines.

A browser may break 2026年12月31日 after 年 and 2026-12-31 after a hyphen. Days are written in Markdown, in
templates and in facts alike: only the finished page has them all.
"""

import re

DAY = r"\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"
# What is no text of the page, then tags, then days.
PARTS = re.compile(
    rf"""(<(script|style|title|textarea|option|svg|pre)\b.*?</\2\s*>|<!--.*?-->|<(?:"[^"]*"|'[^']*'|[^'">])*>)|{DAY}""",
    re.DOTALL,
)


def whole_days(text: str) -> str:
    """The page, or the card for other sites: both name the class `day`."""
    return PARTS.sub(lambda part: part[1] or f'<span class="day">{part[0]}</span>', text)
