"""What the data says today, read off the sources by hand, and what it must never say."""

import re
from datetime import date

import pytest

from scripts.facts.load import DATA
from scripts.facts.models import Lapsed
from scripts.facts.resolve import Facts
from scripts.facts.shown import shown_address, unverified
from tests.known import facts


@pytest.fixture(scope="module")
def known() -> Facts:
    return facts()


EXAMS = {
    2019: "2019-10-26",
    2020: "2020-10-24",
    2021: "2021-10-23",
    2022: "2022-11-05",
    2023: "2023-10-21",
    2024: "2024-10-19",
    2025: "2025-10-18",
    2026: "2026-10-31",
}
SPANS = {
    2019: ("2019-08-08", "2019-09-06"),
    2020: ("2020-08-01", "2020-08-27"),
    2021: ("2021-08-04", "2021-08-23"),
    2022: ("2022-08-29", "2022-09-13"),
    2023: ("2023-08-10", "2023-08-30"),
    2024: ("2024-06-20", "2024-07-10"),
    2025: ("2025-06-24", "2025-07-15"),
}
SCORES = {
    2019: "2019-12-27",
    2020: "2020-12-25",
    2021: "2021-12-24",
    2022: "2023-01-16",
    2023: "2023-12-08",
    2024: "2024-11-20T10:00",
}
# Windows of the areas by the sources; an empty start was not given.
WINDOWS = {
    (2024, "tianjin"): ("2024-06-24T00:00", "2024-07-03T24:00"),
    (2024, "shanghai"): ("2024-06-20T10:00", "2024-06-29T16:00"),
    (2024, "guangdong"): ("2024-06-28T09:00", "2024-07-08T17:00"),
    (2025, "shanghai"): ("2025-06-24T10:00", "2025-07-03T16:00"),
    (2025, "yunnan"): ("2025-06-24T09:00", "2025-07-04T17:00"),
    (2025, "shaanxi"): ("2025-06-24", "2025-07-07T18:00"),
    (2025, "neimenggu"): (None, "2025-07-10"),
    (2025, "xinjiang-bingtuan"): (None, "2025-07-10"),
    (2025, "sichuan"): ("2025-06-26", "2025-07-09"),
    (2025, "hubei"): ("2025-06-26T09:00", "2025-07-09T20:00"),
    (2025, "henan"): ("2025-07-01T09:00", "2025-07-11T17:00"),
    (2025, "shandong"): ("2025-06-25T09:00", "2025-07-07T16:00"),
    (2025, "hunan"): (None, "2025-07-13T17:00"),
    (2025, "zhejiang"): ("2025-06-27", "2025-07-07T17:00"),
    (2025, "chongqing"): ("2025-06-27", "2025-07-07T17:00"),
    (2025, "anhui"): ("2025-06-27", "2025-07-07T16:00"),
    (2024, "neimenggu"): ("2024-06-20", "2024-07-03"),
    (2024, "xinjiang"): ("2024-06-25", "2024-07-09"),
    (2024, "hunan"): ("2024-07-01", "2024-07-10"),
    (2024, "heilongjiang"): ("2024-06-28", "2024-07-08"),
    (2023, "zhejiang"): ("2023-08-11", "2023-08-20"),
    (2023, "hubei"): ("2023-08-18T09:00", "2023-08-28T20:00"),
    (2023, "shaanxi"): ("2023-08-11", "2023-08-21T17:00"),
    (2023, "xinjiang-bingtuan"): ("2023-08-10", "2023-08-30"),
    (2022, "beijing"): ("2022-08-31", "2022-09-06"),
    (2022, "hainan"): ("2022-09-01", "2022-09-09"),
}
# Fees of the newest year on record: per paper, on top per person, 专业知识（一） where it differs.
FEES = {
    "hebei": (2024, 66, 10, None),
    "ningxia": (2024, 63, 10, None),
    "jilin": (2024, 68, 0, 71),
    "guizhou": (2024, 50, 0, None),
    "hubei": (2023, 61, 0, None),
    "hainan": (2022, 55, 0, None),
    "guangdong": (2021, 56, 0, None),
}
REGISTERED_IN = {
    2024: {
        "shanghai", "tianjin", "guangdong", "zhejiang", "fujian", "shandong", "hubei", "shanxi",
        "anhui", "jiangsu", "liaoning", "jiangxi", "jilin", "neimenggu", "xinjiang", "hunan",
        "heilongjiang",
    },
    2025: {
        "shanghai", "yunnan", "shaanxi", "neimenggu", "xinjiang-bingtuan", "sichuan", "hubei",
        "henan", "shandong", "hunan", "zhejiang", "chongqing", "anhui",
    },
    2026: set(),
}  # fmt: skip


def window(known: Facts, area: str, year: int):
    held = known.areas[area].years[year].periods["registration"]
    return None if held.period.status == "unknown" else held.period


def test_exam_days(known: Facts):
    assert {y: str(e.exam.start) for y, e in known.exams.items() if e.exam.start} == EXAMS


def test_national_spans(known: Facts):
    for year, (start, end) in SPANS.items():
        registration = known.exams[year].registration
        assert (str(registration.start), str(registration.end)) == (start, end)


