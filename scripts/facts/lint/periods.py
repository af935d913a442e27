"""The dated values of each exam year of the country and of each area, with their places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scripts.facts.kinds import KINDS
from scripts.facts.load import Dataset, Document, Path_
from scripts.facts.models import ExamYear, Period, ProvinceYear


@dataclass(frozen=True, slots=True)
class Group:
    """One exam year in one place: `own` are the periods written there, `exam` the exam that counts."""

    document: Document
    path: Path_
    year: int
    own: Mapping[str, Period]
    exam: Period | None
    national: ExamYear | None


def _own(node: ExamYear | ProvinceYear) -> Mapping[str, Period]:
    found = {kind: getattr(node, kind, None) for kind in KINDS}
    return {kind: p for kind, p in found.items() if isinstance(p, Period)}


def groups(dataset: Dataset) -> Iterator[Group]:
    for year, exam in dataset.exams.items():
        yield Group(dataset.documents[f"exams/{year}.yml"], (), year, _own(exam), exam.exam, None)
    for id_, province in dataset.provinces.items():
        document = dataset.documents[f"provinces/{id_}.yml"]
        for year, node in province.exams.items():
            national = dataset.exams.get(year)
            country = national.exam if national else None
            exam_day = node.exam if isinstance(node.exam, Period) else country
            yield Group(document, ("exams", year), year, _own(node), exam_day, national)
