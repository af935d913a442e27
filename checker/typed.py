"""Dates, numbers and annotations as people type them, turned into the strict values of requests.

Text in a shape that is not known here is handed on unchanged, for the strict readers to refuse.
"""

import re
from collections.abc import Mapping

from checker.dates import ISO_DATE
from checker.faults import Fault
from checker.fields import shorten

# What a Chinese keyboard gives for digits and signs: Unicode keeps ！ to ～ in the order of ASCII.
HALF_WIDTH: Mapping[int, int] = {
    **{0xFF01 + i: 0x21 + i for i in range(94)},
    0x3000: 0x20,
    0xA0: 0x20,
}
INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
# Texts, compiled by `re` when first used: in a browser nobody waits for what is not asked.
DATE = (
    r"([0-9]{4})(?: *([-/.]) *([0-9]{1,2}) *\2 *([0-9]{1,2})"
    r"| *年 *([0-9]{1,2}) *月 *([0-9]{1,2})(?: *日)?"
    r"|([0-9]{2})([0-9]{2}))(?:[ T]+0?0:00(?::00)?)?"
)
NUMBER = r"(-?[0-9]{1,9}) *[天日年]?"
ANNOTATION = r"(?P<applied_on>[^:~至到]+)(?::(?P<days>.+)|[~至到](?P<valid_until>.+))"
BETWEEN_ANNOTATIONS = r"[;,、\n]"


def date(text: str) -> str:
    """`2026-01-05` for 2026-1-5, 2026/1/5, 2026.1.5, 2026年1月5日, 20260105; midnight is dropped.

    Spaces round the signs and signs that cannot be seen do no harm.
    """
    if ISO_DATE.fullmatch(text):
        return text
    text = plain(text)
    found = re.fullmatch(DATE, text)
    if not found:
        return text
    year, month, day = (part for part in found.group(1, 3, 4, 5, 6, 7, 8) if part)
    return f"{year}-{month:0>2}-{day:0>2}"


def number(text: str) -> int | str:
    """90 for 90, 90天; 2024 for 2024年."""
    text = plain(text)
    found = re.fullmatch(NUMBER, text)
    return int(found[1]) if found else text


def annotation(text: str) -> dict[str, object]:
    """An annotation of a request, from `2026-01-01:90` or `2026-01-15~2026-04-14`.

    Raises Fault `annotation_format`.
    """
    found = re.fullmatch(ANNOTATION, plain(text))
    if not found:
        raise Fault("annotation_format", value=shorten(text.strip()))
    item: dict[str, object] = {"applied_on": date(found["applied_on"])}
    if found["days"] is not None:
        item["days"] = number(found["days"])
    else:
        item["valid_until"] = date(found["valid_until"])
    return item


def annotations(text: str) -> list[dict[str, object]]:
    """The annotations of one cell, between `;`, `,`, `、` or line breaks. Raises Fault."""
    items: list[dict[str, object]] = []
    for part in re.split(BETWEEN_ANNOTATIONS, plain(text)):
        if part.strip():
            try:
                items.append(annotation(part))
            except Fault as fault:
                raise fault.under(f"[{len(items)}]") from None
    return items


def annotation_text(item: Mapping[str, object]) -> str:
    """The short form of one annotation of a request, as `annotation` reads it."""
    if "days" in item:
        return f"{item['applied_on']}:{item['days']}"
    return f"{item['applied_on']}~{item['valid_until']}"


def plain(text: str) -> str:
    """The text with digits and signs of half width, and nothing invisible in it or around it."""
    if text.isascii():
        return text.strip()
    return re.sub(INVISIBLE, "", text).translate(HALF_WIDTH).strip()
