"""Dates and spans of dates as notices write them, found in plain text, years still open."""

import re
from itertools import pairwise
from typing import NamedTuple

from checker.notice.patterns import compiled


class Day(NamedTuple):
    """A day as written: the year where the text gives one, `HH:MM` (24:00 too) or None."""

    year: int | None
    month: int
    day: int
    time: str | None = None


class Found(NamedTuple):
    """A stretch of plain text that speaks of days.

    kind: `span` (start and end as written, None for an open end), `dotted` (6.28-7.8: a span only
    where a label says so), `relative`, `month_only`,
    `damaged`. `now`: begins on the day of publication. `gaps`: a list of days that do not touch.
    `postponed`: the day it was moved to. `hours`: from and to, on one day.
    """

    start: int
    end: int
    kind: str
    first: Day | None = None
    last: Day | None = None
    now: bool = False
    gaps: bool = False
    postponed: bool = False
    hours: tuple[str, str] | None = None


_WEEK = r"(?: ?\(?(?:星期|周|礼拜)[一二三四五六日天](?:[、至-](?:星期|周)?[一二三四五六日天])?\)?| ?\([今明后][日天]\))?"
_HALF = r"(?:上午|下午|晚上|晚间|傍晚|中午|正午|凌晨|早上|早晨|午夜|夜间|晚|早)"
_INCLUDED = r"(?: ?\(?含(?:当日|当天|本日|本数)?\)?| ?\(北京时间\))?"


def _day(n: int) -> str:
    return (
        rf"(?:(?:(?P<y{n}>20\d\d)年)?(?P<m{n}>\d{{1,2}})月(?P<d{n}>\d{{1,2}})(?P<r{n}>日|号)?"
        rf"|(?P<Y{n}>20\d\d)(?P<s{n}>[-/.])(?P<M{n}>\d{{1,2}})(?P=s{n})(?P<D{n}>\d{{1,2}})(?!\d)日?)"
    )


def _time(n: int) -> str:
    return (
        rf"(?: ?[,()]? ?(?P<half{n}>{_HALF})?(?P<h{n}>\d{{1,2}})"
        rf"(?::(?P<i{n}>[0-5]\d)(?::[0-5]\d)?(?!\d)[时点]?|[时点](?:(?P<j{n}>[0-5]?\d)分?(?!\d)|整|(?P<k{n}>半))?)\)?)"
    )


_CONNECTED = (
    r"(?:开始|开通|启动|起|始)?(?:\(含\))?,? ?(?:一直|持续|并延续|延续)?(?:至|到|-{1,4}|~{1,2})"
    r"(?:次日)? ?"
)
_LISTED = (
    r"(?:(?:[、,和及]|以及) ?(?:(?:20\d\d年)?\d{1,2}月)?\d{1,2}(?:(?:日|号)"
    + _WEEK
    + r"|(?=[、和及]\d)))"
)
# The hour of a last day may stand on the next line where the first day has one.
_WRAPPED = r"(?(h1)(?:\n *(?=\d{1,2}:\d\d(?![\d:]| ?[-~至到])))?)"
_SPAN = (
    r"(?<!\d)"
    + _day(1)
    + _WEEK
    + rf"(?:{_time(1)}|{_HALF}(?!\d))?"
    + _INCLUDED
    + r"(?:(?P<list>"
    + _LISTED
    + r"{1,9})(?!\d)"
    + rf"|{_CONNECTED}(?:(?:{_day(2)}|(?P<mm>\d{{1,2}})[./](?P<dd>\d{{1,2}})(?![\d.:])"
    + rf"|(?P<d3>\d{{1,2}})(?:日|号)(?!\d{{1,2}}[月日号])|(?P<same>当日|当天|同日)){_WEEK}{_WRAPPED}(?:{_time(2)}(?:[-~至到]{_time(3)})?|{_HALF}(?!\d))?"
    + rf"|(?P<only>){_time(4)}){_INCLUDED})?"
)
_NOW = (
    r"(?:自|从)?(?:即日|(?:本?(?:通知|公告|通告)|本)?(?:发布|公布|印发)之日)起?,? ?"
    rf"(?:(?:至|到|-|~) ?(?:{_day(5)}){_WEEK}(?:{_time(5)})?{_INCLUDED})?"
)
_RELATIVE = (
    r"考(?:试)?前(?:的)?(?:[一二两三四五六七八九十半]|\d{1,2})个?(?:多)?(?:周|天|日|星期|月|小时|工作日)"
    r"(?:左右|内)?|考(?:试)?(?:结束)?后(?:的)?(?:[一二两三四五六七八九十半]|\d{1,3})(?:[-~至到]\d{1,3})?个?(?:周|天|日|星期|月|工作日)(?:左右|内)?"
    r"|(?:之日起|公布后|截止后|结束后|发布后|日起|起)(?:的)?(?:[一二两三四五六七八九十]{1,3}|\d{1,3})个?(?:自然|工作)?[日天]内?"
)
_MONTH = (
    r"(?<![\d.])(?:(?:20\d\d)年)?\d{1,2}月(?:份)?(?:(?:[-~至到、]|或)\d{1,2}月(?:份)?)?"
    r"(?:上旬|中旬|下旬|初|中下旬|上中旬|底|末|左右|中(?!国|药|级|学|医))?(?!\d)"
)
_DOTTED = r"(?<![\d./-])(?P<n1>1?\d)\.(?P<n2>[123]?\d) ?[-~至] ?(?P<n3>1?\d)\.(?P<n4>[123]?\d)(?![\d.%/]|元|分|万)"
_DAMAGED = r"(?<![\d.])\d{1,2}月\d{0,2}[\ufffd*×□?]+\d{0,2}[日号]?"