def test_scores(known: Facts):
    sure = {
        y: str(e.scores.start) for y, e in known.exams.items() if e.scores.status == "confirmed"
    }
    assert {y: s for y, s in sure.items() if y >= 2019} == SCORES


def test_windows_of_the_areas(known: Facts):
    for (year, area), (start, end) in WINDOWS.items():
        period = window(known, area, year)
        assert (period.start and str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize("year", REGISTERED_IN)
def test_which_areas_have_a_window(known: Facts, year: int):
    found = {a for a in known.areas if window(known, a, year)}
    assert found == REGISTERED_IN[year]


def test_registration_of_those_who_passed_in_2025(known: Facts):
    (event,) = (e for e in known.events if e.kind == "registration_opens")
    assert (event.exam_year, event.first) == (2025, date(2026, 1, 6))


def test_what_nobody_has_announced_stays_unknown(known: Facts):
    assert known.exams[2026].scores.status == "unknown"
    assert known.exams[2027].exam.status == "unknown"
    assert isinstance(known.exams[2026].registration, Lapsed)
    assert known.exams[2026].exam.status == "announced"
    assert known.exams[2025].scores.status == "unknown"
    assert known.exams[2025].special_area_line.status == "unknown"
    assert not any(e.exam_year == 2026 and e.area != "national" for e in known.events)
    assert not any(e.exam_year == 2027 for e in known.events)


def test_lines(known: Facts):
    lines = {
        y: (e.pass_line.marks, e.pass_line.full_marks)
        for y, e in known.exams.items()
        if e.pass_line.status == "confirmed"
    }
    assert lines == {
        2021: (72, 120), 2022: (72, 120), 2023: (72, 120), 2024: (72, 120), 2025: (60, 100),
    }  # fmt: skip
    assert known.exams[2023].special_area_line.marks == 68
    assert known.exams[2024].special_area_line.announced_on == date(2025, 1, 23)


def test_fees(known: Facts):
    for area, found in FEES.items():
        fee = known.areas[area].fees[0]
        said = (fee.year, fee.yuan_per_paper, fee.yuan_per_person, fee.yuan_knowledge_one)
        assert said == found, area
    for area in known.areas.values():
        years = [fee.year or 0 for fee in area.fees]
        assert years == sorted(years, reverse=True), area.id


def test_places_of_exams(known: Facts):
    places = {
        (a.id, y.year) for a in known.areas.values() for y in a.years.values() if y.exam_places
    }
    assert len(places) == 14
    assert "西安" in (known.areas["shaanxi"].years[2024].exam_places.text or "")


def test_rates_add_up(known: Facts):
    rates = {r.exam_year: r for r in known.statistics.pass_rates}
    # The page's own heads, rounded to thousands, give 25.06; it prints 25.16. The note says so.
    assert "25.06" in (rates.pop(2015).note or "")
    assert (rates[2023].passed, rates[2023].sat) == (83238, 569681)
    for rate in rates.values():
        if rate.passed and rate.sat and rate.pass_rate_percent:
            # Heads rounded to thousands, as printed for 2018 and 2019, move the rate a little.
            assert abs(100 * rate.passed / rate.sat - rate.pass_rate_percent) < 0.05
    assert {y for y, r in rates.items() if r.status == "unknown"} == {2022, 2024, 2025, 2026}


def test_cancelled_exams(known: Facts):
    cancelled = {e.id for e in known.events if e.period.cancelled}
    assert cancelled == {
        "beijing-2020-exam", "neimenggu-2021-exam", "guizhou-2021-exam", "gansu-2021-exam",
        "ningxia-2021-exam",
    }  # fmt: skip


@pytest.mark.parametrize(
    "never",
    [
        "2025-06-28",  # the window of 海南, a forecast not to be printed
        "83万",  # contradicted by an earlier, higher number
        "2026-10-17",  # a guess that the plan replaced
        "2020-10-23",  # a Friday
        "CB202509011614080000000047",  # a window of no named province
        "533286",  # without a source of its own
        "800 元",
    ],
)
def test_what_is_marked_unusable_is_not_there(never: str):
    for path in DATA.rglob("*.yml"):
        assert never not in path.read_text("utf-8"), path


def test_addresses_that_nobody_vouches_for_are_not_shown(known: Facts):
    for area in known.areas.values():
        portals = area.continuing_education.portals
        for address in (area.exam_agency, area.drug_administration, *portals):
            shown = shown_address(address, known.sources)
            vouched = any(known.sources[s].linkable for s in address.source)
            assert (shown.how == "link") == (vouched and bool(address.url))
            if shown.how == "text":
                assert re.match(r"https?://[a-z0-9.-]+\.gov\.cn(/|$)", shown.url)
    (national,) = known.national.continuing_education.portals
    assert shown_address(national, known.sources).how == "hidden"


def test_hearsay_is_marked_unverified(known: Facts):
    hunan = window(known, "hunan", 2025)
    assert unverified(hunan, known.sources)
    tianjin = known.areas["tianjin"].years[2024].periods["certificate_mail"].period
    assert unverified(tianjin, known.sources)
    assert not unverified(known.exams[2024].exam, known.sources)
