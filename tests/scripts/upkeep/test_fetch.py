"""Whatever a server does, a request ends in an answer or a sentence; and we are polite to all."""

import gzip
import os
import ssl
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from threading import Thread

import pytest

from scripts.upkeep import manners, originals, state
from scripts.upkeep.fetch import Failed, Fetcher, Known, Page, Robots, Unchanged, host, is_address
from tests.scripts.upkeep.servers import (
    QUICK,
    Reply,
    Server,
    dripping,
    dripping_headers,
    endless,
    rude,
    server,
    silent,
)


@pytest.fixture
def site() -> Iterator[Server]:
    with server() as one:
        yield one


def get(url: str, known: Known | None = None, **more) -> Page | Unchanged | Failed:
    return Fetcher(replace(QUICK, **more)).get(url, known or Known())


def why(answer) -> str:
    assert isinstance(answer, Failed), answer
    assert answer.said
    return answer.why


def test_a_page_as_it_is_with_what_its_server_says_of_it(site: Server):
    url = site.page("/a", "<p>通知</p>", headers={"ETag": '"1"', "Last-Modified": "x"})
    answer = get(url)
    assert isinstance(answer, Page)
    assert answer.body.decode() == "<p>通知</p>"
    assert answer.known == Known('"1"', "x")
    assert site.heads[-1]["user-agent"].startswith("yaoshi-zhiqi/")
    assert "https://example.com/robot" in site.heads[-1]["user-agent"]


def test_what_is_known_is_asked_for_only_if_it_has_changed(site: Server):
    url = site.page("/a", "x", headers={"ETag": '"1"'})
    assert isinstance(get(url, Known('"1"', "Mon")), Unchanged)
    assert site.heads[-1]["if-modified-since"] == "Mon"
    assert isinstance(get(url, Known('"0"')), Page)


@pytest.mark.parametrize("etag", ["\xe9", '"' + "x" * 5000 + '"', "\x7f"])
def test_what_cannot_be_said_back_to_a_server_is_not_kept(site: Server, etag: str):
    url = site.page("/a", "x", headers={"ETag": etag})
    answer = get(url)
    assert isinstance(answer, Page)
    assert isinstance(get(url, answer.known), Page)


def test_a_robots_txt_with_a_mark_of_its_order_of_bytes(site: Server):
    site.page("/robots.txt", "\ufeffUser-agent: *\nDisallow: /\n")
    assert why(get(site.page("/a", "x"))) == "robots"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418])
def test_a_refusal_is_taken_for_one_and_not_asked_again(site: Server, status: int):
    url = site.page("/a", "x", status=status)
    assert why(get(url)) == "answer"
    assert site.asked.count("/a") == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_only_a_busy_server_is_asked_again_and_not_for_ever(site: Server, status: int):
    url = site.page("/a", "x", status=status)
    assert why(get(url)) == "busy"
    assert site.asked.count("/a") == 1 + QUICK.retries


def test_each_wait_is_longer_and_retry_after_is_obeyed(site: Server):
    url = site.page("/a", "x", status=503)
    slept: list[float] = []
    Fetcher(replace(QUICK, back_off=3), sleep=slept.append).get(url)
    assert [s for s in slept if s >= 1] == [3, 6]
    site.page("/a", "x", status=429, headers={"Retry-After": "17"})
    slept.clear()
    Fetcher(QUICK, sleep=slept.append).get(url)
    assert [s for s in slept if s >= 1] == [17, 17]
    site.page("/a", "x", status=429, headers={"Retry-After": "86400"})
    assert why(get(url)) == "busy"


def test_another_host_is_reported_and_not_followed(site: Server):
    with server() as taker:
        taker.page("/", "buy")
        site.pages["/a"] = Reply(status=302, headers={"Location": taker.url + "/"})
        answer = get(site.url + "/a")
        assert why(answer) == "other_host"
        assert answer.leads_to == taker.url + "/"
        assert taker.asked == []


def test_a_page_that_moved_on_its_host_is_followed(site: Server):
    site.pages["/a"] = Reply(status=301, headers={"Location": "/b"})
    site.page("/b", "here")
    answer = get(site.url + "/a")
    assert isinstance(answer, Page)
    assert answer.url == site.url + "/b"


@pytest.mark.parametrize("to", ["/a", "/b", "javascript:alert(1)", "file:///etc/passwd", "http://"])
def test_a_redirect_that_leads_nowhere_ends(site: Server, to: str):
    site.pages["/a"] = Reply(status=302, headers={"Location": to})
    site.pages["/b"] = Reply(status=302, headers={"Location": "/a"})
    assert why(get(site.url + "/a")) in ("moved", "unreachable")  # httpx reads the address as well
    assert len(site.asked) < 20


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        (endless, "too_large"), (dripping, "too_slow"), (dripping_headers, "too_slow"),
        (silent, "unreachable"), (rude, "unreachable"),
    ],
)  # fmt: skip
def test_an_answer_without_end_ends(site: Server, does, reason: str):
    site.pages["/a"] = Reply(does)
    began = time.monotonic()
    assert why(get(site.url + "/a", most_bytes=2_000_000, deadline=0.8)) == reason
    assert time.monotonic() - began < 3


