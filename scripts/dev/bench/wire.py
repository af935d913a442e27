"""A web server as a reader meets one: brotli copies, long-lived assets, and a phone's network.

The network is slowed here and not in the browser: what a browser's own throttle does not reach
(the requests of a worker, those made before it was switched on) still passes through this door.
"""

import email.utils
import functools
import hashlib
import http.server
import mimetypes
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]

from scripts.places import BUILD

COMPRESSED = BUILD / "bench" / "brotli"
QUALITY = 11
ALREADY_COMPRESSED = {".png", ".woff2", ".br", ".gz"}
CHUNK = 8 * 1024
CATCH_UP_SECONDS = 0.05
# What the content's own hash, or a version in the name, makes safe to keep.
LONG_LIVED = "public, max-age=31536000, immutable"
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}


@dataclass
class Network:
    """All connections share the bandwidth; each new connection and each request costs a round trip."""

    bits_per_second: float
    round_trip_seconds: float
    _free_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_for(self, size: int) -> None:
        """Returns when `size` more bytes have passed."""
        with self._lock:
            now = time.monotonic()
            # Who was woken late catches up: the average is what counts.
            self._free_at = (
                max(now - CATCH_UP_SECONDS, self._free_at) + size * 8 / self.bits_per_second
            )
            until = self._free_at
        time.sleep(max(0.0, until - now))


class Wire:
    """Serves folders (address prefix → folder) on loopback; counts the bytes that leave."""

    def __init__(self, folders: dict[str, Path]) -> None:
        self.folders = folders
        self.network: Network | None = None
        self.sent: dict[str, int] = {}
        self.bits_per_second = 0.0  # of the largest answer so far
        self._largest = 0
        handler = functools.partial(_Handler, self)
        self._server = _Server(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def passed(self, path: str, size: int, seconds: float) -> None:
        self.sent[path] = self.sent.get(path, 0) + size
        if self.network and size > self._largest:
            self._largest, self.bits_per_second = size, size * 8 / seconds

    def file(self, address: str) -> Path | None:
        """The file behind an address, a folder's index.html included; None when there is none."""
        path = urlsplit(address).path
        for prefix in sorted(self.folders, key=len, reverse=True):
            if path.startswith(prefix):
                found = self.folders[prefix] / path.removeprefix(prefix)
                found = found / "index.html" if found.is_dir() else found
                return found if found.is_file() else None
        return None


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, wire: Wire, *arguments: object) -> None:
        self._wire = wire
        self._new = True
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self._wire.network:
            time.sleep(self._wire.network.round_trip_seconds * (2 if self._new else 1))
        self._new = False
        path = self._wire.file(self.path)
        if path is None:
            self._send(HTTPStatus.NOT_FOUND, {"Content-Type": "text/plain"}, b"not found")
            return
        tag = f'"{path.stat().st_mtime_ns:x}-{path.stat().st_size:x}"'
        page = path.suffix == ".html"
        headers = {
            "Content-Type": TYPES.get(path.suffix)
            or mimetypes.guess_type(path.name)[0]
            or "application/octet-stream",
            "Cache-Control": "no-cache" if page else LONG_LIVED,
            "Last-Modified": email.utils.formatdate(path.stat().st_mtime, usegmt=True),
            "ETag": tag,
            "Vary": "Accept-Encoding",
        }
        if self.headers.get("If-None-Match") == tag:
            self._send(HTTPStatus.NOT_MODIFIED, headers, b"")
            return
        body = path.read_bytes()
        if path.suffix not in ALREADY_COMPRESSED and "br" in self.headers.get(
            "Accept-Encoding", ""
        ):
            body = compressed(body)
            headers["Content-Encoding"] = "br"
        self._send(HTTPStatus.OK, headers, body)

    def _send(self, status: HTTPStatus, headers: dict[str, str], body: bytes) -> None:
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            size = len(b"".join(self._headers_buffer)) + len(body)  # type: ignore[attr-defined]
            began = time.monotonic()
            self.end_headers()
            for start in range(0, len(body), CHUNK):
                chunk = body[start : start + CHUNK]
                if self._wire.network:
                    self._wire.network.wait_for(len(chunk))
                self.wfile.write(chunk)
        except (BrokenPipeError, ConnectionResetError):
            return  # the browser has gone
        self._wire.passed(urlsplit(self.path).path, size, time.monotonic() - began)

    def log_message(self, *_: object) -> None:
        pass


def compressed(body: bytes) -> bytes:
    """Brotli as a careful host prepares it, kept from run to run: the large files take long."""
    kept = COMPRESSED / f"{hashlib.sha256(body).hexdigest()}.br"
    if not kept.exists():
        COMPRESSED.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{threading.get_ident()}")
        fresh.write_bytes(brotli.compress(body, quality=QUALITY, lgwin=24))
        fresh.rename(kept)
    return kept.read_bytes()
