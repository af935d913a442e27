"""Eligibility and study by brute force: the definitions read aloud, one day or one year at a time.

Written from the definitions alone. It imports nothing from `checker` and shares no arithmetic with
it: a day counts or it does not, a month of work is counted off day by day, a year is asked for or
not. Slow on purpose.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

DAY = timedelta(1)
END = date(2099, 12, 31)
READINGS = [(sum_, by) for sum_ in ("days", "months") for by in ("year_end", "registration")]
YEARS = {
    ("college", "pharmacy"): 4,
    ("college", "related"): 5,
    ("bachelor", "pharmacy"): 2,
    ("bachelor", "related"): 3,
    ("graduate", "pharmacy"): 1,
    ("graduate", "related"): 2,
    ("doctor", "pharmacy"): 0,
    ("doctor", "related"): 1,
}


def _date(text: str | None) -> date:
    return END if text is None else date.fromisoformat(text)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(k) for k in range((last - first).days + 1)]


def same_day_of_month(day: int, year: int, month: int) -> date | None:
    """Day `day` of a month, None where the month has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_on(first: date, months: int) -> tuple[int, int]:
    year, month = first.year, first.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return year, month


@lru_cache(maxsize=100_000)
def month_end(first: date, n: int) -> date:
    """The last day of the n-th month of a stretch that begins on `first`."""
    year, month = months_on(first, n)
    day = same_day_of_month(first.day, year, month)
    if day is not None:
        return day - DAY
    last = date(year, month, 28)
    while (last + DAY).month == month:
        last += DAY
    return last


def is_long(first: date, last: date) -> bool:
    """Whether a full-time study is longer than half a year."""
    year, month = months_on(first, 6)
    day = same_day_of_month(first.day, year, month)
    if day is None:
        following = months_on(date(year, month, 1), 1)
        day = date(*following, 1)
    return last >= day


class Person:
    def __init__(self, request: dict[str, Any]) -> None:
        self.studies = request["studies"]
        self.title = request["senior_title"]
        self.in_post: set[date] = set()
        for post in request["posts"]:
            self.in_post.update(_days(_date(post["from"]), _date(post.get("to"))))
        self.away: set[date] = set()
        for study in request["full_time_studies"]:
            first, last = _date(study["from"]), _date(study.get("to"))
            if is_long(first, last):
                self.away.update(_days(first, last))
        relevant = [
            _date(s["graduated"]) for s in self.studies if (s["degree"], s["field"]) in YEARS
        ]
        self.diploma = min(relevant) if relevant else None
        self.days = sorted(self.in_post)

    def why_not(self, day: date) -> str | None:
        """Why a day in a post does not count; None if it does."""
        if self.diploma is None or day < self.diploma:
            return "before_diploma"
        return "full_time_study" if day in self.away else None

    def left_out(self, until: date) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        for day in self.days:
            why = self.why_not(day)
            if day > until or why is None:
                continue
            if found and found[-1]["why"] == why and found[-1]["to"] == str(day - DAY):
                found[-1]["to"] = str(day)
            else:
                found.append({"from": str(day), "to": str(day), "why": why})
        return found


class Tally:
    """Work counted off day by day: days, and whole months of each uninterrupted stretch."""

    def __init__(self) -> None:
        self.days = self.months = 0
        self.before = self.began = date.min
        self.month = 1

    def add(self, day: date) -> None:
        if day != self.before + DAY:
            self.began, self.month = day, 1
        self.days += 1
        self.before = day
        if day == month_end(self.began, self.month):
            self.months += 1
            self.month += 1

    def amount(self, sum_: str) -> int:
        return self.days if sum_ == "days" else self.months


def tally(person: Person, until: date) -> Tally:
    found = Tally()
    for day in person.days:
        if day <= until and person.why_not(day) is None:
            found.add(day)
    return found


def needs(study: dict[str, Any], sum_: str) -> int:
    return YEARS[study["degree"], study["field"]] * (365 if sum_ == "days" else 12)


def counts(study: dict[str, Any], by: str, year: int) -> bool:
    if (study["degree"], study["field"]) not in YEARS:
        return False
    graduated = _date(study["graduated"])
    return graduated <= date(year, 12, 31) if by == "year_end" else graduated < date(year, 1, 1)


def missing_days(person: Person, study: dict[str, Any], reading: tuple[str, str], year: int) -> Any:
    """Work one day more after the year, again and again, until it is enough."""
    sum_, by = reading
    if not counts(study, by, year):
        return None
    day = date(year, 12, 31)
    work = tally(person, day)
    added = 0
    while work.amount(sum_) < needs(study, sum_):
        day += DAY
        work.add(day)
        added += 1
    return added


