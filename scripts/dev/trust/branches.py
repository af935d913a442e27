"""Every branch of checker/ runs in the checker's own tests, made-up examples of Hypothesis left out: what
only those reach is reached by luck."""

import subprocess
import sys

from scripts.places import ROOT


def check() -> str:
    """What was found to be right. Raises AssertionError."""
    _coverage("erase")
    cases = ("-m", "not trust and not hypothesis and not soak", "tests/checker")
    _coverage("run", "-m", "pytest", "-n", "auto", *cases)
    _coverage("combine", "--quiet")
    _coverage("report", "--show-missing", "--skip-covered")
    return "the branches of checker/ (least: fail_under in pyproject.toml)"


def _coverage(*arguments: str) -> None:
    command = [sys.executable, "-m", "coverage", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False)
    assert done.returncode == 0, "see above"
