"""Events as an iCalendar file, RFC 5545: all-day events with alarms, lines folded at 75 octets, CRLF."""

import re
from collections.abc import Iterable

from checker import messages
from checker.dates import chinese, day, iso
from checker.reminders import UID_DOMAIN, Event

MOST_OCTETS = 75
SEQUENCE_FROM = day("2020-01-01")
ALARM_AT = "T010000Z"  # nine in the morning in China, which a file with no time zone can say in UTC
NOT_TEXT = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))


def calendar(events: Iterable[Event], today: int) -> str:
    """The text of an .ics file; empty when there are no events."""
    whole = Calendar(today)
    return whole.part(events) + whole.end()


class Calendar:
    """An .ics file as text, some events at a time; no text at all when there are no events, for a
    calendar may not be empty.

    `today`, a day number, is the DTSTAMP; a file made on a later day has the higher SEQUENCE, so
    that it replaces what was imported before.
    """

    def __init__(self, today: int) -> None:
        self.today = today
        self.begun = False

    def part(self, events: Iterable[Event]) -> str:
        lines = [line for event in events for line in _event(event, self.today)]
        if not lines or self.begun:
            return _joined(lines)
        self.begun = True
        return _joined([*_HEAD, *lines])

    def end(self) -> str:
        return _joined(["END:VCALENDAR"]) if self.begun else ""


def _event(event: Event, today: int) -> list[str]:
    return [
        "BEGIN:VEVENT",
        _folded(f"UID:{_text(event.uid)}"),
        f"DTSTAMP:{_date(today)}T000000Z",
        f"SEQUENCE:{max(0, today - SEQUENCE_FROM)}",
        f"DTSTART;VALUE=DATE:{_date(event.date)}",
        f"DTEND;VALUE=DATE:{_date(event.date + 1)}",
        _folded(f"SUMMARY:{_text(event.summary)}"),
        _folded(f"DESCRIPTION:{_text(event.description)}"),
        "TRANSP:TRANSPARENT",
        *_alarms(event),
        "END:VEVENT",
    ]


def _alarms(event: Event) -> list[str]:
    said = messages.ALARM.format(summary=event.summary, date=chinese(event.date))
    begun = f"BEGIN:VALARM\r\nACTION:DISPLAY\r\n{_folded(f'DESCRIPTION:{_text(said)}')}"
    return [
        f"{begun}\r\nTRIGGER;VALUE=DATE-TIME:{_date(on)}{ALARM_AT}\r\nEND:VALARM"
        for on in event.alarms
    ]


def _date(number: int) -> str:
    return iso(number).replace("-", "")


def _text(value: str) -> str:
    """A TEXT value: escaped, with spaces for control characters and halves of surrogate pairs."""
    text = re.sub(NOT_TEXT, " ", value.replace("\r\n", "\n"))
    for sign, escaped in ESCAPES:
        text = text.replace(sign, escaped)
    return text


def _joined(lines: Iterable[str]) -> str:
    return "".join([f"{line}\r\n" for line in lines])


def _folded(line: str) -> str:
    """A line of text in parts of at most 75 octets; none splits a character."""
    octets = line.encode()
    parts = []
    while len(octets) > MOST_OCTETS:
        end = MOST_OCTETS
        while octets[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        parts.append(octets[:end].decode())
        octets = b" " + octets[end:]
    return "\r\n".join([*parts, octets.decode()])


_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    f"PRODID:-//{UID_DOMAIN}//checker//ZH",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    _folded(f"X-WR-CALNAME:{_text(messages.CALENDAR_NAME)}"),
)
