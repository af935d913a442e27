"""The address of a course is for ever: one id, one course, and no provider stands on a page of ours."""

from collections.abc import Iterator

from scripts.facts.load import Dataset
from scripts.facts.problems import Problem

# Pages of this site under courses/.
TAKEN = {"for-providers"}


def check(dataset: Dataset) -> Iterator[Problem]:
    for provider in dataset.providers.values():
        document = dataset.documents[f"courses/{provider.id}.yml"]
        if provider.id in TAKEN:
            yield document.problem(
                ("id",), f"courses/{provider.id}/ 是本站自己的页面", "换一个 id，文件名也一起改"
            )
        seen: set[str] = set()
        for i, course in enumerate(provider.courses):
            if course.id in seen:
                yield document.problem(
                    ("courses", i, "id"),
                    f"{course.id} 已经是另一门课程的 id",
                    "换一个没有用过的 id；用过的不再用",
                )
            seen.add(course.id)
