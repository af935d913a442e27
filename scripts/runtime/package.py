"""Stage: the checker and Python itself, as the files that a reader's browser runs.

checker/ → wheel → byte code, put into one archive with the byte-compiled standard library, beside
Pyodide's own files and the worker, in a folder named after its content. Nothing in it is fetched
from anywhere but the npm package and this checkout.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from checker.bridge import handle
from checker.operations import rule_sets
from scripts.bundle import TARGET, esbuild
from scripts.packing import on_the_wire
from scripts.places import BUILD, PYODIDE, ROOT
from scripts.runtime.data import MOVED, Table, addresses_held
from scripts.runtime.functions import trimmed_on_the_wire, trimmed_python
from scripts.runtime.memory import Memory
from scripts.runtime.pinned import GLUE, LIBRARY, WASM, check_pyodide, sha256, wasm_on_the_wire
from scripts.runtime.trim import given_to, going_on, read_once, trimmed, words
from scripts.runtime.webassembly import imported

WORKER = Path(__file__).with_name("worker")
BYTE_CODE = Path(__file__).with_name("bytecode.py")
COMPLETE = "complete.wasm"  # loaded when the smaller one lacks a function
COMPLETE_GLUE = "complete.js"
MEMORY = "memory.bin"
WHEN_LACKING = (COMPLETE, COMPLETE_GLUE, LIBRARY)
LOADED = (WASM, MEMORY, GLUE, *WHEN_LACKING)  # by the worker
TERSER = ROOT / "node_modules" / "terser" / "bin" / "terser"
# What nothing uses is taken out, the rest left as it is.
USED_ONLY = "defaults=false,unused,passes=2"
IMPORTS = Path(__file__).with_name("loaded_members.mjs")
TABLES = ROOT / "checker" / "batch"
STAND_INS = Path(__file__).with_name("stand_ins")
# Members of the standard library that are kept although importing the checker does not load them.
LOADED_LATER = {
    "encodings/ascii.": "Python looks encodings up when text in them is met",
    "encodings/latin_1.": "the same",
    "encodings/gb18030.": "the same: tables saved by a Chinese Excel",
    "encodings/gbk.": "the same",
    "encodings/utf_16": "the same: Excel's “Unicode text”",
    "encodings/utf_8_sig.": "the same: tables saved with a byte-order mark",
}
# What the browser does without: the command line, what is published beside the runtime, and what
# stands in the compiled Python already.
LEFT_OUT = (
    "checker/__main__.",
    "checker/cli",
    "checker/commands",
    "checker/lines.",
    "checker/schemas/",
    "importlib/_bootstrap",
)
RULE_SETS = "checker/rule_sets/"
# Parts of the checker that the worker fetches when first asked for (scripts/runtime/worker/parts.js).
PARTS = {"notice.zip": "checker/notice/"}
LATER = {*PARTS, *WHEN_LACKING}
OWN_INPUTS = (
    *(
        f"{name}.py"
        for name in ["package", "bytecode", "memory", "functions", "data", "webassembly", "trim"]
    ),
    *("loaded_members.mjs", "memory.mjs", "functions.mjs", "profile.json", "tables.json"),
)
# A fixed question: the memory, once taken up, must answer it as CPython does.
PROBE = json.dumps(
    {
        "op": "assess",
        "today": "2026-02-10",
        "apply_on": "2026-02-10",
        "annotations": [{"applied_on": "2026-01-01", "days": 90}],
    }
)
# The first moment that a zip file can hold: what readers cache changes with its content alone.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
ZIP_EPOCH = "315532800"


Compiled = Callable[[Path, set[str], set[int]], list[Table]]


@dataclass(frozen=True, slots=True)
class Runtime:
    """The built folder; its name changes when its content does, so it can be cached for ever."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def megabytes(self) -> str:
        """What the browser loads before it can answer, as a server sends it, such as `2.4`."""
        return f"{sum(_sizes(path)['wire'] for path in self._at_first()) / 1e6:.1f}"

    @property
    def bytes(self) -> int:
        """What the browser loads before it can answer, before compression."""
        return sum(path.stat().st_size for path in self._at_first())

    def _at_first(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if path.name not in LATER]


