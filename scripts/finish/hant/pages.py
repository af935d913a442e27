"""A finished page in traditional writing: what is read is converted, what programs read stays.

Official wording, in <q> and in the paragraphs of a <blockquote>, stays as it was published, marked
`lang="zh-Hans"`, with a converted reading beside it. So does whatever is marked so or `translate="no"`.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator
from functools import cache, partial
from posixpath import dirname, join, normpath
from typing import Any

from scripts.finish.hant.writing import traditional

ATTRIBUTES = ("alt", "aria-label", "data-name", "label", "placeholder", "title")
"""`data-name` is painted by assets/styles/facts.css."""
METAS = ("description", "keywords", "og:site_name", "og:title", "og:description", "og:image:alt")
AS_IT_STANDS = ("code", "pre", "textarea")

_ATTRIBUTE = r"""(?:"[^"]*"|'[^']*'|[^'">])*"""
_TOKEN = re.compile(
    rf"(?P<open><(?:script|style)\b{_ATTRIBUTE}>)(?P<raw>.*?</(?:script|style)\s*>)|<!--.*?-->"
    rf"|(?P<tag></?(?P<name>[a-zA-Z][\w-]*){_ATTRIBUTE}>)|(?P<text>[^<]+)|<",
    re.DOTALL,
)
_PAIR = re.compile(r"""(?<=\s)([\w:-]+)=("[^"]*"|'[^']*')""")
_KEPT = re.compile(r'\s(?:lang="zh-Hans"|translate="no")')
_META = re.compile(r'^<meta (?:name|property)="([^"]+)"')
_VOID = {"br", "img", "hr", "input", "link", "meta", "wbr", "col", "source"}
_QUOTE = re.compile(r"<q>(.*?)</q>", re.DOTALL)
_QUOTED_BLOCK = re.compile(r"<blockquote\b.*?</blockquote>", re.DOTALL)
_QUOTED_LINE = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_STRUCTURED = re.compile(r'(<script type="application/ld\+json">)(.*?)(</script>)', re.DOTALL)
_PATH = re.compile(r"[\w./-]*[./][\w./-]*")

LANGUAGE = "zh-Hant"
HANT = "hant"
"""The folder of the edition, below the site's root."""
READING = "繁體："


def in_traditional(page: str, address_of: Callable[[str], str]) -> str:
    """The page. `address_of` gives what an attribute's value becomes that is a path."""
    page = _QUOTED_BLOCK.sub(lambda block: _QUOTED_LINE.sub(_line_and_reading, block[0]), page)
    page = _QUOTE.sub(_quote_and_reading, page)
    page = _STRUCTURED.sub(
        lambda found: found[1] + _structured(found[2], address_of) + found[3], page
    )
    return "".join(_converted(page, address_of))


class Moved:
    """What a value becomes that is an address, on the page at `page` below the site's root, whose copy
    stands at hant/`page`: one of what the edition has itself (`own`) leads there, one of another file
    of the site (`files`) out of the edition. Paths are as normpath writes them. `base` is the path at
    which the site is served."""

    def __init__(
        self, page: str, files: Collection[str], own: Collection[str], site_url: str, base: str
    ) -> None:
        self._page, self._files, self._own = page, files, own
        self._roots = [root for root in (site_url, base) if root]

    def __call__(self, value: str) -> str:
        path, sign, rest = value.partition("#")
        for root in self._roots:
            if path.startswith(root):
                own = normpath(path.removeprefix(root)) in self._own
                return f"{root}{HANT}/{value.removeprefix(root)}" if own else value
        if not _PATH.fullmatch(path):
            return value
        target = normpath(join(dirname(self._page), path))
        if target in self._own or target not in self._files:
            return value
        out = "../" * (self._page.count("/") + 1)
        return f"{out}{target}{'/' if path.endswith('/') else ''}{sign}{rest}"


def _converted(page: str, address_of: Callable[[str], str]) -> Iterator[str]:
    tag_of = cache(partial(_tag, address_of=address_of))
    kept, depth = "", 0  # the element that stays as it stands, and how many of its name are open
    for token in _TOKEN.finditer(page):
        name = token["name"]
        if token["open"]:
            yield tag_of(token["open"]) + token["raw"]
        elif name and not kept:
            yield tag_of(token["tag"])
            opens = not token["tag"].startswith("</") and name not in _VOID
            if opens and (name in AS_IT_STANDS or _KEPT.search(token["tag"])):
                kept, depth = name, 1
        elif kept:
            yield token[0]
            if name == kept:
                depth += -1 if token["tag"].startswith("</") else 1
                kept = kept if depth else ""
        else:
            yield traditional(token["text"]) if token["text"] else token[0]


def _tag(tag: str, address_of: Callable[[str], str]) -> str:
    if "=" not in tag:
        return tag
    meta = _META.match(tag)
    read: Collection[str] = ("content",) if meta and meta[1] in METAS else ATTRIBUTES
    if tag.startswith("<input "):
        read = (*ATTRIBUTES, "value")

    def pair(found: re.Match[str]) -> str:
        name, quote, value = found[1], found[2][0], found[2][1:-1]
        value = traditional(value) if name in read else address_of(value)
        return f"{name}={quote}{value}{quote}"

    return _PAIR.sub(pair, tag)


def _line_and_reading(found: re.Match[str]) -> str:
    if traditional(found[1]) == found[1]:
        return found[0]
    return f'<p lang="zh-Hans">{found[1]}</p><p class="reading">{READING}{found[1]}</p>'


def _quote_and_reading(found: re.Match[str]) -> str:
    if traditional(found[1]) == found[1]:
        return found[0]
    return f'<q lang="zh-Hans">{found[1]}</q><span class="reading">（{READING}{found[1]}）</span>'


def _structured(text: str, address_of: Callable[[str], str]) -> str:
    """JSON-LD whose texts are converted; a course is held in the language that its provider says."""

    def of(value: Any) -> Any:
        if isinstance(value, list):
            return [of(one) for one in value]
        if isinstance(value, str):
            return address_of(value) if "://" in value else traditional(value)
        if not isinstance(value, dict):
            return value
        made = {key: of(one) for key, one in value.items()}
        if "inLanguage" in made and made.get("@type") != "Course":
            made["inLanguage"] = LANGUAGE
        return made

    written = json.dumps(of(json.loads(text)), ensure_ascii=False)
    for sign in "<>&'":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return written
