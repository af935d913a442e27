"""`make serve`: a save is seen, and what is seen is what a whole build would give."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts.places import BUILD, DOCS, ROOT
from scripts.runtime.package import build_runtime
from scripts.serve import Saved, pages_alone

GUIDE = DOCS / "guides" / "annotation.md"
FACTS = DOCS / "data" / "national.yml"
BEFORE = dict.fromkeys(
    (
        GUIDE,
        DOCS / "index.md",
        DOCS / "dev" / "data.md",
        FACTS,
        DOCS / "assets" / "tool.js",
        ROOT / "checker" / "plan.py",
        ROOT / "scripts" / "templates" / "quote.md.j2",
        ROOT / "mkdocs.yml",
    ),
    1,
)
# Run inside a copy of the checkout: a page made anew is what a whole build makes of it.
COMPARE = """
import hashlib
from pathlib import Path

from scripts.build import build, build_again
from scripts.facts.problems import FactsError
from scripts.finish.html import SeenElsewhere
from scripts.finish.mkdocs import BuildFailed
from scripts.pages.render import PageErrors, is_page
from scripts.places import DOCS, SITE


def site():
    files = (path for path in SITE.rglob("*") if path.is_file())
    return {str(path.relative_to(SITE)): path.read_bytes() for path in files}


def again(edit, *names):
    texts = {DOCS / name: (DOCS / name).read_text("utf-8") for name in names}
    for path, text in texts.items():
        path.write_text(edit(text), "utf-8")
    try:
        build_again(standing, list(texts))
    except (BuildFailed, FactsError, PageErrors, SeenElsewhere) as error:
        for path, text in texts.items():
            path.write_text(text, "utf-8")
        return f"{type(error).__name__} {error}"
    return ""


standing = build(for_servers=False)
first = site()
said = again(lambda text: text + "<% if %>", "guides/annotation.md")
assert said.startswith("PageErrors") and "guides/annotation.md:" in said, said
said = again(lambda text: text + "[x](nowhere.md)", "guides/annotation.md")
assert said.startswith("BuildFailed") and "guides/annotation.md" in said and "nowhere.md" in said, said
said = again(lambda text: text.replace("---", "", 1), "index.md")
assert said.startswith("FactsError") and "index.md" in said, said
assert site() == first, "a page that is wrong changes nothing"
for edit in (
    lambda text: text.replace("title: ", "title: 新", 1).replace("\\n# ", "\\n# 新", 1),
    lambda text: text.replace("also: [", "also: [又一个叫法, ", 1),
    lambda text: text.replace("description: ", "description: 新", 1),
    lambda text: text.replace("checked_on: 202", "checked_on: 209", 1),
    lambda text: text + '\\n<p><time datetime="2099-01-01" data-old-after="9">x</time></p>\\n',
):
    said = again(edit, "guides/annotation.md")
    assert said == "SeenElsewhere guides/annotation.md", said
said = again(lambda text: text + "\\n<script>1</script>\\n", "guides/annotation.md")
assert said == "SeenElsewhere guides/annotation/index.html", said
every = sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md") if is_page(path, DOCS))
more = "\\n## 新的一节\\n\\n从 2026年12月31日 起，见[常见问题](/guides/faq/)。又一个词：蓬莱。\\n"
assert again(lambda text: text + more, *every) == ""
made_again = site()
assert made_again != first
build(for_servers=False)
whole = site()
different = {name for name in whole.keys() | made_again if whole.get(name) != made_again.get(name)}
assert not different, sorted(different)
print(len(every), "pages are the same")
"""


@pytest.mark.parametrize(
    ("saved", "alone"),
    [
        ({}, []),
        ({GUIDE: 2}, [GUIDE]),
        ({GUIDE: 2, DOCS / "index.md": 2}, [GUIDE, DOCS / "index.md"]),
        ({GUIDE: None}, None),
        ({DOCS / "guides" / "new.md": 1}, None),
        *(
            ({path: 2, GUIDE: 2}, None)
            for path in BEFORE
            if path.name not in {GUIDE.name, "index.md"}
        ),
    ],
)
def test_pages_are_made_alone_only_where_nothing_else_was_saved(
    saved: dict[Path, int | None], alone: list[Path] | None
):
    now: Saved = {p: at for p, at in {**BEFORE, **saved}.items() if at is not None}
    assert pages_alone(BEFORE, now) == alone


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of this checkout, with what is already made of Pyodide."""
    folder = tmp_path / "checkout"
    listed = subprocess.check_output(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, text=True
    )
    for name in listed.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    build_runtime()
    shutil.copytree(BUILD / "runtime", folder / "build" / "runtime")
    return folder


def in_checkout(*arguments: str, cwd: Path, said: Path) -> "subprocess.Popen[bytes]":
    with said.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(cwd)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )


@pytest.mark.trust
def test_pages_made_alone_are_what_a_whole_build_makes(checkout: Path, tmp_path: Path):
    (checkout / "compare.py").write_text(COMPARE, "utf-8")
    said = tmp_path / "said"
    done = in_checkout("compare.py", cwd=checkout, said=said)
    assert done.wait(300) == 0, said.read_text("utf-8")[-3000:]
    assert "pages are the same" in said.read_text("utf-8")


@pytest.fixture
def served(checkout: Path, tmp_path: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """The origin of a `make serve`, and what it has said."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    said = tmp_path / "said"
    server = in_checkout("-m", "scripts.serve", "--port", port, cwd=checkout, said=said)
    yield f"http://127.0.0.1:{port}", lambda: said.read_text("utf-8")
    server.terminate()
    server.wait(20)


@pytest.mark.trust
def test_serve_builds_serves_and_rebuilds_on_save(
    checkout: Path, served: tuple[str, Callable[[], str]]
):
    origin, said = served
    page = checkout / "docs" / "guides" / "index.md"
    until(lambda: "办事指南" in opened(f"{origin}/guides/"))
    whole = page.read_text("utf-8")
    page.write_text(whole + "\n刚刚保存的一句话。\n", "utf-8")
    until(lambda: "刚刚保存的一句话" in opened(f"{origin}/guides/"))
    assert said().count("» Site …") == 1
    page.write_text("<% if %>", "utf-8")
    until(lambda: "Not rebuilt" in said())
    assert "guides/index.md:1" in said()
    assert "Traceback" not in said()
    assert "刚刚保存的一句话" in opened(f"{origin}/guides/")
    # The title of a page shows in others.
    page.write_text(whole.replace("title: ", "title: 又名", 1), "utf-8")
    until(lambda: "又名" in opened(f"{origin}/guides/annotation/"))
    assert said().count("» Site …") == 2
    # The pipeline itself is changed.
    template = checkout / "scripts" / "templates" / "facts" / "calendar.md.j2"
    template.write_text(template.read_text("utf-8") + "\n样板里的一句话。\n", "utf-8")
    until(lambda: "样板里的一句话" in opened(f"{origin}/calendar/"))


def opened(url: str) -> str:
    """The page at `url`; "" while nobody serves it."""
    try:
        with urllib.request.urlopen(url, timeout=70) as response:
            text: str = response.read().decode("utf-8")
            return text
    except (urllib.error.URLError, ConnectionError):
        return ""


def until(reached: Callable[[], bool]) -> None:
    for _ in range(600):
        if reached():
            return
        time.sleep(0.5)
    raise AssertionError("it never came to that")
