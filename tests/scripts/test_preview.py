"""`make preview-provider`: which pages are meant, and that what is served says that it is a preview."""

import sys
from pathlib import Path

import pytest

from scripts import serve
from scripts.facts.load import DATA, load
from scripts.places import ROOT
from tests.scripts.made_up import write


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path / DATA)
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    return tmp_path


def test_the_pages_of_a_provider_are_named(root: Path):
    assert serve.providers() == ["provider-0"]
    assert serve.pages_of("provider-0") == [
        "courses/provider-0/",
        "courses/provider-0/course-0/",
        "courses/provider-0/course-1/",
        "courses/",
    ]


@pytest.mark.parametrize("given", ["nobody", ""])
def test_an_unknown_provider_is_told_which_there_are(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys, given: str
):
    monkeypatch.setattr(sys, "argv", ["serve", "--provider", given])
    monkeypatch.setattr(serve, "Builder", lambda: pytest.fail("nothing is built for nobody"))
    assert serve.main() == 2
    assert "make preview-provider ID=provider-0" in capsys.readouterr().err


def test_only_a_preview_is_marked_and_only_as_it_is_served(tmp_path: Path):
    page = b"<html><body><h1>x</h1></body></html>"
    server = serve.Server(lambda: None, serve.HOST, 0, str(tmp_path))
    try:
        assert serve.PREVIEW not in server._inject_js_into_html(page, 1)
        server.mark = serve.PREVIEW
        assert server._inject_js_into_html(page, 1).count(serve.PREVIEW) == 1
    finally:
        server.server_close()


def test_every_provider_can_be_previewed():
    assert list(load(ROOT / DATA).providers) == list(serve.providers())
