"""Opens addresses of other people's servers politely, and believes nothing they say of themselves.

Whatever happens to one request ends in an answer or in a sentence, never in an exception.
"""

import ipaddress
import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Lock, Timer
from typing import Literal
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from scripts.upkeep.manners import ROBOT, Manners

MOST_REDIRECTS = 5
ROBOTS_HOLD = timedelta(hours=24)
"""RFC 9309, 2.4: robots.txt is asked for again after a day."""
MOST_ROBOTS = 500_000
"""Bytes of a robots.txt that are read (RFC 9309, 2.5)."""
ENCODINGS = {"", "identity", "gzip"}
"""Others, and several on top of each other, can make terabytes of one packet."""
HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+")
AGAIN = {429, 500, 502, 503, 504}
ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/pdf,*/*;q=0.5"

Why = Literal[
    "robots",
    "other_host",
    "moved",
    "too_large",
    "too_slow",
    "busy",
    "answer",
    "unreachable",
    "no_address",
]


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said of a page when it was last opened; "" for what it did not say."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """`url` is where the page was found in the end, `at` the time in UTC."""

    url: str
    body: bytes
    content_type: str
    known: Known
    at: datetime


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says: as you know it."""

    url: str


@dataclass(frozen=True, slots=True)
class Failed:
    """`said`: one sentence for the report. `other_host`: where the page leads to; the domain may
    have been taken over."""

    url: str
    why: Why
    said: str
    leads_to: str = ""


Answer = Page | Unchanged | Failed


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt as kept: `status` is that of the answer, 0 when there was none."""

    text: str
    status: int
    at: datetime


def host(url: str) -> str:
    """`example.com` of its addresses; with the port where one is given. `www.` is the same host."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        return ""
    name = (parts.hostname or "").removeprefix("www.")
    usual = port in (None, {"http": 80, "https": 443}.get(parts.scheme))
    return name if usual else f"{name}:{port}"


def is_address(url: str) -> bool:
    """A web address that may be opened: http or https, a host, no name and password in it."""
    try:
        parts = urlsplit(url)
        named = bool(HOST.fullmatch(parts.hostname or "")) and bool(host(url))
    except ValueError:
        return False
    clean = url.isprintable() and not set(url) & set(" <>\"'`{}\\^")
    return clean and parts.scheme in ("http", "https") and named and "@" not in parts.netloc


def _our_own(url: str) -> bool:
    name = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


@dataclass
class Fetcher:
    """One for a run; hosts may be visited from several threads, each host by one at a time.

    `robots` outlasts a run in the state. `now` and `sleep` are parameters for tests.
    """

    manners: Manners
    robots: dict[str, Robots] = field(default_factory=dict)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)
    _turns: dict[str, Lock] = field(default_factory=dict)
    _door: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._certificates = ssl.create_default_context()

    def get(self, url: str, known: Known = Known()) -> Answer:
        """The page, asked for only if it has changed since `known`."""
        if not is_address(url):
            return Failed(url, "no_address", "不是可以打开的网址")
        with self._turn(url):
            try:
                return self._followed(url, known)
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
                return Failed(url, "unreachable", _in_words(error))

    def _turn(self, url: str) -> Lock:
        with self._door:
            return self._turns.setdefault(host(url), Lock())

    def _followed(self, url: str, known: Known) -> Answer:
        asked = url
        for _ in range(MOST_REDIRECTS + 1):
            if refused := self._refused_by_robots(url):
                return replace(refused, url=asked)
            answer = self._polite(url, known)
            if not isinstance(answer, str):
                return answer if isinstance(answer, Page) else replace(answer, url=asked)
            target = urljoin(url, answer)
            if not is_address(target):
                return Failed(asked, "moved", "转到了一个不是网址的地方", answer)
            if host(target) != host(url):
                said = "转到了别的域名：域名可能已经被别人占用，没有跟过去"
                return Failed(asked, "other_host", said, target)
            if target == url:
                break
            url = target
        return Failed(asked, "moved", "一直在转来转去，没有到头")

    def _refused_by_robots(self, url: str) -> Failed | None:
        kept = self._robots_of(url)
        if kept.status == 0 or kept.status >= 500:
            return Failed(url, "unreachable", "robots.txt 打不开，按规矩不访问，下次再看")
        if kept.status >= 400:
            return None
        rules = Protego.parse(kept.text)
        if not rules.can_fetch(url, ROBOT):
            return Failed(url, "robots", "robots.txt 不让访问这一页，没有打开")
        delay = rules.crawl_delay(ROBOT) or 0.0
        if delay > self.manners.longest_wait:
            return Failed(url, "robots", f"robots.txt 要求隔 {delay:.0f} 秒，等不了，没有打开")
        return None

    def _robots_of(self, url: str) -> Robots:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        kept = self.robots.get(origin)
        if kept and self.now() - kept.at < ROBOTS_HOLD and 0 < kept.status < 500:
            return kept
        kept = self._read_robots(f"{origin}/robots.txt")
        self.robots[origin] = kept
        return kept

    def _read_robots(self, url: str) -> Robots:
        asked = url
        for _ in range(MOST_REDIRECTS + 1):
            try:
                answer = self._polite(url, Known(), MOST_ROBOTS)
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError):
                return Robots("", 0, self.now())
            if isinstance(answer, Page):
                return Robots(answer.body.decode("utf-8-sig", "replace"), 200, self.now())
            if isinstance(answer, Failed):
                refused = answer.why == "answer"
                return Robots("", 404 if refused else 0, self.now())
            if isinstance(answer, Unchanged) or host(urljoin(url, answer)) != host(asked):
                # A robots.txt on another host says nothing of this one (a page of errors, mostly).
                return Robots("", 404, self.now())
            url = urljoin(url, answer)
        return Robots("", 404, self.now())

    def _pause(self, url: str) -> float:
        pause = self.manners.pause if _our_own(url) else max(2.0, self.manners.pause)
        parts = urlsplit(url)
        kept = self.robots.get(f"{parts.scheme}://{parts.netloc}")
        asked = Protego.parse(kept.text).crawl_delay(ROBOT) if kept and kept.text else None
        return max(pause, min(asked or 0.0, self.manners.longest_wait))

    def _polite(
        self, url: str, known: Known, most: int | None = None
    ) -> Page | Unchanged | Failed | str:
        """The answer to a request, or the address it leads to; asked again after 429 and 5xx."""
        wait = self.manners.back_off
        for left in range(self.manners.retries, -1, -1):
            self._wait_for(url)
            answer = self._once(url, known, most or self.manners.most_bytes)
            if not isinstance(answer, _Busy):
                return answer
            wait_now = max(wait, answer.retry_after)
            if not left or wait_now > self.manners.longest_wait:
                return Failed(url, "busy", f"服务器忙（{answer.status}），下次再看")
            self.sleep(wait_now)
            wait *= 2
        raise AssertionError("unreachable")

    def _wait_for(self, url: str) -> None:
        name = host(url)
        since = time.monotonic() - self._last.get(name, -1e9)
        if since < (pause := self._pause(url)):
            self.sleep(pause - since)

    def _once(self, url: str, known: Known, most: int) -> "Page | Unchanged | Failed | str | _Busy":
        headers = {
            "User-Agent": self.manners.user_agent,
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip",
        }
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        late = Failed(url, "too_slow", f"{self.manners.deadline:.0f} 秒没有传完，没有读完")
        ends = time.monotonic() + self.manners.deadline
        client = httpx.Client(
            follow_redirects=False, timeout=self.manners.patience, verify=self._certificates
        )
        # A server that sends a byte now and then never runs into the time-out of one read.
        alarm = Timer(self.manners.deadline, client.close)
        alarm.daemon = True
        alarm.start()
        try:
            with client.stream("GET", url, headers=headers) as response:
                status = response.status_code
                if status == 304 and known != Known():
                    return Unchanged(url)
                if status in AGAIN:
                    return _Busy(status, _seconds(response.headers, self.now()))
                if status in (301, 302, 303, 307, 308) and "location" in response.headers:
                    return str(response.headers["location"])
                if status != 200:
                    return Failed(url, "answer", _status(status))
                encoding = response.headers.get("content-encoding", "").strip().lower()
                if encoding not in ENCODINGS:
                    return Failed(url, "too_large", "压缩的办法没有问过，没有打开")
                body = bytearray()
                for part in response.iter_bytes():
                    body += part
                    if len(body) > most:
                        if most == MOST_ROBOTS:
                            break
                        return Failed(url, "too_large", f"超过 {most / 1e6:g} MB，没有读完")
                    if time.monotonic() > ends:
                        return late
                said = response.headers
                return Page(
                    url,
                    bytes(body[:most]),
                    said.get("content-type", ""),
                    Known(_repeatable(said.get("etag")), _repeatable(said.get("last-modified"))),
                    self.now().replace(microsecond=0),
                )
        except Exception:
            if time.monotonic() > ends:
                return late
            raise
        finally:
            alarm.cancel()
            client.close()
            self._last[host(url)] = time.monotonic()


@dataclass(frozen=True, slots=True)
class _Busy:
    status: int
    retry_after: float


def _repeatable(value: str | None) -> str:
    """What a server said of a page, if it can be said back to it."""
    value = value or ""
    return value if value.isascii() and value.isprintable() and len(value) < 500 else ""


def _seconds(headers: Mapping[str, str], now: datetime) -> float:
    """What Retry-After asks for; 0 when it asks for nothing that can be understood."""
    value = headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(value)
    try:
        then = datetime.strptime(value, "%a, %d %b %Y %H:%M:%S %Z").replace(tzinfo=UTC)
    except ValueError:
        return 0.0
    return max(0.0, (then - now).total_seconds())


def _status(status: int) -> str:
    said = {401: "要登录", 403: "不让访问", 404: "没有这一页", 410: "这一页已经删除"}
    return f"服务器回答 {status}" + (f"：{said[status]}" if status in said else "")


def _in_words(error: Exception) -> str:
    text = str(error)
    if "CERTIFICATE" in text.upper():
        return "证书不对，没有打开"
    if isinstance(error, httpx.TimeoutException):
        return "等了很久没有回答"
    if isinstance(error, httpx.RemoteProtocolError | httpx.DecodingError):
        return "回答坏了，读不了"
    if isinstance(error, httpx.ConnectError):
        return "连不上"
    return f"打不开（{type(error).__name__}）"
