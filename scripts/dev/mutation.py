"""`make mutation`: change the rule core in every small way; each change must fail a test.

What may live has its reason in tests/mutation-survivors.md, where its line stands in backquotes.
"""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from scripts.places import ROOT

REASONS = ROOT / "tests" / "mutation-survivors.md"
MUTMUT = str(Path(sys.executable).with_name("mutmut"))
CAUGHT = {"killed", "caught by type check", "timeout"}
"""Results of mutmut that tell of a noticed change; under some, a test never ends (`timeout`)."""


def main() -> int:
    """Runs mutmut as pyproject.toml says; gives 1 when a change lives without a reason."""
    done = subprocess.run([MUTMUT, "run"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.stdout.write(done.stdout)
        return done.returncode
    reasons = REASONS.read_text("utf-8")
    results = all_results()
    living = {name: changed_line(name) for name, result in results.items() if result not in CAUGHT}
    unexplained = {name: line for name, line in living.items() if f"`{line}`" not in reasons}
    for name, line in unexplained.items():
        print(f"{name} lives: {line}")
    counts = ", ".join(f"{count} {result}" for result, count in Counter(results.values()).items())
    print(f"{len(results)} changes: {counts}")
    print(f"{len(living)} changes live, {len(unexplained)} of them without a reason")
    return 1 if unexplained else 0


def all_results() -> dict[str, str]:
    """What became of each change, by its name."""
    lines = _mutmut("results", "--all", "true").splitlines()
    return dict(line.strip().rsplit(": ", 1) for line in lines if ": " in line)


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
