"""What compiled Python is watched with, and tried with: the cases, damaged requests, tables, notices."""

import base64
import json
import random
import subprocess
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from checker.bridge import answer_table, handle, preview_table, table_calendar
from scripts.places import ROOT
from tests.case_files import all_requests, load, request_text
from tests.checker.tables import HEADING, ON, table_bytes
from tests.checker.test_batch_fuzz import a_table, damage
from tests.checker.test_fuzz import DAMAGES, corpus
from tests.notices import damaged, random_notice, written
from tests.seeded import request

HARNESS = ROOT / "scripts" / "runtime" / "worker_in_node.mjs"
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "big5")
# What people paste: one, two and four bytes wide, digits of other scripts, spaces, marks, no character.
CHARACTERS = (
    "é", "ÿ", "ß", "İ", "ﬁ", "Ω", "я", "①", "Ⅷ", "٣", "２", "½", "²", "\u0301", "\u00a0", "\u3000", "\u200b",
    "\u2028", "\ufeff", "\ufffd", "\ue000", "年", "證", "—", "～", "😀", "👨\u200d⚕️", "𠮷", "𝟡", "𐍈", "\U0010ffff", "\x1e",
    "\x7f", "\x85",
)  # fmt: skip
# Python's memory grows to 20 MB and no further.
LITTLE_MEMORY = (
    "const grow = WebAssembly.Memory.prototype.grow;"
    "WebAssembly.Memory.prototype.grow = function (pages) {"
    "if (this.buffer.byteLength + pages * 65536 > 20 * 2 ** 20) throw new RangeError('no');"
    "return grow.call(this, pages); }"
)
ROWS = 7
ROWS_SHOWN = 5
BATCH = {"op": "batch", "today": ON}
Message = dict[str, Any]


def cases() -> Iterator[Message]:
    """Every request worked by hand, every written notice, all rows as tables in every encoding."""
    for _, case in all_requests():
        yield {"request": request_text(case)}
    for notice in written():
        yield {"request": json.dumps({"op": "notice", "text": notice.text})}
    for name in ("batch", "batch_calendar"):
        rows = [
            [str(c["request"]["row"].get(column, "")) for column in HEADING] for c in load(name)
        ]
        for encoding in ENCODINGS:
            text = table_bytes([HEADING, *rows]).decode()
            yield from _of_table(text.encode(encoding, "replace"))
    for character in CHARACTERS:
        for text in (f"2026年1月5日{character}", f"{character}2026", character * 30):
            yield {"request": json.dumps({"op": "typed", "dates": [text]})}
            yield {"request": json.dumps({"op": "assess", "apply_on": text}, ensure_ascii=False)}
            yield {"request": json.dumps({"op": "notice", "text": f"报名时间：{text}"})}
        row = [
            "ID-1",
            character,
            "2026-12-31",
            "2024",
            "",
            f"2026-10-01:90{character}",
            "",
            "90",
            "",
        ]
        yield from _of_table(table_bytes([HEADING, row]))
    people = [
        [f"ID-{n}", f"示例{n}𠮷", "2026-12-31", "2024", "", "2026-10-01:90", "", "90", "x"]
        for n in range(1_000)
    ]
    yield from _of_table(table_bytes([HEADING, *people], "gb18030"), 200)
    for path in sorted((ROOT / "checker" / "batch").glob("*.csv")):
        yield from _of_table(path.read_bytes())


def good(*, refused: bool = False) -> Iterator[Message]:
    """A few requests and tables; with `refused`, one request and one row that are not understood."""
    on = "2026-02-10"
    annotations = [{"applied_on": "2026-01-01", "days": 90}]
    for apply_on in [on, "😀"] if refused else [on]:
        for op in ("assess", "timeline"):
            yield {
                "request": json.dumps({"op": op, "apply_on": apply_on, "annotations": annotations})
            }
    for day in ["2026年1月5日", "😀"] if refused else ["2026年1月5日"]:
        yield {"request": json.dumps({"op": "typed", "dates": [day]})}
    days = ["2026-12-31", "x"] if refused else ["2026-12-31"]
    for column in HEADING[2], HEADING[5]:
        yield from _of_table(table_bytes([[column], *([day] for day in days * 30)]))


