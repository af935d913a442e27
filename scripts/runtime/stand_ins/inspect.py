"""What Pyodide's start asks of `inspect`."""

from collections.abc import Callable
from typing import Any


def unwrap(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def iscoroutinefunction(function: object) -> bool:
    return False