_ANY = (
    r"(?=[\d自从即本通公发印考之截结日起])(?:"
    rf"(?P<span>{_SPAN})|(?P<now>{_NOW})|(?P<relative>{_RELATIVE})"
    rf"|(?P<dotted>{_DOTTED})|(?P<damaged>{_DAMAGED})|(?P<month>{_MONTH}))"
)

# What stands right before or right after a single day and makes it the end or the beginning.
_UNTIL = (
    r"(?:(?:截止|截至|终止|结束|关闭|最迟|不晚于|不迟于|最晚)(?:时间|日期|时限)?"
    r"(?:统一|均|分别|相应|同步|也|随之|将|一律|暂|不变,|仍|依旧)*(?:为|是|:|于|在|到|至|定于|调整为|延长|延)*|延长(?:到|至)|(?<![\d日号时点分])(?:至|到了?))\(?$"
)
_POSTPONED_TO = r"(?:推迟|延期|调整|改期?|顺延|延迟|推延)(?:到|至)$"
_FROM = r"(?:开始|起始|启动|开通|开放)(?:(?:时间|日期)(?:仍|均|都|统一|分别)*(?:为|是|:|于|在)*|(?:为|:)+)$|起始$"
_EVERY_YEAR = r"(?:每年|当年度?|次年|同年|历年|往年|去年|明年|年度)的?$"
_ENDS = (
    r" ?\)?(?:\(?含(?:当日|当天)?\)?)?(?:准时|整)?(?:之前|以前|前(?!往|[一二两三四五六七八九十\d]|台|期|述|来|后)"
    r"|截止|截至|为止|止|结束|关闭|停止)"
)
_BEGINS = r" ?\)?(?:\(?含(?:当日|当天)?\)?)?(?:左右|前后)?(?:现?已|即|才|将|正式)*(?:起(?!草|诉)|开始|启动|开通|开放|开启|正式开)"
_AFTERWARDS = r" ?(?:之后|以后|后(?![续勤台方])|前(?=[一二两三四五六七八九十\d]))"
_BROKEN = r"(?: ?至| *\n *(?:[至到~]|-{1,2}|\d{1,2}:\d\d) *(?=\n|$)|\([^()]{1,10}\) ?\d{1,2}[:时点]|[ \n]*\|[ |\n]*[至到](?=[ |\n])| ?[-~]+ *(?=[\n。;,]|$)| ?(?:[-~]+ *|到 *)[\ufffd?\d*×□]|[\ufffd*×□]|\d+(?![\u4e00-\u9fff\d、.])|\d+[月日号时点分:])"
_TO_NO_DAY = r" ?(?:[-~]+|至|到) ?(?:考|开考|截止|当)"


