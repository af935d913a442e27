"""`make serve`: builds, serves site/, and rebuilds what a saved file changes.

`make preview-provider ID=…` does the same, names the pages of one training provider, and marks what it
serves as a preview; site/ itself is not marked.
"""

import argparse
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from scripts.build import Standing, build, build_again, told
from scripts.facts.load import DATA, load
from scripts.finish.hosting.meta import without_policy
from scripts.finish.html import SeenElsewhere
from scripts.pages.render import is_page
from scripts.places import DOCS, ROOT, SITE

HOST = "127.0.0.1"
PROGRAM = (ROOT / "checker", ROOT / "scripts")
WATCHED = (DOCS, *PROGRAM, ROOT / "mkdocs.yml")
LOOK_SECONDS = 0.2
PREVIEW = (
    '<p role="note" style="position:fixed;inset:auto 0 0;z-index:9;margin:0;padding:.4rem;'
    'text-align:center;font:700 .7rem sans-serif;background:#fd0;color:#000">'
    "预览：只在这台电脑上看得到，还没有发布</p>"
).encode()

Saved = Mapping[Path, int]
"""Each file that a build reads → when it was saved."""


class Server(LiveReloadServer):
    """Adds to each page a script that reloads it; the page's own policy would stop that. `mark`
    stands on each page too."""

    mark = b""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        content = content.replace(b"</body>", self.mark + b"</body>")
        injected: bytes = super()._inject_js_into_html(without_policy(content), epoch)  # type: ignore[no-untyped-call]
        return injected


class Builder:
    """Builds the site, then what a save asks for: pages alone where only their texts were changed, in
    this process, which is quicker; else the whole, and in a new process when the pipeline itself
    was changed."""

    def __init__(self, *, hant: bool = False) -> None:
        self._hant = hant
        self._started_as = _below(PROGRAM)
        self._built_of: Saved = {}
        self._standing: Standing | None = None  # None: what lies in site/ is not known

    def build(self) -> bool:
        """Whether site/ could be built from what is saved now; what stands in the way is said."""
        saved = _below(WATCHED)
        pages = pages_alone(self._built_of, saved)
        if self._standing and pages is not None:
            done = self._again(self._standing, pages)
        else:
            done = self._whole()
        if done:
            self._built_of = saved
        return done

    def _again(self, standing: Standing, pages: Sequence[Path]) -> bool:
        try:
            return told(lambda: build_again(standing, pages)) is not None
        except SeenElsewhere as page:
            print(f"» What was changed in {page} shows in other pages", flush=True)
            return self._whole()

    def _whole(self) -> bool:
        self._standing = None
        if _below(PROGRAM) == self._started_as:
            self._standing = told(lambda: build(for_servers=False, hant=self._hant))
            return self._standing is not None
        command = [sys.executable, "-m", "scripts.build", "--quick"]
        command += ["--hant"] if self._hant else []
        return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def pages_alone(before: Saved, now: Saved) -> Sequence[Path] | None:
    """The pages that were saved between; None when something else was, or files came or went."""
    changed = [path for path in {**before, **now} if before.get(path) != now.get(path)]
    if any(path not in before or path not in now or not is_page(path, DOCS) for path in changed):
        return None
    return sorted(changed)


def _below(places: Sequence[Path]) -> Saved:
    """Without what editors keep beside the files they have open."""
    found = (path for place in places for path in (place, *place.rglob("*")) if path.is_file())
    return {
        path: path.stat().st_mtime_ns
        for path in found
        if "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def providers() -> Sequence[str]:
    return sorted(path.stem for path in (ROOT / DATA / "courses").glob("*.yml"))


def pages_of(provider: str) -> Sequence[str]:
    """The addresses, from the root of the site, on which a provider and its courses stand."""
    courses = load(ROOT / DATA).providers[provider].courses
    ids = ("", *(f"{course.id}/" for course in courses))
    return [f"courses/{provider}/{id_}" for id_ in ids] + ["courses/"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--hant", action="store_true", help="with the 繁體 edition")
    parser.add_argument("--provider", help="the id of a training provider whose pages are meant")
    given = parser.parse_args()
    port, provider = given.port, given.provider
    if provider is not None and provider not in (known := providers()):
        print(f"Which provider? make preview-provider ID={' | '.join(known)}", file=sys.stderr)
        return 2
    builder = Builder(hant=given.hant)
    if not builder.build():
        return 1

    def rebuild() -> None:
        if not builder.build():
            print("» Not rebuilt: mend the error above and save again", file=sys.stderr)

    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    server = Server(rebuild, HOST, port, str(SITE), polling_interval=LOOK_SECONDS)
    server.error_handler = lambda code: (SITE / "404.html").read_bytes() if code == 404 else None
    for path in WATCHED:
        server.watch(str(path))
    pages: Sequence[str] = [""]
    if provider is not None:
        server.mark = PREVIEW
        pages = pages_of(provider)
    try:
        for page in pages[:-1]:
            print(f"» Open http://{HOST}:{port}/{page}")
        print(f"» Open http://{HOST}:{port}/{pages[-1]}   (Ctrl-C stops)", flush=True)
        server.serve()  # type: ignore[no-untyped-call]
    except OSError as error:
        print(
            f"Port {port} cannot be used ({error.strerror}). Try: make serve PORT=8001",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("\n» Stopped")
    finally:
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
