"""Reads a WebAssembly file as far as scripts/runtime/data.py must: its functions' instructions, where its
data lies, and what its first imported globals are called. Whatever else it comes to raises ValueError."""

from collections.abc import Iterator
from typing import NamedTuple

IMPORTS, GLOBALS, EXPORTS, START, CODE, DATA = 2, 6, 7, 8, 10, 11  # sections
FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)  # kinds of what is imported and exported
END, GLOBAL_GET, GLOBAL_SET, I32_STORE, I32_CONST, I64_CONST, I32_ADD, I32_SUB = (
    0x0B, 0x23, 0x24, 0x36, 0x41, 0x42, 0x6A, 0x6B,
)  # fmt: skip
LOADS_AND_STORES = range(0x28, 0x3F)
# What takes the constant right before it and makes no address of it: comparisons, products, bits.
OPERATIONS = (*range(0x46, 0x50), *range(0x6C, 0x79))
_BLOCKS = (0x02, 0x03, 0x04, 0x06)
_ONE_NUMBER = (0x07, 0x08, 0x09, 0x0C, 0x0D, 0x10, 0x18, *range(0x20, 0x27), 0xD2)
_NO_NUMBER = (0x00, 0x01, 0x05, END, 0x0F, 0x19, 0x1A, 0x1B, 0xD1, *range(0x45, 0xC5))
_LATER = 0xFC00  # instructions of two bytes
MEMORY_FILL = _LATER | 11


class Instruction(NamedTuple):
    """`number`: its constant, its distance from an address, its local …, or 0."""

    code: int
    number: int


class Span(NamedTuple):
    start: int
    end: int


class Reader:
    """Goes through bytes from `at`."""

    def __init__(self, content: bytes, at: int) -> None:
        self.content, self.at = content, at

    def byte(self) -> int:
        self.at += 1
        return self.content[self.at - 1]

    def unsigned(self) -> int:
        number = shift = 0
        while True:
            byte = self.byte()
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    def signed(self) -> int:
        start = self.at
        number = self.unsigned()
        bits = 7 * (self.at - start)
        return number - (1 << bits) if number >> (bits - 1) else number

    def name(self) -> str:
        length = self.unsigned()
        self.at += length
        return self.content[self.at - length : self.at].decode()


def section(content: bytes, wanted: int) -> Reader:
    """At its beginning, after its length."""
    reader = Reader(content, 8)
    while reader.at < len(content):
        found, length = reader.byte(), reader.unsigned()
        if found == wanted:
            return reader
        reader.at += length
    raise ValueError(f"there is no section {wanted}")


def data(content: bytes) -> Span:
    """Where its only segment lies, which is put at the first imported global."""
    reader = section(content, DATA)
    if [reader.byte() for _ in range(5)] != [1, 0, GLOBAL_GET, 0, END]:
        raise ValueError("the data are not one segment at the first global")
    length = reader.unsigned()
    return Span(reader.at, reader.at + length)


def functions(content: bytes) -> list[Span]:
    """The bodies, in their order: what is imported is not counted."""
    reader = section(content, CODE)
    found = []
    for _ in range(reader.unsigned()):
        length = reader.unsigned()
        found.append(Span(reader.at, reader.at + length))
        reader.at += length
    return found


def of_any_memory(content: bytes) -> bytes:
    """The same file, which takes a memory of any size."""
    for kind, _, limits in _imports(content):
        if kind == MEMORY:
            reader = Reader(content, limits.start + 1)
            reader.unsigned()
            none = b"\x80" * (reader.at - limits.start - 2) + b"\0"
            return content[: limits.start + 1] + none + content[reader.at :]
    raise ValueError("it takes no memory")


def imported(content: bytes) -> Iterator[tuple[int, str]]:
    """Kind and name."""
    for kind, name, _ in _imports(content):
        yield kind, name


