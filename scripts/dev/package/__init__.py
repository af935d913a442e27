"""The checker as a package for others: a wheel and an sdist that import as `yaoshi_zhiqi`.

In the checkout, in the browser and in its tests the package is called `checker`, a name that may well
be taken where others install it. So both are built from a copy in which every mention of the module
has the other name, and the command of its own stands where `python3 -m checker` stood. The copy is
what the sdist holds: nothing has to be renamed again by who builds from it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from checker.bridge import OPERATIONS, handle
from scripts.dev.cases import load
from scripts.places import ROOT, build_epoch

NAME = "yaoshi_zhiqi"
COMMAND = "yaoshi-zhiqi"
README = Path(__file__).with_name("README.md")
TABLES = re.compile(r"^(?=\[)", re.MULTILINE)
TAKEN = ("[build-system]", "[project", "[tool.flit.")  # of pyproject.toml
RENAMED = (
    (re.compile(r"^( *from )checker(?=[. ])", re.MULTILINE), rf"\1{NAME}"),
    (re.compile(r"^( *import )checker$", re.MULTILINE), rf"\1{NAME} as checker"),
    (re.compile(r"python3 -m checker"), COMMAND),
    (re.compile(r"(?<=[`\"])checker(?=[.\"])"), NAME),
)
# Run by the Python into which the package was installed, away from the checkout.
ASK_ALL = f"""
import importlib, pkgutil, sys
import {NAME}
for module in pkgutil.walk_packages({NAME}.__path__, "{NAME}."):
    if not module.name.endswith(("__main__", ".xlsx")):
        importlib.import_module(module.name)
assert "checker" not in sys.modules
from {NAME}.bridge import handle
for line in sys.stdin:
    print(handle(line))
"""


class Broken(Exception):
    """The package does not do what the checker in the checkout does; the message says where."""


def build_package(folder: Path) -> list[Path]:
    """The sdist, and the wheel made from it, in `folder`; the same tree gives the same bytes."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        write_copy(copy)
        made = Path(scratch) / "made"
        _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(made), str(copy))
        return [Path(shutil.copy(path, folder)) for path in sorted(made.iterdir())]


def write_copy(folder: Path) -> None:
    """Under `folder`, all that the package is built from."""
    kept = shutil.ignore_patterns("__pycache__")
    module = Path(shutil.copytree(ROOT / "checker", folder / NAME, ignore=kept))
    (module / "py.typed").touch()
    for path in module.rglob("*.py"):
        path.write_text(renamed(path.read_text("utf-8")), "utf-8")
    tables = TABLES.split((ROOT / "pyproject.toml").read_text("utf-8"))
    about = "".join(table for table in tables if table.startswith(TAKEN))
    (folder / "pyproject.toml").write_text(renamed(about), "utf-8")
    shutil.copyfile(README, folder / "README.md")
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE")


def renamed(text: str) -> str:
    """A module of the checker, or its pyproject.toml, under the name that others import."""
    for pattern, replacement in RENAMED:
        text = pattern.sub(replacement, text)
    return text


def check_package(files: Sequence[Path]) -> int:
    """Installs the wheel where nothing else is, and asks it every case of tests/cases, as a package
    and as a command. The number of cases. Raises Broken."""
    _run(sys.executable, "-m", "twine", "check", "--strict", *map(str, files))
    with tempfile.TemporaryDirectory() as scratch:
        python = install(files, Path(scratch) / "environment")
        requests = [json.dumps(request, ensure_ascii=False) for request in _requests()]
        expected = [renamed(handle(request)) for request in requests]
        for command in (
            [str(python), "-I", "-c", ASK_ALL],
            [str(python.with_name(COMMAND)), "jsonl"],
        ):
            answers = _run(*command, text="\n".join(requests), cwd=Path(scratch)).splitlines()
            _assert_same(command[-1], requests, answers, expected)
    return len(requests)


def install(files: Iterable[Path], folder: Path) -> Path:
    """Makes an environment with the wheel among `files` and nothing else; the path of its Python."""
    wheel = next(path for path in files if path.suffix == ".whl")
    _run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    _run(*pip, "install", "--quiet", "--no-index", str(wheel))
    return python


def _requests() -> Iterable[object]:
    return (case["request"] for name in OPERATIONS for case in load(name))


def _assert_same(
    what: str, requests: Sequence[str], answers: Sequence[str], expected: Sequence[str]
) -> None:
    if len(answers) != len(expected):
        raise Broken(f"{what}: {len(expected)} requests, {len(answers)} answers")
    for request, answer, right in zip(requests, answers, expected, strict=True):
        if answer != right:
            raise Broken(f"{what} answers {request}\n{answer}\nthe checkout\n{right}")


def _run(*command: str, text: str = "", cwd: Path = ROOT) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"SOURCE_DATE_EPOCH": str(build_epoch()), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Broken(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
