"""Calendar feeds in traditional writing, each event with the UID that it has in the other edition."""

import re

from scripts.finish.hant.writing import traditional

_FOLD = "\r\n "  # RFC 5545: a long line goes on in the next
_BY_PROGRAMS = re.compile(r"(?:UID|URL|PRODID|SOURCE)[;:]")
_TEXT_OF_XML = re.compile(r"(?<=>)[^<]+(?=<)")


def calendar(text: str) -> str:
    """An .ics file; lines stay folded where they were, for no text gets longer or shorter."""
    lines = re.split(r"(\r\n(?! ))", text)
    return "".join(
        line if line.isascii() or _BY_PROGRAMS.match(line) else _unfolded(line) for line in lines
    )


def atom(text: str) -> str:
    return _TEXT_OF_XML.sub(lambda found: traditional(found[0]), text).replace(
        'xml:lang="zh-CN"', 'xml:lang="zh-Hant"'
    )


def _unfolded(line: str) -> str:
    parts = line.split(_FOLD)
    written = traditional("".join(parts))
    folded, at = [], 0
    for part in parts:
        folded.append(written[at : at + len(part)])
        at += len(part)
    return _FOLD.join(folded)
