"""How quickly `notice` reads: a notice as long as most are, and the longest text it takes."""

import json
import re
from functools import partial

from checker.bridge import handle
from scripts.dev.bench.rows import Row, cpu_seconds
from scripts.places import ROOT

NOTICES = ROOT / "tests" / "cases" / "notice"
# Name, characters (three bytes each in UTF-8), and the most milliseconds, on one idle core.
LENGTHS = (("a notice of 20 kB", 20_000 // 3, 25.0), ("100,000 characters", 100_000, 300.0))


def benches() -> list[Row]:
    whole = "".join(path.read_text("utf-8") for path in sorted(NOTICES.glob("*.txt")))
    text = re.sub(r"(?m)^(?:###|!) .*\n", "", whole)
    rows = []
    for name, length, most in LENGTHS:
        repeated = (text * (length // len(text) + 1))[:length]
        request = json.dumps({"op": "notice", "text": repeated})
        seconds = cpu_seconds(partial(handle, request))
        rows.append(Row(f"notice through handle, {name}", 1000 * seconds, "ms", most=most))
    return rows
