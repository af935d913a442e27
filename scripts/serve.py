"""`make serve`: builds, serves site/, and rebuilds when a source is saved.

`make preview-provider ID=…` does the same, names the pages of one training provider, and marks what it
serves as a preview; site/ itself is not marked.
"""

import argparse
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from scripts.build import built
from scripts.facts.load import DATA, load
from scripts.finish.hosting.meta import without_policy
from scripts.places import DOCS, ROOT, SITE

HOST = "127.0.0.1"
PROGRAM = (ROOT / "checker", ROOT / "scripts")
WATCHED = (DOCS, *PROGRAM, ROOT / "mkdocs.yml")
PREVIEW = (
    '<p role="note" style="position:fixed;inset:auto 0 0;z-index:9;margin:0;padding:.4rem;'
    'text-align:center;font:700 .7rem sans-serif;background:#fd0;color:#000">'
    "预览：只在这台电脑上看得到，还没有发布</p>"
).encode()


class Server(LiveReloadServer):
    """Adds to each page a script that reloads it; the page's own policy would stop that. `mark`
    stands on each page too."""

    mark = b""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        content = content.replace(b"</body>", self.mark + b"</body>")
        injected: bytes = super()._inject_js_into_html(without_policy(content), epoch)  # type: ignore[no-untyped-call]
        return injected


def rebuild(*, hant: bool) -> None:
    """In this process, which is quicker; in a new one when the pipeline itself was changed."""
    if program() == STARTED_AS:
        done = built(hant=hant)
    else:
        command = [sys.executable, "-m", "scripts.build", "--quick", *(["--hant"] if hant else [])]
        done = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    if not done:
        print("» Not rebuilt: mend the error above and save again", file=sys.stderr)


def program() -> Mapping[Path, int]:
    """What makes the pages, as opposed to what they say: path → when it was saved."""
    found = (path for folder in PROGRAM for path in folder.rglob("*") if path.is_file())
    return {p: p.stat().st_mtime_ns for p in found if "__pycache__" not in p.parts}


STARTED_AS = program()


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
    if not built(hant=given.hant):
        return 1
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    server = Server(partial(rebuild, hant=given.hant), HOST, port, str(SITE))
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
