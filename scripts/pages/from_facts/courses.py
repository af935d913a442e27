"""What the pages of training providers and their courses say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scripts.facts.courses import (
    COURSE_KINDS,
    PRICE_HOLDS_DAYS,
    SALES,
    SCOPES,
    TERMS,
    TERMS_A_YEAR,
    TRACKS,
    Course,
    Dates,
    DaysFromPurchase,
    Membership,
    Price,
    Provider,
    days_unchecked,
    last_day,
    price_holds,
    yuan_a_year,
)
from scripts.facts.moments import Moment
from scripts.facts.resolve import Facts
from scripts.facts.shown import ShownAddress, shown_address
from scripts.pages.from_facts.views import Proof, Views
from scripts.pages.from_facts.words import day_in_chinese, moment_in_chinese
from scripts.stamp import built_at

NOT_SAID = "没有看到"
NO_BREAK = "\N{NO-BREAK SPACE}"
NOT_WRITTEN = COURSE_KINDS["unknown"]


@dataclass(frozen=True, slots=True)
class ShownPrice:
    """A price with its words. `a_year` is empty where it cannot be told; `stale` says for how long
    nobody has looked, when that is long; `fresh_day` is the day it was seen, while that is not."""

    scope: str
    yuan: int
    text: str
    validity: str
    a_year: str
    yuan_a_year: int | None
    seen: str
    fresh_day: str
    stale: str
    history: Sequence[tuple[str, str]]

    @property
    def told(self) -> str:
        """What is paid for what, within a sentence."""
        if self.scope == SCOPES["unknown"]:
            return f"{self.text}（{self.scope}）"
        return f"{self.scope} {self.text}"


@dataclass(frozen=True, slots=True)
class ShownCourse:
    course: Course
    provider: Provider
    track: str
    kind: str
    status: str
    seen: str
    prices: Sequence[ShownPrice]
    unknown: Sequence[str]
    proofs: Sequence[Proof]

    @property
    def page(self) -> str:
        """Its address below courses/."""
        return f"{self.provider.id}/{self.course.id}/"

    @property
    def contains(self) -> Sequence[str]:
        return () if self.course.contains == "unknown" else self.course.contains


def built_on(facts: Facts) -> date:
    return built_at(facts.as_of).date()


def partial_in_chinese(text: str) -> str:
    return f"{text}年" if len(text) == 4 else moment_in_chinese(Moment.parse(text))


def validity_in_words(price: Price) -> str:
    match price.validity:
        case DaysFromPurchase(days_from_purchase=days):
            return f"购买后 {days} 天"
        case Membership(every=term):
            return TERMS[term]
        case Dates(start=start, end=end):
            return f"{day_in_chinese(start)} 至 {day_in_chinese(end)}"
    return NOT_SAID


def _a_year_in_words(price: Price) -> str:
    year = yuan_a_year(price)
    if year is None:
        return ""
    sum_ = ""
    if isinstance(price.validity, Membership) and TERMS_A_YEAR[price.validity.every] > 1:
        times = TERMS_A_YEAR[price.validity.every]
        sum_ = f"（{times}{NO_BREAK}×{NO_BREAK}{price.yuan}）"
    start = "起" if price.starting_at else ""
    return f"{year} 元{start}{sum_}"


def _price(price: Price, ended: bool, today: date) -> ShownPrice:
    start = "起" if price.starting_at else ""
    fresh = price_holds(price, today)
    stale = f"到{day_in_chinese(today)}，这个价格已经至少 {days_unchecked(price, today)} 天没有核对"
    return ShownPrice(
        scope=SCOPES[price.scope],
        yuan=price.yuan,
        text=f"{price.yuan} 元{start}",
        validity=validity_in_words(price),
        a_year=_a_year_in_words(price),
        yuan_a_year=yuan_a_year(price),
        seen=partial_in_chinese(price.price_checked_on),
        fresh_day=last_day(price.price_checked_on).isoformat() if fresh else "",
        stale="" if fresh or ended else stale,
        history=[
            (partial_in_chinese(old.price_checked_on), f"{old.yuan} 元{start}")
            for old in price.history
        ],
    )


def _unknown(course: Course) -> Iterator[str]:
    """What a reader would want to know and nobody has seen."""
    if course.track == "unknown":
        yield "方向"
    if course.kind == "unknown":
        yield "单科还是全科"
    if course.prices == "unknown":
        yield from ("价格", "有效期")
    elif any(price.validity == "unknown" for price in course.prices):
        yield "有效期"
    if course.contains == "unknown":
        yield "包含什么"
    if course.url == "unknown":
        yield "产品的网址"
    if course.status == "unknown":
        yield "是否还在售"


def shown_course(views: Views, provider: Provider, course: Course) -> ShownCourse:
    prices = () if course.prices == "unknown" else course.prices
    today = built_on(views.facts)
    return ShownCourse(
        course=course,
        provider=provider,
        track=TRACKS[course.track],
        kind=COURSE_KINDS[course.kind],
        status=SALES[course.status],
        seen=partial_in_chinese(course.seen_on),
        prices=[_price(price, course.status == "ended", today) for price in prices],
        unknown=list(_unknown(course)),
        proofs=views.proofs(course.source),
    )


def every_course(views: Views) -> Sequence[ShownCourse]:
    """By the ids of their providers, then as the file has them."""
    return [
        shown_course(views, provider, course)
        for provider in views.facts.providers.values()
        for course in provider.courses
    ]


def courses_page(facts: Facts, views: Views) -> dict[str, Any]:
    every = every_course(views)
    groups: dict[str, list[tuple[ShownCourse, ShownPrice | None]]] = {}
    for scope in SCOPES.values():  # like with like: one kind, one scope of the price
        for kind in COURSE_KINDS.values():
            groups[_group(kind, scope)] = []
    without = groups.setdefault("没有看到价格", [])
    for shown in every:
        for price in shown.prices:
            groups[_group(shown.kind, price.scope)].append((shown, price))
        if not shown.prices:
            without.append((shown, None))
    return {
        "as_of": facts.as_of.isoformat(),
        "providers": list(facts.providers.values()),
        "courses": len(every),
        "groups": [(name, rows) for name, rows in groups.items() if rows],
        "tracks": {k: v for k, v in TRACKS.items() if k in ("tcm", "pharmacy")},
        "kinds": {k: v for k, v in COURSE_KINDS.items() if k != "unknown"},
        "paid": any(p.disclosure == "paid" for p in facts.providers.values()),
        "holds": PRICE_HOLDS_DAYS,
    }


def _group(kind: str, scope: str) -> str:
    if kind == NOT_WRITTEN:
        kind = "没有写单科还是全科的课程"
    elif kind != COURSE_KINDS["question_bank"]:
        kind = f"{kind}课程"
    if scope == SCOPES["unknown"]:
        return f"{kind}，价格没有写买到几科"
    return f"{kind}，{scope}的价格"


def provider_page(facts: Facts, views: Views, provider: Provider) -> dict[str, Any]:
    def address(which: str) -> ShownAddress:
        return shown_address(getattr(provider, which), facts.sources)

    return {
        "as_of": facts.as_of.isoformat(),
        "provider": provider,
        "site": address("site"),
        "site_proofs": views.proofs(provider.site.source),
        "contact": address("contact"),
        "courses": [shown_course(views, provider, course) for course in provider.courses],
        "paid": provider.disclosure == "paid",
    }


def course_page(facts: Facts, views: Views, provider: Provider, course: Course) -> dict[str, Any]:
    return {
        "as_of": facts.as_of.isoformat(),
        "shown": shown_course(views, provider, course),
        "provider": provider,
        "course": course,
        "ended_on": course.ended_on and day_in_chinese(course.ended_on),
        "paid": provider.disclosure == "paid",
        "holds": PRICE_HOLDS_DAYS,
    }
