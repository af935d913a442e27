"""Where things lie in the checkout, and the moment it speaks for."""

from pathlib import Path

from scripts.stamp import built_at, newest_check

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TEMPLATES = Path(__file__).resolve().parent / "templates"
RULE_SETS = ROOT / "checker" / "rule_sets"
BUILD = ROOT / "build"
BUILT_DOCS = BUILD / "docs"
SITE = ROOT / "site"
PYODIDE = ROOT / "node_modules" / "pyodide"


def build_epoch() -> int:
    """Seconds since 1970 that everything built is dated with. A zip has no git, so without
    SOURCE_DATE_EPOCH it is the newest day on which any fact was looked at."""
    texts = (path.read_text("utf-8") for path in sorted((DOCS / "data").rglob("*.yml")))
    return int(built_at(newest_check(texts)).timestamp())
