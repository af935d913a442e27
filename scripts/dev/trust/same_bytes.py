"""site/ as it was built here, and a build of the same tree in another folder, year and time zone, without
anything kept: the same bytes. Needs the whole build (`make trust` has made it)."""

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.dev.trust.debian import Missing, need
from scripts.places import ROOT, SITE
from scripts.runtime.package import make_wheel

ELSEWHERE = {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "2"}
LATER = "+500d"
WHEEL = "from pathlib import Path; from scripts.runtime.package import make_wheel; make_wheel(Path('wheel'))"


def check() -> str:
    """What was found to be right. Raises AssertionError or Missing."""
    faketime = need("faketime", "faketime")
    with tempfile.TemporaryDirectory(prefix="same-bytes-") as scratch:
        tree = Path(scratch) / "and" / "elsewhere"
        _copy(tree)
        _run(tree, [faketime, "-f", LATER], "-m", "scripts.build")
        _same(SITE, tree / "site")
        # Readers get what the wheel holds as a part of the archive; here it is compared as it is made.
        make_wheel(Path(scratch) / "wheel")
        _run(tree, [faketime, "-f", LATER], "-c", WHEEL)
        _same(Path(scratch) / "wheel", tree / "wheel")
    files = [path for path in SITE.rglob("*") if path.is_file()]
    return f"{len(files)} files, {sum(p.stat().st_size for p in files):,} bytes, all the same"


def _same(first: Path, second: Path) -> None:
    differing = _differing(first, second)
    if differing:
        _explain(first, second, differing)
    assert not differing, f"{len(differing)} files differ: {', '.join(differing[:10])}"


def _copy(tree: Path) -> None:
    """The checkout as it is, without what was built or installed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
    (tree / "node_modules").symlink_to(ROOT / "node_modules")


def _run(tree: Path, before: list[str], *python: str) -> None:
    home = tree / "home"
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        [*before, sys.executable, *python],
        cwd=tree,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": str(tree), **ELSEWHERE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _differing(first: Path, second: Path) -> list[str]:
    """Names that only one of the folders has, or that differ in content."""
    names = [
        {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
        for site in (first, second)
    ]
    both = names[0] & names[1]
    _, differ, unreadable = filecmp.cmpfiles(first, second, both, shallow=False)
    return sorted((names[0] ^ names[1]) | set(differ) | set(unreadable))


def _explain(first: Path, second: Path, differing: list[str]) -> None:
    try:
        diffoscope = need("diffoscope", "diffoscope-minimal")
    except Missing as missing:
        print(missing)
        for name in differing[:3]:
            print(f"{name}: {_first_difference(first / name, second / name)}")
        return
    for name in differing[:3]:
        pair = [str(site / name) for site in (first, second)]
        subprocess.run(
            [diffoscope, "--max-report-size", "4000", *pair], cwd=SITE.parent, check=False
        )


def _first_difference(first: Path, second: Path) -> str:
    if not (first.exists() and second.exists()):
        return f"only in {'the first' if first.exists() else 'the second'} build"
    one, other = first.read_bytes(), second.read_bytes()
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    if at < 0:
        return f"{len(one)} bytes, then {len(other)}"
    part = slice(max(0, at - 40), at + 40)
    return f"from byte {at}: {one[part]!r}, then {other[part]!r}"
