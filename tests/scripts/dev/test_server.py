"""What benchmarks and checks are sent is what the published configurations have hosts send."""

import gzip
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from scripts.dev.server import Server
from scripts.finish.hosting.headers import content_type, headers
from scripts.places import SITE

RUNTIME = next(SITE.glob("assets/runtime/*")).relative_to(SITE).as_posix()
ADDRESSES = (
    "",
    "404.html",
    "sw.js",
    "api/v1/dates.json",
    "embed/annotation/",
    f"{RUNTIME}/worker.js",
)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other")
    (folder / "worker.js").write_text("another worker", "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(other: Path) -> Iterator[Server]:
    server = Server({"/": SITE, "/below/": SITE}, {f"/below/{RUNTIME}/": other})
    yield server
    server.stop()


def answer(server: Server, path: str, **asked: str) -> HTTPResponse:
    names = {name.replace("_", "-"): value for name, value in asked.items()}
    request = urllib.request.Request(f"{server.origin}{path}", headers=names)
    try:
        found: HTTPResponse = urllib.request.urlopen(request, timeout=60)
    except urllib.error.HTTPError as error:
        return error  # type: ignore[return-value]
    return found


@pytest.mark.parametrize("prefix", ["/", "/below/"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_each_file_has_the_headers_that_are_published(server: Server, prefix: str, address: str):
    file = f"{address}index.html" if address.endswith("/") or not address else address
    said = answer(server, prefix + address)
    for header in headers(SITE):
        assert said.headers.get(header.name, "") == header.of(file), header.name
    assert said.headers["Content-Type"] == content_type(file)


def test_a_packed_copy_is_sent_to_who_takes_it(server: Server):
    plain = (SITE / "index.html").read_bytes()
    for taken, unpack in (("gzip, br", brotli.decompress), ("gzip", gzip.decompress)):
        said = answer(server, "/", Accept_Encoding=taken)
        assert said.headers["Content-Encoding"] == taken.split(", ")[-1]
        assert unpack(said.read()) == plain
    assert answer(server, "/").read() == plain
    picture = answer(server, "/assets/screenshots/answer-390.webp", Accept_Encoding="gzip, br")
    assert picture.headers["Content-Encoding"] is None


def test_what_a_browser_has_is_not_sent_again(server: Server):
    tag = answer(server, "/").headers["ETag"]
    again = answer(server, "/", If_None_Match=tag)
    assert (again.status, again.read()) == (304, b"")
    assert answer(server, "/", If_None_Match="another").status == 200


def test_what_is_not_there_is_the_page_that_says_so(server: Server):
    for path in ("/nowhere/", "/../etc/passwd", f"/below/{RUNTIME}/python_stdlib.zip"):
        said = answer(server, path)
        assert said.status == 404
        assert said.read() == (SITE / "404.html").read_bytes()


def test_a_folder_stands_in_for_a_part_of_one_site(server: Server):
    assert answer(server, f"/below/{RUNTIME}/worker.js").read() == b"another worker"
    assert answer(server, f"/{RUNTIME}/worker.js").read() != b"another worker"
