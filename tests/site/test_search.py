"""Search: what people type brings up the page that answers it, or is told what was not found."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from scripts.dev.queries import Found, found, queries
from scripts.finish.search import pages_of
from tests import known
from tests.site.conftest import BASE_PATH, StaticServer

ANSWERED = 0.95
GUIDE = "/guides/annotation/"
OTHERS = {
    # Cut by the words of the index, digits from Chinese too.
    "90学时": ["90", "学时"],
    "90 学时": ["90", "学时"],
    "９０学时": ["90", "学时"],
    "72分": ["72分"],
    "2027年报名时间": ["2027", "报名时间"],
    "怎么办": [],
    "执业药师": ["执业药师"],
    "执业药师加注": ["加注"],
    "七十二分": ["七十二分"],
    "四门": ["四门"],
    "2科": ["2科"],
    "三千六": ["三千六"],
    "的": [],
    "加": [],
    "": [],
}


# Said otherwise than the pages say it: what is found first.
OTHERWISE = {
    "七十二分": "guides/subjects-and-pass-line/",  # numbers in Chinese
    "九十学时": "guides/continuing-education/",
    "三千六": "guides/benefits/",
    "转到别的店": "guides/registration-change/",  # nothing but single characters
    "扣我的证": "guides/registration-change/",  # near-words apart
    "准考正": "guides/admission-and-rules/",  # one character wrong
    "杭州报名时间": "provinces/zhejiang/",
}


@pytest.fixture(scope="module")
def answers(site: Path) -> Mapping[str, Found]:
    return found(
        site,
        [
            *queries(),
            *OTHERS,
            *OTHERWISE,
            "查分网址",
            "加注 彩票",
            "彩票",
            "注销 复印件 社保卡",
            "202",
        ],
    )


def test_queries_find_their_page_among_the_first_three(site: Path, answers: Mapping[str, Found]):
    known = {address for address, _ in pages_of(site)}
    asked = queries()
    assert len(asked) >= 150
    nowhere = [query for query, pages in asked.items() if not known & set(pages)]
    failed = [
        f"{query} ({' '.join(answers[query].words)}): found {answers[query].first}, not {pages}"
        for query, pages in asked.items()
        if query not in nowhere and not set(pages) & set(answers[query].first)
    ]
    share = 1 - len(failed) / (len(asked) - len(nowhere))
    assert share >= ANSWERED, f"{share:.1%} of {len(asked)}\n" + "\n".join(failed)


@pytest.mark.parametrize("query", OTHERS)
def test_a_query_is_cut_by_the_words_of_the_index(answers: Mapping[str, Found], query: str):
    assert answers[query].words == OTHERS[query]


@pytest.mark.parametrize("query", OTHERWISE)
def test_what_is_said_otherwise_is_understood(answers: Mapping[str, Found], query: str):
    assert OTHERWISE[query] in answers[query].first


def test_a_province_answers_those_who_name_it(answers: Mapping[str, Found]):
    assert answers["杭州报名时间"].first[0] == "provinces/zhejiang/"
    assert [page for page in answers["查分网址"].first if page.startswith("provinces/")] == []


def test_all_words_are_needed_and_what_is_missing_is_named(answers: Mapping[str, Found]):
    mixed = answers["加注 彩票"]
    assert mixed.missing == ["彩票"]
    assert mixed.whole == []
    assert GUIDE.strip("/") + "/" in mixed.near
    assert answers["彩票"].near == []
    scattered = answers["注销 复印件 社保卡"]
    assert scattered.whole == [] or all(
        word in text for text in scattered.texts for word in scattered.words
    )


def test_a_number_is_not_found_within_another(answers: Mapping[str, Found]):
    assert answers["202"].missing == ["202"]  # 2026 stands on every page


def test_the_index_holds_pages_for_readers_alone(site: Path):
    addresses = [address for address, _ in pages_of(site)]
    assert "guides/annotation/" in addresses
    kept_out = (
        "embed/",
        "tools/states/",
        "annotation/",
        "faq/",
    )  # cards, a page of states, redirects
    assert [a for a in addresses if a.startswith(kept_out)] == []
    texts = " ".join(text for _, page in pages_of(site) for text in page.texts())
    assert "¶" not in texts


def test_near_words_lead_to_words_that_stand_somewhere(site: Path):
    rows = known.dataset().synonyms.near
    means = [word for row in rows for word in row.means]
    there = found(site, means)
    lost = [row.asked for row in rows if all(not there[word].whole for word in row.means)]
    assert lost == [], "no page has any of what these mean: mend docs/data/synonyms.yml"


def opened(page: Page, address: str, key: str = "") -> None:
    page.goto(address)
    page.keyboard.press(key) if key else page.get_by_role("button", name="搜索").click()
    expect(box(page)).to_be_focused()


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="搜索")


def results(page: Page) -> Locator:
    return page.get_by_role("dialog").locator("li a")


def test_a_reader_searches_and_comes_to_the_sentence(page: Page, server: StaticServer):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url(f"{BASE_PATH}/"))
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search" in url] == []  # nothing before somebody searches
    page.keyboard.press("/")
    box(page).type("90学时")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"找到 \d+ 页"))
    expect(results(page).first.locator("mark").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results(page).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    sentence = results(page).first.get_attribute("data-block")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"{BASE_PATH}/guides/"))
    hit = page.locator("[data-found]")
    expect(hit).to_be_focused()
    expect(hit).to_be_in_viewport()
    assert re.sub(r"\s|·", "", sentence or "!") in re.sub(r"\s|·", "", hit.inner_text())

    page.go_back()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(box(page)).to_have_value("90学时")
    expect(results(page).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_is_wrongly_said_is_never_shown_without_what_holds(page: Page, server: StaticServer):
    opened(page, server.url("/"))
    box(page).fill("45学分")
    expect(results(page).first).to_contain_text("三年累计 45 或 75 学分")
    expect(results(page).first).to_contain_text("那是以前的规定")


def test_a_page_is_found_by_what_it_is_called_even_where_no_word_is_known(
    answers: Mapping[str, Found],
):
    assert answers["考这个证有什么用"].first[0] == "guides/benefits/"


def test_text_that_no_key_has_typed_is_answered(page: Page, server: StaticServer):
    opened(page, server.url(GUIDE))
    page.evaluate(  # paste from a long press, voice: an input event alone
        """() => {
          const box = document.querySelector("dialog input");
          box.value = "延续注册";
          box.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }"""
    )
    expect(results(page).first).to_contain_text("延续")
    said = page.get_by_role("status").inner_text()
    session = page.context.new_cdp_session(page)
    box(page).select_text()
    session.send(
        "Input.imeSetComposition", {"text": "jiazhu", "selectionStart": 6, "selectionEnd": 6}
    )
    page.wait_for_timeout(100)
    assert (
        page.get_by_role("status").inner_text() == said
    )  # what is not yet chosen is not looked for
    session.send("Input.insertText", {"text": "加注"})
    expect(results(page).first).to_contain_text("加注")


def test_a_slash_in_a_field_is_a_slash(page: Page, server: StaticServer):
    page.goto(server.url("/tools/renewal/"))
    field = page.locator("form input[type=text]").first
    field.press("/")
    expect(field).to_have_value("/")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_field_of_the_home_page_searches_and_sends_nothing(page: Page, server: StaticServer):
    home = server.url(f"{BASE_PATH}/")
    page.goto(home)
    field = page.get_by_role("textbox", name="想问什么")
    field.fill("离职要不要注销")
    field.press("Enter")
    expect(results(page).first).to_be_visible()
    expect(box(page)).to_have_value("离职要不要注销")
    assert page.url == home
    page.keyboard.press("Escape")
    expect(field).to_have_value("离职要不要注销")


def test_without_scripts_the_home_page_shows_no_field(browser: Browser, server: StaticServer):
    page = browser.new_page(java_script_enabled=False)
    page.goto(server.url("/"))
    expect(page.get_by_text("想问什么")).to_be_hidden()
    page.close()


def test_an_address_may_bring_the_query(page: Page, server: StaticServer):
    page.goto(server.url("/?q=%E5%8A%A0%E6%B3%A8"))
    expect(box(page)).to_have_value("加注")
    expect(results(page).first).to_be_visible()


def test_nothing_found_is_no_dead_end(page: Page, server: StaticServer):
    opened(page, server.url("/"))
    box(page).fill("彩票")
    expect(page.get_by_role("status")).to_contain_text("“彩票”")
    ways = page.get_by_role("dialog").get_by_role("link")
    expect(ways).to_have_count(4)
    ways.last.click()
    page.wait_for_url(re.compile("/about/report/"))


@pytest.mark.parametrize("what", ["search.*.js", "search.json", "search-index.*.json"])
def test_what_is_blocked_is_told_and_can_be_tried_again(
    page: Page, server: StaticServer, what: str
):
    def refuse(route: Route) -> None:
        route.abort()

    page.route(f"**/assets/{what}", refuse)
    opened(page, server.url(GUIDE))
    box(page).fill("加注")
    expect(page.locator("dialog[data-state=error]")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("没有载入")
    page.unroute(f"**/assets/{what}", refuse)
    page.get_by_role("button", name="再试一次").click()
    expect(results(page).first).to_be_visible()
    expect(box(page)).to_have_value("加注")


def test_it_works_without_the_browsers_own_cutting(context: BrowserContext, server: StaticServer):
    context.add_init_script("delete Intl.Segmenter")
    page = context.new_page()
    opened(page, server.url("/"))
    box(page).fill("护士能不能考执业药师")
    expect(results(page).first).to_contain_text("报考条件")
