"""Foreign bytes become text, or one sentence that says why not."""

import io
import time

import pytest

from scripts.upkeep import documents
from scripts.upkeep.documents import read
from tests.scripts.upkeep.servers import bomb, docx, pdf

NOTICE = "关于2031年度执业药师考试报名的通知\n网上报名时间：2031年7月1日9:00至7月8日17:00。"


def html(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("says", ["utf-8", "gb2312", "iso-8859-1", "no-such", ""])
def test_a_page_is_read_in_the_encoding_it_has_whatever_it_says(encoding: str, says: str):
    page = html(f"<p>{NOTICE}</p>", f'<meta charset="{says}">')
    text, trouble = documents.decoded(page.encode(encoding), f"text/html; charset={says}")
    if says == "iso-8859-1" and encoding in ("gb18030", "gbk"):
        assert not trouble  # bytes that are right in what was declared: the reader finds no date
    else:
        assert (NOTICE in text, trouble) == (True, "")


def test_a_spoilt_byte_does_not_cost_the_page():
    body = html("<p>" + "网上报名时间。" * 300 + "</p>").encode() + b"\xff\xfe\xfd"
    text, trouble = documents.decoded(body)
    assert not trouble
    assert "网上报名时间" in text


def test_rows_of_a_table_are_lines_and_its_cells_are_apart():
    found = read(
        html(
            "<table><tr><td>报名\n时间</td><td>7月1日</td></tr><tr><td>a<td>b</table>x<br>y"
        ).encode()
    )
    assert found.text == "报名 时间\t7月1日\na\tb\nx\ny"


def test_menus_scripts_and_lists_of_other_notices_are_no_text():
    menu = (
        "<ul>"
        + "".join(f"<li><a href=/{i}>2030年二级建造师报名7月{i}日</a></li>" for i in range(5))
        + "</ul>"
    )
    page = html(
        f"<nav>首页</nav>{menu}<h1>通知</h1><p>正文<a href='f.pdf'>附件</a></p><script>x()</script>"
    )
    found = read(page.encode(), "http://a.cn/d/e.html")
    assert found.text == "通知\n正文附件"
    assert ("http://a.cn/d/f.pdf", "附件") in found.links
    assert len(found.links) == 6


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta name="PubDate" content="2031-06-20 09:00">', "x", "2031-06-20"),
        ("", "<div>发布时间：2031年6月2日 来源：本站</div>x", "2031-06-02"),
        ("", "<p>x</p><p>某考试中心</p><p>2031年6月3日</p>", "2031-06-03"),
        ("", "<p>网上报名时间：2031年8月5日</p>", ""),
        ("", "<p>发布时间：2031年13月40日</p>", ""),
    ],
)
def test_the_day_of_a_page(head: str, body: str, day: str):
    assert read(html(body, head).encode()).page_date == day


def test_a_page_that_needs_javascript_says_so():
    found = read(
        html("<div id=app></div><script src=a.js></script>").encode(), content_type="text/html"
    )
    assert "JavaScript" in found.problem


def test_frames_and_where_a_page_leads_are_told():
    found = read(
        b"<html><frameset><frame src='a.html'><frame src='http://b.cn/'></frameset></html>",
        "http://a.cn/",
    )
    assert found.frames == ["http://a.cn/a.html", "http://b.cn/"]
    found = read(
        html("", '<meta http-equiv="Refresh" content="0; URL=http://b.cn/">').encode(),
        "http://a.cn/",
    )
    assert found.leads_to == "http://b.cn/"


def test_addresses_that_are_none_are_left_out():
    page = html(
        "".join(
            f"<a href='{h}'>x</a>"
            for h in ("javascript:a()", "mailto:a@b", "#top", "http://[::1", "/a;jsessionid=9?b#c")
        )
    )
    assert [href for href, _ in read(page.encode(), "http://a.cn/").links] == [
        "http://a.cn/",
        "http://a.cn/a?b",
    ]


def test_a_feed():
    body = "<?xml version='1.0'?><rss version='2.0'><channel><title>t</title><item><title>执业药师通知</title><link>/a</link></item></channel></rss>"
    found = read(body.encode(), "http://a.cn/feed")
    assert (found.kind, found.links) == ("feed", [("http://a.cn/a", "执业药师通知")])
    assert read(b"<rss><channel></channel></rss>").problem


def test_a_feed_that_names_files_of_the_machine_gets_none():
    body = b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><title>&x;</title><item><title>&x;</title><link>http://a.cn/</link></item></channel></rss>"
    assert "root:" not in str(read(body, "http://a.cn/"))


def test_pdf_and_docx():
    assert read(pdf(NOTICE)).text.strip() == NOTICE
    found = read(docx("通知", rows=(("报名时间", "7月1日"), ("缴费", "7月2日"))))
    assert found.text == "通知\n报名时间\t7月1日\n缴费\t7月2日"


def test_a_pdf_that_is_a_picture_or_broken():
    assert "图片" in read(pdf(" ")).problem
    assert "坏" in read(b"%PDF-1.4 nothing").problem
    assert (
        "坏"
        in read(
            pdf(NOTICE)
            .replace(b"/Count 1", b"/Count 9999999")
            .replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
        ).problem
    )


def test_bombs_and_endless_pages_end_soon():
    began = time.monotonic()
    assert "太大" in read(bomb()).problem
    assert read(b"<div>" * 300_000, content_type="text/html").problem
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"\x00\x01\x02\xff\x80" * 50,
        b"\xd0\xcf\x11\xe0 doc",
        b"\x89PNG....",
        b"PK\x03\x04 no zip",
        b"Rar! x",
    ],
)
def test_what_is_no_text_says_what_it_is(body: bytes):
    found = read(body)
    assert found.problem
    assert not found.text


def test_a_text_too_long_to_be_a_notice_is_refused():
    assert "字" in read(("通知" * 60_000).encode()).problem


def test_a_docx_cannot_read_files_of_the_machine():
    import zipfile

    stream, out = io.BytesIO(docx("x")), io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(
                    b"<w:document",
                    b"<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><w:document",
                    1,
                ).replace(b">x<", b">&e;<")
            new.writestr(name, part)
    assert "root:" not in read(out.getvalue()).text
