"""The pipelines of GitHub and GitLab run what is run here, and take nothing that can change under its name."""

import re
from pathlib import Path

import pytest

from scripts.places import ROOT

GITHUB = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = [*GITHUB, ROOT / ".gitlab-ci.yml"]
USES = re.compile(r"^\s*(?:- )?uses: (\S+)(.*)$", re.MULTILINE)
IMAGE = re.compile(r"^\s*(?:image|container): (\S+)$", re.MULTILINE)
MAKE = re.compile(r"\bmake ([a-z-]+)(?=\n| )")
ADDRESS = re.compile(r"https?://[^\s$]+")


def names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_pipelines_for_both():
    assert [names(path) for path in FILES] == [
        ".github/workflows/ci.yml",
        ".github/workflows/pages.yml",
        ".github/workflows/release.yml",
        ".github/workflows/upkeep.yml",
        ".gitlab-ci.yml",
    ]


@pytest.mark.parametrize("path", FILES, ids=names)
def test_actions_and_images_are_pinned_by_hash(path: Path):
    text = path.read_text("utf-8")
    for action, comment in USES.findall(text):
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
    images = IMAGE.findall(text)
    assert images
    assert all(re.fullmatch(r"debian:[a-z-]+@sha256:[0-9a-f]{64}", image) for image in images)
    assert not ADDRESS.findall(text.replace("https://${{", ""))


def test_all_pipelines_use_one_image():
    assert len({image for path in FILES for image in IMAGE.findall(path.read_text("utf-8"))}) == 1


@pytest.mark.parametrize("path", FILES, ids=names)
def test_they_call_targets_that_are_there(path: Path):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = "\n".join(
        line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")
    )
    called = set(MAKE.findall(text.replace("git make python3", "") + "\n"))
    assert called <= targets
    assert called or re.search(r"sh \.ci/(?:run|upkeep)\b", text)


@pytest.mark.parametrize("name", [".github/workflows/ci.yml", ".gitlab-ci.yml"])
def test_integration_is_what_runs_here(name: str):
    assert "sh .ci/run" in (ROOT / name).read_text("utf-8")
    here = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert here[-1] == "exec make test trust"
