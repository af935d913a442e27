"""Claims become values: in which year each day lies, and what is one statement."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from checker.notice.claims import Claim, Claims, Unread
from checker.notice.dates import Day
from checker.notice.page import YEAR_ALONE, Page
from checker.notice.patterns import compiled

REVIEWED = ("registration", "payment", "review")
_MOST = 12  # different values of one matter; a text with more was not understood
_WINDOW = 300  # characters before a date in which its sentence may name the year


class Value(NamedTuple):
    """A dated statement. `first` and `last` are ISO texts with an hour where one is given."""

    what: str
    first: str | None
    last: str | None
    expected: bool
    year_from: str
    start: int
    end: int
    stage: str
    labelled: bool


class Refused(Exception):
    """A claim whose year cannot be told, or is not the one asked for."""


class Years:
    """Finds the years of the claims of one page."""

    def __init__(self, page: Page, claims: list[Claim]) -> None:
        self.page = page
        self.question = page.question
        self.exam_months = {
            (c.found.last.year, c.found.last.month)
            for c in claims
            if c.what == "exam" and c.found.last
        }
        self.explicit = [
            (one.start, day.year)
            for one in page.found
            if one.kind == "span" and (day := one.first or one.last) and day.year
        ]

    def value(self, claim: Claim) -> Value:
        """The claim with its year. Raises Refused, which says why."""
        first, last, source = self._dated(claim)
        if claim.what == "exam":
            first, last = first and first[:10], last and last[:10]
            first, last = first or last, last or first
        elif claim.found.postponed and claim.what in (*REVIEWED, "admit_card"):
            first = None
        elif claim.what in ("registration", "payment") and not claim.labelled and first == last:
            raise Refused("ambiguous")  # what was done on that day is more likely something else
        elif claim.what in (*REVIEWED, "admit_card") and first == last and "T" in (first or ""):
            raise Refused("ambiguous")  # a moment: whether it begins or ends is not told
        return Value(
            claim.what, first, last, claim.expected, source, claim.start, claim.end, claim.stage,
            claim.labelled,
        )  # fmt: skip

    def _dated(self, claim: Claim) -> tuple[str | None, str | None, str]:
        found, published = claim.found, self.question.published_on
        first, last = found.first, found.last
        day = first or last
        if day is None:  # 即日起 and no end
            if published is None:
                raise Refused("relative")
            if not self._is_asked(claim.what, published.year, published.month, True, False):
                raise Refused("other_year")
            return published.isoformat(), None, "published_on"
        year, source = self._year(claim, day)
        explicit = day.year is not None
        told = explicit or bool(last and last.year)
        if source in ("heading", "text") and not told and self._may_be_either(claim, day):
            raise Refused("no_year")
        if not self._is_asked(claim.what, year, day.month, explicit, source == "text") or (
            claim.last_year and not explicit
        ):
            raise Refused("other_year")
        start = _iso(first, year) if first else None
        end = None
        if last:
            turns = first is not None and last[1:3] < first[1:3]
            end = _iso(last, last.year or year + turns)
        if found.now and published:
            start = published.isoformat()
            if end and end[:10] < start:
                raise Refused("other_year")
        return start, end, source

    def _year(self, claim: Claim, day: Day) -> tuple[int, str]:
        """The year and where it stands. Raises Refused `no_year`."""
        found = claim.found
        if day.year is not None:
            return day.year, "text"
        if found.last and found.last.year is not None and found.first:
            return found.last.year - (found.first[1:3] > found.last[1:3]), "text"
        if (year := self._in_sentence(claim, day)) is not None:
            return year, "text"
        if year := self._in_heading(claim) or self.page.year:
            return self._near_page_date(self._of_exam(year, claim, day), day)
        if self.page.footer:
            return _nearest(self.page.footer, day), "footer"
        earlier = bisect_left(self.explicit, (found.start, 0))
        if earlier:
            return self.explicit[earlier - 1][1], "text"
        if self.question.exam_year:
            return self._of_exam(self.question.exam_year, claim, day), "request"
        if self.question.published_on:
            return _nearest(self.question.published_on, day), "published_on"
        raise Refused("no_year")

    def _in_sentence(self, claim: Claim, day: Day) -> int | None:
        """By the date before it in its sentence, else by a year standing alone there."""
        begins = max(claim.sentence[0], claim.found.start - _WINDOW)
        for one in reversed(self.page.layout.dates(begins, claim.found.start)):
            before = one.last if one.last and one.last.year else one.first
            if one.kind == "span" and before and before.year:
                month = (one.last or before).month
                turns = claim.what in ("scores", "certificate") and day.month < month - 2
                return before.year + turns
        years = compiled(YEAR_ALONE).findall(self.page.text[begins : claim.found.start])
        return self._of_exam(int(years[-1]), claim, day) if years else None

    def _in_heading(self, claim: Claim) -> int | None:
        row = self.page.layout.rows[claim.row]
        if len(row.cells) > 1:
            for cell in (*row.cells[:_MOST], *row.header[:_MOST]):
                if year := re.fullmatch(r"(20\d\d)年?度?", self.page.words(cell).strip()):
                    return int(year[1])
        for heading in reversed(self.page.layout.headings[claim.row]):
            if year := compiled(YEAR_ALONE).search(self.page.text[heading.start : heading.end]):
                return int(year[1])
        return None

    def _of_exam(self, year: int, claim: Claim, day: Day) -> int:
        """Results of January to June come in the year after the exam, unless it was before them."""
        if claim.what not in ("scores", "certificate") or day.month > 6:
            return year
        same = any((y or year) == year and month < day.month for y, month in self.exam_months)
        return year if same else year + 1

    def _near_page_date(self, year: int, day: Day) -> tuple[int, str]:
        """The year of the page's own date where that of the heading is too far from it."""
        near = self.page.footer or self.question.published_on
        if near is None or -75 <= _distance(near, year, day) <= 300:
            return year, "heading"
        other = _nearest(near, day)
        if abs(other - year) == 1 and -75 <= _distance(near, other, day) <= 200:
            return other, "footer" if self.page.footer else "published_on"
        return year, "heading"

    def _may_be_either(self, claim: Claim, day: Day) -> bool:
        """Whether a heading's exam year leaves open in which calendar year a day lies."""
        if self.page.footer or self.question.published_on or self.exam_months:
            return False
        if claim.what in REVIEWED:
            return day.month >= 11
        return claim.what == "scores" and day.month in (5, 6)

    def _is_asked(self, what: str, year: int, month: int, explicit: bool, told: bool) -> bool:
        """Whether a day of that year and month is of the exam year asked for.

        explicit: the year stands with the day itself; told: in its sentence.
        """
        asked, own = self.page.asked_year, self.page.year
        if asked is None:
            return True
        later = what in ("scores", "certificate")
        if self.page.recruits and own == asked:  # sat for in the autumn before
            return year == asked or (year == asked - 1 and month >= 9)
        if self.question.exam_year and own and own != asked:
            for_next = what in REVIEWED and month >= 9
            if not told or (not later and (year != asked or for_next)):
                return False
        if later:
            if month <= 6:
                kept = own == asked and (month >= 4 or not explicit)
                return year == asked + 1 or (year == asked and kept)
            return year == asked or (year == asked + 1 and own == asked)
        if what in REVIEWED and year == asked - 1:
            return month >= 9
        postponed = year == asked + 1 and own == asked and month <= 8 and what != "review"
        return year == asked or postponed


