"""Links, tables, files and storage made to harm: a sentence comes, the page lives on, nothing runs."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.how_many import cases as how_many
from tests.how_many import few
from tests.site import hostile
from tests.site.checker_page import PATH, expect_answered, whole_form
from tests.site.conftest import StaticServer

LINKS = {
    PATH: (150, ("apply_on", "days", "exam_year", "issued_on", "a", "n"), "apply_on=2026-02-10"),
    "/tools/renewal/": (50, ("registered_until", "today"), "registered_until=2026-12-31"),
    "/tools/eligibility/": (
        50,
        ("exam_year", "senior_title", "s", "p", "f"),
        "exam_year=2026&s=doctor~pharmacy~2020-07-01",
    ),
    "/tools/study/": (
        50,
        ("approved_on", "kind", "received_on", "registered_until", "apply_on"),
        "kind=renewal&registered_until=2026-12-31",
    ),
    "/tools/agenda/": (
        50,
        (
            "done",
            "area",
            "no_exam",
            "law",
            "sat_law",
            "approved_on",
            "registered_until",
            "s",
            "p",
            "f",
            "a",
            "n",
        ),
        "registered_until=2026-12-31",
    ),
    "/tools/scores/": (50, ("law", "knowledge_one", "comprehensive", "exempt"), "law=2023"),
}
FORMS = {
    PATH: "annotation",
    "/tools/renewal/": "renewal",
    "/tools/scores/": "scores",
    "/tools/eligibility/": "eligibility",
    "/tools/study/": "study",
    "/tools/agenda/": "agenda",
}
# Opens each fragment, waits for the page to settle, and says how: [state, what is written].
OPEN_ALL = """async (fragments) => {
  const region = () => document.getElementById("tool-answer");
  const found = [];
  for (const fragment of fragments) {
    region().dataset.state = "waiting";
    history.replaceState(null, "", location.pathname);
    location.hash = fragment;
    const from = performance.now();
    while (!["ready", "error"].includes(region().dataset.state) && performance.now() - from < 20000)
      await new Promise((done) => setTimeout(done, 2));
    found.push([region().dataset.state, region().innerText.trim()]);
  }
  return found;
}"""
BATCH = "/tools/batch/"
HEADING = "编号,姓名,注册有效期至,加注\n"


@pytest.fixture
def target(page: Page) -> Iterator[Page]:
    """A page in which nothing that was sent to it may run."""
    page.add_init_script(hostile.SENTINEL)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    yield page
    assert dialogs == []
    assert page.evaluate("window.__harm") == []


def fragment(chance: random.Random, names: tuple[str, ...]) -> str:
    """A link: its first part is one of the page's own and says something."""
    parts = [f"{names[0]}={quote(hostile.text(chance) or '0')}"]
    often = [name for name in ("a", "n") if name in names]  # the others given twice open nothing
    others = [*names[1:], *often, *often]
    more = chance.sample(others, chance.randrange(min(4, len(others) + 1)))
    parts += [f"{name}={quote(hostile.text(chance))}" for name in more]
    chance.shuffle(parts)
    if chance.random() < 0.3:
        parts.insert(chance.randrange(1, len(parts) + 1), chance.choice(hostile.RAW))
    return "#" + "&".join(parts)


@pytest.mark.parametrize("path", few(LINKS))
def test_links_made_to_harm_are_answered_with_a_sentence(
    target: Page, server: StaticServer, path: str
):
    count, names, good = LINKS[path]
    chance = random.Random(path)
    links = [fragment(chance, names) for _ in range(count)]
    target.goto(server.url(path))
    target.locator("form[data-attached]").first.wait_for()
    found = target.evaluate(OPEN_ALL, links)
    for link, (state, written) in zip(links, found, strict=True):
        assert state in {"ready", "error"}, link
        assert len(written) > 5, link
        assert "启动" not in written, f"{link}: {written}"
        assert "Error" not in written, f"{link}: {written}"
    [(state, _)] = target.evaluate(OPEN_ALL, [f"#{good}"])
    assert state == "ready"


