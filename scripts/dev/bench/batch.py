"""How quickly a table is answered, and how much memory that takes.

`python -m scripts.dev.bench.batch [ROWS]` measures in a process of its own, so that the peak is its own.
"""

import io
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from checker import bridge
from scripts.dev.bench.rows import Row, cpu_seconds

ROWS = 100_000
LINEAR = 1.5
SEED = 3
ON = date(2026, 11, 23)
REQUEST = json.dumps({"op": "batch", "today": ON.isoformat()})
# What a reader of tables might go over again and again where it is repeated without end.
REPEATED = ('"', '"a"b', ",", "\n", "\r", "\x00", '"\n', '",', "年")
GROWN = 10_000  # times, and twice as many
MOST_GROWTH = 2.5
HEADING = "编号,姓名,注册有效期至,考试年度,加注,计划申请日,备注\r\n"


def benches() -> list[Row]:
    few, many = measure(ROWS // 10), measure()
    slower = few["rows_per_cpu_second"] / many["rows_per_cpu_second"]
    growth = max(map(_growth, REPEATED))
    compared = f"{ROWS:,} rows against {ROWS // 10:,}"
    return [
        Row("batch, rows a second", many["rows_per_cpu_second"], "rows/CPU s", least=10_000),
        # All rows are kept: those of one person count together, and the most urgent come first.
        Row(f"batch, peak memory of {ROWS:,} rows", many["peak_mb"], "MB", most=300),
        Row(f"batch, time a row, {compared}", slower, "times", most=LINEAR),
        Row(
            "batch, twice as much of one sign, the worst", growth, "times as long", most=MOST_GROWTH
        ),
    ]


def _growth(sign: str) -> float:
    def read(times: int) -> None:
        table = io.BytesIO(f"{HEADING}{sign * times}".encode())
        bridge.convert_table(REQUEST, table, io.StringIO())

    once, twice = (cpu_seconds(partial(read, times)) for times in (GROWN, 2 * GROWN))
    return twice / once


def measure(rows: int = ROWS) -> dict[str, Any]:
    """Rows, seconds, rows per second, and the peak memory of a fresh process in MB."""
    command = [sys.executable, "-m", "scripts.dev.bench.batch", "--here", str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def measure_here(rows: int) -> dict[str, Any]:
    with TemporaryFile() as table, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        table.writelines(made_up_table(rows))
        table.seek(0)
        began, cpu_began = time.perf_counter(), time.process_time()
        answer = json.loads(bridge.convert_table(REQUEST, table, nowhere))
        seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu_began
    assert answer["rows"] == rows, answer
    return {
        "rows": rows,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu_seconds, 2),
        "rows_per_second": round(rows / seconds),
        "rows_per_cpu_second": round(rows / cpu_seconds),
        "peak_mb": round(_peak_mb(), 1),
    }


def _peak_mb() -> float:
    """What this process held at most. Linux alone tells; getrusage would count the caller's too."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def made_up_table(rows: int) -> Iterator[bytes]:
    """Rows as an employer keeps them: none to four annotations, now and then an error."""
    chance = random.Random(SEED)
    yield HEADING.encode()
    for number in range(rows):
        ends = ON + timedelta(chance.randrange(-60, 1800))
        annotations = "; ".join(
            f"{(ON - timedelta(chance.randrange(200))).isoformat()}:{chance.choice((90, 90, 30))}"
            for _ in range(chance.randrange(5))
        )
        year = chance.randrange(2015, 2026)
        yield f"N{number:07},示例{number % 97},{ends},{year},{annotations},,第{number % 9}店\r\n".encode()


def main() -> None:
    arguments = sys.argv[1:]
    if arguments[:1] == ["--here"]:
        print(json.dumps(measure_here(int(arguments[1]))))
    else:
        for name, value in measure(*map(int, arguments)).items():
            print(f"{name:>16}: {value:,}")


if __name__ == "__main__":
    main()
