"""Stage: beside each file a copy in brotli and one in gzip, for servers that send those as they are.

Where the disk allows, each is the kept file itself under another name: it is replaced, never written into.
"""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from scripts.packing import KEPT, PACKED, packed

WORTH_IT = 0.95  # of the size; above that a browser gains nothing


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
    kept = {suffix: packed(content, suffix) for suffix in PACKED}
    if min(copy.stat().st_size for copy in kept.values()) < WORTH_IT * len(content):
        for suffix, copy in kept.items():
            place(copy, path.with_name(path.name + suffix))
    return {copy.name for copy in kept.values()}


def place(copy: Path, path: Path) -> None:
    """`path` becomes what `copy` is; what stood there is another file's no longer."""
    try:
        os.link(copy, path)
    except OSError:  # another disk, or something stands there
        path.unlink(missing_ok=True)
        shutil.copyfile(copy, path)