def _imports(content: bytes) -> Iterator[tuple[int, str, Span]]:
    """Kind, name, and what it must be like."""
    reader = section(content, IMPORTS)
    for _ in range(reader.unsigned()):
        reader.name()
        name, kind, start = reader.name(), reader.byte(), reader.at
        for _ in range({FUNCTION: 1, TABLE: 1, MEMORY: 0, GLOBAL: 2, TAG: 2}[kind]):
            reader.unsigned()
        if kind in (TABLE, MEMORY):
            for _ in range(1 + (reader.unsigned() & 1)):
                reader.unsigned()
        yield kind, name, Span(start, reader.at)


def exported(content: bytes) -> Iterator[tuple[int, str, int]]:
    """Kind, name and number."""
    reader = section(content, EXPORTS)
    for _ in range(reader.unsigned()):
        name, kind = reader.name(), reader.byte()
        yield kind, name, reader.unsigned()


def exported_function(content: bytes, wanted: str) -> Span:
    """Its body."""
    for kind, name, number in exported(content):
        if (name, kind) == (wanted, FUNCTION):
            return _body(content, number)
    raise ValueError(f"there is no {wanted}")


def start(content: bytes) -> Span:
    """The body of what runs before all else."""
    return _body(content, section(content, START).unsigned())


def _body(content: bytes, number: int) -> Span:
    return functions(content)[number - sum(kind == FUNCTION for kind, _ in imported(content))]


def exported_numbers(content: bytes) -> Iterator[int]:
    """What globals are at first that go by a name outside."""
    before = sum(kind == GLOBAL for kind, _ in imported(content))
    reader = section(content, GLOBALS)
    numbers = []
    for _ in range(reader.unsigned()):
        reader.at += 2  # type, and whether it changes
        code, number = _rest(reader.byte(), reader)
        numbers.append(number if code == I32_CONST else None)
        if reader.byte() != END:
            raise ValueError("a global is counted out at the start")
    for kind, name, number in exported(content):
        if kind == GLOBAL:
            found = numbers[number - before]
            if found is None:
                raise ValueError(f"{name} is no number")
            yield found


def instructions(content: bytes, body: Span) -> Iterator[Instruction]:
    reader = Reader(content, body.start)
    for _ in range(reader.unsigned()):  # locals: how many, of which type
        reader.unsigned()
        reader.byte()
    while reader.at < body.end:
        code = reader.byte()
        yield Instruction(*_rest(code, reader))
    if reader.at != body.end:
        raise ValueError(f"the function at {body.start} ends amid an instruction")


def _rest(code: int, reader: Reader) -> tuple[int, int]:
    if code in (I32_CONST, I64_CONST):
        return code, reader.signed()
    if code in LOADS_AND_STORES:
        if reader.unsigned() & 0x40:  # alignment, and whether a memory is named
            reader.unsigned()
        return code, reader.unsigned()
    if code in _ONE_NUMBER:
        return code, reader.unsigned()
    if code in (*_BLOCKS, 0xD0):
        reader.signed()
    elif code == 0x11:  # an indirect call: type and table
        reader.unsigned()
        reader.unsigned()
    elif code == 0x0E:  # a table of branches, and one more
        for _ in range(reader.unsigned() + 1):
            reader.unsigned()
    elif code in (0x43, 0x44):  # floating point
        reader.at += 4 if code == 0x43 else 8
    elif code in (0x3F, 0x40):  # the size of a memory
        reader.unsigned()
    elif code == 0x1C:  # a choice, with its types
        reader.at += reader.unsigned()
    elif code == 0xFC:
        return _rest_later(reader)
    elif code not in _NO_NUMBER:
        raise ValueError(f"there is an instruction {code:#x}, which this does not know")
    return code, 0


def _rest_later(reader: Reader) -> tuple[int, int]:
    code = reader.unsigned()
    if code > 17:
        raise ValueError(f"there is an instruction 0xfc {code}, which this does not know")
    for _ in range(0 if code < 8 else 2 if code in (8, 10, 12, 14) else 1):
        reader.unsigned()
    return _LATER | code, 0
