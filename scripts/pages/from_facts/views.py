"""Facts as the templates want them: each value with its words, badge, sources and doubts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.messages import SOURCE_STATUS
from scripts.facts.areas import Area, AreaYear, national_periods
from scripts.facts.events import NATIONAL, Event, by_year
from scripts.facts.kinds import KINDS, STATUSES
from scripts.facts.models import (
    Address,
    Conflict,
    Fact,
    Lapsed,
    Period,
    Source,
    Span,
    Statement,
)
from scripts.facts.resolve import Facts, newest_year
from scripts.facts.shown import ShownAddress, shown_address, unverified
from scripts.pages.from_facts.words import Piece, plain, when

UNVERIFIED = "未核实"


def in_words(status: str, *, past: bool) -> str:
    """What is unknown of an exam of the past was made public once, but has not been verified."""
    return UNVERIFIED if status == "unknown" and past else STATUSES[status]


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a value comes from, as shown beside it."""

    id: str
    source: Source

    @property
    def href(self) -> str:
        return self.source.url or "" if self.source.linkable else ""

    @property
    def kind(self) -> str:
        return SOURCE_STATUS[self.source.status]


@dataclass(frozen=True, slots=True)
class Dated:
    """A stretch of words of a date, and the ids of the events it is the home of."""

    text: str
    datetime: str
    events: Sequence[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """One value on a page. `key` names the record it comes from: <area>/<year>/<field>. `place` is
    the name of an authority or portal, `address` what of its address may be shown. `hearsay`: a
    sentence that no official wording was seen for."""

    key: str
    name: str
    status: str
    checked_on: str
    proofs: Sequence[Proof]
    unverified: bool
    words: Sequence[Dated] = ()
    text: str = ""
    address: ShownAddress | None = None
    place: str = ""
    quote: str = ""
    note: str = ""
    remarks: Sequence[str] = ()
    conflicts: Sequence[Conflict] = ()
    history: Sequence[str] = ()
    national: bool = False
    cancelled: bool = False
    past: bool = False
    hearsay: bool = False

    @property
    def badge(self) -> str:
        if self.cancelled:
            return "已取消"
        if self.hearsay:
            return SOURCE_STATUS["secondary"]
        return in_words(self.status, past=self.past)


@dataclass(frozen=True)
class Views:
    """Makes views of one set of facts. `every` are its events."""

    facts: Facts
    every: Sequence[Event]

    @cached_property
    def newest(self) -> int:
        return newest_year(self.facts)

    @cached_property
    def _years(self) -> Mapping[int, Sequence[Event]]:
        return by_year(self.every)

    @cached_property
    def _homes(self) -> Mapping[tuple[str, int, str], Sequence[Event]]:
        homes: dict[tuple[str, int, str], list[Event]] = {}
        for event in self.every:
            homes.setdefault((event.area, event.exam_year, event.kind), []).append(event)
        return homes

    def of_year(self, year: int) -> Sequence[Event]:
        return self._years.get(year, ())

    def proofs(self, ids: Iterable[str]) -> Sequence[Proof]:
        return [Proof(id_, self.facts.sources[id_]) for id_ in ids]

    def past(self, year: int | None) -> bool:
        """Of an exam before the newest one; so is all that belongs to no exam."""
        return year is None or year < self.newest

    def shown(
        self, key: str, name: str, value: Fact, text: str = "", *, year: int | None = None
    ) -> Shown:
        """Any value that is no date; `text` are its words, a statement's own by default. `year`:
        the exam it belongs to."""
        address, place = None, ""
        if isinstance(value, Address | Statement):
            address, place = shown_address(value, self.facts.sources), value.name or ""
        if isinstance(value, Statement):
            text = text or value.text or ""
        return Shown(
            key=key,
            name=name,
            status=value.status,
            checked_on=value.checked_on.isoformat(),
            proofs=self.proofs(value.source),
            unverified=unverified(value, self.facts.sources),
            text=text,
            address=address,
            place=place,
            quote=value.quote or "",
            note=value.note or "",
            conflicts=value.conflict,
            past=self.past(year),
            hearsay=isinstance(value, Statement) and self._hearsay(value),
        )

    def _hearsay(self, value: Statement) -> bool:
        kinds = {self.facts.sources[id_].status for id_ in value.source}
        return value.status == "announced" and kinds == {"secondary"}

    def dated(
        self,
        area: str,
        year: int,
        kind: str,
        period: Period,
        *,
        national: bool = False,
        elsewhere: bool = False,
    ) -> Shown:
        """A date. Its events have their home here unless it is the country's, shown for an area
        (`national`), or this is not its page (`elsewhere`)."""
        away = national or elsewhere
        homes = () if away else self._homes.get((area, year, kind), ())
        return Shown(
            key=f"{area}/{year}/{kind}",
            name=KINDS[kind].name + (f"（{period.area}）" if period.area else ""),
            status=period.status,
            checked_on=period.checked_on.isoformat(),
            proofs=self.proofs(period.source),
            unverified=unverified(period, self.facts.sources),
            words=[_dated(piece, homes) for piece in when(period)],
            quote=period.quote or "",
            note=period.note or "",
            remarks=_remarks(period),
            conflicts=period.conflict,
            history=[
                f"{c.on.isoformat()} 以前写的是："
                f"{plain(Span(start=c.start, end=c.end))}（{STATUSES[c.status]}）"
                for c in period.history
            ],
            national=national,
            cancelled=period.cancelled,
            past=self.past(year) or isinstance(period, Lapsed),
        )

    def national_year(self, year: int, *, elsewhere: bool = False) -> Sequence[Shown]:
        periods = national_periods(self.facts.exams[year])
        return [
            self.dated(NATIONAL, year, kind, period, elsewhere=elsewhere)
            for kind, period in periods.items()
            if kind != "special_area_line" or period.start
        ]

    def area_year(self, area: Area, in_year: AreaYear) -> Sequence[Shown]:
        return [
            self.dated(area.id, in_year.year, kind, held.period, national=held.national)
            for kind, held in in_year.periods.items()
        ]


def _dated(piece: Piece, homes: Sequence[Event]) -> Dated:
    if not piece.datetime:
        return Dated(piece.text, "", ())
    ids = [
        e.id for e in homes if e.edge == piece.edge or (e.edge, piece.edge) == ("whole", "start")
    ]
    if len(homes) == 2 and homes[0].period.start == homes[0].period.end:
        ids = [e.id for e in homes]
    return Dated(piece.text, piece.datetime.replace("T24:00", ""), ids)


def _remarks(period: Period) -> Sequence[str]:
    """What a reader must know to read the date right, said so that it stays true."""
    remarks = []
    if period.area:
        remarks.append(f"只适用于{period.area}")
    if isinstance(period, Lapsed):
        remarks.append("以前有网页预计过，日子已经过去，没有看到正式公布")
    elif period.status == "expected" and (period.end or period.start):
        remarks.append("这是预计，不是公布")
    return remarks
