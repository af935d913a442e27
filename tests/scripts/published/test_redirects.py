"""robots.txt, and the plain pages at addresses that have moved."""

from pathlib import Path

import pytest

from scripts.facts.problems import FactsError
from scripts.published import redirects as plain_files


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "built" / "guides").mkdir(parents=True)
    (tmp_path / "built" / "guides" / "new.md").write_text("# x", "utf-8")
    return tmp_path / "built"


def write(built: Path, line: str) -> None:
    redirects = built.parent / "redirects.yml"
    redirects.write_text(line, "utf-8")
    plain_files.write_plain_files(built, redirects)


def test_an_old_address_leads_to_the_new_one_under_any_base_path(built: Path):
    write(built, "- {was: old/name/, to: guides/new/#part}\n")
    text = (built / "old/name/index.html").read_text("utf-8")
    assert 'href="../../guides/new/#part"' in text
    assert 'content="0; url=../../guides/new/#part"' in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- {was: guides/new/, to: guides/new/}", "还有页面"),
        ("- {was: old/, to: guides/nowhere/}", "redirects.yml:1: .*不存在"),
        ("- {from: old/, to: guides/new/}", "没有这个键"),
        ("- {was: old, to: guides/new/}", "以 / 结尾"),
    ],
)
def test_a_wrong_redirect_is_refused(built: Path, line: str, said: str):
    with pytest.raises(FactsError, match=said):
        write(built, line + "\n")


def test_robots_name_the_sitemap_only_where_the_address_is_known(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    assert "Sitemap" not in plain_files.robots()
    monkeypatch.setenv("SITE_URL", "https://example.org/a")
    assert "Sitemap: https://example.org/a/sitemap.xml" in plain_files.robots()
