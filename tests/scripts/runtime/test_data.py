"""The data of compiled Python: pointers stand where Python would write them, tables are empty that nothing
left reads, and what would need one comes to a lacking function first."""

import hashlib
import json
import marshal
import re
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest

from checker.bridge import handle
from scripts.places import PYODIDE
from scripts.runtime import data, package
from scripts.runtime.bytecode import byte_code
from scripts.runtime.data import MARGIN, MEMORY, MOVED, Pointer, Table
from scripts.runtime.functions import PROFILE, places
from scripts.runtime.memory import Memory
from scripts.runtime.package import build_runtime
from scripts.runtime.pinned import GLUE, LIBRARY, WASM, PyodideChanged, sha256
from scripts.runtime.webassembly import Span, functions, instructions, of_any_memory
from scripts.runtime.webassembly import data as data_of
from tests.scripts.runtime.asked import answers, in_node

# Those that tables in Chinese need, and letters, numbers and errors.
READ = (
    "_codecs_cn.",
    "libc.__ctype",
    "libc.isw",
    "libc.log",
    "libc.strerror",
    "libc.to",
    "libc.wc",
)
KNOWN_NUMBERS = {
    131_072,
    524_288,
    526_336,
    2_097_152,
    2_097_155,
}  # in Pyodide's script: no addresses
LACKING = ("unicodedata", "_codecs_hk", "_codecs_jp", "_codecs_kr", "_codecs_tw", "_codecs_iso2022")


@pytest.fixture(scope="module")
def whole() -> bytes:
    return (PYODIDE / WASM).read_bytes()


@pytest.fixture(scope="module")
def small() -> bytes:
    return (build_runtime().folder / WASM).read_bytes()


def test_all_is_as_once_python_has_begun_but_for_tables_that_are_empty(whole: bytes, small: bytes):
    """Each pointer is counted anew from what the whole file says; nothing else differs."""
    expected = bytearray(whole[slice(*data_of(whole))])
    bases = data.bases()
    for pointer in data.pointers(whole):
        if pointer.base in bases:
            struct.pack_into("<I", expected, pointer.at, bases[pointer.base] + pointer.distance)
    found = small[slice(*data_of(small))]
    empty = [table for table in data.known_tables() if not any(found[table.at : table.end])]
    for table in empty:
        expected[table.at : table.end] = bytes(table.bytes)
    assert found == expected
    listed = {table.name for table in data.known_tables()}
    read = listed - {table.name for table in empty}
    assert {name for name in listed if name.startswith("_codecs_cn.")} <= read
    assert all(name.startswith(READ) for name in read), "a function that is called mentions more"


def test_the_listed_tables_are_what_python_and_its_libraries_have(whole: bytes):
    memory = whole[slice(*data_of(whole))]
    for table in data.known_tables():
        content = memory[table.at : table.end]
        assert hashlib.sha256(content).hexdigest() == table.sha256, table.name
        assert memory.count(content) == 1, table.name


def test_every_instruction_of_every_function_is_understood(whole: bytes):
    called = places(json.loads(PROFILE.read_text("utf-8"))["called"])
    found = functions(whole)
    assert max(called) < len(found)
    assert sum(1 for place in called for _ in instructions(whole, found[place])) > 100_000


A = Table("a", 10_000, 1_000, "")
B = Table("b", 11_000, 1_000, "")
C = Table("c", 30_000, 1_000, "")


def unread(mentions: list[int], *pointers: tuple[int, int]) -> set[str]:
    found = [Pointer(at, MEMORY, distance) for at, distance in pointers]
    return {table.name for table in data.unread([C, A, B], mentions, found)}


def test_a_table_that_is_mentioned_is_not_emptied():
    assert unread([]) == {"a", "b", "c"}
    assert unread([C.at]) == unread([C.end - 1]) == {"a", "b"}
    assert unread([C.end]) == unread([C.at - MARGIN - 1]) == {"a", "b", "c"}


def test_neither_is_one_that_may_be_counted_from_before_it_begins():
    assert unread([C.at - 1]) == unread([C.at - MARGIN]) == {"a", "b"}
    assert unread([A.at + 2]) == {"c"}  # within one, and perhaps counted towards the next
    assert unread([A.at]) == {"b", "c"}  # the beginning of a table is that table


def test_neither_is_one_to_which_a_pointer_leads_but_from_an_empty_table():
    assert unread([], (50_000, C.at)) == unread([], (50_000, C.at + 500)) == {"a", "b"}
    assert unread([], (A.at, C.at)) == {"a", "b", "c"}
    assert unread([A.at], (A.at, C.at + 4)) == {"b"}
    assert unread([A.at], (A.at, B.at), (B.at, C.at)) == set()


def test_tables_of_another_file_stop_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(data, "sha256", lambda _: "another")
    with pytest.raises(PyodideChanged, match=r"scripts\.runtime\.tables"):
        data.known_tables()


def test_a_table_with_other_bytes_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first = next(table for table in data.known_tables() if table.name == "unicodedata.index2")
    moved = [first._replace(at=first.at + 2)]
    monkeypatch.setattr(data, "known_tables", lambda: moved)
    target = tmp_path / WASM
    shutil.copyfile(build_runtime().folder / "complete.wasm", target)
    called = places(json.loads(PROFILE.read_text("utf-8"))["called"])
    with pytest.raises(PyodideChanged, match=r"scripts\.runtime\.tables"):
        data.make_ready(target, called, ())
    assert target.read_bytes() == (PYODIDE / WASM).read_bytes()


