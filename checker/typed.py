"""Dates, numbers and annotations as people type them, turned into the strict values of requests.

Text in a shape that is not known here is handed on unchanged, for the strict readers to refuse.
"""

import re
from collections.abc import Mapping

from checker.dates import ISO_DATE
from checker.faults import Fault
from checker.fields import shorten

# What a Chinese keyboard gives for the digits and signs of dates and annotations.
HALF_WIDTH = str.maketrans("０１２３４５６７８９：；，～／－．", "0123456789:;,~/-.")
# Texts, compiled by `re` when first used: in a browser nobody waits for what is not asked.
DATE = (
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日?"
    r"|([0-9]{2})([0-9]{2}))(?: +0?0:00(?::00)?)?"
)
NUMBER = r"(-?[0-9]{1,9}) *[天日年]?"
ANNOTATION = r"(?P<applied_on>[^:~至到]+)(?::(?P<days>.+)|[~至到](?P<valid_until>.+))"
BETWEEN_ANNOTATIONS = r"[;,、\n]"


def date(text: str) -> str:
    """`2026-01-05` for 2026-1-5, 2026/1/5, 2026.1.5, 2026年1月5日, 20260105; midnight is dropped."""
    if ISO_DATE.fullmatch(text):
        return text
    text = _half_width(text)
    found = re.fullmatch(DATE, text)
    if not found:
        return text
    year, month, day = (part for part in found.group(1, 3, 4, 5, 6, 7, 8) if part)
    return f"{year}-{month:0>2}-{day:0>2}"


def number(text: str) -> int | str:
    """90 for 90, 90天; 2024 for 2024年."""
    text = _half_width(text)
    found = re.fullmatch(NUMBER, text)
    return int(found[1]) if found else text


def annotation(text: str) -> dict[str, object]:
    """An annotation of a request, from `2026-01-01:90` or `2026-01-15~2026-04-14`.

    Raises Fault `annotation_format`.
    """
    found = re.fullmatch(ANNOTATION, _half_width(text))
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
    for part in re.split(BETWEEN_ANNOTATIONS, _half_width(text)):
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


def _half_width(text: str) -> str:
    return (text if text.isascii() else text.translate(HALF_WIDTH)).strip()
