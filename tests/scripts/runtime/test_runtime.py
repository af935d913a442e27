"""The folder of the runtime: made of what was pinned, of one piece, and no heavier than it may be."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from ruamel.yaml import YAML

from scripts.places import PYODIDE, ROOT
from scripts.runtime import package as runtime
from scripts.runtime import pinned as pyodide_files
from scripts.runtime import trim as glue
from scripts.runtime.webassembly import FUNCTION, GLOBAL, imported

BUDGETS = YAML(typ="safe").load((ROOT / "scripts" / "runtime" / "budgets.yml").read_text("utf-8"))


# A quarter of a minute to compress, and another only with another Pyodide.
HEAVY = ("pyodide.asm.wasm", "complete.wasm")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.trust] * (name in HEAVY))
        for name in sorted(BUDGETS["runtime"])
    ],
)
def test_no_file_is_heavier_than_its_budget(name: str):
    budget = BUDGETS["runtime"][name]
    assert budget["reason"]
    content = (runtime.build_runtime().folder / name).read_bytes()
    # Quality 9 takes a second where 11 takes a quarter of a minute; it never makes less of it.
    if len(brotli.compress(content, quality=9, lgwin=24)) > budget["most"]:
        assert len(brotli.compress(content, quality=11, lgwin=24)) <= budget["most"]


def test_every_file_has_a_budget():
    assert {p.name for p in runtime.build_runtime().folder.iterdir()} == set(BUDGETS["runtime"])


def test_a_file_of_pyodide_that_was_changed_stops_the_build(tmp_path: Path):
    for name in pyodide_files.NAMES:
        shutil.copyfile(PYODIDE / name, tmp_path / name)
    pyodide_files.check_pyodide(tmp_path)
    with (tmp_path / "pyodide.asm.js").open("a") as file:
        file.write(" ")
    with pytest.raises(pyodide_files.PyodideChanged, match=r"pyodide\.asm\.js.*sha256"):
        pyodide_files.check_pyodide(tmp_path)


def test_another_release_than_the_listed_one_stops_the_build(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pyodide_files, "_pinned", lambda: "sha512-other")
    with pytest.raises(pyodide_files.PyodideChanged, match="another release"):
        pyodide_files.check_pyodide()


@pytest.mark.trust
def test_a_built_folder_that_was_changed_is_built_anew_and_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(runtime, "BUILD", tmp_path)
    folder = runtime.build_runtime().folder
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {"worker.js", "pyodide.asm.wasm", "memory.bin"} <= set(first)
    (folder / "worker.js").write_bytes(first["worker.js"][:-100])
    assert runtime.build_runtime().folder == folder
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_the_glue_loses_only_names_that_nothing_mentions():
    whole, loader = (PYODIDE / "pyodide.asm.js").read_text(), (PYODIDE / "pyodide.mjs").read_text()
    left = glue.trimmed(whole, loader)
    gone = glue.words(whole) - glue.words(left)
    assert len(gone) > 3000
    assert not gone & glue.words(loader)
    assert glue.trimmed(left, loader) == left


def test_the_glue_keeps_what_is_mentioned_anywhere():
    made = 'var _a=Module["_a"]=wasmExports["a"];'
    address = 'var _b=Module["_b"]=12;'
    other = "var c=12;"
    assert glue.trimmed(made + address + other, "") == other
    assert glue.trimmed(made + address + other + "_a()", "") == made + other + "_a()"
    assert glue.trimmed(made + address + other, "Module._b") == address + other


def test_a_glue_of_another_shape_stops_the_build():
    with pytest.raises(pyodide_files.PyodideChanged, match=r"trim\.py"):
        glue.trimmed("const a = exports.a;", "")


LISTS = "var wasmImports={a:_a,b:_b,c};function _a(){}function _b(){}"
TYPES = '_a.sig="v";_b.sig="vi";'


def test_the_glue_gives_no_more_than_what_is_imported():
    left = glue.given_to([(FUNCTION, "b")], LISTS + TYPES + 'Module["d"]=d;', "")
    assert "var wasmImports={b:_b};" in left
    assert ".sig" not in left
    assert "Module" not in left


def test_functions_that_are_imported_by_address_keep_their_types():
    left = glue.given_to([(GLOBAL, "a")], LISTS + TYPES + 'Module["b"]=b;', "")
    assert TYPES in left


def test_what_is_mentioned_as_a_property_stays_public():
    public = 'Module["b"]=b;'
    for used in ("x.b()", 'x["b"]', "let{b}=x"):
        assert public in glue.given_to([], LISTS + TYPES + public + 'Module["d"]=d;', used)


def test_the_glue_has_what_its_python_imports_and_nothing_of_games():
    folder = runtime.build_runtime().folder
    small, complete = (
        (folder / name).read_text("utf-8") for name in ("pyodide.asm.js", "complete.js")
    )
    for _, name in imported((folder / "pyodide.asm.wasm").read_bytes()):
        assert name in glue.words(small) or name == "reached"
    assert "SDL_Init" in complete
    assert "SDL_Init" not in small
    assert re.search(r"return\s?\(async function\(", small)  # else browsers read it twice


@pytest.mark.parametrize(
    "change",
    [
        lambda: glue.given_to([], LISTS + TYPES, ""),
        lambda: glue.given_to([], LISTS + 'Module["b"]=b;', ""),
        lambda: glue.given_to([], TYPES + 'Module["b"]=b;', ""),
        lambda: glue.going_on("API.run()"),
        lambda: glue.read_once("function made(){}"),
    ],
)
def test_another_shape_of_any_part_of_the_glue_stops_the_build(change: Callable[[], str]):
    with pytest.raises(pyodide_files.PyodideChanged, match=r"mend \w+ in .*trim\.py"):
        change()
