"""A run over lists of notices: what is new is read, what is not costs nothing, what fails stops nobody."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scripts.facts.load import load, parse
from scripts.upkeep import documents, due, originals, read, report, verify, watch
from scripts.upkeep.fetch import Fetcher
from scripts.upkeep.report import Line, Part
from tests.scripts.made_up import EXAM, GUANGDONG, YEAR, value, write
from tests.scripts.upkeep.servers import (
    QUICK,
    Reply,
    Server,
    docx,
    dripping,
    pdf,
    server,
)  # fmt: skip

DAY = date(YEAR, 7, 25)
UNKNOWN = {"status": "unknown", "checked_on": "2030-01-01"}
TITLE = f"关于{YEAR}年度执业药师职业资格考试报名的通知"
SPAN = f"网上报名时间：{YEAR}年8月5日9:00至8月16日17:00。"


@pytest.fixture
def site() -> Iterator[Server]:
    with server() as one:
        yield one


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept"
    keep = originals.keep
    monkeypatch.setattr(originals, "keep", lambda page: keep(page, folder))
    # In this process, for speed; test_documents has the other.
    monkeypatch.setattr(
        documents, "read", lambda body, url="", kind="": documents._read(body, url, kind)
    )
    return folder


def facts_of(folder: Path, *lists: str) -> Path:
    """Facts of two areas; the first list is of 广东's exam body, more are watched beside it."""

    def edit(files):
        files[GUANGDONG]["exams"][YEAR]["registration"] = dict(UNKNOWN)
        files[GUANGDONG]["exam_agency"]["url"] = lists[0]
        files["watch.yml"]["pages"] = [
            {
                "id": "one",
                "area": "guangdong",
                "address_of": "provinces/guangdong/exam_agency",
                "opened_on": "never opened",
            },
            *(
                {
                    "id": f"more-{i}",
                    "area": "guangdong",
                    "url": url,
                    "source": ["made-up"],
                    "opened_on": "never opened",
                }
                for i, url in enumerate(lists[1:])
            ),
        ]

    return write(folder / "data", edit)


def go(tmp_path: Path, root: Path, *arguments: str, day: date = DAY, deadline: float = 20) -> str:
    own = Fetcher(replace(QUICK, patience=deadline, deadline=deadline))
    assert watch.main(list(arguments), root, tmp_path / "upkeep", own, day) == 0
    return (tmp_path / "upkeep" / "report.md").read_text("utf-8")


def listed(*rows: tuple[str, str]) -> str:
    links = "".join(f"<li><a href='{href}'>{title}</a></li>" for href, title in rows)
    return f"<html><body><ul>{links}</ul></body></html>"


def notice(body: str = SPAN, title: str = TITLE) -> str:
    return f"<html><head><meta name=PubDate content='{YEAR}-07-20'></head><body><h1>{title}</h1><p>{body}</p></body></html>"


def standing(root: Path):
    return parse((root / GUANGDONG).read_text("utf-8"), "x").data["exams"][YEAR]["registration"]


OTHER = ("/other.html", f"{YEAR}年二级建造师考试通知")


def test_from_a_notice_on_a_list_to_the_change_in_the_facts(
    tmp_path: Path, site: Server, kept: Path
):
    site.page("/", listed(("/n.html", TITLE), OTHER))
    site.page("/n.html", notice(), "gb18030", kind="text/html; charset=utf-8")
    root = facts_of(tmp_path, site.url + "/")
    began = time.monotonic()
    said = go(tmp_path, root, "--apply")
    assert time.monotonic() - began < 5
    assert standing(root)["start"] == "2030-08-05T09:00"
    assert "/other.html" not in site.asked
    assert "写进了" in said
    assert {o.url for o in originals.every(kept)} == {site.url + "/", site.url + "/n.html"}


def test_a_second_run_asks_only_whether_anything_changed(tmp_path: Path, site: Server):
    site.page("/", listed(("/n.html", TITLE)), headers={"ETag": '"1"'})
    site.page("/n.html", notice(), headers={"ETag": '"2"'})
    root = facts_of(tmp_path, site.url + "/")
    go(tmp_path, root)
    site.asked.clear(), site.heads.clear()
    go(tmp_path, root, day=date(YEAR, 7, 26))
    assert site.asked == ["/", "/n.html"]
    assert [h["if-none-match"] for h in site.heads] == ['"1"', '"2"']
    go(tmp_path, root, day=date(YEAR, 12, 26))
    assert site.asked[2:] == ["/"]  # an old notice is left alone


