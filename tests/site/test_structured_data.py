"""JSON-LD: what the built pages carry is valid schema.org by Google's own typings of it."""

import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from scripts.pages import structured_data
from scripts.places import ROOT, SITE
from tests.known import facts
from tests.scripts.made_up import made

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
NODE = shutil.which("node") or str(Path(sys.executable).with_name("node"))
TSC = ROOT / "node_modules" / "typescript" / "bin" / "tsc"


def nodes_of(path: Path) -> list[dict]:
    return [json.loads(text) for text in SCRIPT.findall(path.read_text("utf-8"))]


def complaints(nodes: list[dict], folder: Path) -> str:
    """What the TypeScript compiler says of the nodes as values of their schema.org types."""
    types = ", ".join(sorted({node["@type"] for node in nodes}))
    lines = [f'import type {{ WithContext, {types} }} from "schema-dts";']
    for i, node in enumerate(nodes):
        lines.append(
            f"export const n{i}: WithContext<{node['@type']}> = {json.dumps(node, ensure_ascii=False)};"
        )
    (folder / "nodes.ts").write_text("\n".join(lines), "utf-8")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    command = [
        NODE,
        str(TSC),
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--moduleResolution",
        "bundler",
        "--module",
        "esnext",
        "--target",
        "esnext",
        "nodes.ts",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def test_all_that_pages_carry_is_valid(site: Path, tmp_path: Path):
    nodes = [node for path in sorted(site.rglob("*.html")) for node in nodes_of(path)]
    nodes.append(structured_data.breadcrumbs([("首页", "https://example.org/")]))
    known = made(tmp_path / "data")
    provider = known.providers["provider-0"]
    offered = structured_data.course(provider, provider.courses[0], "", known.as_of)
    assert offered["offers"]
    nodes.append(offered)
    assert {n["@type"] for n in nodes} == {
        "Article",
        "BreadcrumbList",
        "Course",
        "Event",
        "FAQPage",
    }
    assert complaints(nodes, tmp_path) == ""


def test_the_validator_refuses_what_schema_org_does_not_know(tmp_path: Path):
    wrong = structured_data.breadcrumbs([("首页", "https://example.org/")]) | {"noSuchThing": 1}
    assert "noSuchThing" in complaints([wrong], tmp_path)


def test_every_guide_says_what_it_is_and_when_it_was_checked(site: Path):
    guides = [p for p in (site / "guides").glob("*/index.html") if nodes_of(p)]
    assert len(guides) > 20
    for path in guides:
        article = next(n for n in nodes_of(path) if n["@type"] == "Article")
        title = re.search(r"<h1[^>]*>(.*?)<", path.read_text("utf-8"), re.DOTALL)
        assert unescape(title[1]).strip() == article["headline"]


def test_questions_carry_plain_answers(site: Path):
    page = next(n for n in nodes_of(site / "guides/faq/index.html") if n["@type"] == "FAQPage")
    assert len(page["mainEntity"]) >= 80
    for question in page["mainEntity"]:
        assert not re.search(r"<|\]\(|\*\*|<<", question["acceptedAnswer"]["text"]), question


@pytest.mark.parametrize("year", sorted(facts().exams))
def test_an_exam_is_an_event_only_when_its_days_were_made_public(year: int):
    event = structured_data.exam(facts(), year, "")
    exam = facts().exams[year].exam
    if exam.status in ("unknown", "expected"):
        assert event is None
        assert not any(
            n["@type"] == "Event" for n in nodes_of(SITE / f"calendar/{year}/index.html")
        )
    else:
        assert (event["startDate"], event["endDate"]) == (str(exam.start), str(exam.end))
