"""What the search reads of a finished page, and the words that queries are cut by."""

import json
from pathlib import Path

import pytest

from scripts.finish.search import words, write_search
from scripts.finish.search.read import Page, Section, page_of

ARTICLE = """<head>{head}</head><article class="md-content__inner">
<h1 id="a">证书加注<a class="headerlink" href="#a">&para;</a></h1>
<p class="also">也叫：加签、证书有效期。</p>
<p>先加注，<strong>才能</strong>下载。</p>
<nav><p>你在这里</p></nav>
<h2 id="how">怎么做</h2>
<ul><li>第一步<ul><li>里面的一步</li></ul></li></ul>
<table><tr><th>河北</th><td>66</td><td>10</td></tr></table>
<form><label>申请日期</label></form>
<p hidden>看不见</p>
<p>来源：某处；核对于 2099-01-01</p>
<details><summary>还不清楚的</summary><p>未核实</p></details>
<h2 id="sources">来源</h2><p>某机构</p>
</article>"""


def test_a_page_is_its_names_and_what_stands_below_each_heading():
    head = '<meta name="keywords" content="加签,证书有效期">'
    assert page_of(ARTICLE.format(head=head)) == Page(
        "证书加注",
        ["加签", "证书有效期"],
        [
            Section("", "", ["先加注，才能下载。"]),
            Section(
                "how",
                "怎么做",
                ["第一步", "里面的一步", "河北 · 66 · 10", "还不清楚的", "未核实"],
            ),
        ],
    )


@pytest.mark.parametrize(
    "page",
    [
        ARTICLE.format(head='<meta name="robots" content="noindex">'),
        ARTICLE.format(head='<meta http-equiv="refresh" content="0; url=../">'),
        "<body>a card</body>",
    ],
)
def test_what_is_not_for_readers_is_left_out(page: str):
    assert page_of(page) is None


def test_words_are_those_of_the_text_and_characters_that_often_stand_together():
    text = "准考证丢了怎么办。" + "打印准考证，核对准考证。" * 3
    found = words([Page("准考证", [], [Section("", "", [text])])], ["了"]).split()
    assert {"准考证", "打印", "核对"} <= set(found)
    assert [word for word in found if len(word) == 1 or "了" in word] == []


def test_the_index_is_named_by_its_content(tmp_path: Path):
    for name, also in (("one", []), ("two", []), ("three", [(["加签"], ["加注"])])):
        (tmp_path / name / "assets").mkdir(parents=True)
        (tmp_path / name / "index.html").write_text(ARTICLE.format(head=""), "utf-8")
        write_search(tmp_path / name, also, ["怎么"])
    one, two, three = (
        json.loads((tmp_path / name / "assets/search.json").read_text("utf-8"))["index"]
        for name in ("one", "two", "three")
    )
    assert one == two != three
    index = json.loads((tmp_path / "three" / three).read_text("utf-8"))
    assert [page[:3] for page in index["pages"]] == [["", 0.5, "证书加注"]]
    assert index["near"] == [[["加签"], ["加注"]]]