def find(text: str) -> list[Found]:
    """All that speaks of days, in the order of the text, without overlap."""
    found = []
    for match in compiled(_ANY).finditer(text):
        start, end = match.span()
        match match.lastgroup:
            case "span":
                found.append(_span(text, match, start, end))
            case "now":
                found.append(_from_now(match, start, end))
            case "relative":
                found.append(Found(start, end, "relative"))
            case "dotted":
                first, last = (
                    _real(None, int(match[m]), int(match[d]), None)
                    for m, d in (("n1", "n2"), ("n3", "n4"))
                )
                if first and last and _in_order(first, last):
                    found.append(Found(start, end, "dotted", first, last))
            case "damaged":
                found.append(Found(start, end, "damaged"))
            case _:
                found.append(Found(start, end, "month_only"))
    return found


def _span(text: str, match: "re.Match[str]", start: int, end: int) -> Found:
    before = text[max(0, start - 16) : start].rpartition("\n")[2].rstrip(" ")
    if compiled(_EVERY_YEAR).search(before):
        return Found(start, end, "relative")
    first = _first(match, _short_year(before))
    if after := compiled(_TO_NO_DAY).match(text, end):
        return Found(start, after.end(), "relative")
    if first is None or _cut_off(text, start, end):
        return Found(start, end, "damaged")
    if match["list"]:
        return _listed(match["list"], first, start, end)
    if match["only"] is not None:
        return _same_day(match, first, start, end)
    if (match["d2"] or match["D2"] or match["dd"] or match["d3"] or match["same"]) is None:
        return _single(text, first, before, start, end)
    last = _second(match, first)
    if last is None or not _in_order(first, last):
        return Found(start, end, "damaged")
    if match["h3"]:  # opening hours of each day
        first, last = first._replace(time=None), last._replace(time=None)
    return Found(start, end, "span", first, last)


def _cut_off(text: str, start: int, end: int) -> bool:
    if (
        start
        and compiled(r"[\ufffd*×□年]|(?<![\u4e00-\u9fff])\?").match(text, start - 1)
        and not _short_year(text[max(0, start - 4) : start])
    ):
        return True
    return bool(compiled(_BROKEN).match(text, end))


def _short_year(before: str) -> int | None:
    """2025 where `25年` stands before a day."""
    short = compiled(r"(?<![\d\ufffd*×□?])(2\d)年$").search(before)
    return 2000 + int(short[1]) if short else None


def _first(match: "re.Match[str]", short_year: int | None) -> Day | None:
    time = _clock(match, 1)
    if time == "":
        return None
    if match["D1"]:
        return _real(int(match["Y1"]), int(match["M1"]), int(match["D1"]), time)
    following = match["list"] or match["d2"] or match["D2"] or match["d3"]
    if not match["r1"] and not following:
        return None
    year = int(match["y1"]) if match["y1"] else short_year
    return _real(year, int(match["m1"]), int(match["d1"]), time)


def _second(match: "re.Match[str]", first: Day) -> Day | None:
    time = _clock(match, 2)
    if time == "":
        return None
    if match["same"]:
        return first._replace(time=time)
    if match["D2"]:
        return _real(int(match["Y2"]), int(match["M2"]), int(match["D2"]), time)
    if match["dd"]:
        if not match["s1"] or match["s1"] == "-":
            return None
        return _real(None, int(match["mm"]), int(match["dd"]), time)
    if match["d3"]:
        return _real(first.year, first.month, int(match["d3"]), time)
    if not match["r2"]:
        return None
    return _real(
        int(match["y2"]) if match["y2"] else None, int(match["m2"]), int(match["d2"]), time
    )


