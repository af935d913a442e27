"""Stage: our scripts, styles and drawings get names that hold the hash of their content.

A server may then let browsers keep them for ever, and a page never meets a script of another
version. Addresses that others rely on keep their names (contracts: loaders and badges, tables,
the picture of shared links), and so do files whose folder or maker already names them by content.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

KINDS = (".css", ".js", ".svg")
KEPT = (
    "assets/embed/loader-",
    "assets/embed/badge-",
    "assets/runtime/",
)
HEAD = '<meta charset="utf-8">'


def fingerprint(site: Path) -> Mapping[str, str]:
    """Renames the files below `site`; returns their new names by the old, for `renamed`."""
    names = {
        name: _hashed(name, path.read_bytes())
        for path in sorted((site / "assets").rglob("*"))
        if path.suffix in KINDS and not (name := path.relative_to(site).as_posix()).startswith(KEPT)
    }
    for name, hashed in names.items():
        (site / name).rename(site / hashed)
    return names


def renamed(page: str, names: Mapping[str, str]) -> str:
    """The page with the new names, and with one name for all of them: pages with different ones
    must not be shown by the same scripts (see docs/assets/site.js)."""
    if not names:
        return page
    old = re.compile(rf'(?<=[/"])({"|".join(map(re.escape, names))})(?=")')
    text = old.sub(lambda found: names[found[0]], page)
    version = hashlib.sha256("\n".join(sorted(names.values())).encode()).hexdigest()[:12]
    return text.replace(HEAD, f'{HEAD}\n<meta name="version" content="{version}">', 1)


def _hashed(name: str, content: bytes) -> str:
    path = Path(name)
    return f"{path.with_suffix('')}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
