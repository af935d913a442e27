"""The folder of the runtime: made of what was pinned, of one piece, and no heavier than it may be."""

import shutil
from pathlib import Path

import brotli
import pytest
from ruamel.yaml import YAML

from scripts import pyodide_files, runtime
from scripts.places import PYODIDE, ROOT

BUDGETS = YAML(typ="safe").load((ROOT / "scripts" / "budgets.yml").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(BUDGETS["runtime"]))
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


def test_a_built_folder_that_was_changed_is_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(runtime, "BUILD", tmp_path)
    folder = runtime.build_runtime().folder
    worker = (folder / "worker.js").read_bytes()
    (folder / "worker.js").write_bytes(worker[:-100])
    assert runtime.build_runtime().folder == folder
    assert (folder / "worker.js").read_bytes() == worker
