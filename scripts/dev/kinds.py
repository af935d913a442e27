"""The kinds of pages: for whoever must look at one of each, by eye (`make look`) or by test."""

import re
from collections.abc import Iterable
from typing import NamedTuple


class Kind(NamedTuple):
    """`example`: the address of one page, below the site's root; `pattern`: of all of the kind;
    `sheet`: the one of docs/assets/styles/ that the kind has besides base and print."""

    name: str
    example: str
    pattern: str
    sheet: str = ""


KINDS = (
    Kind("home", "", ""),
    Kind("not-found", "404.html", r"404\.html"),
    Kind("calendar", "calendar/", "calendar/", "facts"),
    Kind("year", "calendar/2025/", r"calendar/\d+/", "facts"),
    Kind("provinces", "provinces/", "provinces/", "facts"),
    Kind("province", "provinces/guangdong/", r"provinces/(?!states/)[\w-]+/", "facts"),
    Kind("states-of-facts", "provinces/states/", "provinces/states/", "facts"),
    Kind("journey", "guides/", "guides/"),
    Kind("fees", "guides/fees/", "guides/fees/", "facts"),
    Kind("certificates", "guides/scores-and-certificates/", "guides/scores-and-certificates/", "facts"),
    Kind("portals", "guides/continuing-education-portals/", "guides/continuing-education-portals/", "facts"),
    Kind("pass-rates", "guides/pass-rates/", "guides/pass-rates/", "facts"),
    Kind("guide", "guides/practice-registration/", r"guides/[\w-]+/"),
    Kind("faq", "guides/faq/", "guides/faq/"),
    Kind("misconceptions", "guides/misconceptions/", "guides/misconceptions/"),
    Kind("agenda", "tools/agenda/", "tools/agenda/", "tools"),
    Kind("annotation", "tools/annotation/", "tools/annotation/", "tools"),
    Kind("batch", "tools/batch/", "tools/batch/", "tools"),
    Kind("notice", "tools/notice/", "tools/notice/", "tools"),
    Kind("eligibility", "tools/eligibility/", "tools/eligibility/", "tools"),
    Kind("renewal", "tools/renewal/", "tools/renewal/", "tools"),
    Kind("scores", "tools/scores/", "tools/scores/", "tools"),
    Kind("study", "tools/study/", "tools/study/", "tools"),
    Kind("states-of-tools", "tools/states/", "tools/states/", "tools"),
    Kind("help", "tools/help/", "tools/help/"),
    Kind("courses", "courses/", "courses/", "facts"),
    Kind("for-providers", "courses/for-providers/", "courses/for-providers/"),
    Kind("provider", "courses/educity/", r"courses/[\w-]+/", "facts"),
    Kind("course", "courses/educity/tcm-carefree/", r"courses/[\w-]+/[\w-]+/", "facts"),
    Kind("sources", "about/sources/", "about/sources/", "facts"),
    Kind("open-questions", "about/open-questions/", "about/open-questions/", "facts"),
    Kind("coverage", "about/coverage/", "about/coverage/", "facts"),
    Kind("report", "about/report/", "about/report/", "tools"),
    Kind("data", "about/data/", "about/data/", "facts"),
    Kind("engineers", "about/engineers/", "about/engineers/"),
    Kind("licences", "about/licences/", "about/licences/"),
    Kind("offline", "about/offline/", "about/offline/"),
    Kind("about", "about/", r"about/([\w-]+/)?"),
)  # fmt: skip


def kind_of(address: str, kinds: Iterable[Kind] = KINDS) -> Kind:
    """The kind of a page; where patterns overlap, the one that names the page itself. Raises KeyError."""
    fits = [kind for kind in kinds if re.fullmatch(kind.pattern, address)]
    if not fits:
        raise KeyError(f"scripts/dev/kinds.py: no kind of page is at /{address}")
    return min(fits, key=lambda kind: len(re.findall(r"[][\\(*+?]", kind.pattern)))
