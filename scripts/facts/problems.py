"""What is wrong in a file of facts, said so that it can be mended."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`field` is the path inside the file; a `notice` asks for a look and breaks no build."""

    file: str
    line: int
    field: str
    expected: str
    mend: str
    notice: bool = False

    def __str__(self) -> str:
        what = "提示" if self.notice else "错误"
        return f"{self.file}:{self.line}: {what}：{self.field}：{self.expected}。改法：{self.mend}"


class FactsError(Exception):
    """The facts cannot be used; carries every problem found, not the first alone."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["FactsError"], tuple[list[Problem]]]:
        """The same where it is raised in another process."""
        return type(self), (self.problems,)
