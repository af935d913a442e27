"""site/ on this machine as a good host sends it: brotli, kept connections, hashed files for ever.

For Lighthouse and the benchmarks. A copy compressed by the build is sent where there is one.
"""

import functools
import http.server
import mimetypes
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli  # type: ignore[import-untyped]

FOR_EVER = "public, max-age=31536000, immutable"
REVALIDATED = "no-cache"
HASHED = re.compile(r"[.-][0-9a-f]{8,}(\.min)?\.\w+$|/assets/runtime/[0-9a-f]{16}/")
TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm"}
COMPRESSED = ("text/", "application/json", "application/wasm", "image/svg", "application/xml")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The origin at which `folder` is served, until the block ends."""
    handler = functools.partial(_Handler, folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, *arguments: object) -> None:
        self._folder = folder
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self._folder / path.lstrip("/")
        if path.endswith("/"):
            file /= "index.html"
        if not file.is_file() or ".." in Path(path).parts:
            self._send(404, self._folder / "404.html")
        else:
            self._send(200, file)

    def _send(self, status: int, file: Path) -> None:
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "text/plain"
        self.send_response(status)
        body = file.read_bytes()
        if kind.startswith(COMPRESSED) and "br" in self.headers.get("Accept-Encoding", ""):
            body = compressed(file, file.stat().st_mtime_ns)
            self.send_header("Content-Encoding", "br")
        if kind.startswith("text/"):
            kind += "; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", FOR_EVER if HASHED.search(self.path) else REVALIDATED)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@functools.cache
def compressed(file: Path, _changed: int) -> bytes:
    """`file` in brotli; what the build has compressed is taken as it is."""
    built = file.with_name(f"{file.name}.br")
    return built.read_bytes() if built.exists() else brotli.compress(file.read_bytes(), quality=9)
