"""Whose rows are whose: the rows of one person hold annotations that count together.

A person is known by the number (编号) where there is one, else by the name, where it has been said
whether rows of one name are one person's. Where it is unclear whose annotations a row holds, the
answers about annotations stop for everybody they could belong to.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.batch.cells import is_empty
from checker.batch.columns import Column
from checker.batch.row import ROW, Item, Reading, Wrong
from checker.faults import Fault
from checker.fields import shorten
from checker.requests import MOST_ANNOTATIONS
from checker.typed import plain

ONE, DIFFERENT = "one", "different"
SAME_NAME = (ONE, DIFFERENT)
MOST_NAMES_TOLD = 3


class Person(NamedTuple):
    """The rows of a person, by position; `key` tells persons apart, empty for one without a name."""

    key: str
    rows: Sequence[int]


class Joined(NamedTuple):
    """What a row's person adds to it: all annotations, and what is wrong with those of other rows."""

    annotations: Sequence[Item]
    wrongs: Sequence[Wrong]


class _Together(NamedTuple):
    """All annotations of a person, and the first two of the rows where some were not understood."""

    annotations: Sequence[Item]
    unread: Sequence[int]


class People:
    """The persons of a table. Raises Fault `same_names` where that has to be said first."""

    def __init__(
        self,
        readings: Sequence[Reading],
        columns: Sequence[Column],
        same_name: str | None,
        *,
        knows_annotations: bool,
    ) -> None:
        self.readings = readings
        self.wrongs: dict[int, list[Wrong]] = defaultdict(list)
        ids = _texts(readings, columns, "id")
        self.ids = [""] * len(ids) if _counts_rows(ids) else ids
        self.names = _texts(readings, columns, "name")
        self.same_name = same_name
        self.knows_annotations = knows_annotations
        self._of_first_row: dict[int, _Together] = {}
        self.persons = self._persons()
        self.of_row = {row: person for person in self.persons for row in person.rows}
        if knows_annotations:
            self._doubt()

    def joined(self, row: int) -> Joined:
        """What the other rows of its person add to a row."""
        wrongs = self.wrongs.get(row, [])
        person = self.of_row[row]
        if wrongs or not self.knows_annotations:
            return Joined(self.readings[row].annotations, wrongs)
        items, unread = self._together(person)
        other = next((each for each in unread if each != row), None)
        if other is not None:
            fault = Fault("person_not_read", number=self.readings[other].number)
            return Joined([], [Wrong("annotations", "", fault)])
        if len(items) > MOST_ANNOTATIONS:
            many = {"count": len(items), "limit": MOST_ANNOTATIONS}
            fault = Fault("person_too_many_annotations", **many)
            return Joined([], [Wrong("annotations", "", fault)])
        return Joined(items, [])

    def _together(self, person: Person) -> _Together:
        """Found once a person: a column that was taken for numbers may make all rows one person's."""
        first = person.rows[0]
        if first not in self._of_first_row:
            rows = [self.readings[row] for row in person.rows]
            self._of_first_row[first] = _Together(
                [item for each in rows for item in each.annotations],
                [row for row in person.rows if self._is_unread(row)][:2],
            )
        return self._of_first_row[first]

    def _is_unread(self, row: int) -> bool:
        wrongs = (*self.readings[row].wrongs, *self.wrongs.get(row, ()))
        return any(wrong.about in ("annotations", ROW) for wrong in wrongs)

    def _persons(self) -> list[Person]:
        by_key: dict[str, list[int]] = defaultdict(list)
        without_id: dict[str, list[int]] = defaultdict(list)
        ids_of_name: dict[str, list[str]] = defaultdict(list)
        alone: list[int] = []
        for row, (id_, name) in enumerate(zip(self.ids, self.names, strict=True)):
            if id_:
                by_key[f"id:{id_}"].append(row)
                if name and id_ not in ids_of_name[name]:
                    ids_of_name[name].append(id_)
            elif name:
                without_id[name].append(row)
            else:
                alone.append(row)
        doubtful = [
            name for name, rows in without_id.items() if len(rows) > 1 or ids_of_name.get(name)
        ]
        if doubtful and self.knows_annotations and self.same_name is None:
            told = [shorten(name) for name in doubtful[:MOST_NAMES_TOLD]]
            raise Fault("same_names", "same_name", names="、".join(told))
        persons = []
        for name, rows in without_id.items():
            ids = ids_of_name.get(name, [])
            if self.same_name != ONE:
                persons += [
                    Person(f"name:{name}" + (f"#{i}" if i else ""), [row])
                    for i, row in enumerate(rows)
                ]
            elif len(ids) == 1:
                by_key[f"id:{ids[0]}"] += rows
            else:
                persons.append(Person(f"name:{name}", rows))
                if ids:
                    self._stop([*rows, *(r for id_ in ids for r in by_key[f"id:{id_}"])], name)
        persons += [Person(key, sorted(rows)) for key, rows in by_key.items()]
        return persons + [Person("", [row]) for row in alone]

    def _stop(self, rows: Iterable[int], name: str) -> None:
        for row in rows:
            fault = Fault("name_of_several", name=shorten(name))
            self.wrongs[row].append(Wrong("annotations", "", fault))

    def _doubt(self) -> None:
        """Tells what is unclear: one id with two names, and annotations of nobody."""
        for person in self.persons:
            names = list(dict.fromkeys(filter(None, (self.names[row] for row in person.rows))))
            if len(names) > 1:
                fault = Fault(
                    "same_id_other_name",
                    id=shorten(self.ids[person.rows[0]]),
                    first=shorten(names[0]),
                    second=shorten(names[1]),
                )
                for row in person.rows:
                    self.wrongs[row].append(Wrong("annotations", "", fault))
        if not any(self.ids) and not any(self.names):
            return
        above: int | None = None
        for row, reading in enumerate(self.readings):
            named = self.ids[row] or self.names[row]
            if not named and reading.mentions and above is not None:
                self.wrongs[row].append(Wrong("annotations", "", Fault("whose_row")))
                below = Fault("row_below_unclear", number=reading.number)
                self.wrongs[above].append(Wrong("annotations", "", below))
            if named:
                above = row


def _texts(readings: Sequence[Reading], columns: Sequence[Column], meaning: str) -> list[str]:
    at = next((i for i, column in enumerate(columns) if column.meaning == meaning), None)
    if at is None:
        return [""] * len(readings)
    texts = ["".join(plain(reading.cells[at]).split()) for reading in readings]
    return ["" if is_empty(text) else text for text in texts]


def _counts_rows(ids: Sequence[str]) -> bool:
    """Whether the ids only count the rows: then they do not say who is who."""
    return len(ids) > 1 and all(id_ == str(n) for n, id_ in enumerate(ids, start=1))
