"""The sums in `why` are read as arithmetic: what is false is refused, and what says nothing."""

import pytest

from tests.case_files import assert_sum_holds


@pytest.mark.parametrize(
    "text",
    [
        "oldest leaves the window: 2026-01-01 + 90 = 2026-04-01",
        "2026-12-31 - 30 = 2026-12-01 and 2026-11-30 < 2026-12-01 <= 2026-12-01",
        "2025 - 2022 + 1 = 4 <= 4",
        "days left: 2026-11-30 - 2026-11-30 = 0",
    ],
)
def test_a_sum_that_holds(text: str):
    assert_sum_holds(text, "case")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-01-01 + 90 = 2026-04-02", "is false"),
        ("2026-01-01 + 90 = 2026-04-01, so 3 < 3", "is false"),
        ("nothing is needed", "holds no sum"),
        ("nothing is needed: 0 = 0", "says nothing"),
        ("on the day: 2021-12-17 = 2021-12-17", "says nothing"),
        ("from the first year on: 2021 >= 2021", "says nothing"),
        ("2026-01-01 + 90 = 2026-04-01; 2026-04-01 <= 2026-04-01", "says nothing"),
    ],
)
def test_a_sum_that_is_false_or_says_nothing(text: str, said: str):
    with pytest.raises(AssertionError, match=said):
        assert_sum_holds(text, "case")
