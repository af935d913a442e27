"""What a fetched body says: HTML, feeds, PDF, DOCX and plain text, in whatever encoding they really are.

Foreign bytes are read in a process of their own with little memory and little time, so that a bomb
or an endless page ends in one sentence. Nothing in them is executed.
"""

import io
import json
import os
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urldefrag, urljoin

from scripts.places import ROOT

SECONDS = 10
MEMORY = 1_500_000_000
MOST_CHARACTERS = 100_000
"""As many as the reader of notices takes."""
MOST_PDF_PAGES = 300
MOST_UNPACKED = 50_000_000
MOST_LINKS = 3000


@dataclass
class Document:
    """`problem`: why there is nothing to be read, "" when there is. `links`: address and words,
    `frames`: pages shown inside it, `leads_to`: where it sends its readers on by itself, `whole`: of
    HTML, all words with those of menus and lists."""

    kind: str = ""
    title: str = ""
    text: str = ""
    page_date: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    leads_to: str = ""
    whole: str = ""
    problem: str = ""


def read(body: bytes, url: str = "", content_type: str = "") -> Document:
    """Never raises: what cannot be read has a `problem`."""
    order = json.dumps({"url": url, "content_type": content_type}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "scripts.upkeep.documents"],
            input=order + body,
            capture_output=True,
            cwd=ROOT,
            timeout=SECONDS * 3,
            check=True,
        )
        data = json.loads(done.stdout)
        return Document(**{**data, "links": [(href, words) for href, words in data["links"]]})
    except subprocess.TimeoutExpired:
        return Document(problem="读了很久没有读完：内容太多，或者是坏的")
    except (subprocess.CalledProcessError, ValueError, TypeError, KeyError):
        return Document(problem="读不了：太大、太费时间，或者是坏的")


def main() -> int:
    _limit()
    order = json.loads(sys.stdin.buffer.readline())
    found = _read(sys.stdin.buffer.read(), order["url"], order["content_type"])
    found.links = found.links[:MOST_LINKS]
    if not found.page_date and (signed := list(SIGNED.finditer(found.text[-1500:]))):
        found.page_date = _day("-".join(signed[-1].groups()))
    if len(found.text) > MOST_CHARACTERS:
        found.text, found.problem = "", f"超过 {MOST_CHARACTERS:,} 字，不是一篇通知"
    sys.stdout.write(json.dumps(asdict(found)))
    return 0


def _limit() -> None:
    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # a system that does not know this limit
            continue
    os.nice(5)


def _read(body: bytes, url: str, content_type: str) -> Document:
    if body[:1024].lstrip().startswith(b"%PDF-"):
        return _pdf(body)
    if body.startswith(b"PK\x03\x04"):
        return _docx(body)
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        return Document(problem="DOC、WPS、XLS 读不了：打开它，另存为 DOCX 或复制文字")
    if body.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")):
        return Document(problem="是图片，不是文字：打开它看")
    if body.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return Document(problem="是压缩包，没有打开")
    text, trouble = decoded(body, content_type)
    if trouble:
        return Document(problem=trouble)
    start = text[:3000].lower()
    if re.search(r"<(?:rss|feed|rdf:rdf)\b", start):
        return _feed(body, url)
    if "html" in content_type.lower() or re.search(
        r"<(?:!doctype|html|head|body|div|p|table|meta)\b", start
    ):
        return _html(text, url)
    return Document("text", _first_line(text), text)


