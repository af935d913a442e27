"""`make mutation`: change the rule core in every small way; each change must fail a test.

What may live has its reason in tests/mutation-survivors.md, where its line stands in backquotes.
"""

import subprocess
import sys
from pathlib import Path

from scripts.places import ROOT

REASONS = ROOT / "tests" / "mutation-survivors.md"
MUTMUT = str(Path(sys.executable).with_name("mutmut"))
KILLED = {"killed", "caught by type check"}


def main() -> int:
    """Runs mutmut as pyproject.toml says; gives 1 when a change lives without a reason."""
    done = subprocess.run([MUTMUT, "run"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.stdout.write(done.stdout)
        return done.returncode
    reasons = REASONS.read_text("utf-8")
    living = {name: changed_line(name) for name in survivors()}
    unexplained = {name: line for name, line in living.items() if f"`{line}`" not in reasons}
    for name, line in unexplained.items():
        print(f"{name} lives: {line}")
    print(f"{len(living)} changes live, {len(unexplained)} of them without a reason")
    return 1 if unexplained else 0


def survivors() -> list[str]:
    """Names of all changes that no test failed."""
    lines = _mutmut("results", "--all", "true").splitlines()
    results = [line.strip().rsplit(": ", 1) for line in lines if ": " in line]
    return [name for name, result in results if result not in KILLED]


def changed_line(name: str) -> str:
    """The first line that this change puts in."""
    added = [line[1:].strip() for line in _mutmut("show", name).splitlines() if line[:1] == "+"]
    return next(line for line in added if not line.startswith("++"))


def _mutmut(*arguments: str) -> str:
    return subprocess.run(
        [MUTMUT, *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
