"""Servers of our own that behave as those of authorities do, well and badly."""

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from scripts.upkeep.manners import Manners

QUICK = Manners("https://example.com/robot", pause=0.01, patience=0.4, deadline=0.8, back_off=0.01)
HTML = "text/html"


@dataclass
class Reply:
    """`say`: a body, or a function that writes to the connection as it likes."""

    say: bytes | Callable[[Any], None] = b""
    status: int = 200
    kind: str = HTML
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Server:
    """`asked`: method-less paths in the order of requests; `heads` their headers; `at` their times."""

    url: str
    pages: dict[str, Reply]
    asked: list[str] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    at: list[float] = field(default_factory=list)

    def page(self, path: str, body: str, encoding: str = "utf-8", **more: Any) -> str:
        """Puts a page there and returns its address."""
        self.pages[path] = Reply(body.encode(encoding), **more)
        return self.url + path


@contextmanager
def server() -> Iterator[Server]:
    """A host of its own (a port of 127.0.0.1), without a robots.txt until it is given one."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            this.asked.append(self.path)
            this.heads.append({k.lower(): v for k, v in self.headers.items()})
            this.at.append(time.monotonic())
            reply = this.pages.get(self.path.split("?")[0], Reply(b"none", 404))
            etag = reply.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                self.send_response(304)
                self.end_headers()
                return
            if callable(reply.say):
                with suppress(OSError):
                    reply.say(self)
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.say)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.say)

        def log_message(self, *_: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    this = Server(f"http://127.0.0.1:{listening.server_address[1]}", {})
    listening.daemon_threads = True
    thread = Thread(target=listening.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield this
    finally:
        listening.shutdown()
        listening.server_close()


def endless(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.wfile.write(b"<p>more</p>" * 10_000)


def dripping(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.wfile.write(b"a")
        time.sleep(0.05)


def dripping_headers(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
    for i in range(10_000):
        handler.wfile.write(b"X-%d: a\r\n" % i)
        time.sleep(0.05)


def silent(handler: Any) -> None:
    time.sleep(2)


def rude(handler: Any) -> None:
    handler.wfile.write(b"\x00\x01 this is no HTTP\r\n\r\n")


def pdf(text: str) -> bytes:
    """A PDF of one page whose font maps its codes to the characters of the text (ToUnicode)."""
    codes = {char: i + 1 for i, char in enumerate(dict.fromkeys(text.replace("\n", "")))}
    lines = [
        b"<" + b"".join(b"%04x" % codes[char] for char in line) + b"> Tj T*"
        for line in text.split("\n")
    ]
    content = b"BT /F1 12 Tf 14 TL 50 780 Td " + b" ".join(lines) + b" ET"
    mapped = b"".join(
        b"<%04x> <%s>\n" % (code, char.encode("utf-16-be").hex().encode())
        for char, code in codes.items()
    )
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar\nendcmap end end" % (len(codes), mapped)
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def docx(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, words in zip(table.rows, rows, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def bomb() -> bytes:
    """A DOCX of some 200 KB that would be 200 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 200_000_000)
    return stream.getvalue()
