"""One stylesheet, no script that holds a page up, nothing of the theme that no page uses."""

import json
import subprocess
from pathlib import Path

import pytest

from scripts.finish.lean import ThemeChanged, lean, lean_page

PAGE = """<head>
<link rel="icon" href="{root}assets/favicon.svg">
<link rel="stylesheet" href="{root}assets/stylesheets/main.css">
<script>1</script>
<script src="{root}assets/watch.js"></script>
<script src="{root}assets/early.js"></script>
<link rel="stylesheet" href="{root}assets/site.css">
</head><body>
<script src="{root}assets/javascripts/bundle.0a.min.js"></script>
<script src="{root}assets/site.js" type="module"></script>
</body>"""
CARD = '<link rel="stylesheet" href="../assets/embed/card.css">'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in {
        "index.html": PAGE.format(root=""),
        "404.html": PAGE.format(root="/base/"),
        "a/index.html": PAGE.format(root="../"),
        "embed/index.html": CARD,
        "assets/stylesheets/main.css": "a { color: red }",
        "assets/site.css": "a { color: blue }",
        "assets/javascripts/bundle.0a.min.js": "globalThis.ran = [...globalThis.ran, 'theme'];\n//# sourceMappingURL=bundle.0a.min.js.map\n",
        "assets/javascripts/bundle.0a.min.js.map": '{\n  "mappings": "AAAA"\n}',
        "assets/watch.js": "(()=>{w})();\n",
        "assets/early.js": "(()=>{a\\b})();\n",
        "assets/javascripts/lunr/wordcut.js": "thai",
        "assets/javascripts/workers/search.0a.min.js": "search",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def make_lean(site: Path) -> None:
    pages = {page: page.read_text("utf-8") for page in sorted(site.rglob("*.html"))}
    heads = lean(site, pages.values())
    for page, text in pages.items():
        page.write_text(lean_page(text, heads), "utf-8")


def test_one_stylesheet_in_the_order_of_the_page(site: Path):
    make_lean(site)
    for name, root in {"index.html": "", "404.html": "/base/", "a/index.html": "../"}.items():
        text = (site / name).read_text("utf-8")
        assert text.count('rel="stylesheet"') == 1
        assert f'<link rel="stylesheet" href="{root}assets/all.css">' in text
        assert f'<script defer src="{root}assets/javascripts/bundle.0a.min.js">' in text
        assert f'<script src="{root}assets/site.js" type="module">' in text
    style = (site / "assets/all.css").read_text("utf-8")
    assert 0 <= style.index("red") < style.index("#00f")
    assert not (site / "assets/site.css").exists()
    assert (site / "embed/index.html").read_text("utf-8") == CARD


def test_what_starts_early_stands_in_the_page(site: Path):
    make_lean(site)
    for name in ("index.html", "404.html", "a/index.html"):
        scripts = "\n<script>(()=>{w})();</script>\n<script>(()=>{a\\b})();</script>\n"
        assert scripts in (site / name).read_text("utf-8")
    assert not list(site.glob("assets/*.js"))


@pytest.mark.parametrize(
    ("early", "ran"), [("undefined", ["theme", "page"]), ("{}", ["page", "theme"])]
)
def test_the_theme_waits_where_python_was_started_early(site: Path, early: str, ran: list[str]):
    make_lean(site)
    theme = (site / "assets/javascripts/bundle.0a.min.js").read_text("utf-8")
    page = f"globalThis.ran = []; globalThis.earlyPython = {early};\n{theme}"
    page += "ran.push('page'); globalThis.heldTheme?.(); console.log(JSON.stringify(ran));"
    assert json.loads(subprocess.check_output(["node", "-e", page], text=True)) == ran


def test_the_source_map_of_the_theme_counts_its_lines(site: Path):
    make_lean(site)
    theme = (site / "assets/javascripts/bundle.0a.min.js").read_text("utf-8").splitlines()
    source_map = json.loads((site / "assets/javascripts/bundle.0a.min.js.map").read_text("utf-8"))
    before = next(n for n, line in enumerate(theme) if "ran" in line)
    assert source_map["mappings"] == ";" * before + "AAAA"


def test_the_themes_own_search_is_left_out(site: Path):
    make_lean(site)
    assert not (site / "assets/javascripts/lunr").exists()
    assert not (site / "assets/javascripts/workers").exists()


def test_a_theme_written_otherwise_stops_the_build(site: Path):
    for page in site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace("bundle.", "theme."), "utf-8")
    with pytest.raises(ThemeChanged, match=r"bundle\."):
        make_lean(site)
