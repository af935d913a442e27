"""The data of compiled Python, made ready when it is built.

Pointers in the data are set here. Otherwise a function of half a million bytes writes them, one by one,
whenever Python starts; what is left of it looks whether Python was put where it is here taken to be.

Tables that only lacking functions read are emptied. What reads a table comes to it by its address. An
address stands in the instructions of a function, in a pointer among the data, or in what Python has put
into its memory since. So a table is emptied only when no function that stays mentions a place in it (or up
to MARGIN bytes before it: a table that is not counted from 0 is mentioned before it begins), when no
pointer leads into it but from tables that are emptied too, and when the memory that Python goes on from
holds no address in it. Whoever wants such a table comes to a function that is lacking, before a byte of it
is read; the complete Python then answers (docs/dev/runtime.md).
"""

import hashlib
import json
import re
import struct
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from scripts.places import PYODIDE, ROOT
from scripts.runtime.pinned import GLUE, WASM, PyodideChanged, sha256
from scripts.runtime.webassembly import (
    END,
    GLOBAL,
    GLOBAL_GET,
    GLOBAL_SET,
    I32_ADD,
    I32_CONST,
    I32_STORE,
    I32_SUB,
    LOADS_AND_STORES,
    MEMORY_FILL,
    OPERATIONS,
    Instruction,
    data,
    exported_function,
    exported_numbers,
    functions,
    imported,
    instructions,
    start,
)

TABLES = Path(__file__).with_name("tables.json")
POINTERS = "__wasm_apply_data_relocs"  # the function that writes them
MEMORY, FUNCTIONS = "__memory_base", "__table_base"  # what pointers are counted from
# How Pyodide's script says an address of data: for what it names, where data begin, of what is run there.
ADDRESS = re.compile(
    r'(var \w+=(?:Module\["\w+"\]=)?|\{value:"i32",mutable:false\},|relocateExports\(wasmExports,'
    r"|[{,](?=\d+:\(\)=>))(\d+)(?![\w.])"
)
STACK = re.compile(r"var ___stack_low=(\d+);")  # after the data
MARGIN = 4096
MOVED = (23_088, 76_656)  # bytes, multiples of 16
# Numbers that are no addresses though there are tables at such places: the last characters of Unicode,
# what the reader of UTF-8 takes off three bytes, Python's hashes and chance, sizes, microseconds.
NUMBERS = {
    0x10FFFF,
    0x110000,
    0xE2080,
    1_000_003,
    2_531_011,
    1 << 20,
    (1 << 20) + 4096,
    999_999,
    1_000_000,
}


class Table(NamedTuple):
    """`at`: its place in the data; `sha256`: of its bytes there."""

    name: str
    at: int
    bytes: int
    sha256: str

    @property
    def end(self) -> int:
        return self.at + self.bytes


class Pointer(NamedTuple):
    """At a place in the data, so far from what has the name `base`."""

    at: int
    base: str
    distance: int


def bases() -> dict[str, int]:
    """Where Pyodide's script puts data and functions. Raises PyodideChanged."""
    glue = (PYODIDE / GLUE).read_text("utf-8")
    found = {}
    for name in (MEMORY, FUNCTIONS):
        said = re.findall(re.escape(_says_base(name, 0)).replace("0", r"(\d+)"), glue)
        if len(said) != 1:
            raise PyodideChanged(
                f"{GLUE} does not say {name} in the way that this release did: see what the new one "
                f"does, and mend {Path(__file__).relative_to(ROOT)}."
            )
        found[name] = int(said[0])
    return found


def _says_base(name: str, number: int) -> str:
    return f'var _{name}=new WebAssembly.Global({{value:"i32",mutable:false}},{number})'


def known_tables() -> list[Table]:
    """Raises PyodideChanged."""
    listed = json.loads(TABLES.read_text("utf-8"))
    if listed["of"] != sha256(PYODIDE / WASM):
        raise _other_tables()
    return [Table(*one) for one in listed["tables"]]


def make_ready(target: Path, called: Collection[int], held: Iterable[int]) -> list[Table]:
    """Sets the pointers in the compiled Python at `target`, where only the `called` functions are left and
    which goes on from a memory that holds those addresses; empties the tables that nothing reads then, and
    gives them. Raises PyodideChanged."""
    whole = (PYODIDE / WASM).read_bytes()
    small = target.read_bytes()
    place = data(small)
    memory = _content()
    if small[slice(*place)] != memory:
        raise PyodideChanged(
            f"the data of {WASM} are not written as they were read: see {__file__}"
        )
    begins = bases()[MEMORY]
    ready = bytearray(_at_first(begins + len(memory))[begins:])
    mentions = {*mentioned(whole, called), *exported_numbers(small)}
    from_memory = (Pointer(-1, MEMORY, address - begins) for address in held)
    tables = unread(known_tables(), mentions, [*pointers(whole), *from_memory])
    for table in tables:
        if hashlib.sha256(memory[table.at : table.end]).hexdigest() != table.sha256:
            raise _other_tables()
        ready[table.at : table.end] = bytes(table.bytes)
    target.write_bytes(small[: place.start] + ready + small[place.end :])
    return tables


def addresses_held(saved: bytes, moved: Mapping[int, bytes]) -> set[int]:
    """What may be an address of data in Python's memory once it has started: words that are not as compiled
    Python had them at first, and that are found so many bytes later, among such, in the memory of each start
    for which the data had been `moved` by so many. An address is; a number that only looks like one is not."""
    first = _at_first(len(saved))
    found = set(_since_first(first, saved, 0))
    for by, other in moved.items():
        found &= {word - by for word in _since_first(first, other, by)}
    return found


