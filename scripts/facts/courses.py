"""The shape of docs/data/courses/<provider>.yml: what a training provider says that it sells.

A course holds the provider's own claims and nothing of ours. Days are civil days in Asia/Shanghai,
money is in yuan.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, HttpUrl, Tag

from scripts.facts.models import Address, Confidence, Model, PartialDate, Slug, Text
from scripts.facts.moments import Moment

Unknown = Literal["unknown"]
Track = Literal["tcm", "pharmacy", "both", "unknown"]
CourseKind = Literal["single_subject", "all_subjects", "single_or_all", "question_bank", "unknown"]
Sale = Literal["on_sale", "ended", "unknown"]
Scope = Literal["per_subject", "all_subjects", "unknown"]
Term = Literal["month", "quarter", "year"]

TRACKS: Mapping[Track, str] = {
    "tcm": "中药学",
    "pharmacy": "药学",
    "both": "药学和中药学",
    "unknown": "没有写",
}
COURSE_KINDS: Mapping[CourseKind, str] = {
    "single_subject": "单科",
    "all_subjects": "全科",
    "single_or_all": "单科或全科",
    "question_bank": "题库",
    "unknown": "没有写",
}
SALES: Mapping[Sale, str] = {"on_sale": "在售", "ended": "已结束", "unknown": "是否在售未核实"}
SCOPES: Mapping[Scope, str] = {
    "per_subject": "每科",
    "all_subjects": "全科",
    "unknown": "没有写单科还是全科",
}
TERMS: Mapping[Term, str] = {"month": "一个月", "quarter": "一个季度", "year": "一年"}
TERMS_A_YEAR: Mapping[Term, int] = {"month": 12, "quarter": 4, "year": 1}
DAYS_A_YEAR = 365


def _is_url_or_unknown(text: str) -> str:
    if text != "unknown":
        try:
            HttpUrl(text)
        except ValueError:
            raise ValueError("应是完整的网址；不知道写 url: unknown") from None
    return text


Url = Annotated[str, AfterValidator(_is_url_or_unknown)]


class DaysFromPurchase(Model):
    days_from_purchase: Annotated[int, Field(ge=1)]


class Membership(Model):
    """A price that is paid anew each month, quarter or year."""

    every: Term


class Dates(Model):
    """A class held on fixed days, both ends included."""

    start: date
    end: date


def _which(value: Any) -> str:
    if isinstance(value, str):
        return "unknown"
    keys = set(value) if isinstance(value, Mapping) else set(type(value).model_fields)
    return "days" if "days_from_purchase" in keys else "every" if "every" in keys else "dates"


Validity = Annotated[
    Annotated[DaysFromPurchase, Tag("days")]
    | Annotated[Membership, Tag("every")]
    | Annotated[Dates, Tag("dates")]
    | Annotated[Unknown, Tag("unknown")],
    Discriminator(_which),
]


class PriceSeen(Model):
    """What the price was when it was looked at: a day, or only the month or year that is known."""

    yuan: Annotated[int, Field(ge=0)]
    price_checked_on: PartialDate


class Price(PriceSeen):
    """`starting_at`: the page says "from" (起). `history`: what it was before, the oldest first."""

    scope: Scope
    starting_at: bool = False
    validity: Validity
    history: tuple[PriceSeen, ...] = ()


def _listed(value: Any) -> str:
    return "same" if isinstance(value, str) else "own"


PricesOrUnknown = Annotated[
    Annotated[tuple[Price, ...], Field(min_length=1), Tag("own")] | Annotated[Unknown, Tag("same")],
    Discriminator(_listed),
]
ContentsOrUnknown = Annotated[
    Annotated[tuple[Text, ...], Field(min_length=1), Tag("own")] | Annotated[Unknown, Tag("same")],
    Discriminator(_listed),
]


class Course(Model):
    """A course or membership. `seen_on`: the date of the page that names it. `contains`: what the
    provider says is in it."""

    id: Slug
    title: Text
    track: Track
    kind: CourseKind
    status: Sale
    ended_on: date | None = None
    url: Url
    prices: PricesOrUnknown
    contains: ContentsOrUnknown
    seen_on: PartialDate
    source: tuple[Slug, ...] = ()
    checked_on: date
    confidence: Confidence | None = None
    quote: Text | None = None
    note: Text | None = None


class Provider(Model):
    """A training provider. `disclosure`: whether anything is paid for its being listed here."""

    id: Slug
    name: Text
    disclosure: Literal["nothing_paid", "paid"]
    site: Address
    contact: Address
    courses: tuple[Course, ...]
    note: Text | None = None


def first_day(partial: str) -> date:
    """The earliest civil day that a year, month or day may mean."""
    return date(int(partial), 1, 1) if len(partial) == 4 else Moment.parse(partial).first


def last_day(partial: str) -> date:
    """The latest civil day that a year, month or day may mean."""
    return date(int(partial), 12, 31) if len(partial) == 4 else Moment.parse(partial).last


def yuan_a_year(price: Price) -> int | None:
    """What a year costs at this price, in whole yuan, rounded up; None where it cannot be told."""
    match price.validity:
        case DaysFromPurchase(days_from_purchase=days):
            return -(-price.yuan * DAYS_A_YEAR // days)
        case Membership(every=term):
            return price.yuan * TERMS_A_YEAR[term]
    return None


PRICE_HOLDS_DAYS = 90


def days_unchecked(price: PriceSeen, on: date) -> int:
    """Days from the latest day on which the price may have been seen, to `on`."""
    return (on - last_day(price.price_checked_on)).days


def price_holds(price: PriceSeen, on: date) -> bool:
    """Whether the price was surely seen within the last 90 days before `on`."""
    return 0 <= (on - first_day(price.price_checked_on)).days <= PRICE_HOLDS_DAYS