def _same_day(match: "re.Match[str]", first: Day, start: int, end: int) -> Found:
    until = _clock(match, 4)
    if until and until < "12" and match["half1"] in _PM and not match["half4"]:
        until = f"{int(until[:2]) + 12}{until[2:]}"
    if not until or first.time is None or until <= first.time:
        return Found(start, end, "damaged")
    return Found(start, end, "span", first, first._replace(time=until), hours=(first.time, until))


def _single(text: str, first: Day, before: str, start: int, end: int) -> Found:
    if compiled(_AFTERWARDS).match(text, end):
        return Found(start, end, "relative")
    if compiled(_POSTPONED_TO).search(before) and not compiled(_BEGINS).match(text, end):
        return Found(start, end, "span", first, first, postponed=True)
    if ends := compiled(_ENDS).match(text, end):
        return Found(start, ends.end(), "span", None, first)
    if begins := compiled(_BEGINS).match(text, end):
        return Found(start, begins.end(), "span", first, None)
    if compiled(_UNTIL).search(before):
        return Found(start, end, "span", None, first)
    if compiled(_FROM).search(before):
        return Found(start, end, "span", first, None)
    return Found(start, end, "span", first, first)


def _listed(listed: str, first: Day, start: int, end: int) -> Found:
    days = [first]
    for part in compiled(r"(?:(?:(20\d\d)年)?(\d{1,2})月)?(\d{1,2})").finditer(listed):
        year, month, day = part.groups()
        before = days[-1]
        one = _real(
            int(year) if year else before.year,
            int(month) if month else before.month,
            int(day),
            None,
        )
        if one is None or not _in_order(before, one):
            return Found(start, end, "damaged")
        days.append(one)
    if listed[-1] not in "日号)天一二三四五六":
        return Found(start, end, "damaged")
    gaps = any(not _next_to(a, b) for a, b in pairwise(days))
    return Found(start, end, "span", first._replace(time=None), days[-1], gaps=gaps)


def _from_now(match: "re.Match[str]", start: int, end: int) -> Found:
    if not match["d5"] and not match["D5"]:
        return Found(start, end, "span", None, None, now=True)
    time = _clock(match, 5)
    if match["D5"]:
        last = _real(int(match["Y5"]), int(match["M5"]), int(match["D5"]), time)
    else:
        year = int(match["y5"]) if match["y5"] else None
        last = _real(year, int(match["m5"]), int(match["d5"]), time) if match["r5"] else None
    if last is None or time == "":
        return Found(start, end, "damaged")
    return Found(start, end, "span", None, last, now=True)


_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _real(year: int | None, month: int, day: int, time: str | None) -> Day | None:
    if not 1 <= month <= 12 or not 1 <= day <= _LENGTHS[month - 1]:
        return None
    if year is not None and month == 2 and day == 29 and not _leap(year):
        return None
    return Day(year, month, day, time)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _in_order(first: Day, last: Day) -> bool:
    """Whether the span can be: the next year may be meant only from the last months on."""
    if first.year is not None and last.year is not None:
        return (first.year, first[1:3], first.time or "") <= (
            last.year,
            last[1:3],
            last.time or "99",
        )
    if first[1:3] <= last[1:3]:
        return first[1:3] < last[1:3] or (first.time or "") <= (last.time or "99")
    return first.month >= 10 and last.month <= 4


def _next_to(a: Day, b: Day) -> bool:
    if a.month == b.month:
        return b.day == a.day + 1
    return b.day == 1 and a.day >= 28


_PM = frozenset(("下午", "晚上", "晚间", "傍晚", "晚", "夜间", "午夜"))


def _clock(match: "re.Match[str]", n: int) -> str | None:
    """`HH:MM`; None where no hour is written, "" where it cannot be."""
    if not match[f"h{n}"]:
        return None
    hour = int(match[f"h{n}"])
    minute = 30 if match[f"k{n}"] else int(match[f"i{n}"] or match[f"j{n}"] or 0)
    half = match[f"half{n}"]
    if half in _PM and hour <= 12:
        hour = hour + 12 if hour < 12 else (24 if half != "下午" else 12)
    elif half in ("中午", "正午") and hour <= 2:
        hour += 12
    if hour > 24 or (hour == 24 and minute):
        return ""
    return f"{hour:02}:{minute:02}"
