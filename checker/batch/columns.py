"""Which columns of a table mean something to the checker, by Chinese or English heading."""

from collections.abc import Mapping, Sequence

from checker import messages
from checker.faults import Fault
from checker.fields import shorten

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "registered_until": ("注册有效期至", "注册有效期", "注册证有效期至", "registered_until"),
    "exam_year": ("考试年度", "考试年份", "exam_year"),
    "issued_on": ("签发日期", "证书签发日期", "issued_on"),
    "annotations": ("加注", "加注记录", "annotations"),
    "apply_on": ("计划申请日", "计划申请日期", "apply_on"),
    "days": ("天数", "申请天数", "days"),
}
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("编号", "工号", "id"),
    "name": ("姓名", "name"),
}
"""Columns that say whose row it is; nothing is worked out from them."""

MEANINGS = {
    heading: key for key, headings in (*NAMES.items(), *HEADINGS.items()) for heading in headings
}
OTHER = "other"
"""The meaning of a column that is only passed through."""

ALL_MEANINGS = (*NAMES, *HEADINGS, OTHER)


def meanings(heading: Sequence[str], chosen: Mapping[str, str]) -> list[str]:
    """What each column means: as chosen for its name, else by its name; else OTHER.

    Of several columns that could name a row, the one chosen does, else the first. Raises Fault for
    a choice whose column is not there.
    """
    names = [name.strip() for name in heading]
    for name in chosen:
        if name not in names:
            raise Fault("no_such_column", name, name=shorten(name)).under("columns")
    taken = set(chosen.values())
    found = []
    for name in names:
        meaning = chosen.get(name) or MEANINGS.get(_folded(name), OTHER)
        if name not in chosen and meaning in NAMES and meaning in taken:
            meaning = OTHER
        taken.add(meaning)
        found.append(meaning)
    return found


def known_columns(heading: Sequence[str], chosen: Mapping[str, str]) -> dict[str, int]:
    """Where each known column stands, in the order of the table. Raises Fault."""
    found: dict[str, int] = {}
    for index, key in enumerate(meanings(heading, chosen)):
        if key in found:
            name, first = heading[index].strip(), heading[found[key]].strip()
            raise Fault("duplicate_column", first=shorten(first), second=shorten(name))
        if key != OTHER:
            found[key] = index
    if found.keys().isdisjoint(HEADINGS):
        known = "、".join(headings[0] for headings in HEADINGS.values())
        raise Fault("no_known_column", known=known)
    return found


def answered_heading(heading: Sequence[str]) -> list[str]:
    """The heading of the answered table; a column that was named like an answer is marked so."""
    answers = messages.BATCH_COLUMNS.values()
    own = [messages.OWN_COLUMN.format(name=name) if name in answers else name for name in heading]
    return [*own, *answers]


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()
