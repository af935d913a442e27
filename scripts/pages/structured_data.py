"""What search engines are told of a page: JSON-LD in the vocabulary of schema.org."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from scripts.facts.courses import (
    COURSE_KINDS,
    PRICE_HOLDS_DAYS,
    SCOPES,
    Course,
    Provider,
    first_day,
    price_holds,
)
from scripts.facts.kinds import STATUSES
from scripts.facts.resolve import Facts
from scripts.pages.from_facts.words import plain

CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
Node = dict[str, Any]


def article(head: Mapping[str, Any], publisher: str, url: str) -> Node:
    """A guide. `url` is absolute, or "" where the site's address is not known."""
    node: Node = {
        "@context": CONTEXT,
        "@type": "Article",
        "headline": head["title"],
        "description": head["description"],
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "license": LICENCE,
        "author": {"@type": "Organization", "name": publisher},
        "publisher": {"@type": "Organization", "name": publisher},
    }
    if "checked_on" in head:
        node["dateModified"] = head["checked_on"]
    if url:
        node["mainEntityOfPage"] = url
    return node


def faq_page(questions: Sequence[tuple[str, str]]) -> Node:
    """Questions with their answers, both as plain text."""
    return {
        "@context": CONTEXT,
        "@type": "FAQPage",
        "inLanguage": "zh-CN",
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": answer},
            }
            for question, answer in questions
        ],
    }


def exam(facts: Facts, year: int, url: str) -> Node | None:
    """The exam of a year; None unless its days were made public."""
    held = facts.exams[year].exam
    if held.status not in ("announced", "confirmed", "changed") or not held.start:
        return None
    node: Node = {
        "@context": CONTEXT,
        "@type": "Event",
        "name": f"{year} 年度执业药师职业资格考试",
        "description": f"考试时间：{plain(held)}（{STATUSES[held.status]}）",
        "startDate": str(held.start),
        "endDate": str(held.end or held.start),
        "eventStatus": "https://schema.org/"
        + ("EventCancelled" if held.cancelled else "EventScheduled"),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "inLanguage": "zh-CN",
        "location": {
            "@type": "Place",
            "name": "各省考点，以准考证为准",
            "address": {"@type": "PostalAddress", "addressCountry": "CN"},
        },
    }
    if url:
        node["url"] = url
    return node


def course(provider: Provider, found: Course, url: str, built_on: date) -> Node:
    """A course. A price is offered only while it was surely seen within the last 90 days."""
    title, name = found.title, provider.name
    node: Node = {
        "@context": CONTEXT,
        "@type": "Course",
        "name": title,
        "description": f"{name}自己的说法，没有核实：{title}，类型：{COURSE_KINDS[found.kind]}",
        "inLanguage": "zh-CN",
        "provider": {"@type": "Organization", "name": name},
    }
    if url:
        node["mainEntityOfPage"] = url
    if found.url != "unknown":
        node["url"] = found.url
    prices = () if found.prices == "unknown" or found.status == "ended" else found.prices
    offers = [
        {
            "@type": "Offer",
            "price": price.yuan,
            "priceCurrency": "CNY",
            "category": SCOPES[price.scope],
            "priceValidUntil": (
                first_day(price.price_checked_on) + timedelta(days=PRICE_HOLDS_DAYS)
            ).isoformat(),
        }
        for price in prices
        if price_holds(price, built_on) and not price.starting_at
    ]
    if offers:
        node["offers"] = offers
    return node


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> Node:
    """The way from the home page, as names and absolute addresses."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": i, "name": name, "item": url}
            for i, (name, url) in enumerate(trail, 1)
        ],
    }
