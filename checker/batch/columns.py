"""Which columns of a table mean something to the checker, by Chinese or English heading.

A heading that can mean two things is a question, never a guess; one that speaks of annotations and
is not known stops the answers about annotations of the rows that have something under it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from checker import messages
from checker.batch.traditional import simplified
from checker.faults import Fault
from checker.fields import shorten
from checker.typed import plain

LONGEST_HEADING = 40  # characters
OTHER = "other"
"""The meaning of a column that is only passed through."""
UNREAD = "annotations_unread"
"""The meaning of a column that speaks of annotations in a way that is not understood."""
IDENTITY = "identity"
"""The number of an identity card: never needed, and left out of results."""

ONE_OF_EACH = ("registered_until", "exam_year", "issued_on", "apply_on", "days")
ANNOTATIONS = ("annotations", "annotation_days", "annotation_valid_until", UNREAD)
NAMES = ("id", "name")
ANSWERED = (*ONE_OF_EACH[:3], *ANNOTATIONS, *ONE_OF_EACH[3:])
ALL_MEANINGS = (*NAMES, *ANSWERED, IDENTITY, OTHER)

_DAY = r"(?:日|日期|时间)"
_UNTIL = rf"(?:有效期?(?:限|至|到|止|截止{_DAY}?|终止{_DAY}?|截至{_DAY}?|到期{_DAY}?|日期)?|(?:有效)?(?:到期|截止|截至|失效|届满|期满|终止){_DAY}?)"
# Whole headings as patterns, in the order in which they are tried; texts, compiled when first used.
KNOWN: Sequence[tuple[str, str]] = (
    ("id", r"(?:员工|人员|职工|职员|药师)?(?:编号|工号|编码)|员工号|工号|id"),
    ("name", r"(?:员工|人员|职工|持证人|执业)?(?:药师)?(?:姓名|名字)|执业药师|name"),
    (IDENTITY, r".*身[份分]证(?:件)?(?:号|号码)?|(?:有效)?证件号码?|公民身份号码"),
    ("registered_until", rf"(?:执业药师|药师)?注册(?:证书?)?的?{_UNTIL}|registered_until"),
    ("exam_year", r"(?:考试|合格|通过考试)(?:年度|年份|年)|exam_year"),
    ("issued_on", r"(?:电子)?(?:证书)?(?:签发|制发)(?:日|日期|时间)|issued_on"),
    (
        "apply_on",
        r"(?:计划|拟|打算|准备|预计|预定|下次|下一次|下回)(?:申请)?(?:加注)?(?:申请)?(?:日|日期|时间)|下次加注|apply_on",
    ),
    ("days", r"(?:计划|拟)?(?:申请|计划|拟申请)(?:加注)?天数|days"),
    ("annotation_days", r"加注(?:申请|有效)?(?:天数|日数|时长)|annotation_days"),
    (
        "annotation_valid_until",
        rf"(?:电子证书)?加注的?(?:设定的?)?{_UNTIL}|annotation_valid_until",
    ),
    (
        "annotations",
        r"(?:历次|已有|以前的?|申请|电子证书|证书)?加注(?:申请)?(?:日|日期|时间|记录|情况|明细|历史)?|annotations?",
    ),
)
_GENERIC_UNTIL = _UNTIL
_CERTIFICATE_UNTIL = rf".*(?:证|证书|资格){_UNTIL}"
_GENERIC_DAYS = r"天数|日数|有效天数|时长"
_GENERIC_ISSUE = r".*(?:发证|批准|取证|取得|颁发|领证)(?:日|日期|时间)|证书日期"
_GENERIC_APPLICATION = r"申请(?:日|日期|时间)"
_LAST_ONLY = r"(?:上次|上一次|最近|最近一次|最后|最后一次|最新|本次|当前|现有)(?:的)?加注.*|.*(?:最近|最后|上)一?次加注.*"
_DATED_ANNOTATION = r".*加注(?:申请)?(?:日|日期|时间)"

_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)} | {"首": 1}
_NUMBER = r"[1-9]|[一二三四五六七八九]"
_NUMBERED = (
    rf"第?({_NUMBER}|首)次(.+)",
    rf"(.*加注)第?({_NUMBER})次?(.*)",
    rf"(.+?)(?:第?({_NUMBER})次?|[(]第?({_NUMBER})次?[)])",
)
_REMARK = r"[(](?:必填|选填|可不填|可选|格式.*|年月日|年/月/日|y{2,4}.*|天|日期|\*)[)]|[:*]+"


class Column(NamedTuple):
    """A column by its heading: what it means, else what it could mean.

    Where there are `choices`, `meaning` is OTHER until one of them is chosen. `number` tells first
    and second annotations apart, 0 where that is not known yet or does not matter.
    """

    name: str
    meaning: str
    choices: tuple[str, ...] = ()
    number: int = 0
    chosen: bool = False


class Known(NamedTuple):
    """What a heading says by itself."""

    meaning: str
    number: int = 0


@lru_cache(maxsize=1024)
def by_name(name: str) -> Known:
    """The meaning of a heading when it can only mean one thing; OTHER for all that is not known."""
    folded = _folded(name)
    if not folded or folded in _own_headings():
        return Known(OTHER)
    if meaning := _known(folded):
        return Known(meaning)
    base, number = _numbered(folded)
    if number and (meaning := _known(base)) in ANNOTATIONS:
        return Known(meaning, number)
    if re.fullmatch(_LAST_ONLY, folded):
        return Known(OTHER)
    return Known(UNREAD if "加注" in folded or "annotation" in folded else OTHER)


@lru_cache(maxsize=1024)  # the same few cells are looked at for each separator
def is_heading(name: str) -> bool:
    """Whether a cell is a heading that is known, or known to be a question."""
    if len(name) > LONGEST_HEADING or not re.search("[A-Za-z\u4e00-\u9fff]", name):
        return False
    if by_name(name).meaning not in (OTHER, UNREAD):
        return True
    base, number = _numbered(_folded(name))
    return any(
        re.fullmatch(pattern, word)
        for word in ((_folded(name), base) if number else (_folded(name),))
        for pattern in _QUESTIONS
    )


_QUESTIONS = (
    _GENERIC_UNTIL,
    _CERTIFICATE_UNTIL,
    _GENERIC_DAYS,
    _GENERIC_ISSUE,
    _GENERIC_APPLICATION,
    _LAST_ONLY,
)


def columns_of(heading: Sequence[str], chosen: Mapping[str, str]) -> list[Column]:
    """Every column of a table, as chosen for its name or its position (`#3`), else by its name.

    Of several columns that could name a row, the one chosen does, else the first. Raises Fault for
    a choice whose column is not there, and for two columns that both say the same one thing.
    """
    choice = _choices(heading, chosen)
    known = [by_name(name) for name in heading]
    speaks_of_annotations = any(
        choice.get(i, known[i].meaning) in ANNOTATIONS or _says_last_only(name)
        for i, name in enumerate(heading)
    )
    columns: list[Column] = []
    for i, name in enumerate(heading):
        each, (base, number) = known[i], _numbered(_folded(name))
        if i in choice:
            columns.append(Column(name, choice[i], (), number, chosen=True))
        elif each.meaning != OTHER or _folded(name) in _own_headings():
            columns.append(Column(name, each.meaning, number=each.number))
        elif not _folded(name) and columns and columns[-1].meaning in ANNOTATIONS:
            columns.append(Column(name, UNREAD))  # the rest of a heading over several columns
        else:
            columns.append(_asked(name, base, number, known, heading, speaks_of_annotations))
    return _one_name_each(_one_generic_end(columns), choice)


def refuse_doubt(columns: Iterable[Column]) -> None:
    """Raises Fault where a column can mean two things, all such columns in one sentence; where two
    say the same one thing; and where none says anything that can be answered.
    """
    columns = list(columns)
    if doubtful := [column for column in columns if column.choices]:
        told = "；".join(
            messages.COLUMN_IN_DOUBT.format(
                name=shorten(column.name.strip()),
                choices="、".join(messages.MEANINGS[choice] for choice in column.choices),
            )
            for column in doubtful
        )
        raise Fault("columns_in_doubt", "columns", columns=told)
    for key in ONE_OF_EACH:
        names = [shorten(column.name.strip()) for column in columns if column.meaning == key]
        if len(names) > 1:
            raise Fault("duplicate_column", "columns", first=names[0], second=names[1])
    if not any(column.meaning in ANSWERED for column in columns):
        known = "、".join(messages.MEANINGS[key] for key in ONE_OF_EACH[:3] + ANNOTATIONS[:1])
        raise Fault("no_known_column", known=known)


def answered_heading(heading: Sequence[str]) -> list[str]:
    """The heading of the answered table; a column that was named like an answer is marked so."""
    answers = messages.BATCH_COLUMNS.values()
    own = [messages.OWN_COLUMN.format(name=name) if name in answers else name for name in heading]
    return [*own, *answers]


def _asked(
    name: str,
    base: str,
    number: int,
    known: Sequence[Known],
    heading: Sequence[str],
    speaks_of_annotations: bool,
) -> Column:
    """A column whose heading says too little by itself: settled by the others, or a question."""
    folded = _folded(name)
    meanings = {each.meaning for each in known}
    numbered = number and any(
        each.meaning == "annotations" and each.number == number for each in known
    )
    if numbered and re.fullmatch(_GENERIC_DAYS, base):
        return Column(name, "annotation_days", number=number)
    if numbered and re.fullmatch(_GENERIC_UNTIL, base):
        return Column(name, "annotation_valid_until", number=number)
    if _says_last_only(name):
        return Column(name, OTHER, ("annotations", UNREAD, OTHER))
    if re.fullmatch(_GENERIC_APPLICATION, base):
        return Column(name, OTHER, ("annotations", "apply_on", OTHER))
    if re.fullmatch(_GENERIC_DAYS, base):
        dated = any(re.fullmatch(_DATED_ANNOTATION, _folded(each)) for each in heading)
        if not speaks_of_annotations or ("apply_on" in meanings and not dated and not number):
            return Column(name, "days")
        return Column(name, OTHER, ("annotation_days", "days", OTHER))
    if re.fullmatch(_GENERIC_UNTIL, base):
        if speaks_of_annotations:
            return Column(name, OTHER, ("registered_until", "annotation_valid_until", OTHER))
        if "registered_until" in meanings:
            return Column(name, OTHER)
        return Column(name, "registered_until")
    if re.fullmatch(_GENERIC_ISSUE, folded):
        return Column(name, OTHER, ("issued_on", OTHER))
    if re.fullmatch(_CERTIFICATE_UNTIL, folded):
        return Column(name, OTHER, ("registered_until", "annotation_valid_until", OTHER))
    return Column(name, OTHER)


def _one_generic_end(columns: list[Column]) -> list[Column]:
    """Several ends of which none says whose it is are a question each."""

    def generic(column: Column) -> bool:
        by_itself = by_name(column.name).meaning == OTHER
        return column.meaning == "registered_until" and by_itself and not column.choices

    if sum(map(generic, columns)) < 2:
        return columns
    choices = ("registered_until", OTHER)
    return [Column(c.name, OTHER, choices) if generic(c) else c for c in columns]


def _one_name_each(columns: list[Column], choice: Mapping[int, str]) -> list[Column]:
    taken = set(choice.values())
    result = []
    for i, column in enumerate(columns):
        if i not in choice and column.meaning in NAMES and column.meaning in taken:
            column = column._replace(meaning=OTHER)
        taken.add(column.meaning)
        result.append(column)
    return result


def _choices(heading: Sequence[str], chosen: Mapping[str, str]) -> dict[int, str]:
    """What was chosen, by position. Raises Fault."""
    names = [name.strip() for name in heading]
    choice: dict[int, str] = {}
    for name, meaning in chosen.items():
        position = re.fullmatch(r"#([1-9][0-9]{0,3})", name)
        if name in names:
            choice |= {i: meaning for i, each in enumerate(names) if each == name}
        elif position and int(position[1]) <= len(names):
            choice[int(position[1]) - 1] = meaning
        else:
            raise Fault("no_such_column", name, name=shorten(name)).under("columns")
    return choice


def _says_last_only(name: str) -> bool:
    folded = _folded(name)
    return folded not in _own_headings() and bool(re.fullmatch(_LAST_ONLY, folded))


@cache
def _own_headings() -> frozenset[str]:
    """The headings of our own answers, as they come back with an answered table."""
    own = messages.BATCH_COLUMNS.values()
    forms = [form for name in own for form in (name, messages.OWN_COLUMN.format(name=name))]
    return frozenset(map(_folded, forms))


def _known(folded: str) -> str | None:
    return next((meaning for meaning, form in KNOWN if re.fullmatch(form, folded)), None)


def _numbered(folded: str) -> tuple[str, int]:
    """A heading without the number of its annotation, and the number, 0 for none."""
    for pattern in _NUMBERED:
        if found := re.fullmatch(pattern, folded):
            parts = [part for part in found.groups() if part]
            number = next(part for part in parts if re.fullmatch(f"{_NUMBER}|首", part))
            parts.remove(number)
            return "".join(parts), _DIGITS.get(number) or int(number)
    return folded, 0


def _folded(name: str) -> str:
    return re.sub(_REMARK, "", re.sub(r"\s", "", simplified(plain(name))).casefold())
