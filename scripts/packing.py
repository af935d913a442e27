"""Files packed as servers send them.

Packing tightly takes longer than all stages of a build; so what was packed once is kept in build/, by
its content.
"""

import gzip
import hashlib
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from scripts.places import BUILD

PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    ".br": partial(brotli.compress, quality=11, lgwin=24),
    ".gz": partial(gzip.compress, compresslevel=9, mtime=0),
}
KEPT = BUILD / "packed"


def packed(content: bytes, suffix: str) -> Path:
    """The copy in KEPT, packed as PACKED says of the suffix."""
    copy = KEPT / f"{hashlib.sha256(content).hexdigest()}{suffix}"
    if not copy.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        partly = copy.with_suffix(f".{os.getpid()}")
        partly.write_bytes(PACKED[suffix](content))
        partly.rename(copy)
    return copy


def on_the_wire(content: bytes) -> int:
    """How many bytes of it a server sends (brotli)."""
    return packed(content, ".br").stat().st_size
