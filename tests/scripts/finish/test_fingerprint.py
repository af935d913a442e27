"""The name of a file is its content, and every page knows it."""

import re
from pathlib import Path

import pytest

from scripts.finish.fingerprint import fingerprint, renamed

PAGE = """<meta charset="utf-8">
<link rel="stylesheet" href="{root}assets/all.css">
<img src="{root}assets/embed/badge-guides.svg"> <q>assets/all.css</q>
<form data-qr="{root}assets/qr.js" data-runtime="{root}assets/runtime/0a/"></form>"""
LEFT = (
    "assets/embed/badge-guides.svg",
    "assets/embed/loader-0a.js",
    "assets/runtime/0a/worker.js",
    "assets/tables/template.csv",
    "assets/qr.js.map",
)


def make(site: Path, style: str = "a", script: str = "b") -> dict[str, str]:
    """The addresses that the two pages name, after the stage."""
    files = {
        "index.html": PAGE.format(root=""),
        "a/index.html": PAGE.format(root="../"),
        "assets/all.css": style,
        "assets/qr.js": script,
    }
    for name, text in {**files, **dict.fromkeys(LEFT, "x")}.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    names = fingerprint(site)
    for page in site.rglob("*.html"):
        page.write_text(renamed(page.read_text("utf-8"), names), "utf-8")
    text = (site / "a/index.html").read_text("utf-8")
    named = re.search(r'content="(\w+)".*href="([^"]+)".*data-qr="([^"]+)"', text, re.DOTALL)
    assert named
    return dict(zip(("version", "style", "script"), named.groups(), strict=True))


def test_pages_name_files_by_their_content(tmp_path: Path):
    first = make(tmp_path / "1")
    assert (tmp_path / "1" / "a" / first["style"]).read_text() == "a"
    assert (tmp_path / "1" / "a" / first["script"]).read_text() == "b"
    assert re.fullmatch(r"\.\./assets/all\.[0-9a-f]{12}\.css", first["style"])
    assert make(tmp_path / "2") == first
    second = make(tmp_path / "3", script="c")
    assert second["style"] == first["style"]
    assert second["script"] != first["script"]
    assert second["version"] != first["version"]


@pytest.mark.parametrize("name", LEFT)
def test_what_others_rely_on_keeps_its_name(tmp_path: Path, name: str):
    make(tmp_path)
    assert (tmp_path / name).read_text() == "x"
    text = (tmp_path / "index.html").read_text("utf-8")
    assert 'src="assets/embed/badge-guides.svg"' in text
    assert 'data-runtime="assets/runtime/0a/"' in text
    assert "<q>assets/all.css</q>" in text
