"""A page as its readers see it: with its frames, and where it sends them on by itself."""

from dataclasses import dataclass, replace
from urllib.parse import urljoin

from scripts.upkeep import documents, originals
from scripts.upkeep.documents import Document
from scripts.upkeep.fetch import Failed, Fetcher, Known, Page, Unchanged, host, is_address

MOST_FRAMES = 5
NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Opened:
    """`sha256` is that of the kept original: of the frame with the words when the page has none."""

    page: Page
    document: Document
    sha256: str


def opened(fetcher: Fetcher, url: str, known: Known = NOTHING) -> Opened | Unchanged | Failed:
    """Never raises; what was fetched is kept."""
    answer = fetcher.get(url, known)
    if not isinstance(answer, Page):
        return answer
    sha256 = originals.keep(answer)
    document = documents.read(answer.body, answer.url, answer.content_type)
    if document.leads_to and len(document.text) < 200:
        if not is_address(document.leads_to):
            return Failed(url, "moved", "网页转到了一个不是网址的地方", document.leads_to)
        if host(document.leads_to) != host(answer.url):
            said = "网页转到了别的域名：域名可能已经被别人占用，没有跟过去"
            return Failed(url, "other_host", said, document.leads_to)
        target = urljoin(answer.url, document.leads_to)
        if target not in (url, answer.url):
            following = fetcher.get(target)
            if not isinstance(following, Page):
                return (
                    following
                    if isinstance(following, Failed)
                    else Failed(url, "moved", "转到的网页没有内容")
                )
            # “Not changed” would be said of the page that leads here.
            answer, sha256 = replace(following, known=NOTHING), originals.keep(following)
            document = documents.read(following.body, following.url, following.content_type)
    if document.frames:
        # “Not changed” would be said of the page around its frames.
        answer = replace(answer, known=NOTHING)
        sha256 = _with_frames(fetcher, answer.url, document) or sha256
    return Opened(answer, document, sha256)


def _with_frames(fetcher: Fetcher, url: str, document: Document) -> str:
    """What stands in frames of the same host is part of the page. The SHA-256 of the first frame
    with words when the page itself has none, else ""."""
    words = ""
    alone = not document.text
    inside = [src for src in document.frames if host(src) == host(url) and src != url]
    for src in inside[:MOST_FRAMES]:
        answer = fetcher.get(src)
        if not isinstance(answer, Page):
            continue
        sha256 = originals.keep(answer)
        frame = documents.read(answer.body, answer.url, answer.content_type)
        if alone and frame.text:
            words = words or sha256
        document.text = "\n".join(filter(None, [document.text, frame.text]))
        document.links += frame.links
        document.title = document.title or frame.title
        document.page_date = document.page_date or frame.page_date
    if document.frames and not document.text and not document.links:
        document.problem = document.problem or "这一页的内容在别的网址的框架里，没有读"
    return words
