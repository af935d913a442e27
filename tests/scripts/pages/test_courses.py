"""Courses: their pages, the API and what a search engine is told say the same, each with its date."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from scripts.dev.bench.made_up_facts import made_up, write_files
from scripts.facts.courses import Price, first_day, last_day, yuan_a_year
from scripts.facts.resolve import Facts, facts
from scripts.pages import structured_data
from scripts.pages.from_facts import write_pages
from scripts.published import redirects as plain_files
from scripts.published.api import write_api
from tests.scripts.made_up import made

PROVIDER = "courses/provider-0.yml"


@pytest.fixture(scope="module")
def known() -> Facts:
    return facts()


@pytest.fixture(scope="module")
def out(known: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    write_pages(known, folder)
    write_api(known, folder)
    return folder


def page_of(folder: Path, edit: Any, course: str = "course-0") -> str:
    write_pages(made(folder / "data", edit), folder / "out")
    return (folder / "out/courses/provider-0" / f"{course}.md").read_text("utf-8")


def spoil(**changes: object) -> Any:
    return lambda files: files[PROVIDER]["courses"][0].update(changes)


def price(**changes: object) -> Any:
    return lambda files: files[PROVIDER]["courses"][0]["prices"][0].update(changes)


def test_the_products_of_the_founding_article_are_as_it_states_them(known: Facts):
    said = {
        "单科课程班": {("per_subject", 156, 365)},
        "单科进阶班": {("per_subject", 210, 365)},
        "全科进阶班": {("all_subjects", 486, 365)},
        "无忧通关班": {("unknown", 586, 365)},
        "题库会员": {
            ("per_subject", 30, "year"),
            ("all_subjects", 40, "month"),
            ("all_subjects", 50, "quarter"),
            ("all_subjects", 70, "year"),
        },
    }
    found: dict[tuple[str, str], set[tuple[str, int, object]]] = {}
    for course in known.providers["educity"].courses:
        if course.prices != "unknown":
            assert (course.seen_on, course.url, course.status) == ("2025", "unknown", "unknown")
            name = course.title.split("（")[0]
            found[name, course.track] = {
                (p.scope, p.yuan, *p.validity.model_dump().values()) for p in course.prices
            }
    assert found == {(name, track): v for name, v in said.items() for track in ("tcm", "pharmacy")}


@pytest.mark.parametrize(
    ("yuan", "validity", "a_year"),
    [
        (486, {"days_from_purchase": 365}, 486),
        (300, {"days_from_purchase": 730}, 150),
        (100, {"days_from_purchase": 400}, 92),  # 100 × 365 / 400 = 91.25
        (40, {"every": "month"}, 480),
        (50, {"every": "quarter"}, 200),
        (70, {"every": "year"}, 70),
        (700, {"start": "2012-07-07", "end": "2012-08-12"}, None),
        (880, "unknown", None),
    ],
)
def test_a_year_s_cost_follows_from_the_validity(yuan: int, validity: object, a_year: int | None):
    seen = {"scope": "all_subjects", "price_checked_on": "2030", "yuan": yuan, "validity": validity}
    assert yuan_a_year(Price.model_validate(seen)) == a_year


def test_a_date_known_in_part_means_all_its_days():
    assert first_day("2025").isoformat() == "2025-01-01"
    assert last_day("2025").isoformat() == "2025-12-31"
    assert last_day("2024-02").isoformat() == "2024-02-29"


def test_every_course_has_its_page_and_stands_in_the_list_and_the_api(known: Facts, out: Path):
    ids = {f"{p.id}/{c.id}" for p in known.providers.values() for c in p.courses}
    pages = {
        p.relative_to(out / "courses").with_suffix("").as_posix()
        for p in (out / "courses").glob("*/*.md")
        if p.stem != "index"
    }
    listed = re.findall(
        r'<a href="([^/"]+/[^/"]+)/"', (out / "courses/index.md").read_text("utf-8")
    )
    api = json.loads((out / "api/v1/courses.json").read_text("utf-8"))["data"]
    in_api = {f"{p['id']}/{c['id']}" for p in api["providers"] for c in p["courses"]}
    assert ids == pages == set(listed) == in_api


def test_the_pages_and_the_api_have_the_same_prices(known: Facts, out: Path):
    api = json.loads((out / "api/v1/courses.json").read_text("utf-8"))["data"]
    for provider in api["providers"]:
        for course in provider["courses"]:
            text = (out / f"{course['page'].rstrip('/')}.md").read_text("utf-8")
            in_table = re.findall(r'<th scope="row">[^<]+</th><td data-sort="\d+">(\d+) 元', text)
            assert [int(yuan) for yuan in in_table] == [p["yuan"] for p in course["prices"]]
            assert course["checked_on"] in text
            for held in course["prices"]:
                assert held["price_checked_on"]


def test_every_page_says_that_nothing_is_paid_and_whose_words_these_are(out: Path):
    pages = list((out / "courses").rglob("*.md"))
    assert len(pages) > 20
    for path in pages:
        text = path.read_text("utf-8")
        assert "没有为这一页收任何人的钱" in text, path
        assert "没有核实" in text or "没有看到这家机构的课程" in text, path
        assert not re.search(r"立即购买|马上购买|点击购买|推荐购买", text), path
        for link in re.findall(r'<a href="http[^>]*>', text):
            assert 'rel="nofollow noopener"' in link, path


def test_what_is_paid_for_is_marked_as_advertising(tmp_path: Path):
    page = page_of(tmp_path, lambda f: f[PROVIDER].update(disclosure="paid"))
    assert "广告" in page
    assert 'rel="nofollow noopener sponsored"' in page
    assert "没有为这一页收任何人的钱" not in page
    listed = (tmp_path / "out/courses/index.md").read_text("utf-8")
    assert "广告</span>" in listed
    assert "没有为这一页收任何人的钱" not in listed


def test_a_price_not_checked_for_long_says_for_how_long(tmp_path: Path):
    # 2029-10-02 + 91 = 2030-01-01, the day of the build.
    assert "91 天没有核对" in page_of(tmp_path / "old", price(price_checked_on="2029-10-02"))
    fresh = page_of(tmp_path / "fresh", price(price_checked_on="2029-10-03"))
    assert "天没有核对" not in fresh
    assert '<time datetime="2029-10-03" data-old-after="90">' in fresh


def test_an_offer_is_made_only_while_the_price_was_surely_seen_within_ninety_days(tmp_path: Path):
    def offers(name: str, edit: Any) -> object:
        known = made(tmp_path / name, edit)
        provider = known.providers["provider-0"]
        node = structured_data.course(provider, provider.courses[0], "", known.as_of)
        return node.get("offers")

    (offer,) = offers("fresh", price(price_checked_on="2029-10-03"))  # type: ignore[misc]
    assert offer["price"] == 100
    assert offer["priceValidUntil"] == "2030-01-01"  # 2029-10-03 + 90
    assert offers("old", price(price_checked_on="2029-10-02")) is None
    assert offers("vague", price(price_checked_on="2029")) is None
    assert offers("ended", spoil(status="ended", ended_on="2029-12-31")) is None


def test_an_ended_course_keeps_its_page(tmp_path: Path):
    page = page_of(tmp_path, spoil(status="ended", ended_on="2029-11-30"))
    assert "已于2029年11月30日结束" in page
    assert "已结束</span>" in (tmp_path / "out/courses/index.md").read_text("utf-8")


def test_an_answer_says_what_is_paid_for_what(tmp_path: Path):
    one = page_of(tmp_path / "one", price(scope="per_subject", yuan=30, validity="unknown"))
    assert "写的价格：每科 30 元，有效期：没有看到" in one
    other = page_of(tmp_path / "other", price(scope="unknown", yuan=880, starting_at=True))
    assert "写的价格：880 元起（没有写单科还是全科），有效期" in other


def test_older_prices_are_kept(tmp_path: Path):
    page = page_of(tmp_path, price(history=[{"yuan": 90, "price_checked_on": "2029-05"}]))
    assert "2029年5月 90 元 → 2030年1月1日 100 元" in page


def test_a_renamed_course_is_found_at_its_old_address(tmp_path: Path):
    page_of(tmp_path, lambda f: None)
    redirects = tmp_path / "redirects.yml"
    redirects.write_text(
        "- {was: courses/provider-0/old-name/, to: courses/provider-0/course-0/}\n", "utf-8"
    )
    plain_files.write_plain_files(tmp_path / "out", redirects)
    moved = tmp_path / "out/courses/provider-0/old-name/index.html"
    assert "courses/provider-0/course-0/" in moved.read_text("utf-8")


def test_text_of_a_provider_is_no_markup(tmp_path: Path):
    page = page_of(tmp_path, spoil(contains=["<script>alert(1)</script>"]))
    assert "<script>" not in page


def test_a_long_list_stays_small(tmp_path: Path):
    write_files(made_up([2030], ["广东"], providers=50, courses=20), tmp_path / "data")
    write_pages(facts(tmp_path / "data"), tmp_path / "out")
    text = (tmp_path / "out/courses/index.md").read_bytes()
    assert text.count(b"data-kind=") == 1000
    # Of the 150 kB that the whole page may have, the theme and the navigation need some.
    assert len(gzip.compress(text)) < 120_000
