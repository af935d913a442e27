"""`make serve`: builds, serves site/, and rebuilds when a source is saved."""

import argparse
import logging
import subprocess
import sys

from mkdocs.livereload import LiveReloadServer

from scripts.hosting.meta import without_policy
from scripts.places import DOCS, ROOT, SITE

HOST = "127.0.0.1"
WATCHED = (DOCS, ROOT / "checker", ROOT / "scripts", ROOT / "mkdocs.yml")


class Server(LiveReloadServer):
    """Adds to each page a script that reloads it; the page's own policy would stop that."""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        injected: bytes = super()._inject_js_into_html(without_policy(content), epoch)  # type: ignore[no-untyped-call]
        return injected


def build() -> int:
    """Builds in a process of its own, so that saved changes of the pipeline itself count too."""
    command = [sys.executable, "-m", "scripts.build", "--quick"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def rebuild() -> None:
    if build():
        print("» Not rebuilt: mend the error above and save again", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    if build():
        return 1
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    server = Server(rebuild, HOST, port, str(SITE))
    server.error_handler = lambda code: (SITE / "404.html").read_bytes() if code == 404 else None
    for path in WATCHED:
        server.watch(str(path))
    try:
        print(f"» Open http://{HOST}:{port}/   (Ctrl-C stops)", flush=True)
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
