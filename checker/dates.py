"""Civil dates in Asia/Shanghai as day numbers.

Inside the checker a date is a proleptic Gregorian ordinal (1 = 0001-01-01), so that every rule
is whole-number arithmetic in days. Text becomes a day number here, and only here.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")

# China has kept one offset without daylight saving since 1991, so no time-zone database is needed.
CHINA_OFFSET = timedelta(hours=8)


def day(text: str) -> int:
    """Day number of an ISO date `YYYY-MM-DD` known to be good, as in the rule data."""
    return date.fromisoformat(text).toordinal()


@lru_cache(maxsize=1024)  # an answer names the same few days again and again
def iso(number: int) -> str:
    """`YYYY-MM-DD` of a day number."""
    return date.fromordinal(number).isoformat()


@lru_cache(maxsize=1024)
def chinese(number: int) -> str:
    """`2026年2月10日`, for sentences."""
    d = date.fromordinal(number)
    return f"{d.year}年{d.month}月{d.day}日"


def year(number: int) -> int:
    """The calendar year in which a day lies."""
    return date.fromordinal(number).year


def years_later(number: int, years: int) -> int:
    """The same calendar day `years` later; 29 February becomes 1 March where there is none."""
    return months_later(number, 12 * years)


def months_later(number: int, months: int) -> int:
    """The same day of the month `months` later, or the first of the month after where that month
    has no such day."""
    d = date.fromordinal(number)
    years, month = divmod(d.month - 1 + months, 12)
    try:
        return date(d.year + years, month + 1, d.day).toordinal()
    except ValueError:  # the months without a 29th, 30th or 31st all have a next one in their year
        return date(d.year + years, month + 2, 1).toordinal()


def today_in_china() -> int:
    """Today's day number in China, whatever zone the device's clock is set to. The only clock."""
    return (datetime.now(UTC) + CHINA_OFFSET).toordinal()
