"""Every date of a notice to its matter, or to why it was not understood."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from checker.notice import areas, exams, matters
from checker.notice.context import UNKNOWN_AREA, Context, Place
from checker.notice.dates import Found
from checker.notice.layout import Span
from checker.notice.matters import DATE
from checker.notice.page import Page
from checker.notice.patterns import compiled

_EXPECTED = (
    r"预计|预估|预测|(?:供|作为?|为|仅)[^,;。\ue000]{0,3}参考|参考(?=时间|日期|往年|历年|去年|上年|[:(]?\ue000)|\(参考\)|往年|历年|以往|拟(?:定|于|在|安排|将)"
    r"|大约|大概|左右|约(?=\ue000)"
    r"|(?:一般|通常)(?:情况下)?(?:都)?(?:为|在|是|于|会|安排|集中|将|从)|可能|或将|有望|暂定|初定"
    r"|初步(?:定|确定|安排)|计划(?:于|在|定于|安排)|估计|推测|推算|尚未公布|未公布|未定"
)
_OF_ELSE = r"(?:举办|开设|开展|参加|组织)[^,;。]{0,12}(?:辅导|培训|面授|冲刺|集训)|(?:辅导|培训|面授|冲刺|集训|全程|网课|直播)(?:班|课)|早鸟|享[^,;。]{0,8}(?:价|折|优惠)|立减|团购|拼团|网传|传言|谣言|不属实|诈骗|骗局"
_EXAMPLE = r"例如|比如|譬如|举例|假如|假设|示例|样例|举个例子|(?:^|[,(。;])如[:,]|为例"
_OFF = r"暂停|取消|停考|停止举行|不再举行|暂缓|不组织|中止|终止举行|停办"
_MOVED = r"推迟|延期|延迟|顺延|调整(?:为|至|到)|改(?:期|为|至)|延长"
_NOT_THEN = r"\ue000(?!.{0,3}[逾过]期)(?:[^,;。\ue000]{0,4}?(?:暂不|不再|不能|无法)|[^,;。\ue000]{0,24}?(?:暂停|停止(?:办理|受理)))"
_MOVED_TO = r"(?:推迟|延期|顺延|延迟|调整|改期?|延长)[^,。;]{0,6}(?:至|到|为|于)\ue000$"
_ORIGINALLY = r"原(?:定|计划|先|来|公布|考试|报名|拟|为|于|安排|\ue000)|由\ue000"
_LAST_YEAR = r"去年|上年度?|上一年度?"
_STAGES = (
    r"补报名|补报|补缴|补打|补领|第[一二三四1-4][批次轮]|首批|第[一二三四1-4]阶段|现场|直邮|邮寄"
    r"|快递|窗口|网上申请|电子证书|纸质证书|初审|复审|首次报考|首次报名|非首次|新考生|老考生"
    r"|新报考|增报|免试|上半年|下半年|[初中高]级|[一二]级|本科|大专|笔试|面试|机考|部门审核|学校|单位"
)
_TO_OTHER_HALF = r"[,;、 (]{1,3}(?:到|至)?|[^;。\ue000]{0,40}[,(](?:到|至)?"
_LEVEL_LABEL = r"(?:^|[,:;、。\s(\ue000])([一二三初中高])级(?:考试|专业)?(?=:|为|于|\ue000| )"
_AREA_BEGINS = r"(?:^|[,、;:。(\d\s\])年度和及与>|\ue000-])$"


class Claim(NamedTuple):
    """A date and the matter that the text ties it to; its year may be open.

    labelled: by a label, a column or a heading, not by other words of its sentence.
    """

    found: Found
    what: str
    start: int
    end: int
    row: int
    sentence: Span
    expected: bool
    last_year: bool
    stage: str
    labelled: bool


class Unread(NamedTuple):
    """A date that was not understood, and why."""

    start: int
    end: int
    why: str


class Sentence:
    """A sentence with dates: what its words say, each thing found once."""

    def __init__(self, page: Page, span: Span, found: Sequence[Found]) -> None:
        self.page = page
        self.span = span
        self.found = found
        self.bones = matters.skeleton(page.text, *span, found)
        self.exams = exams.find(page.vocabulary, self.bones.text)
        self.areas = areas.find(self.bones.text)
        self.area_labels = [one for one in self.areas if begins_clause(self.bones.text, one.start)]
        self._exam_starts = [one.start for one in self.exams]
        self._area_starts = [one.start for one in self.area_labels]
        names = [(n.start, n.end) for n in self.exams] + [(n.start, n.end) for n in self.areas]
        self.owners = matters.owners(self.bones, names)

    @cached_property
    def is_bare(self) -> bool:
        """Whether it says hardly more than dates and names."""
        words = self.bones.text
        for named in self.exams:
            words = words[: named.start] + " " * (named.end - named.start) + words[named.end :]
        return matters.is_bare(without_names(words))

    @cached_property
    def is_example(self) -> bool:
        return bool(compiled(_EXAMPLE).search(self.bones.text))

    @cached_property
    def is_of_else(self) -> bool:
        return bool(compiled(_OF_ELSE).search(self.bones.text))

    @cached_property
    def is_expected(self) -> bool:
        return bool(compiled(_EXPECTED).search(self.bones.text))

    @cached_property
    def is_off(self) -> bool:
        return bool(compiled(_OFF).search(self.bones.text))

    def is_other_half(self, index: int, before: Found) -> bool:
        """Whether a date ends what the one before it begins, or begins what that ends."""
        one = self.found[index]
        low, high = self.bones.dates[index - 1] + 1, self.bones.dates[index]
        ends, begins = (one, before) if one.first is None else (before, one)
        if ends.first or not ends.last or begins.last or not begins.first:
            return False
        if before.start != self.found[index - 1].start:
            return False
        return bool(compiled(_TO_OTHER_HALF).fullmatch(self.bones.text, low, high))

    def begins_all(self, index: int) -> bool:
        """Whether a date begins all that those before it end: (起始时间均为※)."""
        low, high = self.bones.zone(index)[0], self.bones.dates[index]
        return bool(
            compiled(r"[,;(](?:开始|起始)时间[均都]为").fullmatch(self.bones.text, low, high)
        )

    def is_attribute(self, index: int) -> bool:
        """Whether a date tells which things are meant, not when: 对※以前的证书."""
        after = self.bones.dates[index] + 1
        return self.found[index].first is None and self.bones.text.startswith("的", after)

    def is_last_year(self, index: int) -> bool:
        """Whether the words before a date say that it is of the year before."""
        low, _ = self.bones.zone(index)
        return bool(compiled(_LAST_YEAR).search(self.bones.text, low, self.bones.dates[index]))

    def has_generic_label(self, index: int) -> bool:
        return matters.has_generic_label(self.bones.text, self.bones.dates[index])

    def exams_near(self, index: int) -> list[exams.Named] | None:
        """Those that own a date: named since the date before it, else after it, else earlier."""
        if not self.exams:
            return None
        low, high = self.bones.zone(index)
        place = self.bones.dates[index]
        at_low, at_place, at_high = (
            bisect_left(self._exam_starts, where) for where in (low, place, high)
        )
        if at_low < at_place:
            return self.exams[at_low:at_place]
        right = self.exams[at_place:at_high]
        if right and (not at_low or self.page.asks_for(right)):
            return right
        if not at_low:
            return None
        last = self._exam_starts[at_low - 1]
        before = bisect_left(self.bones.dates, last)
        begins = self.bones.dates[before - 1] if before else -1
        return self.exams[bisect_left(self._exam_starts, begins) : at_low]

    def is_of_other_level(self, index: int) -> bool:
        """Whether `一级：` or the like stands before a date, and another level is asked for."""
        asked = self.page.vocabulary.asked.level
        low, _ = self.bones.zone(index)
        place = self.bones.dates[index]
        told = compiled(_LEVEL_LABEL).findall(self.bones.text, max(low, place - 60), place + 1)
        return bool(asked and told and told[-1] not in asked)

    def is_of_other_half_year(self, index: int) -> bool:
        """Whether 上半年 stands before a date of a notice for 下半年, or the other way about."""
        halves = compiled(r"([上下])半年")
        asked = set(halves.findall(self.page.words(self.page.title)))
        low, _ = self.bones.zone(index)
        told = halves.findall(self.bones.text, low, self.bones.dates[index])
        return bool(len(asked) == 1 and told and told[-1] not in asked)

    def areas_near(self, index: int) -> set[str]:
        """Areas named since the date before, else the last one named earlier."""
        low, high = self.bones.zone(index)
        if self.areas_follow:
            at = bisect_left(self._area_starts, self.bones.dates[index])
            follows = at < len(self._area_starts) and self._area_starts[at] < high
            return {self.area_labels[at].area if follows else UNKNOWN_AREA}
        at_low = bisect_left(self._area_starts, low)
        at_place = bisect_left(self._area_starts, self.bones.dates[index])
        if not at_place:
            return set()
        return {n.area for n in self.area_labels[min(at_low, at_place - 1) : at_place]}

    @cached_property
    def areas_follow(self) -> bool:
        """Whether each area stands right behind its date: ※四川,※贵州."""
        return bool(self.area_labels) and all(
            compiled(DATE + r"[ (]{0,2}$").search(self.bones.text[max(0, place - 3) : place])
            for place in self._area_starts
        )

    def is_called_off(self, index: int, what: tuple[str, ...]) -> bool:
        """Whether the day is one on which it will not be after all."""
        place = self.bones.dates[index]
        low, _ = self.bones.zone(index)
        before = self.bones.text[max(low, place - 60) : place + 1]
        if compiled(_ORIGINALLY).search(before):
            return True
        if self.found[index].postponed or compiled(_MOVED_TO).search(before):
            return False
        after = self.bones.text[place : place + 60]
        if compiled(_NOT_THEN).match(after):
            return True
        if "exam" not in what:
            return False
        return self.is_off or self.page.is_off or bool(compiled(_MOVED).search(after))


def begins_clause(words: str, place: int) -> bool:
    """Whether a name at a place begins a clause or a cell, or follows a number or a date."""
    return bool(compiled(_AREA_BEGINS).search(words[max(0, place - 1) : place]))


def without_names(words: str) -> str:
    """Words without areas and without what belongs to every exam's name."""
    for area in reversed(areas.find(words)):
        words = words[: area.start] + words[area.end :]
    return compiled(
        r"职业|执业|专业技术|水平|资格|考试|省|市|自治区|^[\s\d一二三四五六七八九十(、.)①-⑩]+|药学|中药学"
    ).sub("", words)


