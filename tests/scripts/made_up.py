"""Made-up facts of one exam year and two areas, to be spoilt in one place by a test."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from scripts.dev.bench import made_up_facts
from scripts.facts.lint import errors, notices
from scripts.facts.load import load
from scripts.facts.problems import FactsError, Problem
from scripts.facts.resolve import Facts, facts

YEAR = 2030  # its third Saturday of October is the 19th
EXAM = f"exams/{YEAR}.yml"
GUANGDONG = "provinces/guangdong.yml"
Edit = Callable[[dict[str, Any]], object]


def write(root: Path, edit: Edit = lambda files: None) -> Path:
    """The files under `root`, after `edit` has changed the plain data of all of them."""
    files: dict[str, Any] = dict(made_up_facts.made_up([YEAR], ["广东", "陕西"]))
    edit(files)
    made_up_facts.write_files(files, root)
    return root


def made(root: Path, edit: Edit = lambda files: None) -> Facts:
    return facts(write(root, edit))


def problems(root: Path) -> list[Problem]:
    """All errors in the files, whether of shape or of meaning."""
    try:
        errors(load(root))
    except FactsError as error:
        return error.problems
    return []


def old(root: Path, today: str) -> list[Problem]:
    return list(notices(load(root), date.fromisoformat(today)))


def value(**more: Any) -> dict[str, Any]:
    return {
        "status": "announced",
        "source": ["made-up"],
        "checked_on": made_up_facts.CHECKED,
        **more,
    }
