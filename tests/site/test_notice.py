"""读通知 as a reader uses it: pasted, dropped, refused with a reason, compared, taken along."""

import re
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests import pdfs
from tests.how_many import few
from tests.site.conftest import StaticServer
from tests.site.test_pages import violations

PATH = "/tools/notice/"
CANARY = "鹦鹉螺"
NOTICE = f"""广东省2025年度执业药师职业资格考试考务工作的通知
{CANARY}
一、网上报名时间为2025年6月28日9:00至7月8日17:00。
二、准考证打印时间为10月14日9:00至10月17日17:00。
三、考试定于10月18日、19日举行。
四、咨询时间：6月28日至7月8日。"""
FOUND = [
    ("registration", "2025-06-28T09:00", "2025-07-08T17:00"),
    ("admit_card", "2025-10-14T09:00", "2025-10-17T17:00"),
    ("exam", "2025-10-18", "2025-10-19"),
]
HTML = (
    "<!DOCTYPE html><meta charset='utf-8'><title>x</title><script>document.title='ran'</script>"
    + "".join(f"<p>{line}</p>" for line in NOTICE.split("\n"))
    + "<img src='/canary.png' onerror='document.title=1'>"
)


@pytest.fixture(autouse=True)
def one_day(page: Page) -> None:
    page.clock.set_fixed_time("2025-06-01T04:00:00Z")


def open_page(page: Page, server: StaticServer) -> None:
    page.goto(server.url(PATH))
    page.locator("#tool-form[data-attached]").wait_for()


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    given = [{"name": name, "mimeType": "", "buffer": content} for name, content in files]
    page.set_input_files("#tool-file", given)


def expect_state(page: Page, state: str) -> None:
    expect(page.locator(f"#tool-answer[data-state={state}]")).to_be_visible(timeout=60_000)


def paste(page: Page, text: str) -> None:
    page.fill("#tool-text", text)
    page.click("#tool-form [type=submit]")


def found(page: Page) -> list[tuple[str, str, str]]:
    return [
        tuple(each)
        for each in page.locator("[data-stated]").evaluate_all(
            "all => all.map(({dataset: d}) => [d.stated, d.start, d.end])"
        )
    ]


def compared(page: Page) -> list[str]:
    return page.locator("[data-compared]").evaluate_all("all => all.map((x) => x.dataset.compared)")


def test_what_is_pasted_is_read_marked_compared_and_never_leaves(page: Page, server: StaticServer):
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    page.on("console", lambda message: broken.append(message.text))
    open_page(page, server)
    page.select_option("#tool-area", "guangdong")
    paste(page, NOTICE)
    expect_state(page, "ready")
    assert found(page) == FOUND
    assert compared(page) == ["none", "same", "same"]
    unread = page.locator("[data-unread]")
    assert unread.evaluate_all("all => all.map((one) => one.dataset.unread)") == ["no_matter"]
    unread.locator("a").click()
    mark = page.locator("mark[data-mark=unread]")
    expect(mark).to_be_in_viewport()
    assert mark.text_content() == "6月28日至7月8日"
    marked = page.locator("mark[data-mark=found]").all_text_contents()
    quotes = page.locator("[data-stated] + dd q").all_text_contents()
    assert marked == quotes
    assert all(quote in NOTICE for quote in quotes)
    assert page.locator(".whole-text").text_content() == NOTICE
    assert CANARY not in page.url
    assert not [each for each in asked if "guangdong" in each or CANARY in each]
    assert page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})").count(CANARY) == 0
    assert not [text for text in broken if "Security Policy" in text]


def test_another_day_than_ours_is_said_with_its_source(page: Page, server: StaticServer):
    open_page(page, server)
    page.select_option("#tool-area", "guangdong")
    paste(page, NOTICE.replace("10月14日9:00", "10月13日9:00"))
    expect_state(page, "ready")
    differs = page.locator("[data-compared=other]")
    expect(differs).to_contain_text("2025年10月14日 09:00到2025年10月17日 17:00（已公布）。来源：")