def test_a_hundred_pages_that_have_not_changed_are_a_hundred_questions(
    tmp_path: Path, site: Server
):
    """On ten hosts of ten pages; no robots.txt is asked for again, nothing is downloaded."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        hosts = [stack.enter_context(server()) for _ in range(10)]
        urls = [
            one.page(f"/{i}", listed(OTHER), headers={"ETag": f'"{i}"'})
            for one in hosts
            for i in range(10)
        ]
        root = facts_of(tmp_path, *urls)
        go(tmp_path, root)
        for one in hosts:
            one.asked.clear(), one.heads.clear()
        began = time.monotonic()
        said = go(tmp_path, root, day=date(YEAR, 7, 26))
        assert time.monotonic() - began < 30
        assert sum(len(one.asked) for one in hosts) == 100
        assert all("if-none-match" in head for one in hosts for head in one.heads)
        assert "没有变化 100" in said


def test_a_list_that_is_sorted_anew_holds_nothing_new(tmp_path: Path, site: Server):
    rows = [(f"/{i}.html", f"{TITLE}{i}") for i in range(3)]
    for href, title in rows:
        site.page(href, notice("请关注。", title), headers={"ETag": href})
    site.page("/", listed(*rows))
    root = facts_of(tmp_path, site.url + "/")
    go(tmp_path, root)
    site.asked.clear()
    site.page("/", listed(*reversed(rows)))
    go(tmp_path, root)
    assert site.asked == ["/"]


def test_a_notice_that_is_changed_after_publication_is_read_again(tmp_path: Path, site: Server):
    site.page("/", listed(("/n.html", TITLE)))
    site.page("/n.html", notice())
    root = facts_of(tmp_path, site.url + "/")
    go(tmp_path, root, "--apply")
    site.page("/n.html", notice(SPAN.replace("16日", "18日")))
    said = go(tmp_path, root, "--apply", day=date(YEAR, 7, 27))
    assert "公布以后改过" in said
    assert standing(root)["status"] == "changed"
    assert standing(root)["history"][0]["end"] == "2030-08-16T17:00"


def test_what_fails_stops_nobody_and_is_tried_again(tmp_path: Path, site: Server):
    site.page("/", listed(("/n.html", TITLE), ("/busy.html", TITLE)), headers={"ETag": '"1"'})
    site.page("/n.html", notice())
    site.page("/busy.html", "", status=503)
    with server() as slow, server() as broken, server() as gone, server() as taker:
        slow.pages["/"] = Reply(dripping)
        broken.page("/", "", status=500)
        gone.page("/", "", status=404)
        taken = gone.url + "/taken"
        gone.pages["/taken"] = Reply(status=302, headers={"Location": taker.url})
        root = facts_of(
            tmp_path, site.url + "/", slow.url + "/", broken.url + "/", gone.url + "/", taken
        )
        said = go(tmp_path, root, "--apply", deadline=2)
        assert standing(root)["status"] == "announced"
        assert taker.asked == []
    for words in ("没有传完", "服务器忙", "没有这一页", "被别人占用"):
        assert words in said
    site.page("/busy.html", notice("缴费截止时间：8月17日17:00。"))
    site.asked.clear()
    go(tmp_path, root, "--apply", day=date(YEAR, 7, 26))
    assert "/busy.html" in site.asked


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><body><div id=app></div><script src=a.js></script></body></html>", "JavaScript"),
        (
            "<html><body><p>栏目正在建设，请稍后再来，请稍后再来，请稍后再来，请稍后再来，谢谢。</p></body></html>",
            "没有链接",
        ),
        ("", "空的"),
    ],
)
def test_a_list_that_cannot_be_read_says_so_each_time(
    tmp_path: Path, site: Server, page: str, words: str
):
    site.page("/", page, headers={"ETag": '"1"'})
    root = facts_of(tmp_path, site.url + "/")
    assert words in go(tmp_path, root)


def test_frames_feeds_and_pages_that_lead_on(tmp_path: Path, site: Server):
    site.page("/", "<html><frameset><frame src='/inside.html'></frameset></html>")
    site.page("/inside.html", listed(("/n.html", TITLE)))
    site.page("/n.html", notice())
    feed = f"<rss version='2.0'><channel><item><title>{TITLE}</title><link>/m.html</link></item></channel></rss>"
    site.page("/feed", feed, kind="application/rss+xml")
    site.page("/m.html", notice("缴费截止时间：8月23日17:00。"))
    site.page(
        "/old",
        "<html><head><meta http-equiv=refresh content='0;url=/new'></head><body></body></html>",
    )
    site.page("/new", listed(("/k.html", TITLE)))
    site.page("/k.html", notice("考试收费标准：每科61元。"))
    root = facts_of(tmp_path, site.url + "/", site.url + "/feed", site.url + "/old")
    go(tmp_path, root, "--apply")
    assert {"/n.html", "/m.html", "/k.html"} <= set(site.asked)
    assert standing(root)["status"] == "announced"


def test_a_page_whose_text_sends_readers_to_another_host_is_not_followed(
    tmp_path: Path, site: Server
):
    with server() as taker:
        site.page(
            "/",
            f"<html><head><meta http-equiv=refresh content='0;url={taker.url}'></head><body></body></html>",
        )
        assert "被别人占用" in go(tmp_path, facts_of(tmp_path, site.url + "/"))
        assert taker.asked == []


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_dates_in_an_attachment(tmp_path: Path, site: Server, name: str):
    site.page("/", listed(("/n.html", TITLE)))
    site.page(
        "/n.html", f"<html><body><h1>{TITLE}</h1><p>详见<a href='{name}'>附件</a></p></body></html>"
    )
    body = pdf(f"{TITLE}\n{SPAN}") if name.endswith("pdf") else docx(TITLE, SPAN)
    site.pages["/" + name] = Reply(body, kind="application/octet-stream")
    root = facts_of(tmp_path, site.url + "/")
    go(tmp_path, root, "--apply")
    assert standing(root)["end"] == "2030-08-16T17:00"


def test_notices_on_other_hosts_are_named_and_left(tmp_path: Path, site: Server):
    with server() as other:
        site.page("/", listed((other.url + "/n.html", TITLE)))
        assert "别的网站" in go(tmp_path, facts_of(tmp_path, site.url + "/"))
        assert other.asked == []


def test_foreign_words_are_words_in_the_report(tmp_path: Path, site: Server):
    evil = f"{TITLE} @everyone [x](http://evil.example) &lt;img src=x&gt; ``` `x` #1 \u202e"
    site.page("/", listed(("/n.html", evil)))
    site.page("/n.html", notice("请关注。", evil))
    said = go(tmp_path, facts_of(tmp_path, site.url + "/"))
    outside = "".join(said.split("`")[::2])
    assert "evil" not in outside
    assert "@" not in outside
    assert "<" not in outside
    assert "\u202e" not in said


@pytest.mark.parametrize(
    "text", ["`", "``x``", "a\nb", "\u202ex", "@a", "<b>", "http://a", "|", "```\n# x"]
)
def test_a_code_span_holds_anything(text: str):
    span = report.code(text)
    assert span.count("`") == 2
    assert "\n" not in span


def test_the_report_keeps_parts_of_other_runs(tmp_path: Path):
    report.save([Part("watch", [Line("a", ("b",), "u", trouble=True)], {"x": 1})], tmp_path)
    report.save([Part("verify", [Line("c")])], tmp_path)
    output = tmp_path / "check.txt"
    output.write_text("\x1b[1mbad ``` @x\x1b[0m\n")
    assert report.main(["1", str(output)], tmp_path) == 0
    said = (tmp_path / "report.md").read_text("utf-8")
    assert "**看一下** a `u` `b`" in said
    assert "没有通过（1）" in said
    assert "`bad ''' @x`" in said
    assert [row["name"] for row in json.loads((tmp_path / "report.json").read_text())] == [
        "watch",
        "verify",
        "check",
    ]


def test_nobody_is_visited_without_a_contact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    for name in ("UPKEEP_CONTACT", "REPORT_URL"):
        monkeypatch.delenv(name, raising=False)
    assert watch.main([], facts_of(tmp_path, "http://example.gov.cn/"), tmp_path) == 2
    assert "UPKEEP_CONTACT" in capsys.readouterr().err


# --- make read


def test_one_notice_from_a_file_or_an_address(tmp_path: Path, site: Server, monkeypatch, capsys):
    monkeypatch.setenv("UPKEEP_CONTACT", "https://example.com/robot")
    monkeypatch.setenv("UPKEEP_PAUSE", "0.01")
    monkeypatch.setattr(read, "today", lambda: DAY)
    root = facts_of(tmp_path, site.url + "/")
    url = site.page("/n.html", notice())
    assert read.main([url, "guangdong"], root, tmp_path / "p") == 0
    assert "make apply PROPOSAL=" in capsys.readouterr().out
    file = tmp_path / "n.txt"
    file.write_text(f"{TITLE}\n{SPAN}", "gb18030")
    assert read.main([str(file), "guangdong", "--url", url], root, tmp_path / "q") == 0
    assert len(list((tmp_path / "q").glob("*.json"))) == 1
    capsys.readouterr()
    assert read.main([str(file), "guangdong"], root, tmp_path / "r") == 0
    assert "没有网址" in capsys.readouterr().out
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize(
    ("where", "area", "code", "words"),
    [("/none", "guangdong", 1, "打不开"), ("", "guangdong", 2, "用法"), ("/dev/null", "", 2, "用法"),
     ("README.md", "nowhere", 1, "没有 nowhere"), ("/dev/null", "guangdong", 1, "空的")],
)  # fmt: skip
def test_what_cannot_be_read_is_said(
    tmp_path: Path, capsys, where: str, area: str, code: int, words: str
):
    assert (
        read.main([where, area], facts_of(tmp_path, "http://example.gov.cn/"), tmp_path / "p")
        == code
    )
    assert words in capsys.readouterr().out


# --- make verify


def quoting(tmp_path: Path, url: str, quote: str, more: str = "") -> Path:
    def edit(files):
        files[GUANGDONG]["exams"][YEAR]["registration"] = value(
            start="2030-08-05", end="2030-08-16", quote=quote
        )
        files["sources.yml"]["made-up"] |= {"url": url, "linkable": True}

    return write(tmp_path / "data", edit)


def verified(tmp_path: Path, root: Path) -> str:
    assert (
        verify.main(
            ["--apply"],
            root,
            tmp_path / "upkeep",
            Fetcher(replace(QUICK, retries=0, hosts_at_once=40)),
            DAY,
        )
        == 0
    )
    return (tmp_path / "upkeep" / "report.md").read_text("utf-8")


@pytest.fixture
def no_other_hosts(monkeypatch: pytest.MonkeyPatch):
    """The made-up authorities have addresses that no test opens."""
    monkeypatch.setattr(verify, "_addresses", lambda dataset: iter(()))


@pytest.mark.parametrize(
    "page",
    [
        "网上报名时间 ：8月5日至 8月16日",
        "網上報名時間：８月５日至８月１６日",
        "<b>网上</b>报名<br>时间:8月5日\n至8月16日",
    ],
)
def test_a_quotation_that_still_stands_is_looked_at_anew(
    tmp_path: Path, site: Server, no_other_hosts, page: str
):
    url = site.page("/s", f"<html><body><p>{page}</p></body></html>")
    root = quoting(tmp_path, url, "网上报名时间：8月5日至8月16日")
    assert "原文还在" in verified(tmp_path, root)
    assert standing(root)["checked_on"] == DAY.isoformat()
    assert "live_checked" not in standing(root)


def test_a_quotation_that_is_gone_is_shown_with_what_stands_there_now(
    tmp_path: Path, site: Server, no_other_hosts
):
    url = site.page(
        "/s", "<html><body><p>第一条。网上报名时间：8月5日至8月19日。第二条。</p></body></html>"
    )
    root = quoting(tmp_path, url, "网上报名时间：8月5日至8月16日")
    said = verified(tmp_path, root)
    assert "原文不在网页上了" in said
    assert "8月19日" in said
    assert standing(root)["checked_on"] == "2030-01-01"


def test_a_quotation_is_not_found_in_pieces_or_in_the_wrong_order():
    assert verify.stands(verify.bare("报名……缴费"), verify.bare("报名，然后缴费"))
    assert not verify.stands(verify.bare("报名……缴费"), verify.bare("缴费，然后报名"))
    assert not verify.stands(verify.bare("8月16日"), verify.bare("8月1日和6日"))
    assert not verify.stands("", "x")


def test_a_domain_that_changed_hands_is_proposed_to_be_no_link(
    tmp_path: Path, site: Server, no_other_hosts
):
    with server() as taker:
        site.pages["/s"] = Reply(status=301, headers={"Location": taker.url})
        root = quoting(tmp_path, site.url + "/s", "原文")
        verified(tmp_path, root)
    assert load(root).sources["made-up"].linkable is False


def test_an_address_whose_page_names_its_authority_was_opened(tmp_path: Path, site: Server):
    named = site.page(
        "/a", "<html><head><title>某省人事考试中心</title></head><body>x</body></html>"
    )
    other = site.page("/b", "<html><head><title>棋牌</title></head><body>x</body></html>")

    def edit(files):
        for area in (GUANGDONG, "provinces/shaanxi.yml"):
            files[area]["continuing_education"]["portals"] = []
            files[area]["drug_administration"] = dict(UNKNOWN)
        files["national.yml"]["continuing_education"]["portals"] = []
        files["national.yml"]["registration_site"]["url"] = other
        files[GUANGDONG]["exam_agency"] |= {"url": named, "name": "某省人事考试中心（某省考试网）"}
        files["provinces/shaanxi.yml"]["exam_agency"] |= {
            "url": other,
            "name": "另一省人事考试中心",
        }

    root = write(tmp_path / "data", edit)
    said = verified(tmp_path, root)
    dataset = load(root)
    assert dataset.provinces["guangdong"].exam_agency.live_checked
    assert not dataset.provinces["shaanxi"].exam_agency.live_checked
    assert "网页上没有 另一省人事考试中心" in said


# --- make due


def test_due_names_where_to_look_and_what_to_run(tmp_path: Path, capsys):
    def edit(files):
        files[EXAM]["scores"] = value(status="expected", start="2030-12-05", end="2030-12-06")

    root = write(tmp_path / "data", edit)
    assert due.main(["--json"], root, date(YEAR, 12, 20)) == 0
    rows = json.loads(capsys.readouterr().out)["due"]
    (first,) = [row for row in rows if row["path"] == "exams/2030/scores"]
    assert first["why"] == "lapsed"
    assert first["command"] == "make read FROM=<网址> AREA=national"
    assert due.main([], root, date(YEAR, 12, 20)) == 0
    assert "预计的日子过了" in capsys.readouterr().out


# --- what a server's “not changed” does not speak of


@pytest.mark.parametrize(
    "outer",
    [
        "<html><frameset><frame src='/inside.html'></frameset></html>",
        "<html><head><meta http-equiv=refresh content='0;url=/inside.html'></head></html>",
    ],
)
def test_a_list_inside_a_page_that_never_changes(tmp_path: Path, site: Server, outer: str):
    site.page("/", outer, headers={"ETag": '"1"'})
    site.page("/inside.html", listed(OTHER), headers={"ETag": '"1"'})
    root = facts_of(tmp_path, site.url + "/")
    go(tmp_path, root)
    site.page("/inside.html", listed(OTHER, ("/n.html", TITLE)), headers={"ETag": '"2"'})
    site.page("/n.html", notice())
    go(tmp_path, root, "--apply", day=date(YEAR, 7, 26))
    assert standing(root)["status"] == "announced"


def test_a_notice_inside_a_frame_that_is_changed_after_publication(tmp_path: Path, site: Server):
    site.page("/", listed(("/n.html", TITLE)))
    site.page("/n.html", "<html><frameset><frame src='/in.html'></frameset></html>")
    site.page("/in.html", notice())
    root = facts_of(tmp_path, site.url + "/")
    go(tmp_path, root, "--apply")
    site.page("/in.html", notice(SPAN.replace("16日", "18日")))
    go(tmp_path, root, "--apply", day=date(YEAR, 7, 27))
    assert standing(root)["end"] == "2030-08-18T17:00"


def test_more_new_notices_than_one_run_reads_are_read_by_the_next(tmp_path: Path, site: Server):
    rows = [(f"/{i}.html", TITLE) for i in range(watch.MOST_NEW + 2)]
    for href, _ in rows:
        site.page(href, notice("请关注。"))
    site.page("/", listed(*rows), headers={"ETag": '"1"'})
    root = facts_of(tmp_path, site.url + "/")
    assert "另有 2 条下次看" in go(tmp_path, root)
    go(tmp_path, root)
    assert {href for href, _ in rows} <= set(site.asked)
