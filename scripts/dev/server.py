"""site/ on this machine as the configurations of scripts/finish/hosting have it sent: their headers and
types, the packed copies. For benchmarks and checks; at wish over a phone's network.

The network is slowed here and not in the browser: what a browser's own throttle does not reach
(the requests of a worker, those made before it was switched on) still passes through this door.
"""

import contextlib
import email.utils
import functools
import http.server
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scripts.finish.hosting.compress import WORTH_IT
from scripts.finish.hosting.headers import content_type, headers
from scripts.packing import packed

CHUNK = 8 * 1024
CATCH_UP_SECONDS = 0.05
ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the first that a browser takes


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


class Server:
    """Serves finished sites (address prefix → folder) on loopback; counts the bytes that leave.

    `instead`: folders that stand in for parts of these sites, by the prefix of their addresses; they
    are sent with the headers of what they stand in for.
    """

    def __init__(
        self, sites: Mapping[str, Path], instead: Mapping[str, Path] | None = None
    ) -> None:
        self.network: Network | None = None
        self.sent: dict[str, int] = {}
        self.bits_per_second = 0.0  # of the largest answer so far
        self._largest = 0
        self._sites, self._instead = sites, instead or {}
        self._headers = {prefix: headers(site) for prefix, site in sites.items()}
        self._server = _Threads(("127.0.0.1", 0), functools.partial(_Handler, self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def passed(self, path: str, size: int, seconds: float) -> None:
        self.sent[path] = self.sent.get(path, 0) + size
        if self.network and size > self._largest:
            self._largest, self.bits_per_second = size, size * 8 / seconds

    def found(self, path: str) -> tuple[HTTPStatus, Path | None, dict[str, str]]:
        """Of a path: the status, the file that is sent (None: nothing) and the headers of the site."""
        prefix = max((one for one in self._sites if path.startswith(one)), key=len, default=None)
        if prefix is None:
            return HTTPStatus.NOT_FOUND, None, {}
        address = path.removeprefix(prefix)
        if not address or address.endswith("/"):
            address += "index.html"
        status, file = HTTPStatus.OK, self._file(path, self._sites[prefix] / address)
        if not file:
            status, address = HTTPStatus.NOT_FOUND, "404.html"
            file = self._sites[prefix] / address
        values = {header.name: header.of(address) for header in self._headers[prefix]}
        kind = {"Content-Type": content_type(address)}
        return status, file, kind | {name: value for name, value in values.items() if value}

    def _file(self, path: str, file: Path) -> Path | None:
        """What is sent for `path`, which means `file` of its site; None when there is none."""
        for prefix, folder in self._instead.items():
            if path.startswith(prefix):
                file = folder / path.removeprefix(prefix)
        return file if ".." not in file.parts and file.is_file() else None


@contextlib.contextmanager
def serving(site: Path | None = None, **below: Path) -> Iterator[str]:
    """The origin at which a site is served, or several, each `below` its name, until the block ends."""
    sites = {f"/{name}/": folder for name, folder in below.items()}
    server = Server(sites | ({"/": site} if site else {}))
    try:
        yield server.origin
    finally:
        server.stop()


class _Threads(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, server: Server, *arguments: object) -> None:
        self._of = server
        self._new = True
        super().__init__(*arguments)  # type: ignore[arg-type]

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # the browser has gone
            super().handle()

    def do_GET(self) -> None:
        if self._of.network:
            time.sleep(self._of.network.round_trip_seconds * (2 if self._new else 1))
        self._new = False
        status, file, said = self._of.found(unquote(urlsplit(self.path).path))
        if file is None:
            self._send(status, {}, b"")
            return
        changed = file.stat()
        said |= {
            "Last-Modified": email.utils.formatdate(changed.st_mtime, usegmt=True),
            "ETag": f'W/"{changed.st_mtime_ns:x}-{changed.st_size:x}"',
            "Vary": "Accept-Encoding",
        }
        if self.headers.get("If-None-Match") == said["ETag"] and status == HTTPStatus.OK:
            self._send(HTTPStatus.NOT_MODIFIED, said, b"")
            return
        taken = self.headers.get("Accept-Encoding", "")
        encoding = next((name for name in ENCODINGS if name in taken), "")
        body, encoded = _packed(file, changed.st_mtime_ns, encoding)
        self._send(status, said | ({"Content-Encoding": encoding} if encoded else {}), body)

    def _send(self, status: HTTPStatus, said: Mapping[str, str], body: bytes) -> None:
        try:
            self.send_response(status)
            for name, value in said.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            size = len(b"".join(self._headers_buffer)) + len(body)  # type: ignore[attr-defined]
            began = time.monotonic()
            self.end_headers()
            for start in range(0, len(body), CHUNK):
                chunk = body[start : start + CHUNK]
                if self._of.network:
                    self._of.network.wait_for(len(chunk))
                self.wfile.write(chunk)
        except (BrokenPipeError, ConnectionResetError):
            return  # the browser has gone
        self._of.passed(urlsplit(self.path).path, size, time.monotonic() - began)

    def log_message(self, *_: object) -> None:
        pass


@functools.cache
def _packed(file: Path, _changed: int, encoding: str) -> tuple[bytes, bool]:
    """What is sent of a file, and whether that is its packed copy: see scripts/finish/hosting/compress."""
    content = file.read_bytes()
    if not encoding:
        return content, False
    copy = packed(content, ENCODINGS[encoding]).read_bytes()
    return (copy, True) if len(copy) < WORTH_IT * len(content) else (content, False)