def _since_first(first: bytes, saved: bytes, by: int) -> Iterator[int]:
    """The words of a memory that compiled Python did not have there at `first`, neither as numbers nor as
    pointers; its data lie so many bytes later."""
    words, before = memoryview(saved).cast("I"), memoryview(first).cast("I")
    begins, ends, later = (n // 4 for n in (bases()[MEMORY], bases()[MEMORY] + len(_content()), by))
    yield from words[: begins + later]
    yield from words[ends + later :]
    for word, was in zip(words[begins + later : ends + later], before[begins:ends], strict=True):
        if word not in (was, was + by):
            yield word


def script_that_moves(by: int) -> str:
    """Pyodide's script, for which the data begin so many bytes later: in the room for the stack, of which a
    start does not need all."""
    script = (PYODIDE / GLUE).read_text("utf-8")
    begins = bases()[MEMORY]
    ends = int(STACK.findall(script)[0])

    def moved(said: re.Match[str]) -> str:
        address = int(said[2])
        return f"{said[1]}{address + by}" if begins <= address < ends else said[0]

    return ADDRESS.sub(moved, script)


def _content() -> bytes:
    whole = (PYODIDE / WASM).read_bytes()
    return whole[slice(*data(whole))]


def _at_first(size: int) -> bytes:
    """A memory in which compiled Python has put its data, and set its pointers."""
    content = _content()
    counted_from = bases()
    begins = counted_from[MEMORY]
    memory = bytearray(size)
    memory[begins : begins + len(content)] = content
    for pointer in pointers((PYODIDE / WASM).read_bytes()):
        if pointer.base in counted_from:
            address = counted_from[pointer.base] + pointer.distance
            struct.pack_into("<I", memory, begins + pointer.at, address)
    return bytes(memory)


def pointers(content: bytes) -> Iterator[Pointer]:
    """What the function of this name writes. Raises PyodideChanged."""
    names = [name for kind, name in imported(content) if kind == GLOBAL]
    left = instructions(content, exported_function(content, POINTERS))
    one = next(left)
    while one.code == GLOBAL_GET:
        base, at, one = _address(one, left)
        to, distance, one = _address(one, left)
        if names[base] != MEMORY or one != Instruction(I32_STORE, 0):
            break
        yield Pointer(at, names[to], distance)
        one = next(left)
    if next(left, None) is not None:
        raise PyodideChanged(f"{POINTERS} does more than this release's did: mend {__file__}")


def _named(content: bytes) -> dict[int, int]:
    """Global → the place in the data that it holds once all has begun. Raises PyodideChanged."""
    left = instructions(content, start(content))
    found = {}
    while True:
        base, at, one = _address(next(left), left)
        if one.code != GLOBAL_SET:
            break
        if base == 0:
            found[one.number] = at
    place = data(content)
    rest = [one.code, *(each.code for each in left)]  # where nothing is yet is filled with nothing
    if at < place.end - place.start or rest != [I32_CONST, I32_CONST, MEMORY_FILL, END]:
        raise PyodideChanged(f"{WASM} does more at its start than this release's: mend {__file__}")
    return found


def _address(first: Instruction, left: Iterator[Instruction]) -> tuple[int, int, Instruction]:
    """The global it is counted from, the distance from there, and the instruction after both."""
    second = next(left)
    if second.code != I32_CONST:
        return first.number, 0, second
    sign = {I32_ADD: 1, I32_SUB: -1}[next(left).code]
    return first.number, sign * second.number, next(left)


def mentioned(content: bytes, called: Collection[int]) -> Iterator[int]:
    """Places that those functions mention, and numbers of theirs that may be such."""
    named = _named(content)
    of_all = (exported_function(content, POINTERS), start(content))
    for place, body in enumerate(functions(content)):
        if place not in called or body in of_all:
            continue
        for one, following in pairwise(instructions(content, body)):
            if one.code in LOADS_AND_STORES:
                yield one.number
            elif one.code == GLOBAL_GET and one.number in named:
                yield named[one.number]
            elif one.code == I32_CONST and following.code not in OPERATIONS:
                number = one.number & 0xFFFFFFFF
                if number not in NUMBERS:
                    yield number


def unread(
    tables: Iterable[Table], mentions: Iterable[int], found: Iterable[Pointer]
) -> list[Table]:
    """The tables to which nothing leads."""
    listed = sorted(tables, key=lambda table: table.at)
    if any(one.end > other.at for one, other in pairwise(listed)):
        raise ValueError("tables lie one in another")
    starts = [table.at for table in listed]

    def holding(place: int) -> Table | None:
        before = bisect_right(starts, place) - 1
        return listed[before] if before >= 0 and place < listed[before].end else None

    read = set()
    for mention in mentions:
        holder = holding(mention)
        if holder and holder.at == mention:
            read.add(holder)
        else:
            read |= {table for table in listed if table.at - MARGIN <= mention < table.end}
    led = [(holding(p.at), holding(p.distance)) for p in found if p.base == MEMORY]
    while more := {to for at, to in led if to and to not in read and (at is None or at in read)}:
        read |= more
    return [table for table in listed if table not in read]


def _other_tables() -> PyodideChanged:
    return PyodideChanged(
        f"{TABLES.relative_to(ROOT)} lists the tables of another {WASM}.\n"
        "Run python -m scripts.runtime.tables (what it wants is said there), then make profile, then "
        "make test, and commit both lists."
    )
