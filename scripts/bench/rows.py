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


def cpu_seconds(action: Callable[[], object], rounds: int = 5) -> float:
    """The quickest of some rounds, in CPU seconds of this process: what one core can do."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        action()
        best = min(best, time.process_time() - started)
    return best
