"""Every state of the tools: all at once on /tools/states/, and the passing ones as a reader meets them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.pages.states import states_json
from scripts.places import ROOT
from tests.how_many import few
from tests.site.checker_page import PATH, change, expect_answered, open_part
from tests.site.conftest import StaticServer
from tests.site.test_pages import violations
from tests.site.walk import html_files

STATES = "/tools/states/"
# 640 px is a window of 1280 px at a zoom of 200 %.
WIDTHS = (320, 390, 640, 1024, 1280, 1920)


@pytest.fixture(scope="module", params=few(["light", "dark"]))
def states(
    request: pytest.FixtureRequest, browser: Browser, server: StaticServer
) -> Iterator[Page]:
    context = browser.new_context(
        service_workers="block", color_scheme=request.param, reduced_motion="reduce"
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server.url(STATES))
    page.locator("#tool-states[data-drawn]").wait_for(timeout=60_000)
    yield page
    assert not errors, errors
    context.close()


def test_every_kind_of_answer_and_error_is_there(states: Page):
    given = json.loads(states_json())
    verdicts = {state["answer"]["verdict"] for state in given["annotation"]}
    assert verdicts == {"allowed", "refused", "depends"}
    assert {state["answer"]["state"] for state in given["renewal"]} == {
        "early", "due", "disputed", "late", "expired",
    }  # fmt: skip
    assert {state["answer"]["feasible"] for state in given["plan"]} == {True, False}
    assert {state["answer"].get("verdict") for state in given["eligibility"]} == {
        "eligible", "not_eligible", "depends", None,
    }  # fmt: skip
    assert {state["answer"]["needed"] for state in given["study"]} == {"none", "years", "depends"}
    whys = {one["why"] for state in given["notice"] for one in state["answer"]["unread"]}
    schema = json.loads((ROOT / "checker/schemas/notice.answer.json").read_text("utf-8"))
    unread = schema["properties"]["unread"]["items"]["properties"]["why"]["enum"]
    assert whys == set(unread)
    for compared in ("same", "other", "none", "no_area", "no_year"):
        assert states.locator(f"[data-compared={compared}]").count() > 0, compared
    assert states.locator("[data-notice=refused]").count() > 5
    assert all(not state["answer"]["ok"] for state in given["errors"])
    for name in ("idle", "loading", "ready", "error"):
        assert states.locator(f".answer[data-state={name}]").count() > 0, name
    for verdict in (
        "allowed",
        "refused",
        "depends",
        "early",
        "due",
        "disputed",
        "late",
        "expired",
        "eligible",
        "not_eligible",
    ):
        expect(states.locator(f".answer[data-verdict={verdict}]").first).to_be_visible()
    assert states.locator("form [aria-invalid]").count() == len(given["errors"])
    expect(states.get_by_role("region", name="renewal：已过期限")).to_contain_text("现在还能怎样办")
    begins = {
        "还早": "还早：最迟2024年11月30日",
        "只剩几天": "只剩 3 天",
        "只剩今天": "只剩今天",
        "最后一天有争议": "马上申请",
        "已过期限": "已过申请期限：注册到2024年12月31日期满，还有 11 天",
        "今天期满": "注册今天（2024年12月31日）期满",
        "已经期满": "注册已期满 2 天（2024年12月31日期满），没有延续的会被注销。不用重新考试",
    }
    for name, words in begins.items():
        state = states.get_by_role("region", name=f"renewal：{name}")
        expect(state.locator(".verdict")).to_have_text(re.compile(f"^{words}"))
        applies = name != "已经期满"  # then nothing is to be renewed any more
        expect(state.locator("time[data-answer='file_by.safe']")).to_have_count(int(applies))
    expect(states.get_by_role("region", name="scores：相隔太远")).to_contain_text("只重考")
    expect(
        states.get_by_role("region", name="表格：正在算").get_by_role("button", name="停下")
    ).to_be_visible()


def test_an_error_is_read_out_with_its_field(states: Page):
    field = states.locator("#date_format-tool-apply_on")
    expect(field).to_have_accessible_description(
        re.compile("^不填就按今天.*看不懂这个日期。可以写")
    )


def test_no_state_scrolls_sideways(states: Page):
    for width in WIDTHS:
        states.set_viewport_size({"width": width, "height": 800})
        assert states.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_in_any_state(states: Page):
    states.set_viewport_size({"width": 390, "height": 844})
    states.locator("#tool-states details").evaluate_all(
        "(all) => all.forEach((one) => (one.open = true))"
    )
    expect(states.get_by_role("img", name="二维码").first).to_be_visible()
    assert violations(states) == []


def test_nothing_moves_for_who_does_not_want_it(states: Page):
    assert states.evaluate("document.getAnimations().length") == 0


def test_the_page_of_states_is_not_listed(site: Path):
    page = site / STATES.strip("/") / "index.html"
    assert '<meta name="robots" content="noindex">' in page.read_text("utf-8")
    listing = [*site.glob("sitemap*.xml"), *site.glob("assets/search-index.*.json"), *html_files()]
    assert len(listing) > 10
    linking = [path for path in listing if "tools/states/" in path.read_text("utf-8")]
    assert [path for path in linking if path != page] == []


def test_a_thumb_alone(browser: Browser, server: StaticServer):
    context = browser.new_context(
        service_workers="block",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    page = context.new_page()
    page.goto(server.url(PATH))
    page.locator("[data-quick=never]").tap()
    expect_answered(page)
    expect(page.locator("#tool-answer .verdict")).to_be_in_viewport()
    open_part(page, "换一天")
    page.get_by_role("button", name="晚一天").tap()
    expect(page.locator("#tool-apply_on")).not_to_have_value("")
    open_part(page, "时间图")
    asked = page.get_by_role("button", name="打算申请的加注")
    asked.tap()
    expect(asked).to_have_attribute("aria-pressed", "true")
    small = page.evaluate(
        """() => [...document.querySelectorAll("#tool-form button, .what-if button, .share button")]
             .filter((b) => b.getClientRects().length && b.getBoundingClientRect().height < 24)
             .map((b) => b.textContent)"""
    )
    assert small == []  # WCAG 2.2: targets of at least 24 px
    context.close()


def test_without_a_network_it_fails_in_words_before_and_works_after_loading(
    page: Page, server: StaticServer
):
    page.goto(server.url(PATH))
    page.locator("#tool-form[data-attached]").wait_for()
    page.context.set_offline(True)
    page.fill("#tool-apply_on", "2026-02-10")
    page.click("#tool-form [type=submit]")
    answer = page.locator("#tool-answer")
    expect(answer).to_have_attribute("data-state", "error", timeout=60_000)
    expect(page.locator("#tool-apply_on")).to_have_value("2026-02-10")
    page.context.set_offline(False)
    page.get_by_role("button", name="再试一次").click()
    expect_answered(page)
    page.context.set_offline(True)
    change(page)
    page.fill("#tool-apply_on", "2026-3-1")
    page.click("#tool-form [type=submit]")
    expect(answer.locator(".verdict")).to_contain_text("2026年3月1日")
    page.context.set_offline(False)


def test_two_tabs_do_not_disturb_each_other(browser: Browser, server: StaticServer):
    context = browser.new_context(service_workers="block")
    first, second = context.new_page(), context.new_page()
    for tab, day in ((first, "2026-02-10"), (second, "2026-03-20")):
        tab.goto(server.url(PATH))
        tab.locator("#tool-form[data-attached]").wait_for()
        tab.fill("#tool-apply_on", day)
    first.click("#tool-form [type=submit]")
    expect_answered(first)
    expect(second.locator("#tool-answer")).to_have_attribute("data-state", "idle")
    first.reload()
    second.reload()
    expect(second.locator("#tool-apply_on")).to_have_value("2026-03-20")
    expect_answered(first)
    expect(first.locator("#tool-answer .verdict")).to_contain_text("2026年2月10日")
    context.close()


def test_the_print_is_the_answer_with_sources_and_date(page: Page, server: StaticServer):
    page.clock.set_fixed_time("2026-02-10T04:00:00Z")
    page.goto(server.url(PATH + "#apply_on=2026-02-10&a=2026-01-01:90"))
    expect_answered(page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#tool-answer .sources a").first).to_be_visible()
    expect(page.locator("#tool-answer .printed")).to_have_text(
        f"2026年2月10日由药师知期算出。同样的回答在：{page.url}"
    )
    for hidden in (
        "#tool-form",
        "#tool-plan",
        "#tool-answer .share .take",
        "#worked",
        ".worked-example >> nth=0",
    ):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("#tool-answer")).to_contain_text("已有的加注2026年1月1日到2026年3月31日")


@pytest.mark.parametrize(
    "link",
    [
        f"{PATH}#apply_on=2026-02-10&a=2026-01-01:90&n=2026-06-01~2026-06-03",
        "/tools/renewal/#registered_until=2026-12-31&today=2026-11-23",
        "/tools/scores/#law=2019&knowledge_one=2024",
        "/tools/study/#kind=first&approved_on=2019-10-27&received_on=2020-04-20&apply_on=2026-12-10",
        "/tools/eligibility/#exam_year=2026&s=college~pharmacy~2022-07-01&p=2022-01-05~2023-02-03&p=2023-04-05~now",
    ],
)
def test_an_opened_link_shows_its_answer_and_scrolls_no_page_sideways(
    page: Page, server: StaticServer, link: str
):
    page.goto(server.url(link))
    expect_answered(page)
    expect(page.locator("#tool-answer .verdict")).to_be_in_viewport()
    page.emulate_media(reduced_motion="reduce")  # the theme's drawer moves when the width changes
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
