"""An area registers inside the country's span, which is the union over the areas."""

from collections.abc import Iterator

from scripts.facts.lint.periods import groups
from scripts.facts.load import Dataset
from scripts.facts.problems import Problem


def check(dataset: Dataset) -> Iterator[Problem]:
    for group in groups(dataset):
        own = group.own.get("registration")
        country = group.national.registration if group.national else None
        if not (own and country and country.start and country.end):
            continue
        if country.status == "expected":
            continue
        first, last = country.start.first, country.end.last
        for edge, moment in (("start", own.start), ("end", own.end)):
            if moment and not first <= moment.first <= last:
                yield group.document.problem(
                    (*group.path, "registration", edge),
                    f"应在全国跨度 {country.start} 至 {country.end} 之内",
                    "核对本省公告；若公告确实如此，先改全国跨度",
                )