@pytest.mark.parametrize(
    "codec", few(["gb18030", "utf-16", "utf-8", "utf-8-sig", "gbk", "utf-16-le"], 2)
)
def test_a_text_in_any_encoding(page: Page, server: StaticServer, codec: str):
    open_page(page, server)
    drop(page, ("通知.txt", NOTICE.encode(codec)))
    expect_state(page, "ready")
    assert found(page) == FOUND


def test_traditional_characters_in_big5(page: Page, server: StaticServer):
    text = "2025年度執業藥師職業資格考試通知\n網上報名時間為2025年6月28日9:00至7月8日17:00。"
    open_page(page, server)
    drop(page, ("通知.txt", text.encode("big5")))
    expect_state(page, "ready")
    assert found(page) == FOUND[:1]


@pytest.mark.parametrize("codec", few(["utf-8", "gb18030"]))
def test_a_page_runs_nothing_and_fetches_nothing(page: Page, server: StaticServer, codec: str):
    page = page.context.new_page()  # one on which the browser may say what the policy has stopped
    page.clock.set_fixed_time("2025-06-01T04:00:00Z")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, server)
    drop(page, ("通知.html", HTML.encode(codec)))  # which lies of its encoding
    expect_state(page, "ready")
    assert found(page) == FOUND
    assert "读通知" in page.title()
    assert not [url for url in asked if "canary" in url]


def test_cells_of_a_table_stay_apart(page: Page, server: StaticServer):
    rows = [("考试名称", "网上报名时间", "考试时间")]
    rows += [("执业药师", "2025年6月28日至7月8日", "2025年10月18日、19日")]
    rows += [("一级建造师", "2025年7月1日至7月11日", "2025年9月6日、7日")]
    table = "".join("<tr>" + "".join(f"<td><p>{c}</p></td>" for c in row) + "</tr>" for row in rows)
    open_page(page, server)
    drop(page, ("计划.html", f"<html><body><table>{table}</table></body></html>".encode()))
    expect_state(page, "ready")
    expected = [("registration", "2025-06-28", "2025-07-08"), ("exam", "2025-10-18", "2025-10-19")]
    assert found(page) == expected


@pytest.mark.parametrize(
    ("encoding", "codec"), [("GBK-EUC-H", "gbk"), ("UniGB-UCS2-H", "utf-16-be")]
)
def test_a_pdf_whose_chinese_font_is_no_part_of_it(
    page: Page, server: StaticServer, encoding: str, codec: str
):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, server)
    assert not [url for url in asked if "assets/pdf/" in url]
    drop(page, ("通知.pdf", pdfs.chinese(NOTICE.split("\n"), encoding, codec)))
    expect_state(page, "ready")
    assert found(page) == FOUND
    maps = [url.rpartition("/")[2] for url in asked if "/maps/" in url]
    assert f"{encoding}.bcmap" in maps
    assert len(maps) < 5


def test_a_pdf_with_its_fonts_in_it_and_lines_that_go_on(page: Page, server: StaticServer):
    page.set_content(
        f"<div style='width:170px;font-size:14px'>{NOTICE.replace(chr(10), '<br>')}</div>"
    )
    printed = page.pdf()
    open_page(page, server)
    drop(page, ("通知.pdf", printed))
    expect_state(page, "ready")
    assert found(page) == FOUND


MOST_BYTES = 20_000_000
# Chooses a file of so many bytes.
CHOOSE = """(field, bytes) => {
  const chosen = new DataTransfer();
  chosen.items.add(new File([new Uint8Array(bytes).fill(97)], "通知"));
  field.files = chosen.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}"""
REFUSED = {
    "empty": b"",
    "large": b"",  # made in the page: a driver takes its time to hand over so much
    "picture": pdfs.scan(),
    "document": b"\xd0\xcf\x11\xe0" + bytes(600),
    "damaged": b"%PDF-1.7\n" + b"nothing of a PDF " * 50,
    "password": pdfs.chinese(NOTICE.split("\n"), "GBK-EUC-H", "gbk", locked=True),
    "unknown": bytes(range(256)) * 8,
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(page: Page, server: StaticServer, why: str):
    open_page(page, server)
    if why == "large":
        page.locator("#tool-file").evaluate(CHOOSE, MOST_BYTES + 1)
    else:
        drop(page, ("通知", REFUSED[why]))
    expect_state(page, "error")
    assert page.locator("[data-notice]").get_attribute("data-why") == why


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"{\\rtf1"])
def test_documents_are_told_how_to_be_copied(page: Page, server: StaticServer, head: bytes):
    open_page(page, server)
    drop(page, ("通知.docx", head + bytes(99)))
    expect_state(page, "error")
    expect(page.locator("#tool-answer")).to_contain_text("全选（Ctrl+A），复制")


