"""The one description of headers, and what is made of it. Real servers are asked by `make trust`."""

import errno
import fnmatch
import functools
import gzip
import os
import re
from pathlib import Path

import brotli
import pytest

from scripts import packing
from scripts.finish.hosting import compress as compressing
from scripts.finish.hosting.compress import compress, to_pack
from scripts.finish.hosting.configurations import of_server, static_host
from scripts.finish.hosting.headers import TYPES, headers
from scripts.finish.hosting.meta import FIRST, without_policy
from scripts.packing import PACKED
from scripts.places import DOCS, SITE


@functools.cache
def files() -> list[str]:
    return sorted(path.relative_to(SITE).as_posix() for path in to_pack(SITE))


described = functools.cache(lambda: headers(SITE))


def value(name: str, address: str) -> str:
    return next(header for header in described() if header.name == name).of(address)


def worker() -> str:
    return next(name for name in files() if name.endswith("/worker.js"))


def test_only_the_worker_may_compile_webassembly():
    for name in files():
        allowed = "wasm-unsafe-eval" in value("Content-Security-Policy", name)
        assert allowed == (name == worker()), name


def test_only_cards_may_be_framed():
    for name in files():
        policy = value("Content-Security-Policy", name)
        if name != worker():
            framed = "*" if name.startswith("embed/") else "'none'"
            assert policy.endswith(f"frame-ancestors {framed}"), name


def test_nothing_loosens_the_policy_of_a_page():
    for name in files():
        if name.endswith(".html"):
            policy = value("Content-Security-Policy", name)
            assert "unsafe" not in policy
            assert "http" not in policy


def test_what_is_kept_for_ever_has_its_hash_in_its_address():
    kept = [name for name in files() if "immutable" in value("Cache-Control", name)]
    assert any(name.endswith(".wasm") for name in kept)
    for name in kept:
        assert re.search(r"[0-9a-f]{8}", name), name
    assert not [name for name in kept if name.endswith((".html", ".ics"))]
    assert value("Cache-Control", "sw.js") == "no-cache"


def test_every_kind_of_file_has_a_type():
    plain = {"LICENSE.txt", "_headers", "hosting/Caddyfile", "hosting/nginx.conf"}
    unknown = {n for n in files() if f".{n.rsplit('.', 1)[-1]}" not in TYPES} - plain
    assert unknown == set()


def test_every_page_carries_its_policy_before_any_script():
    for page in SITE.rglob("*.html"):
        name = page.relative_to(SITE).as_posix()
        wanted = value("Content-Security-Policy", name).split("; frame-ancestors")[0]
        head = page.read_text("utf-8").split(FIRST, 1)[1]
        found = re.match(r'\n<meta http-equiv="Content-Security-Policy" content="([^"]+)">', head)
        assert found, page
        assert found[1] == wanted, page


def test_a_server_that_adds_a_script_can_take_the_policy_out():
    page = (SITE / "index.html").read_bytes()
    assert b"Content-Security-Policy" not in without_policy(page)
    assert len(page) - len(without_policy(page)) < 1000


def test_no_two_rules_for_static_hosts_say_the_same_header_twice():
    rules: list[tuple[str, set[str]]] = []
    for line in static_host(headers(SITE), SITE).splitlines():
        if line.startswith("  "):
            rules[-1][1].add(line.split(":")[0].strip())
        else:
            rules.append((line, set()))
    policy = {"Content-Security-Policy"}
    for name in files():
        address = f"/{name.removesuffix('index.html')}"
        said = [names for pattern, names in rules if fnmatch.fnmatchcase(address, pattern)]
        assert sum(map(len, said)) == len(set().union(*said)), address
        if name.endswith(".html") or name == worker():
            assert policy <= set().union(*said), address


@pytest.mark.parametrize("base", ["/", "/a.b/"])
def test_configurations_follow_the_path_of_the_site(base: str):
    described = headers(SITE)
    nginx, caddy = (of_server(name, described, base) for name in ("nginx.conf", "Caddyfile"))
    assert f"error_page 404 {base}404.html;" in nginx
    assert f'"~^{re.escape(base)}embed/"' in nginx
    assert f"path {base}embed/*" in caddy


@pytest.mark.trust
def test_copies_hold_what_the_file_holds():
    unpack = {".br": brotli.decompress, ".gz": gzip.decompress}
    for path in to_pack(SITE):
        copies = [path.with_name(path.name + suffix) for suffix in PACKED]
        assert len({copy.exists() for copy in copies}) == 1, path
        for copy in copies:
            if copy.exists():
                assert unpack[copy.suffix](copy.read_bytes()) == path.read_bytes(), copy


def test_the_page_on_hosting_says_how_big_the_whole_is(both_editions: Path):
    said = re.search(
        r"大约 (\d+) MB，不到七百个文件，再加上繁体版 `hant/` 的大约 (\d+) MB、不到二百个文件",
        (DOCS / "about/hosting.md").read_text("utf-8"),
    )
    assert said
    traditional = set(to_pack(both_editions / "hant"))
    whole = set(to_pack(both_editions)) - traditional
    for files, megabytes, most in ((whole, said[1], 700), (traditional, said[2], 200)):
        assert len(files) < most
        assert abs(sum(path.stat().st_size for path in files) / 1e6 - int(megabytes)) < 5


def on_another_disk(*_: object) -> None:
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


@pytest.mark.parametrize("same_disk", [True, False])
def test_copies_are_of_what_the_files_say_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, same_disk: bool
):
    for module in (packing, compressing):
        monkeypatch.setattr(module, "KEPT", tmp_path / "kept")
    if not same_disk:
        monkeypatch.setattr(os, "link", on_another_disk)
    page = tmp_path / "site" / "index.html"
    page.parent.mkdir()
    for text in ("加注" * 100, "注册" * 100, "加注" * 100):
        page.write_text(text, "utf-8")
        compress(page.parent)
        assert brotli.decompress(page.with_name("index.html.br").read_bytes()).decode() == text
        assert gzip.decompress(page.with_name("index.html.gz").read_bytes()).decode() == text
        assert len([*page.parent.iterdir()]) == 3


@pytest.mark.parametrize("same_disk", [True, False])
def test_a_copy_that_is_there_is_replaced_not_written_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, same_disk: bool
):
    kept, other, copy = (tmp_path / name for name in ("kept.br", "other.br", "index.html.br"))
    kept.write_text("one")
    other.write_text("two")
    compressing.place(kept, copy)
    if not same_disk:
        monkeypatch.setattr(os, "link", on_another_disk)
    compressing.place(other, copy)
    assert (copy.read_text(), kept.read_text(), other.read_text()) == ("two", "one", "two")
