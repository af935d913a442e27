"""The whole notice: every date to its matter, exam, area and year, or to what was not understood."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from checker.notice import areas, exams, fees, matters, sessions
from checker.notice.dates import Day, Found, find
from checker.notice.layout import WEAK, Heading, Layout, Row, Span
from checker.notice.plain import Plain, plain

DEFAULT_EXAM = "执业药师"
ABOVE_ALL = 12  # rows in which a title and the page's own date can stand


class Question(NamedTuple):
    """What is asked of a text. `published_on` is a civil date."""

    exam: str = DEFAULT_EXAM
    exam_year: int | None = None
    area: str | None = None
    published_on: date | None = None


class Claim(NamedTuple):
    """A date with what the text says of it, before its year is known. Places are of plain text."""

    found: Found
    what: str
    start: int
    end: int
    row: int
    sentence: Span
    sure: float
    expected: bool
    stage: str


class Value(NamedTuple):
    """A dated statement. `start` and `end` are ISO texts with an hour where one is given."""

    what: str
    first: str | None
    last: str | None
    expected: bool
    year_from: str
    start: int
    end: int
    stage: str
    row: int


class Unread(NamedTuple):
    start: int
    end: int
    why: str


@cache
def _compiled(pattern: str) -> "re.Pattern[str]":
    return re.compile(pattern)


_EXPECTED = (
    r"预计|预估|预测|参考(?!人员|者|率|的|考生|证|人数|资料)|往年|历年|以往|拟(?:定|于|在|安排|将)|大约|大概|左右|约(?=\ue000)"
    r"|(?:一般|通常)(?:情况下)?(?:都)?(?:为|在|是|于|会|安排|集中|将|从)|可能|或将|有望|暂定|初定|初步(?:定|确定|安排)|计划(?:于|在|定于|安排)|估计|推测|推算|尚未公布|未公布|未定"
)
_LAST_YEAR = r"去年|上年度?|上一年度?"
_EXAMPLE = r"例如|比如|譬如|举例|假如|假设|示例|样例|举个例子|(?:^|[,(。;])如[:,]|为例"
_OFF = r"暂停|取消|停考|停止举行|不再举行|暂缓|不组织|中止|终止举行|停办"
_MOVED = r"推迟|延期|延迟|顺延|调整(?:为|至|到)|改(?:期|为|至)|延长"
_ORIGINALLY = r"原(?:定|计划|先|来|公布|考试|报名|拟|为|于|安排|\ue000)|由\ue000"
_STAGES = (
    r"补报名|补报|补缴|补打|补领|第[一二三四1-4]批|首批|第[一二三四1-4]次|第[一二三四1-4]阶段|现场|直邮|邮寄|快递|窗口|网上申请|电子证书|纸质证书|初审|复审"
    r"|首次报考|首次报名|非首次|新考生|老考生|新报考|增报|免试|上半年|下半年|[初中高]级|[一二]级|本科|大专|笔试|面试|机考|部门审核|学校|单位"
)
_META = r"来源|浏览|(?<!工)作者|字体|字号|编辑|点击|阅读|访问|打印本页|关闭窗口|分享到|索引号|发布机构|信息来源|发布日期|发布时间|成文日期|更新时间"
_SIGNED = r".{0,60}(?:中心|局|院|厅|网|处|委员会|办公室|办公厅|部|司|科|委|大学|学会|协会|指导中心|服务中心|研究院|公司|学校)\)?[ \n]*"
_TITLE_WORDS = (
    r"通知|公告|通告|考试|资格|提示|安排|证书|须知|计划|公示|成绩|报名|简章|说明|问答|指南"
)
_YEAR_ALONE = r"(?<![\d.])(20\d\d)(?:年度?|(?=[\u4e00-\u9fff]))(?! ?\d{1,2}月\d)"
# What is done on a day of the matter that the title names, where the sentence does not name it.
_VERBS = {
    "certificate": "领取|申领|邮寄|发放|寄送|寄出|领证",
    "scores": "查询|公布|发布",
    "admit_card": "打印|下载",
}
_SELLING = r"课程|[班课](?!级|题)|网校|培训|特惠|优惠|招生|直播|题库|押题|辅导|学员|立减|包过|年会|会议|论坛|大赛|竞赛|研讨|讲座|评选"
_LOGIN = r"登录|登陆|网站|本人|携带|前往|填报|提交|办理|进行|系统|受理|人员|考生|每[天日]|逾期|期间"


class Reader:
    """One text, read once. `values` and `unread` are the outcome, in plain places."""

    def __init__(self, text: str, question: Question) -> None:
        self.sent = text
        self.question = question
        self.plain: Plain = plain(text)
        self.text = self.plain.text
        self.found = find(self.text)
        self.layout = Layout(self.text, self.found)
        self.vocabulary = exams.vocabulary(question.exam)
        self.claims: list[Claim] = []
        self.unread: list[Unread] = []
        self.values: list[Value] = []
        self.footer: date | None = None
        self.sections_begun: set[tuple[int, int]] = set()
        self.exam_days: dict[int, str] = {}
        self.label = ""
        self.main_exams: list[exams.Named] = []
        self.asked_year = question.exam_year
        if self.found or "元" in self.text:
            self._read()

    # --- the notice itself

    def _read(self) -> None:
        self.title = self._title()
        title = self.text[slice(*self.title)]
        self.title_matters = matters.label_matters(title)
        self.main_exams = self._main_exams(title)
        self.title_areas = {one.area for one in areas.find_in_title(title)}
        self.year = self._notice_year(title)
        self.asked_year = self.question.exam_year or self.year
        self.many_areas = self._many_areas()
        self.labels_below = self._labels_below()
        off = re.search(_OFF, title)
        self.all_off = bool(off)
        self.selling = bool(re.search(_SELLING, title))
        for number, (row, headings) in enumerate(
            zip(self.layout.rows, self.layout.headings, strict=True)
        ):
            if self.layout.dates(row.start, row.end):
                self._row(number, row, headings)
        self._with_years()
        self._settle()

    def _title(self) -> Span:
        rows = self.layout.rows[:ABOVE_ALL]
        for i, row in enumerate(rows):
            words = self.text[row.start : row.end]
            if row.end - row.start > 120 or len(row.cells) > 1:
                break
            if re.search(_META, words) or self.layout.dates(row.start, row.end):
                continue
            if re.search(_TITLE_WORDS, words) and not re.match(r".{0,20}[:]$", words):
                end = row.end
                if not re.search(r"(?:通知|公告|通告|安排|须知|提示|公示|计划|简章)\)?$", words):
                    for after in rows[i + 1 : i + 3]:
                        wrapped = self.text[after.start : after.end]
                        if (
                            len(after.cells) == 1
                            and len(wrapped) < 60
                            and re.search(r"(?:通知|公告|通告|安排|须知|提示|公示)\)?$", wrapped)
                            and not re.search(r"[。:,]", self.text[row.start : after.end])
                        ):
                            end = after.end
                            break
                return row.start, end
        first = self.layout.rows[0]
        return first.start, min(first.end, first.start + 80)

    def _main_exams(self, title: str) -> list[exams.Named]:
        named = exams.find(self.vocabulary, title)
        if named:
            return named
        start = self.title[1]
        for sentence in re.split(r"[。\n]", self.text[start : start + 1500]):
            if named := exams.find(self.vocabulary, sentence):
                return named
        return exams.find(self.vocabulary, self.text[start + 1500 :])[:1]

    def _notice_year(self, title: str) -> int | None:
        if year := _compiled(_YEAR_ALONE).search(title):
            return int(year[1])
        core = re.escape(self.vocabulary.asked.core)
        near = re.search(rf"(20\d\d)年?度?[^。;\n\d]{{0,24}}?{core}", self.text)
        if near:
            return int(near[1])
        return None

    def _many_areas(self) -> bool:
        """Whether rows or clauses speak of different areas."""
        seen = set()
        for row in self.layout.rows:
            for start, end in row.cells:
                if self.layout.dates(row.start, row.end):
                    seen |= {one.area for one in self._labels_of_areas(start, end)}
                    if len(seen) > 1:
                        return True
        return False

    def _labels_below(self) -> dict[int, int]:
        """Rows of dates alone that are followed, not preceded, by what happens on them."""
        rows = self.layout.rows
        kinds = []
        for row in rows:
            found = self.layout.dates(row.start, row.end)
            words = self.text[row.start : row.end]
            if len(row.cells) > 1 or row.end - row.start > 50:
                kinds.append("x")
            elif found:
                bones = matters.skeleton(self.text, row.start, row.end, found)
                alone = matters.is_bare(bones.text) and not matters.terms(bones.text)
                kinds.append("d" if alone else "x")
            elif re.match(r"[一二三四五六七八九十(\d①-⑩]+[、.)]", words):
                kinds.append("h" if matters.label_matters(words) else "x")
            elif len(words) > 24 or not matters.label_matters(words) or matters.label_matters(words) == ("none",):
                kinds.append("x")
            else:
                kinds.append("l")
        below = {}
        i = 0
        while i < len(kinds):
            if kinds[i] == "d" and (i == 0 or kinds[i - 1] not in "lh"):
                while i + 1 < len(kinds) and kinds[i] == "d" and kinds[i + 1] == "l":
                    below[i] = i + 1
                    i += 2
                continue_ = i < len(kinds) and kinds[i] == "d" and below.get(i - 2) == i - 1
                if continue_:
                    below[i] = -1
            i += 1
        return below

    # --- one row

    def _row(self, number: int, row: Row, headings: tuple[Heading, ...]) -> None:
        for column, cell in enumerate(row.cells):
            said: list[exams.Named] = []
            self.said_areas: set[str] = set()
            before: tuple[str, ...] | None = None
            for sentence in self.layout.sentences(cell):
                found = self.layout.dates(*sentence)
                if found:
                    before = self._sentence(
                        number, row, column, headings, sentence, found, said, before
                    )
                else:
                    before = matters.label_matters(self.text[slice(*sentence)][:40]) or before
                if named := exams.find(self.vocabulary, self.text[slice(*sentence)]):
                    said = named
                if labels := self._labels_of_areas(*sentence):
                    self.said_areas = {one.area for one in labels}

    def _sentence(
        self,
        number: int,
        row: Row,
        column: int,
        headings: tuple[Heading, ...],
        sentence: Span,
        found: Sequence[Found],
        said: list[exams.Named],
        before: tuple[str, ...] | None,
    ) -> tuple[str, ...] | None:
        """Claims the dates of one sentence; returns the matters that it was about."""
        bones = matters.skeleton(self.text, *sentence, found)
        words = matters.terms(bones.text)
        about = before
        names = [
            (n.start, n.end)
            for n in (*exams.find(self.vocabulary, bones.text), *areas.find(bones.text))
        ]
        if self._is_footer(number, row, bones, found):
            return about
        for index, one in enumerate(found):
            start, end = one.start, one.end
            what: tuple[str, ...] | None = None
            sure = 1.0
            owned = matters.owner(bones, words, index, names)
            if owned and owned.sure > 1.5:
                what, sure = owned.matters, owned.sure
            elif owned and matters.has_generic_label(bones.text, bones.dates[index]):
                what, sure = owned.matters, owned.sure
            if what is not None and owned:
                start = min(start, bones.plain_place(owned.start))
                end = max(end, bones.plain_place(owned.end - 1) + 1)
            else:
                what = self._by_context(number, row, column, headings, bones, index, before)
                if what is None and owned and owned.sure == 1.5:
                    what = () if "none" not in owned.matters else ("none",)
            if one.kind == "dotted":
                if sure < 4:
                    continue
                one = one._replace(kind="span")
            why = self._refused(row, column, headings, sentence, bones, index, one, said, what)
            if one.kind in ("relative", "month_only"):
                if what and what != ("none",) and why in ("", one.kind):
                    self.unread.append(Unread(one.start, one.end, one.kind))
                continue
            if why or what is None:
                self.unread.append(Unread(one.start, one.end, why or "no_matter"))
                continue
            about = what
            if owned and sure == 3 and owned.edge and one.first == one.last:
                one = (
                    one._replace(first=None) if owned.edge == "ends" else one._replace(last=None)
                )
            if sure == 1:
                one = self._edged(one, row, column, headings)
            expected = bool(_compiled(_EXPECTED).search(bones.text))
            stage = self._stage(bones, index, headings)
            for each in what:
                self.claims.append(
                    Claim(one, each, start, end, number, sentence, sure, expected, stage)
                )
        return about

    def _is_footer(
        self, number: int, row: Row, bones: matters.Skeleton, found: Sequence[Found]
    ) -> bool:
        """Whether the dates are the page's own, or stand under the signature."""
        one = found[0]
        if one.kind != "span" or one.first is None or one.first.year is None:
            return False
        if one.first[:3] != (one.last or one.first)[:3] or len(found) > 2:
            return False
        line = self.text[row.start : row.end]
        rest = bones.text.replace(matters.DATE, "").strip(" :.,-()")
        alone = not rest and len(row.cells) == 1
        signed = (
            (alone and self._after_signature(number))
            or bool(
                re.fullmatch(_SIGNED, rest)
                and len(rest) < 50
                and len(found) == 1
                and not matters.terms(bones.text)
            )
            or (bool(re.search(_META, line)) and row.end - row.start < 160)
            or (
                alone
                and number < 4
                and number + 3 < len(self.layout.rows)
                and not (
                    number
                    and matters.label_matters(self._row_text(number - 1)) is not None
                    and self._row_text(number - 1) not in self.text[slice(*self.title)]
                )
            )
        )
        if not signed:
            return False
        for each in found:
            if each.first and each.first.year:
                day = date(each.first.year, each.first.month, each.first.day)
                self.footer = max(self.footer, day) if self.footer else day
            self.unread.append(Unread(each.start, each.end, "no_matter"))
        return True

    def _row_text(self, number: int) -> str:
        row = self.layout.rows[number]
        return self.text[row.start : row.end]

    def _after_signature(self, number: int) -> bool:
        rows = self.layout.rows
        if (
            number
            and re.fullmatch(_SIGNED, self._row_text(number - 1))
            and not matters.terms(self._row_text(number - 1))
        ):
            return True
        rest = rows[number + 1 :]
        short = len(rest) <= 3 and not any(self.layout.dates(r.start, r.end) for r in rest)
        label = number and matters.label_matters(self._row_text(number - 1))
        return bool(short and number > 2 and not (label and len(self._row_text(number - 1)) < 20))

    # --- what a date without words of its own belongs to

    def _by_context(
        self,
        number: int,
        row: Row,
        column: int,
        headings: tuple[Heading, ...],
        bones: matters.Skeleton,
        index: int,
        before: tuple[str, ...] | None,
    ) -> tuple[str, ...] | None:
        if len(row.cells) > 1:
            told = self._by_table(row, column)
            if told is not None:
                return told
        bare = matters.is_bare(self._without_names(bones.text))
        generic = matters.has_generic_label(bones.text, bones.dates[index])
        if number in self.labels_below:
            below = self.labels_below[number]
            return () if below < 0 else matters.label_matters(self._row_text(below))
        if (generic or bare) and before and before != ("none",):
            return before
        for heading in reversed(headings):
            told = matters.label_matters(self.text[heading.start : heading.end])
            if told is None:
                continue
            if bare or generic or len(row.cells) > 1:
                return told
            if told == ("exam",) and bones.dates[0] <= 4:
                return told
            section = (heading.start, heading.end)
            if told == ("none",):
                return told
            if index == 0 and section not in self.sections_begun and len(told) == 1:
                self.sections_begun.add(section)
                if heading.level < WEAK or len(headings) == 1:
                    near = bones.text[bones.dates[0] + 1 :]
                    if re.search(_LOGIN, near[:40]) and bones.dates[0] <= 24:
                        return told
            return None
        if self.title_matters and len(self.title_matters) == 1 and number and index == 0:
            verbs = _VERBS.get(self.title_matters[0])
            if verbs and re.search(verbs, bones.text[bones.dates[0] : bones.dates[0] + 80]):
                return self.title_matters
        if (bare or len(row.cells) > 1) and self.title_matters and number:
            return self.title_matters if len(self.title_matters) == 1 else None
        if (bare or len(row.cells) > 1) and re.search(
            r"考试(?:工作)?(?:计划|日程|安排|时间|日期)", self.text[slice(*self.title)]
        ):
            return ("exam",)
        return None

    def _by_table(self, row: Row, column: int) -> tuple[str, ...] | None:
        self.label = ""
        if row.header and not self._is_exam_name(row.header[column]):
            told = matters.label_matters(self.text[slice(*row.header[column])])
            if told is not None:
                self.label = self.text[slice(*row.header[column])]
                return told
        left = [row.cells[i] for i in range(column - 1, -1, -1)]
        right = list(row.cells[column + 1 :])
        for cell in left + right:
            words = self.text[slice(*cell)]
            if self.layout.dates(*cell):
                if row.header or cell in right:
                    continue
                break
            if self._is_exam_name(cell):
                continue
            told = matters.label_matters(words[:60])
            if told is not None and (len(words) <= 40 or told != ("none",)):
                self.label = words[:60]
                return told
        labels = row.header or row.above
        seen = {matters.label_matters(self.text[slice(*cell)]) for cell in labels} - {
            None,
            ("none",),
        }
        if len(seen) == 1:
            return seen.pop()
        return None

    def _is_exam_name(self, cell: Span) -> bool:
        words = self.text[slice(*cell)]
        return bool(exams.find(self.vocabulary, words)) and not re.search(
            r"报名|[缴交]费|准考证|成绩|审核|核查|审查|证书|时间|日期", words
        )

    def _edged(self, one: Found, row: Row, column: int, headings: tuple[Heading, ...]) -> Found:
        """A single day under 截止时间 is an end, under 开始时间 a beginning."""
        if one.first is None or one.first != one.last or one.hours:
            return one
        label = self.label if len(row.cells) > 1 else ""
        if row.header:
            label += self.text[slice(*row.header[column])]
        if not label and len(row.cells) == 1 and headings:
            label = self.text[headings[-1].start : headings[-1].end]
        if re.search(r"截止|结束|终止", label):
            return one._replace(first=None)
        if re.search(r"(?:开始|起始|启动|开放)(?:时间|日期)", label):
            return one._replace(last=None)
        return one

    def _without_names(self, words: str) -> str:
        for named in reversed(exams.find(self.vocabulary, words)):
            words = words[: named.start] + words[named.end :]
        for area in reversed(areas.find(words)):
            words = words[: area.start] + words[area.end :]
        return re.sub(
            r"职业|执业|专业技术|水平|资格|考试|省|市|自治区|^[\s\d一二三四五六七八九十(、.)①-⑩]+|药学|中药学",
            "",
            words,
        )

    # --- why a date is refused

    def _refused(
        self,
        row: Row,
        column: int,
        headings: tuple[Heading, ...],
        sentence: Span,
        bones: matters.Skeleton,
        index: int,
        one: Found,
        said: list[exams.Named],
        what: tuple[str, ...] | None,
    ) -> str:
        if one.kind == "damaged":
            return "damaged"
        if what == ("none",):
            return "no_matter"
        if what == () or (self.selling and what and what[0] in ("registration", "payment")):
            return "ambiguous"
        if one.kind == "span" and re.search(_EXAMPLE, bones.text):
            return "example"
        if not self._exam_is_asked(row, column, headings, bones, index, said):
            return "other_exam"
        if reason := self._area_refused(row, column, headings, sentence, bones, index):
            return reason
        if what and self._is_off(bones, index, one, what):
            return "suspended"
        if what and "post" in what:
            return "no_matter" if self._after_exam() else "ambiguous"
        if one.gaps and what and what != ("exam",):
            return "ambiguous"
        return ""

    def _after_exam(self) -> bool:
        return bool(re.search(r"成绩|合格|考后|领证|证书|复核", self.text[slice(*self.title)]))

    def _is_off(
        self, bones: matters.Skeleton, index: int, one: Found, what: tuple[str, ...]
    ) -> bool:
        place = bones.dates[index]
        low = bones.dates[index - 1] + 1 if index else 0
        before = bones.text[low : place + 1]
        if re.search(_ORIGINALLY, before):
            return True
        if one.postponed or re.search(
            r"(?:推迟|延期|顺延|延迟|调整|改期?|延长)[^,。;]{0,6}(?:至|到|为|于)\ue000$", before
        ):
            return False
        if re.search(_OFF, bones.text) and "exam" in what:
            return True
        if self.all_off and "exam" in what:
            return True
        moved = re.search(_MOVED, bones.text[place : place + 60])
        return bool(moved and "exam" in what)

    # --- whose exam, which area

    def _exam_is_asked(
        self,
        row: Row,
        column: int,
        headings: tuple[Heading, ...],
        bones: matters.Skeleton,
        index: int,
        said: list[exams.Named],
    ) -> bool:
        def asked(named: Sequence[exams.Named]) -> bool:
            return any(exams.is_asked(self.vocabulary, one) for one in named)

        named = exams.find(self.vocabulary, bones.text)
        if named:
            place = bones.dates[index]
            limits = [-1, *bones.dates, len(bones.text)]
            left = [n for n in named if limits[index] < n.start < place]
            right = [n for n in named if place < n.start < limits[index + 2]]
            earlier = [n for n in named if n.start < limits[index]]
            if left:
                return asked(left)
            if right and (not earlier or asked(right)):
                return asked(right)
            if earlier:
                group = [n for n in earlier if _same_zone(n.start, earlier[-1].start, bones.dates)]
                return asked(group)
        if len(row.cells) > 1:
            scopes = [row.header[column]] if row.header else []
            scopes += [row.cells[i] for i in range(column - 1, -1, -1)] + list(
                row.cells[column + 1 :]
            )
            for scope in scopes:
                if named := exams.find(self.vocabulary, self.text[slice(*scope)]):
                    return asked(named)
        if said:
            return asked(said)
        for heading in reversed(headings):
            if named := exams.find(self.vocabulary, self.text[heading.start : heading.end]):
                return asked(named)
        return asked(self.main_exams) if self.main_exams else True

    def fee_is_asked(self, sentence: Span) -> bool:
        """Whether a fee is that of the exam asked for."""
        named = exams.find(self.vocabulary, self.text[slice(*sentence)]) or self.main_exams
        return not named or any(exams.is_asked(self.vocabulary, one) for one in named)

    def _labels_of_areas(self, start: int, end: int) -> list[areas.Named]:
        """Areas that begin a cell or a clause, or stand right before a date."""
        words = self.text[start:end]
        return [
            one
            for one in areas.find(words)
            if re.search(
                r"(?:^|[,、;:。(\d\s\])年度和及与>-]|\|)$", words[max(0, one.start - 1) : one.start]
            )
        ]

    def _area_refused(
        self,
        row: Row,
        column: int,
        headings: tuple[Heading, ...],
        sentence: Span,
        bones: matters.Skeleton,
        index: int,
    ) -> str:
        scope = self._area_scope(row, column, headings, sentence, bones, index)
        asked = self.question.area
        if not scope:
            return ""
        if asked is None:
            return "other_area" if self.many_areas and not scope <= self.title_areas else ""
        return "" if asked in scope else "other_area"

    def _area_scope(
        self,
        row: Row,
        column: int,
        headings: tuple[Heading, ...],
        sentence: Span,
        bones: matters.Skeleton,
        index: int,
    ) -> set[str]:
        place = bones.dates[index]
        limits = [-1, *bones.dates]
        words = bones.text[:place]
        labels = [
            one
            for one in areas.find(words)
            if re.search(
                r"(?:^|[,、;:。(\d\s\])年度和及与>\ue000-]|\|)$",
                words[max(0, one.start - 1) : one.start],
            )
        ]
        if labels:
            last = labels[-1]
            group = [n for n in labels if n.start > limits[index]] or [last]
            return {one.area for one in group}
        if len(row.cells) > 1:
            scopes = [row.header[column]] if row.header else []
            scopes += [row.cells[i] for i in range(column - 1, -1, -1)] + list(
                row.cells[column + 1 :]
            )
            for scope in scopes:
                if scope[1] - scope[0] <= 16 and (named := self._labels_of_areas(*scope)):
                    return {one.area for one in named}
        if self.said_areas:
            return self.said_areas
        for heading in reversed(headings):
            if heading.end - heading.start <= 24 and heading.start != self.title[0]:
                named = self._labels_of_areas(heading.start, heading.end)
                if named:
                    return {one.area for one in named}
        return self.title_areas

    def _stage(self, bones: matters.Skeleton, index: int, headings: tuple[Heading, ...]) -> str:
        place = bones.dates[index]
        low = bones.dates[index - 1] + 1 if index else 0
        high = bones.dates[index + 1] if index + 1 < len(bones.dates) else len(bones.text)
        near = bones.text[low:place] + bones.text[place:high]
        named = sorted(set(re.findall(_STAGES, near)))
        if headings and not named:
            last = headings[-1]
            named = sorted(set(re.findall(_STAGES, self.text[last.start : last.end])))
        return " ".join(named)

    # --- years

    def _with_years(self) -> None:
        """Gives each claim its year; what is said of a matter alone outweighs what is said of two."""
        shared: dict[int, int] = {}
        for claim in self.claims:
            shared[claim.found.start] = shared.get(claim.found.start, 0) + 1
        alone = {(c.what, c.stage) for c in self.claims if shared[c.found.start] == 1}
        for claim in self.claims:
            if shared[claim.found.start] > 1 and (claim.what, claim.stage) in alone:
                continue
            found = claim.found
            first, last, source = self._dated(claim)
            if source in ("no_year", "relative", "other_year"):
                self.unread.append(Unread(found.start, found.end, source))
                continue
            if claim.what == "exam" and first and first == last:
                self.exam_days[found.start] = first
            self.values.append(
                Value(
                    claim.what, first, last, claim.expected, source, claim.start, claim.end,
                    claim.stage, claim.row,
                )
            )  # fmt: skip

    def _dated(self, claim: Claim) -> tuple[str | None, str | None, str]:
        found = claim.found
        if found.now and self.question.published_on is None and found.last is None:
            return None, None, "relative"
        first, last = found.first, found.last
        day = first or last
        if day is None:  # 即日起
            published = self.question.published_on
            if published is None:
                return None, None, "relative"
            if not self._belongs(claim.what, published.year, published.month, False):
                return None, None, "other_year"
            return published.isoformat(), None, "published_on"
        year, source = self._year_of(claim, day)
        if year is None:
            return None, None, "no_year"
        explicit = day.year is not None
        if source == "heading" and self._may_be_either(claim, day):
            return None, None, "no_year"
        if not self._belongs(claim.what, year, day.month, explicit):
            return None, None, "other_year"
        if re.search(_LAST_YEAR, self.text[slice(*claim.sentence)]) and not explicit:
            return None, None, "other_year"
        start = _iso(first, year) if first else None
        if last is None:
            end = None
        else:
            end_year = last.year or (year + 1 if first and last[1:3] < first[1:3] else year)
            end = _iso(last, end_year)
        if found.now and self.question.published_on:
            start = self.question.published_on.isoformat()
            if end and end[:10] < start:
                return None, None, "other_year"
        if start == "" or end == "":
            return None, None, "no_year"
        if claim.what == "exam":
            start, end = start and start[:10], end and end[:10]
            start, end = start or end, end or start
        elif found.postponed and claim.what in ("registration", "payment", "review", "admit_card"):
            start = None
        return start, end, source

    def _may_be_either(self, claim: Claim, day: Day) -> bool:
        """Whether a heading's exam year leaves open in which calendar year a day lies."""
        if self.footer or self.question.published_on or any(c.what == "exam" for c in self.claims):
            return False
        if claim.what in ("registration", "payment", "review"):
            return day.month >= 11
        return claim.what == "scores" and day.month in (5, 6)

    def _year_of(self, claim: Claim, day: Day) -> tuple[int | None, str]:
        found = claim.found
        if day.year is not None:
            return day.year, "text"
        if found.last and found.last.year is not None and found.first:
            year = found.last.year
            return (year - 1 if found.first[1:3] > found.last[1:3] else year), "text"
        later = claim.what in ("scores", "certificate")
        start, _ = claim.sentence
        words = self.text[start : found.start]
        carried: tuple[int, int | None] | None = None
        for one in self.layout.dates(start, found.start):
            named = one.last if one.last and one.last.year else one.first
            if named and named.year and one.kind == "span":
                carried = (named.year, (one.last or named).month)
        alone = None
        for match in _compiled(_YEAR_ALONE).finditer(words):
            alone = int(match[1])
        if carried:
            year, month = carried
            if later and month and day.month < month - 2:
                year += 1
            return year, "text"
        if alone:
            return self._for_exam_year(alone, claim, day), "text"
        heading = self._heading_year(claim)
        if heading:
            return self._near_footer(self._for_exam_year(heading, claim, day), day, "heading")
        if self.year:
            return self._near_footer(self._for_exam_year(self.year, claim, day), day, "heading")
        if self.footer:
            return _nearest(self.footer, day), "footer"
        if earlier := self._earlier_year(found.start):
            return earlier, "text"
        if self.question.exam_year:
            return self._for_exam_year(self.question.exam_year, claim, day), "request"
        if self.question.published_on:
            return _nearest(self.question.published_on, day), "published_on"
        return None, ""

    def _heading_year(self, claim: Claim) -> int | None:
        row = self.layout.rows[claim.row]
        if len(row.cells) > 1:
            for cell in row.cells + row.header:
                if year := _compiled(r"(20\d\d)年?度?").fullmatch(self.text[slice(*cell)].strip()):
                    return int(year[1])
        for heading in reversed(self.layout.headings[claim.row]):
            if year := _compiled(_YEAR_ALONE).search(self.text[heading.start : heading.end]):
                return int(year[1])
        return None

    def _for_exam_year(self, year: int, claim: Claim, day: Day) -> int:
        """Results of January to June come in the year after the exam, unless it was before them."""
        if claim.what not in ("scores", "certificate") or day.month > 6:
            return year
        for other in self.claims:
            if other.what == "exam" and other.found.last:
                last = other.found.last
                if (last.year or year) == year and last.month < day.month:
                    return year
        return year + 1

    def _near_footer(self, year: int, day: Day, source: str) -> tuple[int, str]:
        """The footer's year where that of the heading is too far from it to be meant."""
        near, name = self.footer or self.question.published_on, "footer"
        if near is None:
            return year, source
        if self.footer is None:
            name = "published_on"
        if -75 <= _distance(near, year, day) <= 300:
            return year, source
        other = _nearest(near, day)
        if other != year and abs(other - year) == 1 and -75 <= _distance(near, other, day) <= 200:
            return other, name
        return year, source

    def _earlier_year(self, place: int) -> int | None:
        for one in reversed(self.layout.dates(0, place)):
            day = one.first or one.last
            if one.kind == "span" and day and day.year:
                return day.year
        return None

    def _belongs(self, what: str, year: int, month: int, explicit: bool) -> bool:
        """Whether a day of that year and month is of the exam year asked for."""
        asked = self.asked_year
        if asked is None:
            return True
        if self.question.exam_year and self.year and self.year != self.question.exam_year:
            if not explicit or what not in ("scores", "certificate"):
                return False
        if what in ("scores", "certificate"):
            if month <= 6:
                return year == asked + 1 or (
                    year == asked and self.year == asked and (month >= 4 or not explicit)
                )
            return year == asked or (year == asked + 1 and self.year == asked)
        if year == asked:
            return True
        if what in ("registration", "payment", "review"):
            return (year == asked - 1 and month >= 9) or (
                year == asked + 1 and self.year == asked and month <= 8
            )
        return year == asked + 1 and self.year == asked and month <= 8

    # --- one value for one statement

    def _settle(self) -> None:
        self._join_ends()
        self._join_exam_days()
        self._drop_repeated()
        self._drop_out_of_order()
        self.values.sort(key=lambda value: (value.start, value.end, value.what))

    def _join_ends(self) -> None:
        """A beginning and an end of one matter, told apart, become one span."""
        values = sorted(self.values, key=lambda value: value.start)
        joined: list[Value] = []
        for value in values:
            if joined and value.first is None and value.last:
                for i in range(len(joined) - 1, max(-1, len(joined) - 4), -1):
                    before = joined[i]
                    if (
                        before.what == value.what
                        and before.last is None
                        and before.first
                        and before.first <= value.last
                        and before.stage == value.stage
                        and value.end - before.start <= 160
                    ):
                        joined[i] = before._replace(
                            last=value.last, end=value.end,
                            expected=before.expected or value.expected,
                        )  # fmt: skip
                        break
                else:
                    joined.append(value)
            else:
                joined.append(value)
        self.values = joined

    def _join_exam_days(self) -> None:
        """The days of a timetable become first to last day."""
        days = [v for v in self.values if v.what == "exam"]
        if len(days) < 2:
            return
        days.sort(key=lambda value: value.start)
        groups: list[list[Value]] = [[days[0]]]
        for value in days[1:]:
            group = groups[-1]
            last = max(str(v.last) for v in group)
            first = min(str(v.first) for v in group)
            if (
                value.expected == group[0].expected
                and _days_between(str(value.first), last) <= 2
                and _days_between(first, str(value.last)) <= 2
            ):
                group.append(value)
            else:
                groups.append([value])
        merged = []
        for group in groups:
            first, last = min(str(v.first) for v in group), max(str(v.last) for v in group)
            whole = [v for v in group if (v.first, v.last) == (first, last)]
            merged.append(
                whole[0]
                if whole
                else group[0]._replace(
                    first=first, last=last, end=max(v.end for v in group), stage=""
                )
            )
        self.values = [v for v in self.values if v.what != "exam"] + merged

    def _drop_repeated(self) -> None:
        """Of values that say the same, the one with hours, or the first, or the one that says more."""
        kept: list[Value] = []
        for value in sorted(self.values, key=lambda v: (v.start, v.end)):
            for i, other in enumerate(kept):
                if other.what != value.what:
                    continue
                if _says(other, value):
                    break
                if _says(value, other):
                    kept[i] = value
                    break
            else:
                kept.append(value)
        result: list[Value] = []
        for value in kept:
            if not any(
                v.what == value.what
                and v is not value
                and _says(v, value)
                and not (_says(value, v) and v in kept[kept.index(value) :])
                for v in kept
            ):
                result.append(value)
        self.values = result

    def _drop_out_of_order(self) -> None:
        """What cannot be for its place in the year of an exam: refused rather than guessed."""
        exam = [v for v in self.values if v.what == "exam" and not v.stage]
        days = [v for v in self.values if v.what == "exam"]
        if not days:
            return
        first = min(str(v.first) for v in days)
        last = max(str(v.last) for v in days)
        del exam
        kept = []
        for value in self.values:
            begins = (value.first or value.last or "")[:10]
            ends = (value.last or value.first or "")[:10]
            if value.what == "review" and begins > last:
                self.unread.append(Unread(value.start, value.end, "no_matter"))
            elif (
                (value.what in ("registration", "payment") and begins > first)
                or (value.what == "admit_card" and begins > last)
                or (value.what in ("scores", "certificate") and ends < first)
            ):
                self.unread.append(Unread(value.start, value.end, "ambiguous"))
            else:
                kept.append(value)
        self.values = kept