class Claims:
    """Goes through a page row by row. `claims` and `unread` are the outcome."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.context = Context(page)
        self.claims: list[Claim] = []
        self.unread: list[Unread] = []
        self.many_areas = self._many_areas()
        rows = zip(page.layout.rows, page.layout.headings, strict=True)
        for number, (row, headings) in enumerate(rows):
            if not page.layout.dates(row.start, row.end):
                continue
            for column in range(len(row.cells)):
                self._cell(Place(number, row, column, headings))

    def _many_areas(self) -> bool:
        """Whether rows or clauses with dates speak of different areas."""
        seen = {self.page.row_words(number) for number in self.context.area_rows}
        if len(seen) > 1:
            return True
        for row in self.page.layout.rows:
            if self.page.layout.dates(row.start, row.end):
                for cell in row.cells:
                    words = self.page.words(cell)
                    seen |= {
                        n.area
                        for n in areas.find(words)
                        if begins_clause(words, n.start) or n.end >= len(words.rstrip(" ),;。"))
                    }
                if len(seen) > 1:
                    return True
        return False

    def _cell(self, place: Place) -> None:
        layout = self.page.layout
        said: list[exams.Named] = []
        said_areas: set[str] = set()
        about: tuple[str, ...] | None = None
        for span in layout.sentences(place.row.cells[place.column]):
            found = list(layout.dates(*span))
            if found:
                sentence = Sentence(self.page, span, found)
                if self.page.is_own_date(place.number, sentence.bones, found):
                    self.unread += [Unread(one.start, one.end, "no_matter") for one in found]
                    continue
                about = self._sentence(place, sentence, said, said_areas, about)
                said = sentence.exams or said
                said_areas = {n.area for n in sentence.area_labels} or said_areas
            else:
                words = self.page.words(span)
                asks = self.page.text[span[1] : span[1] + 1] == "?"
                about = matters.label_matters(words[:40]) or (None if asks else about)
                said = self.page.exams_in(span) or said
                labels = {n.area for n in areas.find(words) if begins_clause(words, n.start)}
                said_areas = labels or said_areas

    def _sentence(
        self,
        place: Place,
        sentence: Sentence,
        said: list[exams.Named],
        said_areas: set[str],
        about: tuple[str, ...] | None,
    ) -> tuple[str, ...] | None:
        """Claims the dates of one sentence; returns the matters that it was about."""
        before = about
        previous: list[Claim] = []  # of the date before it in the sentence
        ended: list[Claim] = []  # of dates of the sentence that only end something
        for index, one in enumerate(sentence.found):
            what, start, end, sure, label = self._matters(place, sentence, index, before)
            stage = self._stage(place, sentence, index)
            if previous and sentence.is_other_half(index, previous[0].found):
                whose = tuple(claim.what for claim in previous)
                if not what or what == whose:
                    what, stage = whose, previous[0].stage
            elif not what and sentence.begins_all(index):
                what = tuple(dict.fromkeys(c.what for c in ended))
            if one.kind == "dotted":
                if sure < 4:
                    continue
                one = one._replace(kind="span")
            why = self._refused(place, sentence, index, one, said, said_areas, what)
            if one.kind in ("relative", "month_only"):
                if what and what != ("none",) and not why:
                    self.unread.append(Unread(one.start, one.end, one.kind))
                continue
            if why or not what:
                self.unread.append(Unread(one.start, one.end, why or "no_matter"))
                continue
            about = what
            one = _edged(one, label)
            previous = [
                Claim(
                    one, each, start, end, place.number, sentence.span, sentence.is_expected,
                    sentence.is_last_year(index), stage, sure >= 4 or bool(label),
                )
                for each in what
            ]  # fmt: skip
            self.claims += previous
            self.context.has_begun(place, what)
            ended += [claim for claim in previous if claim.found.first is None]
        return about

    def _matters(
        self,
        place: Place,
        sentence: Sentence,
        index: int,
        before: tuple[str, ...] | None,
    ) -> tuple[tuple[str, ...] | None, int, int, float, str]:
        """The matters of a date, the stretch that says so, how sure, and the label's words."""
        one, owned = sentence.found[index], sentence.owners[index]
        if owned and (owned.sure > 1.5 or sentence.has_generic_label(index)):
            start = min(one.start, sentence.bones.plain_place(owned.start))
            end = max(one.end, sentence.bones.plain_place(owned.end - 1) + 1)
            return owned.matters, start, end, owned.sure, owned.edge
        what, label = self.context.of(place, sentence.bones, index, sentence.is_bare, before)
        if what is None and owned and self.context.heading_matters(place) == owned.matters:
            what = owned.matters
        elif what is None and owned:
            what = () if "none" not in owned.matters else ("none",)
        return what, one.start, one.end, 1, label

    def _refused(
        self,
        place: Place,
        sentence: Sentence,
        index: int,
        one: Found,
        said: list[exams.Named],
        said_areas: set[str],
        what: tuple[str, ...] | None,
    ) -> str:
        """Why a date is not claimed; "" where nothing speaks against it."""
        if one.kind == "damaged":
            return "damaged"
        if what is None or what == ("none",):
            return "no_matter"
        if self.page.is_of_else or sentence.is_of_else or sentence.is_attribute(index):
            return "no_matter"
        if what == ():
            return "ambiguous"
        if one.kind == "span" and sentence.is_example:
            return "example"
        named = sentence.exams_near(index)
        if named is None:
            named = self.context.exams_of(place, said)
        if (
            (named and not self.page.asks_for(named))
            or sentence.is_of_other_level(index)
            or sentence.is_of_other_half_year(index)
        ):
            return "other_exam"
        scope = sentence.areas_near(index) or self.context.areas_of(place, said_areas)
        if scope and not self._area_is_asked(scope):
            return "other_area"
        if sentence.is_called_off(index, what):
            return "suspended"
        if "post" in what:
            title = self.page.words(self.page.title)
            after = re.search(r"成绩|合格|考后|领证|证书|复核", title)
            return "no_matter" if after else "ambiguous"
        bracketed = self.page.text[max(0, one.start - 1) : one.start] == "("
        if bracketed and what == ("exam",) and place.row.start == self.page.title[0]:
            return "ambiguous"
        if one.gaps and what != ("exam",):
            return "ambiguous"
        if "exam" in what and (one.first is None or one.last is None) and not one.postponed:
            return "ambiguous"  # no exam is held before a day, or from one on
        return ""

    def _area_is_asked(self, scope: set[str]) -> bool:
        asked = self.page.question.area
        if asked is None:
            return not self.many_areas or scope <= self.page.title_areas
        return asked in scope

    def _stage(self, place: Place, sentence: Sentence, index: int) -> str:
        low, high = sentence.bones.zone(index)
        near = sentence.bones.text[low : min(high, low + 400)]
        named = compiled(_STAGES).findall(near)
        if not named and place.headings:
            last = place.headings[-1]
            named = compiled(_STAGES).findall(self.page.text[last.start : last.end])
        return " ".join(sorted(set(named)))


def _edged(one: Found, label: str) -> Found:
    """A single day under 截止时间 is an end, under 开始时间 a beginning."""
    if one.first is None or one.first != one.last or one.hours:
        return one
    if re.search(r"截止|结束|终止|停止|关闭|止$|^ends$", label):
        return one._replace(first=None)
    if re.search(
        r"(?:开始|起始|启动|开放)(?:时间|日期?|$)|(?<!发)起$|^begins$|^(?:开始|启动|开放)", label
    ):
        return one._replace(last=None)
    return one
