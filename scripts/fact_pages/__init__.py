"""Stage: the pages made from facts, as Markdown for MkDocs."""

from scripts.fact_pages.write import write_pages

__all__ = ["write_pages"]