def build_runtime() -> Runtime:
    """The runtime for the checkout as it is; builds it unless an equal one is there already.
    Raises PyodideChanged."""
    check_pyodide()
    digest = _digest_of_inputs()
    folder = BUILD / "runtime" / digest
    listed = BUILD / "runtime" / f"{digest}.sha256.json"
    if not listed.exists() or json.loads(listed.read_text("utf-8")) != _digests(folder):
        BUILD.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=BUILD) as scratch:
            made = Path(scratch) / "runtime"
            made.mkdir()
            make(made, Path(scratch))
            shutil.rmtree(folder.parent, ignore_errors=True)
            folder.parent.mkdir()
            made.rename(folder)
            listed.write_text(json.dumps(_digests(folder)), "utf-8")
    return Runtime(folder)


def write_runtime(runtime: Runtime, folder: Path) -> None:
    """Puts what the pages of tools fetch below `folder`: the runtime, and the example tables."""
    shutil.copytree(runtime.folder, folder / "assets" / "runtime" / runtime.name)
    tables = folder / "assets" / "tables"
    tables.mkdir(parents=True)
    for example in TABLES.glob("*.csv"):
        shutil.copyfile(example, tables / example.name)


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path) for path in sorted(folder.glob("*"))}


def python_version() -> str:
    """The Python inside Pyodide, such as `3.13.2`."""
    return str(_lock_info()["python"])


def _lock_info() -> dict[str, str]:
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))
    return dict(lock["info"])


def _digest_of_inputs() -> str:
    inputs = [*sorted((ROOT / "checker").rglob("*")), *sorted(STAND_INS.rglob("*"))]
    inputs += [*sorted(WORKER.iterdir()), *(Path(__file__).with_name(name) for name in OWN_INPUTS)]
    inputs += [PYODIDE / "package.json", ROOT / "package-lock.json", ROOT / "locks" / "build.txt"]
    digest = hashlib.sha256()
    for path in inputs:
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def make(folder: Path, scratch: Path, compiled: Compiled = trimmed_python) -> None:
    """Fills `folder`; `compiled` writes the Python that is loaded at first, given the names that the script
    beside it mentions and the addresses in the memory that it goes on from, and tells its empty tables."""
    shutil.copyfile(PYODIDE / WASM, folder / COMPLETE)
    loader = (PYODIDE / "pyodide.mjs").read_text("utf-8")
    glue = trimmed((PYODIDE / GLUE).read_text("utf-8"), loader)
    _shorten(glue, folder / COMPLETE_GLUE)
    sources, whole = scratch / "sources.zip", scratch / "whole.zip"
    wheel = make_wheel(scratch / "wheel")
    _write_zip(_read_zip(PYODIDE / LIBRARY) | _stand_ins() | _read_zip(wheel), sources)
    _run(sys.executable, str(BYTE_CODE), str(sources), str(whole))
    files = _read_zip(whole)
    loaded = _run("node", str(IMPORTS), str(PYODIDE), str(whole), *_modules(files))
    used = set(json.loads(loaded))
    kept = {name: content for name, content in files.items() if _is_kept(name, used)}
    for archive, prefix in PARTS.items():
        part = {name: kept.pop(name) for name in list(kept) if name.startswith(prefix)}
        _write_zip(part, folder / archive)
    _write_zip(kept, folder / LIBRARY)
    lock = {"info": _lock_info(), "packages": {}}
    modules = _all_modules(kept)
    with ThreadPoolExecutor() as beside:  # each starts Python in a process of its own
        saved, *moved = beside.map(
            lambda by: Memory.saved(folder / LIBRARY, lock, modules, by), (0, *MOVED)
        )
    held = addresses_held(
        saved.content, {by: one.content for by, one in zip(MOVED, moved, strict=True)}
    )
    empty = compiled(folder / WASM, words(glue), held)
    small = (folder / WASM).read_bytes()
    (folder / MEMORY).write_bytes(saved.packed(small, empty))
    _shorten(_glue_for(small, glue, loader, scratch), folder / GLUE)
    with ThreadPoolExecutor() as beside:
        sizes = beside.map(_sizes, [folder / name for name in LOADED])
    built = {
        "files": dict(zip(LOADED, sizes, strict=True)),
        "memory": sha256(folder / MEMORY),
        "lock": lock,
        "probe": {"request": PROBE, "answer": handle(PROBE)},
    }
    esbuild(
        str(WORKER / "worker.js"),
        "--bundle",
        "--format=esm",
        "--external:node:*",
        "--external:ws",
        "--preserve-symlinks",
        f"--define:BUILT={json.dumps(built)}",
        f"--target={TARGET}",
        f"--outfile={folder / 'worker.js'}",
    )


