"""Dates in Chinese, as short as they can be without being unclear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checker.dates import chinese
from scripts.facts.events import Edge
from scripts.facts.models import Period, Span
from scripts.facts.moments import Moment


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words; with `datetime`, the words are that date (edge of its event)."""

    text: str
    datetime: str = ""
    edge: Edge = "whole"


def day_in_chinese(day: date) -> str:
    return chinese(day.toordinal())


def moment_in_chinese(moment: Moment, after: Moment | None = None) -> str:
    """`after` is a moment already named: its year, and for days its month, are not said again."""
    said = after and after.first
    first = moment.first
    words = "" if said and said.year == first.year else f"{first.year}年"
    if moment.precision == "month":
        return f"{words}{first.month}月"
    return f"{words}{first.month}月{first.day}日" + (f" {moment.time}" if moment.time else "")


def when(value: Period | Span) -> Sequence[Piece]:
    """The words of a period, ready to be put into <time> elements."""
    start, end = value.start, value.end
    read_as = getattr(value, "read_as", "exact")
    if start and end and start != end:
        tail = "之间的某一天" if read_as == "within" else ""
        pieces = [
            Piece(moment_in_chinese(start), str(start), "start"),
            Piece("至"),
            Piece(moment_in_chinese(end, start), str(end), "end"),
        ]
        return [*pieces, Piece(tail)] if tail else pieces
    if start and end:
        return [Piece(moment_in_chinese(start), str(start), "start")]
    if start:
        if read_as == "by":
            return [Piece("不晚于"), Piece(moment_in_chinese(start), str(start), "start")]
        return [Piece(moment_in_chinese(start), str(start), "start"), Piece("起")]
    if end:
        return [Piece(moment_in_chinese(end), str(end), "end"), Piece("止，开始日没有看到")]
    return []


def plain(value: Period | Span) -> str:
    return "".join(piece.text for piece in when(value))
