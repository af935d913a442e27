"""The tools as a reader uses them: one tap, typed dates, what-if, planner, renewal and scores."""

import json
import re
import subprocess
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, Route, Worker, expect

from checker.bridge import MOST_ROWS_IN_A_PAGE, convert_table, handle
from scripts.places import ROOT
from tests.site.checker_page import PATH, change, expect_answered, open_part, whole_form
from tests.site.conftest import StaticServer
from tests.site.test_pages import violations

EXAMPLE = ROOT / "checker" / "batch" / "example.csv"
THREE = "#apply_on=2026-02-10&a=2026-01-01:90&a=2026-01-15:90&a=2026-02-01:90"


QR_OF = """
import { renderSVG } from "uqr";
process.stdout.write(renderSVG(process.argv[1], { border: 4 }));
"""


AS_TEXT = """async (region) => {
  const copied = new Promise((resolve) => (navigator.clipboard.writeText = async (text) => resolve(text)));
  [...document.querySelectorAll(`${region} .take button`)].find((one) => one.innerText === "复制成文字").click();
  return copied;
}"""


def answer_to(**request: object) -> dict:
    return json.loads(handle(json.dumps(request)))


def test_never_annotated_is_one_tap(page: Page, server: StaticServer):
    page.goto(server.url(PATH))
    page.locator("[data-quick=never]").click()
    expect_answered(page)
    expect(page.locator("#tool-answer")).to_have_attribute("data-verdict", "allowed")
    expect(page.locator("#tool-answer [data-slot=free]")).to_have_count(3)


def test_a_day_that_is_over_says_so(page: Page, server: StaticServer):
    page.goto(server.url(PATH + "#apply_on=2098-02-10"))
    expect_answered(page)
    expect(page.locator("[data-over]")).to_have_count(0)
    page.goto("about:blank")
    page.goto(server.url(PATH + "#apply_on=2022-02-10"))
    expect_answered(page)
    expect(page.locator("[data-over]")).to_contain_text("这一天已经过去了，今天是")
    expect(page.locator("#tool-answer")).to_contain_text("以系统显示的截止日为准")


def test_a_plan_tells_what_is_covered_and_a_day_with_slack(page: Page, server: StaticServer):
    page.clock.set_fixed_time("2026-11-27T04:00:00Z")
    page.goto(server.url(PATH + "#a=2026-11-01:90&n=2026-12-11~2027-05-20~面试"))
    plan = page.locator("#tool-plan-answer[data-state=ready]")
    plan.wait_for(timeout=60_000)
    expect(plan).to_contain_text(
        "2026年11月1日申请的：2026年11月3日到2027年1月29日一定能用。为了：面试。"
    )
    expect(plan.locator("[data-answer=apply_on]").nth(1)).to_have_text("2027年4月26日")
    expect(plan.locator("[data-answer=slack_on]")).to_have_text("2027年4月19日")


def test_annotated_before_asks_one_date(page: Page, server: StaticServer):
    page.goto(server.url(PATH))
    page.locator("[data-quick=before]").click()
    expect(page.locator("#tool-annotation-0-applied_on")).to_be_focused()
    page.keyboard.type("2026.1.5")
    page.keyboard.press("Enter")
    expect_answered(page)
    expect(page.locator("#tool-annotation-0-applied_on")).to_have_value("2026-01-05")
    expect(page).to_have_url(re.compile(r"#k=\w+&a=2026-01-05:90&k=\w+$"))


def test_a_reload_keeps_what_was_typed_and_clearing_forgets_it(page: Page, server: StaticServer):
    page.goto(server.url(PATH))
    page.locator("[data-quick=before]").click()
    page.fill("#tool-annotation-0-applied_on", "2026-1-5")
    page.reload()
    expect(page.locator("#tool-annotation-0-applied_on")).to_have_value("2026-1-5")
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.includes('form'))") == []
    page.click("#tool-form [type=reset]")
    page.reload()
    expect(page.locator("#tool-annotation-0-applied_on")).to_have_count(0)


def test_kept_on_the_device_only_when_asked(page: Page, server: StaticServer):
    page.goto(server.url(PATH))
    page.locator("#tool-form[data-attached]").wait_for()
    page.fill("#tool-apply_on", "2026-02-10")
    page.locator("#tool-form [data-keep]").check()
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(page.locator("#tool-apply_on")).to_have_value("2026-02-10")
    page.locator("#tool-form[data-attached]").wait_for()
    page.locator("#tool-form [data-keep]").uncheck()
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(page.locator("#tool-apply_on")).to_have_value("")


