"""Damaged tables: whatever bytes come, an answer comes, quickly, and no row is lost."""

import random
import re
import time

import pytest

from scripts.dev.bench.batch import REPEATED
from tests.checker.tables import HEADING, convert, table_bytes
from tests.how_many import cases

FILES = cases(test=3_000, soak=1_000_000)
PARTS = 10
ROWS = 6
LINE_END = re.compile(r"\r\n|\r|\n")
CELLS = [
    "",
    "2026-12-31",
    "2026/1/5",
    "2024",
    "2026-10-01:90; 2026-11-01~2027-01-29",
    "90",
    "示例",
    "x",
    "=1",
]
HARM = [
    b'"',
    b"'",
    b",",
    b"\t",
    b"\n",
    b"\r",
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\x81",
    b'""',
    b";",
    b"\xe7",
    b"9" * 50,
]


def a_table(chance: random.Random) -> tuple[list[bytes], str]:
    """The lines of a good table with an id in every row, and its encoding."""
    encoding = chance.choice(["utf-8", "utf-8-sig", "gb18030"])
    rows = [[f"ID-{n}", *(chance.choice(CELLS) for _ in HEADING[1:])] for n in range(ROWS)]
    delimiter = chance.choice(",\t")
    table = table_bytes([HEADING, *rows], encoding, delimiter)
    return table.splitlines(keepends=True), encoding


def damage(lines: list[bytes], chance: random.Random) -> tuple[bytes, set[int]]:
    """The damaged bytes, and which lines were touched."""
    lines, touched = list(lines), set()
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(lines))
        line = lines[at]
        start = chance.randrange(len(line) + 1)
        end = min(len(line), start + chance.choice((0, 0, 1, 2, 10)))
        harm = chance.choice([*HARM, b"", bytes([chance.randrange(256)])])
        lines[at] = line[:start] + harm + line[end:]
        touched |= {at, at + 1} if end == len(line) else {at}
    return b"".join(lines), touched


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(PARTS))
def test_damaged_tables(seed: int):
    chance = random.Random(seed)
    for number in range(FILES // PARTS):
        lines, encoding = a_table(chance)
        table, touched = damage(lines, chance)
        place = f"seed {seed}, file {number}: {table!r}"
        began = time.process_time()
        summary, text = convert(table, same_name="different")
        assert time.process_time() - began < 1, place
        if not summary["ok"]:
            assert 0 in touched, place
            continue
        for row in set(range(1, ROWS + 1)) - touched:
            assert f"ID-{row - 1}" in text, place
        plain = table.decode("utf-8" if encoding == "utf-8-sig" else encoding, "replace")
        if '"' not in plain and 0 not in touched:
            rows = LINE_END.split(plain)
            told = summary["rows"] + sum(summary["passed_over"].values())
            assert told == len(rows) - 1 - (not rows[-1]), place


@pytest.mark.parametrize("seed", range(PARTS))
def test_bytes_that_were_never_a_table(seed: int):
    chance = random.Random(seed)
    for _ in range(100):
        table = chance.randbytes(chance.randrange(2_000))
        began = time.process_time()
        for read in (table, table_bytes([HEADING]) + table, b"\x1e" + table):
            assert "ok" in convert(read)[0], f"seed {seed}: {read!r}"
        assert time.process_time() - began < 1, f"seed {seed}: {table!r}"


@pytest.mark.parametrize("sign", REPEATED)
def test_one_thing_again_and_again(sign: str):
    assert "ok" in convert(table_bytes([HEADING]) + (sign * 5_000).encode())[0]