def test_a_bomb_in_the_encoding_is_measured_unpacked(site: Server):
    packed = gzip.compress(b"0" * 50_000_000)
    site.pages["/a"] = Reply(packed, headers={"Content-Encoding": "gzip"})
    assert why(get(site.url + "/a", deadline=10)) == "too_large"
    site.pages["/b"] = Reply(b"not gzip at all", headers={"Content-Encoding": "gzip"})
    assert why(get(site.url + "/b")) == "unreachable"


def test_robots_txt_is_obeyed(site: Server):
    site.page("/robots.txt", "User-agent: *\nDisallow: /secret\n")
    site.page("/secret", "x")
    site.page("/open", "x")
    fetcher = Fetcher(QUICK)
    assert why(fetcher.get(site.url + "/secret")) == "robots"
    assert isinstance(fetcher.get(site.url + "/open"), Page)
    assert site.asked == ["/robots.txt", "/open"]


def test_a_redirect_does_not_get_past_robots_txt(site: Server):
    site.page("/robots.txt", "User-agent: *\nDisallow: /secret\n")
    site.page("/secret", "x")
    site.pages["/a"] = Reply(status=302, headers={"Location": "/secret"})
    assert why(get(site.url + "/a")) == "robots"
    assert "/secret" not in site.asked


def test_what_robots_txt_says_of_our_name_goes_first(site: Server):
    site.page("/robots.txt", "User-agent: *\nAllow: /\nUser-agent: yaoshi-zhiqi\nDisallow: /\n")
    assert why(get(site.url + "/a")) == "robots"


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (500, False)])
def test_a_robots_txt_that_cannot_be_had(site: Server, status: int, may: bool):
    site.page("/robots.txt", "x", status=status)
    assert isinstance(get(site.page("/a", "x")), Page) is may


def test_a_crawl_delay_is_kept_or_the_host_left_alone(site: Server):
    site.page("/a", "x")
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    slept: list[float] = []
    Fetcher(QUICK, sleep=slept.append).get(site.url + "/a")
    assert max(slept) > 6
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 600\n")
    assert why(get(site.url + "/a")) == "robots"


def test_robots_txt_is_asked_for_once_a_day(site: Server):
    site.page("/robots.txt", "")
    url = site.page("/a", "x")
    first = Fetcher(QUICK)
    first.get(url)
    again = Fetcher(QUICK, robots=first.robots)
    again.get(url)
    assert site.asked.count("/robots.txt") == 1
    tomorrow = datetime.now(UTC) + timedelta(hours=25)
    Fetcher(QUICK, robots=first.robots, now=lambda: tomorrow).get(url)
    assert site.asked.count("/robots.txt") == 2


def test_requests_to_one_host_are_apart(site: Server):
    fetcher = Fetcher(replace(QUICK, pause=0.1))
    for path in ("/a", "/b", "/c"):
        fetcher.get(site.page(path, "x"))
    gaps = [later - earlier for earlier, later in zip(site.at, site.at[1:], strict=False)]
    assert min(gaps) >= 0.1


def test_nobody_elses_server_is_asked_faster_than_every_two_seconds():
    fetcher = Fetcher(replace(QUICK, pause=0.01))
    assert fetcher._pause("https://example.com/") == 2
    assert fetcher._pause("http://127.0.0.1:1/") == 0.01
    assert fetcher._pause("http://localhost.example.com/") == 2


def test_a_host_that_is_not_there():
    assert why(get("http://127.0.0.1:9/")) == "unreachable"


@pytest.mark.parametrize(
    "url",
    ["ftp://a.cn/", "file:///etc/passwd", "http://", "a.cn", "http://u:p@a.cn/", "http://a.cn:x/",
     "http://a b.cn/", "http://a.cn/\n", "javascript:1", "http://[::1", ""],
)  # fmt: skip
def test_what_is_no_address(url: str):
    assert not is_address(url)
    assert why(get(url)) == "no_address"


def test_hosts_are_told_apart_as_readers_would():
    assert host("http://www.a.cn/") == host("https://a.cn:443/x") == "a.cn"
    assert host("http://a.cn:8080/") == "a.cn:8080"
    assert host("http://a.cn.evil.com/") != host("http://a.cn/")


def test_nobody_is_visited_without_a_name(monkeypatch: pytest.MonkeyPatch):
    for name in ("UPKEEP_CONTACT", "REPORT_URL", "UPKEEP_PAUSE"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ValueError, match="UPKEEP_CONTACT"):
        manners.manners()
    monkeypatch.setenv("UPKEEP_CONTACT", "a@example.com")
    assert manners.manners().contact == "a@example.com"
    monkeypatch.setenv("UPKEEP_CONTACT", "a@example.com\nX-Evil: 1")
    with pytest.raises(ValueError, match="UPKEEP_CONTACT"):
        manners.manners()


