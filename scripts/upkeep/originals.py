"""`make original`: everything that was fetched, as it was, with its hash and time.

One WARC file a body, named by its SHA-256: the same body is kept once.
"""

import hashlib
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import get_ident

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scripts.places import ROOT
from scripts.upkeep.fetch import Page

FOLDER = ROOT / "build" / "upkeep" / "originals"


@dataclass(frozen=True, slots=True)
class Original:
    """`at`: in UTC, as WARC writes it."""

    sha256: str
    url: str
    at: str
    content_type: str
    body: bytes


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def keep(page: Page, folder: Path = FOLDER) -> str:
    """The SHA-256 under which the page is kept from now on."""
    sha256 = digest(page.body)
    path = folder / f"{sha256}.warc.gz"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        packed = io.BytesIO()
        writer = WARCWriter(packed, gzip=True)
        content_type = re.sub(r"[^\x20-\x7e]", "", page.content_type) or "application/octet-stream"
        http = StatusAndHeaders("200 OK", [("Content-Type", content_type)], protocol="HTTP/1.1")
        at = page.at.strftime("%Y-%m-%dT%H:%M:%SZ")
        record = writer.create_warc_record(
            page.url,
            "response",
            payload=io.BytesIO(page.body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": at},
        )
        writer.write_record(record)
        scratch = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}")
        scratch.write_bytes(packed.getvalue())
        scratch.replace(path)
    return sha256


def read(sha256: str, folder: Path = FOLDER) -> Original:
    """Raises LookupError for what is not kept, ValueError when the file is no longer that body."""
    path = folder / f"{sha256}.warc.gz"
    if not re.fullmatch(r"[0-9a-f]{64}", sha256) or not path.exists():
        raise LookupError(f"没有保存 {sha256}")
    with suppress(ArchiveLoadFailed), path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            body = record.content_stream().read()
            if digest(body) != sha256:
                break
            headers = record.rec_headers
            return Original(
                sha256,
                headers.get_header("WARC-Target-URI"),
                headers.get_header("WARC-Date"),
                record.http_headers.get_header("Content-Type"),
                body,
            )
    raise ValueError(f"{path.name} 坏了：内容和编号对不上")


def every(folder: Path = FOLDER) -> Iterator[Original]:
    """Oldest first; a damaged one is named on stderr and left out."""
    kept = []
    for path in folder.glob("*.warc.gz"):
        try:
            kept.append(read(path.name.removesuffix(".warc.gz"), folder))
        except ValueError as error:
            print(error, file=sys.stderr)
    yield from sorted(kept, key=lambda original: (original.at, original.url))


def main(arguments: list[str], folder: Path = FOLDER) -> int:
    if not arguments:
        for each in every(folder):
            print(each.at, each.sha256, len(each.body), each.url)
        return 0
    try:
        found = read(arguments[0], folder)
    except (LookupError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{found.url}\n{datetime.fromisoformat(found.at):%Y-%m-%d %H:%M:%S} UTC", file=sys.stderr)
    sys.stdout.buffer.write(found.body)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