def _same_zone(a: int, b: int, dates: Sequence[int]) -> bool:
    return not any(a < place < b for place in dates)


def _iso(day: Day, year: int) -> str:
    try:
        text = date(day.year or year, day.month, day.day).isoformat()
    except ValueError:
        return ""
    return f"{text}T{day.time}" if day.time else text


def _nearest(near: date, day: Day) -> int:
    """The year in which a day without one comes closest to half a year around `near`."""
    return min(
        (near.year, near.year + 1, near.year - 1),
        key=lambda year: abs(_distance(near, year, day) - 60),
    )


def _distance(near: date, year: int, day: Day) -> int:
    return (year - near.year) * 365 + (day.month - near.month) * 30 + day.day - near.day


def _days_between(later: str, earlier: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _says(one: Value, other: Value) -> bool:
    """Whether `one` says all that `other` does."""

    def covers(a: str | None, b: str | None) -> bool:
        return b is None or a == b or (a is not None and "T" not in b and a[:10] == b)

    if (
        other.first == other.last
        and other.first
        and "T" not in other.first
        and one.first != one.last
    ):
        return False
    return covers(one.first, other.first) and covers(one.last, other.last)


def read_notice(text: str, question: Question) -> dict[str, Any]:
    """`exam`, `area`, `found`, `fees`, `sessions` and `unread` of a text, as defined in the schema."""
    reader = Reader(text, question)
    return {
        "exam": _exam(reader),
        "area": question.area,
        "found": list(_found(reader)),
        "fees": list(_fees(reader)),
        "sessions": _sessions(reader),
        "unread": list(_unread(reader)),
    }


def _exam(reader: Reader) -> dict[str, Any]:
    quote = None
    if reader.found:
        named = [
            n
            for n in exams.find(reader.vocabulary, reader.text[:2000])
            if exams.is_asked(reader.vocabulary, n)
        ]
        if named:
            start, end = reader.plain.back(named[0].start, named[0].end)
            quote = reader.sent[start:end]
    return {
        "name": reader.question.exam,
        "year": reader.asked_year,
        "quote": quote,
    }


def _found(reader: Reader) -> Iterator[dict[str, Any]]:
    for value in reader.values:
        start, end = reader.plain.back(value.start, value.end)
        conflict = any(
            other is not value and other.what == value.what and other.stage == value.stage
            for other in reader.values
        )
        yield {
            "what": value.what,
            "start": value.first,
            "end": value.last,
            "status": "expected" if value.expected else "announced",
            "quote": reader.sent[start:end],
            "at": [start, end],
            "year_from": value.year_from,
            "conflict": conflict,
        }


def _fees(reader: Reader) -> Iterator[dict[str, Any]]:
    if "元" not in reader.text:
        return
    for fee in fees.find(reader.text, reader.layout, reader.fee_is_asked):
        start, end = reader.plain.back(fee.start, fee.end)
        told: dict[str, Any] = {}
        if len(fee.papers) == 1:
            told["yuan_per_paper"] = fee.papers[0][1]
        elif fee.papers:
            told["by_paper"] = [{"paper": name, "yuan": yuan} for name, yuan in fee.papers]
        if fee.person:
            told["yuan_per_person"] = fee.person
        yield {**told, "quote": reader.sent[start:end], "at": [start, end]}


def _sessions(reader: Reader) -> list[dict[str, str]]:
    days = reader.exam_days
    return (
        [one._asdict() for one in sessions.find(reader.text, reader.layout, days)] if days else []
    )


def _unread(reader: Reader) -> Iterator[dict[str, Any]]:
    seen = set()
    for one in sorted(reader.unread):
        if one.start in seen:
            continue
        seen.add(one.start)
        start, end = reader.plain.back(one.start, one.end)
        yield {"text": reader.sent[start:end], "at": [start, end], "why": one.why}
