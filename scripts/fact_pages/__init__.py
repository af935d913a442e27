"""Stage: the pages made from facts, as Markdown for MkDocs."""

from scripts.fact_pages.write import calendar_now, write_pages

__all__ = ["calendar_now", "write_pages"]
