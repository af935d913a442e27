"""Moments as the facts write them: a month, a day, or a minute of a civil day in Asia/Shanghai.

`2025-12`, `2025-07-03`, `2025-07-03T16:00`; `T24:00` is the end of that day, as notices print it.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

PATTERN = r"^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2})?)?$"
Precision = Literal["month", "day", "minute"]


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """`first` and `last` are the civil days it may mean (equal unless only the month is known)."""

    first: date
    last: date
    time: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError, in words for a contributor, when the text is no real moment."""
        if not re.match(PATTERN, text):
            raise ValueError("应写成 YYYY-MM、YYYY-MM-DD 或 YYYY-MM-DDTHH:MM")
        day, _, time = text.partition("T")
        try:
            if len(day) == 7:
                year, month = int(day[:4]), int(day[5:])
                first = date(year, month, 1)
                return cls(first, date(year, month, calendar.monthrange(year, month)[1]))
            on = date.fromisoformat(day)
        except ValueError:
            raise ValueError(f"{day} 不是真实日期") from None
        if time and not re.match(r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$", time):
            raise ValueError(f"{time} 不是真实时刻（00:00 至 24:00）")
        return cls(on, on, time)

    @classmethod
    def day(cls, day: date) -> Self:
        return cls(day, day)

    def __str__(self) -> str:
        """As the facts write it."""
        if self.precision == "month":
            return f"{self.first:%Y-%m}"
        return self.first.isoformat() + (f"T{self.time}" if self.time else "")

    @property
    def precision(self) -> Precision:
        if self.first != self.last:
            return "month"
        return "minute" if self.time else "day"
