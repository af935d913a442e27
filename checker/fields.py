"""Readers of request fields: each takes a JSON value and returns what it means, or raises Fault.

Faults are found in document order: members are read as they stand in the text, then what is
missing, then what contradicts.
"""

from collections.abc import Callable, Mapping
from typing import Any

from checker import messages
from checker.dates import ISO_DATE, day, iso
from checker.faults import Fault

Read = Callable[[Any], Any]

LONGEST_ECHO = 40


class Object:
    """An object with known members; `check` sees all of them together at the end."""

    def __init__(
        self,
        members: Mapping[str, Read],
        required: tuple[str, ...] = (),
        check: Callable[[dict[str, Any]], None] | None = None,
    ) -> None:
        self.members = members
        self.required = required
        self.check = check

    def __call__(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise wrong_type("object", value)
        result = {}
        members = self.members
        for name, member in value.items():
            read = members.get(name)
            if read is None:
                known = "、".join(members)
                raise Fault("unknown_field", name, name=shorten(name), known=known)
            try:
                result[name] = read(member)
            except Fault as fault:
                raise fault.under(name) from None
        self.complete(result)
        return result

    def complete(self, result: dict[str, Any]) -> None:
        """Looks at members that have been read, all together. Raises Fault."""
        for name in self.required:
            if name not in result:
                raise Fault("missing_field", name, name=name)
        if self.check:
            self.check(result)


class Array:
    """An array of at most `limit` items; `twice` names the fault of an item that came before."""

    def __init__(self, item: Read, name: str, limit: int, twice: str | None = None) -> None:
        self.item = item
        self.name = name
        self.limit = limit
        self.twice = twice

    def __call__(self, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise wrong_type("array", value)
        if len(value) > self.limit:
            raise Fault("too_many", name=self.name, limit=self.limit, count=len(value))
        result: list[Any] = []
        for i, item in enumerate(value):
            try:
                read = self.item(item)
            except Fault as fault:
                raise fault.under(f"[{i}]") from None
            if self.twice and read in result:
                raise Fault(self.twice, f"[{i}]", number=result.index(read) + 1)
            result.append(read)
        return result


class Date:
    """A civil date `YYYY-MM-DD` between two days, both included; gives its day number."""

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    def __call__(self, value: Any) -> int:
        if not isinstance(value, str):
            raise wrong_type("date", value)
        if not ISO_DATE.fullmatch(value):
            raise Fault("date_format", value=shorten(value))
        try:
            number = day(value)
        except ValueError:
            raise Fault("date_not_real", value=value) from None
        if not self.low <= number <= self.high:
            raise Fault(
                "date_out_of_range", value=iso(number), low=iso(self.low), high=iso(self.high)
            )
        return number


class Integer:
    """A whole number between two, both included; `code` names the fault when it is outside."""

    def __init__(self, low: int, high: int, code: str) -> None:
        self.low = low
        self.high = high
        self.code = code

    def __call__(self, value: Any) -> int:
        if type(value) is not int:
            raise wrong_type("integer", value)
        if not self.low <= value <= self.high:
            raise Fault(self.code, value=value, low=self.low, high=self.high)
        return value


class OneOf:
    """One of some words."""

    def __init__(self, values: tuple[str, ...]) -> None:
        self.values = values

    def __call__(self, value: Any) -> str:
        name = text(value)
        if name not in self.values:
            known = "、".join(self.values)
            raise Fault("unknown_value", value=shorten(name), known=known)
        return name


def boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise wrong_type("boolean", value)
    return value


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise wrong_type("text", value)
    return value


def wrong_type(expected: str, value: Any) -> Fault:
    received = messages.RECEIVED[type(value).__name__]
    return Fault("wrong_type", expected=messages.TYPES[expected], value=received)


def shorten(value: str) -> str:
    return value if len(value) <= LONGEST_ECHO else value[:LONGEST_ECHO] + "…"
