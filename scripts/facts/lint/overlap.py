"""Steps of one exam follow each other, and no list says the same year twice."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from scripts.facts.lint.periods import groups
from scripts.facts.load import Dataset
from scripts.facts.problems import Problem

# The second begins only after the first has ended.
IN_ORDER = (("registration", "admit_card"), ("payment", "admit_card"), ("registration", "exam"))


def check(dataset: Dataset) -> Iterator[Problem]:
    for group in groups(dataset):
        periods = dict(group.own)
        if group.exam:
            periods.setdefault("exam", group.exam)
        for earlier, later in IN_ORDER:
            first, second = periods.get(earlier), periods.get(later)
            end, start = first and first.end, second and second.start
            if end and start and end.last >= start.first:
                yield group.document.problem(
                    (*group.path, earlier, "end"),
                    f"应早于 {later} 的开始 {start}",
                    "核对两处日期",
                )
        card, exam = group.own.get("admit_card"), group.exam
        closes, last = card and card.end, exam and exam.end
        if closes and last and closes.first > last.last:
            yield group.document.problem(
                (*group.path, "admit_card", "end"),
                f"不应晚于考试最后一天 {last}",
                "核对两处日期",
            )
    yield from _repeated(dataset)


def _repeated(dataset: Dataset) -> Iterator[Problem]:
    for id_, province in dataset.provinces.items():
        document = dataset.documents[f"provinces/{id_}.yml"]
        lists: Mapping[str, Sequence[object]] = {
            "fees": [f.year for f in province.fees],
            "passed": [p.exam_year for p in province.passed],
        }
        for name, years in lists.items():
            for year, times in Counter(years).items():
                if times > 1:
                    yield document.problem((name,), f"{year} 年写了 {times} 次", "合并成一条")
    statistics = dataset.documents["statistics.yml"]
    series: Mapping[str, Sequence[object]] = {
        "pass_rates": [r.exam_year for r in dataset.statistics.pass_rates],
        "registered": [r.as_of for r in dataset.statistics.registered],
    }
    for name, keys in series.items():
        for key, times in Counter(keys).items():
            if times > 1:
                yield statistics.problem((name,), f"{key} 写了 {times} 次", "合并成一条")
