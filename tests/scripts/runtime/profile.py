"""`make profile`: writes down which functions of compiled Python answers call (scripts/runtime/profile.json).

The worker that readers run is run in Node, with every case and with damaged requests and tables from
fixed seeds. It goes on from the memory that the build saves, as it does for readers: what only Python's
start calls is not among them.
"""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scripts.packing import on_the_wire
from scripts.places import BUILD
from scripts.runtime.data import Table, make_ready
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
    too_much,
)

REQUESTS = 30_000
TABLES = 1_500
SEED = 20261127


def main() -> None:
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as name:
        scratch = Path(name)
        asked_of: list[set[Any]] = []

        def compiled(target: Path, names: set[str], held: set[int]) -> list[Table]:
            asked_of[:] = names, held
            watched(target)
            return []  # no table is empty

        folder = scratch / "runtime"
        folder.mkdir()
        make(folder, scratch, compiled)
        called = called_before()
        for asked in (
            cases(),
            made_up_requests(SEED, REQUESTS),
            made_up_tables(SEED, TABLES),
        ):
            called |= _called(folder, asked)
        called |= _called(folder, too_much(), starved=True)
        refusing = _called(folder, good(refused=True)) - _called(folder, good())
        called |= refusing
        small = scratch / WASM
        names, held = asked_of
        keep_called(small, called, names)
        make_ready(small, called, held)
        write_profile(called, refusing, small, on_the_wire(small.read_bytes()))
        print(f"{len(called)} functions are called: {small.stat().st_size:,} bytes")


def _called(folder: Path, asked: Iterable[Message], *, starved: bool = False) -> set[int]:
    listed = folder.parent / "called"
    said = in_node(folder, asked, called=listed, starved=starved, fails=starved)
    assert said[0] == {"type": "ready", "from": "memory"}
    return set(json.loads(listed.read_text("utf-8")))


if __name__ == "__main__":
    main()
