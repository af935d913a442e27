"""我的日子 as a reader uses it: one thing after another, taken along, handed over, forgotten."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from checker.bridge import handle
from tests.site.checker_page import expect_answered, whole_form
from tests.site.conftest import StaticServer
from tests.site.test_pages import violations

PATH = "/tools/agenda/"
NOON = "2026-11-27T04:00:00Z"
HOLDER = "#registered_until=2027-03-31&exam_year=2022&a=2026-11-01:90&a=2026-11-10~2027-02-06&no_needs=1&done=2022,2023"
EVERYTHING = (
    "#area=guangdong&senior_title=1&s=college~pharmacy~2018-07-01&s=bachelor~related~2021-07-01"
    "&p=2018-09-01~2020-06-30&p=2020-09-01~now&f=2019-09-01~2020-06-30&law=2024&knowledge_one=2025&sat_comprehensive=2026"
    "&exam_year=2024&issued_on=2024-12-20&a=2026-11-01:90&n=2027-03-20~2027-03-31~首次注册"
    "&approved_on=2025-01-10&received_on=2025-03-01&done=2025&registered_until=2027-03-31"
)
ALL_FILLED = {
    "area": "guangdong",
    "eligibility": {
        "studies": [
            {"degree": "college", "field": "pharmacy", "graduated": "2018-07-01"},
            {"degree": "bachelor", "field": "related", "graduated": "2021-07-01"},
        ],
        "posts": [{"from": "2018-09-01", "to": "2020-06-30"}, {"from": "2020-09-01"}],
        "full_time_studies": [{"from": "2019-09-01", "to": "2020-06-30"}],
        "senior_title": True,
    },
    "scores": {"passed": {"law": 2024, "knowledge_one": 2025}, "sat": {"comprehensive": 2026}},
    "annotation": {
        "certificate": {"exam_year": 2024, "issued_on": "2024-12-20"},
        "annotations": [{"applied_on": "2026-11-01", "days": 90}],
        "needs": [{"from": "2027-03-20", "to": "2027-03-31", "label": "首次注册"}],
    },
    "study": {"approved_on": "2025-01-10", "received_on": "2025-03-01", "done": [2025]},
    "registration": {"registered_until": "2027-03-31"},
}


@pytest.fixture(autouse=True)
def one_day(page: Page) -> None:
    page.clock.set_fixed_time(NOON)


def open_page(page: Page, server: StaticServer, fragment: str = "") -> None:
    page.goto(server.url(PATH + fragment))
    page.locator("#tool-form[data-attached]").wait_for()
    if fragment:
        expect_answered(page)


def ask(page: Page) -> None:
    page.click("#tool-form [type=submit]")
    expect_answered(page)


def agenda(site: Path, person: dict[str, Any]) -> dict[str, Any]:
    dates = json.loads((site / "api/v1/dates.json").read_text("utf-8"))["data"]["dates"]
    request = {"op": "agenda", "today": "2026-11-27", "person": person, "dates": dates}
    return json.loads(handle(json.dumps(request)))


def shown(page: Page) -> list[str]:
    return page.locator("#tool-answer [data-item]").evaluate_all(
        "all => all.map((one) => one.dataset.item)"
    )


def asked(page: Page) -> str | None:
    question = page.locator("#tool-answer [data-ask]")
    return question.get_attribute("data-ask") if question.count() else None


def test_a_whole_person_is_shown_as_the_checker_answers(
    page: Page, server: StaticServer, site: Path
):
    open_page(page, server, EVERYTHING)
    answer = agenda(site, ALL_FILLED)
    assert shown(page) == [item["id"] for item in answer["items"]]
    following = next(item for item in answer["items"] if item["id"] == answer["next"])
    expect(page.locator("#tool-answer .next")).to_contain_text(following["text"])
    days = page.locator("#tool-answer time[data-answer]").evaluate_all(
        "all => Object.fromEntries(all.map((one) => [one.dataset.answer, one.dateTime]))"
    )
    said = {
        f"{item['id']}.{part}": item[part]
        for item in answer["items"]
        for part in ("on", "from", "until")
        if item.get(part)
    }
    assert days == said


def test_nothing_is_required_and_one_thing_is_asked_at_a_time(page: Page, server: StaticServer):
    open_page(page, server)
    ask(page)
    assert shown(page) == ["exam-2027", "registration-2027"]
    expect(page.locator("#tool-answer")).to_have_attribute("data-verdict", "nothing")
    found = []
    while this := asked(page):
        found.append(this)
        expect(page.locator("#tool-answer [data-ask]")).to_have_count(1)
        page.locator("#tool-answer [data-ask]").get_by_role("button", name="以后再说").press(
            "Enter"
        )
    assert found == [
        "area", "eligibility.studies", "scores.passed", "annotation.certificate",
        "registration.registered_until",
    ]  # fmt: skip


def test_what_there_is_none_of_is_said_once_and_travels_in_the_link(
    page: Page, server: StaticServer
):
    open_page(page, server, "#law=2025")
    assert asked(page) == "area"
    page.get_by_role("button", name="以后再说").click()
    assert asked(page) == "scores.sat"
    page.locator("[data-ask]").get_by_role("button", name="没有").click()
    expect(page).to_have_url(re.compile(r"&no_sat=1&"))
    expect(page.locator("#tool-answer [data-ask]")).to_have_count(0)
    expect(page.locator("#tool-answer")).to_be_focused()
    page.reload()
    expect_answered(page)
    expect(page.locator("[data-field=no_sat]")).to_be_checked()


def test_on_new_years_day_this_years_exam_is_still_there(page: Page, server: StaticServer):
    page.clock.set_fixed_time("2026-12-31T17:00:00Z")  # one in the morning in Beijing
    open_page(page, server, "#area=beijing&no_passed=1&no_sat=1&no_certificate=1")
    assert shown(page) == ["exam-2027", "registration-2027", "subjects"]
    expect(page.locator("[data-item=exam-2027]")).to_contain_text("有没有过也不知道")


def test_who_never_applied_for_an_annotation_is_asked_when_the_certificate_is_needed(
    page: Page, server: StaticServer
):
    open_page(page, server, "#exam_year=2025&no_annotations=1&no_registration=1")
    assert asked(page) == "annotation.needs"
    page.locator("[data-ask]").get_by_role("button", name="填上").click()
    expect(page.locator("#tool-need-0-label")).to_be_focused()


def test_a_registration_that_ran_out_long_ago_is_answered_and_leads_on(
    page: Page, server: StaticServer
):
    open_page(page, server, "#registered_until=2019-06-30&no_exam=1&no_certificate=1")
    expect(page.locator("#tool-answer .next")).to_contain_text("注册已在2019年6月30日期满")
    assert asked(page) == "study.approved_on"
    page.locator("[data-ask]").get_by_role("button", name="填上").click()
    page.fill("#tool-approved_on", "2012-11-01")
    ask(page)
    again = page.locator("[data-item=study-again]")
    expect(again).to_contain_text("没有看到规定")
    expect(again).to_contain_text("2022、2023、2024、2025、2026 年")


def test_filling_in_leads_to_the_field_by_keyboard_alone(page: Page, server: StaticServer):
    open_page(page, server)
    page.get_by_role("button", name="已经注册").press("Enter")
    expect(page.locator("#tool-registered_until")).to_be_focused()
    page.keyboard.type("2027年3月31日")
    page.keyboard.press("Enter")
    expect_answered(page)
    expect(page.locator("#tool-registered_until")).to_have_value("2027-03-31")
    expect(page.locator("#tool-answer .next")).to_contain_text(
        "2026年的继续教育".replace("2026年", "2026 年")
    )
    assert asked(page) == "annotation.certificate"
    page.locator("[data-ask]").get_by_role("button", name="填上").press("Enter")
    expect(page.locator("#tool-exam_year")).to_be_focused()


def test_a_row_is_added_where_a_list_is_missing(page: Page, server: StaticServer):
    open_page(page, server)
    page.get_by_role("button", name="打算报考").click()
    expect(page.locator("#tool-study-0-degree")).to_be_focused()
    page.select_option("#tool-study-0-degree", "college")
    page.select_option("#tool-study-0-field", "pharmacy")
    page.fill("#tool-study-0-graduated", "2022.7.1")
    ask(page)
    assert "eligibility" in shown(page)


NONSENSE = (
    ("#registered_until=下周", "registered_until", "看不懂这个日期"),
    ("#s=college~pharmacy~2022-02-30", "study-0-graduated", "不是真实日期"),
    ("#s=college~~2022-07-01", "study-0-field", "还没有填"),
    ("#s=phd~pharmacy~2022-07-01", "study-0-degree", "phd"),
    ("#p=2023-01-05~2022-01-05&s=college~pharmacy~2020-07-01", "post-0-to", "早于"),
    ("#sat_law=1066", "sat_law", "1066"),
    ("#law=2027", "law", "2027 年度的考试还没有考"),
    ("#registered_until=2027-03-31&done=2027", "done", "2027"),
    ("#exempt=1&knowledge_one=2025", "knowledge_one", "免试的科目不用填"),
    ("#done=2025,去年&registered_until=2027-03-31", "done", "整数"),
    ("#n=2027-03-20~2027-03-01", "need-0-to", "早于"),
    ("#area=guangdong&a=2026-11-01:91", "annotation-0-days", "91"),
)


def test_what_cannot_be_is_said_beside_its_field(page: Page, server: StaticServer):
    page.goto(server.url(PATH))
    for fragment, field, said in NONSENSE:
        page.goto(server.url(PATH + fragment))
        beside = page.locator("#tool-form [data-error]")
        expect(page.locator(f"#tool-{field}")).to_have_attribute(
            "aria-invalid", "true", timeout=60_000
        )
        expect(beside).to_have_count(1)
        expect(beside).to_contain_text(said)
        expect(page.locator("#tool-answer")).to_have_attribute("data-state", "error")
        expect(page.locator("#tool-answer [data-item]")).to_have_count(0)


def test_the_link_opens_the_same_and_damaged_it_answers_nothing(page: Page, server: StaticServer):
    open_page(page, server, EVERYTHING)
    link, items = page.url.partition("#")[2], shown(page)
    assert re.match(r"k=\w{13}&area=guangdong&", link)
    page.goto("about:blank")
    open_page(page, server, f"#{link}")
    assert shown(page) == items
    expect(page.locator("[data-link=unchecked]")).to_have_count(0)
    whole_form(page)
    for filled in (
        "#tool-study-0-graduated",
        "#tool-post-1-from",
        "#tool-annotation-0-applied_on",
        "#tool-law",
    ):
        expect(page.locator(filled)).to_be_visible()  # nothing that is answered is folded away
    damaged = link.replace("2027-03-31", "2027-04-30", 1)
    for spoilt in (
        damaged,
        link[:-1],
        f"{link}&shareTo=weixin",
        link.replace("&law=2024", "&law=2023"),
    ):
        page.goto("about:blank")
        page.goto(server.url(f"{PATH}#{spoilt}"))
        answer = page.locator("#tool-answer")
        expect(answer).to_have_attribute("data-code", "link_damaged")
        expect(answer).to_contain_text("再点“排出我的日子”")
        expect(answer.locator("[data-item]")).to_have_count(0)
        expect(page.locator("#tool-study-0-graduated")).to_have_value("2018-07-01")
        expect(page.locator("#tool-received_on")).to_have_value("2025-03-01")


@pytest.mark.parametrize("path", [PATH, "/tools/eligibility/"])
@pytest.mark.parametrize(
    "row", ["s=college~pharmacy~2018-07-01~2019", "p=2018-09-01~2020-01-01~2021-01-01"]
)
def test_a_row_of_a_link_with_more_than_its_parts_is_not_answered(
    page: Page, server: StaticServer, path: str, row: str
):
    good = "&s=bachelor~pharmacy~2018-07-01&p=2018-09-01~now"
    page.goto(server.url(f"{path}#{row}{good}"))
    expect(page.locator("#tool-answer")).to_have_attribute("data-code", "date_format")
    expect(page.locator("#tool-form [data-error]")).to_be_visible()


def test_the_calendar_rings_and_keeps_each_thing_once(page: Page, server: StaticServer, site: Path):
    open_page(page, server, HOLDER)
    with page.expect_download() as download:
        page.get_by_role("button", name="存进日历").click()
    assert download.value.suggested_filename == "我的日子.ics"
    events = icalendar.Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    by_id = {str(event["UID"]).partition("@")[0]: event for event in events}
    dated = page.locator("#tool-answer [data-item]:has(time)").evaluate_all(
        "all => all.map((one) => one.dataset.item)"
    )
    assert sorted(by_id) == sorted(dated)
    renewal = by_id["registration-renewal"]
    assert renewal["DTSTART"].dt == date(2027, 2, 28)
    rings = [alarm["TRIGGER"].dt.date() for alarm in renewal.walk("VALARM")]
    assert date(2026, 11, 30) in rings
    assert date(2027, 2, 28) in rings
    assert all(event.walk("VALARM") for event in events)


def test_without_a_network_it_goes_on_answering(page: Page, server: StaticServer):
    open_page(page, server, HOLDER)
    whole_form(page)
    page.context.set_offline(True)
    page.fill("#tool-registered_until", "2027-06-30")
    expect(page.locator("[data-item=registration-end] time")).to_have_attribute(
        "datetime", "2027-06-30"
    )
    page.context.set_offline(False)


@pytest.mark.parametrize("portal", [False, True])
def test_without_the_dates_nothing_is_called_unknown(
    page: Page, server: StaticServer, portal: bool
):
    def lose(route: Route) -> None:
        if portal:
            route.fulfill(status=200, content_type="text/html", body="<!doctype html><p>登录")
        else:
            route.abort()

    page.route("**/dates.json", lose)
    page.goto(server.url(f"{PATH}#law=2025"))
    answer = page.locator("#tool-answer")
    expect(answer).to_have_attribute("data-state", "error", timeout=60_000)
    expect(answer).not_to_contain_text("还没有公布")
    page.unroute("**/dates.json")
    page.get_by_role("button", name="再试一次").click()
    expect_answered(page)
    expect(page.locator("#tool-law")).to_have_value("2025")


def test_the_file_of_dates_is_asked_for_alike_whoever_one_is(page: Page, server: StaticServer):
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    for fragment in ("#area=guangdong&law=2025", "#area=beijing&registered_until=2027-03-31"):
        page.goto("about:blank")
        open_page(page, server, fragment)
    dates = [url for url in addresses if "dates.json" in url]
    assert dates == [server.url("/api/v1/dates.json")] * 2
    assert [url for url in addresses if "guangdong" in url.partition("#")[0] or "?" in url] == []


def test_kept_only_when_wished_and_forgotten_in_one_tap(page: Page, server: StaticServer):
    open_page(page, server)
    page.locator("#tool-form details", has_text="注册有效期至").locator("summary").click()
    page.fill("#tool-registered_until", "2027-03-31")
    page.locator("[data-keep]").check()
    page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    page.goto(server.url(PATH))
    expect_answered(page)  # who comes back wants their days
    assert "registration-renewal" in shown(page)
    page.locator("[data-forget]").click()
    assert (
        page.evaluate(
            "[localStorage, sessionStorage].flatMap((s) => Object.keys(s)).filter((k) => k.includes('form'))"
        )
        == []
    )
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "idle")
    page.reload()
    page.locator("#tool-form[data-attached]").wait_for()
    expect(page.locator("#tool-registered_until")).to_have_value("")
    assert "#" not in page.url


def test_the_other_tools_hand_over_what_was_entered_there(page: Page, server: StaticServer):
    asked_for: list[str] = []
    for link in (
        "/tools/renewal/#registered_until=2027-03-31",
        "/tools/scores/#law=2025",
        "/tools/annotation/#exam_year=2022&a=2026-11-01:90&n=2027-03-20~2027-03-31~面试",
    ):
        page.goto(server.url(link))
        expect_answered(page)
        page.on("request", lambda request: asked_for.append(request.url))
        page.locator("#tool-answer [data-to-agenda]").click()
        expect(page.locator("h1")).to_contain_text("我的日子")
        expect_answered(page)
    expect(page.locator("#tool-registered_until")).to_have_value("2027-03-31")
    expect(page.locator("#tool-law")).to_have_value("2025")
    expect(page.locator("#tool-annotation-0-applied_on")).to_have_value("2026-11-01")
    expect(page.locator("#tool-need-0-label")).to_have_value("面试")
    assert {"registration-renewal", "annotation-2026-11-01-end", "annotation-plan-1"} <= set(
        shown(page)
    )
    assert [url for url in asked_for if "2027-03-31" in url.partition("#")[0]] == []


def test_what_is_too_long_for_a_chat_or_a_code_is_said(page: Page, server: StaticServer):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    many = "&".join(
        f"n=2027-{month:02}-01~2027-{month:02}-02~{'很长的名称' * 6}" for month in range(1, 11)
    )
    open_page(page, server, f"#{many}")
    said = page.locator("#tool-answer .share [role=status]")
    page.get_by_role("button", name="复制链接").click()
    expect(said).to_contain_text(re.compile("聊天软件可能会截断|没有复制"))
    page.locator("#tool-answer .qr summary").click()
    expect(page.locator("#tool-answer .qr figure")).to_contain_text(re.compile("装不下|扫一扫"))
    page.get_by_role("button", name="复制成文字").click()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "2027年1月1日" in text
    assert "今天，2026年11月27日" in text


def test_the_text_says_each_thing_once(page: Page, server: StaticServer):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, server, HOLDER)
    page.get_by_role("button", name="复制成文字").click()
    expect(page.locator("#tool-answer .share [role=status]")).to_have_text("已复制。")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.count("没有延续的会被注销") == 1
    assert text.count("2026年11月1日申请的加注") == 1


def test_inside_another_app_text_can_be_copied(browser: Browser, server: StaticServer):
    context = browser.new_context(
        service_workers="block", user_agent="Mozilla/5.0 (Linux; Android 13) MicroMessenger/8.0"
    )
    page = context.new_page()
    open_page(page, server, HOLDER)
    expect(page.locator("#tool-answer .share")).to_contain_text("复制成文字")
    expect(page.locator("#tool-answer .share")).to_contain_text("在浏览器打开")
    context.close()


def test_no_width_scrolls_sideways_and_axe_finds_nothing(page: Page, server: StaticServer):
    open_page(page, server, EVERYTHING)
    page.locator("#tool-answer details").evaluate_all(
        "all => all.forEach((one) => (one.open = true))"
    )
    assert violations(page) == []
    page.emulate_media(reduced_motion="reduce")
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_the_print_is_the_days_without_buttons(page: Page, server: StaticServer):
    open_page(page, server, HOLDER)
    page.emulate_media(media="print")
    expect(page.locator("#tool-answer .coming li").nth(1)).to_be_visible()
    expect(page.locator("#tool-answer .printed")).to_contain_text(page.url)
    for hidden in ("#tool-form", ".question", "[data-forget]", "#tool-answer .share .take"):
        expect(page.locator(hidden).first).to_be_hidden()
