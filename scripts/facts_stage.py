"""Stage: pages, calendar files and API from the facts, beside the other pages in build/docs."""

from pathlib import Path

from scripts.api import write_api
from scripts.fact_pages import write_pages
from scripts.facts.resolve import Facts
from scripts.feeds import write_feeds


def write_facts(facts: Facts, out_dir: Path) -> list[Path]:
    """Everything a reader gets from the facts, under `out_dir`; returns the files."""
    return [*write_pages(facts, out_dir), *write_feeds(facts, out_dir), *write_api(facts, out_dir)]
