"""The whole notice, as the operation `notice` answers it."""

from collections.abc import Iterator
from typing import Any

from checker.notice import fees, sessions
from checker.notice.claims import Claims, Unread
from checker.notice.page import Page, Question
from checker.notice.values import Value, values_of


def read_notice(text: str, question: Question) -> dict[str, Any]:
    """`exam`, `area`, `found`, `fees`, `sessions` and `unread`, as in `notice.answer.json`."""
    page = Page(text, question)
    claims = Claims(page)
    values, days = values_of(page, claims)
    return {
        "exam": _exam(page),
        "area": question.area,
        "found": list(_found(page, values)),
        "fees": list(_fees(page)),
        "sessions": [
            one._asdict() for one in (sessions.find(page.text, page.layout, days) if days else [])
        ],
        "unread": list(_unread(page, claims.unread)),
    }


def _exam(page: Page) -> dict[str, Any]:
    quote = None
    for named in page.exams_in((0, min(len(page.text), 2000))):
        if page.asks_for([named]):
            quote, _ = _quoted(page, named.start, named.end)
            break
    return {"name": page.question.exam, "year": page.asked_year, "quote": quote}


def _quoted(page: Page, start: int, end: int) -> tuple[str, list[int]]:
    first, last = page.plain.back(start, end)
    return page.sent[first:last], [first, last]


def _found(page: Page, values: list[Value]) -> Iterator[dict[str, Any]]:
    kinds = [(value.what, value.stage) for value in values]
    for value in values:
        quote, at = _quoted(page, value.start, value.end)
        yield {
            "what": value.what,
            "start": value.first,
            "end": value.last,
            "status": "expected" if value.expected else "announced",
            "quote": quote,
            "at": at,
            "year_from": value.year_from,
            "conflict": kinds.count((value.what, value.stage)) > 1,
        }


def _fees(page: Page) -> Iterator[dict[str, Any]]:
    def is_asked(sentence: tuple[int, int]) -> bool:
        named = page.exams_in(sentence) or page.main_exams
        return not named or page.asks_for(named)

    for fee in fees.find(page.text, page.layout, is_asked):
        told: dict[str, Any] = {}
        if len(fee.papers) == 1:
            told["yuan_per_paper"] = fee.papers[0][1]
        elif fee.papers:
            told["by_paper"] = [{"paper": name, "yuan": yuan} for name, yuan in fee.papers]
        if fee.person:
            told["yuan_per_person"] = fee.person
        quote, at = _quoted(page, fee.start, fee.end)
        yield {**told, "quote": quote, "at": at}


def _unread(page: Page, unread: list[Unread]) -> Iterator[dict[str, Any]]:
    """In order, each place once."""
    done = -1
    for one in sorted(unread):
        if one.start > done:
            done = one.start
            text, at = _quoted(page, one.start, one.end)
            yield {"text": text, "at": at, "why": one.why}
