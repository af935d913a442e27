"""The benchmark of tables measures what it says."""

from scripts.bench.batch import measure


def test_every_row_is_answered_and_measured():
    found = measure(300)
    assert found["rows"] == 300
    assert found["peak_mb"] > 1
