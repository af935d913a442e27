"""Pages as Markdown: what a program quotes carries the same doubts as the page."""

import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from scripts.finish import twins
from scripts.finish.twins import ALTERNATE, twin_of
from tests.site.conftest import StaticServer

HEAD = f"<head>{ALTERNATE}></head>"
CHECKED = re.compile(r"核对于 (\d{4}-\d\d-\d\d)")


def pages(site: Path) -> list[Path]:
    return [p for p in sorted(site.rglob("index.html")) if ALTERNATE in p.read_text("utf-8")]


def converted(body: str, site_url: str = "") -> str:
    html = f"{HEAD}<article><h1>题</h1>{body}</article>"
    twin = twin_of(html, "guides/a/", site_url)
    assert twin
    return twin.body


def article_of(page: Path) -> str:
    found = twins.ARTICLE.search(page.read_text("utf-8"))
    assert found
    return found[0]


def test_every_page_that_names_a_twin_has_one_and_no_other(site: Path):
    named = {page.parent for page in pages(site)}
    assert len(named) > 100
    assert {path.parent for path in site.rglob("index.md")} == named
    unlisted = ("tools/states", "provinces/states", "embed/annotation")
    assert not any((site / folder / "index.md").exists() for folder in unlisted)


def test_statuses_days_and_sources_of_a_page_are_in_its_twin(site: Path):
    for page in pages(site):
        article, twin = article_of(page), page.with_name("index.md").read_text("utf-8")
        forms = re.compile(r"<(form|nav|template|noscript|svg)\b.*?</\1>", re.DOTALL)
        shown = re.sub(r"<[^>]*\shidden[ >].*?</div>", "", forms.sub("", article), flags=re.DOTALL)
        badges = re.findall(r'<span class="badge[^"]*">([^<]+)</span>', shown)
        for word in set(badges):
            assert twin.count(f"（{word}）") >= badges.count(word), (page, word)
        days = CHECKED.findall(re.sub(r"<[^>]+>", "", shown))
        assert CHECKED.findall(twin) == days, page
        hrefs = re.findall(r'<a [^>]*href="(https?://[^"]+)"', shown)
        for href in hrefs:
            assert f"]({unescape(href)})" in twin, (page, href)


def test_the_newest_check_is_that_of_the_page(site: Path):
    told = 0
    for page in pages(site):
        twin = page.with_name("index.md").read_text("utf-8")
        newest = re.search(r"^newest_check: (\S+)$", twin, re.MULTILINE)
        days = CHECKED.findall(twin)
        if days:
            assert newest, page
            assert newest[1] >= max(days), page
        told += bool(newest)
    assert told > 80


def test_llms_lists_every_twin_and_says_what_to_quote_along(site: Path):
    text = (site / "llms.txt").read_text("utf-8")
    assert text.startswith("# 药师知期\n\n> ")
    listed = set(re.findall(r"\]\(([^)]+/index\.md)\)", text))
    twins_there = {p.relative_to(site).as_posix() for p in site.rglob("index.md")}
    assert listed == twins_there - {"index.md"}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (site / target).is_file(), target
    assert "status" in text
    assert "不是官方网站" in text


def test_they_are_neither_searched_nor_kept_on_devices(site: Path):
    (kept,) = (site / "assets").glob("offline.*.json")
    (index,) = (site / "assets").glob("search-index.*.json")
    for text in (kept.read_text("utf-8"), index.read_text("utf-8")):
        assert 'index.md"' not in text
        assert 'llms.txt"' not in text
    assert "index.md" not in "".join(json.loads(kept.read_text("utf-8"))["files"])


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>甲 <span class='badge expected'>预计</span></p>", "甲（预计）"),
        ('<p><a href="../b/">乙</a><a href="#x">丙</a></p>', "[乙](../b/)丙"),
        ("<p>a*b_c[d]</p>", r"a\*b\_c\[d\]"),
        ("<p><code>a_b</code></p>", "`a_b`"),
        ("<ul><li>一<ul><li>二</li></ul></li><li>三</li></ul>", "- 一\n  - 二\n- 三"),
        ("<ol><li><p>一</p></li><li>二</li></ol>", "1. 一\n2. 二"),
        ("<blockquote><p>一</p><footer>二</footer></blockquote>", "> 一\n>\n> 二"),
        ("<table><tr><th>一</th></tr><tr><td>a|b</td></tr></table>", "| 一 |\n| --- |\n| a\\|b |"),
        ("<pre><code>a\n  b\n</code></pre>", "```\na\n  b\n```"),
        ("<details><summary>问</summary><p>答</p></details>", "**问**\n\n答"),
        ("<form><p>填</p></form><p hidden>藏</p><nav>去</nav><p>看</p>", "看"),
        ('<p><svg aria-label="线"><text>画</text></svg>后</p>', "（图：线）后"),
        ("<dl><dt>甲</dt><dd>乙</dd></dl>", "**甲**\n\n乙"),
    ],
)
def test_what_becomes_what(html: str, markdown: str):
    assert converted(html) == markdown


def test_addresses_are_absolute_only_where_the_site_has_one():
    link = '<p><a href="../b/#c">乙</a></p>'
    assert converted(link) == "[乙](../b/#c)"
    assert converted(link, "https://example.org/s/") == "[乙](https://example.org/s/guides/b/#c)"
    twin = twins.Twin("guides/a/", "甲", "说", "2026-01-02", "zh-Hans", "文")
    assert "](guides/a/index.md): 说（最近核对 2026-01-02）" in twins.llms([twin], "")
    assert "](https://example.org/guides/a/index.md)" in twins.llms([twin], "https://example.org/")


def test_a_page_that_is_not_for_readers_has_none():
    assert twin_of("<head></head><article><h1>题</h1></article>", "a/", "") is None


@pytest.mark.parametrize("language", ["sh", "python", "js"])
def test_the_examples_of_the_api_run_as_they_stand(language: str, site: Path, server: StaticServer):
    source = Path(__file__).parents[2] / "build" / "docs" / "about" / "data.md"
    example = re.search(rf"```{language}\n(.*?)```", source.read_text("utf-8"), re.DOTALL)
    assert example
    base = re.search(r"(\S+?)api/v1/provinces", example[1].replace('"', " ").replace("(", " "))
    assert base
    program = example[1].replace(base[1], server.url("/"))
    commands = {
        "sh": ["sh", "-c", program],
        "python": [sys.executable, "-c", program],
        "js": [shutil.which("node") or "", "--input-type=module", "-e", program],
    }
    if language == "sh" and not shutil.which("curl"):
        pytest.skip("no curl on this machine")
    done = subprocess.run(commands[language], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    area = json.loads((site / "api/v1/provinces/guangdong.json").read_text("utf-8"))["data"]
    if language == "sh":
        assert json.loads(done.stdout)["data"] == area
    else:
        assert len(done.stdout.splitlines()) == len(area["events"]) + len(area["unknown"])
        assert all(event["checked_on"] in done.stdout for event in area["events"])
