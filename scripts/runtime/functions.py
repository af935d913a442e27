"""Compiled Python without the functions that no answer was ever seen to call.

They trap, and the page then starts the complete one (docs/dev/runtime.md). Which they are was watched
over every case and table (`make profile`) and is written down for this very file of Pyodide.
"""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from textwrap import wrap

from scripts.places import PYODIDE, ROOT
from scripts.runtime.data import Table, bases, make_ready
from scripts.runtime.pinned import WASM, PyodideChanged, sha256
from scripts.runtime.webassembly import of_any_memory

PROFILE = Path(__file__).with_name("profile.json")
TOOL = Path(__file__).with_name("functions.mjs")


def watched(target: Path) -> None:
    """Writes compiled Python that says which of its functions are called; nothing of it is left out."""
    _run("watch", target)
    target.write_bytes(of_any_memory(target.read_bytes()))


def trimmed_python(target: Path, names: Iterable[str], held: Iterable[int]) -> list[Table]:
    """Writes compiled Python with the functions of the profile and the exports among `names`; for a memory
    that holds those addresses, the tables that are empty in it. Raises PyodideChanged."""
    profile = json.loads(PROFILE.read_text("utf-8"))
    if profile["of"] != sha256(PYODIDE / WASM):
        raise PyodideChanged(
            f"{PROFILE.relative_to(ROOT)} is the profile of another {WASM}.\n"
            "Run make profile, then make test, and commit it."
        )
    called = places(profile["called"])
    keep_called(target, called, names)
    return make_ready(target, called, held)


def keep_called(target: Path, called: Iterable[int], names: Iterable[str]) -> None:
    """Writes compiled Python with these functions; its data are not ready."""
    _run("keep", target, {"places": sorted(called), "names": sorted(names), "bases": bases()})
    target.write_bytes(of_any_memory(target.read_bytes()))


def write_profile(
    called: Iterable[int], refusing: Iterable[int], made: Path, on_the_wire: int
) -> None:
    """`refusing`: the functions that only refusals call, for the test that takes them out; `made`: the
    compiled Python that comes of it; `on_the_wire`: its bytes as a server sends them."""
    profile = {
        "of": sha256(PYODIDE / WASM),
        "made": sha256(made),
        "on_the_wire": on_the_wire,
        "called": wrap(ranges(called), 100),
        "refusing": wrap(ranges(refusing), 100),
    }
    PROFILE.write_text(json.dumps(profile, indent=1) + "\n", "utf-8")


def called_before() -> set[int]:
    """What the last profile of this very file lists: chance does not call everything each time."""
    profile = json.loads(PROFILE.read_text("utf-8"))
    return places(profile["called"]) if profile["of"] == sha256(PYODIDE / WASM) else set()


def trimmed_on_the_wire() -> int:
    """Bytes as a server sends them. Listed, since packing takes a quarter of a minute."""
    return int(json.loads(PROFILE.read_text("utf-8"))["on_the_wire"])


def ranges(numbers: Iterable[int]) -> str:
    """`0-2 5 7-8`"""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return " ".join(f"{a}-{b}" if a < b else str(a) for a, b in found)


def places(lines: Iterable[str]) -> set[int]:
    """What `ranges` wrote, perhaps in several lines."""
    parts = (part.split("-") for line in lines for part in line.split())
    return {number for part in parts for number in range(int(part[0]), int(part[-1]) + 1)}


def _run(how: str, target: Path, said: object = None) -> None:
    command = ["node", str(TOOL), how, str(PYODIDE / WASM), str(target)]
    done = subprocess.run(
        command, input=json.dumps(said), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