def values_of(page: Page, told: Claims) -> tuple[list[Value], dict[int, str]]:
    """The values that a page states, in order, and its single exam days by their places."""
    years = Years(page, told.claims)
    values: list[Value] = []
    days: dict[int, str] = {}
    for claim in _outweighed(told.claims):
        try:
            value = years.value(claim)
        except Refused as refused:
            told.unread.append(Unread(claim.found.start, claim.found.end, str(refused)))
            continue
        if value.what == "exam" and value.first and value.first == value.last:
            days[claim.found.start] = value.first
        values.append(value)
    values = _joined_ends(values)
    if (
        page.asked_year is None
        and len({v.first[:4] for v in values if v.what == "exam" and v.first}) > 1
    ):
        told.unread += [Unread(v.start, v.end, "ambiguous") for v in values]
        values = []  # the exams of several years, and none of them is asked for
    values = _without_crowds(_distinct(values), told.unread)
    values = _without_repeated(_joined_exam_days(values))
    values = _labelled_first(values, told.unread)
    values = _in_order(values, told.unread)
    return sorted(values, key=lambda value: (value.start, value.end, value.what)), days


def _outweighed(claims: list[Claim]) -> Iterable[Claim]:
    """Without what is said of two matters at once where one of them has words of its own."""
    shared: dict[int, int] = {}
    for claim in claims:
        shared[claim.found.start] = shared.get(claim.found.start, 0) + 1
    alone = [c for c in claims if shared[c.found.start] == 1]
    begun = {(c.what, c.stage) for c in alone if c.found.first and not c.found.postponed}
    ended = {(c.what, c.stage) for c in alone if c.found.last}

    def is_told(claim: Claim) -> bool:
        matter = claim.what, claim.stage
        if claim.found.first and claim.found.last:
            return matter in begun or matter in ended
        return matter in (begun if claim.found.first else ended)

    return [c for c in claims if shared[c.found.start] == 1 or not is_told(c)]


def _joined_ends(values: list[Value]) -> list[Value]:
    """A beginning and an end of one matter, told apart, become one span."""
    joined: list[Value] = []
    for value in sorted(values, key=lambda value: value.start):
        for i in range(len(joined) - 1, max(-1, len(joined) - 4), -1):
            if whole := _whole(joined[i], value):
                joined[i] = whole
                break
        else:
            joined.append(value)
    return joined


