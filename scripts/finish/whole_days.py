"""A day that stands in a page is not broken over two lines.

A browser may break 2026年12月31日 after 年 and 2026-12-31 after a hyphen. Days are written in Markdown, in
templates and in facts alike: only the finished page has them all.
"""

import re

DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日")
WHOLE = r'<span class="day">\g<0></span>'
# What is no text of the page, then tags, then text.
PARTS = re.compile(
    r"""(<(script|style|title|textarea|option|svg|pre)\b.*?</\2\s*>|<!--.*?-->|<(?:"[^"]*"|'[^']*'|[^'">])*>)|[^<]+""",
    re.DOTALL,
)


def whole_days(text: str) -> str:
    """The page, or the card for other sites: both name the class `day`."""
    return PARTS.sub(lambda part: part[0] if part[1] else DAY.sub(WHOLE, part[0]), text)