def decoded(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text, or why it cannot be had. Servers and pages lie about their encoding: bytes that are
    UTF-8 are UTF-8, since Chinese in another encoding almost never is; then what was declared, then
    GB18030, then what is most likely."""
    if not body.strip():
        return "", "是空的"
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace"), ""
    declared = re.findall(rb"charset\s*=\s*[\"']?\s*([\w-]+)", body[:4096], re.IGNORECASE)
    names = re.findall(r"charset=[\"']?([\w-]+)", content_type, re.IGNORECASE)
    names += [name.decode("ascii", "replace") for name in declared]
    for name in ["utf-8-sig", *map(_really, names), "gb18030"]:
        try:
            text = body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text:
            return text, ""
    for name in ["utf-8", "gb18030"]:
        text = body.decode(name, "replace")
        if text.count("\N{REPLACEMENT CHARACTER}") <= len(text) / 500:
            return text, ""
    from charset_normalizer import from_bytes

    best = from_bytes(body[:500_000]).best()
    if best is None or "\x00" in str(best):
        return "", "不是文字，或者编码认不出"
    return body.decode(best.encoding, "replace"), ""


def _really(name: str) -> str:
    """GB2312 and GBK are what pages call GB18030."""
    return "gb18030" if name.lower() in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else name


LINE, CELL = "\x1e", "\x1f"
BLOCKS = (
    "p,div,li,tr,h1,h2,h3,h4,h5,h6,br,section,article,table,dt,dd,ul,ol,dl,blockquote,center,hr"
)
NO_TEXT = "script,style,noscript,template,iframe,select,button,svg,object,nav,header,footer,aside"
LISTS = "ul,ol,dl,div,table,td"
PUB_DATE = "meta[name=PubDate i],meta[name=publishdate i],meta[property='article:published_time']"
SAID_DATE = re.compile(
    r"(?:发布时间|发布日期|发文日期|发表时间|更新时间|成文日期|(?<![\u4e00-\u9fff])(?:日期|时间))\s*[:：]\s*"
    r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})"
)
SIGNED = re.compile(r"^\s*(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*$", re.MULTILINE)
"""The day under a notice, alone on its line."""


MOST_DEEP = 500
NESTED = re.compile(
    r"<(/?)(?:div|span|font|table|ul|ol|dl|section|center|b|i|strong|a)\b", re.IGNORECASE
)


def _too_deep(text: str) -> bool:
    depth = 0
    for tag in NESTED.finditer(text):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MOST_DEEP:
            return True
    return False


def _html(text: str, url: str) -> Document:
    from selectolax.lexbor import LexborHTMLParser

    if _too_deep(text):
        return Document("html", problem="网页坏了：一层套一层，没有到头")
    tree = LexborHTMLParser(text.replace(LINE, " ").replace(CELL, " "))
    base = next((n.attributes.get("href") or "" for n in tree.css("base[href]")), "")
    base = _absolute(url, base) or url
    found = Document("html")
    scripts = len(tree.css("script"))
    found.title = _title(tree)
    for node in tree.css(PUB_DATE):
        found.page_date = found.page_date or _day(node.attributes.get("content") or "")
    for node in tree.css("meta[http-equiv=refresh i]"):
        to = re.search(
            r"url\s*=\s*['\"]?([^'\"]+)", node.attributes.get("content") or "", re.IGNORECASE
        )
        found.leads_to = _absolute(base, to[1]) if to else found.leads_to
    seen: set[str] = set()
    for node in tree.css("a[href]"):
        href = _absolute(base, node.attributes.get("href") or "")
        words = " ".join((node.attributes.get("title") or node.text() or "").split())
        if href and href not in seen:
            seen.add(href)
            found.links.append((href, words[:300]))
    for node in tree.css("frame[src],iframe[src]"):
        if src := _absolute(base, node.attributes.get("src") or ""):
            found.frames.append(src)
    if tree.body is None:
        found.problem = "" if found.frames or found.leads_to else "这一页没有内容"
        return found
    for node in tree.css("script,style,noscript,template"):
        node.decompose()
    found.whole = " ".join(tree.body.text().split())[: 5 * MOST_CHARACTERS]
    _strip(tree)
    found.text = _lines(tree)
    if not found.page_date and (said := SAID_DATE.search(found.whole)):
        found.page_date = _day("-".join(said.groups()))
    if (
        len(found.text) < 40
        and scripts
        and not found.frames
        and not found.leads_to
        and len(found.links) < 3
    ):
        found.problem = "这一页的内容要靠 JavaScript 才有，读不到：亲手打开它看"
    return found


def _title(tree: Any) -> str:
    for selector, key in (("meta[name=ArticleTitle i]", "content"), ("h1", ""), ("title", "")):
        for node in tree.css(selector):
            words = (node.attributes.get(key) or "") if key else (node.text() or "")
            if words := " ".join(words.split()):
                return str(words)[:300]
    return ""


def _strip(tree: Any) -> None:
    """Takes away what is no main text: menus, lists of other notices."""
    for node in tree.css(NO_TEXT):
        node.decompose()
    for node in reversed(tree.css(LISTS)):
        links = node.css("a")
        if len(links) >= 3:
            words = len("".join((node.text() or "").split()))
            linked = sum(len("".join((link.text() or "").split())) for link in links)
            if words and linked >= 0.6 * words:
                node.decompose()


def _lines(tree: Any) -> str:
    for node in tree.css("pre"):
        node.replace_with((node.text() or "").replace("\n", LINE))
    for node in tree.css(BLOCKS):
        node.insert_before(LINE)
        node.insert_after(LINE)
    for node in tree.css("td,th"):
        node.insert_after(CELL)
    flat = re.sub(r"\s+", " ", tree.body.text() or "", flags=re.ASCII)
    flat = flat.replace("\xa0", " ").replace("\u3000", " ")
    flat = re.sub(f" *{CELL}[ {CELL}{LINE}]*(?={LINE})", "", flat)
    lines = (line.strip(f" {CELL}") for line in flat.split(LINE))
    return "\n".join(line.replace(CELL, "\t") for line in lines if line)


def _absolute(base: str, href: str) -> str:
    """The address without its fragment; "" for what is no web address."""
    try:
        address = urldefrag(urljoin(base, href.strip())).url
    except ValueError:
        return ""
    address = re.sub(r";jsessionid=[^?]*", "", address, flags=re.IGNORECASE)
    return address if re.match(r"https?://[^/]", address) and len(address) < 2000 else ""


def _day(text: str) -> str:
    """The first day in the text as `2099-07-01`; "" for none that is one."""
    parts = re.search(r"(20\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})", text)
    try:
        return date(*map(int, parts.groups())).isoformat() if parts else ""
    except ValueError:
        return ""


def _first_line(text: str) -> str:
    return next((line.strip()[:300] for line in text.splitlines() if line.strip()), "")


def _feed(body: bytes, url: str) -> Document:
    import feedparser

    parsed: Mapping[str, Any] = feedparser.parse(io.BytesIO(body))
    links = [
        (href, " ".join(str(entry.get("title", "")).split())[:300])
        for entry in parsed["entries"]
        if (href := _absolute(url, str(entry.get("link", ""))))
    ]
    problem = "" if links else "这个订阅里没有条目"
    return Document(
        "feed", str(parsed["feed"].get("title", ""))[:300], links=links, problem=problem
    )


def _pdf(body: bytes) -> Document:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            return Document("pdf", problem="这个 PDF 有密码，读不了")
        if len(reader.pages) > MOST_PDF_PAGES:
            return Document("pdf", problem=f"超过 {MOST_PDF_PAGES} 页，不是一篇通知")
        text = ""
        for page in reader.pages:
            text += (page.extract_text() or "") + "\n"
            if len(text) > MOST_CHARACTERS:
                break
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return Document("pdf", problem=f"这个 PDF 是坏的（{type(error).__name__}）")
    except RecursionError:
        return Document("pdf", problem="这个 PDF 是坏的（层层套着自己）")
    if not text.strip():
        return Document("pdf", problem="这个 PDF 是扫描的图片，没有文字：打开它看")
    return Document("pdf", _first_line(text), text)


def _docx(body: bytes) -> Document:
    import docx
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts = packed.infolist()
            if "word/document.xml" not in packed.namelist():
                return Document(problem="是压缩包或别的文件，没有打开")
            if len(parts) > 2000 or sum(part.file_size for part in parts) > MOST_UNPACKED:
                return Document("docx", problem="这个 DOCX 解开太大，没有打开")
        document = docx.Document(io.BytesIO(body))
        lines = []
        for part in document.iter_inner_content():
            if isinstance(part, Table):
                lines += ["\t".join(cell.text.strip() for cell in row.cells) for row in part.rows]
            else:
                lines.append(part.text)
    except Exception as error:  # python-docx raises whatever its XML makes it stumble over
        return Document("docx", problem=f"这个 DOCX 是坏的（{type(error).__name__}）")
    text = "\n".join(line for line in lines if line.strip())
    return Document("docx", _first_line(text), text, problem="" if text else "这个 DOCX 没有文字")


if __name__ == "__main__":
    sys.exit(main())
