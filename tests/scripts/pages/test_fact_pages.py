"""Pages from facts: every event at home on one page, every value traceable, nothing that ages."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from icalendar import Calendar

from scripts.build import write_facts
from scripts.facts.load import Dataset
from scripts.facts.models import Fact
from scripts.facts.moments import Moment
from scripts.facts.resolve import Facts, resolve
from scripts.facts.shown import home
from scripts.pages.from_facts import calendar_now, write_pages
from tests import known as ours
from tests.scripts.made_up import EXAM, GUANGDONG, YEAR, made


class Page(HTMLParser):
    """What the tests ask of a page: event ids with their dates, values with their key, links."""

    def __init__(self, text: str):
        super().__init__()
        self.text = text
        self.events: dict[str, str] = {}
        self.ids: list[str] = []
        self.keys: list[str] = []
        self.links: list[str] = re.findall(r"\]\((https?://[^)]+)\)", text)
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.keys += [given["data-key"]] if "data-key" in given else []
        self.links += [given["href"]] if given.get("href", "").startswith("http") else []
        for id_ in given.get("data-event", "").split():
            assert id_ not in self.events
            self.events[id_] = given["datetime"]


def pages_in(folder: Path) -> Mapping[str, Page]:
    """By address relative to the root, such as calendar/2026/."""
    return {
        re.sub(r"(^|/)index/$", r"\1", path.relative_to(folder).with_suffix("").as_posix() + "/"):
        Page(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.md"))
    }  # fmt: skip


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return ours.dataset()


@pytest.fixture(scope="module")
def known(dataset: Dataset) -> Facts:
    return resolve(dataset)


@pytest.fixture(scope="module")
def out(known: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    write_facts(known, folder)
    return folder


@pytest.fixture(scope="module")
def pages(out: Path) -> Mapping[str, Page]:
    """All but the made-up one, of which nothing else is made."""
    return {
        address: page for address, page in pages_in(out).items() if address != "provinces/states/"
    }


def test_data_feed_api_and_pages_have_the_same_events(
    known: Facts, out: Path, pages: Mapping[str, Page]
):
    in_data = {e.id for e in known.events}
    feed = Calendar.from_ical((out / "calendar" / "all.ics").read_bytes())
    in_feed = {str(e["uid"]).split("@")[0] for e in feed.walk("VEVENT")}
    api = (out / "api" / "v1" / "calendar.json").read_text("utf-8")
    in_api = set(re.findall(r'^    "id": "([^"]+)"', api, re.MULTILINE))
    on_pages = [id_ for page in pages.values() for id_ in page.events]
    assert in_data == in_feed == in_api == set(on_pages)
    assert len(on_pages) == len(set(on_pages))


def test_each_event_is_at_home_with_its_date(known: Facts, pages: Mapping[str, Page]):
    for event in known.events:
        address, anchor = home(event).split("#")
        page = pages[address]
        shown = Moment.parse(page.events[event.id])
        assert shown.first == event.first, event.id
        assert shown.time == event.time.replace("24:00", "")
        assert anchor in page.ids


def fact_at(dataset: Dataset, key: str) -> object:
    """The record that a page's key names, read from the files' models."""
    place, *rest = key.split("/")
    if place == "statistics":
        node: object = dataset.statistics
    elif place == "national":
        node = dataset.national if not rest[0].isdigit() else dataset.exams[int(rest.pop(0))]
    else:
        node = dataset.provinces[place]
        if rest[0].isdigit():
            node = node.exams[int(rest.pop(0))]
    for step in rest:
        node = node[int(step)] if step.isdigit() else getattr(node, step)
    return node


def test_every_value_on_a_page_leads_to_its_record(dataset: Dataset, pages: Mapping[str, Page]):
    followed = 0
    for address, page in pages.items():
        for key in page.keys:
            record = fact_at(dataset, key)
            # A value taken from the country is named in the area's file as such, or not at all.
            assert isinstance(record, Fact) or record == "same_as_national", (address, key)
            followed += 1
    assert followed > 500


def test_every_known_value_of_a_year_is_on_its_page(known: Facts, pages: Mapping[str, Page]):
    for year, exam in known.exams.items():
        keys = set(pages[f"calendar/{year}/"].keys)
        for field in type(exam).model_fields:
            if isinstance(getattr(exam, field), Fact) and field != "special_area_line":
                assert f"national/{year}/{field}" in keys


def test_every_date_has_badge_source_and_day_of_check(pages: Mapping[str, Page]):
    for address, page in pages.items():
        for card in re.findall(r'<div class="fact" .*?</div>', page.text, re.DOTALL):
            assert "核对于" in card, address
            if "<time datetime" in card.split("核对于")[0]:
                assert 'class="badge' in card
                assert "来源" in card


def test_links_go_only_where_they_may(known: Facts, pages: Mapping[str, Page]):
    forbidden = {s.url for s in known.sources.values() if s.url and not s.linkable}
    for address, page in pages.items():
        assert not forbidden & set(page.links), address
        for url in forbidden:
            assert url not in page.text, (address, url)


def test_no_page_speaks_of_today(pages: Mapping[str, Page]):
    for address, page in pages.items():
        bare = re.sub(r"<span data-days-[^>]*hidden>.*?</span>", "", page.text)
        assert not re.search(r"今天|明天|昨天|还有 ?\d+ ?天|距离?今|目前|现在正在", bare), address


def test_province_pages_lead_with_the_last_known_year(pages: Mapping[str, Page]):
    guangdong = pages["provinces/guangdong/"].text
    lead = guangdong.split("## ")[0]
    assert "最近一次有记录的报名是 **2024 年" in lead
    assert "2026 年的网上报名" in lead
    # What is missing is said once, not as a card for each blank.
    years = guangdong.split("{#y2026}")[1].split("{#fees}")[0]
    assert "{#y2024}" in years
    assert 'data-status="unknown"' not in years


def test_waiting_for_scores_is_answered_with_a_range(known: Facts, pages: Mapping[str, Page]):
    text = pages["calendar/"].text
    # 2024-10-20 to 2024-11-20 is 31 days; 2022-11-06 to 2023-01-16 is 71 days.
    assert "最短 **31 天**" in text
    assert "最长 **71 天**" in text
    assert "推算不出" in text
    now = calendar_now(known)
    assert "31—71 天" in now
    assert "2027" in now


def test_an_expected_date_that_was_past_when_checked_says_so(pages: Mapping[str, Page]):
    card = pages["calendar/2026/"].text.split('data-key="national/2026/registration"')[1]
    card = card.split("</div>")[0]
    assert "没有看到正式公布" in card
    assert "未核实" in card
    assert "8月4日" not in pages["calendar/2026/"].text


def test_unknown_is_said_as_not_announced_or_not_verified(pages: Mapping[str, Page]):
    def card(year: int, field: str) -> str:
        text = pages[f"calendar/{year}/"].text
        return text.split(f'data-key="national/{year}/{field}"')[1].split("</div>")[0]

    assert "未公布" in card(2026, "scores")
    assert "未核实" in card(2022, "e_certificate")


def test_other_statements_are_told_without_a_name(known: Facts, pages: Mapping[str, Page]):
    text = pages["about/open-questions/"].text
    assert "前 30 天内" in text
    assert "72/120" in text
    for conflict in (c for e in known.exams.values() for c in e.exam.conflict):
        assert conflict.says in text
    named = {
        known.sources[i].publisher
        for e in known.exams.values()
        for c in e.exam.conflict
        for i in c.seen_in
    }
    section = text.split("{#values}")[1].split("{#open}")[0]
    assert not [name for name in named if name in section]


def test_every_source_is_listed_with_what_rests_on_it(known: Facts, pages: Mapping[str, Page]):
    page = pages["about/sources/"]
    assert set(known.sources) <= set(page.ids)
    for block in re.findall(r'<div class="source".*?</div>', page.text, re.DOTALL):
        assert "<a href=" in block.split("依据它的内容")[1], block[:80]


def test_text_of_the_data_is_no_markup(tmp_path: Path):
    def edit(files):
        files[EXAM]["exam"]["note"] = "甲 <script>alert(1)</script> & 乙"

    write_pages(made(tmp_path / "data", edit), tmp_path / "out")
    text = (tmp_path / "out" / "calendar" / f"{YEAR}.md").read_text("utf-8")
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_a_cancelled_exam_and_a_moved_date_are_shown_as_such(tmp_path: Path):
    def edit(files):
        year = files[GUANGDONG]["exams"][YEAR]
        year["exam"] = dict(files[EXAM]["exam"], status="changed", cancelled=True)
        year["registration"] |= {
            "status": "changed",
            "history": [{"on": "2029-12-01", "status": "expected", "start": f"{YEAR}-08-06"}],
        }

    write_pages(made(tmp_path / "data", edit), tmp_path / "out")
    text = (tmp_path / "out" / "provinces" / "guangdong.md").read_text("utf-8")
    assert "已取消" in text
    assert "已变更" in text
    assert f"2029-12-01以前写的是：{YEAR}年8月6日起（预计）" in text.replace(" ", "")


def test_same_facts_same_bytes(known: Facts, tmp_path: Path):
    for name in ("one", "two"):
        write_facts(known, tmp_path / name)
    for path in (tmp_path / "one").rglob("*"):
        if path.is_file():
            twin = tmp_path / "two" / path.relative_to(tmp_path / "one")
            assert path.read_bytes() == twin.read_bytes()


def test_what_pages_say_is_missing_goes_when_it_is_found(tmp_path: Path):
    def missing(files):
        for name in (GUANGDONG, "provinces/shaanxi.yml"):
            year = files[name]["exams"][YEAR]
            year["registration"] = {"status": "unknown", "checked_on": "2030-01-01"}
            files[name]["fees"][0]["year"] = YEAR - 2

    def text(folder: str, edit, page: str) -> str:
        write_pages(made(tmp_path / folder / "data", edit), tmp_path / folder / "out")
        return (tmp_path / folder / "out" / page).read_text("utf-8")

    areas, fees = "provinces/index.md", "guides/fees.md"
    assert "一个地区也没有看到" in text("missing", missing, areas)
    assert "看到 2 个地区" in text("found", lambda files: None, areas)
    assert "一个地区也没有看到" in text("missing", missing, fees)
    assert "看到 2 个地区" in text("found", lambda files: None, fees)

    def next_exam(files):
        following = files[f"exams/{YEAR + 1}.yml"] = {**files[EXAM], "year": YEAR + 1}
        for field in ("exam", "registration", "admit_card", "scores"):
            following[field] = {"status": "unknown", "checked_on": "2030-01-01"}
        following["registration"] = {
            **files[EXAM]["registration"], "start": f"{YEAR + 1}-08-04", "end": f"{YEAR + 1}-08-25",
        }  # fmt: skip

    assert "没有看到任何公告" in text("found", lambda files: None, "calendar/index.md")
    calendar = text("next", next_exam, "calendar/index.md")
    assert "没有看到任何公告" not in calendar
    assert f"{YEAR + 1}年8月4日" in calendar
