"""Known vulnerabilities of everything that the locks pin: the advisories of PyPI and of npm are asked.

Both clients can fall silent where they could not ask: pip-audit passes over a package that its
service does not know and exits as if all were well. What was not answered is said here.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.dev.trust.debian import NotChecked
from scripts.places import ROOT

PYTHON_LOCKS = ("locks/test.txt", "locks/uv.txt")  # the first holds all of locks/build.txt too
PATIENCE = 300  # seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """Of one service: how many packages it knew, what it has against them, what went wrong."""

    service: str
    asked: int = 0
    known: tuple[str, ...] = ()
    trouble: str = ""


def check() -> str:
    """What was asked and found to be right. Raises AssertionError, or NotChecked when a service
    did not answer for every package."""
    return judged([*(_ask_pypi(lock) for lock in PYTHON_LOCKS), _ask_npm()])


def judged(answers: list[Answer]) -> str:
    known = [one for answer in answers for one in answer.known]
    assert not known, "known vulnerabilities:\n" + "\n".join(known)
    fine = "; ".join(f"{a.service}: {a.asked} packages, none known" for a in answers if a.asked)
    trouble = [f"{a.service}: {a.trouble}" for a in answers if a.trouble]
    if trouble:
        raise NotChecked("; ".join([*trouble, *([fine] if fine else [])]))
    return fine


def from_pip_audit(service: str, said: dict[str, Any]) -> Answer:
    packages = said["dependencies"]
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    known = [
        f"{one['name']} {one['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'no release yet'}"
        for one in packages
        for found in one.get("vulns", [])
    ]
    trouble = f"no answer about {len(skipped)} of {len(packages)} packages" if skipped else ""
    return Answer(service, len(packages) - len(skipped), tuple(known), trouble)


def from_npm_audit(service: str, said: dict[str, Any]) -> Answer:
    if "vulnerabilities" not in said:
        return Answer(service, trouble=str(said.get("message", "no answer")))
    known = [
        f"{name}: {found['severity']}, {found['range']}"
        for name, found in said["vulnerabilities"].items()
    ]
    return Answer(service, int(said["metadata"]["dependencies"]["total"]), tuple(known))


def _ask_pypi(lock: str) -> Answer:
    options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    said = _json(str(Path(sys.executable).with_name("pip-audit")), "-r", lock, *options)
    service = f"PyPI ({lock})"
    return from_pip_audit(service, said) if said else Answer(service, trouble="no answer")


def _ask_npm() -> Answer:
    said = _json("npm", "audit", "--package-lock-only", "--json")
    service = "npm (package-lock.json)"
    return from_npm_audit(service, said) if said else Answer(service, trouble="no answer")


def _json(*command: str) -> dict[str, Any] | None:
    """What a client answers, whatever its exit code; None when that is no JSON or takes too long."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        said = json.loads(done.stdout)
    except (json.JSONDecodeError, subprocess.TimeoutExpired):
        return None
    return said if isinstance(said, dict) else None
