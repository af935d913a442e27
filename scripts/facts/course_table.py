"""The table in which a provider hands in its courses: one row a price, and how each cell is read.

Headings, page and empty table come from COLUMNS; the words in the cells are those that the pages of
the courses use. What is not understood is refused with what to write instead, never guessed.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from checker.batch import cells
from checker.dates import ISO_DATE
from checker.faults import Fault
from checker.fields import shorten
from checker.typed import plain
from scripts.facts.courses import COURSE_KINDS, SCOPES, TERMS, TRACKS, Term, Url
from scripts.facts.lint.text import FULL_WIDTH, HALF_WIDTH
from scripts.facts.lint.tracking import REMEDY, tracking
from scripts.facts.models import Slug

UNKNOWN = "unknown"
NOT_KNOWN = ("没有写", "不知道", "未知", UNKNOWN)
PROVIDER = ("provider",)
COURSE = ("courses",)
PRICE = ("courses", "prices")
TEMPLATE = "docs/courses/template.csv"


class Unread(Exception):
    """A cell that is not understood: what was `expected` there, and how to `mend` it."""

    def __init__(self, expected: str, mend: str) -> None:
        super().__init__(expected)
        self.expected = expected
        self.mend = mend


Reader = Callable[[str, int | None], Any]
"""The text of a cell, and the system of its Excel days where that is known (see checker.batch.cells)
→ the value as docs/data has it. Raises Unread."""


class Column(NamedTuple):
    """A heading: the `key` of the value in its record of `holder`, and how it is written."""

    holder: tuple[str, ...]
    key: str
    heading: str
    read: Reader
    how: str
    example: str
    also: tuple[str, ...] = ()


def _text(text: str, _: int | None = None) -> str:
    """Half-width digits and letters, Chinese marks beside Chinese: as the files of facts are written."""
    text = " ".join(re.sub(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]", "", text).split())
    text = FULL_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = re.sub(
        r"\(([^()]*)\)",
        lambda found: f"（{found[1]}）" if HALF_WIDTH.search(text) else found[0],
        text,
    )
    marks = str.maketrans(",;:?!", "，；：？！")
    text = HALF_WIDTH.sub(lambda found: found[0].translate(marks), text)
    return re.sub("(?<=[，；：？！]) +", "", text)


def _list(text: str, _: int | None) -> list[str] | str:
    if plain(text) in NOT_KNOWN:
        return UNKNOWN
    return [_text(part) for part in re.split(r"[、;；\n]", text) if part.strip()]


def _one_of(words: Mapping[Any, str], more: Mapping[str, str] = {}) -> Reader:
    """One of the words of a page, its code, or a further name of it."""
    meant = {
        **{word: code for code, word in words.items()},
        **{code: code for code in words},
        **more,
    }
    meant |= dict.fromkeys(NOT_KNOWN, UNKNOWN)

    def read(text: str, _: int | None) -> Any:
        found = re.sub(r"\s", "", plain(text))
        if found not in meant:
            raise Unread(_wanted("、".join(words.values()) + " 之一", text), "改成其中一个")
        return meant[found]

    return read


def _wanted(what: str, text: str) -> str:
    return f"应是{what}，现在写的是“{shorten(text.strip())}”"


def _slug(text: str, _: int | None) -> str:
    try:
        return TypeAdapter(Slug).validate_python(plain(text))
    except ValidationError:
        what = "小写字母、数字和短横线，例如 all-subjects"
        raise Unread(_wanted(what, text), "改成这样的编号；它会是网页地址，定了就不改") from None


def _url(text: str, _: int | None) -> str:
    text = text.strip()
    try:
        if not text.startswith(("http://", "https://")):
            raise ValueError
        url: str = TypeAdapter(Url).validate_python(text)
    except ValueError:
        what = "完整的网址，以 http:// 或 https:// 开头"
        raise Unread(_wanted(what, text), "从浏览器的地址栏里整个复制") from None
    if wrong := tracking(url):
        raise Unread("、".join(wrong), REMEDY)
    return url


def _price(text: str, _: int | None) -> tuple[int, bool]:
    """Yuan, and whether the price is one "from" which others start (起)."""
    bare = re.sub(r"\s", "", plain(text))
    if bare == "免费":
        return 0, False
    found = re.fullmatch(
        r"(?:[¥￥]|人民币|RMB)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.0+)?元?(起?)", bare
    )
    if not found:
        raise Unread(
            _wanted("一个整数的价，例如 486、486 元、880 元起", text),
            "几个价分几行写；每年、每月写在“有效期”，每科、全科写在“买到什么”",
        )
    return int(found[1].replace(",", "")), bool(found[2])


def _day(text: str, excel: int | None) -> str:
    try:
        found = cells.date(text, excel)
    except Fault as fault:
        if meant := fault.values.get("meant"):
            what = f"“{shorten(text.strip())}”是数字，不是日期"
            raise Unread(what, f"设成日期格式再存一次；如果是 {meant}，就这样写") from None
        raise Unread(fault.message, "写成 2026-11-27 这样") from None
    try:
        if not ISO_DATE.fullmatch(found):
            raise ValueError
        return date.fromisoformat(found).isoformat()
    except ValueError:
        what = "真实的日期，例如 2026-11-27"
        raise Unread(_wanted(what, text), "改正日期") from None


def _seen(text: str, excel: int | None) -> str:
    """A day, or the month or year that alone is known."""
    if found := re.fullmatch(r"([12][0-9]{3})年?", plain(text)):
        return found[1]
    month = r"([12][0-9]{3})(?:-|/|年)(0?[1-9]|1[0-2])月?"
    if found := re.fullmatch(month, re.sub(r"\s", "", plain(text))):
        return f"{found[1]}-{found[2]:0>2}"
    return _day(text, excel)


_TERM_WORDS: Mapping[str, Term] = {"月": "month", "季度": "quarter", "季": "quarter", "年": "year"}


def _validity(text: str, excel: int | None) -> Any:
    bare = re.sub(r"\s", "", plain(text))
    if bare in NOT_KNOWN:
        return UNKNOWN
    if found := re.fullmatch(r"(?:购买后|自?购买之?日起)?([1-9][0-9]{0,4})天(?:内?有效)?", bare):
        return {"days_from_purchase": int(found[1])}
    if found := re.fullmatch(r"(?:每个?|按)(月|季度|季|年)(?:付费?|付一次|缴费|续费)?", bare):
        return {"every": _TERM_WORDS[found[1]]}
    if len(ends := re.split("至|到|~|—+|–", bare)) == 2 and all(ends):
        start, end = (_day(each, excel) for each in ends)
        return {"start": start, "end": end}
    mend = (
        "从购买起算写天数；按期付费写每月、每季度或每年；固定的日子写开始和结束；没有写就写“没有写”"
    )
    if bare in TERMS.values() or re.fullmatch(r"(?:[0-9]+|[一二两三半])个?(?:月|季度|年)", bare):
        raise Unread(f"“{shorten(text.strip())}”有两种意思：从购买起算，或者按期付费", mend)
    what = "购买后 365 天、每年、2027-03-01 至 2027-10-23 这样的写法"
    raise Unread(_wanted(what, text), mend)


COLUMNS: Sequence[Column] = (
    Column(PROVIDER, "name", "机构", _text, "一张表只写一家，写在第一行就够了", "某培训机构", ("机构名称", "培训机构")),
    Column(PROVIDER, "id", "机构编号", _slug, "新的机构要写：小写字母、数字、短横线；会是网页地址，定了就不改", "sample-provider"),
    Column(COURSE, "id", "课程编号", _slug, "新的课程要写，写法同上；本站已有的课程，名称一样就可以不写", "all-subjects", ("编号",)),
    Column(COURSE, "title", "课程", _text, "名称。同一门课有几个价，一个价一行，下面几行可以空着", "全科班（药学）", ("课程名称", "名称", "产品", "产品名称")),
    Column(
        COURSE, "track", "方向",
        _one_of(TRACKS, {"中药": "tcm", "中药师": "tcm", "西药": "pharmacy", "西药师": "pharmacy", "中药学和药学": "both"}),
        "、".join(TRACKS.values()), TRACKS["pharmacy"],
    ),
    Column(COURSE, "kind", "类型", _one_of(COURSE_KINDS), "、".join(COURSE_KINDS.values()), COURSE_KINDS["all_subjects"], ("课程类型",)),
    Column(PRICE, "scope", "买到什么", _one_of(SCOPES), "这个价买到什么：" + "、".join(SCOPES.values()), SCOPES["all_subjects"]),
    Column(PRICE, "yuan", "价格", _price, "整数的元；“起”可以写", "500 元起", ("售价", "单价", "现价")),
    Column(PRICE, "validity", "有效期", _validity, "365 天（从购买那天起）；每月、每季度、每年（按期付费）；或者开始和结束的日期", "365 天"),
    Column(PRICE, "price_checked_on", "看到于", _seen, "哪天在自己的网页上看到这个价；只知道年月也可以", "2099-07-01", ("看到日期", "看到价格的日期")),
    Column(COURSE, "contains", "包含什么", _list, "几样用顿号隔开", "讲课、题库", ("内容", "课程内容")),
    Column(COURSE, "url", "网页地址", _url, "写着这门课的网页，不带 utm_ 之类的跟踪参数；新的课程和改了的价都要写", "https://example.com/all", ("网址", "链接", "产品页面")),
    Column(COURSE, "seen_on", "网页日期", _seen, "网页上印的日期；没有就不写，当作看到的那天", "2099-06-30"),
    Column(COURSE, "ended_on", "结束日期", _day, "不卖了才写：哪天结束。网页会留着，并写明", ""),
)  # fmt: skip
BY_HEADING: Mapping[str, Column] = {
    name: column for column in COLUMNS for name in (column.heading, *column.also)
}
_REMARK = re.compile(r"[(](?:必填|选填|可不填|元|人民币|如有)[)]|[*:]|\s")


def column_of(heading: str) -> Column | None:
    """What a heading of a table means; None for one that is not known."""
    return BY_HEADING.get(_REMARK.sub("", plain(heading)))


def resembling(heading: str, there: Sequence[Column]) -> Column | None:
    """The column that an unknown heading may be meant for, when the table has no other for it."""
    found = (c for name, c in BY_HEADING.items() if name in plain(heading) and c not in there)
    return next(found, None)


def template() -> str:
    """The empty table: headings as Chinese spreadsheet programs read them."""
    return "\ufeff" + ",".join(column.heading for column in COLUMNS) + "\n"