def too_much() -> Iterator[Message]:
    """A table for which little memory is not enough."""
    row = (
        f"2026-12-31,{'示例' * 15_000}\n"  # a table is read in pieces, but 200 rows go out at once
    )
    yield from _of_table(f"注册有效期至,备注\n{row * 210}".encode(), 200)


def made_up_requests(seed: int, count: int) -> Iterator[Message]:
    """Good ones, damaged ones, notices."""
    chance = random.Random(seed)
    whole = corpus()
    for number in range(count):
        if number % 10 == 0:
            text = json.dumps(request(chance))
        elif number % 10 == 1:
            notice = random_notice(chance.randrange(2**32)).text
            notice = notice if chance.random() < 0.5 else damaged(chance, notice)
            if chance.random() < 0.4:
                notice = _among(chance, notice, *chance.choices(CHARACTERS, k=2))
            text = json.dumps({"op": "notice", "text": notice}, ensure_ascii=chance.random() < 0.5)
        else:
            line = chance.choice(whole)
            for _ in range(chance.choice([1, 1, 1, 2, 4])):
                line = chance.choice(DAMAGES)(chance, line)
            text = line.decode("utf-8", "replace")
            if chance.random() < 0.4:
                text = _among(chance, text, *chance.choices(CHARACTERS, k=chance.randrange(1, 4)))
        yield {"request": text}


def made_up_tables(seed: int, count: int) -> Iterator[Message]:
    chance = random.Random(seed)
    for number in range(count):
        lines, encoding = a_table(chance)
        if number % 3 == 0:
            text = b"".join(lines).decode(encoding)
            lines = [
                _among(chance, text, *chance.choices(CHARACTERS, k=3)).encode(encoding, "replace")
            ]
        yield from _of_table(damage(lines, chance)[0])


def _among(chance: random.Random, text: str, *characters: str) -> str:
    for character in characters:
        at = chance.randrange(len(text) + 1)
        text = text[:at] + character + text[at:]
    return text


def _of_table(table: bytes, rows: int = ROWS) -> Iterator[Message]:
    packed = base64.b64encode(table).decode()
    yield {"preview": packed, "rows": ROWS_SHOWN}
    for how in ("answer_table", "table_calendar"):
        yield {"table": packed, "how": how, "request": json.dumps(BATCH), "rows": rows}


def in_node(
    folder: Path,
    asked: Iterable[Message],
    *,
    complete: bool = False,
    called: Path | None = None,
    fails: bool = False,
    starved: bool = False,
) -> list[Message]:
    """What the worker of a runtime says to it in Node; `called`: see worker_in_node.mjs; `starved`: there
    is little memory."""
    lines = "".join(json.dumps({"id": i, **one}) + "\n" for i, one in enumerate(asked, 1))
    files = [str(called)] if called else []
    starving = ["--import", f"data:text/javascript,{LITTLE_MEMORY}"] if starved else []
    command = ["node", *starving, str(HARNESS), str(folder), "complete" if complete else "", *files]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    if done.returncode and not fails:
        raise AssertionError(f"{done.stdout[-1000:]}\n{done.stderr[-3000:]}")
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def answers(said: Iterable[Message]) -> dict[int, list[str]]:
    """The texts that came to each message, in order."""
    found: dict[int, list[str]] = {}
    for message in said:
        if message["type"] in ("part", "answer"):
            text = message["answer"] if message["type"] == "answer" else _part(message)
            found.setdefault(message["id"], []).append(text)
    return found


def _part(message: Message) -> str:
    return json.dumps({**json.loads(message["part"]), "ics": message.get("ics", "")})


def answers_here(asked: Message) -> list[str]:
    """What this Python says to it."""
    if "preview" in asked:
        return [preview_table(BytesIO(base64.b64decode(asked["preview"])), asked["rows"])]
    if "table" not in asked:
        return [handle(asked["request"])]
    function = {"answer_table": answer_table, "table_calendar": table_calendar}[asked["how"]]
    parts = function(asked["request"], BytesIO(base64.b64decode(asked["table"])), asked["rows"])
    return [*(json.dumps({"ics": "", **json.loads(part)}) for part in parts), ""]


def same(one: list[str], other: list[str]) -> bool:
    def parsed(texts: list[str]) -> list[Any]:
        return [json.loads(text) if text else text for text in texts]

    return parsed(one) == parsed(other)
