"""`jsonl`: one request a line in, one answer a line out, in order."""

from collections.abc import Iterator
from typing import BinaryIO

from checker.bridge import handle, refuse
from checker.parsing import MAX_BYTES


def answer_lines(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers every line of `requests`, blank ones too; memory does not grow with the input."""
    for line in bounded_lines(requests, MAX_BYTES):
        answers.write(answer_line(line).encode("utf-8") + b"\n")
        answers.flush()


def answer_line(line: bytes) -> str:
    if len(line) > MAX_BYTES:
        return refuse("too_large", limit=MAX_BYTES)
    try:
        return handle(line.decode("utf-8"))
    except UnicodeDecodeError:
        return refuse("not_utf8")


def bounded_lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Lines without their end; of a longer one only `limit` + 1 bytes are kept."""
    while line := stream.readline(limit + 2):
        rest = line
        while not rest.endswith(b"\n") and rest:
            rest = stream.readline(limit)
        yield line.removesuffix(b"\n").removesuffix(b"\r")[: limit + 1]
