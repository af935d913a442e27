"""Random rosters in random layouts: a table answers as a request of each person's own would, or its
row says why not; never a yes more.
"""

import json
import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

import pytest

from checker.bridge import handle
from checker.messages import BATCH_STATES
from tests.checker.tables import ON, answered, table_bytes
from tests.how_many import cases

COUNT = cases(test=400, soak=200_000)
PARTS = 4
TODAY = date.fromisoformat(ON)
EPOCH = date(1899, 12, 30)

NAMES = ["姓名", "员工姓名", "药师姓名", " 姓 名 ", "name", "姓名（必填）", "人员姓名"]
IDS = ["编号", "员工编号", "工号", "人员编号", "ID", "编 号"]
REGISTERED = [
    "注册有效期至", "注册有效期", "注册证有效期至", "执业药师注册证有效期至", "注册有效期截止", "注册到期日", "注册到期日期",
    "注册证到期时间", "注册有效期限", "registered_until", "注册有效期至：", "注册有效期截止日期",
]  # fmt: skip
GENERIC_ENDS = ["有效期至", "有效期限", "到期日期", "到期时间", "有效期截止", "有效期"]
ONE_CELL = ["加注", "加注记录", "历次加注", "加注情况", "annotations", "电子证书加注", "加注明细"]
NUMBERED = [
    "加注{n}",
    "加注（{n}）",
    "第{n}次加注",
    "加注 {n}",
    "加注日期{n}",
    "加注时间{n}",
    "加注申请日期{n}",
]
DATED = ["加注日期", "加注时间", "申请加注日期", "加注申请日"]
LENGTHS = ["加注天数", "加注有效天数", "天数"]
ENDS = ["加注截止日", "加注有效期至", "加注到期日期", "加注有效期", "有效期至", "到期日期"]
ISSUED = ["签发日期", "证书签发日期", "发证日期", "证书批准日期"]
YEARS = ["考试年度", "考试年份", "考试年"]
OTHERS = ["门店", "备注", "联系电话", "部门", "序号", "身份证号", ""]
"""More than thirty kinds of heading."""
NOTHING = ["", "无", "/", "—", "-", "暂无", " "]
TITLES = [
    ["2026年执业药师注册及加注情况表"],
    ["填表单位：示例药店", "", "2026年11月"],
    [],
    ["说明：请如实填写"],
]

