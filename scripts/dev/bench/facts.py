"""How long pages, feeds and API from facts take: the real ones, and made-up ones that grow."""

from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.build import write_facts
from scripts.dev.bench.made_up_facts import made_up, write_files
from scripts.dev.bench.rows import Row, cpu_seconds
from scripts.facts.lint.identity import PINYIN
from scripts.facts.load import parse
from scripts.facts.resolve import facts
from scripts.places import DOCS

YEARS = (25, 50, 100)
SECONDS = 5
# Four times the years may take a little more than four times as long: a machine is never idle.
LINEAR = 1.5


def benches() -> list[Row]:
    rows = [Row("facts to pages, feeds, API", measure(DOCS / "data"), "CPU s", most=SECONDS)]
    seconds = {years: measure_made_up(years) for years in YEARS}
    rows += [
        Row(f"the same, made up: {years} years × {len(PINYIN)} areas", taken, "CPU s")
        for years, taken in seconds.items()
    ]
    few, many = YEARS[0], YEARS[-1]
    growth = (seconds[many] / many) / (seconds[few] / few)
    return [*rows, Row(f"time a year, {many} years against {few}", growth, "times", most=LINEAR)]


def measure(root: Path, rounds: int = 3) -> float:
    """CPU seconds to read, check and write everything made from the files under `root`."""

    def run() -> None:
        parse.cache_clear()
        with TemporaryDirectory() as out:
            write_facts(facts(root), Path(out))

    return cpu_seconds(run, rounds)


def measure_made_up(years: int) -> float:
    with TemporaryDirectory() as scratch:
        root = Path(scratch)
        write_files(made_up(range(2001, 2001 + years), list(PINYIN)), root)
        return measure(root, rounds=1)
