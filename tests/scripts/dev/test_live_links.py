"""The checker of live links, against a server of its own."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from scripts.dev.live_links import complaint


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        port = self.server.server_address[1]
        self.send_response({"/gone": 404, "/away": 302}.get(self.path, 200))
        if self.path == "/away":
            self.send_header("Location", f"http://localhost:{port}/other")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def origin() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_answers_is_let_alone_and_what_fails_is_named(origin: str):
    assert complaint(f"{origin}/here") == ""
    assert "404" in complaint(f"{origin}/gone")
    assert "localhost" in complaint(f"{origin}/away")


def test_a_dead_server_is_named():
    assert "打不开" in complaint("http://127.0.0.1:1/")
