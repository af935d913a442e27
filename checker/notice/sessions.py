"""The papers of a timetable: on which day, from when to when."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.notice.dates import Found
from checker.notice.layout import Layout, Row
from checker.notice.patterns import compiled

_CLOCK = (
    r"(?P<{0}h>\d{{1,2}})(?::(?P<{0}m>[0-5]\d)|[时点](?:(?P<{0}n>[0-5]?\d)分?|(?P<{0}half>半)|整)?)"
)
_HOURS = rf"(?P<half>上午|下午|晚上)?[ :]?{_CLOCK.format('a')} ?[-~至到]+ ?(?P<half2>上午|下午|晚上)?{_CLOCK.format('b')}"
_NO_PAPER = r"报名|缴费|打印|咨询|审核|核查|领取|考试时间|科目$|^每[天日]|电话"


class Session(NamedTuple):
    """`date` and hours are ISO texts."""

    date: str
    start: str
    end: str
    paper: str


def find(text: str, layout: Layout, days: Mapping[int, str]) -> list[Session]:
    """The sessions of a timetable. `days`: the dates of exams by where they begin in the text."""
    sessions: list[Session] = []
    day: str | None = None
    waiting: tuple[str, str, str] | None = None
    headings: tuple[object, ...] = ()
    for row, over in zip(layout.rows, layout.headings, strict=True):
        numbered = tuple(h for h in over if h.level < 9)
        if numbered != headings:
            headings, day, waiting = numbered, None, None
        if not days or (day is None and not layout.dates(row.start, row.end)):
            continue
        for place, item in _items(text, layout, row):
            if isinstance(item, Found):
                day, waiting = days.get(item.start), None
                if day and item.hours:
                    waiting = (day, *item.hours)
            elif isinstance(item, tuple):
                waiting = (day, *item) if day else None
            elif waiting and (paper := _paper(item)):
                sessions.append(Session(*waiting, paper))
                waiting = None
            del place
    return list(dict.fromkeys(sessions))


def _items(
    text: str, layout: Layout, row: Row
) -> Iterator[tuple[int, Found | tuple[str, str] | str]]:
    """Dates, hours and words of a row, in order."""
    for start, end in row.cells:
        place = start
        stops: list[tuple[int, int, Found | tuple[str, str]]] = [
            (one.start, one.end, one) for one in layout.dates(start, end)
        ]
        taken = [(a, b) for a, b, _ in stops]
        for match in compiled(_HOURS).finditer(text, start, end):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                hours = _hours(match)
                if hours:
                    stops.append((match.start(), match.end(), hours))
        for a, b, item in sorted(stops, key=lambda stop: stop[0]):
            if text[place:a].strip():
                yield place, text[place:a]
            yield a, item
            place = b
        if text[place:end].strip():
            yield place, text[place:end]


def _hours(match: "re.Match[str]") -> tuple[str, str] | None:
    times = []
    for name, half in (("a", match["half"]), ("b", match["half2"] or match["half"])):
        hour = int(match[f"{name}h"])
        minute = 30 if match[f"{name}half"] else int(match[f"{name}m"] or match[f"{name}n"] or 0)
        if half in ("下午", "晚上") and hour < 12:
            hour += 12
        if hour > 24:
            return None
        times.append(f"{hour:02}:{minute:02}")
    return (times[0], times[1]) if times[0] < times[1] else None


def _paper(words: str) -> str | None:
    """The name of a paper, where the words are one."""
    words = re.sub(r"^[\s:,。;、|()\-]*(?:\((?:星期|周).\))?(?:上午|下午)?[\s:,]*", "", words)
    words = re.split(r"[。;\n]|,(?=[^)]*$)", words)[0].strip(" :,、|-")
    if words.count("《") != words.count("》"):
        words = words.strip("《》")
    if not 2 <= len(words) <= 48 or not re.search(r"[\u4e00-\u9fff]{2}", words):
        return None
    return None if re.search(_NO_PAPER, words) else words
