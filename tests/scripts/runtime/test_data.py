"""The data of compiled Python: pointers stand where Python would write them, tables are empty that nothing
left reads, and what would need one comes to a lacking function first."""

import hashlib
import json
import py_compile
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.places import PYODIDE
from scripts.runtime import data, package
from scripts.runtime.data import MARGIN, MEMORY, Pointer, Table
from scripts.runtime.functions import PROFILE, places
from scripts.runtime.package import STDLIB, build_runtime
from scripts.runtime.pinned import GLUE, WASM, PyodideChanged
from scripts.runtime.webassembly import Span, functions, instructions
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
        data.make_ready(target, called)
    assert target.read_bytes() == (PYODIDE / WASM).read_bytes()


def test_a_script_that_puts_data_elsewhere_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(data, "PYODIDE", tmp_path)
    (tmp_path / GLUE).write_text("var ___memory_base=somewhere()")
    with pytest.raises(PyodideChanged, match=r"data\.py"):
        data.bases()


def changed_runtime(target: Path, change: Callable[[Path], None]) -> Path:
    shutil.copytree(build_runtime().folder, target)
    change(target)
    return target


@pytest.mark.parametrize("module", LACKING)
def test_whoever_wants_an_emptied_table_comes_to_a_lacking_function(tmp_path: Path, module: str):
    """A checker that imports the module named in the request."""

    def importing(folder: Path) -> None:
        source = tmp_path / "bridge.py"
        source.write_text(
            "def handle(request):\n"
            "    return request if request[0] == '{' else __import__(request).__name__\n"
        )
        compiled = tmp_path / "bridge.pyc"
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(source), str(compiled), doraise=True, invalidation_mode=mode)
        files = package._read_zip(folder / STDLIB)
        files["checker/bridge.pyc"] = compiled.read_bytes()
        package._write_zip(files, folder / STDLIB)
        worker = (folder / "worker.js").read_text("utf-8")
        old = (build_runtime().folder / STDLIB).stat().st_size
        new = (folder / STDLIB).stat().st_size
        assert worker.count(f"{old}") == 1
        (folder / "worker.js").write_text(worker.replace(f"{old}", f"{new}"), "utf-8")

    folder = changed_runtime(tmp_path / "runtime", importing)
    asked = [{"request": "_codecs_cn"}, {"request": module}, {"request": "_codecs_cn"}]
    said = in_node(folder, asked, fails=True)
    assert answers(said) == {1: ["_codecs_cn"]}, said
    assert said[-1] == {"type": "failed", "reason": "trimmed"}


def test_where_python_is_put_elsewhere_the_complete_one_is_asked_for(tmp_path: Path):
    """No pointer would be right: it must not even begin."""

    def elsewhere(folder: Path) -> None:
        script = (folder / GLUE).read_text("utf-8")
        there = 'var ___memory_base=new WebAssembly.Global({value:"i32",mutable:false},1024)'
        assert script.count(there) == 1
        (folder / GLUE).write_text(script.replace(there, there.replace("1024", "1040")), "utf-8")

    folder = changed_runtime(tmp_path / "runtime", elsewhere)
    said = in_node(folder, [{"request": "{}"}], fails=True)
    assert said == [{"type": "failed", "reason": "trimmed"}]


def test_an_unknown_instruction_is_not_passed_over():
    with pytest.raises(ValueError, match="0xff"):
        list(instructions(b"\0\xff", Span(0, 2)))
