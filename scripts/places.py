"""Where things lie in the checkout, and what the outside may set."""

import os
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TEMPLATES = Path(__file__).resolve().parent / "templates"
BUILD = ROOT / "build"
BUILT_DOCS = BUILD / "docs"
SITE = ROOT / "site"
PYODIDE = ROOT / "node_modules" / "pyodide"

# The newest day on which the data was checked. A zip has no git, so two builds of one tree take
# their time from here unless SOURCE_DATE_EPOCH is set.
DATA_DATE = datetime(2026, 11, 23, tzinfo=UTC)


def build_epoch() -> int:
    """Seconds since 1970 that everything built is dated with."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or DATA_DATE.timestamp())
