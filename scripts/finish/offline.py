"""Stage: what a reader's device keeps, so that the site works without a network (see sw.js).

The last stage that changes what a file says: the list holds the hash of each. Pages of single
courses and cards for other sites are not kept: the first grow with every provider, the second
belong to pages of others. Nor is what no page leads to, nor the complete Python, which an answer in
ten thousand needs. Each edition has a list and a worker of its own: kept is the one that is read.
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
PAGES_NOT_KEPT = ("embed/", "courses/", "tools/states/", "hant/")
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
PYTHON_NOT_KEPT = ("complete.wasm", "complete.js", "python_stdlib.zip")
WORDS = ("search.json", "search-index.")  # each edition has its own
SITEMAP = "sitemap.xml"
OTHERS = ("api/v1/dates.json",)


def write_offline(site: Path, edition: str = "") -> None:
    """Writes the list of files, sw.js and sw-off.js below `site`. `edition`: the folder of the one that
    shares all but its pages with the other, "" for the other."""
    own = site / edition
    python = sorted(site.glob("assets/runtime/*/*"))
    content = {
        "data": data_of(site),
        "files": dict(sorted(kept(site, edition))),
        "python": {
            path.relative_to(site).as_posix(): _integrity(path)
            for path in python
            if path.name not in PYTHON_NOT_KEPT
        },
    }
    text = json.dumps(content, indent=0)
    name = LIST.format(digest=hashlib.sha256(text.encode()).hexdigest()[:12])
    for older in own.glob(LIST.format(digest="*")):
        older.unlink()
    (own / name).write_text(text, "utf-8")
    folder = f"{python[0].parent.relative_to(site).as_posix()}/"
    to_site = "../" * len(Path(edition).parts)
    at = f"{edition}/" if edition else ""
    built = json.dumps({"list": at + name, "python": folder, "site": to_site, "edition": at})
    worker = WORKER.read_text("utf-8")
    assert worker.count("const BUILT = {};") == 1
    worker = worker.replace("const BUILT = {};", f"const BUILT = {built};")
    (own / "sw.js").write_text(worker, "utf-8")
    (own / "sw-off.js").write_text(SWITCHED_OFF.read_text("utf-8"), "utf-8")


def kept(site: Path, edition: str = "") -> Iterator[tuple[str, str]]:
    """Address from the root of the site → integrity, of everything but Python."""
    own = site / edition
    for page in own.rglob("index.html"):
        address = _folder(page, own)
        if address in PAGES_KEPT_ALL_THE_SAME or not address.startswith(PAGES_NOT_KEPT):
            yield _folder(page, site), _integrity(page)
    shared = [path for pattern in ASSETS for path in (site / "assets").glob(pattern)]
    assets = [path for path in shared if not path.name.startswith(ASSETS_NOT_KEPT)]
    if edition:
        assets = [path for path in assets if not path.name.startswith(WORDS)]
        assets += [path for pattern in ASSETS for path in (own / "assets").glob(pattern)]
    for path in [*assets, own / SITEMAP, *(site / name for name in OTHERS)]:
        yield path.relative_to(site).as_posix(), _integrity(path)


def _folder(page: Path, root: Path) -> str:
    folder = page.parent.relative_to(root).as_posix()
    return "" if folder == "." else f"{folder}/"


def data_of(site: Path) -> str:
    """Equal for two builds of the same facts, whatever else has changed."""
    digest = hashlib.sha256()
    for path in sorted((site / "api").rglob("*.json")):
        document: dict[str, Any] = json.loads(path.read_text("utf-8"))
        digest.update(json.dumps(document.get("data")).encode())
    return digest.hexdigest()[:12]


def _integrity(path: Path) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()}"
