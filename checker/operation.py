"""What an operation of the text boundary is made of; each module of `operations/` exports one."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from checker.requests import AsOf


class Asked(NamedTuple):
    """A request as it was understood.

    echo: as the answer repeats it, defaults filled in; fields: what each member means, dates as day
    numbers.
    """

    echo: dict[str, Any]
    fields: dict[str, Any]


class Found(NamedTuple):
    """What an operation finds: the members of its answer, and what makes those that tell why
    (`explanation`, `sources`), which who only goes on from the answer does not read.
    """

    members: dict[str, Any]
    explained: Callable[[], dict[str, Any]]

    def whole(self) -> dict[str, Any]:
        """All members of the answer, in order."""
        return {**self.members, **self.explained()}


class Operation(NamedTuple):
    """One operation.

    name: the `op` of its requests; rule_sets: what its answers rest on, each with the reader that
    chooses a version of it; read: understands a request, raises Fault; answer: the members of the
    answer that follow `ok`, `op` and `asked`.
    """

    name: str
    rule_sets: tuple[AsOf, ...]
    read: Callable[[Mapping[str, Any]], Asked]
    answer: Callable[[Asked], dict[str, Any]]

    def __call__(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a request of this operation. Raises Fault."""
        asked = self.read(request)
        return {"ok": True, "op": self.name, "asked": asked.echo, **self.answer(asked)}
