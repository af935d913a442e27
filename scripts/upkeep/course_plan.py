"""What the rows of a provider mean for its file: which course is which, and its record as it is to be.

A provider sets what it says of its courses. Whether a course is on sale, what is paid for being
listed, which address is a link, and the day of the check are no matter of the rows. What a blank cell
does not say stays; a price that has changed goes into `history`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scripts.facts.course_table import BY_HEADING, COLUMNS, COURSE, UNKNOWN, Column
from scripts.facts.courses import Course as Shape
from scripts.facts.courses import first_day, last_day
from scripts.facts.lint.links import host
from scripts.facts.load import Dataset
from scripts.facts.problems import Problem
from scripts.upkeep.course_files import HandedIn, Row

Record = dict[str, Any]
NAME, PROVIDER_ID, ID, TITLE, URL = (
    BY_HEADING[name] for name in ("机构", "机构编号", "课程编号", "课程", "网页地址")
)
YUAN, SCOPE, VALIDITY, SEEN, PAGE_DATE, ENDED = (
    BY_HEADING[name] for name in ("价格", "买到什么", "有效期", "看到于", "网页日期", "结束日期")
)
OF_PRICE = ("scope", "yuan", "starting_at", "price_checked_on", "validity", "history")
WORDS_OF_OURS = ("quote", "note", "confidence")


@dataclass
class Course:
    """What the rows say of one course, and the record that stands for it, if any."""

    rows: list[Row]
    at: int | None
    stands: Record
    prices: dict[int, Row] = field(default_factory=dict)
    """By their places in the record: the rows that say them."""

    def row(self, column: Column) -> Row:
        """The row in which it is written, else the first."""
        return next((row for row in self.rows if column in row.values), self.rows[0])

    def get(self, column: Column) -> Any:
        return self.row(column).values.get(column)

    def problem(self, column: Column, expected: str, mend: str) -> Problem:
        return self.row(column).problem(column, expected, mend)


@dataclass
class Import:
    """The file of one provider, as it stands and as it is to be."""

    dataset: Dataset
    on: date
    problems: list[Problem]
    notes: list[str]
    id: str = ""
    name: str = ""
    courses: list[Course] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    sources: dict[str, Record] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    """The addresses that were handed in, and the ids of their sources."""

    @property
    def file(self) -> str:
        return f"courses/{self.id}.yml"

    @property
    def standing(self) -> list[Record]:
        document = self.dataset.documents.get(self.file)
        return list(document.data["courses"]) if document else []


def imported(handed: HandedIn, dataset: Dataset, on: date) -> Import:
    """What is to be written when a person looked on the day `on`; with every problem of the rows."""
    plan = Import(dataset, on, list(handed.problems), list(handed.notes))
    if _provider(plan, handed.rows):
        every = [(course, _record(plan, course)) for course in _courses(plan, handed)]
        right = [(c, r) for c, r in every if not any(row.is_in(plan.problems) for row in c.rows)]
        plan.courses, plan.records = [c for c, _ in right], [r for _, r in right]
        used = {id_ for record in plan.records for id_ in record["source"]}
        plan.sources = {id_: entry for id_, entry in plan.sources.items() if id_ in used}
    return plan


def _provider(plan: Import, rows: Sequence[Row]) -> bool:
    """Whether it is known whose courses these are."""
    known = plan.dataset.providers
    said: dict[Column, Row] = {}
    for row in rows:
        for column in (NAME, PROVIDER_ID):
            value = row.values.get(column)
            first = said.setdefault(column, row) if value else row
            if value and value != first.values[column]:
                expected = f"一张表只写一家机构，前面写的是“{first.values[column]}”"
                plan.problems.append(row.problem(column, expected, "分成几张表"))
    name, id_ = (said[c].values[c] if c in said else "" for c in (NAME, PROVIDER_ID))
    of_name = next((p.id for p in known.values() if p.name == name), "")
    of_id = known[id_].name if id_ in known else ""
    plan.id, plan.name = id_ or of_name, name or of_id
    if id_ and of_name and id_ != of_name:
        expected = f"{name} 的编号是 {of_name}"
        plan.problems.append(said[PROVIDER_ID].problem(PROVIDER_ID, expected, "改正，或者空着"))
    elif of_id and name and of_id != name:
        expected = f"{id_} 是 {of_id} 的编号"
        mend = "改正机构的名称，或者换一个编号"
        plan.problems.append(said[NAME].problem(NAME, expected, mend))
    elif not plan.name:
        plan.problems.append(rows[0].problem(NAME, "没有写是哪家机构", "写在第一行课程的这一列"))
    elif not plan.id and not any(
        p.field.endswith(f"{PROVIDER_ID.heading}”") for p in plan.problems
    ):
        expected = f"本站还没有“{name}”，新的机构要写编号"
        mend = f"加一列“{PROVIDER_ID.heading}”，{PROVIDER_ID.how.split('：')[1]}"
        plan.problems.append(said[NAME].problem(PROVIDER_ID, expected, mend))
    else:
        return bool(plan.id)
    return False


def _courses(plan: Import, handed: HandedIn) -> Iterator[Course]:
    """The rows by course. One that holds a cell which is not understood is told already and left out."""
    by_id = {record["id"]: i for i, record in enumerate(plan.standing)}
    found: dict[str, Course] = {}
    ids: dict[str, str] = {}
    course: Course | None = None
    lost = False
    for row in handed.rows:
        id_, title = row.values.get(ID, ""), row.values.get(TITLE, "")
        if row.is_in(handed.problems):
            course, lost = None, True
            continue
        if not id_ and not title:
            if course:
                course.rows.append(row)
            elif not lost:
                expected = "没有写是哪门课"
                plan.problems.append(row.problem(TITLE, expected, "补上名称，或者删去这一行"))
            continue
        id_ = id_ or ids.get(title) or _id_of(plan, row, title)
        course, lost = None, not id_
        if not id_:
            continue
        ids[title] = id_
        if id_ in found:
            found[id_].rows.append(row)
        else:
            at = by_id.get(id_)
            found[id_] = Course([row], at, {} if at is None else plan.standing[at])
        course = found[id_]
    for id_, each in found.items():
        _agree(plan, each)
        if each.at is None:
            _new(plan, id_, each)
        yield each


def _id_of(plan: Import, row: Row, title: str) -> str:
    same = [record["id"] for record in plan.standing if record["title"] == title]
    if len(same) == 1:
        return str(same[0])
    if same:
        expected = f"有几门课都叫“{title}”：{'、'.join(same)}"
        plan.problems.append(row.problem(ID, expected, "写上是哪一个"))
    else:
        expected = f"本站还没有“{title}”，新的课程要写编号"
        plan.problems.append(
            row.problem(ID, expected, "写小写字母、数字、短横线，例如 all-subjects")
        )
    return ""


def _agree(plan: Import, course: Course) -> None:
    for column in COLUMNS:
        said = [row for row in course.rows if column.holder == COURSE and column in row.values]
        for row in said[1:]:
            if row.values[column] != said[0].values[column]:
                expected = f"同一门课，第 {said[0].number} 行写的不一样"
                plan.problems.append(row.problem(column, expected, "改成一样的，或者只写一次"))


def _new(plan: Import, id_: str, course: Course) -> None:
    title = course.get(TITLE)
    same = next((r["id"] for r in plan.standing if r["title"] == title), "")
    if not title:
        expected = f"{id_} 是新的课程，没有写名称"
        plan.problems.append(course.problem(TITLE, expected, "补上"))
    if same:
        expected = f"“{title}”已经有编号 {same}"
        mend = f"写 {same}；真是另一门课，换一个分得清的名称"
        plan.problems.append(course.problem(ID, expected, mend))
    if not course.get(URL) or course.get(URL) == UNKNOWN:
        plan.problems.append(course.problem(URL, "新的课程要写网页地址", "写上写着这门课的网页"))
    if not any(course.get(column) for column in (PAGE_DATE, SEEN, YUAN)):
        expected = "新的课程要写哪天在网页上看到"
        plan.problems.append(course.problem(SEEN, expected, "写上日期"))


def _record(plan: Import, course: Course) -> Record:
    """The record as it is to be: the one that stands, where nothing differs."""
    stands = course.stands
    given: Record = {
        column.key: value
        for column in COLUMNS
        if column.holder == COURSE and (value := course.get(column)) is not None
    }
    if ENDED.key in given:
        given["status"] = "ended"
    seen = [row.values[SEEN] for row in course.rows if SEEN in row.values]
    latest = max(seen, key=first_day, default="")
    if PAGE_DATE.key not in given and latest:
        older = not stands or first_day(latest) > last_day(stands["seen_on"])
        given |= {"seen_on": latest} if older else {}
    if "seen_on" in given and first_day(given["seen_on"]) > plan.on:
        column = PAGE_DATE if PAGE_DATE.key in given and course.get(PAGE_DATE) else SEEN
        plan.problems.append(course.problem(column, f"{plan.on} 还没有到这一天", "改正日期"))
    blank = dict.fromkeys(("track", "kind", "status", "url", "prices", "contains"), UNKNOWN)
    record = {**({} if stands else blank), **stands, **given}
    record["prices"] = _prices(plan, course)
    if record == stands:
        return stands
    address = given.get("url") or record["url"]
    if address == UNKNOWN:
        if stands:
            expected = "改了的内容要有来源"
            plan.problems.append(course.problem(URL, expected, "写上写着这些的网页"))
    else:
        id_ = _source(plan, course, address)
        record["source"] = list(dict.fromkeys([*stands.get("source", ()), id_]))
    record["checked_on"] = max(plan.on.isoformat(), stands.get("checked_on", ""))
    if words := [key for key in WORDS_OF_OURS if key in stands]:
        plan.notes.append(f"{record['title']}：写着 {'、'.join(words)}，请看还对不对。")
    order = list(Shape.model_fields)
    return dict(sorted(record.items(), key=lambda item: order.index(item[0])))


def _prices(plan: Import, course: Course) -> list[Record] | str:
    standing = course.stands.get("prices", UNKNOWN)
    prices = [] if standing == UNKNOWN else [dict(price) for price in standing]
    before = len(prices)
    for row in course.rows:
        said = {c: row.values[c] for c in (SCOPE, YUAN, VALIDITY, SEEN) if c in row.values}
        if YUAN not in said:
            if SCOPE in said or VALIDITY in said:
                expected = "写了买到什么或有效期，没有写价格"
                plan.problems.append(row.problem(YUAN, expected, "补上价格，或者删去它们"))
        elif SEEN not in said:
            plan.problems.append(row.problem(SEEN, "每个价都要写哪天看到的", "补上日期"))
        else:
            _add_price(plan, course, row, said, prices, before)
    for i, price in enumerate(prices[:before]):
        if course.prices and i not in course.prices:
            title = course.stands["title"]
            plan.notes.append(
                f"{title}：表里没有提到 {price['yuan']} 元的那个价，留着；不卖了，由人删去。"
            )
    return prices or UNKNOWN


def _add_price(
    plan: Import,
    course: Course,
    row: Row,
    said: Mapping[Column, Any],
    prices: list[Record],
    before: int,
) -> None:
    """Puts the price of a row among the `prices`, of which the first `before` stood there."""
    what = {c.key: said[c] for c in (SCOPE, VALIDITY) if c in said}
    yuan, starting = said[YUAN]
    seen = said[SEEN]
    same = [i for i, p in enumerate(prices) if all(p[key] == value for key, value in what.items())]
    fits = same or [
        i for i, p in enumerate(prices) if all(p[k] in (v, UNKNOWN) for k, v in what.items())
    ]  # fmt: skip
    if any(i in course.prices for i in same):
        expected = f"第 {course.prices[same[0]].number} 行已经写了这个价" if len(same) == 1 else ""
        expected = expected or "和别的行写的是同一个价"
        mend = "只留一行，或者写明买到什么、有效期"
        plan.problems.append(row.problem(YUAN, expected, mend))
        return
    fits = [i for i in fits if i < before and i not in course.prices]
    if len(fits) > 1:
        expected = "本站这门课有几个价都合得上"
        plan.problems.append(row.problem(YUAN, expected, "写明买到什么和有效期"))
        return
    at = fits[0] if fits else len(prices)
    old = prices[at] if fits else {}
    course.prices[at] = row
    if old and first_day(seen) <= first_day(old["price_checked_on"]):
        if old["yuan"] != yuan:
            expected = f"本站写的 {old['yuan']} 元是 {old['price_checked_on']} 看到的，不比这里的早"
            plan.problems.append(row.problem(SEEN, expected, "写看到新价的那天；本站错了，由人改"))
            return
        seen = old["price_checked_on"]
    price = {"scope": UNKNOWN, "validity": UNKNOWN, **old, **what}
    price |= {"yuan": yuan, "price_checked_on": seen}
    price.pop("starting_at", None)
    if starting:
        price["starting_at"] = True
    if old and old["yuan"] != yuan:
        was = {key: old[key] for key in ("yuan", "price_checked_on")}
        price["history"] = [*old.get("history", ()), was]
    prices[at : at + 1] = [{key: price[key] for key in OF_PRICE if key in price}]


def _source(plan: Import, course: Course, address: str) -> str:
    """The id of the page among the sources, a new one where it is not there yet."""
    if address in plan.pages:
        return plan.pages[address]
    known = plan.dataset.sources
    linkable = {host(s.url) for s in known.values() if s.url and s.linkable}
    never = {host(s.url) for s in known.values() if s.url and not s.linkable} - linkable
    same = next((id_ for id_, s in known.items() if s.url == address), "")
    if host(address) in never or (same and not known[same].linkable):
        expected = f"{host(address)} 不能给读者做链接"
        mend = "换成机构自己的网页；是自己的域名，由人核对后改 sources.yml"
        plan.problems.append(course.problem(URL, expected, mend))
    id_ = same or _free_id(plan, address)
    plan.pages[address] = id_
    if not same:
        plan.sources[id_] = {"publisher": plan.name, "url": address, "status": "secondary"}
        plan.sources[id_] |= {"linkable": True, "checked_on": plan.on.isoformat()}
    return id_


def _free_id(plan: Import, address: str) -> str:
    last = re.sub(r"[?#].*", "", address).rstrip("/").rpartition("/")[2].partition(".")[0]
    words = re.findall(r"[a-z0-9]+", last.lower())
    stem = "-".join([plan.id, *words] if address.count("/") > 2 and words else [plan.id, "site"])
    taken = plan.dataset.sources.keys() | plan.sources.keys()
    names = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
