"""Python's memory once it has started and imported the checker, for readers to go on from.

No clock and no chance is in it, and it does not depend on the machine. Written as how it differs from the
data of compiled Python, bit by bit (exclusive or), in those pages in which it does, as
scripts/runtime/worker/memory.js reads it:

    5 numbers of 32 bits, little-endian: bytes of Pyodide's head, of the memory, of the data, of a page; how
        many pages
    that many numbers: which page each is
    the head
    the pages
"""

import json
import os
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from scripts.places import PYODIDE
from scripts.runtime.data import MEMORY as BASE
from scripts.runtime.data import Table, bases, script_that_moves
from scripts.runtime.pinned import GLUE, WASM
from scripts.runtime.webassembly import data

TOOL = Path(__file__).with_name("memory.mjs")
PAGE = 4096  # bytes


class Memory(NamedTuple):
    """`head`: how Pyodide begins what it saves; `content`: what Python sees."""

    head: bytes
    content: bytes

    @classmethod
    def saved(cls, library: Path, lock: Any, modules: Iterable[str], moved: int = 0) -> "Memory":
        """By the complete Python, once it has started from `library` and imported `modules`. `lock`: what
        Pyodide takes for its packages; `moved`: the data of compiled Python begin so many bytes later."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for path in (PYODIDE / WASM, PYODIDE / "pyodide.mjs", library):
                shutil.copyfile(path, folder / path.name)
            (folder / GLUE).write_text(script_that_moves(moved), "utf-8")
            given = {"lock": lock, "modules": list(modules)}
            done = subprocess.run(
                ["node", str(TOOL), str(folder)],
                input=json.dumps(given), capture_output=True, text=True, check=False,
                env={"PATH": os.environ["PATH"], "TZ": "UTC"},  # the zone of a machine is in its memory
            )  # fmt: skip
            if done.returncode:
                raise RuntimeError(
                    f"{TOOL.name} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
                )
            saved = (folder / "saved").read_bytes()
        _, head = struct.unpack_from("<2I", saved)
        return cls(saved[:head], saved[head:])

    def packed(self, compiled: bytes, empty: Iterable[Table]) -> bytes:
        """`compiled`: the Python that is to take it up, of whose tables some are `empty`, and stay so."""
        before = compiled[slice(*data(compiled))]
        begins = bases()[BASE]
        differs = bytearray(self.content)
        for at, byte in enumerate(before, begins):
            differs[at] ^= byte
        for table in empty:
            differs[begins + table.at : begins + table.end] = bytes(table.bytes)
        pages = [differs[at : at + PAGE] for at in range(0, len(differs), PAGE)]
        places = [place for place, page in enumerate(pages) if any(page)]
        return b"".join(
            (
                struct.pack("<5I", len(self.head), len(differs), len(before), PAGE, len(places)),
                struct.pack(f"<{len(places)}I", *places),
                self.head,
                *(pages[place] for place in places),
            )
        )
