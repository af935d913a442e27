"""Rows, cells, headings and sentences of a plain text, tables flattened to text among them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.notice.dates import Found
from checker.notice.patterns import compiled

Span = tuple[int, int]


class Row(NamedTuple):
    """A line of prose (one cell) or a row of a table; `header` holds the labels of its columns.

    `kept`: cells of rows above that hold for it too, since they were merged with its own.
    """

    cells: tuple[Span, ...]
    header: tuple[Span, ...] = ()
    above: tuple[Span, ...] = ()
    kept: tuple[Span, ...] = ()

    @property
    def start(self) -> int:
        return self.cells[0][0]

    @property
    def end(self) -> int:
        return self.cells[-1][1]


class Heading(NamedTuple):
    """A numbered heading (its level counts from 1), or a short line that stands over others."""

    level: int
    start: int
    end: int


WEAK = 9
_WIDEST = 9  # columns of a table whose cells became lines
_SEPARATORS = r" *(?:\n[ \n]*)?(?:\|[ \n]*)+|[ \t]*\n[\s]*|\t[\t ]*| {2,}"
_NUMBERS = (
    r"(?P<n1>第?[一二三四五六七八九十]{1,3}(?:[、.:]|章|部分|条|步))|(?P<n2>\([一二三四五六七八九十]{1,3}\))"
    r"|(?P<n3>\d{1,2}(?:、|\.(?!\d))|(?:0\d|\d{1,2}\.\d{1,2}) +(?=[\u4e00-\u9fff]))|(?P<n4>\(\d{1,2}\))|(?P<n5>[①-⑳]|\d{1,2}\))|(?P<n6>[a-zA-Z][.、)]|[*●■◆▲★☆※•·▪◎○□►→✓-])"
)
_LABEL = (
    r"\[?(?:序号|编号|项目|内容|事项|环节|任务|阶段|步骤|流程|地区|省份|省市|省|省\(区、?市\)|考区|城市|市|地市|市州|地州"
    r"|级别|专业|备注|月份?|日|天数|说明|类别|题型|年份|年度|单位|区县"
    r"|[^,;]{0,12}(?:时间|日期|名称|项目|科目|地点|方式|地址|电话|期限|截止|安排|打印|缴费|交费|报名|审核|核查|查询|公布|领取|题型|类型|内容|部门|机构|网址|入口|年份|年度|考区|地区|考试|准考证|成绩|证书))"
    r"(?:\(.{0,12}\))?\]?:?"
)
_DATED = r"时间|日期|截止|打印|缴费|交费|报名|审核|核查|查询|公布|领取|期限|^月|^日"
_UNDATED = r"序号|编号|项目|内容|事项|名称|地区|省|市|考区|科目|地点|电话|专业|级别|单位|部门|环节"
_NO_DAY = r"另行|待定|暂|^-+$|^/$|见|未|无|尚|:\d\d|以.*为准|详"


class Layout:
    """The rows of a text, with the headings over each."""

    def __init__(self, text: str, found: Sequence[Found]) -> None:
        self.text = text
        self.starts = [one.start for one in found]
        self.found = found
        self.rows = self._regrouped(list(self._lines()))
        self.headings = list(self._headings())

    def dates(self, start: int, end: int) -> Sequence[Found]:
        """What speaks of days between two places."""
        return self.found[bisect_right(self.starts, start - 1) : bisect_right(self.starts, end - 1)]

    def _within_date(self, place: int) -> bool:
        i = bisect_right(self.starts, place) - 1
        return i >= 0 and self.found[i].end > place

    def _lines(self) -> Iterator[Row]:
        text = self.text
        cells: list[tuple[int, int, bool]] = []  # the last: whether only spaces stand before it
        place, soft, after_pair = 0, False, False
        header: tuple[Span, ...] = ()
        for separator in compiled(_SEPARATORS).finditer(text):
            start, end = separator.span()
            if self._within_date(start):
                continue
            sign = separator[0]
            bars, lines = sign.count("|"), "\n" in sign
            if place < start:
                cells.append((place, start, soft))
            if bars > 1 and not lines:
                cells += [(start, start, False)] * (bars - 1)
            place, soft = end, not bars and not lines and "\t" not in sign
            if (
                (lines and not bars)
                or (lines and bars > 1)
                or (bars == 1 and lines and self._whole_row(sign))
            ):
                if cells:
                    row, header = self._row(cells, header, after_pair)
                    after_pair = self._is_pair(row)
                    yield row
                cells, soft = [], False
        if place < len(text):
            cells.append((place, len(text), soft))
        if cells:
            yield self._row(cells, header, after_pair)[0]

    @staticmethod
    def _whole_row(sign: str) -> bool:
        """One bar with a line end on one side alone: the edge of a row of a drawn table."""
        before, after = sign.split("|")
        return ("\n" in before) != ("\n" in after)

    def _row(
        self, cells: list[tuple[int, int, bool]], header: tuple[Span, ...], after_pair: bool
    ) -> tuple[Row, tuple[Span, ...]]:
        """A row, and the labels of columns that hold for the rows after it.

        after_pair: whether the row before it was a label and its date, as two cells of words may be.
        """
        if len(cells) > 1 and cells[1][2] and len(cells) != len(header):
            cells = self._with_number(cells)
        start, end = cells[0][0], cells[-1][1]
        spans = tuple((a, b) for a, b, _ in cells)
        if (
            len(cells) > 1
            and all(soft for _, _, soft in cells[1:])
            and re.search(r"[。;,]", self._without_dates(start, end))
        ):
            spans = ((start, end),)
        for sign in " ,;":
            if len(spans) > 1 or sign not in self.text[start:end]:
                continue
            parts = self._between(sign, start, end)
            if header and len(parts) == len(header) and not self._are_pairs(header, parts):
                return Row(parts, header), header
            told_apart = sign == " " or 2 * sum(map(self._is_label, parts)) > len(parts) > 2
            if told_apart and self._is_header(parts, after_pair):
                return Row(parts), parts
        if len(spans) > 1:
            fits = len(spans) == len(header)
            begins = not fits or all(map(self._is_label, spans))
            if begins and self._is_header(spans, after_pair):
                return Row(spans), spans
            if fits and not self._are_pairs(header, spans):
                return Row(spans, header), header
            return Row(spans, (), header), header
        return Row(spans), ()

    def _is_pair(self, row: Row) -> bool:
        """Whether a row is a label and its date."""
        if len(row.cells) != 2:
            return False
        label, value = row.cells
        return self._is_label(label) and not self.dates(*label) and bool(self.dates(*value))

    def _with_number(self, cells: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
        """A heading's number and the words that spaces part from it are one cell."""
        (start, end, soft), (_, after, _), *rest = cells
        return [(start, after, soft), *rest] if self._is_number((start, end)) else cells

    def _is_number(self, cell: Span) -> bool:
        """Whether a cell is the number of a heading or of a row and nothing else."""
        return bool(compiled(rf"{_NUMBERS}|[\d.]+").fullmatch(self.text, *cell))

    def _without_dates(self, start: int, end: int) -> str:
        pieces, place = [], start
        for one in self.dates(start, end):
            pieces.append(self.text[place : one.start])
            place = one.end
        pieces.append(self.text[place:end])
        return "".join(pieces)

    def _between(self, sign: str, start: int, end: int) -> tuple[Span, ...]:
        parts, place = [], start
        for space in re.finditer(f"{sign}+", self.text[start:end]):
            if not self._within_date(start + space.start()):
                parts.append((place, start + space.start()))
                place = start + space.end()
        parts.append((place, end))
        return tuple(parts)

    def _is_label(self, cell: Span) -> bool:
        start, end = cell
        return end - start <= 20 and bool(
            compiled(_LABEL).fullmatch(self.text[start:end].replace(" ", ""))
        )

    def _is_header(self, cells: tuple[Span, ...], after_pair: bool) -> bool:
        numbered = len(cells) == 2 and self._is_number(cells[0])
        if len(cells) < 2 or numbered or self.dates(cells[0][0], cells[-1][1]):
            return False
        labels = sum(self._is_label(cell) for cell in cells)
        if len(cells) == 2 and after_pair:
            return labels == 2 and "时间" in self.text[slice(cells[0][0], cells[1][1])]
        return (labels >= 2 and labels * 2 > len(cells)) or (
            labels >= 1 and len(cells) >= 2 and all(b - a <= 16 for a, b in cells)
        )

    def _are_pairs(self, header: tuple[Span, ...], cells: tuple[Span, ...]) -> bool:
        """Whether what looks like a header and a row are two labels, each with its value."""
        return len(header) == 2 and not self._is_label(header[1]) and self._is_label(cells[0])

    def _regrouped(self, rows: list[Row]) -> list[Row]:
        """Tables of which every cell became a line of its own, put together again."""
        lone = [self._lone_label(row) for row in rows]
        result: list[Row] = []
        i = 0
        while i < len(rows):
            count = 0
            while i + count < len(rows) and count < _WIDEST and lone[i + count]:
                count += 1
            lines = 0
            if count > 1 and i + count < len(rows) and not lone[i + count]:
                begin, table, lines = self._longest_table(rows, i, count)
                result += (*rows[i:begin], *table)
                i = begin + lines if lines else i
            if not lines:
                result.append(rows[i])
                i += 1
        return result

    def _longest_table(self, rows: list[Row], first: int, count: int) -> tuple[int, list[Row], int]:
        """Where a table begins among `count` labels, its rows, how many lines they were.

        The last of the labels may be the first cell under the header.
        """
        best: tuple[int, list[Row], int] = (first, [], 0)
        for end in (first + count, first + count - 1):
            for width in range(end - first, 1, -1):
                table = self._table(rows, end - width, width)
                lines = sum(len(row.cells) for row in table)
                if lines > best[2]:
                    best = end - width, table, lines
        return best

    def _lone_label(self, row: Row) -> bool:
        return (
            len(row.cells) == 1
            and self._is_label(row.cells[0])
            and not self.dates(row.start, row.end)
        )

    def _table(self, rows: list[Row], start: int, width: int) -> list[Row]:
        """The table whose header stands there; first columns may have cells merged over rows."""
        header = tuple(row.cells[0] for row in rows[start : start + width])
        table = [Row(header)]
        place = start + width
        while place < len(rows):
            above = (*table[-1].kept, *table[-1].cells) if len(table) > 1 else ()
            for merged in range(width - 1 if above else 1):
                lines = rows[place : place + width - merged]
                cells = tuple(row.cells[0] for row in lines)
                if (
                    len(lines) == width - merged
                    and not any(len(row.cells) > 1 or row.end - row.start > 60 for row in lines)
                    and all(map(self._fits, header[merged:], cells))
                    and not (merged and any(map(self._begins_anew, cells)))
                ):
                    table.append(Row(cells, header[merged:], (), above[:merged]))
                    place += len(lines)
                    break
            else:
                break
        return table if len(table) > 1 else []

    def _begins_anew(self, cell: Span) -> bool:
        """Whether a line is a heading or a label, which no cell under a merged one is."""
        start, end = cell
        number = compiled(_NUMBERS).match(self.text, start, end)
        return bool(
            number
            or compiled(r"(?:时间|日期|期限)(?:\(.{0,12}\))?:?$").search(self.text[start:end])
        )

    def _fits(self, label: Span, cell: Span) -> bool:
        name, words = self.text[slice(*label)], self.text[slice(*cell)]
        dated = bool(self.dates(*cell))
        if re.search(_UNDATED, name) and not re.search(r"时间|日期|安排", name):
            return not dated
        if re.search(_DATED, name):
            return dated or bool(re.search(_NO_DAY, words))
        return True

    def _headings(self) -> Iterator[tuple[Heading, ...]]:
        """For each row the headings it stands under, its own last."""
        stack: list[Heading] = []
        for row in self.rows:
            if len(row.cells) == 1 and (heading := self._heading(row)):
                while stack and stack[-1].level >= heading.level:
                    stack.pop()
                stack.append(heading)
            yield tuple(stack)

    def _heading(self, row: Row) -> Heading | None:
        start, end = row.cells[0]
        found = self.dates(start, end)
        number = compiled(_NUMBERS).match(self.text, start, end)
        if number:
            asked = compiled(r"(?:问|Q)[:、.]").match(self.text, number.end(), end)
            begin = asked.end() if asked else number.end()
            stop = found[0].start if found else end
            cut = compiled(r"[。;:,]").search(self.text, begin, stop)
            return Heading(
                int((number.lastgroup or "n6")[1]),
                begin,
                cut.start() if cut else min(stop, begin + 60),
            )
        if found or end - start > 32 or self.text[end - 1] in "。;,":
            return None
        return Heading(WEAK, start, end)

    def sentences(self, cell: Span) -> Iterator[Span]:
        """The sentences of a cell; a sign inside a date ends none."""
        start, end = cell
        place = start
        for sign in compiled(r"[。;!?]+").finditer(self.text, start, end):
            if not self._within_date(sign.start()):
                yield place, sign.start()
                place = sign.end()
        if place < end:
            yield place, end
