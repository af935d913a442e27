"""`make profile`: writes down which functions of compiled Python answers call (scripts/runtime/profile.json).

The worker that readers run is run in Node, twice: started, and taken up from the memory of the first
start, with every case and with damaged requests and tables from fixed seeds.
"""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

from scripts.packing import on_the_wire
from scripts.places import BUILD
from scripts.runtime.functions import called_before, keep_called, watched, write_profile
from scripts.runtime.package import make
from scripts.runtime.pinned import WASM
from tests.scripts.runtime.asked import (
    Message,
    cases,
    good,
    in_node,
    made_up_requests,
    made_up_tables,
)

REQUESTS = 30_000
TABLES = 1_500
SEED = 20261127


def main() -> None:
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as name:
        scratch = Path(name)
        mentioned: set[str] = set()

        def compiled(target: Path, names: set[str]) -> None:
            mentioned.update(names)
            watched(target)

        folder = scratch / "runtime"
        folder.mkdir()
        make(folder, scratch, compiled)
        called = called_before()
        files = (scratch / "memory", scratch / "called")
        for first in range(2):
            asked = [
                *cases(),
                *made_up_requests(SEED + first, REQUESTS // 2),
                *made_up_tables(SEED + first, TABLES // 2),
            ]
            called |= _called(folder, asked, files)
        files[0].unlink()
        answering = _called(folder, good(), files) | _called(folder, good(), files)
        refusing = _called(folder, good(refused=True), files) - answering
        called |= refusing
        small = scratch / WASM
        keep_called(small, called, mentioned)
        write_profile(called, refusing, small, on_the_wire(small.read_bytes()))
        print(f"{len(called)} functions are called: {small.stat().st_size:,} bytes")


def _called(folder: Path, asked: Iterable[Message], files: tuple[Path, Path]) -> set[int]:
    """The functions; from the memory among `files` if it is there."""
    remembered = files[0].exists()
    said = in_node(folder, asked, *files)
    assert said[0] == {"type": "ready", "from": "memory" if remembered else "start"}
    return set(json.loads(files[1].read_text("utf-8")))


if __name__ == "__main__":
    main()
