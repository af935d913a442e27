"""The 繁體 edition as files: the same pages, links, days and names as the other, in traditional writing."""

import json
import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit, urlunsplit

import pytest

from scripts.finish.hant.editions import linked, unlinked
from scripts.finish.hant.pages import Moved, in_traditional
from scripts.finish.hant.writing import always_changed
from tests.editions import make_both

URL = "https://example.test/at/"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日")
SCRIPT = re.compile(r"<script(?![^>]*ld\+json)[^>]*>(.*?)</script>", re.DOTALL)
CODE = re.compile(r"<(?:code|pre)\b.*?</(?:code|pre)>", re.DOTALL)
NAMED = re.compile(r'\s(?:id|name|for|data-(?!name\b)[\w-]+|value|cite)="([^"]*)"')
READ = ("title", "alt", "aria-label", "placeholder", "label")


def leave(value: str) -> str:
    return value


def pages(site: Path) -> dict[str, str]:
    """Name → text of the pages for readers; not cards, not what leads on at once."""
    found = {
        path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")
    }
    own = {name: text for name, text in found.items() if not name.startswith(("hant/", "embed/"))}
    return {name: text for name, text in own.items() if 'http-equiv="refresh"' not in text}


@pytest.fixture(scope="module")
def hant(both_editions: Path) -> dict[str, str]:
    return pages(both_editions / "hant")


@pytest.fixture(scope="module")
def simplified(both_editions: Path) -> dict[str, str]:
    return pages(both_editions)


