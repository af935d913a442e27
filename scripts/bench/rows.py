"""A measured number, and how to measure one."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`value` in `unit`; `target` is what it has to reach (`least`) or must not pass (`most`)."""

    name: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def reached(self) -> bool:
        return (self.least is None or self.value >= self.least) and (
            self.most is None or self.value <= self.most
        )

    def __str__(self) -> str:
        """The value, and whether it is what it should be."""
        shown = f"{self.value:>12,.{2 if abs(self.value) < 10 else 1}f} {self.unit}"
        if self.least is None and self.most is None:
            return shown
        wanted = f"at least {self.least:,}" if self.least is not None else f"at most {self.most:,}"
        return f"{shown}  ({wanted}: {'reached' if self.reached else 'MISSED'})"


def cpu_seconds(action: Callable[[], object], rounds: int = 5) -> float:
    """The quickest of some rounds, in CPU seconds of this process: what one core can do."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        action()
        best = min(best, time.process_time() - started)
    return best
