"""Addresses carry nothing that follows the reader or pays anybody for the visit."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from scripts.facts.load import Dataset
from scripts.facts.problems import Problem
from scripts.facts.walk import models

TRACKING = re.compile(
    r"utm_\w+|hm(sr|pl|cu|kw|ci)|(g|fb|ms|y|qh)clkid|(g|fb|ms|y|qh)clid|qhclickid|bd_vid|spm|scm"
    r"|from|ref|referr?er|aff\w*|partner|channel(id)?|share_?\w*|invite\w*|promo\w*",
    re.IGNORECASE,
)


REMEDY = "删去这个参数，确认网址仍能打开"


def tracking(url: str) -> list[str]:
    """What is wrong with an address, for each name in its query that follows the reader."""
    names = [name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)]
    return [f"网址里有跟踪参数 {name}" for name in names if TRACKING.fullmatch(name)]


def check(dataset: Dataset) -> Iterator[Problem]:
    for (document, path), model in models(dataset):
        url = getattr(model, "url", None)
        for wrong in tracking(url) if isinstance(url, str) else ():
            yield document.problem((*path, "url"), wrong, REMEDY)
