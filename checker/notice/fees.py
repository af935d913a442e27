"""What the exam costs, as far as one sentence states it whole."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from checker.notice.layout import Layout, Span
from checker.notice.patterns import compiled

_YUAN = r"(?P<yuan{0}>\d{{1,4}}(?:\.\d{{1,2}})?) ?元(?:人民币)?"
_PAPER = r"(?:每人)?(?:每|一)(?:个|一)?(?:考试)?(?:科目|科|门)(?:次)?(?:每人)?"
_AMOUNT = (
    rf"(?P<paper1>{_PAPER})[^。;,\d元]{{0,14}}?{_YUAN.format(1)}"
    rf"|{_YUAN.format(2)}(?P<paper2> ?/ ?(?:人[./·、次]*)?(?:科目|科|门)(?:次)?(?:[./·]人)?| ?{_PAPER})"
    rf"|(?P<person1>(?:每人次?|每位考生))(?!每|一)[^。;,\d元科门]{{0,14}}?{_YUAN.format(3)}(?! ?/ ?(?:科|门))"
    rf"|{_YUAN.format(4)}(?P<person2> ?/ ?(?:人|位)(?:次)?(?![./·]?(?:科|门))| ?每人次?)"
)
_PARTS = r"\([^()]*(?:其中|含|\+|包括|考务费|上缴|代收)[^()]*\)"
_BREAKDOWN = r"考务费|考试费|报名费"


class Fee(NamedTuple):
    """Amounts in yuan as decimal text, and where they stand in the plain text."""

    start: int
    end: int
    papers: tuple[tuple[str, str], ...]
    person: str | None


def find(text: str, layout: Layout, is_asked: Callable[[Span], bool]) -> Iterator[Fee]:
    """The fees that sentences state; none where one gives only the parts of a sum."""
    for yuan in _sentences_with_yuan(text, layout):
        words = compiled(_PARTS).sub(lambda m: "_" * len(m[0]), text[slice(*yuan)])
        papers: list[tuple[str, str]] = []
        person: str | None = None
        first = last = 0
        place = 0
        for amount in compiled(_AMOUNT).finditer(words):
            value = next(
                v for name, v in amount.groupdict().items() if v and name.startswith("yuan")
            )
            if amount["paper1"] or amount["paper2"]:
                papers.append((_label(words[place : amount.start()]), value))
            elif person is None:
                person = value
            else:  # two sums of the same kind
                papers, person = [], None
                break
            first = first or amount.start() + 1
            last = place = amount.end()
        if not (papers or person) or not is_asked(yuan):
            continue
        names = [name for name, _ in papers]
        if len(papers) > 1 and (
            len(set(names)) < len(names) or any(re.search(_BREAKDOWN, n) or not n for n in names)
        ):
            continue
        yield Fee(yuan[0] + first - 1, yuan[0] + last, tuple(papers), person)


def _sentences_with_yuan(text: str, layout: Layout) -> Iterator[Span]:
    for row in layout.rows:
        if "元" not in text[row.start : row.end]:
            continue
        for cell in row.cells:
            for sentence in layout.sentences(cell):
                if "元" in text[slice(*sentence)]:
                    yield sentence


def _label(before: str) -> str:
    """What a fee is for, from the words before it: 客观题科目."""
    words = re.split(r"[,;:、()]", before.strip(" ,:、"))[-1]
    return re.sub(
        r"^(?:和|及|其中|为|按|标准)+|(?:收费|收取|为|标准|考试|按|的)+$", "", words
    ).strip()[:20]
