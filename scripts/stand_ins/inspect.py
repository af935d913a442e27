"""What `dataclasses` and Pyodide's start ask of `inspect`."""

from collections.abc import Callable
from typing import Any


def get_annotations(of: type) -> dict[str, Any]:
    return dict(of.__dict__.get("__annotations__", {}))  # noqa: RUF063 (this is that function)


def signature(of: object) -> None:
    """`dataclasses` then writes no signature into the docstring, which nobody reads here."""
    raise ValueError("no signatures here")


def unwrap(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def iscoroutinefunction(function: object) -> bool:
    return False