def _glue_for(python: bytes, glue: str, loader: str, scratch: Path) -> str:
    """As much of `glue` as that compiled Python uses once it goes on from a memory."""
    given = scratch / GLUE
    given.write_text(given_to(list(imported(python)), going_on(glue), loader), "utf-8")
    return read_once(_run("node", str(TERSER), str(given), "--compress", USED_ONLY))


def _shorten(glue: str, target: Path) -> None:
    """No module: in one, esbuild would put all of it into a function more, which browsers read twice."""
    target.write_text(esbuild(f"--target={TARGET}", text=glue), "utf-8")


def _sizes(file: Path) -> dict[str, int]:
    """The bytes of a file of the runtime, and those that a server sends of it."""
    listed = {COMPLETE: wasm_on_the_wire, WASM: trimmed_on_the_wire}.get(file.name)
    wire = listed() if listed else on_the_wire(file.read_bytes())
    return {"bytes": file.stat().st_size, "wire": wire}


def make_wheel(folder: Path) -> Path:
    """The checker as a wheel in `folder`."""
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder))
    return next(folder.glob("*.whl"))


def _stand_ins() -> dict[str, bytes]:
    return {p.relative_to(STAND_INS).as_posix(): p.read_bytes() for p in STAND_INS.rglob("*.py")}


def _modules(files: Iterable[str]) -> list[str]:
    """The checker's modules among the members of an archive, as they are imported."""
    return [name for name in _all_modules(files) if name.partition(".")[0] == "checker"]


def _all_modules(files: Iterable[str]) -> list[str]:
    members = (PurePosixPath(name) for name in files if not name.startswith(LEFT_OUT))
    names = {name.with_suffix("") for name in members if name.suffix == ".pyc"}
    names = {name.parent if name.name == "__init__" else name for name in names}
    return sorted(".".join(name.parts) for name in names)


def _is_kept(name: str, used: set[str]) -> bool:
    """Whether the checker ever loads this member of the archive: about a quarter of it."""
    if name.startswith(RULE_SETS):
        return PurePosixPath(name).stem in rule_sets()  # others only pages of the site quote
    wanted = name in used or name.startswith(("checker/", *LOADED_LATER))
    return wanted and not name.startswith(LEFT_OUT)


def _read_zip(path: Path) -> dict[str, bytes]:
    """Name → content, without a wheel's metadata."""
    with zipfile.ZipFile(path) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if not name.endswith("/") and ".dist-info/" not in name
        }


def _write_zip(files: Mapping[str, bytes], path: Path) -> None:
    """Stored, not deflated: the server's brotli then sees the whole and makes it a third smaller."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), files[name])


def _run(*command: str) -> str:
    """What a tool prints; when it fails, all it said is in the error."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "SOURCE_DATE_EPOCH": ZIP_EPOCH,
        "PYTHONHASHSEED": "0",
    }
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
