"""Payment stays open at least until registration closes."""

from collections.abc import Iterator

from scripts.facts.lint.periods import groups
from scripts.facts.load import Dataset
from scripts.facts.problems import Problem


def check(dataset: Dataset) -> Iterator[Problem]:
    for group in groups(dataset):
        payment, registration = group.own.get("payment"), group.own.get("registration")
        paid, registered = payment and payment.end, registration and registration.end
        if paid and registered and paid.last < registered.first:
            yield group.document.problem(
                (*group.path, "payment", "end"),
                f"缴费截止不应早于报名截止 {registered}",
                "核对公告里的两个日期",
            )
