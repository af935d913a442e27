"""What others have made, as it is found in site/ itself and in what site/ was made of."""

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from scripts.places import PYODIDE
from scripts.published.licences.components import Shipped
from scripts.runtime.package import STAND_INS, WORKER

PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
BARE_IMPORT = re.compile(r"""\bfrom\s+["']((?:@[^/"']+/)?[^./"'][^/"']*)""")
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
LINE = re.compile(r"""\bd=\\?["']([^"'\\]+)""")
OUR_DRAWING = '<svg class="chart'
COMPRESSED = (".br", ".gz")


def found(site: Path) -> set[str]:
    """`bundled:` npm packages in scripts and styles, `vendored:` what Pyodide's loader holds,
    `icons:` the sets that drawings are of, `python:` what is in Python's archive."""
    return {*_bundled(site), *_vendored(), *_icons(site), *_python(site)}


def unnamed_files(site: Path, known: Shipped) -> list[str]:
    """Files that the list neither calls ours nor gives to a component."""
    patterns = [*known.ours, *(pattern for one in known.components for pattern in one.files)]
    return [
        name for name in files(site) if not any(fnmatchcase(name, pattern) for pattern in patterns)
    ]


def needless_patterns(site: Path, known: Shipped) -> list[str]:
    """Patterns of the list that no file fits any more."""
    names = files(site)
    if not (site / "hant").exists():
        names += ["hant/", "hant/assets/hant.0.js"]  # built only where it is asked for
    patterns = [*known.ours, *(pattern for one in known.components for pattern in one.files)]
    return [
        pattern for pattern in patterns if not any(fnmatchcase(name, pattern) for name in names)
    ]


def files(site: Path) -> list[str]:
    """Addresses of all files but the compressed copies."""
    return sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path.suffix not in COMPRESSED
    )


def theme() -> Path:
    """The installed theme."""
    spec = find_spec("material")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "templates"


def _bundled(site: Path) -> Iterator[str]:
    """From the source maps; the styles' are the theme's own, since site/ has theirs no more."""
    maps = [*site.rglob("*.map"), *(theme() / "assets" / "stylesheets").glob("*.map")]
    for path in maps:
        for source in json.loads(path.read_text("utf-8"))["sources"]:
            package = PACKAGE.search(source)
            if package:
                yield f"bundled:{package[1]}"
    for path in WORKER.glob("*.js"):
        for package in BARE_IMPORT.findall(path.read_text("utf-8")):
            yield f"bundled:{package}"


def _vendored() -> Iterator[str]:
    sources = json.loads((PYODIDE / "pyodide.mjs.map").read_text("utf-8"))["sources"]
    for source in sources:
        if "/vendor/" in source or "node_modules/" in source:
            yield f"vendored:{PurePosixPath(source).stem}"


def _icons(site: Path) -> Iterator[str]:
    """The set of the theme's icons that each drawing is of; `icons:unknown` for one of none."""
    known = {
        line: path.relative_to(theme() / ".icons").parts[0]
        for path in (theme() / ".icons").rglob("*.svg")
        for line in LINE.findall(path.read_text("utf-8"))
    }
    for drawing in set(_drawings(site)):
        lines = LINE.findall(drawing)
        yield f"icons:{next((known[line] for line in lines if line in known), 'unknown')}"


def _drawings(site: Path) -> Iterator[str]:
    for page in site.rglob("*.html"):
        for drawing in DRAWING.findall(page.read_text("utf-8")):
            if not drawing.startswith(OUR_DRAWING):
                yield drawing
    for sheet in site.rglob("*.css"):
        yield from DRAWING.findall(unquote(sheet.read_text("utf-8")))


def _python(site: Path) -> Iterator[str]:
    ours = {path.name.partition(".")[0] for path in STAND_INS.iterdir()} | {"checker"}
    (archive,) = site.glob("assets/runtime/*/python_stdlib.zip")
    with zipfile.ZipFile(archive) as opened:
        tops = {PurePosixPath(name).parts[0].partition(".")[0] for name in opened.namelist()}
    for top in tops - {"checker"}:
        if top in ("pyodide", "_pyodide"):
            yield "python:pyodide"
        elif top in sys.stdlib_module_names:
            yield "python:standard library"
        elif top not in ours:
            yield f"python:{top}"
