"""Stage: what a page gets for its place in the whole, once every page is written.

"You are here" on the guides, and what search engines are told. Reads and writes build/docs alone.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment

from scripts.deployment import deployment
from scripts.facts.resolve import Facts
from scripts.pages import faq, structured_data
from scripts.pages.guides import ANSWER, head_of
from scripts.pages.journey import Journey, you_are_here
from scripts.places import ROOT
from scripts.stamp import built_at

HOME = "首页"
SITE_NAME = re.compile(r"^site_name: (.+)$", re.MULTILINE)
CHECKED = re.compile(
    r"(?:^checked_on: |核对于 (?:<time datetime=\")?|<time datetime=\"(?=[\d-]{10}\" data-old-after))"
    r"(\d{4}-\d\d-\d\d)",
    re.MULTILINE,
)
AFTER_ALSO = re.compile(re.escape(ANSWER) + r"\n(?:\n也叫：.*\n\{ \.also \}\n)?")


Heads = Mapping[str, Mapping[str, Any]]
"""What the front matter of each page says, by its path from the root of the pages."""


def finish_pages(facts: Facts, environment: Environment, folder: Path) -> Heads:
    """Completes the Markdown under `folder`."""
    heads = {
        path.relative_to(folder).as_posix(): head_of(path) for path in sorted(folder.rglob("*.md"))
    }
    for name in heads:
        path = folder / name
        text = path.read_text("utf-8")
        path.write_text(finish_page(name, text, heads, facts, environment), "utf-8")
    return heads


def finish_page(name: str, text: str, heads: Heads, facts: Facts, environment: Environment) -> str:
    """The Markdown `text` of the page `name`, one of `heads`, completed."""
    if name.startswith("guides/") and name != "guides/index.md":
        journey = cast("Journey", environment.globals["journey"])
        text = _with_row(text, you_are_here(journey, Path(name).stem, environment))
    nodes = _nodes(name, heads, facts, environment)
    return _with_head(text, newest_check(text), nodes)


def newest_check(text: str) -> str:
    """The newest day on which something that the page says was looked at, "" where none is said."""
    return max(CHECKED.findall(text), default="")


def _with_head(text: str, checked: str, nodes: Sequence[structured_data.Node]) -> str:
    """The page with its newest check and its structured data in the front matter, from where the
    theme puts them into the head."""
    more = f'\nnewest_check: "{checked}"' if checked else ""
    if nodes:
        more += f"\nstructured_data: {json.dumps(nodes, ensure_ascii=False)}"
    end = text.index("\n---", len("---"))
    return text[:end] + more + text[end:]


def _with_row(text: str, row: str) -> str:
    found = AFTER_ALSO.search(text)
    return f"{text[: found.end()]}\n{row}{text[found.end() :]}" if found else text


def address(name: str) -> str:
    """`guides/annotation/` of `guides/annotation.md`."""
    folder = name.removesuffix("index.md").removesuffix(".md")
    return folder if folder.endswith("/") or not folder else folder + "/"


def _nodes(
    name: str, heads: Heads, facts: Facts, environment: Environment
) -> list[structured_data.Node]:
    nodes: list[structured_data.Node] = []
    url = deployment().site_url and deployment().site_url + address(name)
    year = re.fullmatch(r"calendar/(\d{4})\.md", name)
    if name.startswith("guides/"):
        nodes.append(structured_data.article(heads[name], _publisher(), url))
    if name == "guides/faq.md":
        nodes.append(structured_data.faq_page(faq.plain_answers(facts, environment)))
    if year and (event := structured_data.exam(facts, int(year[1]), url)):
        nodes.append(event)
    course = re.fullmatch(r"courses/([^/]+)/([^/]+)\.md", name)
    if course and course[2] != "index":
        provider = facts.providers[course[1]]
        found = next(one for one in provider.courses if one.id == course[2])
        on = built_at(facts.as_of).date()
        nodes.append(structured_data.course(provider, found, url, on))
    if deployment().site_url and name != "index.md":
        nodes.append(structured_data.breadcrumbs(_trail(name, heads)))
    return nodes


def _trail(name: str, heads: Heads) -> list[tuple[str, str]]:
    above = f"{name.split('/')[0]}/index.md"
    steps = [above, name] if above in heads and above != name else [name]
    named = [(heads[step]["title"], deployment().site_url + address(step)) for step in steps]
    return [(HOME, deployment().site_url), *named]


def _publisher() -> str:
    """PUBLISHER of the deployment, else the site's own name."""
    name = SITE_NAME.search((ROOT / "mkdocs.yml").read_text("utf-8"))
    return deployment().publisher or (name[1] if name else "")