def earliest(person: Person) -> dict[tuple[str, str], int | None]:
    """Walk through all the years, and stop for each reading at the first that is enough."""
    found: dict[tuple[str, str], int | None] = dict.fromkeys(READINGS)
    work, at = Tally(), 0
    for year in range(2022, 2100):
        while at < len(person.days) and person.days[at] <= date(year, 12, 31):
            if person.why_not(person.days[at]) is None:
                work.add(person.days[at])
            at += 1
        for reading in READINGS:
            sum_, by = reading
            if found[reading] is None and any(
                counts(s, by, year) and work.amount(sum_) >= needs(s, sum_) for s in person.studies
            ):
                found[reading] = year
        if None not in found.values():
            break
    return found


def eligibility(request: dict[str, Any]) -> dict[str, Any]:
    """The numeric part of the answer to a good request with all its lists and an exam year."""
    person, year = Person(request), request["exam_year"]
    until = date(year, 12, 31)
    first = earliest(person)
    said = {r: first[r] is not None and first[r] <= year for r in READINGS}
    studies = []
    for study in person.studies:
        missing = {r: missing_days(person, study, r, year) for r in READINGS}
        hopeless = all(days is None for days in missing.values())
        studies.append(
            {
                **study,
                "years_needed": None if hopeless else YEARS[study["degree"], study["field"]],
                "readings": [
                    {
                        "sum": r[0],
                        "by": r[1],
                        "eligible": missing[r] == 0,
                        "missing_days": missing[r],
                    }
                    for r in READINGS
                ],
            }
        )
    by_days = [s["readings"][0]["missing_days"] for s in studies]
    told = [days for days in by_days if days is not None]
    this_year = any(day.year == year for day in person.in_post)
    exempt = "no" if not person.title else "yes" if this_year else "depends"
    work = tally(person, until)
    counted = [d for d in person.days if d <= until and person.why_not(d) is None]
    years = list(first.values())
    return {
        "verdict": "eligible"
        if all(said.values())
        else "depends"
        if any(said.values())
        else "not_eligible",
        "earliest": {
            "possible": min((y for y in years if y is not None), default=None),
            "certain": None if None in years else max(years),
        },
        "readings": [{"sum": r[0], "by": r[1], "eligible": said[r]} for r in READINGS],
        "counted": {
            "from": str(counted[0]) if counted else None,
            "until": str(until),
            "days": work.days,
            "months": work.months,
            "left_out": person.left_out(until),
        },
        "studies": studies,
        "best": by_days.index(min(told)) if told else None,
        "subjects": {"exempt": exempt, "count": {"no": 4, "yes": 2, "depends": None}[exempt]},
    }


def study(request: dict[str, Any]) -> dict[str, Any]:
    """The numeric part of the answer to a good request with `apply_on`."""
    apply_on = date.fromisoformat(request["apply_on"])
    every_year = range(1950, 2110)
    readings = []
    if "approved_on" in request:
        approved = date.fromisoformat(request["approved_on"])
        years_of = {"approval": approved.year}
        if "received_on" in request:
            years_of["receipt"] = int(request["received_on"][:4])
        day = 28 if (approved.month, approved.day) == (2, 29) else approved.day
        late = apply_on > date(approved.year + 5, approved.month, day)
        for year_of, own in years_of.items():
            for from_ in ("second_year", "after_second_year"):
                for until in ("before", "including"):
                    earliest_year = approved.year + (1 if from_ == "second_year" else 2)
                    asked = [
                        y
                        for y in every_year
                        if y >= earliest_year
                        and (y < apply_on.year or (y == apply_on.year and until == "including"))
                    ]
                    if late:
                        last = apply_on.year if until == "including" else apply_on.year - 1
                        near = [last - 4, last - 3, last - 2, last - 1, last]
                        asked = [y for y in asked if y in near]
                    if apply_on.year == own:
                        asked = []
                    readings.append(
                        {"year_of": year_of, "from": from_, "until": until, "years": asked}
                    )
    else:
        end = date.fromisoformat(request["registered_until"])
        day, anniversary = end, (end + DAY)
        while (anniversary.year - (day.year)) < 5 or (day.month, day.day) != (
            anniversary.month,
            anniversary.day,
        ):  # back to the day that is five years before the day after the end
            day -= DAY
        shared = set()
        while day <= end:
            shared.add(day.year)
            day += DAY
        begun = [y for y in sorted(shared) if date(y, 1, 1) <= apply_on]
        readings = [
            {"until": "before", "years": [y for y in begun if y != apply_on.year]},
            {"until": "including", "years": begun},
        ]
    lists = [reading["years"] for reading in readings]
    certain = [y for y in every_year if any(y in years for years in lists)]
    possible = [y for y in every_year if all(y in years for years in lists)]
    asking = [bool(years) for years in lists]
    found = {
        "needed": "years" if all(asking) else "depends" if any(asking) else "none",
        "years": {"certain": certain, "possible": possible},
        "hours_each": {str(y): 90 if y >= 2021 else None for y in certain},
        "readings": readings,
    }
    if "registered_until" in request:
        found["open"] = [y for y in certain if y not in possible]
    return found