def test_stepping_the_day_and_the_length_changes_the_answer(page: Page, server: StaticServer):
    page.goto(server.url(PATH + THREE))
    expect_answered(page)
    open_part(page, "换一天")
    page.get_by_role("button", name="留着这个结果作比较").click()
    page.get_by_role("button", name="晚一天").click()
    expect(page.locator("#tool-apply_on")).to_have_value("2026-02-11")
    expect(page.locator("#tool-answer .verdict")).to_contain_text("2026年2月11日")
    expect(page.locator("[data-comparison] tr").nth(1)).to_contain_text(
        "2026年2月10日2026年2月11日"
    )
    page.get_by_role("slider", name="申请几日").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#tool-days")).to_have_value("89")
    expect(page.get_by_role("slider", name="申请几日")).to_be_focused()


def test_slots_and_timeline_say_what_the_checker_says(page: Page, server: StaticServer):
    page.goto(server.url(PATH + THREE))
    expect_answered(page)
    open_part(page, "时间图")
    expect(page.locator("#tool-answer [data-slot=used]")).to_have_count(3)
    expect(page.locator("#tool-answer [data-slot=used]").first).to_contain_text(
        "2026年4月1日起空出"
    )
    legend = page.get_by_role("group", name="时间图的说明")
    expect(legend).to_contain_text("打算申请的加注2026年2月10日到2026年5月10日")
    asked = legend.get_by_role("button", name="打算申请的加注")
    page.locator("#tool-answer .answer-timeline rect.asked").first.click()
    expect(asked).to_have_attribute("aria-pressed", "true")
    asked.press("Enter")
    expect(asked).to_have_attribute("aria-pressed", "false")
    certain = legend.get_by_role("button", name="最早（最保守）")
    certain.press("Space")
    expect(page.locator("#tool-answer .answer-timeline g.chosen .mark.certain")).to_have_count(1)


