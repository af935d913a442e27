"""The checker as others install it: another name, the same answers, its schemas and its types."""

import ast
import json
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from checker.bridge import handle
from scripts.dev import package
from scripts.dev.package import Broken, build_package, check_package, install, renamed, write_copy
from scripts.places import ROOT
from scripts.version import version

REQUEST = {"op": "assess", "apply_on": "2026-02-10", "annotations": []}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "copy"
    write_copy(folder)
    return folder


def run(*command: str, folder: Path, text: str = "") -> str:
    done = subprocess.run(command, cwd=folder, input=text, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def imported(module: Path) -> set[str]:
    """The top names that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return {name.partition(".")[0] for name in found}


def test_nothing_in_the_copy_imports_the_other_name(copy: Path):
    modules = list((copy / package.NAME).rglob("*.py"))
    assert len(modules) == len(list((ROOT / "checker").rglob("*.py")))
    assert [m.name for m in modules if "checker" in imported(m)] == []


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("from checker import rules", "from yaoshi_zhiqi import rules"),
        ("    from checker.batch import a", "    from yaoshi_zhiqi.batch import a"),
        ("import checker", "import yaoshi_zhiqi as checker"),
        ('"""`checker.bridge` and the checker."""', '"""`yaoshi_zhiqi.bridge` and the checker."""'),
        ("python3 -m checker batch", "yaoshi-zhiqi batch"),
        ("from checkers import a", "from checkers import a"),
        ('f"{path}/checker"', 'f"{path}/checker"'),
        ('yaoshi-zhiqi = "checker.cli:main"', 'yaoshi-zhiqi = "yaoshi_zhiqi.cli:main"'),
    ],
)
def test_a_mention_of_the_module_is_renamed_and_nothing_else(was: str, becomes: str):
    assert renamed(was) == becomes


def test_the_copy_answers_as_the_checkout_does(copy: Path):
    ask = f"import sys; sys.path.insert(0, {str(copy)!r}); from yaoshi_zhiqi.bridge import handle; print(handle(input()))"
    answer = run(sys.executable, "-I", "-c", ask, folder=copy, text=json.dumps(REQUEST))
    assert answer.strip() == handle(json.dumps(REQUEST))


def test_the_command_calls_itself_by_its_name(copy: Path):
    helped = run(sys.executable, "-m", package.NAME, "--help", folder=copy)
    assert "yaoshi-zhiqi" in helped
    assert "checker" not in helped


def test_the_version_and_the_extra_come_from_one_place(copy: Path):
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    theirs = tomllib.loads((copy / "pyproject.toml").read_text("utf-8"))["project"]
    assert theirs["version"] == version()
    assert theirs == ours | {"scripts": {"yaoshi-zhiqi": "yaoshi_zhiqi.cli:main"}}


def test_the_start_of_the_readme_works_as_it_stands(copy: Path):
    starts = (copy / "README.md").read_text("utf-8").split("```python\n")[1:]
    printed = [run(sys.executable, "-c", text.partition("```")[0], folder=copy) for text in starts]
    assert json.loads(printed[0])["verdict"] == "allowed"
    schema = (ROOT / "checker" / "schemas" / "assess.request.json").read_text("utf-8")
    assert printed[1] == schema + "\n"


def test_workbooks_are_read_and_written_with_the_extra(copy: Path, tmp_path: Path):
    book = Workbook()
    for row in (["姓名", "计划申请日"], ["示例一", "2026-02-10"]):
        book.active.append(row)
    book.save(tmp_path / "名单.xlsx")
    names = [str(tmp_path / name) for name in ("名单.xlsx", "结果.xlsx")]
    run(sys.executable, "-m", package.NAME, "batch", names[0], "-o", names[1], folder=copy)
    answered = list(load_workbook(names[1]).active.values)
    assert answered[1][0] == "示例一"
    assert len(answered[0]) > 3


def test_an_answer_that_differs_is_told():
    with pytest.raises(Broken, match=r"jsonl answers \{\}\nb\nthe checkout\na"):
        package._assert_same("jsonl", ["{}"], ["b"], ["a"])
    with pytest.raises(Broken, match="1 requests, 0 answers"):
        package._assert_same("jsonl", ["{}"], [], ["a"])


@pytest.mark.trust
def test_the_package_installed_alone_answers_every_case(tmp_path: Path):
    files = build_package(tmp_path)
    stem = f"yaoshi_zhiqi-{version()}"
    assert [path.name for path in files] == [f"{stem}-py3-none-any.whl", f"{stem}.tar.gz"]
    assert check_package(files) > 300
    with zipfile.ZipFile(files[0]) as wheel:
        tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert tops == {package.NAME, f"{stem}.dist-info"}


@pytest.mark.trust
def test_others_get_types_workbooks_and_a_command(tmp_path: Path):
    python = install(build_package(tmp_path), tmp_path / "environment")
    (tmp_path / "use.py").write_text(
        "from yaoshi_zhiqi.bridge import handle\n\nreveal_type(handle('{}'))\nhandle(1)\n"
    )
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python), "use.py"]
    said = subprocess.run(mypy, cwd=tmp_path, capture_output=True, text=True).stdout
    assert 'Revealed type is "str"' in said
    assert 'incompatible type "int"; expected "str"' in said
    told = PathDistribution(next((tmp_path / "environment").glob("lib/*/*/*.dist-info")))
    assert sorted(told.metadata.get_all("Provides-Extra", [])) == ["xlsx"]
    extra = [one for one in told.requires or [] if "xlsx" in one]
    assert [one.partition("~")[0].partition(" ")[0] for one in extra] == ["openpyxl", "defusedxml"]
    # Without the extra, a workbook gets a sentence; the sentence names the package to install.
    (tmp_path / "名单.xlsx").write_bytes(b"PK\x03\x04")
    command = [str(python.with_name(package.COMMAND)), "batch", "名单.xlsx"]
    asked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert asked.returncode == 2
    assert "openpyxl" in asked.stderr
