"""The list of what others have made, against what is really in site/: both ways."""

import html
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from scripts.dev.found_in_site import found, needless_patterns, unnamed_files
from scripts.places import SITE
from scripts.published.licences.components import LICENCES, licence_names, npm_versions, shipped
from scripts.published.licences.write import bill

LIST = "see scripts/published/licences/components.yml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Of the parts of site/ that others have made something of."""
    for name in ("assets", "about"):
        shutil.copytree(SITE / name, tmp_path / name)
    return tmp_path


def named() -> set[str]:
    return {mark for one in shipped().components for mark in one.found}


def test_everything_shipped_is_named_and_everything_named_is_shipped():
    assert found(SITE) == named(), LIST


@pytest.mark.trust
def test_every_file_is_ours_or_of_a_component():
    assert unnamed_files(SITE, shipped()) == [], LIST
    assert needless_patterns(SITE, shipped()) == [], LIST


def test_what_cannot_be_found_is_proved_by_a_text_in_a_shipped_file():
    for one in shipped().components:
        assert one.found or one.files or one.proof, one.name
        if one.proof:
            (path,) = SITE.glob(one.proof.file)
            assert one.proof.text.encode() in path.read_bytes(), (one.name, one.proof.text)


def test_another_release_of_pyodide_must_be_looked_into():
    assert shipped().looked_into == {"pyodide": npm_versions()["pyodide"]}, LIST


def test_what_is_new_in_scripts_drawings_and_pythons_archive_is_noticed(copy: Path):
    (copy / "assets" / "new.js.map").write_text('{"sources": ["../node_modules/@new/one/a.js"]}')
    (copy / "new.html").write_text('<svg viewBox="0 0 9 9"><path d="M1 2z"/></svg>')
    (archive,) = copy.glob("assets/runtime/*/python_stdlib.zip")
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("numpy/__init__.pyc", b"")
    assert found(copy) - named() == {"bundled:@new/one", "icons:unknown", "python:numpy"}


def test_a_new_file_is_noticed(copy: Path):
    (copy / "assets" / "javascripts" / "new.js").write_text("")
    assert unnamed_files(copy, shipped()) == ["assets/javascripts/new.js"]


def test_every_licence_is_there_and_none_is_needless():
    assert sorted(path.stem for path in LICENCES.iterdir()) == licence_names()
    assert sorted(p.stem for p in (SITE / "licences").glob("*.txt")) == licence_names()


def test_the_page_names_every_component_its_licence_and_its_copyright():
    page = html.unescape((SITE / "about" / "licences" / "index.html").read_text("utf-8"))
    for one in shipped().components:
        assert one.name in page
        assert all(line in page for line in one.copyright), one.name
        assert all(f'href="../../licences/{name}.txt"' in page for name in one.licences)


def test_the_list_for_programs_is_cyclonedx():
    text = (SITE / "licences" / "sbom.cdx.json").read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert json.loads(text) == bill()
    versions = {one["name"]: one.get("version") for one in json.loads(text)["components"]}
    assert versions["Pyodide"] == npm_versions()["pyodide"]
    assert versions["uqr"] == npm_versions()["uqr"]
    assert versions["CPython"].startswith("3.13.")
    assert versions["Material for MkDocs"]