@pytest.mark.trust
def test_a_link_of_thousands_of_annotations_is_not_opened(target: Page, server: StaticServer):
    target.goto(server.url(PATH + "#" + "a=2026-01-15~2026-04-14&" * 10_000))
    expect(target.locator("#tool-answer")).to_contain_text("链接太长")
    target.evaluate("location.hash = '#' + 'a&'.repeat(1_050)")
    expect(target.locator("#tool-answer")).to_contain_text("最多 1000 个", timeout=60_000)
    target.evaluate("location.hash = '#apply_on=2026-02-10'")
    expect_answered(target)


def test_addresses_made_to_harm_leave_other_pages_as_they_are(target: Page, server: StaticServer):
    for harm in (text for text in hostile.TEXTS if "pwned" in text):
        asked = quote(harm)
        target.goto(server.url(f"/guides/annotation/?q={asked}&h={asked}&utm={asked}#{asked}"))
        expect(target.locator("h1")).to_contain_text("加注")
    target.goto(server.url(f"/embed/annotation/?theme={asked}&accent={asked}&host={asked}"))
    expect(target.get_by_role("button", name="计算")).to_be_enabled()


KEPT = (
    "not json",
    "null",
    "5",
    "true",
    '"text"',
    "[]",
    "[[[]]]",
    '{"annotations": 5, "apply_on": {"toString": 1}, "law": [1], "today": null}',
    '{"annotations": "abc", "registered_until": 20261231}',
    '{"annotations": {"length": 3}}',
    '{"annotations": [null, 1, "x", [], {"applied_on": {}}, {"]": "x"}, {"kind": "x", "days": []}]}',
    '{"__proto__": {"apply_on": "x"}, "constructor": 1}',
    json.dumps({"annotations": [{}] * 60_000}),
    json.dumps({name: hostile.TEXTS[-6] for _, names, _ in LINKS.values() for name in names}),
)


@pytest.mark.trust
@pytest.mark.parametrize("path", FORMS)
def test_a_form_survives_whatever_is_kept(target: Page, server: StaticServer, path: str):
    keep = """([storage, key, text]) => {
        sessionStorage.clear();
        localStorage.clear();
        window[storage].setItem(key, text);
    }"""
    key = f"yaoshi-zhiqi.form.{FORMS[path]}"
    target.goto(server.url(path))
    for number, text in enumerate(KEPT):
        target.evaluate(keep, [("sessionStorage", "localStorage")[number % 2], key, text])
        target.reload()
        target.locator("form[data-attached]").first.wait_for(timeout=10_000)
    whole_form(target)
    target.locator("form[data-runtime] [type=submit]").first.click()
    target.wait_for_selector("#tool-answer:is([data-state=ready], [data-state=error])")
    whole_form(target)
    target.locator("form[data-runtime] [type=reset]").first.click()
    assert target.evaluate("key => [sessionStorage[key], localStorage[key]]", key) == [None, None]


@pytest.mark.trust
def test_a_checklist_survives_whatever_is_kept(target: Page, server: StaticServer):
    key = "yaoshi-zhiqi.checklist.first-registration"
    target.goto(server.url("/guides/first-registration/"))
    for text in KEPT:
        target.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
        target.reload()
        expect(target.get_by_role("checkbox").first).to_be_enabled()


