"""What a release is made of: a changelog that speaks of it, the same bytes every time, lists, checksums."""

import hashlib
import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from scripts.dev import release
from scripts.places import ROOT
from scripts.published.licences.components import npm_versions
from scripts.version import version

OLDER = "\n## 0.0.9 · 2026-01-01\n\n- old\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "licences").mkdir(parents=True)
    (folder / "index.html").write_text("hello", "utf-8")
    (folder / "licences" / "sbom.cdx.json").write_text('{"of": "readers"}', "utf-8")
    return folder


@pytest.mark.parametrize(
    "text",
    [
        "# Changelog\n\n## 0.1.0 · 2026-11-25\n\n- new\n" + OLDER,
        "# Changelog\n\n## 0.1.0\n\n- new\n",
        "# Changelog\n\n## 0.1.0 · unreleased\n\n- new\n" + OLDER,
        "# Changelog\n\n## Unreleased\n\n## 0.1.0 · 2026-11-25\n\n- new\n",
    ],
)
def test_a_changelog_that_speaks_of_the_version_is_right(text: str):
    assert release.check_changelog(text, "0.1.0").startswith("0.1.0")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Changelog\n", "newest section"),
        ("# Changelog\n" + OLDER, "0.0.9"),
        ("## Unreleased\n\n- new\n\n## 0.1.0 · 2026-11-25\n\n- x\n", "holds entries"),
        ("## 0.1.0 · 2026-11-25\n" + OLDER, "is empty"),
        ("## 0.1.0.1 · 2026-11-25\n\n- x\n", "newest section"),
        ("## 0.1.0 · 2026-11-31\n\n- x\n", "is no day"),
        ("## 0.1.0 · soon\n\n- x\n", "is no day"),
    ],
)
def test_one_that_does_not_stops_the_release(text: str, said: str):
    with pytest.raises(release.NotReady, match=said):
        release.check_changelog(text, "0.1.0")


def test_our_changelog_speaks_of_the_version_of_the_project():
    assert release.check_changelog((ROOT / "CHANGELOG.md").read_text("utf-8"), version())


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A checkout of one commit."""
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "a").write_text("1")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    return folder


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@invalid"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True)


DATED = "0.1.0 · 2026-11-25"


def test_a_release_is_what_is_committed_and_a_trial_says_what_is_not(tree: Path):
    assert release.check_git(DATED, "0.1.0", tree) == []
    (tree / "a").write_text("2")
    (tree / "b").write_text("new")
    with pytest.raises(release.NotReady, match=r"v0\.1\.0 would not hold it:\n  a\n  b\nCommit"):
        release.check_git(DATED, "0.1.0", tree)
    assert release.check_git("0.1.0 · unreleased", "0.1.0", tree) == ["a", "b"]


def test_a_version_is_released_once(tree: Path):
    git(tree, "tag", "-am", "x", "v0.1.0")
    assert release.check_git(DATED, "0.1.0", tree) == []
    git(tree, "commit", "-q", "--allow-empty", "-m", "two")
    with pytest.raises(release.NotReady, match="tagged already"):
        release.check_git(DATED, "0.1.0", tree)
    assert release.check_git("0.1.1 · 2026-11-26", "0.1.1", tree) == []


def test_a_tree_without_git_is_taken_as_it_is(tmp_path: Path):
    assert release.check_git(DATED, "0.1.0", tmp_path) == []


def test_a_release_without_a_site_says_what_to_run(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr(release, "SITE", tmp_path)
    monkeypatch.setattr(release, "check_git", lambda *_: [])
    assert release.main([]) == 1
    assert "make release" in capsys.readouterr().err


@pytest.mark.trust
def test_two_releases_of_one_site_are_equal_whenever_they_are_made(site: Path, tmp_path: Path):
    first = release.release(site, tmp_path / "one")
    for path in site.rglob("*"):
        os.utime(path, (0, 4_000_000_000))
    (site / "index.html").chmod(0o600)
    second = release.release(site, tmp_path / "two")
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.trust
def test_a_release_holds_the_site_lists_and_right_checksums(site: Path, tmp_path: Path):
    folder = tmp_path / "release"
    release.release(site, folder)
    stem = f"yaoshi-zhiqi-{version()}"
    with zipfile.ZipFile(folder / f"{stem}.zip") as archive:
        assert archive.namelist() == [f"{stem}/index.html", f"{stem}/licences/sbom.cdx.json"]
        assert archive.read(f"{stem}/index.html") == b"hello"
    sums = dict(
        reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines()
    )
    assert set(sums) == {path.name for path in folder.iterdir()} - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


@pytest.mark.trust
def test_the_lists_of_the_build_are_cyclonedx_and_name_what_is_locked():
    python = release.python_bill()
    npm = release.npm_bill()
    for bill in (python, npm):
        versions = SchemaVersion.from_version(bill["specVersion"])
        assert JsonStrictValidator(versions).validate_str(json.dumps(bill)) is None
    lock = (ROOT / "locks" / "build.txt").read_text("utf-8")
    assert {"mkdocs", "mkdocs-material", "jinja2"} <= {c["name"] for c in python["components"]}
    assert all(f"{c['name']}==" in lock.lower() for c in python["components"])
    found = {c["name"]: c["version"] for c in npm["components"]}
    assert found["esbuild"] == npm_versions()["esbuild"]
    assert "lighthouse" not in found
