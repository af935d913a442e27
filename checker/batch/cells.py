"""Cells as they stand in people's tables, turned into the strict values of requests.

What is not understood is refused with its reason; nothing is read that could mean something else.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from checker import typed
from checker.batch.traditional import simplified
from checker.dates import ISO_DATE, day, iso
from checker.faults import Fault
from checker.fields import shorten
from checker.typed import plain

EXCEL_EPOCHS = {1900: day("1899-12-30"), 1904: day("1904-01-01")}
"""Day 0 of a spreadsheet's numbers for days, right from 1900-03-01 on, by the name of the system."""

_EXCEL_DAY = r"([1-9][0-9]{4})(?:\.[0-9]*)?"
_TIME = r"(.+?(?:[0-9日]))[ T]+(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
_NOT_A_DAY: Sequence[tuple[str, str]] = (
    ("date_not_whole", r"[0-9]{4} ?年?|[0-9]{4} ?[-/.年] ?[0-9]{1,2} ?月?(?:底|末|初)?|[0-9]{6}"),
    ("date_short_year", r"'?[0-9]{2} ?[-/.年] ?[0-9]{1,2} ?[-/.月] ?[0-9]{1,2} ?日?"),
    ("date_order", r"[0-9]{1,2} ?[-/.] ?[0-9]{1,2} ?[-/.] ?[0-9]{4}"),
    ("date_open_ended", r"(?:长期|永久|终身|不限|无固定期限)(?:有效)?"),
    ("date_in_chinese_digits", r".*[〇零○一二三四五六七八九十]{2,}年.*"),
)
_BETWEEN = r"[;,、\n]+"
_ORDINAL = r"第[1-9一二三四五六七八九]次(?:加注)?[:]? *|[①-⑨] *|[(]?[1-9][.)] *(?=[0-9]{4})"
_SPAN = r"({0}) *(?:[~至到—–―]|--+| - |(?<=[0-9日])-(?=[0-9]{{4}})) *({0})"
_WITH_LENGTH = r"({0})(?: *[:(] *| +)(?:共|申请)? *([0-9]{{1,3}}) *[天日][)]?"
_ONE_DATE = r"(?:[0-9]{4}(?: *[-/.] *[0-9]{1,2}){2}|[0-9]{4} *年 *[0-9]{1,2} *月 *[0-9]{1,2}(?: *日)?|[0-9]{8})"
_PLAINLY = r"([0-9]{4}-[0-9]{2}-[0-9]{2}):([1-9][0-9]?)"
_EMPTY = r"无|暂无|没有|无记录|无加注|未加注|未申请|未填|空|[/\\—–―ー_.-]+|n/?a|null|none"


class Cell(NamedTuple):
    """What an annotation column holds: annotations with their length, or days without one."""

    items: Sequence[Mapping[str, Any]]
    bare: Sequence[str] = ()


def is_empty(text: str) -> bool:
    """Whether a cell holds nothing, or a word or sign for nothing."""
    if not text or text[0].isdecimal():  # most cells; the pattern knows no digits
        return not text
    text = simplified(plain(text))
    return not text or bool(re.fullmatch(_EMPTY, text.casefold()))


def date(text: str, excel: int | None) -> str:
    """`YYYY-MM-DD`, or the text for a strict reader to refuse. A time of day is left out.

    `excel` names the system of EXCEL_EPOCHS by which a bare number is read as a day; without it a
    number is refused. Raises Fault with the reason where it is known.
    """
    if ISO_DATE.fullmatch(text):
        return text
    text = plain(text)
    found = typed.date(text)
    if ISO_DATE.fullmatch(found):
        return found
    if timed := re.fullmatch(_TIME, text):
        return date(timed[1], excel)
    if number := re.fullmatch(_EXCEL_DAY, text):
        if excel is None:
            meant = iso(EXCEL_EPOCHS[1900] + int(number[1]))
            raise Fault("date_is_a_number", value=number[0], meant=meant)
        return iso(EXCEL_EPOCHS[excel] + int(number[1]))
    for code, form in _NOT_A_DAY:
        if re.fullmatch(form, simplified(text)):
            raise Fault(code, value=shorten(text))
    return text


def number(text: str) -> int | str:
    """90 for 90, 90天, 90.0; 2024 for 2024年, 2024年度; else the text."""
    text = re.sub(
        r"(?:个?自然|个?日历)(?=[天日])|(?<=年)度|(?<=[0-9])\.0+(?![0-9])",
        "",
        simplified(plain(text)),
    )
    return typed.number(text)


def annotations(text: str, excel: int | None) -> Cell:
    """What a cell says about annotations. Raises Fault, for an item with its place."""
    items: list[Mapping[str, Any]] = []
    bare: list[str] = []
    for part in re.split(_BETWEEN, simplified(plain(text))):
        if is_empty(part):
            continue
        try:
            found = _annotation(re.sub(f"^(?:{_ORDINAL})", "", part.strip()), excel)
        except Fault as fault:
            raise fault.under(f"[{len(items) + len(bare)}]") from None
        if isinstance(found, str):
            bare.append(found)
        else:
            items.append(found)
    return Cell(items, bare)


def length(text: str, excel: int | None) -> dict[str, Any]:
    """How long an annotation is, from a cell of its own: `days`, or `valid_until` for a date."""
    days = number(text)
    if isinstance(days, int) and days < 1000:  # four digits are a year, five a spreadsheet's day
        return {"days": days}
    return {"valid_until": date(text, excel)}


def holds_annotations(text: str) -> bool:
    """Whether a cell is written as annotations are, whatever column it stands in."""
    if ":" not in text and "：" not in text:
        return False
    form = rf"{_ONE_DATE} *: *[1-9][0-9]? *[天日]?(?:{_BETWEEN}.*)?"
    return bool(re.fullmatch(form, plain(text), re.DOTALL))


def _annotation(part: str, excel: int | None) -> Mapping[str, Any] | str:
    """An annotation, or the day it was applied for where nothing says how long it is. Raises Fault."""
    if plainly := re.fullmatch(_PLAINLY, part):
        return {"applied_on": plainly[1], "days": int(plainly[2])}
    found = date(part, excel)
    if ISO_DATE.fullmatch(found):
        return found
    if span := re.fullmatch(_SPAN.format(_ONE_DATE), part):
        return {"applied_on": typed.date(span[1]), "valid_until": typed.date(span[2])}
    if with_length := re.fullmatch(_WITH_LENGTH.format(_ONE_DATE), part):
        return {"applied_on": typed.date(with_length[1]), "days": int(with_length[2])}
    item = typed.annotation(part)
    item["applied_on"] = date(str(item["applied_on"]), excel)
    if "valid_until" in item:
        item["valid_until"] = date(str(item["valid_until"]), excel)
    return item
