"""What a date belongs to that has no words of its own: by its table, its label, its heading."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from checker.notice import areas, exams, matters
from checker.notice.layout import WEAK, Heading, Row, Span
from checker.notice.page import META, Page
from checker.notice.patterns import compiled

Matters = tuple[str, ...] | None

# What is done on a day of the matter that the title names, where the sentence does not name it.
_VERBS = {
    "certificate": "领取|申领|邮寄|发放|寄送|寄出|领证|取证",
    "scores": "查询|公布|发布",
    "admit_card": "打印|下载",
    "review": "办理|审核|核查|审查|确认",
    "payment": "支付|付款|缴",
}
_DONE_THERE = r"登录|登陆|网站|本人|携带|前往|填报|提交|发送|上传|办理|进行|系统|受理|人员|考生|每[天日]|逾期|期间"
_OF_A_MATTER = r"报名|[缴交]费|准考证|成绩|审核|核查|审查|证书|时间|日期"
_NUMBERED = r"[一二三四五六七八九十(\d①-⑩]+[、.)]"
_PLAN = r"考试(?:工作)?(?:计划|日程|安排|时间|日期)"
_NAME_OF_EXAM = r".{0,3}(?:考试|资格)?(?:名称|项目)(?::|$)"
_ASKS = r"(?:问|Q|记者)\d{0,2}[:、.]|.*\?$"
_OF_EXAM = r"考试[:(]?$|^[(\d一二三四五六七八九十、.) ]{0,5}[一二三初中高]级[:,]$"
_GENERIC_HEADER = r"工作(?:时间|日期)(?:安排)?"
UNKNOWN_AREA = "?"
_NEAREST = 8  # cells of a row that can speak for a date, to each side


class Place(NamedTuple):
    """Where a cell stands."""

    number: int
    row: Row
    column: int
    headings: tuple[Heading, ...]

    def others(self) -> Iterator[Span]:
        """The nearest cells of the row, to the left first."""
        cells = self.row.cells
        yield from reversed(cells[max(0, self.column - _NEAREST) : self.column])
        yield from cells[self.column + 1 : self.column + 1 + _NEAREST]


class Context:
    """The surroundings of the dates of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.begun: set[Heading] = set()
        self._found_areas: dict[Span, set[str]] = {}
        self.below = self._labels_below()
        self.dated = [bool(page.layout.dates(row.start, row.end)) for row in page.layout.rows]
        alone = [i for i in range(len(self.dated)) if self._is_alone(i)]
        self.name_rows = self._labelled_names() or self._if_below(
            [i for i in alone if self._is_exam_name(page.layout.rows[i].cells[0])]
        )
        self.area_rows = [i for i in alone if self._is_area(i)]
        self.areas_below = self._if_below(self.area_rows)

    def of(
        self, place: Place, bones: matters.Skeleton, index: int, bare: bool, before: Matters
    ) -> tuple[Matters, str]:
        """The matters of a date by what stands around its sentence, and the words that say so.

        `before`: what the sentence before it was about.
        """
        in_table = len(place.row.cells) > 1
        if in_table:
            told, label = self._by_table(place)
            if told is not None:
                return () if self._is_of_other_row(place, told) else told, label
        if place.number in self.below:
            below = self.below[place.number]
            if below is None:
                return (), ""
            words = self.page.row_words(below)
            return matters.label_matters(words), words
        generic = matters.has_generic_label(bones.text, bones.dates[index])
        if (generic or bare) and before and before != ("none",):
            return before, ""
        for heading in reversed(place.headings):
            if heading.start == self.page.title[0]:
                break
            label = self.page.text[heading.start : heading.end]
            told = matters.label_matters(label)
            if told is None and re.match(_ASKS, label):
                return None, ""
            if told is not None and not self._is_exam_name((heading.start, heading.end)):
                kept = (
                    in_table
                    or bare
                    or generic
                    or self._goes_for(heading, told, place, bones, index)
                )
                return (told if kept else None), label
        if self._is_session(place, bones, index):
            return ("exam",), ""
        return self._by_title(place, bones, index, bare or in_table, generic), ""

    def has_begun(self, place: Place, what: tuple[str, ...]) -> None:
        """Notes that the headings of these matters have their date."""
        for heading in place.headings:
            if matters.label_matters(self.page.words((heading.start, heading.end))) == what:
                self.begun.add(heading)

    def heading_matters(self, place: Place) -> Matters:
        """What the nearest numbered heading names."""
        for heading in reversed(place.headings):
            if heading.level < WEAK:
                return matters.label_matters(self.page.text[heading.start : heading.end])
        return None

    def _is_session(self, place: Place, bones: matters.Skeleton, index: int) -> bool:
        """Whether a line is one of a timetable: a day, hours, a paper, and nothing else."""
        found = self.page.layout.dates(place.row.start, place.row.end)
        return (
            index == 0
            and len(found) <= 2
            and found[0].hours is not None
            and bones.dates[0] <= 4
            and bool(re.search(r"考试", self.page.words(self.page.title)))
            and bool(
                re.fullmatch(
                    r"(?!.*(?:可|请|不得|应|须|前往))[^。;,\d]{4,40}",
                    bones.text[bones.dates[0] + 1 :].strip(" :,"),
                )
            )
        )

    def _goes_for(
        self,
        heading: Heading,
        told: tuple[str, ...],
        place: Place,
        bones: matters.Skeleton,
        index: int,
    ) -> bool:
        """Whether a heading holds for a sentence that says more than a date."""
        first = bones.dates[0]
        if told == ("none",) or (told == ("exam",) and first <= 4):
            return True
        if told == ("exam",) and re.search(_OF_EXAM, bones.text[: bones.dates[index]]):
            return True
        day = self.page.layout.dates(place.row.start, place.row.end)[0]
        if told == ("exam",) and day.hours and not re.search(r"[,;:。]", bones.text[:first]):
            return True
        if index or len(told) != 1:
            return False
        if first <= 4 and re.match(_ASKS, self.page.words((heading.start, heading.end))):
            return True
        verbs = _VERBS.get(told[0])
        if verbs and re.search(_done(verbs), bones.text[: first + 80]):
            return True
        if heading in self.begun:
            return False
        self.begun.add(heading)
        rows = self.page.layout.rows
        over = place.number and heading.start == rows[place.number - 1].start
        numbered = heading.level < WEAK or over
        label = self.page.text[heading.start : heading.end]
        if numbered and first <= 2 and re.search(r"(?:时间|日期|期限)$", label):
            return True
        done_there = re.search(_DONE_THERE, bones.text[first + 1 : first + 41])
        return bool(numbered and done_there and first <= 24)

    def _by_title(
        self, place: Place, bones: matters.Skeleton, index: int, bare: bool, generic: bool
    ) -> Matters:
        told = self.page.title_matters
        if told == ("exam",) and self._is_exam_name(self.page.title):
            told = None
        elsewhere = place.row.start > self.page.title[0]
        if told and len(told) == 1 and elsewhere:
            verbs = _VERBS.get(told[0])
            first = bones.dates[0]
            if verbs and index == 0 and re.search(verbs, bones.text[first : first + 80]):
                return told
            numbered = any(heading.level < WEAK for heading in place.headings)
            labelled = verbs and re.search(_done(verbs), bones.text[: first + 1])
            if verbs and not numbered and (generic or labelled):
                return told
        if not bare:
            return None
        if told and elsewhere:
            return told if len(told) == 1 else None
        of_plan = re.search(_PLAN, self.page.words(self.page.title))
        return ("exam",) if of_plan and self._names_exam(place) else None

    def _names_exam(self, place: Place) -> bool:
        """Whether the row of a date, or a line it stands under, names an exam."""
        headings = [(h.start, h.end) for h in place.headings if h.start != self.page.title[0]]
        spans = ((place.row.start, place.row.end), *headings)
        return any(map(self.page.exams_in, spans))

    def _by_table(self, place: Place) -> tuple[Matters, str]:
        """By the header of the column, else by the nearest cell of the row that names a matter."""
        row, column = place.row, place.column
        header = self.page.words(row.header[column]) if row.header else ""
        generic = compiled(_GENERIC_HEADER).fullmatch(header)
        if header and not generic and not self._is_exam_name(row.header[column]):
            told = matters.label_matters(header)
            if told is not None:
                return told, header
        for cell in place.others():
            if self.page.layout.dates(*cell):
                if row.header or cell[0] > row.cells[column][0]:
                    continue
                break
            if self._is_exam_name(cell):
                continue
            words = self.page.words(cell)
            told = matters.label_matters(words[:60])
            if told is not None and (len(words) <= 40 or told != ("none",)):
                return told, words[:60] + header
        labels = (row.header or row.above)[:_NEAREST]
        seen = {matters.label_matters(self.page.words(cell)[:60]) for cell in labels}
        seen -= {None, ("none",)}
        return (seen.pop() if len(seen) == 1 else None), header

    def _is_of_other_row(self, place: Place, told: tuple[str, ...]) -> bool:
        """Whether a row of two cells has a label of its own that its column contradicts."""
        if len(place.row.cells) != 2 or not place.row.header:
            return False
        own = matters.label_matters(self.page.words(place.row.cells[1 - place.column])[:60])
        return own not in (None, ("none",), told)

    def _is_exam_name(self, cell: Span) -> bool:
        return bool(self.page.exams_in(cell)) and not re.search(_OF_A_MATTER, self.page.words(cell))

    def exams_of(self, place: Place, said: list[exams.Named]) -> list[exams.Named]:
        """The exams that a date is about whose own sentence names none."""
        if len(place.row.cells) > 1:
            scopes = [place.row.header[place.column]] if place.row.header else []
            for scope in (*scopes, *place.others()):
                if named := self.page.exams_in(scope):
                    return named
            if self._is_of_unknown_exam(place.row):
                return [exams.UNKNOWN]
        if said:
            return said
        if self.name_rows:
            return self._exams_of_record(place.number)
        for heading in reversed(place.headings):
            if named := self.page.exams_in((heading.start, heading.end)):
                return named
        return self.page.main_exams

    def _is_of_unknown_exam(self, row: Row) -> bool:
        """Whether a row has a name where others of its table name exams."""
        return any(
            (row.header, column) in self._name_columns and self.page.words(cell).strip(" -/")
            for column, cell in enumerate(row.cells)
            if row.header
        )

    @cached_property
    def _name_columns(self) -> set[tuple[tuple[Span, ...], int]]:
        """The columns of tables in which a cell names an exam."""
        return {
            (row.header, column)
            for row in self.page.layout.rows
            if row.header
            for column, cell in enumerate(row.cells)
            if self._is_exam_name(cell) and not self.page.layout.dates(*cell)
        }

    def _labelled_names(self) -> list[int]:
        """The rows 考试名称：… of records, none where there is but one."""
        rows = [
            number
            for number, row in enumerate(self.page.layout.rows)
            if (
                len(row.cells) == 1
                or (len(row.cells) == 2 and self.page.exams_in(row.cells[1]) and not row.header)
            )
            and re.match(_NAME_OF_EXAM, self.page.words(row.cells[0]))
            and not self._names_what_is_done(row)
        ]
        return rows if len(rows) > 1 else []

    def _names_what_is_done(self, row: Row) -> bool:
        """Whether it is 项目：报名 and no exam."""
        told = matters.label_matters(self.page.words((row.start, row.end)).split(":")[-1])
        return bool(self.page.layout.dates(row.start, row.end)) or told not in (None, ("exam",))

    def _if_below(self, names: list[int]) -> list[int]:
        """The rows of names alone, where each stands under dates of its own."""
        under_dates = all(i and self.dated[i - 1] for i in names)
        return names if len(names) > 1 and under_dates else []

    def _is_alone(self, number: int) -> bool:
        row = self.page.layout.rows[number]
        short = len(row.cells) == 1 and row.cells[0][1] - row.cells[0][0] <= 24
        return short and not self.dated[number] and row.start != self.page.title[0]

    def _is_area(self, number: int) -> bool:
        words = self.page.row_words(number)
        named = areas.find(words)
        return len(named) == 1 and (named[0].start, named[0].end) == (0, len(words))

    def _exams_of_record(self, number: int) -> list[exams.Named]:
        """Of records one line a member, the exam's name first or last: the exam of the record."""
        at = self._of_record(self.name_rows, number)
        if at is None:
            return [exams.UNKNOWN]
        row = self.page.layout.rows[at]
        return self.page.exams_in((row.start, row.end)) or [exams.UNKNOWN]

    def _of_record(self, names: list[int], number: int) -> int | None:
        """The row of `names` that names the record of a row; None where it does not come."""
        comes_last = names[0] > self._first_dated
        labelled = re.match(_NAME_OF_EXAM, self.page.row_words(names[0]))
        if comes_last and not labelled and any(self.dated[names[-1] + 1 :][:1]):
            return None  # dates stand above and below each name
        at = bisect_left(names, number) - (not comes_last)
        return names[at] if at < len(names) else None

    @cached_property
    def _first_dated(self) -> int:
        """The first row with dates that are not the page's own."""
        return next(
            i
            for i, dated in enumerate(self.dated)
            if dated and not compiled(META).search(self.page.row_words(i))
        )

    def areas_of(self, place: Place, said: set[str]) -> set[str]:
        """The areas that a date is about whose own sentence names none."""
        if len(place.row.cells) > 1:
            scopes = [place.row.header[place.column]] if place.row.header else []
            for scope in (*scopes, *place.others()):
                if scope[1] - scope[0] <= 16 and (named := self._areas(scope)):
                    return named
        if said:
            return said
        if self.areas_below:
            at = self._of_record(self.areas_below, place.number)
            row = self.page.layout.rows[place.number if at is None else at]
            return self._areas((row.start, row.end)) or {UNKNOWN_AREA}
        for heading in reversed(place.headings):
            short = heading.end - heading.start <= 24 and heading.start != self.page.title[0]
            if short and (named := self._areas((heading.start, heading.end))):
                return named
        return self.page.title_areas

    def _areas(self, span: Span) -> set[str]:
        if span not in self._found_areas:
            words = self.page.words(span)
            self._found_areas[span] = {
                one.area
                for one in areas.find(words)
                if one.start == 0 or words[one.start - 1] in ",、;:( ])和及与-0123456789"
            }
        return self._found_areas[span]

    def _labels_below(self) -> dict[int, int | None]:
        """Rows of dates alone that are followed, not preceded, by what happens on them.

        None where that is not certain: the last dates have nothing below, the title is such a
        label too, or several rows share one label.
        """
        kinds = [self._kind(number) for number in range(len(self.page.layout.rows))]
        below: dict[int, int | None] = {}
        i = 0
        while i < len(kinds):
            if kinds[i] != "date":
                i += 1
                continue
            over = kinds[i - 1] if i else ""
            if over in ("label", "heading"):
                run = self._run(i, kinds)
                if not self._is_one_value(run, i - 1):
                    below.update(dict.fromkeys(run))
                i = run[-1] + 1
                continue
            told: dict[int, int | None] = {}
            labelled = False
            while run := self._run(i, kinds):
                i = run[-1] + 1
                if kinds[i : i + 1] not in (["label"], ["words"]):
                    break
                told.update(dict.fromkeys(run, i if self._is_one_value(run, i) else None))
                labelled |= kinds[i] == "label"
                i += 1
            ends_with_dates = bool(run)
            if labelled and not (over == "title" and ends_with_dates):
                certain = not ends_with_dates and over != "title"
                below.update(told if certain else dict.fromkeys((*told, *run)))
        return below

    @staticmethod
    def _run(first: int, kinds: list[str]) -> list[int]:
        """The rows of dates alone from one on."""
        last = first
        while last < len(kinds) and kinds[last] == "date":
            last += 1
        return list(range(first, last))

    def _is_one_value(self, run: list[int], label: int) -> bool:
        """Whether one label can hold for rows of dates: one row, or the days of an exam."""
        if len(run) == 1:
            return True
        rows = [self.page.layout.rows[number] for number in run]
        found = [one for row in rows for one in self.page.layout.dates(row.start, row.end)]
        exam = matters.label_matters(self.page.row_words(label)) == ("exam",)
        return exam and all(one.first == one.last for one in found)

    def _kind(self, number: int) -> str:
        row = self.page.layout.rows[number]
        if len(row.cells) > 1 or row.end - row.start > 50:
            return ""
        words = self.page.row_words(number)
        found = self.page.layout.dates(row.start, row.end)
        if found:
            bones = matters.skeleton(self.page.text, row.start, row.end, found)
            rest = compiled(r"\([^()]{0,20}\)").sub("", bones.text)
            return "" if compiled(r"[\u4e00-\u9fff]{2}").search(rest) else "date"
        if row.start == self.page.title[0]:
            if re.match(_ASKS, words):
                return "heading"
            return (
                "title" if re.search(r"(?:时间|日期|期限)$", words) and _names_matter(words) else ""
            )
        if re.match(_NUMBERED, words):
            return "heading" if matters.label_matters(words) else ""
        if re.match(_ASKS, words):
            return "heading"
        if len(words) > 24 or words[-1] in "。;,:":
            return ""
        return "label" if _names_matter(words) else "words"


def _done(verbs: str) -> str:
    """What a date is of that has one of these verbs behind it, or in its label: 打印时间为※."""
    label = rf"(?:{verbs})(?:起止|截止)?(?:时间|日期|期限)[为: ]*{matters.DATE}"
    return rf"{label}|{matters.DATE}.*(?:{verbs})"


def _names_matter(words: str) -> bool:
    told = matters.label_matters(words)
    return bool(told) and told != ("none",)
