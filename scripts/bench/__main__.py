"""`make bench`: measure, print a table, write build/bench.json."""

import json
import platform
from dataclasses import asdict
from pathlib import Path

from scripts.bench import assess, batch, browser, courses, facts, page, table_page

SUBJECTS = (assess, batch, facts, courses, page, table_page, browser)
REPORT = Path("build") / "bench.json"


def main() -> None:
    rows = [row for subject in SUBJECTS for row in subject.benches()]
    width = max(len(row.name) for row in rows)
    for row in rows:
        print(f"{row.name:<{width}}  {row}")
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(
        json.dumps(
            {
                "python": platform.python_version(),
                "machine": platform.machine(),
                "rows": [asdict(row) for row in rows],
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n",
        "utf-8",
    )


if __name__ == "__main__":
    main()
