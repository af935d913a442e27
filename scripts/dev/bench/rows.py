"""A measured number, and how to measure one."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`value` in `unit`. `least` and `most` hold for the value, or, where there is one, for its
    ratio to `stock`: what Pyodide as npm delivers it needs for the same."""

    name: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None
    stock: float | None = None

    @property
    def ratio(self) -> float | None:
        return None if self.stock is None else self.value / self.stock

    @property
    def reached(self) -> bool:
        judged = self.value if self.ratio is None else self.ratio
        return (self.least is None or judged >= self.least) and (
            self.most is None or judged <= self.most
        )

    def __str__(self) -> str:
        """The value, and whether it is what it should be."""
        shown = f"{_number(self.value):>12} {self.unit}"
        if self.stock is not None:
            shown += f"; stock {_number(self.stock)} {self.unit}; ratio {self.ratio:.2f}"
        if self.least is None and self.most is None:
            return shown
        wanted = f"at least {self.least:,}" if self.least is not None else f"at most {self.most:,}"
        return f"{shown}  ({wanted}: {'reached' if self.reached else 'MISSED'})"


def _number(value: float) -> str:
    return f"{value:,.{2 if abs(value) < 10 else 1}f}"


def cpu_seconds(action: Callable[[], object], rounds: int = 5) -> float:
    """The quickest of some rounds, in CPU seconds of this process: what one core can do."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        action()
        best = min(best, time.process_time() - started)
    return best
