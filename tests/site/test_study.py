"""The page that says which years of continuing education must be shown: as the checker answers, for people."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from checker.bridge import handle
from tests.site.checker_page import expect_answered, open_part
from tests.site.conftest import StaticServer
from tests.site.test_pages import violations

STUDY = "/tools/study/"
LINKS = {
    "years": "#kind=first&approved_on=2019-10-27&received_on=2020-04-20&apply_on=2026-12-10",
    "depends": "#kind=first&approved_on=2025-11-27&apply_on=2026-12-10",
    "receipt": "#kind=first&approved_on=2025-11-27&received_on=2026-03-01&apply_on=2026-12-10",
    "none": "#kind=first&approved_on=2026-01-27&apply_on=2026-12-10",
    "renewal": "#kind=renewal&registered_until=2027-03-31&apply_on=2026-12-10",
    "before 2021": "#kind=renewal&registered_until=2024-03-31&apply_on=2023-12-10",
    "over": "#kind=renewal&registered_until=2026-11-26&apply_on=2026-11-27",
    "not begun": "#kind=renewal&registered_until=2032-03-31&apply_on=2026-12-10",
}  # fmt: skip


def answer_to(link: str) -> dict:
    members = dict(part.split("=") for part in link[1:].split("&") if not part.startswith("kind"))
    return json.loads(handle(json.dumps({"op": "study", **members})))


@pytest.mark.parametrize("name", LINKS)
def test_the_page_answers_as_the_checker_does(page: Page, server: StaticServer, name: str):
    said = answer_to(LINKS[name])
    page.goto(server.url(STUDY + LINKS[name]))
    expect_answered(page)
    answer = page.locator("#tool-answer")
    verdict = {"over": "over", "not begun": "not_begun"}.get(name, said["needed"])
    expect(answer).to_have_attribute("data-verdict", verdict)
    certain = said["years"]["certain"]
    expect(answer.locator("[data-answer='years.certain']")).to_have_attribute(
        "value", ",".join(map(str, certain))
    )
    shown = answer.locator("[data-year]").evaluate_all(
        "(all) => all.map((one) => [Number(one.dataset.year), one.cells[1].textContent, one.cells[2].textContent])"
    )
    assert [year for year, _, _ in shown] == certain
    for year, need, hours in shown:
        assert (need == "每种理解都要") == (year in said["years"]["possible"])
        each = said["hours_each"][str(year)]
        assert hours == ("没有核实" if each is None else f"{each} 学时")
    rows = answer.locator("[data-reading]").evaluate_all(
        "(all) => all.map((one) => [one.dataset.reading, one.cells[0].textContent])"
    )
    assert rows == [
        [
            " ".join(value for key, value in reading.items() if key != "years"),
            "、".join(map(str, reading["years"])) or "不要",
        ]
        for reading in said["readings"]
    ]
    for step in said["explanation"]:
        expect(answer.locator("[data-part] ol")).to_contain_text(step["text"])
    expect(answer.locator(".todo li").first).to_be_visible()


def test_only_what_the_chosen_kind_asks_is_seen_sent_and_passed_on(
    page: Page, server: StaticServer
):
    page.goto(server.url(STUDY))
    page.locator("#tool-form[data-attached]").wait_for()
    expect(page.locator("#tool-approved_on")).to_be_hidden()
    expect(page.locator("#tool-registered_until")).to_be_hidden()
    page.click("#tool-form [type=submit]")
    kind = page.locator("#tool-kind")
    expect(kind).to_be_focused()
    expect(kind).to_have_accessible_description(re.compile("还是延续注册"))
    kind.select_option("first")
    expect(page.locator("#tool-registered_until")).to_be_hidden()
    page.fill("#tool-approved_on", "2025年11月27日")
    kind.select_option("renewal")
    expect(page.locator("#tool-approved_on")).to_be_hidden()
    page.click("#tool-form [type=submit]")
    until = page.locator("#tool-registered_until")
    expect(until).to_have_accessible_description(re.compile("还没有填"), timeout=60_000)
    expect(until).to_be_focused()
    until.fill("2027.3.31")
    page.click("#tool-form [type=submit]")
    expect_answered(page)
    expect(page.locator("#tool-answer")).to_have_attribute("data-verdict", "years")
    expect(page).to_have_url(re.compile("kind=renewal&registered_until=2027-03-31&k="))
    assert violations(page) == []


@pytest.mark.parametrize(
    ("link", "field", "sentence"),
    [
        ("#registered_until=2027-03-31", "#tool-kind", "还是延续注册"),
        ("#kind=third&registered_until=2027-03-31", "#tool-kind", "还是延续注册"),
        ("#kind=first&received_on=2027-03-31", "#tool-approved_on", "还没有填"),
        ("#kind=first&approved_on=2025-03-31&received_on=2025-03-30", "#tool-received_on", "早于资格证书的批准日"),
        ("#kind=first&approved_on=2025-03-31&apply_on=2025-03-30", "#tool-apply_on", "早于资格证书的批准日"),
        ("#kind=renewal&registered_until=下周", "#tool-registered_until", "看不懂这个日期"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(
    page: Page, server: StaticServer, link: str, field: str, sentence: str
):
    page.goto(server.url(STUDY + link))
    expect(page.locator("#tool-answer")).to_have_attribute("data-state", "error", timeout=60_000)
    expect(page.locator(field)).to_be_visible()
    expect(page.locator(field)).to_have_attribute("aria-invalid", "true")
    expect(page.locator(field)).to_have_accessible_description(re.compile(sentence))


def test_the_readings_are_one_tap_away(page: Page, server: StaticServer):
    page.goto(server.url(STUDY + LINKS["years"]))
    expect_answered(page)
    open_part(page, "8 种理解各要哪几年")
    expect(page.locator("[data-reading='receipt after_second_year including']")).to_be_visible()


HANDED_OVER = {
    "eligibility": (
        "/tools/eligibility/#exam_year=2027&senior_title=1&s=college~pharmacy~2022-07-01"
        "&p=2022-07-05~2024-01-01&p=2024-03-01~now&f=2023-01-01~2023-09-01",
        {
            "#tool-study-0-degree": "college", "#tool-post-0-to": "2024-01-01",
            "#tool-post-1-kind": "now", "#tool-away-0-to": "2023-09-01",
        },
    ),
    "first": (STUDY + LINKS["receipt"], {"#tool-approved_on": "2025-11-27", "#tool-received_on": "2026-03-01"}),
    "renewal": (STUDY + LINKS["renewal"], {"#tool-registered_until": "2027-03-31", "#tool-approved_on": ""}),
}  # fmt: skip


@pytest.mark.parametrize("name", HANDED_OVER)
def test_what_was_entered_is_put_into_the_agenda(page: Page, server: StaticServer, name: str):
    link, fields = HANDED_OVER[name]
    page.clock.set_fixed_time("2026-11-27T04:00:00Z")
    page.goto(server.url(link))
    expect_answered(page)
    page.locator("[data-to-agenda]").click()
    expect(page.locator("h1")).to_contain_text("我的日子")
    expect_answered(page)
    for field, value in fields.items():
        expect(page.locator(field)).to_have_value(value)
