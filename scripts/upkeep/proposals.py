"""What a notice would change in docs/data, with its proof; and what it is not trusted to change, with why.

A proposal is a file of JSON. Nothing in it is believed when it is applied: shape, place and the value
that stands there are looked at again.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from checker.bridge import handle
from scripts.facts.load import Dataset
from scripts.facts.models import Fee, Model, Period, Source, Text
from scripts.facts.moments import Moment
from scripts.facts.watching import watched
from scripts.places import ROOT
from scripts.upkeep.fetch import host
from scripts.upkeep.state import write

FOLDER = ROOT / "build" / "upkeep" / "proposals"
NATIONAL = "national"
Plain = Mapping[str, Any]
NAMES = {
    "registration": "报名",
    "payment": "缴费",
    "review": "资格核查",
    "admit_card": "准考证",
    "exam": "考试",
    "scores": "成绩",
    "certificate": "证书",
    "fees": "报名费",
    "sessions": "各科时间",
}
CERTIFICATES = {
    "e_certificate": re.compile("电子证书"),
    "certificate_mail": re.compile("邮寄|直邮|寄送"),
    "certificate_collection": re.compile("领取|发放"),
}
ODD = re.compile(r"[<>{}\[\]`\\\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that no notice needs and that mean something to Markdown, HTML or templates."""
CITY = re.compile(r"([\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{3,4}?)(?:市|自治州|地区|盟)(?!场)")
OF_CITIES = re.compile(r"^.*?(?:各|本|我|全|城|该|地)$")
OF_COUNTRY = ("exam", "admit_card", "scores", "e_certificate")


class Change(Model):
    """`file` under docs/data, `keys` the path inside it; `was` the value that stood there when the
    proposal was made (None: nothing), `value` what is to stand there, both as plain data. With
    `first`, `value` is a new first item of the list at `keys`."""

    file: str = Field(pattern=r"^((provinces|exams|courses)/[a-z0-9-]+|[a-z]+)\.yml$")
    keys: tuple[str | int, ...] = Field(min_length=1)
    was: Any = None
    value: dict[str, Any]
    first: bool = False


class Refused(Model):
    """What was read and is not proposed."""

    what: Text
    quote: str
    why: Text


class Proposal(Model):
    """`source`: to be added under its id, None when docs/data has it. `original`: SHA-256 of what was
    read. `same`: what already stands so. `unread`: what the reader of notices did not understand."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    kind: Literal["notice", "verify"]
    made_on: date
    area: str
    title: str = ""
    url: str = ""
    original: str = ""
    source_id: str = ""
    source: Source | None = None
    changes: tuple[Change, ...] = ()
    same: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    unread: tuple[str, ...] = ()

    def save(self, folder: Path = FOLDER) -> Path:
        path = folder / f"{self.id}.json"
        write(path, self.model_dump_json(indent=1, exclude_none=True) + "\n")
        return path


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that was read. `url` is "" for a file of which nobody said whence it came."""

    url: str
    title: str
    text: str
    page_date: str
    original: str


@dataclass(frozen=True, slots=True)
class _Refusal(Exception):
    why: str


def ask(text: str, area: str, page_date: str, exam_year: int | None = None) -> Plain:
    """The checker's answer of `notice`. Raises ValueError with its words when it refuses."""
    request: dict[str, Any] = {"op": "notice", "text": text}
    if area != NATIONAL:
        request["area"] = area
    if re.fullmatch(r"\d{4}-\d\d-\d\d", page_date):
        request["published_on"] = page_date
    if exam_year:
        request["exam_year"] = exam_year
    answer: Plain = json.loads(handle(json.dumps(request)))
    if not answer["ok"]:
        raise ValueError(str(answer.get("error", {}).get("message") or answer))
    return answer


def propose(dataset: Dataset, notice: Notice, area: str, today: date) -> Proposal:
    """Raises ValueError for an area that is not there or a text that the reader refuses."""
    if area != NATIONAL and area not in dataset.provinces:
        raise ValueError(
            f"没有 {area} 这个地区：写 docs/data/provinces 里的文件名，全国写 {NATIONAL}"
        )
    answer = ask(notice.text, area, notice.page_date)
    making = _Making(dataset, notice, area, today, answer)
    making.run()
    key = hashlib.sha256(f"{notice.url}{notice.original}{area}".encode()).hexdigest()[:8]
    return Proposal(
        id=f"{area}-{today.isoformat()}-{key}",
        kind="notice",
        made_on=today,
        area=area,
        title=notice.title,
        url=notice.url,
        original=notice.original,
        source_id=making.source_id if making.changes else "",
        source=making.source if making.changes and making.source_is_new else None,
        changes=tuple(making.changes),
        same=tuple(making.same),
        refused=tuple(making.refused),
        unread=tuple(f"{each['text']}（{each['why']}）" for each in answer["unread"]),
    )


