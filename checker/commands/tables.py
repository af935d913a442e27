"""Tables as files: opened, shown to be under way, and put in place only when they are whole."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from checker.batch.tables import Bytes

STANDARD = "-"
WORKBOOK = ".xlsx"
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
PARTIAL = ".partial"
BAR_WIDTH = 30


@contextmanager
def reading(name: str) -> Iterator[Bytes]:
    """The bytes of a file or of standard input; on a terminal a bar says how far they are read."""
    if name == STANDARD:
        yield _Watched(sys.stdin.buffer, 0)
        return
    with open(name, "rb") as file:
        watched = _Watched(file, os.fstat(file.fileno()).st_size)
        try:
            yield watched
        finally:
            watched.finish()


class Nowhere:
    """A text that is not kept."""

    def write(self, text: str, /) -> None:
        pass


def is_workbook(name: str) -> bool:
    """Whether a file begins as the files of spreadsheet programs do."""
    if name == STANDARD or not os.path.isfile(name):
        return False
    with open(name, "rb") as file:
        return file.read(4) in WORKBOOKS


def write_bytes(name: str, content: bytes) -> None:
    """Puts a whole file in place at once."""
    partial = f"{os.path.realpath(name)}{PARTIAL}"
    try:
        with open(partial, "wb") as file:
            file.write(content)
        os.replace(partial, os.path.realpath(name))
    finally:
        with suppress(FileNotFoundError):
            os.remove(partial)


@contextmanager
def writing(name: str) -> Iterator[TextIO]:
    """A text to write to a file or to standard output, in UTF-8.

    A file takes its name at the end, when something was written: what stood there before stays when
    something goes wrong.
    """
    if name == STANDARD:
        with _text(sys.stdout.fileno(), closefd=False) as text:
            yield text
        return
    if os.path.exists(name) and not os.path.isfile(name):  # a device, a pipe
        with _text(name) as text:
            yield text
        return
    whole = os.path.realpath(name)
    partial = f"{whole}{PARTIAL}"
    try:
        with _text(partial) as text:
            yield text
        if os.path.getsize(partial):
            os.replace(partial, whole)
    finally:
        with suppress(FileNotFoundError):
            os.remove(partial)


def _text(file: str | int, closefd: bool = True) -> TextIO:
    return open(file, "w", encoding="utf-8", newline="", closefd=closefd)


class _Watched:
    """Bytes whose reading moves a bar on a terminal."""

    def __init__(self, source: Bytes, size: int) -> None:
        self.source = source
        self.size = size
        self.read_so_far = 0
        self.shows = bool(size) and sys.stderr.isatty()

    def read(self, size: int, /) -> bytes:
        chunk = self.source.read(size)
        self.read_so_far += len(chunk)
        if self.shows:
            done = min(1.0, self.read_so_far / self.size)
            bar = "█" * round(done * BAR_WIDTH)
            sys.stderr.write(f"\r{bar:░<{BAR_WIDTH}} {done:4.0%}")
            sys.stderr.flush()
        return chunk

    def finish(self) -> None:
        if self.shows:
            sys.stderr.write("\n")
