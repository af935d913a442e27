"""Which headers and which type every file of site/ is sent with.

Addresses here begin at the root of the site, without a slash; one that ends in `*` stands for all
that begin with it.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOR_EVER = "public, max-age=31536000, immutable"
REVALIDATED = "no-cache"
CARDS = "embed/*"
PUBLIC = ("api/*", "assets/embed/*", "assets/tables/*", "calendar/*", "hant/calendar/*")
"""What scripts of other sites may read: loaders pinned by hash, data, feeds."""

TYPES: Mapping[str, str] = {
    ".bcmap": "application/octet-stream",
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".map": "application/json",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".bin": "application/octet-stream",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
OTHER_TYPE = "text/plain"  # files without a suffix are texts

_HASHED = re.compile(r"[.-][0-9a-f]{8,}(?:\.min)?\.[a-z]+$")
_RUNTIME = re.compile(r"assets/runtime/[0-9a-f]+/")
_INLINE_SCRIPT = re.compile(r"<script>(.+?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Header:
    """A response header: its value for most files, and for some addresses; "" leaves it out."""

    name: str
    value: str
    special: Mapping[str, str]

    def of(self, address: str) -> str:
        for special, value in self.special.items():
            if _meant(special, address):
                return value
        return self.value


def headers(site: Path) -> list[Header]:
    """All headers of the finished pages below `site`."""
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    pages = (path.read_text("utf-8") for path in site.rglob("*.html"))
    policy = page_policy(inline_scripts(pages))
    worker = next(name for name in files if _RUNTIME.match(name) and name.endswith("/worker.js"))
    policies = {CARDS: f"{card_policy()}; frame-ancestors *", worker: worker_policy()}
    return [
        Header("Content-Security-Policy", f"{policy}; frame-ancestors 'none'", policies),
        Header("Cache-Control", REVALIDATED, dict.fromkeys(named_by_content(files), FOR_EVER)),
        Header("Access-Control-Allow-Origin", "", dict.fromkeys(PUBLIC, "*")),
        Header("X-Content-Type-Options", "nosniff", {}),
        Header("Referrer-Policy", "no-referrer", {}),
        Header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()", {}),
        Header("Cross-Origin-Opener-Policy", "same-origin", {}),
    ]


def content_type(address: str) -> str:
    """Type and, for text, its encoding."""
    kind = TYPES.get(Path(address).suffix, OTHER_TYPE)
    return f"{kind}; charset=utf-8" if kind in texts() else kind


def texts() -> list[str]:
    """The types that are sent with the name of their encoding."""
    return sorted({kind for kind in TYPES.values() if kind.startswith("text/")})


def page_policy(scripts: Iterable[str]) -> str:
    """As much of a page's policy as its own <meta> can carry; `scripts`: hashes of inline ones."""
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *scripts]),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
        ]
    )


def card_policy() -> str:
    """The same of a card. Cards have none of the theme's scripts, and there no text may become markup
    or a script's address (Trusted Types), but for the address of the worker. The theme itself could
    not live with that: it hands texts to innerHTML, DOMParser, Worker and script elements, four times
    a page and hundreds of times a search."""
    return f"{page_policy([])}; require-trusted-types-for 'script'; trusted-types zhiqi-worker"


def worker_policy() -> str:
    """Of the checker's thread, which alone may compile WebAssembly."""
    return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def inline_scripts(pages: Iterable[str]) -> list[str]:
    """The hash of every script that stands in a page itself: the theme's, and ours that starts Python."""
    found = {script for page in pages for script in _INLINE_SCRIPT.findall(page)}
    digests = (hashlib.sha256(script.encode()).digest() for script in found)
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def named_by_content(files: Iterable[str]) -> list[str]:
    """Addresses of what never changes under its name."""
    return sorted(set(_named_by_content(files)))


def _named_by_content(files: Iterable[str]) -> Iterator[str]:
    for name in files:
        if runtime := _RUNTIME.match(name):
            yield f"{runtime[0]}*"
        elif _HASHED.search(name):
            yield name


def _meant(special: str, address: str) -> bool:
    return address.startswith(special[:-1]) if special.endswith("*") else address == special
