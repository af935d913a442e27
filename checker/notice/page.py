"""What a notice says of itself as a whole: its title, exams, areas, year, and page dates."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from checker.notice import areas, exams, matters
from checker.notice.dates import Found, find
from checker.notice.layout import Layout, Span
from checker.notice.patterns import compiled
from checker.notice.plain import plain

DEFAULT_EXAM = "执业药师"
_HEAD = 12  # rows in which a title can stand

META = (
    r"来源|浏览|(?<!工)作者|字体|字号|编辑|点击|阅读|访问|打印本页|关闭窗口|分享到|索引号|发布机构"
    r"|(?<![绩果])发布(?:日期|时间)|成文日期|更新时间"
)
_SIGNED = r".{0,60}(?:中心|局|院|厅|网|处|委员会|办公室|办公厅|部|司|科|委|大学|学会|协会|公司|学校)\)?[ \n]*"
_TITLE = r"通知|公告|通告|考试|资格|提示|安排|证书|须知|计划|公示|成绩|报名|简章|说明|问答|指南"
_TITLE_ENDS = r"(?:通知|公告|通告|安排|须知|提示|公示|计划|简章)\)?$"
_OFF = r"暂停|取消|停考|停止举行|不再举行|暂缓|不组织|中止|终止举行|停办"
_OF_ELSE = (
    r"课程|教材|预售|训练营|密训|[班课](?!级|题)|网校|培训|特惠|优惠|招生|直播|题库|押题|辅导|学员|立减|包过"
    r"|招聘|诚聘|急聘|急招|月薪|招募|监考|志愿者|活动|选举|换届|遴选|征订|采购|宣传|年会|会议|论坛|大赛|竞赛|研讨|讲座|评选|继续教育|雷同|违纪|违规|职称(?:申报|评)|撤销|撤回|吊销|注销|真题|答案|估分|遗失|作废|评审"
    r"|(?:首次|延续|变更|再次|初始)注册|注册(?:工作|管理|申请|办理|审批|有关)"
)
_OF_EXAM = r"考|证|成绩|资格|报名|[缴交]费|审核|核查|审查|合格|鉴定|^.{0,16}$"
_OF_WORK = r"月薪|年薪|薪资|薪酬|五险一金|应聘|简历"
_RECRUITING = ("事业单位", "公务员", "特岗教师", "三支一扶", "军队文职", "教师资格")
YEAR_ALONE = r"(?<!\d)(20\d\d)(?:年度?|(?=[\u4e00-\u9fff]))(?! ?\d{1,2}月\d)"


class Question(NamedTuple):
    """What is asked of a text. `published_on` is a civil date."""

    exam: str = DEFAULT_EXAM
    exam_year: int | None = None
    area: str | None = None
    published_on: date | None = None


class Page:
    """One text and what it says of itself. All places are of the plain text."""

    def __init__(self, sent: str, question: Question) -> None:
        self.sent = sent
        self.question = question
        self.plain = plain(sent)
        self.text = self.plain.text
        self.found = find(self.text)
        self.layout = Layout(self.text, self.found)
        self.vocabulary = exams.vocabulary(question.exam)
        self._exams: dict[Span, list[exams.Named]] = {}
        self.footer: date | None = None
        self.title = self._title()
        title = self.words(self.title)
        self.title_matters = matters.label_matters(title)
        self.title_areas = {one.area for one in areas.find_in_title(title)}
        self.main_exams = self._main_exams(title)
        self.year = self._year(title)
        self.asked_year = question.exam_year or self.year
        self.is_off = bool(re.search(_OFF, title))
        self.recruits = self.vocabulary.asked.core in _RECRUITING
        self.is_of_else = not self.recruits and self._is_of_else(title)

    def _is_of_else(self, title: str) -> bool:
        """Whether it speaks of courses, posts, meetings and the like, and of no exam."""
        if re.search(_OF_ELSE, title) or re.search(_OF_WORK, self.text):
            return True
        return bool(exams.find(self.vocabulary, title)) and not re.search(_OF_EXAM, title)

    def words(self, span: Span) -> str:
        """A stretch of the plain text."""
        return self.text[span[0] : span[1]]

    def row_words(self, number: int) -> str:
        row = self.layout.rows[number]
        return self.text[row.start : row.end]

    def exams_in(self, span: Span) -> list[exams.Named]:
        """The exams that a cell, a heading or a sentence names; found once."""
        if span not in self._exams:
            self._exams[span] = exams.find(self.vocabulary, self.words(span))
        return self._exams[span]

    def asks_for(self, named: Iterable[exams.Named]) -> bool:
        return any(exams.is_asked(self.vocabulary, one) for one in named)

    def _title(self) -> Span:
        rows = self.layout.rows[:_HEAD]
        if not rows:
            return 0, 0
        for i, row in enumerate(rows):
            words = self.text[row.start : row.end]
            if row.end - row.start > 120 or len(row.cells) > 1:
                break
            if re.search(META, words) or self.layout.dates(row.start, row.end):
                continue
            if re.search(r"[。;]", words):
                break
            if re.search(_TITLE, words) and not re.match(r".{0,20}:$", words):
                return row.start, self._title_end(i)
        return rows[0].start, min(rows[0].end, rows[0].start + 80)

    def _title_end(self, number: int) -> int:
        """Where a title ends that may go on in the next two lines."""
        row = self.layout.rows[number]
        if re.search(_TITLE_ENDS, self.row_words(number)):
            return row.end
        for after in self.layout.rows[number + 1 : number + 3]:
            wrapped = self.text[after.start : after.end]
            whole = self.text[row.start : after.end]
            if (
                len(after.cells) == 1
                and len(wrapped) < 60
                and re.search(_TITLE_ENDS, wrapped)
                and not re.search(r"[。:,]", whole)
            ):
                return after.end
        return row.end

    def _main_exams(self, title: str) -> list[exams.Named]:
        """The exams of the title, else of the first sentence after or before it that names any."""
        if named := exams.find(self.vocabulary, title):
            return named
        for stretch in ((self.title[1], len(self.text)), (0, self.title[0])):
            for sentence in compiled(r"[^。\n]+").finditer(self.text, *stretch):
                if named := exams.find(self.vocabulary, sentence[0]):
                    return named
        return []

    def _year(self, title: str) -> int | None:
        if year := compiled(YEAR_ALONE).search(title):
            return int(year[1])
        alone = set(compiled(r"(?m)^(?:年[度份][:| ]*)?\(?(20\d\d)年?度?\)?$").findall(self.text))
        if len(alone) == 1:
            return int(alone.pop())
        core = re.escape(self.vocabulary.asked.core)
        near = re.search(rf"(20\d\d)年?度?[^。;\n\d]{{0,24}}?{core}", self.text)
        return int(near[1]) if near else None

    def is_own_date(self, number: int, bones: matters.Skeleton, found: list[Found]) -> bool:
        """Whether dates of a row are the page's own or stand under the signature; notes the day."""
        one = found[0]
        if one.kind != "span" or one.first is None or one.first.year is None or len(found) > 2:
            return False
        if one.first[:3] != (one.last or one.first)[:3]:
            return False
        row = self.layout.rows[number]
        rest = bones.text.replace(matters.DATE, "").strip(" :.,-()")
        alone = not rest and len(row.cells) == 1
        if not (
            (alone and (self._after_signature(number) or self._under_title(number)))
            or (
                len(rest) < 50
                and len(found) == 1
                and re.fullmatch(_SIGNED, rest)
                and not matters.terms(bones.text)
            )
            or (row.end - row.start < 160 and re.search(META, self.row_words(number)))
        ):
            return False
        for each in found:
            if each.first and each.first.year:
                day = date(each.first.year, each.first.month, each.first.day)
                self.footer = max(self.footer, day) if self.footer else day
        return True

    def _after_signature(self, number: int) -> bool:
        rows = self.layout.rows
        if not number:
            return False
        before = self.row_words(number - 1)
        if re.fullmatch(_SIGNED, before) and not matters.terms(before):
            return True
        rest = rows[number + 1 : number + 5]
        if len(rest) > 3 or any(self.layout.dates(row.start, row.end) for row in rest):
            return False
        return number > 1 and not (len(before) < 20 and matters.label_matters(before))

    def _under_title(self, number: int) -> bool:
        if number >= 4 or number + 3 >= len(self.layout.rows):
            return False
        if number == 0:
            return True
        before = self.row_words(number - 1)
        return matters.label_matters(before) is None or before in self.words(self.title)
