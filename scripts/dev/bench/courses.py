"""How long courses take to become pages and API, and how large their list grows."""

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.build import write_facts
from scripts.dev.bench.made_up_facts import made_up, write_files
from scripts.dev.bench.rows import Row, cpu_seconds
from scripts.facts.resolve import facts

PROVIDERS = (10, 25, 50)
COURSES = 20
# Five times the providers may take a little more than five times as long: a machine is never idle.
LINEAR = 1.5
# Of the 150 kB that the page may have, the theme and the navigation need some.
LIST_BYTES = 120_000


def benches() -> list[Row]:
    taken, sizes = {}, {}
    for providers in PROVIDERS:
        taken[providers], sizes[providers] = measure(providers)
    rows = [
        Row(f"courses to pages and API: {providers} providers × {COURSES}", seconds, "CPU s")
        for providers, seconds in taken.items()
    ]
    few, many = PROVIDERS[0], PROVIDERS[-1]
    growth = (taken[many] / many) / (taken[few] / few)
    return [
        *rows,
        Row(f"time a provider, {many} against {few}", growth, "times", most=LINEAR),
        Row(f"list of {many * COURSES} courses, gzip", sizes[many], "bytes", most=LIST_BYTES),
    ]


def measure(providers: int) -> tuple[float, int]:
    """CPU seconds to read, check and write everything; the bytes of the list, compressed."""
    with TemporaryDirectory() as scratch:
        root, out = Path(scratch) / "data", Path(scratch) / "out"
        files = made_up([2030], ["广东"], providers=providers, courses=COURSES)
        write_files(files, root)
        seconds = cpu_seconds(lambda: write_facts(facts(root), out), 1)
        return seconds, len(gzip.compress((out / "courses" / "index.md").read_bytes()))
