"""`make mutation`: change the rule core in every small way; each change must fail a test.

What may live has its reason in tests/mutation-survivors.md, where its line is an item of a list, in
backquotes. An item that no change puts in any more, or that a test now notices, is to be removed.
"""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from scripts.places import ROOT

REASONS = ROOT / "tests" / "mutation-survivors.md"
MUTMUT = str(Path(sys.executable).with_name("mutmut"))
CAUGHT = {"killed", "caught by type check", "timeout"}
"""Results of mutmut that tell of a noticed change; under some, a test never ends (`timeout`)."""


def main() -> int:
    """Runs mutmut as pyproject.toml says; gives 1 when a change lives without a reason, or a reason
    stands there for none."""
    done = subprocess.run([MUTMUT, "run"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.stdout.write(done.stdout)
        return done.returncode
    excused = excused_lines(REASONS.read_text("utf-8"))
    results = all_results()
    living = {name: changed_line(name) for name, result in results.items() if result not in CAUGHT}
    unexplained = {name: line for name, line in living.items() if line not in excused}
    needless = needless_excuses(excused, living.values())
    for name, line in unexplained.items():
        print(f"{name} lives: {line}")
    for line in needless:
        print(f"{REASONS.relative_to(ROOT)}: no such change lives any more: {line}")
    counts = ", ".join(f"{count} {result}" for result, count in Counter(results.values()).items())
    print(f"{len(results)} changes: {counts}")
    print(f"{len(living)} changes live, {len(unexplained)} of them without a reason")
    return 1 if unexplained or needless else 0


def excused_lines(reasons: str) -> list[str]:
    """The lines that may live, as REASONS lists them."""
    return re.findall(r"^- `(.*)`$", reasons, re.MULTILINE)


def needless_excuses(excused: Iterable[str], living: Iterable[str]) -> list[str]:
    """Excuses that no living change needs."""
    needed = set(living)
    return [line for line in excused if line not in needed]


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
