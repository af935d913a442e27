"""`make new-operation`: nine files, all of the operation's own, are enough for it to be answered."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from checker import operations
from scripts.dev.new_operation import FILES, NotMade, main, new_operation
from scripts.places import ROOT

COPIED = ("checker", "scripts", "tests/checker", "tests/cases")
REQUEST = {"op": "leave", "from": "2026-01-01", "to": "2026-01-31"}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checker and its tests, with one operation more."""
    root = tmp_path_factory.mktemp("checkout")
    for folder in COPIED:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (ROOT / "tests").glob("*.py"):
        shutil.copy(file, root / "tests")
    for folder in ("docs/tools", "docs/assets/checker"):
        (root / folder).mkdir(parents=True)
    before = contents(root)
    written = new_operation("leave", "registration", root)
    after = contents(root)
    assert len(written) == len(FILES) == 9
    assert {root / path for path in after.keys() - before.keys()} == set(written)
    assert all(after[path] == text for path, text in before.items()), "a file of others was changed"
    return root


def contents(root: Path) -> Mapping[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def python(root: Path, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "COV_"))}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        input=text,
        text=True,
        capture_output=True,
        env={**environment, "PYTHONPATH": str(root)},
    )


def test_it_answers_at_the_text_boundary(copy: Path):
    done = python(copy, "-m", "checker", "jsonl", text=json.dumps(REQUEST))
    answer = json.loads(done.stdout)
    assert answer["ok"], answer
    assert answer["days"] == 31  # 2026-01-31 - 2026-01-01 + 1
    assert answer["explanation"][0]["text"] == "从2026年1月1日到2026年1月31日共 31 天。"
    assert answer["sources"]


def test_it_is_known_to_errors_and_to_the_command_line(copy: Path):
    refused = python(copy, "-m", "checker", "jsonl", text='{"op": "nothing"}')
    assert "leave" in json.loads(refused.stdout)["error"]["message"]
    assert "leave" in python(copy, "-m", "checker", "--help").stdout
    told = python(copy, "-m", "checker", "leave", "--from", "2026-1-1", "--to", "2026-1-31")
    assert told.stdout.startswith("共 31 天。")


@pytest.mark.trust
def test_the_tests_that_find_operations_find_it_and_pass(copy: Path):
    tests = [f"tests/checker/test_{name}.py" for name in ("cases", "schemas", "leave")]
    done = python(copy, "-m", "pytest", "-q", "-k", "leave or both-ends or one-day", *tests)
    assert done.returncode == 0, done.stdout
    found = python(copy, "-m", "pytest", "--collect-only", "-q", "-k", "leave", *tests).stdout
    assert "test_every_operation_has_both_schemas_and_cases[leave]" in found
    assert (
        "test_schemas.py::test_answers_fit_their_schema_and_good_requests_theirs[leave:both-ends-count]"
        in found
    )


def test_a_rule_set_of_its_own_is_told_by_rules(copy: Path, tmp_path: Path):
    other = tmp_path / "other"
    shutil.copytree(copy, other)
    known = {path.stem for path in (ROOT / "checker" / "rule_sets").glob("*.json")}
    unused = min(known - operations.rule_sets().keys())
    new_operation("made_up", unused, other)
    told = python(other, "-m", "checker", "rules", "--json")
    ids = [rule_set["id"] for rule_set in json.loads(told.stdout)["rule_sets"]]
    assert ids == sorted({*operations.rule_sets(), unused})


def test_the_skeleton_is_as_the_linters_want_it(copy: Path):
    python_files = [
        str(copy / place.format(name="leave")) for place in FILES.values() if place.endswith("py")
    ]
    for check in (["check"], ["format", "--check"]):
        done = subprocess.run(
            ["ruff", *check, "--config", str(ROOT / "pyproject.toml"), *python_files],
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "rules", "said"),
    [
        ("Leave", "scores", "小写字母"),
        ("../leave", "scores", "小写字母"),
        ("renewal", "registration", "已经有了：checker/renewal.py"),
        ("leave", "nothing", "没有名为“nothing”的规则；有：annotation"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(name, rules, said, tmp_path):
    for folder in ("checker/operations", "checker/schemas", "checker/commands", "tests/cases"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copytree(ROOT / "checker" / "rule_sets", tmp_path / "checker" / "rule_sets")
    (tmp_path / "checker" / "renewal.py").touch()
    before = contents(tmp_path)
    with pytest.raises(NotMade, match=said):
        new_operation(name, rules, tmp_path)
    assert contents(tmp_path) == before


def test_without_a_name_it_says_how(capsys: pytest.CaptureFixture[str]):
    assert main([]) == 2
    assert "NAME=" in capsys.readouterr().out


def test_the_page_has_the_hooks_of_the_other_simple_tools(copy: Path):
    """What scripts and styles hang on is called as on the page of `renewal`."""

    def hooks(page: Path, name: str) -> set[str]:
        text = page.read_text("utf-8").replace(name, "NAME").replace("<< ", "").split("## ")[0]
        fields = (
            r"data-(?!field|date|keep)[a-z]+|class=\"[^\"]*\"|id=\"(?:tool-)?(?:NAME|said|answer)\""
        )
        return set(re.findall(fields, text))

    made = hooks(copy / "docs" / "tools" / "leave.md", "leave")
    assert made == hooks(ROOT / "docs" / "tools" / "renewal.md", "renewal")
    assert len(made) > 8
