"""The list of what a device keeps: the pages people come for, with the hash of each."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

from scripts.finish.offline import data_of, write_offline
from scripts.places import SITE

KEPT = ("", "guides/annotation/", "calendar/2026/", "provinces/guangdong/", "tools/annotation/",
        "tools/agenda/", "api/v1/dates.json")  # fmt: skip
NOT_KEPT = (
    "courses/educity/",
    "tools/states/",
    "embed/annotation/",
    "404.html",
    "api/v1/calendar.json",
)


@pytest.fixture(scope="module")
def listed() -> dict[str, dict[str, str]]:
    (path,) = (SITE / "assets").glob("offline.*.json")
    assert path.name in (SITE / "sw.js").read_text("utf-8")
    return json.loads(path.read_text("utf-8"))


def test_every_hash_is_that_of_the_file(listed: dict[str, dict[str, str]]):
    for address, integrity in (listed["files"] | listed["python"]).items():
        path = SITE / (address if address and not address.endswith("/") else f"{address}index.html")
        digest = base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()
        assert integrity == f"sha256-{digest}", address


def test_what_is_kept_and_what_is_not(listed: dict[str, dict[str, str]]):
    assert set(KEPT) <= set(listed["files"])
    assert not set(NOT_KEPT) & set(listed["files"])
    assert any(name.endswith("pyodide.asm.wasm") for name in listed["python"])
    assert not any(name.endswith("complete.wasm") for name in listed["python"])
    assert not any(name.startswith("assets/states.") for name in listed["files"])
    page = (SITE / "tools/annotation/index.html").read_text("utf-8")
    loaded = [
        name for name in listed["files"] if name.startswith("assets/") and f'/{name}"' in page
    ]
    assert len(loaded) >= 5  # style, theme, ours, the tools, the mark


def write(folder: Path, data: str, generated_at: str) -> Path:
    (folder / "api").mkdir(parents=True)
    document = {"generated_at": generated_at, "data": data}
    (folder / "api" / "a.json").write_text(json.dumps(document), "utf-8")
    return folder


def test_the_facts_alone_decide_whether_there_are_new_ones(tmp_path: Path):
    first = data_of(write(tmp_path / "1", "a", "2026-01-01"))
    assert data_of(write(tmp_path / "2", "a", "2026-02-02")) == first
    assert data_of(write(tmp_path / "3", "b", "2026-01-01")) != first


def test_two_lists_of_one_tree_are_equal(tmp_path: Path):
    for name in ("1", "2"):
        site = write(tmp_path / name, "a", "2026-01-01")
        for file in (
            "index.html",
            "assets/runtime/0a/worker.js",
            "sitemap.xml",
            "api/v1/dates.json",
        ):
            (site / file).parent.mkdir(parents=True, exist_ok=True)
            (site / file).write_text("{}", "utf-8")
        write_offline(site)
    assert (tmp_path / "1" / "sw.js").read_bytes() == (tmp_path / "2" / "sw.js").read_bytes()
