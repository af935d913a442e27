"""Runs every check, says what each found, and fails when one failed: `python -m scripts.dev.trust [NAME …]`."""

import sys
import time
from collections.abc import Callable, Mapping

from scripts.dev.trust import (
    branches,
    calendars,
    engines,
    hosting,
    lighthouse,
    nu,
    same_bytes,
    vulnerabilities,
    way_out,
)
from scripts.dev.trust.debian import Missing, NotChecked

CHECKS: Mapping[str, Callable[[], str]] = {
    "nu": nu.check,
    "hosting": hosting.check,
    "same bytes": same_bytes.check,
    "branches": branches.check,
    "calendars": calendars.check,
    "engines": engines.check,
    "vulnerabilities": vulnerabilities.check,
    "way out": way_out.check,
    "lighthouse": lighthouse.check,
}


def main(names: list[str]) -> int:
    failed, skipped = [], []
    for name in names or CHECKS:
        print(f"» {name} …", flush=True)
        started = time.monotonic()
        try:
            found = CHECKS[name]()
        except (AssertionError, Missing) as problem:
            failed.append(name)
            found = f"FAILED: {problem}"
        except NotChecked as why:
            skipped.append(name)
            found = f"NOT CHECKED: {why}"
        print(f"» {name}: {found} ({time.monotonic() - started:.0f} s)", flush=True)
    passed = len(names or CHECKS) - len(failed) - len(skipped)
    print(
        f"{passed} passed, {len(failed)} failed" + (f", {len(skipped)} skipped" if skipped else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