@pytest.fixture(scope="module")
def absolute(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_both(tmp_path_factory.mktemp("absolute") / "site", URL)


class Reader(HTMLParser):
    """What is read on a page, outside what is marked as quoted or stands for programs; and its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.language = ""
        self._kept: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.language = self.language or given.get("lang", "")
        if self._kept:
            self._kept += [tag] if tag == self._kept[0] else []
            return
        if tag == "a":
            self.links.append(given.get("href", ""))
        self.texts += [given[name] for name in READ if name in given]
        if tag == "meta" and "description" in (given.get("name"), given.get("property", "")[3:]):
            self.texts.append(given["content"])
        quoted = given.get("lang") == "zh-Hans" or given.get("translate") == "no"
        if quoted or tag in ("script", "style", "code", "pre"):
            self._kept.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._kept and tag == self._kept[0]:
            self._kept.pop()

    def handle_data(self, data: str) -> None:
        if not self._kept:
            self.texts.append(data)


def test_both_have_the_same_pages(hant: dict[str, str], simplified: dict[str, str]):
    assert set(hant) == set(simplified)
    assert len(hant) > 100


def test_none_of_the_characters_that_always_change_is_left(hant: dict[str, str]):
    left = {
        f"{name}: {text.strip()}"
        for name, page in hant.items()
        for text in Reader(page).texts
        if set(text) & always_changed()
    }
    assert not left, "\n".join(sorted(left)[:20])


def test_the_page_says_in_which_writing_it_is(hant: dict[str, str], simplified: dict[str, str]):
    assert {Reader(page).language for page in hant.values()} == {"zh-Hant"}
    assert {Reader(page).language for page in simplified.values()} == {"zh"}


def test_ids_code_scripts_and_days_are_the_same(hant: dict[str, str], simplified: dict[str, str]):
    for name, page in hant.items():
        other = unlinked(simplified[name])
        own = unlinked(page).replace('"/hant/', '"/')  # as the page for any address writes it
        own = re.sub(r'<script defer src="[^"]*assets/hant\.[^"]*"></script>\n', "", own)
        paths = re.compile(r"[./]*/")  # the shared files are one folder further
        for pattern in (CODE,) if name == "404.html" else (SCRIPT, CODE):
            assert pattern.findall(own) == pattern.findall(other), name
        written = [paths.sub("", unescape(one)) for one in NAMED.findall(own)]
        expected = [paths.sub("", unescape(one)) for one in NAMED.findall(other)]
        assert len(written) == len(expected), name
        for one, another in zip(written, expected, strict=True):
            assert one == another or another in ("用证书",), (
                name
            )  # a label that somebody may write over
        days, expected_days = Counter(DAY.findall(own)), Counter(DAY.findall(other))
        assert set(days) == set(expected_days), name
        assert days >= expected_days, name  # a reading says that of its quotation once more


def test_links_are_the_same(hant: dict[str, str], simplified: dict[str, str]):
    for name, page in hant.items():
        own = [target(f"hant/{name}", link) for link in Reader(unlinked(page)).links]
        other = [target(name, link) for link in Reader(unlinked(simplified[name])).links]
        assert [link.removeprefix("hant/") for link in own] == other, name


def target(page: str, link: str) -> str:
    """What a link of the page leads to, from the root of the site."""
    path = urlsplit(urljoin(f"https://site.invalid/{page}", link))
    return urlunsplit(path).removeprefix("https://site.invalid/")


def test_every_link_of_the_edition_leads_somewhere(both_editions: Path, hant: dict[str, str]):
    later = {"_headers", "nginx.conf", "Caddyfile"}
    for name, page in hant.items():
        for link in Reader(page).links:
            path = link.partition("#")[0]
            if (
                not path
                or "://" in path
                or path.startswith(("mailto:", "/"))
                or name == "provinces/states/index.html"
            ):
                continue
            target = (both_editions / "hant" / name).parent / path
            assert target.exists() or target.name in later, f"{name}: {link}"


def test_official_wording_stays_with_a_reading_beside_it():
    page = '<blockquote class="wording"><p>“申请<span class="day">1月1日</span>”</p><footer>规则</footer></blockquote><p><q>加注</q></p><p><q>今天</q></p>'
    assert in_traditional(page, leave) == (
        '<blockquote class="wording"><p lang="zh-Hans">“申请<span class="day">1月1日</span>”</p>'
        '<p class="reading">繁體：“申請<span class="day">1月1日</span>”</p><footer>規則</footer></blockquote>'
        '<p><q lang="zh-Hans">加注</q><span class="reading">（繁體：加註）</span></p><p><q>今天</q></p>'
    )


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p id='注册'>注册 &lt;证&gt;</p>", "<p id='注册'>註冊 &lt;證&gt;</p>"),
        ('<a href="#注册" title="注册">证</a>', '<a href="#注册" title="註冊">證</a>'),
        ("<code>证书</code>证书<pre>证<b>书</b></pre>", "<code>证书</code>證書<pre>证<b>书</b></pre>"),
        ('<script>a<b;"证"</script>证', '<script>a<b;"证"</script>證'),
        ('<div translate="no"><div>证</div>证</div>证', '<div translate="no"><div>证</div>证</div>證'),
        ('<input type="text" value="证书"><option value="证书">证书</option>', '<input type="text" value="證書"><option value="证书">證書</option>'),
        ('<meta name="description" content="证书"><meta name="x" content="证书">', '<meta name="description" content="證書"><meta name="x" content="证书">'),
        ("<!-- 证 -->1 < 2 证", "<!-- 证 -->1 < 2 證"),
        ('<td data-name="证" data-key="证">证</td>', '<td data-name="證" data-key="证">證</td>'),
    ],
)  # fmt: skip
def test_what_is_read_is_converted_and_nothing_else(page: str, expected: str):
    assert in_traditional(page, leave) == expected


def test_json_ld_is_converted_and_stays_json():
    page = '<script type="application/ld+json">{"@type": "FAQPage", "inLanguage": "zh-CN", "name": "证书\\u003c", "url": "https://example.test/at/guides/faq/"}</script>'
    made = in_traditional(page, Moved("guides/faq/index.html", (), {"guides/faq"}, URL, ""))
    assert json.loads(re.sub("<[^>]+>", "", made)) == {
        "@type": "FAQPage",
        "inLanguage": "zh-Hant",
        "name": "證書<",
        "url": f"{URL}hant/guides/faq/",
    }
    assert "\\u003c" in made


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("../b/", "../b/"), ("../b/#x", "../b/#x"), ("../../", "../../"), ("#x", "#x"), ("", ""),
        ("../../assets/s.js", "../../../assets/s.js"), ("../../assets/runtime/1/", "../../../assets/runtime/1/"),
        ("../../assets/m.svg#a", "../../../assets/m.svg#a"), ("https://other.test/b/", "https://other.test/b/"),
        (f"{URL}g/b/", f"{URL}hant/g/b/"), (f"{URL}assets/s.png", f"{URL}assets/s.png"), ("90", "90"), ("不是地址", "不是地址"),
    ],
)  # fmt: skip
def test_addresses(value: str, expected: str):
    files = {"assets/s.js", "assets/m.svg", "assets/runtime/1", "g", "g/a", "g/b", "assets/s.png"}
    own = {".", "g/a", "g/b", "g/a/index.html"}
    assert Moved("g/a/index.html", files, own, URL, "")(value) == expected


def test_the_page_for_any_address_leads_into_its_edition(both_editions: Path):
    own = Reader((both_editions / "hant/404.html").read_text("utf-8")).links
    other = Reader((both_editions / "404.html").read_text("utf-8")).links
    assert "/hant/guides/" in own
    assert "/guides/" in other
    assert "/hant/" in other
    assert "/hant/../" in own
    assert not {link for link in own if link.startswith("/") and not link.startswith("/hant/")}


@pytest.mark.trust
def test_absolute_addresses_only_where_the_sites_own_is_known(absolute: Path, both_editions: Path):
    name = "guides/annotation/index.html"
    own = {"zh-Hans": URL, "zh-Hant": f"{URL}hant/", "x-default": URL}
    links = [
        f'hreflang="{language}" href="{root}guides/annotation/">' for language, root in own.items()
    ]
    for page in (absolute / name, absolute / "hant" / name):
        text = page.read_text("utf-8")
        assert all(text.count(link) == 1 for link in links), page
    for page in (both_editions / name, both_editions / "hant" / name):
        assert '<link rel="alternate " hreflang' not in page.read_text("utf-8")
    assert f"Sitemap: {URL}hant/sitemap.xml\n" in (absolute / "robots.txt").read_text("utf-8")
    assert "hant" not in (both_editions / "robots.txt").read_text("utf-8")


def test_pages_that_are_not_indexed_name_no_other_language(absolute: Path):
    for page in absolute.rglob("*.html"):
        text = page.read_text("utf-8")
        if '<meta name="robots" content="noindex' in text:
            assert 'rel="alternate " hreflang' not in text, page


def test_feeds_have_the_same_events(both_editions: Path):
    folder = both_editions / "calendar"
    names = [path.name for path in folder.iterdir() if path.suffix in (".ics", ".xml")]
    assert "changes.xml" in names
    assert len(names) > 30
    for name in names:
        own = (both_editions / "hant/calendar" / name).read_bytes().decode()
        other = (both_editions / "calendar" / name).read_bytes().decode()
        assert len(own) == len(other) + (2 if name.endswith(".xml") else 0)  # zh-CN, zh-Hant
        kept = re.compile(
            r"^(?:UID|DTSTART|DTEND|SEQUENCE|STATUS)[;:].*|<id>.*?</id>|href=\S+", re.MULTILINE
        )
        assert kept.findall(own) == kept.findall(other), name
        assert not set(own) & always_changed(), name


def test_the_search_has_words_of_its_own(both_editions: Path):
    def index(folder: Path) -> dict:
        latest = json.loads((folder / "assets/search.json").read_text("utf-8"))
        return json.loads((folder / latest["index"]).read_text("utf-8"))

    own, other = index(both_editions / "hant"), index(both_editions)
    assert [page[0] for page in own["pages"]] == [page[0] for page in other["pages"]]
    assert [[s[0] for s in p[4]] for p in own["pages"]] == [
        [s[0] for s in p[4]] for p in other["pages"]
    ]
    names = [
        name for page in own["pages"] for name in (page[2], *page[3], *(s[1] for s in page[4]))
    ]
    assert len(names) > 500
    assert not set("".join(names)) & always_changed()
    assert "註冊" in own["words"].split()


def test_one_device_keeps_one_edition(both_editions: Path):
    def listed(folder: Path) -> set[str]:
        (path,) = (folder / "assets").glob("offline.*.json")
        assert path.name in (folder / "sw.js").read_text("utf-8")
        return set(json.loads(path.read_text("utf-8"))["files"])

    own, other = listed(both_editions / "hant"), listed(both_editions)
    assert not any(name.startswith("hant/") for name in other)
    both = {
        name
        for name in other
        if (name.endswith("/") or not name) and (both_editions / "hant" / name).is_dir()
    }
    assert {name for name in own if name.endswith("/")} == {f"hant/{name}" for name in both}
    assert len(both) > 80
    shared = {name for name in other if name.startswith("assets/") and "/search" not in name}
    assert (
        shared
        == {name for name in own if name.startswith("assets/") and "/search." not in name} | set()
    )
    assert {"hant/assets/search.json", "hant/sitemap.xml", "api/v1/dates.json"} <= own


def test_links_between_the_editions_can_be_made_twice():
    page = '<head>\n</head><body><button type="button" class="md-header__button md-icon search-button"></button></body>'
    once = linked(page, "guides/index.html", URL, "../", "hant/")
    assert 'href="../hant/guides/"' in once
    assert unlinked(once) == page
