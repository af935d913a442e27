"""The pipeline: what goes wrong is said with its place; the same tree gives the same bytes."""

import zipfile
from pathlib import Path

import pytest

from scripts.pages.environment import page_environment
from scripts.pages.render import PageErrors, render_pages
from scripts.runtime import package as runtime
from scripts.runtime.package import Runtime


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


@pytest.fixture
def empty_runtime(tmp_path: Path) -> Runtime:
    folder = tmp_path / "0123456789abcdef"
    folder.mkdir()
    return Runtime(folder)


def test_every_bad_page_is_named_with_its_line(docs: Path, empty_runtime: Runtime, tmp_path: Path):
    (docs / "one.md").write_text("fine\n\n<< quote('ANN-99') >>\n", "utf-8")
    (docs / "two.md").write_text("<% if %>\n", "utf-8")
    (docs / "three.md").write_text("a\nb << nothing >>\n", "utf-8")
    (docs / "four.md").write_text("<< worked_example('x', apply_on='2026-02-30') >>\n", "utf-8")
    with pytest.raises(PageErrors) as caught:
        render_pages(docs, page_environment(empty_runtime), None, tmp_path / "built")
    text = str(caught.value)
    assert "one.md:3" in text
    assert "two.md:1" in text
    assert "three.md:2" in text
    assert "2026-02-30 不是真实日期" in text


def test_pages_take_wording_and_answers_from_the_checker(
    docs: Path, empty_runtime: Runtime, tmp_path: Path
):
    (docs / "page.md").write_text(
        "# T {#id}\n<< quote('ANN-03') >>\n<< worked_example('x', apply_on='2026-03-02') >>\n",
        "utf-8",
    )
    (docs / "data").mkdir()
    (docs / "data" / "facts.yml").write_text("secret", "utf-8")
    render_pages(docs, page_environment(empty_runtime), None, tmp_path / "built")
    text = (tmp_path / "built" / "page.md").read_text("utf-8")
    assert "# T {#id}" in text
    assert "自持证人员申请加注当日起向前计算，90日内同一证书可存在3次有效加注" in text
    assert "2026年5月30日" in text  # 2026-03-02 + 90 - 1
    assert not (tmp_path / "built" / "data").exists()


def test_the_archive_holds_byte_code_and_rule_data_only():
    built = runtime.build_runtime()
    with zipfile.ZipFile(built.folder / "python_stdlib.zip") as archive:
        names = archive.namelist()
    assert "checker/bridge.pyc" in names
    assert "checker/rule_sets/annotation.json" in names
    assert not [name for name in names if name.endswith(".py")]
