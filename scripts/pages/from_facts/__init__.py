"""Stage: the pages made from facts, as Markdown for MkDocs."""

from scripts.pages.from_facts.pages import (
    calendar_now,
    guide_titles,
    value_card,
    value_inline,
    write_pages,
)

__all__ = ["calendar_now", "guide_titles", "value_card", "value_inline", "write_pages"]
