"""Jinja2 as all of this project's Markdown sees it.

`{#` is a heading's id in Markdown, so the delimiters are others: `<< value >>`, `<% statement %>`,
`<# comment #>`.
"""

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts.places import TEMPLATES


def environment(*, autoescape: bool) -> Environment:
    """`autoescape`: values are data, shown as text; without it they are Markdown of this checkout."""
    return Environment(
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(TEMPLATES),
        autoescape=autoescape,  # noqa: S701  off only for Markdown of this checkout
    )
