"""Calendar files (RFC 5545) of the dated events, and an Atom feed of what changed (RFC 4287)."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Timezone, TimezoneStandard
from icalendar import Event as CalendarEvent

from checker.reminders import UID_DOMAIN
from scripts.deployment import deployment
from scripts.facts.changes import Changed, changes
from scripts.facts.events import Event, by_year, of_area
from scripts.facts.kinds import CATEGORIES, STATUSES
from scripts.facts.models import Fact, Source
from scripts.facts.resolve import Facts
from scripts.facts.shown import home, unverified
from scripts.stamp import built_at

CHINA = ZoneInfo("Asia/Shanghai")
STATUS = {"expected": "TENTATIVE", "announced": "CONFIRMED", "confirmed": "CONFIRMED"}
BEFORE_CLOSING = (7, 1)
REMINDED_AT = timedelta(hours=9)
END = b"END:VCALENDAR\r\n"
ATOM = "http://www.w3.org/2005/Atom"


def write_feeds(facts: Facts, out_dir: Path) -> list[Path]:
    """Writes calendar/*.ics and calendar/changes.xml under `out_dir`; returns what was written."""
    every = facts.events
    stamp = built_at(facts.as_of)
    wanted: dict[str, tuple[str, Sequence[Event]]] = {"all": ("全部日期", every)}
    years = by_year(every)
    for year in facts.exams:
        wanted[str(year)] = (f"{year} 年", years.get(year, ()))
    for area in facts.areas.values():
        wanted[area.id] = (area.name, of_area(every, area))
    for category, name in CATEGORIES.items():
        wanted[category] = (name, [e for e in every if e.category == category])

    folder = out_dir / "calendar"
    folder.mkdir(parents=True, exist_ok=True)
    made = {e.id: _event(e, facts.sources, stamp).to_ical() for e in every}
    written = []
    for name, (title, chosen) in wanted.items():
        path = folder / f"{name}.ics"
        path.write_bytes(_calendar(title, [made[e.id] for e in chosen]))
        written.append(path)
    path = folder / "changes.xml"
    path.write_bytes(_atom(changes(facts), stamp))
    return [*written, path]


def _calendar(title: str, chosen: Sequence[bytes]) -> bytes:
    """`chosen` are whole VEVENTs: each stands in several files and is written once."""
    calendar = Calendar()
    calendar.add("prodid", "-//yaoshi-zhiqi//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = f"执业药师考试 · {title}"
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", CHINA.key)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add_component(_china())
    head: bytes = calendar.to_ical().removesuffix(END)
    return head + b"".join(chosen) + END


def _china() -> Timezone:
    """Without summer time, as China has been since 1991-09-15."""
    zone = Timezone()
    zone.add("tzid", CHINA.key)
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1991, 9, 15, 1))
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def _event(event: Event, sources: Mapping[str, Source], stamp: datetime) -> CalendarEvent:
    period = event.period
    out = CalendarEvent()
    out.add("uid", f"{event.id}@{UID_DOMAIN}")
    out.add("sequence", event.sequence)
    out.add("dtstamp", stamp)
    out.add("summary", event.title + ("（预计）" if period.status == "expected" else ""))
    out.add("status", "CANCELLED" if period.cancelled else STATUS.get(period.status, "CONFIRMED"))
    out.add("categories", [CATEGORIES[event.category]])
    out.add("transp", "TRANSPARENT")
    out.add("description", _description(event, sources))
    if deployment().site_url:
        out.add("url", deployment().site_url + home(event))
    starts = _timed(event)
    if starts:
        out.add("dtstart", starts)
    else:
        out.add("dtstart", event.first)
        out.add("dtend", event.last + timedelta(days=1))
    if event.closes and not period.cancelled:
        for days in BEFORE_CLOSING:
            out.add_component(_alarm(event, days, timed=starts is not None))
    return out


def _timed(event: Event) -> datetime | None:
    """None for whole days; 24:00 ends its day, so that day as a whole says it best."""
    if event.time in ("", "24:00"):
        return None
    return datetime.combine(
        event.first, datetime.strptime(event.time, "%H:%M").time(), CHINA
    )  # fmt: skip


def _alarm(event: Event, days: int, *, timed: bool) -> Alarm:
    """A whole-day closing is recalled at nine in the morning."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event.title)
    alarm.add("trigger", timedelta(days=-days) + (timedelta() if timed else REMINDED_AT))
    return alarm


def _description(event: Event, sources: Mapping[str, Source]) -> str:
    period = event.period
    sure = STATUSES[period.status] + ("，未核实" if unverified(period, sources) else "")
    lines = [f"状态：{sure}；核对于 {period.checked_on}"]
    if event.time == "24:00":
        lines.append("当日 24:00 止")
    if event.kind == "exam" and period.cancelled:
        lines.append("本地当年没有举行考试")
    if period.note:
        lines.append(period.note)
    lines += [f"来源：{_named(sources[id_])}" for id_ in period.source]
    lines.append("以报考所在地的正式公告为准。")
    return "\n".join(lines)


def _named(source: Source) -> str:
    title = f"{source.publisher}《{source.title}》" if source.title else source.publisher
    return f"{title} {source.url}" if source.linkable and source.url else title


# --- what changed ----------------------------------------------------------------------------------


def _atom(found: Sequence[Changed], stamp: datetime) -> bytes:
    root = deployment().site_url
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    _text(feed, "title", "执业药师考试：日期与事实的变更")
    _text(feed, "id", _urn("changes"))
    _text(feed, "updated", _moment(max((c.before.on for c in found), default=stamp.date())))
    author = ElementTree.SubElement(feed, "author")
    _text(author, "name", "药师知期")
    if root:
        ElementTree.SubElement(feed, "link", {"rel": "self", "href": root + "calendar/changes.xml"})
        ElementTree.SubElement(feed, "link", {"rel": "alternate", "href": root + "calendar/"})
    for change in found:
        entry = ElementTree.SubElement(feed, "entry")
        _text(entry, "title", f"{change.title}：有变更")
        _text(entry, "id", _urn(change.key))
        _text(entry, "updated", _moment(change.before.on))
        if root:
            ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": root + change.page})
        _text(entry, "content", _told(change)).set("type", "text")
    ElementTree.indent(feed)
    text = ElementTree.tostring(feed, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n".encode()


def _told(change: Changed) -> str:
    after = change.after or change.now
    said = [f"原为 {_state(change.before)}", f"现为 {_state(after)}"]
    if change.before.note:
        said.append(change.before.note)
    return "；".join(said) + "。"


def _state(value: Fact | object) -> str:
    start, end = getattr(value, "start", None), getattr(value, "end", None)
    days = start if start == end else f"{start or '…'} 至 {end or '…'}"
    status = STATUSES[str(getattr(value, "status", "unknown"))]
    return f"{days}（{status}）" if start or end else status


def _text(parent: ElementTree.Element, tag: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag)
    element.text = text
    return element


def _urn(key: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_DNS, f"{key}.{UID_DOMAIN}").urn


def _moment(day: date) -> str:
    return datetime.combine(day, datetime.min.time(), UTC).isoformat().replace("+00:00", "Z")
