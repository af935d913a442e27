"""`python -m scripts.runtime.tables LIBRARY…`: writes down where large tables lie in the data of compiled
Python.

They are found by their content: the Python that runs this has the same tables, and says in its own files
what each is called; so do the libraries named (.a) that Pyodide has in it: musl's libc (in Debian
musl-dev) and LLVM's libc++ (libc++-19-dev). A table is listed only if its bytes are in Pyodide's data
exactly once. Wants the version of Python that Pyodide has, with its modules in files of their own, and
`nm`, `ar` and `readelf`.
"""

import hashlib
import json
import re
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.places import PYODIDE
from scripts.runtime.data import MEMORY, TABLES, Pointer, Table, pointers
from scripts.runtime.pinned import WASM, sha256
from scripts.runtime.webassembly import data

MODULES = ("unicodedata", "_codecs_cn", "_codecs_hk", "_codecs_jp", "_codecs_kr", "_codecs_tw")
SMALLEST = 256
SMALLEST_OF_LIBRARY = 1024
# A map of a codec: for each first byte where its row begins, the first and the last second byte.
ROWS = 256
ROW_THERE, ROW_HERE = 16, 8  # bytes, where pointers have eight, and four
Symbols = dict[str, tuple[int, int]]  # name → address, bytes


def main() -> int:
    whole = (PYODIDE / WASM).read_bytes()
    memory = whole[slice(*data(whole))]
    found = {p.at: p for p in pointers(whole) if p.base == MEMORY}
    tables = [table for module in MODULES for table in _of_module(module, memory, found)]
    for library in sys.argv[1:]:
        tables += _of_library(Path(library).absolute(), memory)
    lines = [json.dumps(table) for table in sorted(tables, key=lambda table: table.at)]
    listed = ",\n  ".join(lines)
    TABLES.write_text(
        f'{{\n "of": "{sha256(PYODIDE / WASM)}",\n "tables": [\n  {listed}\n ]\n}}\n', "utf-8"
    )
    print(f"{len(tables)} tables, {sum(table.bytes for table in tables):,} bytes")
    return 0


def _of_module(module: str, memory: bytes, found: dict[int, Pointer]) -> Iterator[Table]:
    file = Path(sysconfig.get_config_var("DESTSHARED")) / (
        module + sysconfig.get_config_var("EXT_SUFFIX")
    )
    content, symbols, at = file.read_bytes(), _symbols(file), _places(file)
    places: dict[str, int] = {}
    for name, (address, size) in symbols.items():
        table = content[at(address) : at(address) + size]
        if size >= SMALLEST and "doc" not in name and memory.count(table) == 1:
            places[name] = memory.index(table)
            yield _table(f"{module}.{name}", places[name], size, memory)
    for name, rows in symbols.items():
        if f"__{name}" in places and rows[1] == ROWS * ROW_THERE:
            of = content[at(rows[0]) : at(rows[0]) + rows[1]]
            ends = [of[i * ROW_THERE + 8 : i * ROW_THERE + 10] for i in range(ROWS)]
            begun = _rows(file, *rows, symbols[f"__{name}"][0])
            there = [
                start
                for start in _starts(found, places[f"__{name}"], begun)
                if all(
                    memory[start + i * ROW_HERE + 4 :][:4] == ends[i] + b"\0\0" for i in range(ROWS)
                )
            ]
            if len(there) == 1:
                yield _table(f"{module}.{name}", there[0], ROWS * ROW_HERE, memory)


def _of_library(library: Path, memory: bytes) -> Iterator[Table]:
    """Each constant of its objects is in a section named after it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["ar", "x", str(library)], cwd=folder, check=True)
        for file in sorted(Path(folder).iterdir()):
            content = file.read_bytes()
            for line in _said("readelf", "-SW", str(file)):
                row = re.match(r".*\] \.rodata\.(\S+) +PROGBITS +\w+ +(\w+) +(\w+)", line)
                if row:
                    at, size = int(row[2], 16), int(row[3], 16)
                    table = content[at : at + size]
                    if size >= SMALLEST_OF_LIBRARY and memory.count(table) == 1:
                        name = f"{library.stem}.{file.stem}.{row[1]}"
                        yield _table(name, memory.index(table), size, memory)


def _starts(found: dict[int, Pointer], to: int, begun: dict[int, int]) -> Iterator[int]:
    """Where a map may begin: its rows, and no others, lead to their places in its table."""
    first = min(begun)
    for at, pointer in found.items():
        start = at - first * ROW_HERE
        rows = ((i, found.get(start + i * ROW_HERE)) for i in range(ROWS))
        if pointer.distance == to + begun[first] and all(
            (row.distance - to if row else None) == begun.get(i) for i, row in rows
        ):
            yield start


def _table(name: str, at: int, size: int, memory: bytes) -> Table:
    return Table(name, at, size, hashlib.sha256(memory[at : at + size]).hexdigest())


def _symbols(file: Path) -> Symbols:
    rows = (line.split() for line in _said("nm", "-S", str(file)))
    return {
        row[3]: (int(row[0], 16), int(row[1], 16))
        for row in rows
        if len(row) == 4 and row[2] in "rRdD"
    }


def _places(file: Path) -> Callable[[int], int]:
    """From an address to the place in the file."""
    rows = [line.split() for line in _said("readelf", "-lW", str(file)) if "LOAD" in line]
    loaded = [(int(row[1], 16), int(row[2], 16), int(row[4], 16)) for row in rows]

    def place(address: int) -> int:
        return next(at + address - to for at, to, size in loaded if to <= address < to + size)

    return place


def _rows(file: Path, address: int, size: int, table: int) -> dict[int, int]:
    """Row → how far into the table it begins."""
    found = {}
    for line in _said("readelf", "-rW", str(file)):
        if row := re.match(r"([0-9a-f]{16})\s+\S+\s+R_\w+_RELATIVE\s+([0-9a-f]+)", line):
            at, to = int(row[1], 16), int(row[2], 16)
            if address <= at < address + size:
                found[(at - address) // ROW_THERE] = to - table
    return found


def _said(*command: str) -> list[str]:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


if __name__ == "__main__":
    sys.exit(main())
