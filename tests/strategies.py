"""Hypothesis strategies for good `assess` requests, crowded around the days where rules change."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

FIRST, LAST = date(2021, 12, 17), date(2099, 12, 31)

EDGES = [
    FIRST, FIRST + timedelta(1), date(2021, 12, 31), date(2022, 1, 1), date(2024, 2, 28),
    date(2024, 2, 29), date(2024, 3, 1), date(2024, 12, 31), date(2025, 1, 1), date(2026, 2, 10),
    date(2099, 12, 30), LAST,
]  # fmt: skip

days_of_application = st.sampled_from(EDGES) | st.dates(FIRST, LAST)

lengths = st.sampled_from([1, 2, 3, 89, 90]) | st.integers(1, 90)

# Days from an earlier annotation to the application: around 0, around one window and around two.
gaps = (
    st.integers(0, 4)
    | st.integers(86, 94)
    | st.integers(176, 186)
    | st.integers(0, 200)
    | st.integers(-120, -1)
)


@st.composite
def annotations(draw: st.DrawFn, around: date, gap: st.SearchStrategy[int]) -> dict[str, Any]:
    applied = min(max(around - timedelta(draw(gap)), FIRST), LAST)
    if draw(st.booleans()):
        return {"applied_on": str(applied), "days": draw(lengths)}
    printed = applied + timedelta(draw(st.sampled_from([0, 1, 89, 90, 91]) | st.integers(0, 91)))
    return {"applied_on": str(applied), "valid_until": str(printed)}


@st.composite
def certificates(draw: st.DrawFn) -> dict[str, Any]:
    years = st.sampled_from([1994, 2020, 2021, 2022, 2099]) | st.integers(1994, 2099)
    issued = st.sampled_from([FIRST - timedelta(1), FIRST, FIRST + timedelta(1)]) | st.dates(
        date(1994, 1, 1), LAST
    )
    given = draw(st.sampled_from(["nothing", "exam_year", "issued_on", "both"]))
    if given == "nothing":
        return {}
    if given == "exam_year":
        return {"exam_year": draw(years)}
    issued_on = draw(issued)
    if given == "issued_on":
        return {"issued_on": str(issued_on)}
    return {"exam_year": min(draw(years), issued_on.year), "issued_on": str(issued_on)}


@st.composite
def requests(
    draw: st.DrawFn,
    most: int = 7,
    gap: st.SearchStrategy[int] = gaps,
    day: st.SearchStrategy[date] = days_of_application,
) -> dict[str, Any]:
    """A good request that names every member, its annotations in any order, some of them twice."""
    apply_on = draw(day)
    history = draw(st.lists(annotations(apply_on, gap), max_size=most))
    if history and draw(st.booleans()):
        history.append(draw(st.sampled_from(history)))
    return {
        "op": "assess",
        "apply_on": str(apply_on),
        "days": draw(lengths),
        "certificate": draw(certificates()),
        "annotations": history,
    }
