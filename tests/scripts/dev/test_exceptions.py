"""An exception that is no longer needed is itself an error."""

import json
import subprocess
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from scripts.dev.mutation import REASONS, excused_lines, needless_excuses
from scripts.places import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LINT = PYPROJECT["tool"]["ruff"]["lint"]
IN_FILES = [(place, code) for place, codes in LINT["per-file-ignores"].items() for code in codes]


@cache
def found_without_exceptions() -> frozenset[tuple[str, str]]:
    """Code and file of all that ruff would say were nothing ignored."""
    ruff = PYPROJECT["tool"]["ruff"]
    done = subprocess.run(
        [
            "ruff", "check", "--isolated", "--output-format=json",
            f"--select={','.join(LINT['select'])}", f"--exclude={','.join(ruff['extend-exclude'])}",
            f"--target-version={ruff['target-version']}", f"--line-length={ruff['line-length']}", ".",
        ],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return frozenset(
        (one["code"], Path(one["filename"]).relative_to(ROOT).as_posix())
        for one in json.loads(done.stdout)
    )


def is_needed(code: str, place: str) -> bool:
    return any(c.startswith(code) and fnmatch(f, place) for c, f in found_without_exceptions())


@pytest.mark.parametrize(("place", "code"), IN_FILES)
def test_what_ruff_may_not_say_of_some_files_it_would_say(place: str, code: str):
    assert is_needed(code, place), f"pyproject.toml: {code} for {place} is no longer needed"


@pytest.mark.parametrize("code", LINT["ignore"])
def test_what_ruff_may_not_say_at_all_it_would_say(code: str):
    assert is_needed(code, "*"), f"pyproject.toml: ignoring {code} is no longer needed"


def test_a_needless_exception_is_seen():
    assert not is_needed("S311", "checker/**")
    assert not is_needed("T10", "*")


def test_excuses_of_changes_that_do_not_live_are_seen():
    excused = excused_lines("## Why\n\n- `a = b`\n- `c = [d for d in e if d >= f]`\n\nAs in `g`.\n")
    assert excused == ["a = b", "c = [d for d in e if d >= f]"]
    assert needless_excuses(excused, ["a = b", "other"]) == ["c = [d for d in e if d >= f]"]


def test_no_excuse_is_written_in_a_way_that_is_not_read():
    text = REASONS.read_text("utf-8")
    items = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(excused_lines(text)) == len(items) == len(set(items))
