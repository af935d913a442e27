"""Lines as they arrive: whatever the pieces, the same lines; of an over-long one, its length only."""

import io
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from checker.lines import answer_lines, arriving_lines

LIMIT = 6


class Pieces(io.BytesIO):
    """A stream that hands its bytes over in given pieces."""

    def __init__(self, pieces: list[bytes]) -> None:
        super().__init__()
        self.pieces: Iterator[bytes] = iter(pieces)

    def read1(self, size: int | None = -1, /) -> bytes:
        return next(self.pieces, b"")


small_pieces = st.lists(st.text("x\r\n", min_size=1, max_size=9).map(str.encode), max_size=12)


@given(small_pieces)
def test_the_same_lines_however_they_arrive(pieces: list[bytes]):
    whole = b"".join(pieces)
    expected = whole.split(b"\n")
    if not expected[-1]:
        expected.pop()
    lines = [line for batch in arriving_lines(Pieces(pieces), LIMIT) for line in batch]
    assert len(lines) == len(expected)
    for line, full in zip(lines, expected, strict=True):
        full = full.removesuffix(b"\r")
        assert (len(line) > LIMIT) == (len(full) > LIMIT)
        if len(full) <= LIMIT:
            assert line == full


@given(small_pieces)
def test_no_more_of_a_line_is_kept_than_needed(pieces: list[bytes]):
    longest = LIMIT + 2 + max(map(len, pieces), default=0)
    for batch in arriving_lines(Pieces(pieces), LIMIT):
        assert all(len(line) <= longest for line in batch)


def test_one_answer_a_line():
    answers = io.BytesIO()
    answer_lines(Pieces([b"[]\n[", b"]\n", b"\n\xff"]), answers)
    codes = [line.split(b'"')[7] for line in answers.getvalue().splitlines()]
    assert codes == [b"not_an_object", b"not_an_object", b"not_json", b"not_utf8"]