def _whole(one: Value, other: Value) -> Value | None:
    """The span of two values of which each gives what the other lacks."""
    if (one.what, one.stage) != (other.what, other.stage) or other.end - one.start > 160:
        return None
    first, last = one.first or other.first, one.last or other.last
    halves = (one.first is None) != (other.first is None) and (one.last is None) != (
        other.last is None
    )
    if not halves or not first or not last or first > last:
        return None
    expected = one.expected or other.expected
    return one._replace(first=first, last=last, end=other.end, expected=expected)


def _distinct(values: list[Value]) -> list[Value]:
    kept: dict[tuple[object, ...], Value] = {}
    for value in sorted(values, key=lambda v: (v.start, v.end)):
        kept.setdefault((value.what, value.first, value.last, value.expected), value)
    return list(kept.values())


def _without_crowds(values: list[Value], unread: list[Unread]) -> list[Value]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value.what] = counts.get(value.what, 0) + 1
    kept = []
    for value in values:
        if counts[value.what] <= _MOST:
            kept.append(value)
        else:
            unread.append(Unread(value.start, value.end, "ambiguous"))
    return kept


def _joined_exam_days(values: list[Value]) -> list[Value]:
    """The days of a timetable become first to last day."""
    groups: list[list[Value]] = []
    for value in sorted((v for v in values if v.what == "exam"), key=lambda v: v.start):
        if groups and _touches(groups[-1], value):
            groups[-1].append(value)
        else:
            groups.append([value])
    merged = []
    for group in groups:
        first, last = min(str(v.first) for v in group), max(str(v.last) for v in group)
        whole = [v for v in group if (v.first, v.last) == (first, last)]
        end = max(v.end for v in group)
        merged.append(
            whole[0] if whole else group[0]._replace(first=first, last=last, end=end, stage="")
        )
    return [v for v in values if v.what != "exam"] + merged


def _touches(group: list[Value], value: Value) -> bool:
    first, last = min(str(v.first) for v in group), max(str(v.last) for v in group)
    return (
        value.expected == group[0].expected
        and _days_between(str(value.first), last) <= 2
        and _days_between(first, str(value.last)) <= 2
    )


def _without_repeated(values: list[Value]) -> list[Value]:
    """Of values of which one says all that another does, the one that says more, else the first."""
    values = sorted(values, key=lambda v: (v.start, v.end))
    return [
        value
        for i, value in enumerate(values)
        if not any(
            other.what == value.what and _says(other, value) and (j < i or not _says(value, other))
            for j, other in enumerate(values)
            if j != i
        )
    ]


def _says(one: Value, other: Value) -> bool:
    """Whether `one` says all that `other` does."""

    def covers(a: str | None, b: str | None) -> bool:
        return b is None or a == b or (a is not None and "T" not in b and a[:10] == b)

    single = other.first == other.last and other.first and "T" not in other.first
    if single and one.first != one.last:
        return False
    return covers(one.first, other.first) and covers(one.last, other.last)


def _labelled_first(values: list[Value], unread: list[Unread]) -> list[Value]:
    """Without what other words than a label say of a matter whose label gives another value."""
    labelled = {(v.what, v.stage) for v in values if v.labelled and v.what != "certificate"}
    kept = []
    for value in values:
        if value.labelled or (value.what, value.stage) not in labelled:
            kept.append(value)
        else:
            unread.append(Unread(value.start, value.end, "ambiguous"))
    return kept


def _in_order(values: list[Value], unread: list[Unread]) -> list[Value]:
    """Without what cannot be for its place in the year of an exam: refused rather than guessed."""
    days = [v for v in values if v.what == "exam"]
    if not days:
        return values
    first, last = min(str(v.first) for v in days), max(str(v.last) for v in days)
    kept = []
    for value in values:
        begins = (value.first or value.last or "")[:10]
        ends = (value.last or value.first or "")[:10]
        if value.what == "review" and begins > last:
            unread.append(Unread(value.start, value.end, "no_matter"))
        elif (
            (value.what in ("registration", "payment") and begins > last)
            or (value.what == "admit_card" and begins > last)
            or (value.what in ("scores", "certificate") and ends < first)
        ):
            unread.append(Unread(value.start, value.end, "ambiguous"))
        else:
            kept.append(value)
    return kept


def _iso(day: Day, year: int) -> str:
    try:
        text = date(day.year or year, day.month, day.day).isoformat()
    except ValueError:  # 29 February of a year that has none
        raise Refused("damaged") from None
    return f"{text}T{day.time}" if day.time else text


def _nearest(near: date, day: Day) -> int:
    """The year in which a day without one lies closest to two months after `near`."""
    return min(
        (near.year, near.year + 1, near.year - 1),
        key=lambda year: abs(_distance(near, year, day) - 60),
    )


def _distance(near: date, year: int, day: Day) -> int:
    return (year - near.year) * 365 + (day.month - near.month) * 30 + day.day - near.day


def _days_between(later: str, earlier: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
