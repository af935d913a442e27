"""`make bench`: measure, print a table, write build/bench.json. `python -m scripts.dev.bench [NAME …]`
measures some subjects alone."""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scripts.dev import browser as chromium
from scripts.dev.bench import (
    assess,
    batch,
    browser,
    building,
    courses,
    facts,
    notice,
    page,
    person,
    search,
    table_page,
)
from scripts.dev.bench.rows import Row

# `building` before those that open the site: it leaves the whole of it.
SUBJECTS = (
    assess,
    person,
    notice,
    batch,
    facts,
    courses,
    building,
    page,
    search,
    table_page,
    browser,
)
REPORT = Path("build") / "bench.json"


def report(rows: list[Row], load: float) -> dict[str, Any]:
    """What is kept of a run: when, on what kind of machine, how many other processes wanted one of
    its cores just before (`load`), and every figure."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine() | {"load": round(load, 1)},
        "rows": [
            {
                "name": row.name,
                "value": row.value,
                "unit": row.unit,
                "stock": row.stock,
                "ratio": row.ratio,
                "least": row.least,
                "most": row.most,
                "reached": row.reached,
            }
            for row in rows
        ],
    }


def machine() -> dict[str, Any]:
    """The kind of machine, with nothing that tells which one."""
    browser_version = subprocess.check_output([str(chromium.find()), "--version"], text=True)
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": platform.freedesktop_os_release()["PRETTY_NAME"],
        "browser": " ".join(browser_version.split()[:2]),
        "python": platform.python_version(),
    }


def _processor() -> str:
    """Linux alone tells, as do the other benches."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def main(names: list[str]) -> None:
    wanted = [s for s in SUBJECTS if not names or s.__name__.rpartition(".")[2] in names]
    load, _, _ = os.getloadavg()
    rows = [row for subject in wanted for row in subject.benches()]
    width = max(len(row.name) for row in rows)
    for row in rows:
        print(f"{row.name:<{width}}  {row}")
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(report(rows, load), ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
