"""That Pyodide's files are those of the release that package-lock.json pins.

npm checks the package when it installs it; this checks what lies in node_modules when it is used.
`python -m scripts.runtime.pinned` writes the list anew, after `make lock` has moved to another release.
"""

import hashlib
import json
import sys
from pathlib import Path

from scripts.packing import on_the_wire
from scripts.places import PYODIDE, ROOT

LIST = Path(__file__).with_name("pinned.json")
GLUE = "pyodide.asm.js"
WASM = "pyodide.asm.wasm"
LIBRARY = "python_stdlib.zip"
NAMES = (GLUE, WASM, "pyodide.mjs", LIBRARY)


class PyodideChanged(Exception):
    """A file of Pyodide is not the one that was pinned."""


def check_pyodide(folder: Path = PYODIDE) -> None:
    """Raises PyodideChanged, with what is wrong and how to mend it."""
    known = json.loads(LIST.read_text("utf-8"))
    if known["integrity"] != _pinned():
        raise PyodideChanged(
            f"package-lock.json pins another release of pyodide than {LIST.relative_to(ROOT)} lists.\n"
            "If that is meant: npm ci, then python -m scripts.runtime.pinned, and commit the list."
        )
    for name, digest in known["sha256"].items():
        if sha256(folder / name) != digest:
            raise PyodideChanged(
                f"{folder / name} is not the file of the pinned release: expected sha256 {digest}.\n"
                "Delete node_modules and run make again."
            )


def wasm_on_the_wire() -> int:
    """Bytes of compiled Python as a server sends it. Listed, since packing it takes half a minute."""
    return int(json.loads(LIST.read_text("utf-8"))["on_the_wire"][WASM])


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _pinned() -> str:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    return str(lock["packages"]["node_modules/pyodide"]["integrity"])


def main() -> int:
    digests = {name: sha256(PYODIDE / name) for name in NAMES}
    wire = {WASM: on_the_wire((PYODIDE / WASM).read_bytes())}
    listed = {"integrity": _pinned(), "sha256": digests, "on_the_wire": wire}
    LIST.write_text(json.dumps(listed, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
