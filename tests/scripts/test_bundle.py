"""The page scripts arrive in few files, each whole in itself, the same from every build."""

import re
from pathlib import Path

import brotli
import pytest
from ruamel.yaml import YAML

from scripts import bundle
from scripts.places import ROOT

BUDGETS = YAML(typ="safe").load((ROOT / "scripts" / "runtime" / "budgets.yml").read_text("utf-8"))


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("bundled")
    bundle.bundle_scripts(folder)
    return files(folder)


def test_only_the_named_bundles_their_maps_and_what_stays_as_it_stands(bundled: dict[str, bytes]):
    as_they_stand = {
        p.relative_to(bundle.DOCS).as_posix()
        for pattern in bundle.AS_THEY_STAND
        for p in bundle.DOCS.glob(pattern)
    }
    maps = {f"{entry}.map" for entry in bundle.ENTRIES}
    sheets = {p.relative_to(bundle.DOCS).as_posix() for p in bundle.DOCS.glob(bundle.SHEETS)}
    of_pdf = {name for name in bundled if name.startswith("assets/pdf/maps/")}
    others = maps | as_they_stand | sheets | of_pdf
    assert set(bundled) == {*bundle.ENTRIES, *bundle.IN_THE_HEAD} | others
    assert {f"assets/pdf/maps/{n}.bcmap" for n in ("GBK-EUC-H", "UniGB-UCS2-H")} <= of_pdf
    assert not [name for name in of_pdf if "Japan" in name or "KSC" in name]
    assert len(as_they_stand) >= len(bundle.AS_THEY_STAND)
    assert {p.relative_to(bundle.DOCS).as_posix() for p in bundle.DOCS.rglob("*.css")} <= others


@pytest.mark.parametrize("entry", bundle.ENTRIES)
def test_no_bundle_asks_for_another(bundled: dict[str, bytes], entry: str):
    text = bundled[entry].decode()
    assert not re.search(r"""["'`]\.{1,2}/[^"'`]*\.js""", text)
    assert text.endswith(f"//# sourceMappingURL={Path(entry).name}.map\n")


@pytest.mark.parametrize("name", sorted(BUDGETS["scripts"]))
def test_no_script_is_heavier_than_its_budget(bundled: dict[str, bytes], name: str):
    budget = BUDGETS["scripts"][name]
    assert budget["reason"]
    assert len(brotli.compress(bundled[name], quality=9, lgwin=24)) <= budget["most"]


@pytest.mark.parametrize("entry", bundle.IN_THE_HEAD)
def test_a_script_of_the_head_leaves_nothing_in_the_page_but_what_it_means_to(
    bundled: dict[str, bytes], entry: str
):
    text = bundled[entry].decode()
    assert re.match(r'("use strict";)?\((\(\)=>|function\(\))\{', text)
    assert text.endswith("})();\n")


def test_browsers_of_ten_years_ago_can_read_what_tells_them_that_they_are_too_old(
    bundled: dict[str, bytes],
):
    text = bundled["assets/watch.js"].decode()
    assert not re.search(r"=>|`|\b(?:let|const|class|async|await)\b|\?\.|\?\?|\.\.\.", text)


def test_two_builds_are_equal(bundled: dict[str, bytes], tmp_path: Path):
    bundle.bundle_scripts(tmp_path)
    assert files(tmp_path) == bundled


def test_a_script_that_cannot_be_read_stops_with_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "broken.js").write_text("const a = 1;\nconst = 2;\n", "utf-8")
    monkeypatch.setattr(bundle, "DOCS", tmp_path)
    monkeypatch.setattr(bundle, "ENTRIES", ("broken.js",))
    with pytest.raises(bundle.BundleFailed, match=r"broken\.js:2:6") as caught:
        bundle.bundle_scripts(tmp_path / "out")
    assert "Node.js" not in str(caught.value)  # no traceback of a wrapper


def test_what_is_not_installed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bundle, "ROOT", tmp_path)
    with pytest.raises(bundle.BundleFailed, match="npm ci"):
        bundle.esbuild(text="a")
