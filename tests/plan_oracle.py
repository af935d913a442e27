"""Plans by brute force: day by day as docs/dev/checker.md says, and by trying every plan there is.

Imports nothing from `checker`; what counts when is taken from `tests.oracle`. Days are numbers.
"""

from collections.abc import Iterator

from tests.oracle import READINGS, Annotation, Numbers, used

LEAD = 2  # an application may be done late on the day after it


def covered_days(annotation: Annotation) -> set[int]:
    """The days on which it surely helps: from the second day after, to the safe end."""
    if annotation.printed is not None:
        end = annotation.printed
    else:
        end = annotation.applied_on + annotation.days - 1
    return {d for d in range(annotation.applied_on, end + 1) if d >= annotation.applied_on + LEAD}


def allowed(history: list[Annotation], day: int, numbers: Numbers) -> bool:
    """In every reading, with all of `history` made by then."""
    return all(used(history, day, reading, numbers) < numbers.cap for reading in READINGS)


def uncovered(history: list[Annotation], needed: set[int]) -> list[int]:
    return sorted(needed.difference(*map(covered_days, history)))


def latest_first(
    history: list[Annotation], needed: set[int], today: int, longest: int, numbers: Numbers
) -> tuple[list[int], set[int]]:
    """The days to apply on, and the needed days that stay uncovered, by the words of that page."""
    made, unmet, applications = list(history), set(), []
    while days := [d for d in uncovered(made, needed) if d not in unmet]:
        day = max(days[0] - LEAD, today)
        while not allowed(made, day, numbers):
            day += 1
        application = Annotation(day, longest, None)
        unmet.update(d for d in days if d < day + LEAD)
        if covered_days(application) & set(days):
            made.append(application)
            applications.append(day)
    return applications, unmet


def complete_plans(
    history: list[Annotation], needed: set[int], today: int, longest: int, numbers: Numbers
) -> Iterator[list[int]]:
    """Every plan without a needless application that covers every needed day.

    Each such plan covers the first uncovered day by some application: try all days that do.
    """

    def sequence_allowed(days: list[int]) -> bool:
        made = list(history)
        for day in sorted(days):
            if not allowed(made, day, numbers):
                return False
            made.append(Annotation(day, longest, None))
        return True

    def extend(days: list[int]) -> Iterator[list[int]]:
        made = [*history, *(Annotation(day, longest, None) for day in days)]
        left = uncovered(made, needed)
        if not left:
            yield sorted(days)
            return
        for day in range(max(today, left[0] - longest), left[0] + 1):
            helps = left[0] in covered_days(Annotation(day, longest, None))
            if helps and sequence_allowed([*days, day]):
                yield from extend([*days, day])

    return extend([])