class _Making:
    """One notice on its way to a proposal."""

    def __init__(self, dataset: Dataset, notice: Notice, area: str, today: date, answer: Plain):
        self.dataset, self.notice, self.area, self.today, self.answer = (
            dataset, notice, area, today, answer,
        )  # fmt: skip
        self.changes: list[Change] = []
        self.same: list[str] = []
        self.refused: list[Refused] = []
        self.official = False
        self.opened = True
        self.source_id = ""
        self.source: Source | None = None
        self.source_is_new = False

    def run(self) -> None:
        try:
            self._know_source()
            year = self._year()
        except _Refusal as refusal:
            for what, quote in self._stated():
                self._refuse(what, quote, refusal.why)
            return
        by_what: dict[str, list[Plain]] = defaultdict(list)
        for found in self.answer["found"]:
            by_what[found["what"]].append(found)
        for what, values in by_what.items():
            try:
                self._date(what, values, year)
            except _Refusal as refusal:
                self._refuse(what, "；".join(v["quote"] for v in values), refusal.why)
        if self.answer["fees"]:
            try:
                self._fee(self.answer["fees"], year)
            except _Refusal as refusal:
                quote = "；".join(f["quote"] for f in self.answer["fees"])
                self._refuse("fees", quote, refusal.why)
        if self.answer["sessions"]:
            self._refuse("sessions", "", "各科时间全国一样，由人写进 exams 文件")

    def _stated(self) -> Iterator[tuple[str, str]]:
        for found in self.answer["found"]:
            yield found["what"], found["quote"]
        for fee in self.answer["fees"]:
            yield "fees", fee["quote"]

    def _refuse(self, what: str, quote: str, why: str) -> None:
        self.refused.append(Refused(what=NAMES[what], quote=quote, why=why))

    # --- whose word it is

    def _know_source(self) -> None:
        notice = self.notice
        if not notice.url:
            raise _Refusal("没有网址就没有来源：用 URL= 写明这个文件是从哪个网址来的")
        for id_, source in self.dataset.sources.items():
            if source.url == notice.url:
                if source.status == "background" or not source.linkable:
                    raise _Refusal(f"来源 {id_} 不能作为依据（{source.status}，linkable: false）")
                self._must_be_of_the_whole_area(host(notice.url), known=True)
                self.source_id, self.source = id_, source
                self.official = source.status == "official"
                return
        at = host(notice.url)
        if any(
            at == theirs or at.endswith(f".{theirs}") or theirs.endswith(f".{at}")
            for theirs in map(_host_of, self.dataset.sources.values())
            if theirs
        ):
            raise _Refusal(f"{at} 是 linkable: false 的来源，不用")
        theirs = [page for page in watched(self.dataset) if host(page.url) == at]
        own = [page for page in theirs if page.area in (self.area, NATIONAL)]
        self._must_be_of_the_whole_area(at, known=bool(own))
        if theirs and not own:
            name = self.dataset.provinces[theirs[0].area].name
            raise _Refusal(f"这是{name}的机构的网页，问的却是 {self.area}")
        governments = at.split(":")[0].endswith(".gov.cn")
        self.official = bool(own) or governments
        # Others than a government's may have lost their name to somebody else.
        self.opened = governments or any(page.opened for page in own)
        if notice.page_date > self.today.isoformat():
            raise _Refusal(f"网页的日期 {notice.page_date} 还没有到：多半是读错了")
        when = notice.page_date or self.today.isoformat()
        short = hashlib.sha256(notice.url.encode()).hexdigest()[:6]
        self.source_id = f"{self.area}-{when}-{short}"
        self.source_is_new = True
        self.source = Source(
            publisher=own[0].publisher if own else at,
            title=notice.title if notice.title and not ODD.search(notice.title) else None,
            url=notice.url,
            status="official" if self.official else "secondary",
            linkable=True,
            page_date=notice.page_date or None,
            checked_on=self.today,
        )

    def _must_be_of_the_whole_area(self, at: str, *, known: bool) -> None:
        """A city's notice is not its province's."""
        title = " ".join([self.notice.title, self.notice.text.strip().split("\n")[0][:100]])
        if self.area == NATIONAL:
            if not known:
                raise _Refusal("不是全国的机构的网页")
            text = self.notice.text.replace("北京时间", "")
            names = [p.name for p in self.dataset.provinces.values() if p.name in text]
            if names:
                raise _Refusal(f"通知里有“{names[0]}”，不知道是不是全国的：由人核对")
            return
        name = self.dataset.provinces[self.area].name
        for found in CITY.findall(title):
            if name not in found and not OF_CITIES.match(found):
                raise _Refusal(f"题目说的是“{found}”，不知道是不是全省的：由人核对")
        if not known and at.endswith(".gov.cn") and name not in title:
            raise _Refusal(f"不是认得的机构的网页，题目里也没有“{name}”：不知道是不是全省的")

    def _year(self) -> int:
        named = self.answer["area"]
        if named and named != self.area:
            raise _Refusal(f"通知说的是 {named}，问的是 {self.area}")
        if not self.answer["exam"]["quote"]:
            raise _Refusal("通知里没有写是哪种考试")
        year: int | None = self.answer["exam"]["year"]
        if year is None:
            raise _Refusal("看不出是哪一年的考试")
        if year not in self.dataset.exams or (
            self.area != NATIONAL and year not in self.dataset.provinces[self.area].exams
        ):
            raise _Refusal(f"docs/data 还没有 {year} 年：先运行 make new-year YEAR={year}")
        return year

    # --- dates

    def _date(self, what: str, values: list[Plain], year: int) -> None:
        if len({(v["start"], v["end"], v["status"]) for v in values}) > 1 or values[0]["conflict"]:
            raise _Refusal("通知里有不止一个日期，说不清是哪一个")
        found = values[0]
        if ODD.search(found["quote"]):
            raise _Refusal("原文里有不像文字的符号：由人写")
        key = self._key(what, found["quote"])
        keys: tuple[str | int, ...]
        if self.area == NATIONAL:
            if key not in OF_COUNTRY:
                raise _Refusal("全国没有这一件的统一日期，各省不同")
            file, keys = f"exams/{year}.yml", (key,)
            current = getattr(self.dataset.exams[year], key)
        else:
            file, keys = f"provinces/{self.area}.yml", ("exams", year, key)
            current = getattr(self.dataset.provinces[self.area].exams[year], key)
        written = self._written(file, keys)
        if isinstance(current, str):
            country = getattr(self.dataset.exams[year], key, None)
            if isinstance(country, Period) and country.status != "unknown":
                if _edges(country) == _edges_of(found):
                    self.same.append(f"{NAMES[what]}：同全国一样")
                    return
                if key == "exam":
                    raise _Refusal("同全国的考试日不同：由人核对，是不是本地停考或者读错")
            current = None
        if current is None or current.status == "unknown":
            value = self._value(found["start"], found["end"], found["status"], found["quote"])
            self.changes.append(Change(file=file, keys=keys, was=written, value=value))
            return
        self._known(what, found, current, written, file, keys)

    def _key(self, what: str, quote: str) -> str:
        if what != "certificate":
            return what
        keys = [key for key, words in CERTIFICATES.items() if words.search(quote)]
        if len(keys) != 1:
            raise _Refusal("分不出是电子证书、邮寄还是领取：由人写")
        if self.area == NATIONAL and keys != ["e_certificate"]:
            raise _Refusal("全国没有这一件的统一日期，各省不同")
        return keys[0]

    def _known(
        self,
        what: str,
        found: Plain,
        current: Period,
        written: Any,
        file: str,
        keys: tuple[str | int, ...],
    ) -> None:
        """A value stands there already."""
        if current.cancelled:
            raise _Refusal("docs/data 写着这一件取消了：由人核对")
        if current.area:
            raise _Refusal(f"docs/data 里写的只是{current.area}的日期：由人核对")
        if not isinstance(written, dict):
            raise _Refusal("docs/data 里的写法看不懂：由人写")
        start, end = (Moment.parse(v) if (v := found[edge]) else None for edge in ("start", "end"))
        agrees = _agrees(start, current.start) and _agrees(end, current.end)
        forecast = current.status == "expected"
        if found["status"] == "expected":
            raise _Refusal("这是预计，docs/data 里已经有日期")
        if agrees and not forecast:
            if self.source_id in current.source:
                self.same.append(f"{NAMES[what]}：docs/data 里就是这样")
                return
            edges = (("start", start, current.start), ("end", end, current.end))
            hours = {e: str(m) for e, m, at in edges if m and m.time and at and not at.time}
            if hours and not self.official:
                raise _Refusal("钟点是 docs/data 里没有的，而这一页不是官方的：找到官方网页再写")
            if hours:
                hours["quote"] = " ".join(found["quote"].split())
            value = dict(written) | {
                **hours,
                "source": [*current.source, self.source_id],
                "checked_on": self.today.isoformat(),
            }
            value.setdefault("quote", " ".join(found["quote"].split()))
            self.changes.append(Change(file=file, keys=keys, was=written, value=value))
            return
        if not self.official:
            raise _Refusal("同 docs/data 里的不一样，而这一页不是官方的：找到官方网页再改")
        if not self.opened:
            raise _Refusal(
                "同 docs/data 里的不一样，而这个域名还没有人打开核对过：核对了，在 watch.yml 写上 opened_on"
            )
        if not forecast:
            self._must_be_newer(current)
        one_end = (start is None) != (current.start is None) or (end is None) != (
            current.end is None
        )
        if one_end and not forecast:
            raise _Refusal("只写了一头，docs/data 里的另一头不知道还算不算：由人核对")
        value = self._value(
            found["start"], found["end"], "announced" if forecast else "changed", found["quote"]
        )
        if not agrees:
            was = {"on": self.today.isoformat(), "status": current.status}
            was |= {e: str(m) for e, m in (("start", current.start), ("end", current.end)) if m}
            value["history"] = [*written.get("history", []), was]
        elif "history" in written:
            value["history"] = written["history"]
        for key in ("note", "conflict"):
            if key in written:
                value[key] = written[key]
        self.changes.append(Change(file=file, keys=keys, was=written, value=value))

    def _must_be_newer(self, current: Period) -> None:
        """An announcement is changed by a newer one alone, or by the same page."""
        if current.status == "confirmed":
            raise _Refusal("docs/data 里的日期事后确认过：由人核对")
        if self.source_id in current.source:
            return
        dated = [
            source.page_date
            for id_ in current.source
            if (source := self.dataset.sources.get(id_)) and source.page_date
        ]
        mine = self.notice.page_date
        if not mine:
            raise _Refusal("同 docs/data 里的不一样，而这一页没有日期，不知道哪个新：由人核对")
        if any(mine[: len(other)] <= other for other in dated):
            raise _Refusal(f"同 docs/data 里的不一样，而这一页（{mine}）不比那里的来源新：由人核对")

    def _value(self, start: str | None, end: str | None, status: str, quote: str) -> dict[str, Any]:
        value: dict[str, Any] = {"status": status}
        value |= {edge: at for edge, at in (("start", start), ("end", end)) if at}
        return value | {
            "source": [self.source_id],
            "checked_on": self.today.isoformat(),
            "confidence": self._confidence(),
            "quote": " ".join(quote.split()),
        }

    def _confidence(self) -> str:
        if not self.official:
            return "low"
        return "high" if self.opened else "medium"

    def _written(self, file: str, keys: tuple[str | int, ...]) -> Any:
        node = self.dataset.documents[file].data
        for key in keys:
            if not isinstance(node, dict | list):
                return None
            node = node.get(key) if isinstance(node, dict) else node[int(key)]
        return node

    # --- fees

    def _fee(self, fees: list[Plain], year: int) -> None:
        if self.area == NATIONAL:
            raise _Refusal("报名费各省不同")
        if len(fees) != 1 or "by_paper" in fees[0] or "yuan_per_paper" not in fees[0]:
            raise _Refusal("报名费不止一个数，或者各科不同：由人写")
        asked = {k: fees[0][k] for k in ("yuan_per_paper", "yuan_per_person") if k in fees[0]}
        if not all(re.fullmatch(r"\d+", each) for each in asked.values()):
            raise _Refusal("报名费不是整元：由人写")
        yuan = {k: int(v) for k, v in asked.items()}
        for fee in self.dataset.provinces[self.area].fees:
            if fee.status != "unknown" and fee.year == year:
                stands = fee.model_dump(include=set(yuan))
                if stands == yuan and _plain(fee):
                    self.same.append("报名费：docs/data 里就是这样")
                    return
                raise _Refusal("同 docs/data 里这一年的不一样：由人核对")
        value: dict[str, Any] = {
            "status": "announced",
            "year": year,
            **yuan,
            "source": [self.source_id],
            "checked_on": self.today.isoformat(),
            "confidence": self._confidence(),
            "quote": " ".join(fees[0]["quote"].split()),
        }
        file = f"provinces/{self.area}.yml"
        self.changes.append(
            Change(
                file=file,
                keys=("fees",),
                was=self._written(file, ("fees",)),
                value=value,
                first=True,
            )
        )


def _host_of(source: Source) -> str:
    """Of a source that is never linked: the host of its address, or the one its publisher is named by."""
    if source.linkable:
        return ""
    named = re.match(r"[\w-]+(?:\.[\w-]+)+", source.publisher, re.ASCII)
    return host(source.url) if source.url else named[0].lower() if named else ""


def _plain(fee: Fee) -> bool:
    return fee.yuan_knowledge_one is None and fee.yuan_new_candidate == 0


def _agrees(found: Moment | None, stands: Moment | None) -> bool:
    """The same, though one may leave out the hour."""
    if found is None or stands is None:
        return found is stands
    return (found.first, found.last) == (stands.first, stands.last) and (
        not (found.time and stands.time) or found.time == stands.time
    )


def _edges(period: Period) -> tuple[str, str]:
    return (str(period.start or ""), str(period.end or ""))


def _edges_of(found: Plain) -> tuple[str, str]:
    return (found["start"] or "", found["end"] or "")