def test_an_answer_becomes_a_calendar_file_and_a_text(page: Page, server: StaticServer):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(server.url(f"{PATH}#days=90&a={date.today() - timedelta(10)}:90"))
    expect_answered(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="存进日历").click()
    text = download.value.path().read_text("utf-8")
    assert text.startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VEVENT" in text
    page.get_by_role("button", name="复制成文字").click()
    expect(page.locator("#tool-answer .share [role=status]")).to_have_text("已复制。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "ANN-03" in copied


def test_what_is_taken_along_the_moment_an_answer_is_drawn_is_of_that_answer(
    page: Page, server: StaticServer
):
    """While somebody drags, the reasons follow when they pause; not later than what is copied of them."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(server.url(PATH + THREE))
    expect_answered(page)
    changed = page.evaluate_handle(
        """() => ({
          copied: new Promise((done) => {
            new MutationObserver((_, watching) => {
              const all = [...document.querySelectorAll("#tool-answer .share button")];
              all.find(({ textContent }) => textContent === "复制成文字").click();
              watching.disconnect();
              done();
            }).observe(document.getElementById("tool-answer"), { attributeFilter: ["data-verdict"] });
          }),
        })"""
    )
    open_part(page, "换一天")
    page.get_by_role("slider", name="申请日期").evaluate(
        "it => { it.value = it.max; it.dispatchEvent(new Event('input')); }"
    )
    changed.evaluate("it => it.copied")
    status = page.locator("#tool-answer .share [role=status]")
    expect(status).to_have_text("已复制。")
    at_once = page.evaluate("navigator.clipboard.readText()")
    page.wait_for_timeout(500)  # whatever follows an answer late
    expect(status).to_have_text("已复制。")
    page.get_by_role("button", name="复制成文字").click()
    expect(page.locator("#tool-answer [data-part] li", has_text="ANN-03").first).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == at_once


def test_the_qr_code_holds_the_link_and_is_drawn_here(page: Page, server: StaticServer):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url("/tools/renewal/#registered_until=2026-12-31&today=2026-11-23"))
    expect_answered(page)
    assert [url for url in asked if "/qr" in url] == []
    page.locator("#tool-answer .qr summary").click()
    picture = page.get_by_role("img", name="二维码")
    expect(picture).to_be_visible()
    expect(page.locator("#tool-answer .qr figcaption a")).to_have_text(page.url)
    drawn = subprocess.run(
        ["node", "--input-type=module", "-e", QR_OF, page.url],
        capture_output=True, text=True, check=True, cwd=ROOT,
    ).stdout  # fmt: skip
    assert unquote(picture.get_attribute("src") or "") == f"data:image/svg+xml,{drawn}"
    assert len([url for url in asked if "/qr" in url]) == 1


def test_without_the_encoder_the_link_is_still_there(page: Page, server: StaticServer):
    page.route("**/qr*.js", lambda route: route.abort())
    page.goto(server.url("/tools/renewal/#registered_until=2026-12-31&today=2026-11-23"))
    expect_answered(page)
    page.locator("#tool-answer .qr summary").click()
    expect(page.locator("#tool-answer .qr")).to_contain_text("请用“复制链接”")


def test_a_link_starts_python_before_the_page_is_there(page: Page, server: StaticServer):
    held: list[Route] = []
    page.route("**/assets/site.*.js", lambda route: held.append(route))
    workers: list[Worker] = []
    page.on("worker", lambda worker: workers.append(worker) if "/runtime/" in worker.url else None)
    with page.expect_request("**/assets/site.*.js"), page.expect_request("**/pyodide.asm.wasm"):
        page.goto(server.url(PATH + THREE), wait_until="commit")
    assert page.locator("#tool-form[data-attached]").count() == 0
    held[0].continue_()
    expect_answered(page)
    assert len(workers) == 1


def test_a_day_to_come_among_past_annotations_is_asked_about_beside_its_field(
    page: Page, server: StaticServer
):
    page.goto(server.url(f"{PATH}#apply_on=2026-02-10&a=2026-01-01:90&a=2098-01-05:90"))
    expect_answered(page)
    whole_form(page)
    field = page.get_by_role("group", name="第 2 次加注").get_by_label("申请", exact=False).first
    expect(page.locator("#tool-answer .notice[data-text]:not([data-over])")).to_contain_text(
        "2098年1月5日还没有到"
    )
    beside = page.locator("#tool-annotations [data-error]")
    expect(beside).to_contain_text("2098年1月5日还没有到（今天是")
    assert str(beside.get_attribute("id")) in str(field.get_attribute("aria-describedby"))
    field.fill("2026-01-05")
    field.press("Tab")
    expect(beside).to_have_count(0)
    expect(page.locator("#tool-answer .notice[data-text]:not([data-over])")).to_have_count(0)


def test_a_heading_in_the_address_starts_nothing(page: Page, server: StaticServer):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url(PATH + "#worked"))
    page.locator("#tool-form[data-attached]").wait_for()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/runtime/" in url] == []


@pytest.mark.parametrize("lost", ["worker.js", "pyodide.asm.wasm"])
def test_what_was_started_early_and_failed_is_started_anew(
    page: Page, server: StaticServer, lost: str
):
    held: list[Route] = []
    page.route("**/assets/site.*.js", lambda route: held.append(route))
    page.route(f"**/{lost}", lambda route: route.abort(), times=1)
    with page.expect_request("**/assets/site.*.js"):
        page.goto(server.url(PATH + THREE), wait_until="commit")
    page.wait_for_function(
        "() => performance.getEntriesByName('runtime-intent').length === 1 && !globalThis.earlyPython"
    )
    held[0].continue_()
    expect_answered(page)


def test_a_link_waits_for_a_tap_where_data_is_saved(page: Page, server: StaticServer):
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url(PATH + THREE))
    load = page.get_by_role("button", name="载入并计算")
    load.wait_for()
    page.locator("#tool-days").focus()
    assert [url for url in asked if "/runtime/" in url] == []
    load.click()
    expect_answered(page)
    expect(page.locator("#tool-answer")).to_have_attribute("data-verdict", "refused")


def test_inside_another_app_a_way_out_is_shown(browser: Browser, server: StaticServer):
    context = browser.new_context(
        service_workers="block", user_agent="Mozilla/5.0 (Linux; Android 13) MicroMessenger/8.0"
    )
    page = context.new_page()
    page.goto(server.url(PATH + THREE))
    expect_answered(page)
    expect(page.locator("#tool-answer .share")).to_contain_text("在浏览器打开")
    page.goto(server.url(BATCH))
    expect(page.locator("#tool-form .notice")).to_contain_text("在浏览器打开")
    context.close()


@pytest.mark.parametrize(
    ("app", "built_in"),
    [
        ("Mobile/15E148 MicroMessenger/8.0.50 NetType/WIFI", True),
        ("wxwork/4.1.0 MicroMessenger/7.0.1", True),
        ("MQQBrowser/6.2 Mobile Safari/537.36 V1_AND_SQ_8.9 QQ/8.9.28", True),
        ("AliApp(DingTalk/7.0.30)", True),
        ("AliApp(AP/10.3) AlipayClient/10.3", True),
        ("Weibo (iPhone13,2__weibo__13.1.0)", True),
        ("Lark/7.1.0", True),
        ("baiduboxapp/13.20", True),
        ("aweme_230400 JsSdk/1.0 NetType/WIFI", True),
        ("MQQBrowser/14.0 Mobile Safari/537.36", False),
        ("HuaweiBrowser/14.0 Mobile Safari/537.36 ArkWeb/4.1", False),
        ("Version/17.0 Mobile/15E148 Safari/604.1", False),
        ("Chrome/130.0 Mobile Safari/537.36 EdgA/130.0", False),
    ],
)
def test_browsers_built_into_apps_are_known_by_their_names(app: str, built_in: bool):
    ask = "import(process.argv[1]).then(({ insideApp }) => process.stdout.write(String(insideApp(process.argv[2]))))"
    module = (ROOT / "docs" / "assets" / "checker" / "apps.js").as_uri()
    said = subprocess.run(
        ["node", "-e", ask, module, f"Mozilla/5.0 {app}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == str(built_in).lower()


def test_the_planner_finds_the_fewest_applications(page: Page, server: StaticServer):
    page.goto(server.url(PATH))
    page.click("#tool-add-need")
    page.fill("#tool-need-0-from", "2027年1月6日")
    page.fill("#tool-need-0-to", "2027-2-28")
    page.click("#tool-plan [type=submit]")
    answer = page.locator("#tool-plan-answer")
    expect(answer).to_have_attribute("data-state", "ready", timeout=60_000)
    needs = [{"label": "用证书", "from": "2027-01-06", "to": "2027-02-28"}]
    planned = answer_to(op="plan", needs=needs)["applications"]
    days = answer.locator("time[data-answer=apply_on]")
    assert [d.get_attribute("datetime") for d in days.all()] == [a["apply_on"] for a in planned]
    text = page.evaluate(AS_TEXT, "#tool-plan-answer")
    assert all(
        words in text
        for words in ("申请安排", "一定能用：", "为了：用证书", *days.all_inner_texts())
    )
    link = page.url
    assert "&n=2027-01-06~2027-02-28~%E7%94%A8%E8%AF%81%E4%B9%A6&" in link
    page.goto("about:blank")
    page.goto(link)
    expect(answer).to_have_attribute("data-state", "ready", timeout=60_000)
    assert [d.get_attribute("datetime") for d in days.all()] == [a["apply_on"] for a in planned]
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "idle")
    change(page, "#tool-plan")
    page.fill("#tool-need-0-to", "2026-12-31")
    page.press("#tool-need-0-to", "Enter")
    expect(answer).to_have_attribute("data-state", "error")
    expect(page.locator("#tool-need-0-to")).to_be_focused()


def test_a_link_carries_annotations_and_needs_together(page: Page, server: StaticServer):
    page.goto(server.url(f"{PATH}{THREE}&n=2026-06-01~2026-06-03~面试&n=2026-07-01~2026-07-02"))
    expect_answered(page)
    expect(page.locator("#tool-plan-answer")).to_have_attribute(
        "data-state", "ready", timeout=60_000
    )
    expect(page.locator("#tool-need-0-label")).to_have_value("面试")
    expect(page.locator("#tool-need-1-label")).to_have_value("用证书")
    open_part(page, "换一天")
    page.get_by_role("button", name="晚一天").click()
    expect(page).to_have_url(
        re.compile("apply_on=2026-02-11&.*a=2026-02-01:90&n=2026-06-01~2026-06-03")
    )


@pytest.mark.parametrize(
    "name", ["today", "on"], ids=["as links are made", "as they were made before"]
)
def test_renewal_link_is_answered(page: Page, server: StaticServer, name: str):
    page.goto(server.url(f"/tools/renewal/#registered_until=2026-12-31&{name}=2026-11-23"))
    expect_answered(page)
    expect(page.locator("#tool-today")).to_have_value("2026-11-23")
    expect(page.locator("#tool-answer")).to_have_attribute("data-verdict", "due")
    days = {
        t.get_attribute("data-answer"): t.get_attribute("datetime")
        for t in page.locator("#tool-answer time[data-answer]").all()
    }
    assert days == {
        "file_by.safe": "2026-11-30",
        "file_by.latest": "2026-12-01",
        "change_restarts_from": "2026-12-02",
    }
    expect(page.locator("#tool-answer")).to_contain_text("在有效期满前30天内申请延续注册")


@pytest.mark.parametrize(
    ("on", "state", "step"),
    [
        ("2026-06-01", "early", "现在不用申请"),
        ("2026-11-23", "due", "备齐"),
        ("2026-12-01", "disputed", "马上到"),
        ("2026-12-20", "late", "现在还能怎样办"),
        ("2027-01-02", "expired", "怎样重新申请"),
    ],
)
def test_renewal_says_what_to_do_now(
    page: Page, server: StaticServer, on: str, state: str, step: str
):
    page.goto(server.url(f"/tools/renewal/#registered_until=2026-12-31&today={on}"))
    expect_answered(page)
    expect(page.locator("#tool-answer")).to_have_attribute("data-verdict", state)
    expect(page.locator("#tool-answer .todo")).to_contain_text(step)


def test_renewal_without_a_date_says_so_beside_the_field(page: Page, server: StaticServer):
    page.goto(server.url("/tools/renewal/"))
    page.click("#tool-form [type=submit]")
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "error", timeout=60_000)
    expect(page.locator("#tool-registered_until")).to_be_focused()


def test_scores_form_and_link(page: Page, server: StaticServer):
    page.clock.set_fixed_time("2026-11-01T04:00:00Z")  # the last day of the exam of 2026
    page.goto(server.url("/tools/scores/"))
    page.fill("#tool-law", "2023")
    page.fill("#tool-knowledge_one", "2024")
    page.click("#tool-form [type=submit]")
    expect_answered(page)
    expect(page.locator("#tool-answer .verdict")).to_contain_text("2026")
    expect(page.locator("[data-answer='counts_until.knowledge_one']")).to_have_text("2027")
    expect(page.locator("#tool-answer .todo a").first).to_have_attribute(
        "href", re.compile("calendar/$")
    )
    assert "专业知识（一）\t2024\t2027" in page.evaluate(AS_TEXT, "#tool-answer")
    expect(page).to_have_url(re.compile(r"&knowledge_one=2024&law=2023&"))
    page.reload()
    expect_answered(page)


def test_scores_know_that_an_exam_is_over(page: Page, server: StaticServer):
    page.clock.set_fixed_time("2026-11-01T16:00:00Z")  # 2026-11-02 in China
    page.goto(server.url("/tools/scores/#law=2023&knowledge_one=2024&sat_knowledge_two=2026"))
    expect_answered(page)
    expect(page.locator("#tool-answer .verdict")).to_contain_text("最迟在 2027 年度")
    said = page.locator("#tool-answer")
    expect(said.locator("[data-answer='counts_until.law']")).to_have_text("2026，已失效")
    expect(said).to_contain_text("还没通过：专业知识（二）、综合知识与技能、药事管理与法规")
    expect(said).to_contain_text(
        "如果等成绩的科目都通过：最迟在 2027 年度考试通过其余科目；还没通过：综合知识与技能、药事管理与法规"
    )


def test_scores_tell_both_where_it_is_not_known_which_exam_is_next(
    page: Page, server: StaticServer
):
    page.clock.set_fixed_time("2027-03-01T04:00:00Z")  # when the exam of 2027 is, nobody knows here
    page.goto(server.url("/tools/scores/#law=2024&knowledge_one=2025"))
    expect_answered(page)
    expect(page.locator("#tool-answer .verdict")).to_contain_text("最迟在 2027 年度")
    expect(page.locator("#tool-answer")).to_contain_text(
        "如果 2027 年度的考试已经考过：最迟在 2028 年度考试通过其余科目"
    )
    windows = page.locator("#tool-answer li", has_text="要考")
    expect(windows.first).to_contain_text(
        "2027 年度：要考专业知识（二）、综合知识与技能；还有效的是"
    )


def test_what_is_wrong_with_an_awaited_result_stands_beside_its_field(
    page: Page, server: StaticServer
):
    page.goto(server.url("/tools/scores/"))
    page.locator("details.more summary").click()
    page.fill("#tool-sat_law", "1900")
    page.click("#tool-form [type=submit]")
    expect(page.locator("p:has(#tool-sat_law) .field-error")).to_be_visible(timeout=60_000)


BATCH = "/tools/batch/"


def read_table(page: Page, server: StaticServer, text: str) -> None:
    page.goto(server.url(BATCH))
    page.fill("#tool-table", text)
    page.click("#tool-form [type=submit]")
    page.locator("#tool-run").click(timeout=60_000)


def test_a_pasted_table_is_answered_filtered_sorted_and_saved(page: Page, server: StaticServer):
    asked: list[str] = []
    page.on("request", lambda r: asked.append(f"{r.url} {r.post_data}"))
    text = EXAMPLE.read_text("utf-8-sig").replace(",", "\t")
    read_table(page, server, text)
    count = len(text.splitlines()) - 1
    expect(page.locator("#tool-answer .verdict")).to_have_text(f"算好了，共 {count} 行")
    expect(page.locator("#tool-answer")).to_be_focused()
    rows = page.locator(".result-rows tbody tr")
    expect(rows).to_have_count(count)
    page.get_by_role("button", name="编号", exact=True).click()
    page.get_by_role("button", name="编号", exact=True).click()
    expect(rows.first).to_contain_text(f"示例-{count:02}")
    page.select_option("#tool-filter", "refused")
    expect(rows.first).to_contain_text("不能申请")
    expect(page.locator(".result-rows")).not_to_contain_text("加注写")
    page.get_by_label("显示全部的列").check()
    page.select_option("#tool-filter", "all")
    expect(page.locator(".result-rows")).to_contain_text("加注写")
    expect(page.locator(".row-counts")).to_contain_text("已过申请期限 1")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载结果").click()
    written = StringIO()
    convert_table('{"op": "batch"}', BytesIO(text.encode()), written)
    assert download.value.path().read_text("utf-8").splitlines() == written.getvalue().splitlines()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "示例" not in kept + page.url
    assert [line for line in asked if "示例" in line] == []


def test_a_gb18030_file_and_a_column_of_another_name(page: Page, server: StaticServer):
    page.goto(server.url(BATCH))
    table = "姓名,到期\n张三,2026-12-31\n".encode("gb18030")
    page.set_input_files("#tool-file", {"name": "a.csv", "mimeType": "text/csv", "buffer": table})
    page.get_by_label("“到期”这一列是").select_option("registered_until", timeout=60_000)
    page.locator("#tool-run").click()
    expect(page.locator(".result-rows tbody tr")).to_contain_text("张三")
    expect(page.locator(".result-rows tbody tr")).to_contain_text("2026-11-30")


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_file(rows: list[list[object]]) -> dict:
    book = openpyxl.Workbook()
    book.active.title = "名单"
    for row in rows:
        book.active.append(row)
    book.active.column_dimensions["B"].width = 31
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("别的")
    content = BytesIO()
    book.save(content)
    return {"name": "a.xlsx", "mimeType": XLSX, "buffer": content.getvalue()}


def test_a_workbook_is_answered_and_saved_as_one(page: Page, server: StaticServer):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url(BATCH))
    page.locator("#tool-form[data-attached]").wait_for()
    rows = [
        ["2026年名单"],
        ["编号", "姓名", "身份证号", "注册有效期至", "加注1", "加注2", "备注"],
        ["E-1", "张三", "示例号码", datetime(2030, 12, 31), "2026-01-01:90", None, "=1+1"],
        ["E-2", "李四", None, 47483, "无", None, None],
    ]
    assert not [url for url in asked if "workbook" in url]
    page.set_input_files("#tool-file", workbook_file(rows))
    expect(page.locator("#tool-sheet")).to_have_value("名单", timeout=60_000)
    expect(page.locator("#tool-answer")).to_contain_text("有 1 行是隐藏的")
    page.click("#tool-run")
    table = page.locator(".result-rows tbody")
    expect(table).to_contain_text("2030-11-30")
    expect(table).to_contain_text("2029-11-30")  # day 47483 is 2029-12-31, 31 days before
    expect(page.locator("#tool-answer")).to_contain_text("存成 .xlsx 会失去：1 格公式")
    expect(page.locator("[data-taken]")).to_contain_text("“加注2”作加注")
    with page.expect_download() as download:
        page.get_by_role("button", name="存成 Excel").click()
    book = openpyxl.load_workbook(BytesIO(download.value.path().read_bytes()))
    assert book.sheetnames == ["名单", "别的"]
    sheet = book["名单"]
    first = {name.value: cell.value for name, cell in zip(sheet[2], sheet[3], strict=True)}
    assert first["最迟延续申请日"] == datetime(2030, 11, 30)
    assert first["注册有效期至"] == datetime(2030, 12, 31)
    assert (first["身份证号"], sheet.column_dimensions["B"].width) == (None, 31)
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_what_is_no_workbook_after_all_is_one_sentence(page: Page, server: StaticServer):
    page.goto(server.url(BATCH))
    page.locator("#tool-form[data-attached]").wait_for()
    old = b"\xd0\xcf\x11\xe0" + b"\0" * 600
    for content, said in (
        (old, "旧格式"),
        (old + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"PK\x03\x04 cut", "可能坏了"),
    ):
        page.set_input_files("#tool-file", {"name": "a.xlsx", "mimeType": XLSX, "buffer": content})
        expect(page.locator("#tool-answer [role=alert]")).to_contain_text(said)
        page.set_input_files("#tool-file", [])


def test_what_can_mean_two_things_is_asked_and_the_choice_stays(page: Page, server: StaticServer):
    page.goto(server.url(BATCH))
    heading = "姓名\t有效期至\t加注日期\t天数\n"
    page.fill("#tool-table", heading + "甲\t46387\t2026-01-01\t90\n甲\t\t2026-01-05\t90\n")
    page.click("#tool-form [type=submit]")
    page.locator("#tool-run").click(timeout=60_000)
    until = page.get_by_label("“有效期至”这一列是")
    expect(until).to_be_focused()
    until.select_option("registered_until")
    page.get_by_label("“天数”这一列是").select_option("annotation_days")
    page.locator("#tool-run").click()
    expect(page.locator("#tool-answer legend")).to_contain_text("同名的几行")
    expect(until).to_have_value("registered_until")
    page.get_by_label("同名的是同一个人").check()
    page.locator("#tool-run").click()
    page.get_by_role("button", name="按 Excel 的日期数读").click()
    expect(page.locator(".result-rows")).to_contain_text("2026-11-30")  # 46387 is 2026-12-31
    page.get_by_role("button", name="改列的意思").click()
    expect(until).to_have_value("registered_until")


def test_a_table_without_known_columns_is_refused_with_help(page: Page, server: StaticServer):
    read_table(page, server, "甲,乙\n1,2\n")
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "error", timeout=60_000)
    expect(page.locator("#tool-answer")).to_contain_text("注册有效期至")


def csv_file(text: str) -> dict:
    return {"name": "a.csv", "mimeType": "text/csv", "buffer": text.encode()}


@pytest.mark.long
@pytest.mark.trust
def test_as_many_rows_as_a_page_takes_can_be_stopped_sorted_and_turned(
    page: Page, server: StaticServer
):
    row = "{},2026-12-31,2026-01-01:90; 2026-02-01:90\n"
    rows = "".join(row.format(number) for number in range(MOST_ROWS_IN_A_PAGE))
    page.goto(server.url(BATCH))
    page.set_input_files("#tool-file", csv_file("编号,注册有效期至,加注\n" + rows))
    page.locator("#tool-run").click(timeout=60_000)
    page.get_by_role("button", name="停下").click()
    expect(page.locator("#tool-answer .notice")).to_contain_text("已停下")
    page.set_input_files("#tool-file", [])
    page.set_input_files("#tool-file", csv_file("编号,注册有效期至,加注\n" + rows))
    page.locator("#tool-run").click()
    page.get_by_role("button", name="下一页").click(timeout=60_000)
    expect(page.locator(".pager")).to_contain_text("第 51–100 行，共 20,000 行")
    for _ in range(2):  # ascending, then descending
        page.get_by_role("button", name="编号", exact=True).click()
    expect(page.locator(".result-rows tbody td").first).to_have_text(str(MOST_ROWS_IN_A_PAGE - 1))


def test_more_rows_than_a_page_takes_are_refused_and_nothing_is_lost(
    page: Page, server: StaticServer
):
    text = "注册有效期至\n" + "2026-12-31\n" * (MOST_ROWS_IN_A_PAGE + 1)
    page.goto(server.url(BATCH))
    page.locator("#tool-form[data-attached]").wait_for()
    page.set_input_files("#tool-file", csv_file(text))
    answer = page.locator("#tool-answer")
    expect(answer).to_have_attribute("data-state", "error", timeout=60_000)
    expect(answer).to_contain_text("超过 20,000 行")
    expect(answer).to_contain_text("python3 -m checker batch")
    expect(page.locator("#tool-file")).to_be_focused()
    assert page.evaluate("document.getElementById('tool-file').files[0].size") == len(text.encode())


@pytest.mark.trust
def test_another_table_or_clearing_ends_what_was_under_way(page: Page, server: StaticServer):
    rows = "张三,2026-12-31\n" * MOST_ROWS_IN_A_PAGE
    page.goto(server.url(BATCH))
    page.set_input_files("#tool-file", csv_file("姓名,注册有效期至\n" + rows))
    page.locator("#tool-run").click(timeout=60_000)
    expect(page.locator("#tool-answer progress")).to_be_visible()
    page.set_input_files("#tool-file", csv_file("姓名,注册有效期至\n李四,2026-12-31\n"))
    expect(page.locator("#tool-answer")).to_contain_text("读到 1 行")
    page.locator("#tool-run").click()
    expect(page.locator(".result-rows tbody tr")).to_contain_text("李四")
    page.set_input_files("#tool-file", csv_file("姓名,注册有效期至\n" + rows))
    page.locator("#tool-run").click()
    expect(page.locator("#tool-answer progress")).to_be_visible()
    whole_form(page)
    page.click("#tool-form [type=reset]")
    page.fill("#tool-table", "姓名,注册有效期至\n王五,2026-12-31\n")
    page.click("#tool-form [type=submit]")
    expect(page.locator("#tool-answer")).to_contain_text("读到 1 行")
    page.wait_for_timeout(500)  # what was stopped would have come by now
    expect(page.locator("#tool-run")).to_be_visible()


def test_a_very_long_paste_is_taken_as_a_file(page: Page, server: StaticServer):
    page.goto(server.url(BATCH))
    page.locator("#tool-form[data-attached]").wait_for()
    page.evaluate(
        r"""() => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", "姓名\t注册有效期至\n" + "张三\t2026-12-31\n".repeat(9_000));
          const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          document.getElementById("tool-table").dispatchEvent(paste);
        }"""
    )
    expect(page.locator("#tool-answer")).to_contain_text("读到 9,000 行", timeout=60_000)
    assert page.input_value("#tool-table") == ""


def test_the_reminders_of_all_rows_are_one_calendar_file(page: Page, server: StaticServer):
    read_table(page, server, EXAMPLE.read_text("utf-8-sig"))
    with page.expect_download() as download:
        page.get_by_role("button", name="日历文件").click()
    written = StringIO()
    table = BytesIO(EXAMPLE.read_bytes())
    told = json.loads(convert_table('{"op": "batch"}', table, StringIO(newline=""), written))
    assert download.value.path().read_bytes() == written.getvalue().encode()
    said = page.locator(".calendar-file [role=status]")
    expect(said).to_contain_text(f"{told['events']} 个提醒")
    expect(said).to_contain_text("有错误的 1 行")


def test_a_dropped_file_is_read_wherever_on_the_page_it_falls(page: Page, server: StaticServer):
    page.goto(server.url(BATCH))
    page.locator("#tool-form[data-attached]").wait_for()
    page.evaluate(
        r"""() => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(["姓名\t注册有效期至\n张三\t2026-12-31"], "a.tsv"));
          const heading = document.querySelector("article h1");
          heading.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }"""
    )
    page.locator("#tool-run").click(timeout=60_000)
    expect(page.locator(".result-rows tbody tr")).to_contain_text("张三")


def test_on_paper_every_row_that_was_chosen_stands(page: Page, server: StaticServer):
    read_table(page, server, "编号,考试年度,备注\n" + "E,2024,店\n" * 60)
    rows = page.locator(".result-rows tbody tr")
    expect(rows).to_have_count(50)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(rows).to_have_count(60)
    expect(page.locator(".result-rows button")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(rows).to_have_count(50)


def test_the_example_is_answered_without_the_network_once_python_is_there(
    page: Page, server: StaticServer
):
    page.goto(server.url(BATCH))
    page.locator("#tool-form[data-attached]").wait_for()
    page.click("[data-example]")
    page.locator("#tool-run").wait_for(timeout=60_000)
    page.context.set_offline(True)
    change(page)
    page.fill("#tool-table", "姓名,注册有效期至\n张三,2026-12-31\n")
    page.click("#tool-form [type=submit]")
    page.locator("#tool-run").click()
    expect(page.locator(".result-rows tbody tr")).to_contain_text("张三")
    page.context.set_offline(False)


def test_a_file_that_is_no_longer_there_is_one_sentence(
    page: Page, server: StaticServer, tmp_path: Path
):
    table = tmp_path / "a.csv"
    table.write_text("姓名,注册有效期至\n张三,2026-12-31\n")
    page.goto(server.url(BATCH))
    page.set_input_files("#tool-file", table)
    page.locator("#tool-run").wait_for(timeout=60_000)
    table.unlink()
    page.click("#tool-run")
    expect(page.locator("#tool-answer")).to_contain_text("这个文件读不出来了")
    page.set_input_files("#tool-file", csv_file("姓名,注册有效期至\n李四,2026-12-31\n"))
    page.locator("#tool-run").click()
    expect(page.locator(".result-rows tbody tr")).to_contain_text("李四")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_table(browser: Browser, server: StaticServer, scheme: str):
    context = browser.new_context(
        service_workers="block", color_scheme=scheme, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    read_table(page, server, EXAMPLE.read_text("utf-8-sig"))
    expect(page.locator(".result-rows tbody tr").first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
