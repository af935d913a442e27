"""Stage: robots.txt, and a plain page at every address that has moved."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from scripts.deployment import deployment
from scripts.facts.load import DATA, parse, validated
from scripts.facts.models import Model, Text
from scripts.facts.problems import FactsError, Problem
from scripts.places import TEMPLATES

FILE = DATA / "redirects.yml"


class Moved(Model):
    """Addresses from the root of the site, ending in "/"; `to` may name a place in the page."""

    was: Text
    to: Text


def write_plain_files(folder: Path, redirects: Path = FILE) -> None:
    """Raises FactsError when an address moved to nowhere, or a page stands where it was."""
    (folder / "robots.txt").write_text(robots(), "utf-8")
    template = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template(
        "moved.html.j2"
    )
    for moved in read_redirects(redirects, folder):
        target = folder / moved.was / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * moved.was.count("/")
        target.write_text(template.render(href=up + moved.to, root=up), "utf-8")


def robots() -> str:
    sitemap = f"Sitemap: {deployment().site_url}sitemap.xml\n" if deployment().site_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def read_redirects(path: Path, folder: Path) -> tuple[Moved, ...]:
    document = parse(path.read_text("utf-8"), path.as_posix())
    problems: list[Problem] = []
    moved: tuple[Moved, ...] = validated(document, tuple[Moved, ...], problems) or ()
    for i, one in enumerate(moved):
        if not one.was.endswith("/"):
            problems.append(document.problem((i, "was"), "地址以 / 结尾", f"改成 {one.was}/"))
        if _page(folder, one.was):
            problems.append(document.problem((i, "was"), f"{one.was} 上还有页面", "删去这条转向"))
        if not _page(folder, one.to.partition("#")[0]):
            problems.append(document.problem((i, "to"), f"{one.to} 不存在", "改成现有的地址"))
    if problems:
        raise FactsError(problems)
    return moved


def _page(folder: Path, address: str) -> bool:
    return (folder / address / "index.md").exists() or (
        folder / f"{address.rstrip('/')}.md"
    ).exists()
