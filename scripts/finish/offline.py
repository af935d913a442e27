"""Stage: what a reader's device keeps, so that the site works without a network (see sw.js).

The last stage that changes what a file says: the list holds the hash of each. Pages of single
courses and cards for other sites are not kept: the first grow with every provider, the second
belong to pages of others. Nor is what no page leads to, nor the complete Python, which an answer in
ten thousand needs.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LIST = "assets/offline.{digest}.json"
WORKER = Path(__file__).with_name("sw.js")
SWITCHED_OFF = Path(__file__).with_name("sw_off.js")
PAGES_NOT_KEPT = ("embed/", "courses/", "tools/states/")
PAGES_KEPT_ALL_THE_SAME = ("courses/", "courses/for-providers/")
ASSETS = (
    "*.css",
    "*.js",
    "*.svg",
    "tables/*.csv",
    "search.json",
    "search-index.*.json",
    "javascripts/bundle.*.js",
)
ASSETS_NOT_KEPT = ("states.",)  # of those pages alone
PYTHON_NOT_KEPT = "complete.wasm"
OTHERS = ("sitemap.xml", "api/v1/dates.json")


def write_offline(site: Path) -> None:
    """Writes the list of files, sw.js and sw-off.js below `site`."""
    python = sorted(site.glob("assets/runtime/*/*"))
    content = {
        "data": data_of(site),
        "files": dict(sorted(kept(site))),
        "python": {
            path.relative_to(site).as_posix(): _integrity(path)
            for path in python
            if path.name != PYTHON_NOT_KEPT
        },
    }
    text = json.dumps(content, indent=0)
    name = LIST.format(digest=hashlib.sha256(text.encode()).hexdigest()[:12])
    for older in site.glob(LIST.format(digest="*")):
        older.unlink()
    (site / name).write_text(text, "utf-8")
    folder = f"{python[0].parent.relative_to(site).as_posix()}/"
    built = json.dumps({"list": name, "python": folder})
    worker = WORKER.read_text("utf-8")
    assert worker.count("const BUILT = {};") == 1
    worker = worker.replace("const BUILT = {};", f"const BUILT = {built};")
    (site / "sw.js").write_text(worker, "utf-8")
    (site / "sw-off.js").write_text(SWITCHED_OFF.read_text("utf-8"), "utf-8")


def kept(site: Path) -> Iterator[tuple[str, str]]:
    """Address from the root of the site → integrity, of everything but Python."""
    for page in site.rglob("index.html"):
        folder = page.parent.relative_to(site).as_posix()
        address = "" if folder == "." else f"{folder}/"
        if address in PAGES_KEPT_ALL_THE_SAME or not address.startswith(PAGES_NOT_KEPT):
            yield address, _integrity(page)
    assets = [path for pattern in ASSETS for path in (site / "assets").glob(pattern)]
    assets = [path for path in assets if not path.name.startswith(ASSETS_NOT_KEPT)]
    for path in [*assets, *(site / name for name in OTHERS)]:
        yield path.relative_to(site).as_posix(), _integrity(path)


def data_of(site: Path) -> str:
    """Equal for two builds of the same facts, whatever else has changed."""
    digest = hashlib.sha256()
    for path in sorted((site / "api").rglob("*.json")):
        document: dict[str, Any] = json.loads(path.read_text("utf-8"))
        digest.update(json.dumps(document.get("data")).encode())
    return digest.hexdigest()[:12]


def _integrity(path: Path) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()}"
