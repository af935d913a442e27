"""The rules, each with a number, what it finds in a line of prose, and how to mend it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.dev.prose.prose import Line
from scripts.facts.lint.text import HALF_WIDTH, HAN

Find = Callable[[Line], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`wrong` is an example that the rule refuses, `right` the same well written."""

    number: int
    name: str
    find: Find
    mend: str
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules take from the data: terms, and numbers that only macros may write."""

    terms: Mapping[str, str]
    days: frozenset[int]
    hours: frozenset[int]
    dates: frozenset[str]


DATE = r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?"
DATES = re.compile(rf"{DATE}|\d+年度?第?\d+号|〔\d{{4}}〕\d+号")
GLUED = re.compile(rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]")
NAMES = re.compile(r"233网校|A4纸")
ADVERTISING = re.compile(
    "包过|保过|必过|稳过|轻松过|一次过|最权威|最全|独家|限时优惠|限时抢|优惠|立减|抢购|免费领|领取资料|立即购买"
    "|立即咨询|点击咨询|扫码|加微信|名师|金牌|火爆|震撼|押题|内部资料|不容错过|赶紧|速来"
)
ODD_DATE = re.compile(
    r"\d{4}[./]\d{1,2}[./]\d{1,2}|\d{1,2}月\d{1,2}号|(?<![\d-])20\d\d-\d\d(?:-\d\d)?"
)
EXPECTED = re.compile(rf"预计[^。；]{{0,20}}?(?:{DATE}|\d{{1,2}}日)|(?:{DATE})[^。；]{{0,6}}预计")
MONEY = re.compile(r"\d+(?:\.\d+)? ?元")
MARKS = re.compile(r"\d+ ?分(?![钟之])")
SHARE = re.compile(r"\d+(?:\.\d+)? ?[%％]")
SPAN = re.compile(r"(\d+) ?(?:个?工作)?[日天](?!起)")
HOURS = re.compile(r"(\d+) ?小时")
WHOLE_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def rules(known: Known) -> Sequence[Rule]:
    return (
        Rule(1, "全角标点", _found(HALF_WIDTH), "中文旁边用全角标点",
             "先加注,再下载", "先加注，再下载"),
        Rule(2, "中文和字母、数字之间空一格", _glued, "空一格；完整的日期不空",
             "一共9步", "一共 9 步，到2026年8月8日"),
        Rule(3, "不用广告腔", _found(ADVERTISING), "删去，只说事实",
             "名师带你轻松过", "看往年的合格率"),
        Rule(4, "只用简体字", _not_simplified, "换成简体字", "加註", "加注"),
        Rule(5, "一个意思一个写法", _other_term(known.terms), "写法见 docs/data/terms.yml",
             "登陆平台", "登录平台"),
        Rule(6, "日期一种写法", _found(ODD_DATE), "写成2026年10月31日",
             "到2026.8.8", "到2026年8月8日"),
        Rule(7, "预计的日期要带标记", _found(EXPECTED),
             '用 fact("exams/…")，状态会一起显示', "预计8月4日开始", "预计的日子没有公布"),
        Rule(8, "规定和事实里的数字不手写", _typed(known),
             "用 parameter(…)、number(…)、fact(…) 或 quote(…)", "报名费 61 元", "报名费各省不同"),
    )  # fmt: skip


def _found(pattern: re.Pattern[str]) -> Find:
    def find(line: Line) -> Iterator[str]:
        for match in pattern.finditer(line.own):
            yield match[0]

    return find


def _glued(line: Line) -> Iterator[str]:
    text = NAMES.sub(" ", line.own)
    dates = [m.span() for m in DATES.finditer(text)]
    for match in GLUED.finditer(text):
        if not any(start <= match.end() - 1 and match.start() < end for start, end in dates):
            yield text[max(0, match.start() - 4) : match.end() + 4].strip()


def _not_simplified(line: Line) -> Iterator[str]:
    """GB 2312 holds the simplified characters in common use and no traditional one."""
    for char in re.findall(rf"[{HAN}]", line.text):
        try:
            char.encode("gb2312")
        except UnicodeEncodeError:
            yield char


def _other_term(terms: Mapping[str, str]) -> Find:
    def find(line: Line) -> Iterator[str]:
        for other, term in terms.items():
            if other in line.own:
                yield f"{other}（本站写作“{term}”）"

    return find


def _typed(known: Known) -> Find:
    def find(line: Line) -> Iterator[str]:
        for pattern in (MONEY, MARKS, SHARE):
            yield from (m[0] for m in pattern.finditer(line.own))
        for pattern, numbers in ((SPAN, known.days), (HOURS, known.hours)):
            yield from (m[0] for m in pattern.finditer(line.own) if int(m[1]) in numbers)
        yield from (m[0] for m in WHOLE_DATE.finditer(line.own) if m[0] in known.dates)

    return find