CHINESE = "〇一二三四五六七八九"
DATES: Sequence[tuple[Callable[[date], str], bool]] = (
    (lambda d: f"{d:%Y-%m-%d}", True),
    (lambda d: f"{d.year}-{d.month}-{d.day}", True),
    (lambda d: f"{d.year}/{d.month}/{d.day}", True),
    (lambda d: f"{d:%Y.%m.%d}", True),
    (lambda d: f"{d:%Y%m%d}", True),
    (lambda d: f"{d.year}年{d.month}月{d.day}日", True),
    (lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日", True),
    (lambda d: f"{d:%Y-%m-%d} 00:00:00", True),
    (lambda d: f"{d:%Y/%m/%d} 9:30", True),
    (lambda d: f"{d:%Y-%m-%d}\u200b", True),
    (lambda d: "".join(chr(ord(c) + 0xFEE0) for c in f"{d:%Y-%m-%d}"), True),
    (lambda d: f"{d.year}．{d.month}．{d.day}", True),
    (lambda d: str((d - EPOCH).days), False),
    (lambda d: f"{d.year}年{d.month}月", False),
    (lambda d: f"{d:%y/%m/%d}", False),
    (lambda d: f"{d:%m/%d/%Y}", False),
    (lambda d: "".join(CHINESE[int(c)] for c in f"{d:%Y}") + "年一月一日", False),
    (lambda _: "长期", False),
)
"""Ways to write a date, and whether it can be read."""


class Person(NamedTuple):
    id: str
    name: str
    registered_until: date | None
    annotations: Sequence["Made"]
    exam_year: int | None


Cells = Callable[[Person], list[str]]
"""What stands in a column for a person: one cell, or one for each of several rows."""


class Layout(NamedTuple):
    """A way to write a roster; `plain` ones hold nothing that may be refused."""

    chance: random.Random
    plain: bool

    def date(self, day: date) -> str:
        ways = [write for write, readable in DATES if readable or not self.plain]
        return self.chance.choice(ways)(day)

    def annotation(self, made: "Made", *, closed: bool) -> str:
        """One annotation in full; `closed` where only what needs no spaces may be used."""
        day, days, end = made.day, made.days, made.end
        if made.printed:
            ways = [
                f"{day}~{end}", f"{day:%Y/%m/%d}至{end:%Y/%m/%d}", f"{day:%Y.%m.%d}-{end:%Y.%m.%d}",
                f"{day}—{end}", f"{day:%Y%m%d}到{end:%Y%m%d}",
            ]  # fmt: skip
        else:
            ways = [
                f"{day}:{days}", f"{day}：{days}天", f"{day.year}年{day.month}月{day.day}日（{days}天）",
                f"{day} {days}天", f"{day:%Y%m%d}:{days}",
            ]  # fmt: skip
        return ways[0] if closed else self.chance.choice(ways)


class Made(NamedTuple):
    """An annotation: how long it was asked for, and whether what is known is its printed last day."""

    day: date
    days: int
    printed: bool

    @property
    def end(self) -> date:
        return self.day + timedelta(self.days - 1)


def roster(chance: random.Random) -> list[Person]:
    people = []
    for n in range(chance.randrange(1, 6)):
        made = sorted(
            Made(
                TODAY - timedelta(chance.randrange(0, 200)),
                chance.choice([1, 30, 60, 90, 90]),
                chance.random() < 0.3,
            )
            for _ in range(chance.choice([0, 0, 1, 2, 3, 3, 4]))
        )
        until = chance.choice([None, TODAY + timedelta(chance.randrange(-60, 900))])
        people.append(Person(f"E-{n}", f"示例{n}", until, made, chance.choice([None, 2020, 2024])))
    return people


def table(people: Sequence[Person], layout: Layout) -> list[list[str]]:
    """The roster in some layout, and the choices that settle its headings, in `settled`."""
    chance = layout.chance
    columns: list[tuple[str, Cells]] = []
    id_, name = chance.choice(IDS), chance.choice(NAMES)
    columns.append((id_, lambda p: [p.id]))
    if chance.random() < 0.8:
        columns.append((name, lambda p: [p.name]))
    nothing = chance.choice(NOTHING)
    if chance.random() < 0.8:
        ends = REGISTERED if layout.plain else REGISTERED + GENERIC_ENDS
        columns.append(
            (
                chance.choice(ends),
                lambda p: [layout.date(p.registered_until) if p.registered_until else nothing],
            )
        )
    if chance.random() < 0.4:
        columns.append((chance.choice(YEARS), lambda p: [str(p.exam_year or "")]))
    if chance.random() < 0.2 and not layout.plain:
        columns.append((chance.choice(ISSUED), lambda _: [""]))
    columns += _annotation_columns(layout, nothing)
    for _ in range(chance.randrange(0, 3)):
        columns.insert(chance.randrange(len(columns) + 1), (chance.choice(OTHERS), lambda _: [""]))
    heading = [title for title, _ in columns]
    rows = [[cell for _, of in columns for cell in of(p)[:1]] for p in people]
    return _rows(heading, rows, columns, people, layout)


def _annotation_columns(layout: Layout, nothing: str) -> list[tuple[str, Cells]]:
    """One cell, a column each, columns for day and length, or a row each (several cells of a person
    are a row each).
    """
    chance = layout.chance
    kind = chance.choice(["cell", "columns", "pairs", "rows"])
    if kind == "cell":
        between = chance.choice(["; ", "；", "、", "\n", ", "])

        def joined(person: Person) -> list[str]:
            texts = [
                layout.annotation(made, closed=between in "、, ") for made in person.annotations
            ]
            return [between.join(texts) or nothing]

        return [(chance.choice(ONE_CELL), joined)]
    if kind == "rows":

        def each(person: Person) -> list[str]:
            return [layout.annotation(a, closed=True) for a in person.annotations] or [nothing]

        return [(chance.choice(ONE_CELL), each)]
    base = chance.choice(NUMBERED)
    length = chance.choice(LENGTHS[:2] if layout.plain else LENGTHS)
    end = chance.choice(ENDS[:4] if layout.plain else ENDS)
    columns: list[tuple[str, Cells]] = []
    for n in range(1, 5):
        title = base.format(n=chance.choice([n, CHINESE[n]]) if "第" in base else n)

        def cell(person: Person, write: Callable[[Made], str], n: int = n) -> list[str]:
            made = person.annotations[n - 1 : n]
            return [write(made[0]) if made else nothing]

        if kind == "columns":
            whole = partial(layout.annotation, closed=False)
            columns.append((title, partial(cell, write=whole)))
            continue
        columns.append((title, partial(cell, write=lambda made: layout.date(made.day))))
        days = partial(cell, write=lambda made: "" if made.printed else f"{made.days}天")
        printed = partial(cell, write=lambda made: layout.date(made.end) if made.printed else "")
        columns += [(f"{length}{n}", days), (f"{end}{n}", printed)]
    return columns


def _rows(
    heading: list[str],
    rows: list[list[str]],
    columns: Sequence[tuple[str, Cells]],
    people: Sequence[Person],
    layout: Layout,
) -> list[list[str]]:
    """The whole sheet: further rows of one person, a title, totals, blank rows."""
    chance = layout.chance
    sheet: list[list[str]] = []
    for person, row in zip(people, rows, strict=True):
        sheet.append(row)
        lists = [of(person) for _, of in columns]
        for n in range(1, max(map(len, lists))):
            sheet.append([cells[n] if n < len(cells) else "" for cells in lists])
            sheet[-1][heading.index(columns[_id_at(heading)][0])] = person.id
        if chance.random() < 0.1:
            sheet.append([])
    if chance.random() < 0.3:
        sheet.append(["合计", str(len(people))])
    above = [title for title in TITLES if chance.random() < 0.2]
    return [*above, heading, *sheet]


def _id_at(heading: Sequence[str]) -> int:
    return next(i for i, title in enumerate(heading) if title in IDS)


def alone(person: Person) -> dict[str, str]:
    """What requests of the person's own answer, in the words of a table."""
    request = {
        "op": "assess", "today": ON, "apply_on": ON,
        "annotations": [
            {"applied_on": str(made.day)}
            | ({"valid_until": str(made.end)} if made.printed else {"days": made.days})
            for made in person.annotations
        ],
    }  # fmt: skip
    answer = json.loads(handle(json.dumps(request)))
    told = {
        "结论": BATCH_STATES["verdict"][answer["verdict"]],
        "最早可申请(通常)": answer["earliest"]["usual"],
        "最早可申请(保守)": answer["earliest"]["certain"],
    }
    if person.registered_until:
        asked = {"op": "renewal", "registered_until": str(person.registered_until), "today": ON}
        renewal = json.loads(handle(json.dumps(asked)))
        told["延续状态"] = BATCH_STATES["renewal_state"][renewal["state"]]
        told["最迟延续申请日"] = renewal["file_by"]["safe"]
    return told


ON_ANNOTATIONS = ("结论", "最早可申请(通常)", "最早可申请(保守)")


def settled(heading: Sequence[str]) -> dict[str, str]:
    """What whoever made the table would answer to its questions."""
    chosen = {}
    for title in heading:
        if title in GENERIC_ENDS:
            chosen[title] = "registered_until"
        if title in ISSUED:
            chosen[title] = "issued_on"
        if title.rstrip("1234") == "天数":
            chosen[title] = "annotation_days"
        if title.rstrip("1234") in GENERIC_ENDS and title[-1] in "1234":
            chosen[title] = "annotation_valid_until"
    return chosen


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_a_table_answers_as_requests_of_each_person_would_or_says_why_not(part: int):
    counts = {"answered": 0, "stopped": 0}
    for number in range(COUNT // PARTS):
        seed = part * 1_000_000 + number
        chance = random.Random(seed)
        people = roster(chance)
        layout = Layout(chance, plain=chance.random() < 0.6)
        sheet = table(people, layout)
        heading = next(row for row in sheet if set(row) & set(IDS))
        delimiter = chance.choice(",\t;") if layout.plain else ","
        content = table_bytes(sheet, chance.choice(["utf-8", "gb18030", "utf-16"]), delimiter)
        place = f"seed {seed}: {sheet}"
        rows = answered(content, columns=settled(heading), same_name="one")
        at = _id_at(heading)
        by_id = {person.id: person for person in people}
        for row in rows:
            person = by_id[row[heading[at]]]
            expected = alone(person)
            for column, value in expected.items():
                told = row[column]
                if not told or told == "有错误":
                    asked = column in ON_ANNOTATIONS or (
                        set(heading) & {*REGISTERED, *GENERIC_ENDS}
                        and _first_row(rows, row, heading[at])
                    )
                    assert row["错误"] or not asked, f"{place}: no {column} in {row}"
                    counts["stopped"] += 1
                else:
                    assert told == value, f"{place}: {column} of {row}"
                    counts["answered"] += 1
            if layout.plain:
                assert not row["错误"], f"{place}: {row['错误']}"
    assert counts["answered"] > 2 * counts["stopped"] > 0


def _first_row(rows: Sequence[dict[str, str]], row: dict[str, str], id_: str) -> bool:
    """Whether a row is the first of its person: further ones hold nothing but an annotation."""
    return next(each for each in rows if each[id_] == row[id_]) is row