def test_too_long_nothing_and_nonsense(page: Page, server: StaticServer):
    open_page(page, server)
    page.click("#tool-form [type=submit]")
    expect(page.locator("#tool-answer[data-code=nothing]")).to_be_visible()
    paste(page, "通知" * 50_001)
    expect(page.locator("[data-why=too_large]")).to_be_visible(timeout=60_000)
    paste(page, "🦜 今天天气很好 <b>&amp; 2025")
    expect_state(page, "ready")
    assert found(page) == []
    page.fill("#tool-exam_year", "明年")
    paste(page, NOTICE)
    expect(page.locator("#tool-exam_year[aria-invalid]")).to_be_focused()
    assert page.input_value("#tool-text") == NOTICE


def test_several_notices_at_once(page: Page, server: StaticServer):
    open_page(page, server)
    paste(page, f"{NOTICE}\n=====\n{NOTICE}")
    expect_state(page, "ready")
    assert found(page) == FOUND * 2
    drop(page, ("一.txt", NOTICE.encode()), ("二.txt", b""))
    expect(page.locator("[data-notice=refused]")).to_have_count(1)
    assert found(page) == FOUND
    ids = page.locator("#tool-answer [id]").evaluate_all("all => all.map(({id}) => id)")
    assert len(ids) == len(set(ids))


def test_a_drop_on_the_page_is_taken(page: Page, server: StaticServer):
    open_page(page, server)
    page.evaluate(
        """text => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], "a.txt"));
          document.querySelector("article").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        NOTICE,
    )
    expect_state(page, "ready")
    assert found(page) == FOUND


def test_the_calendar_holds_the_days_with_alarms(page: Page, server: StaticServer):
    open_page(page, server)
    paste(page, NOTICE)
    expect_state(page, "ready")
    with page.expect_download() as saved:
        page.get_by_role("button", name="存进日历").click()
    calendar = icalendar.Calendar.from_ical(Path(saved.value.path()).read_bytes())
    events = {str(e["SUMMARY"]): e for e in calendar.walk("VEVENT")}
    days = sorted(e["DTSTART"].dt.isoformat() for e in events.values())
    assert days == ["2025-07-08", "2025-10-17", "2025-10-19"]
    assert all(e.walk("VALARM") for e in events.values())


def test_a_report_and_the_lines_of_the_data_files(page: Page, server: StaticServer):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, server)
    page.select_option("#tool-area", "guangdong")
    paste(page, NOTICE)
    expect_state(page, "ready")
    page.click("[data-copy=report]")
    expect(page.get_by_text("已复制。")).to_be_visible()
    report = page.evaluate("navigator.clipboard.readText()")
    assert "广东" in report
    assert "原文：“网上报名时间为2025年6月28日9:00至7月8日17:00”" in report
    assert "没有看懂的：\n6月28日至7月8日：看不出是哪件事的日期" in report
    page.click("[data-copy=yaml]")
    yaml = page.evaluate("navigator.clipboard.readText()")
    assert "# docs/data/provinces/guangdong.yml\nexams:\n  2025:\n    registration:\n" in yaml
    assert re.search(
        r"\n    registration:\n      status: announced\n      start: 2025-06-28T09:00", yaml
    )
    assert "# docs/data/exams/2025.yml\nexam:\n  status: announced\n  start: 2025-10-18\n" in yaml


def test_by_keyboard_alone_and_narrow(page: Page, server: StaticServer):
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(page, server)
    page.focus("#tool-text")
    page.keyboard.insert_text(NOTICE)
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")
    expect_state(page, "ready")
    expect(page.locator("#tool-answer")).to_be_focused()
    page.locator("[data-whole] summary").click()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320
    assert violations(page) == []
