"""A day that stands in a page is not broken over two lines.

A browser may break 2026年12月31日 after 年 and 2026-12-31 after a hyphen. Days are written in Markdown, in
templates and in facts alike: only the finished page has them all.
"""

import re

DAY = r"\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"
_NO_TEXT = ("script", "style", "title", "textarea", "option", "svg", "pre")
# What is no text of the page, tags, and text up to the next digit; then days.
PARTS = re.compile(
    rf"""(?:{"|".join(rf"<{name}\b.*?</{name}\s*>" for name in _NO_TEXT)}"""
    rf"""|<!--.*?-->|<(?:"[^"]*"|'[^']*'|[^'">])*>|[^<\d]+)++|{DAY}""",
    re.DOTALL,
)


def whole_days(text: str) -> str:
    """The page, or the card for other sites: both name the class `day`."""
    return PARTS.sub(lambda part: _day(part[0]) if part[0][0].isdigit() else part[0], text)


def _day(day: str) -> str:
    return f'<span class="day">{day}</span>'