def test_a_script_that_puts_data_elsewhere_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(data, "PYODIDE", tmp_path)
    (tmp_path / GLUE).write_text("var ___memory_base=somewhere()")
    with pytest.raises(PyodideChanged, match=r"data\.py"):
        data.bases()


def changed_runtime(target: Path) -> Path:
    shutil.copytree(build_runtime().folder, target)
    return target


@pytest.fixture(scope="module")
def importing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A runtime whose checker imports the module named in the request."""
    folder = changed_runtime(tmp_path_factory.mktemp("importing") / "runtime")
    source = f"def handle(request): return {handle(package.PROBE)!r} if request[0] == '{{' else __import__(request).__name__"
    files = package._read_zip(folder / LIBRARY)
    files["checker/bridge.pyc"] = byte_code(source.encode())
    package._write_zip(files, folder / LIBRARY)
    compiled = (folder / WASM).read_bytes()
    there = compiled[slice(*data_of(compiled))]
    empty = [table for table in data.known_tables() if not any(there[table.at : table.end])]
    lock = {"info": package._lock_info(), "packages": {}}
    saved = Memory.saved(folder / LIBRARY, lock, ["_codecs_cn", "checker.bridge"])
    file, worker = folder / package.MEMORY, folder / "worker.js"
    script = worker.read_text("utf-8")
    before = (f"{file.stat().st_size}", sha256(file))
    file.write_bytes(saved.packed(compiled, empty))
    for old, new in zip(before, (f"{file.stat().st_size}", sha256(file)), strict=True):
        assert script.count(old) == 1
        script = script.replace(old, new)
    worker.write_text(script, "utf-8")
    return folder


@pytest.mark.parametrize("module", LACKING)
def test_whoever_wants_an_emptied_table_comes_to_a_lacking_function(importing: Path, module: str):
    asked = [{"request": "_codecs_cn"}, {"request": module}, {"request": "_codecs_cn"}]
    said = in_node(importing, asked, fails=True)
    assert answers(said) == {1: ["_codecs_cn"]}, said
    assert said[-1] == {"type": "failed", "reason": "trimmed"}


def test_where_python_is_put_elsewhere_the_complete_one_is_asked_for(tmp_path: Path):
    """No address would be right: it must not even begin."""
    folder = changed_runtime(tmp_path / "runtime")
    script = (folder / GLUE).read_text("utf-8")
    there = re.compile(r'(\{value:"i32",mutable:!1\},)1024\)')
    moved, found = there.subn(r"\g<1>1040)", script)
    assert found == 1
    (folder / GLUE).write_text(moved, "utf-8")
    said = in_node(folder, [{"request": "{}"}], fails=True)
    assert said == [{"type": "failed", "reason": "trimmed"}]


def test_an_address_is_what_moves_with_the_data():
    """In a memory of nothing but the data: a word that moves along, one that stays, one in one start only."""
    size = 1 << 22
    memories = {by: bytearray(data._at_first(size)) for by in (0, *MOVED)}
    free = size - 64
    for by, memory in memories.items():
        struct.pack_into("<3I", memory, free, 700_000 + by, 800_000, 900_000 + (by and 16))
    held = data.addresses_held(
        bytes(memories[0]), {by: bytes(memory) for by, memory in memories.items() if by}
    )
    assert held == {700_000}


def test_every_address_in_the_script_moves():
    script, moved = data.script_that_moves(0), data.script_that_moves(MOVED[0])
    assert script == (PYODIDE / GLUE).read_text("utf-8")
    [ends] = map(int, data.STACK.findall(script))
    word = re.compile(r"(?<![\w.])\d{6,7}(?![\w.])")
    pairs = [
        (int(a[0]), int(b[0]))
        for a, b in zip(word.finditer(script), word.finditer(moved), strict=True)
    ]
    stayed = {a for a, b in pairs if a == b and a < ends}
    assert {b - a for a, b in pairs} == {0, MOVED[0]}
    assert stayed == KNOWN_NUMBERS


def test_a_file_that_takes_any_memory_is_otherwise_the_same(whole: bytes):
    any_memory = of_any_memory(whole)
    assert len(any_memory) == len(whole)
    assert sum(a != b for a, b in zip(any_memory, whole, strict=True)) == 2
    assert of_any_memory(any_memory) == any_memory


def test_byte_code_has_no_annotations_documentation_or_lines():
    source = b"def f(x: int, *y: str, z: list[int] = []) -> str:\n    'says'\n    assert x\n    return x, y, z"
    names: dict[str, Any] = {}
    code = marshal.loads(byte_code(source)[16:])
    exec(code, names)
    assert names["f"](0, 1, z=2) == (0, (1,), 2)
    assert (names["f"].__annotations__, names["f"].__doc__) == ({}, None)
    assert names["f"].__code__.co_linetable == code.co_linetable == b""


def test_an_unknown_instruction_is_not_passed_over():
    with pytest.raises(ValueError, match="0xff"):
        list(instructions(b"\0\xff", Span(0, 2)))
