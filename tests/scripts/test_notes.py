"""The notes for who changes the code are true: samples, names of files, macros, stages, commands."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from scripts import build
from scripts.facts.courses import Provider
from scripts.facts.load import parse
from scripts.facts.models import (
    ExamYear,
    Faq,
    Province,
    Questions,
    Source,
    Statistics,
    Synonyms,
    Watch,
)
from scripts.pages.environment import page_environment
from scripts.places import DOCS, ROOT
from scripts.runtime.package import Runtime
from scripts.templating import environment as plain_environment
from tests.known import facts

NOTES = [ROOT / "CONTRIBUTING.md", *sorted((DOCS / "dev").glob("*.md"))]
TEXT = {note.name: note.read_text("utf-8") for note in NOTES}
SHAPES = {
    "source": dict[str, Source],
    "exam-year": ExamYear,
    "province": Province,
    "statistics": Statistics,
    "questions": Questions,
    "faq": Faq,
    "synonyms": Synonyms,
    "watch": Watch,
    "provider": Provider,
}
SAMPLES = dict(re.findall(r"```yaml ([a-z-]+)\n(.*?)```", "\n".join(TEXT.values()), re.S))
IN_THE_CHECKOUT = re.compile(r"`((?:checker|docs|scripts|tests|locks|\.ci|\.github)/[^`\s]*)`")
MADE_UP = re.compile(r"[<>{}…]|leave|slug")  # a place to fill in, or the made-up operation
# What pages call without being told to in the notes: for templates and the pages of tools alone.
FOR_TEMPLATES = {
    "against_stock", "area_names", "bench", "calendar_now", "course_columns", "degrees", "eligibility_words_json", "embed_loader",
    "exam_years", "exams_to_come_json", "facts_as_of", "figure", "journey",
    "journey_page", "licence_names", "matter_names", "most_rows", "newest_year", "open_questions",
    "open_questions_json", "price_holds_days", "report_url", "rule", "rules_last_seen", "runtime",
    "sample", "shipped", "site_url", "states_json", "study_fields", "study_words_json", "subjects",
}  # fmt: skip


def test_there_is_a_sample_of_each_kind():
    assert set(SAMPLES) == set(SHAPES)


@pytest.mark.parametrize("kind", SHAPES)
def test_a_sample_is_right(kind: str):
    TypeAdapter(SHAPES[kind]).validate_python(parse(SAMPLES[kind], "sample.yml").data)


def test_contributing_is_short():
    assert len(TEXT["CONTRIBUTING.md"].splitlines()) <= 110


@pytest.mark.parametrize("note", TEXT)
def test_every_file_that_is_named_is_there(note: str):
    missing = [
        name
        for name in IN_THE_CHECKOUT.findall(TEXT[note])
        if not MADE_UP.search(name) and not any(ROOT.glob(name.rstrip("/")))
    ]
    assert missing == []


@pytest.mark.parametrize("note", TEXT)
def test_every_link_between_the_notes_leads_somewhere(note: str):
    folder = ROOT if note == "CONTRIBUTING.md" else DOCS / "dev"
    links = re.findall(r"\]\((?!http)([^)#]+)", TEXT[note])
    assert [link for link in links if not (folder / link).exists()] == []


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))


def test_every_command_that_is_named_is_there_and_every_command_is_named():
    named = {name for text in TEXT.values() for name in re.findall(r"`make ([a-z-]+)", text)}
    assert named - targets() == set()
    assert targets() - named - {"help"} == set()


def test_the_table_of_macros_is_that_of_the_pages():
    known = page_environment(Runtime(Path("0")), facts()).globals
    own = set(known) - set(plain_environment(autoescape=False).globals)
    told = set(re.findall(r"<< (?:chinese_date\()?([a-z_]+)\(", TEXT["pages.md"]))
    told |= set(re.findall(r"`([a-z_]+)\(…\)`", TEXT["pages.md"]))
    assert told - own == set()
    assert own - told == FOR_TEMPLATES


TOGETHER = {"write_facts", "_write_made_of_pages"}  # functions of scripts/build.py that run stages


def test_the_stages_are_told_in_the_order_in_which_they_run():
    tree = ast.parse(Path(build.__file__).read_text("utf-8"))
    modules = {
        alias.name: node.module.removeprefix("scripts.")
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("scripts.")
        for alias in node.names
    }
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}

    def stages(function: str) -> list[str]:
        names = [n for n in ast.walk(functions[function]) if isinstance(n, ast.Name)]
        found: list[str] = []
        for name in sorted(names, key=lambda n: (n.lineno, n.col_offset)):
            found += stages(name.id) if name.id in TOGETHER else [name.id]
        return found

    run = [modules[name] for name in stages("build") if name in modules]
    told = re.search(r"^按次序：(.+)。$", TEXT["runtime.md"], re.MULTILINE)
    assert told
    assert re.findall(r"`([a-z_.]+)`", told[1]) == [
        stage for stage in dict.fromkeys(run) if stage not in ("deployment", "places")
    ]


def test_the_tools_named_in_the_table_of_rooms_are_all_the_rooms():
    rooms = {p.name for p in (ROOT / "scripts").iterdir() if (p / "__init__.py").exists()}
    told = re.search(r"^\| `scripts/` \|.*$", TEXT["CONTRIBUTING.md"], re.MULTILINE)
    assert told
    assert rooms <= set(re.findall(r"`([a-z]+)`", told[0]))


def test_the_rooms_hold_few_modules_side_by_side():
    flat = [p.name for p in (ROOT / "scripts").glob("*.py") if p.name != "__init__.py"]
    assert len(flat) <= 10


def test_make_alone_lists_every_command():
    said = subprocess.check_output(["make", "-s"], cwd=ROOT, text=True)
    assert targets() <= set(re.findall(r"^  make ([a-z-]+)", said, re.MULTILINE))
