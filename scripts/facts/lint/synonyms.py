"""A word that people type stands in one line of the near-words, and leads to other words."""

import unicodedata
from collections.abc import Iterator

from scripts.facts.load import Dataset
from scripts.facts.problems import Problem


def check(dataset: Dataset) -> Iterator[Problem]:
    document = dataset.documents["synonyms.yml"]
    first: dict[str, int] = {}
    for i, row in enumerate(dataset.synonyms.near):
        for j, word in enumerate(row.asked):
            place = ("near", i, "asked", j)
            if word != unicodedata.normalize("NFKC", word).lower() or " " in word:
                yield document.problem(
                    place, f"{word} 应没有空格、大写字母和全角字母数字", "改成半角小写"
                )
            if word in first:
                yield document.problem(
                    place, f"{word} 在第 {first[word]} 行已经有了", "合成一行，或删去一处"
                )
            first.setdefault(word, document.line(place))
            if row.means == (word,):
                yield document.problem(place, f"{word} 只指它自己", "写上页面的写法，或删去")
    for j, word in enumerate(dataset.synonyms.ignored):
        if word in first:
            yield document.problem(
                ("ignored", j), f"{word} 在第 {first[word]} 行是近义词", "只留一处"
            )
