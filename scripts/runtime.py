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
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.places import BUILD, PYODIDE, ROOT

WORKER = Path(__file__).with_name("worker.js")
STDLIB = "python_stdlib.zip"
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
LARGE_FILES = ("pyodide.asm.wasm", STDLIB)
IMPORTS = Path(__file__).with_name("imports.mjs")
# Members of the standard library that are kept although importing the checker does not load them.
LOADED_LATER = {
    "encodings/ascii.": "Python looks encodings up when text in them is met",
    "encodings/latin_1.": "the same",
    "encodings/gb18030.": "the same: tables saved by a Chinese Excel",
    "encodings/gbk.": "the same",
    "encodings/utf_16": "the same: Excel's “Unicode text”",
    "encodings/utf_8_sig.": "the same: tables saved with a byte-order mark",
    "traceback.pyc": "what Pyodide prints when something fails",
    "_sysconfigdata": "Pyodide's own start reads it",
}
# What the browser does without: the command line, and what is published beside the runtime.
LEFT_OUT = (
    "checker/__main__.",
    "checker/cli",
    "checker/commands",
    "checker/lines.",
    "checker/schemas/",
)
# The first moment that a zip file can hold: what readers cache changes with its content alone.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
ZIP_EPOCH = "315532800"


@dataclass(frozen=True, slots=True)
class Runtime:
    """The built folder; its name changes when its content does, so it can be cached for ever."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def bytes(self) -> int:
        """What the browser loads before it can answer, before compression."""
        return sum(path.stat().st_size for path in self.folder.iterdir())


def build_runtime() -> Runtime:
    """The runtime for the checkout as it is; builds it unless an equal one is there already."""
    digest = _digest_of_inputs()
    folder = BUILD / "runtime" / digest
    if not folder.exists():
        BUILD.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=BUILD) as scratch:
            made = Path(scratch) / "runtime"
            made.mkdir()
            _make(made, Path(scratch))
            shutil.rmtree(folder.parent, ignore_errors=True)
            folder.parent.mkdir()
            made.rename(folder)
    return Runtime(folder)


def python_version() -> str:
    """The Python inside Pyodide, such as `3.13.2`."""
    return str(_lock_info()["python"])


def _lock_info() -> dict[str, str]:
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))
    return dict(lock["info"])


def _digest_of_inputs() -> str:
    inputs = [*sorted((ROOT / "checker").rglob("*")), WORKER, IMPORTS, Path(__file__)]
    inputs += [PYODIDE / "package.json", ROOT / "locks" / "build.txt"]
    digest = hashlib.sha256()
    for path in inputs:
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _make(folder: Path, scratch: Path) -> None:
    for name in PYODIDE_FILES:
        shutil.copyfile(PYODIDE / name, folder / name)
    stdlib = scratch / STDLIB
    shutil.copyfile(PYODIDE / STDLIB, stdlib)
    _byte_compile(stdlib)
    wheel = _byte_compile(_wheel(scratch / "wheel"))
    whole = scratch / "whole.zip"
    _merge([stdlib, wheel], whole)
    _trim(whole, folder / STDLIB)
    built = {
        "sizes": {name: (folder / name).stat().st_size for name in LARGE_FILES},
        "lock": {"info": _lock_info(), "packages": {}},
    }
    worker = WORKER.read_text("utf-8")
    assert worker.count("const BUILT = {};") == 1
    worker = worker.replace("const BUILT = {};", f"const BUILT = {json.dumps(built)};")
    (folder / "worker.js").write_text(worker, "utf-8")


def _wheel(folder: Path) -> Path:
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder))
    return next(folder.glob("*.whl"))


def _byte_compile(archive: Path) -> Path:
    """Replaces the .py files of a wheel or zip by .pyc without docstrings; gives its new path."""
    _run("pyodide", "py-compile", "--silent", str(archive))
    return next(archive.parent.glob(f"*{archive.suffix}"))


def _merge(archives: list[Path], merged: Path) -> None:
    """One archive of all files, without the wheel's metadata."""
    files: dict[str, bytes] = {}
    for archive in archives:
        with zipfile.ZipFile(archive) as content:
            for name in content.namelist():
                if not name.endswith("/") and ".dist-info/" not in name:
                    files[name] = content.read(name)
    _write_zip(files, merged)


def _write_zip(files: Mapping[str, bytes], path: Path) -> None:
    with zipfile.ZipFile(path, "w") as content:
        for name in sorted(files):
            content.writestr(zipfile.ZipInfo(name, ZIP_DATE), files[name], zipfile.ZIP_DEFLATED, 9)


def _trim(whole: Path, trimmed: Path) -> None:
    """The archive without what the checker never loads: about a third remains."""
    used = set(json.loads(_run("node", str(IMPORTS), str(PYODIDE), str(whole), *LEFT_OUT)))
    with zipfile.ZipFile(whole) as content:
        kept = {
            name: content.read(name)
            for name in content.namelist()
            if name in used or name.startswith(("checker/", *LOADED_LATER))
            if not name.startswith(LEFT_OUT)
        }
    _write_zip(kept, trimmed)


def _run(*command: str) -> str:
    """What a tool prints; when it fails, all it said is in the error."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "SOURCE_DATE_EPOCH": ZIP_EPOCH,
        "PYTHONOPTIMIZE": "2",
        "PYTHONNODEBUGRANGES": "1",
    }
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
