"""Compiled Python that lacks what it calls when it refuses something: for tests of what then happens,
in one engine and in three."""

import json
import os
import shutil
import tempfile
from pathlib import Path

from scripts.runtime.functions import PROFILE, keep_called, places
from scripts.runtime.pinned import GLUE, WASM
from scripts.runtime.trim import words
from scripts.runtime.webassembly import data


def lacking(runtime: Path) -> bytes:
    """In place of the one in the folder of `runtime`, and as long."""
    profile = json.loads(PROFILE.read_text("utf-8"))
    called = places(profile["called"]) - places(profile["refusing"])
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / WASM
        keep_called(target, called, words((runtime / GLUE).read_text("utf-8")))
        content = target.read_bytes()
    whole = (runtime / WASM).read_bytes()
    there, ready = data(content), whole[slice(*data(whole))]  # what the memory was saved against
    content = content[: there.start] + ready + content[there.end :]
    return _padded(content, (runtime / WASM).stat().st_size)


def write_lacking_site(site: Path, target: Path) -> None:
    """`site` once more, with such a Python in it."""
    shutil.copytree(site, target, copy_function=os.link)
    [runtime] = (target / "assets" / "runtime").iterdir()
    content = lacking(runtime)
    for name in (WASM, f"{WASM}.br", f"{WASM}.gz"):
        (runtime / name).unlink(missing_ok=True)  # its other name stays as it is
    (runtime / WASM).write_bytes(content)


def _padded(content: bytes, length: int) -> bytes:
    """With a section at its end that means nothing: 0, its length in five bytes, an empty name."""
    size = length - len(content) - 6
    assert size > 0
    leb = bytes((size >> 7 * i) & 0x7F | 0x80 for i in range(4)) + bytes([size >> 28])
    return content + b"\0" + leb + bytes(size)
