"""What may never be a link is not used as one."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scripts.facts.load import Dataset
from scripts.facts.models import Address, Source, Statement
from scripts.facts.problems import Problem
from scripts.facts.walk import models

URL = re.compile(r"https?://[^\s，。；、（）“”]+")


def host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def check(dataset: Dataset) -> Iterator[Problem]:
    sources = dataset.sources.values()
    linkable = {host(s.url) for s in sources if s.url and s.linkable}
    forbidden = {host(s.url) for s in sources if s.url and not s.linkable} - linkable
    for (document, path), model in models(dataset):
        if isinstance(model, Source):
            if model.linkable and not model.url:
                yield document.problem(
                    (*path, "linkable"), "没有网址的来源不能 linkable: true", "改成 false，或补网址"
                )
            if model.linkable and model.status == "background":
                yield document.problem(
                    (*path, "linkable"), "background 来源不能 linkable: true", "改成 false"
                )
            continue
        texts = {
            name: value
            for name in type(model).model_fields
            if isinstance(value := getattr(model, name), str)
            and (name != "url" or isinstance(model, Address | Statement))
        }
        for name, value in texts.items():
            for url in URL.findall(value):
                if host(url) in forbidden:
                    yield document.problem(
                        (*path, name),
                        f"{host(url)} 是 linkable: false 的来源，不能给读者当网址",
                        "换成官方网址，或删去网址只写名称",
                    )
