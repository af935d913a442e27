"""A near-word leads to one term, in one step: no word stands twice, and no near-word is a term."""

from collections.abc import Iterator

from scripts.facts.load import Dataset
from scripts.facts.problems import Problem


def check(dataset: Dataset) -> Iterator[Problem]:
    document = dataset.documents["synonyms.yml"]
    terms: set[str] = set()
    for i, synonym in enumerate(dataset.synonyms):
        if synonym.term in terms:
            yield document.problem((i, "term"), f"{synonym.term} 写了两行", "合成一行")
        terms.add(synonym.term)
    seen: dict[str, str] = {}
    for i, synonym in enumerate(dataset.synonyms):
        for near in synonym.near:
            word = near.casefold()
            if near in terms:
                yield document.problem(
                    (i, "near"), f"{near} 自己就是一个 term", "把两行合起来，或删去它"
                )
            elif word in seen:
                yield document.problem(
                    (i, "near"), f"{near} 已经写在 {seen[word]} 那一行", "只留一处"
                )
            seen.setdefault(word, synonym.term)