def test_the_tools_work_beside_a_broken_choice_of_colours(browser: Browser, server: StaticServer):
    """The theme itself stumbles over what it did not write; that may not reach the answer."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("localStorage.setItem('/.__palette', 'not json')")
    page.goto(server.url(PATH + "#apply_on=2026-02-10"))
    expect_answered(page)
    context.close()


def choose(page: Page, content: bytes, name: str = "a.csv") -> None:
    page.evaluate("document.getElementById('tool-answer').dataset.state = 'waiting'")
    page.set_input_files("#tool-file", {"name": name, "mimeType": "text/csv", "buffer": content})


def paste(page: Page, text: str) -> None:
    page.evaluate("document.getElementById('tool-answer').dataset.state = 'waiting'")
    whole_form(page)
    page.fill("#tool-table", text)
    page.click("#tool-form [type=submit]")


def settled(page: Page) -> str:
    """Answers the table when it can be read, and waits for the end; what the page then says."""
    page.wait_for_selector(
        "#tool-answer:is([data-state=ready], [data-state=error])", timeout=60_000
    )
    if page.locator("#tool-run").count():
        page.locator("#tool-run").click()
        page.wait_for_selector(
            "#tool-answer:is([data-state=error], :has(.verdict))", timeout=60_000
        )
    return page.locator("#tool-answer").inner_text().strip()


def table(chance: random.Random) -> bytes:
    """A table of harmful cells, then some bytes of it replaced, doubled or cut."""
    rows = [
        [hostile.text(chance) for _ in range(chance.choice((1, 4, 4, 4, 9)))]
        for _ in range(chance.randrange(1, 8))
    ]
    separator = chance.choice(",\t")
    lines = [separator.join(row) for row in rows]
    text = HEADING.replace(",", separator) + chance.choice(("\n", "\r\n", "\r")).join(lines)
    content = bytearray(text.encode(chance.choice(("utf-8", "utf-8", "gb18030", "utf-16"))))
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(content))
        content[at : at + chance.randrange(3)] = chance.choice(
            (b"\0", b'"', b"\xff", b"\n", b",", b'"\n"', b"\x80" * 9, b"")
        )
    return bytes(content)


TABLES = {
    "no bytes but zero": (b"\0" * 100_000, "列"),
    "a million columns": (b"a" + b",a" * 1_000_000, "第一行（列名）读不出来"),
    "thousands of columns": (b"a" + b",a" * 9_000, "最多 1000 格"),
    "a million cells in a row": (HEADING.encode() + b"x," * 500_000, "超过 100000 个字"),
    "many cells in a row": (HEADING.encode() + b",x" * 45_000, "多出"),
    "a quotation mark": (f'{HEADING}1,"示例,2026-12-31,\n'.encode() * 20, "引号"),
    "blank lines": (HEADING.encode() + b"\n" * 100_000, ""),
    "a picture": (bytes(range(256)) * 4_000, ""),
}


@pytest.mark.trust
@pytest.mark.soak
def test_tables_made_to_harm_are_answered_with_a_sentence(target: Page, server: StaticServer):
    target.goto(server.url(BATCH))
    target.locator("#tool-form[data-attached]").wait_for()
    for name, (content, words) in TABLES.items():
        choose(target, content)
        written = settled(target)
        assert words in written, f"{name}: {written[:300]}"
        assert len(written) > 5, name
        assert "启动" not in written, f"{name}: {written[:300]}"
    chance = random.Random(9)
    for number in range(how_many(test=20, soak=6_000)):
        content = table(chance)
        if number % 3:
            choose(target, content, f'"><img src=x onerror="{hostile.PWN}">.csv')
        else:
            paste(target, content.decode("utf-8", "replace"))
        written = settled(target)
        assert len(written) > 5, number
        assert "启动" not in written, (number, content)


def test_names_that_are_scripts_or_formulas_stay_text(target: Page, server: StaticServer):
    names = [text for text in hostile.TEXTS if "pwned" in text or text.startswith("=")]
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    target.goto(server.url(BATCH))
    target.fill(
        "#tool-table",
        ",".join(["注册有效期至", *quoted]) + "\n" + ",".join(["2026-12-31", *quoted]),
    )
    target.click("#tool-form [type=submit]")
    settled(target)
    target.get_by_text("显示全部的列").click()
    row = target.locator(".result-rows tbody tr")
    expect(row).to_have_count(1)
    assert row.locator("td").all_inner_texts()[1 : len(names) + 1] == names
    assert target.locator(".result-rows :is(img, script, svg, a)").count() == 0
    with target.expect_download() as download:
        target.get_by_role("button", name="下载结果").click()
    written = download.value.path().read_text("utf-8")
    assert "\"'=HYPERLINK(" in written
    assert ",'=cmd|" in written


GIVEN_TO_PYTHON = """() => {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...more) {
    if (Object.values(message).some((part) => part instanceof Blob)) window.__harm.push("the file was read");
    return post.call(this, message, ...more);
  };
}"""


def test_a_file_of_a_hundred_megabytes_is_refused_unread(
    target: Page, server: StaticServer, tmp_path: Path
):
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    target.goto(server.url(BATCH))
    target.locator("#tool-form[data-attached]").wait_for()
    target.evaluate(GIVEN_TO_PYTHON)
    target.set_input_files("#tool-file", huge)
    expect(target.locator("#tool-answer")).to_contain_text("超过 20 MB")
    expect(target.locator("#tool-answer")).to_contain_text("python3 -m checker batch")
    assert target.locator("#tool-answer").get_attribute("data-state") == "error"
