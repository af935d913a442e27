"""`jsonl`: one request a line in, one answer a line out, in order."""

from collections.abc import Iterator
from io import BufferedIOBase
from typing import BinaryIO, cast

from checker.bridge import handle, refuse
from checker.parsing import MAX_BYTES

CHUNK = 65_536


def answer_lines(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers every line of `requests`, blank ones too, as soon as it is there.

    Memory does not grow with the input.
    """
    for lines in arriving_lines(requests, MAX_BYTES):
        answers.write(b"".join([answer_line(line) + b"\n" for line in lines]))
        answers.flush()


def answer_line(line: bytes) -> bytes:
    if len(line) > MAX_BYTES:
        return refuse("too_large", limit=MAX_BYTES).encode("utf-8")
    try:
        return handle(line.decode("utf-8")).encode("utf-8")
    except UnicodeDecodeError:
        return refuse("not_utf8").encode("utf-8")


def arriving_lines(stream: BinaryIO, limit: int) -> Iterator[list[bytes]]:
    """Lines without their end (LF or CRLF), those that arrive together in one list.

    Of a line longer than `limit` bytes only enough is kept to see that it is.
    """
    rest = b""
    arriving = cast(BufferedIOBase, stream)
    while chunk := arriving.read1(CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[: limit + len(b"\r") + 1]
        yield [line.removesuffix(b"\r") for line in lines]
    if rest:
        yield [rest.removesuffix(b"\r")]
