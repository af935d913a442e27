"""Two builds of one tree, in two folders, two years and two time zones: the same bytes."""

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.places import ROOT, SITE
from scripts.trust.debian import Missing, need

ELSEWHERE = {
    "first": {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    "and/a second": {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "2"},
}
LATER = "+500d"


def check() -> str:
    """What was found to be right. Raises AssertionError or Missing."""
    faketime = need("faketime", "faketime")
    with tempfile.TemporaryDirectory(prefix="same-bytes-") as scratch:
        sites = []
        for (name, environment), command in zip(
            ELSEWHERE.items(), ([], [faketime, "-f", LATER]), strict=True
        ):
            tree = Path(scratch) / name
            _copy(tree)
            _build(tree, command, environment)
            sites.append(tree / "site")
        first, second = sites
        differing = _differing(first, second)
        if differing:
            _explain(first, second, differing)
        assert not differing, f"{len(differing)} files differ: {', '.join(differing[:10])}"
        files = [path for path in first.rglob("*") if path.is_file()]
        return f"{len(files)} files, {sum(p.stat().st_size for p in files):,} bytes, all the same"


def _copy(tree: Path) -> None:
    """The checkout as it is, without what was built or installed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
    (tree / "node_modules").symlink_to(ROOT / "node_modules")


def _build(tree: Path, before: list[str], environment: dict[str, str]) -> None:
    home = tree / "home"
    home.mkdir()
    done = subprocess.run(
        [*before, sys.executable, "-m", "scripts.build"],
        cwd=tree,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": str(tree), **environment},
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
        return
    for name in differing[:3]:
        pair = [str(site / name) for site in (first, second)]
        subprocess.run(
            [diffoscope, "--max-report-size", "4000", *pair], cwd=SITE.parent, check=False
        )
