"""Stage: beside each file a copy in brotli and one in gzip, for servers that send those as they are.

Packing tightly takes longer than all other stages; so what was packed once is kept in build/, by
its content.
"""

import gzip
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from scripts.places import BUILD

PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    ".br": partial(brotli.compress, quality=11, lgwin=24),
    ".gz": partial(gzip.compress, compresslevel=9, mtime=0),
}
WORTH_IT = 0.95  # of the size; above that a browser gains nothing
KEPT = BUILD / "packed"


def compress(site: Path) -> None:
    """Writes the packed copies below `site`; a file that hardly shrinks gets none."""
    for path in [path for path in site.rglob("*") if path.suffix in PACKED]:
        path.unlink()  # MkDocs packs its sitemap itself
    KEPT.mkdir(parents=True, exist_ok=True)
    files = sorted(to_pack(site), key=lambda path: -path.stat().st_size)
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as processes:
        used = set().union(*processes.map(_pack, files))
    for path in KEPT.iterdir():
        if path.name not in used:
            path.unlink()


def to_pack(site: Path) -> Iterator[Path]:
    """The files below `site` that are no packed copies."""
    for path in site.rglob("*"):
        if path.is_file() and path.suffix not in PACKED:
            yield path


def _pack(path: Path) -> set[str]:
    """The names in KEPT of what this file was packed to."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    kept = {suffix: KEPT / f"{digest}{suffix}" for suffix in PACKED}
    for suffix, copy in kept.items():
        if not copy.exists():
            partly = copy.with_suffix(f".{os.getpid()}")
            partly.write_bytes(PACKED[suffix](content))
            partly.rename(copy)
    if min(copy.stat().st_size for copy in kept.values()) < WORTH_IT * len(content):
        for suffix, copy in kept.items():
            shutil.copyfile(copy, path.with_name(path.name + suffix))
    return {copy.name for copy in kept.values()}
