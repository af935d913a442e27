"""Annotations say nothing to a running program: here every type is as good as any other.

NamedTuple alone makes something: `collections.namedtuple`, with the methods that were written to it.
"""

from collections import namedtuple
from collections.abc import Callable


class _Type:
    def __init__(self, *_: object, **__: object) -> None: ...

    def __getitem__(self, _: object) -> "_Type":
        return self

    def __or__(self, _: object) -> "_Type":
        return self

    __ror__ = __or__


class TypeVar(_Type): ...


class ParamSpec(_Type): ...


Any = BinaryIO = IO = NoReturn = Self = TextIO = _Type()


class Generic:
    def __class_getitem__(cls, _: object) -> type:
        return cls


class Protocol(Generic): ...


def overload(function: Callable[..., object]) -> Callable[..., object]:
    return function


def cast(_: object, value: object) -> object:
    return value


class _NamedTupleType(type):
    def __new__(cls, name: str, bases: tuple[type, ...], written: dict[str, object]) -> type:
        if not bases:
            return super().__new__(cls, name, bases, written)
        fields = list(written.pop("__annotations__"))  # type: ignore[call-overload]
        defaults = [written.pop(field) for field in fields if field in written]
        made: type = namedtuple(name, fields, defaults=defaults)  # type: ignore[misc]
        for attribute, value in written.items():
            setattr(made, attribute, value)
        return made


class NamedTuple(metaclass=_NamedTupleType): ...