def test_a_certificate_that_is_not_theirs_is_refused(tmp_path: Path):
    pem = tmp_path / "own.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(pem), "-out",
         str(tmp_path / "c.pem"), "-days", "1", "-subj", "/CN=localhost"],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl makes no certificate here")
    listening = HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c.pem", pem)
    listening.socket = context.wrap_socket(listening.socket, server_side=True)
    Thread(target=listening.serve_forever, args=(0.02,), daemon=True).start()
    url = f"https://127.0.0.1:{listening.server_address[1]}/"
    kept = Fetcher(QUICK)
    kept.robots[url.rstrip("/")] = Robots("", 404, datetime.now(UTC))
    answer = kept.get(url)
    listening.shutdown()
    assert why(answer) == "unreachable"
    assert "证书" in answer.said


def test_state_survives_and_a_damaged_one_costs_a_full_run_only(tmp_path: Path):
    path = tmp_path / "state.json"
    kept = state.State(
        {"u": state.Seen(Known("e", "l"), "ab", ["x"], "标题", "f", datetime.now(UTC).date())}
    )
    kept.robots["o"] = Fetcher(QUICK)._read_robots("http://127.0.0.1:9/robots.txt")
    state.save(kept, path)
    assert state.load(path) == kept
    assert os.listdir(tmp_path) == ["state.json"]  # noqa: PTH208  nothing half-written stays
    for spoilt in ("", "{", "[]", '{"shape": 1}', '{"shape": 1, "pages": {"u": 1}, "robots": {}}'):
        path.write_text(spoilt)
        assert state.load(path) == state.State()
    assert state.load(tmp_path / "none") == state.State()


def test_one_body_from_many_hosts_at_once_is_kept(tmp_path: Path):
    for i in range(20):
        page = Page("http://a.cn/", b"%d" % i * 10_000, "text/html", Known(), datetime.now(UTC))
        with ThreadPoolExecutor(8) as pool:
            kept = set(pool.map(lambda page: originals.keep(page, tmp_path), [page] * 8))
        assert len(kept) == 1
    assert len(list(originals.every(tmp_path))) == 20


def test_an_original_is_kept_once_and_shown_again(tmp_path: Path, capsysbinary):
    page = Page(
        "http://a.cn/通知",
        "<p>é通知</p>".encode(),
        "text/html\r\nX: y",
        Known(),
        datetime(2099, 1, 2, 3, tzinfo=UTC),
    )
    sha256 = originals.keep(page, tmp_path)
    assert originals.keep(page, tmp_path) == sha256
    (found,) = originals.every(tmp_path)
    assert (found.body, found.url, found.at) == (page.body, page.url, "2099-01-02T03:00:00Z")
    assert originals.main([sha256], tmp_path) == 0
    assert capsysbinary.readouterr().out == page.body
    assert originals.main(["0" * 64], tmp_path) == 1
    assert originals.main(["../../etc/passwd"], tmp_path) == 1
    other = originals.keep(replace(page, body=b"other"), tmp_path)
    (tmp_path / f"{other}.warc.gz").rename(tmp_path / f"{sha256}.warc.gz")
    with pytest.raises(ValueError, match="对不上"):
        originals.read(sha256, tmp_path)


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "deflate", "zstd"])
def test_what_was_packed_in_a_way_nobody_asked_for_is_not_unpacked(site: Server, encoding: str):
    """A packet packed twice can be gigabytes before anybody counts."""
    packed = gzip.compress(gzip.compress(b"0" * 30_000_000))
    site.pages["/a"] = Reply(packed, headers={"Content-Encoding": encoding})
    assert why(get(site.url + "/a")) == "too_large"
    assert site.heads[-1]["accept-encoding"] == "gzip"


@pytest.mark.parametrize("name", ["<s>evil", "a*b*", "[x](y", "`x`"])
def test_a_name_that_is_no_hosts_is_no_address(site: Server, name: str):
    site.pages["/a"] = Reply(status=302, headers={"Location": f"http://{name}/"})
    answer = get(site.url + "/a")
    assert why(answer) in ("moved", "unreachable")
    assert name not in answer.said


def test_a_damaged_original_does_not_hide_the_others(tmp_path: Path, capsys):
    page = Page("http://a.cn/", b"x", "text/html", Known(), datetime.now(UTC))
    sha256 = originals.keep(page, tmp_path)
    (tmp_path / f"{'0' * 64}.warc.gz").write_bytes(b"damaged")
    assert originals.main([], tmp_path) == 0
    said = capsys.readouterr()
    assert sha256 in said.out
    assert "坏了" in said.err
    assert originals.main(["0" * 64], tmp_path) == 1
