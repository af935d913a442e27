"""Every file of site/, asked of a server in every encoding and held against the description."""

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import brotli  # type: ignore[import-untyped]

from scripts.finish.hosting.compress import to_pack
from scripts.finish.hosting.headers import Header, content_type, headers
from scripts.packing import PACKED

ENCODINGS = {"br": ".br", "gzip": ".gz", "identity": ""}
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


def crawl(origin: str, base: str, site: Path) -> int:
    """The number of requests that were answered as described. Raises AssertionError with all faults."""
    described = headers(site)
    host = urlsplit(origin).netloc
    connection = http.client.HTTPConnection(host, timeout=30)
    faults: list[str] = []
    asked = 0
    for path in sorted(to_pack(site)):
        name = path.relative_to(site).as_posix()
        for address in _addresses(name):
            for encoding in ENCODINGS:
                connection.request(
                    "GET", base + quote(address), headers={"Accept-Encoding": encoding}
                )
                answer = connection.getresponse()
                body = answer.read()
                asked += 1
                found = _faults(answer, body, path, name, encoding, described)
                faults += [f"{address or '/'} ({encoding}): {fault}" for fault in found]
    asked += 2
    faults += _not_found(connection, base, site, described) + _without_slash(connection, base)
    assert not faults, "\n".join([f"{len(faults)} faults", *faults[:20]])
    return asked


def _addresses(name: str) -> list[str]:
    """A page is asked for by its folder."""
    return [name.removesuffix("index.html")] if Path(name).name == "index.html" else [name]


def _faults(
    answer: http.client.HTTPResponse,
    body: bytes,
    path: Path,
    name: str,
    encoding: str,
    described: list[Header],
) -> Iterator[str]:
    packed = encoding != "identity" and path.with_name(path.name + ENCODINGS[encoding]).exists()
    wanted = {
        "Content-Type": content_type(name),
        "Content-Encoding": encoding if packed else "",
        **{header.name: header.of(name) for header in described},
    }
    if answer.status != 200:
        yield f"status {answer.status}"
        return
    for header, value in wanted.items():
        if (got := answer.getheader(header, "")) != value:
            yield f"{header} is {got!r}, expected {value!r}"
    has_copies = any(path.with_name(path.name + suffix).exists() for suffix in PACKED)
    if has_copies and "Accept-Encoding" not in answer.getheader("Vary", ""):
        yield "no Vary: Accept-Encoding, so that a cache would mix the encodings"
    if UNPACK[answer.getheader("Content-Encoding")](body) != path.read_bytes():
        yield "another content than the file's"


def _not_found(
    connection: http.client.HTTPConnection, base: str, site: Path, described: list[Header]
) -> list[str]:
    connection.request("GET", f"{base}no/such/page/")
    answer = connection.getresponse()
    body = answer.read()
    faults = [] if answer.status == 404 else [f"no/such/page/: status {answer.status}"]
    if body != (site / "404.html").read_bytes():
        faults.append("no/such/page/: not the page that says so")
    policy = next(h for h in described if h.name == "Content-Security-Policy")
    if answer.getheader(policy.name) != policy.value:
        faults.append("no/such/page/: without the policy")
    return faults


def _without_slash(connection: http.client.HTTPConnection, base: str) -> list[str]:
    connection.request("GET", f"{base}guides")
    answer = connection.getresponse()
    answer.read()
    target = answer.getheader("Location", "")
    right = answer.status in (301, 302, 307, 308) and urlsplit(target).path == f"{base}guides/"
    return [] if right else [f"guides: status {answer.status}, to {target!r}"]
