"""What is due on a day, worked by hand on made-up facts; how fresh each cell is."""

from datetime import date
from pathlib import Path
from typing import Any

from scripts.dev.bench import made_up_facts
from scripts.facts.freshness import MATTERS, all_due, coverage, due
from scripts.facts.resolve import Facts, facts
from scripts.pages.macros.facts import find
from tests import known as ours
from tests.scripts.made_up import GUANGDONG, Edit, value

CHECKED = date(2030, 1, 1)
UNKNOWN = {"status": "unknown", "checked_on": "2030-01-01"}


def two_years(root: Path, edit: Edit = lambda files: None) -> Facts:
    """2029 is known; of 2030 the exam days, and what `edit` says."""
    files: dict[str, Any] = dict(made_up_facts.made_up([2029, 2030], ["广东", "陕西"]))
    year = files["exams/2030.yml"]
    for kind in ("registration", "admit_card", "scores"):
        year[kind] = dict(UNKNOWN)
    files[GUANGDONG]["exams"][2030] = {"exam": "same_as_national", "registration": dict(UNKNOWN)}
    edit(files)
    made_up_facts.write_files(files, root)
    return facts(root)


def by_path(known: Facts) -> dict[str, date]:
    return {item.path: item.due_from for item in all_due(known)}


def test_what_is_unknown_is_due_two_weeks_before_the_day_of_the_years_before(tmp_path: Path):
    found = by_path(two_years(tmp_path))
    # 2029: registration of Guangdong from 08-05, of the country from 08-04; scores on 12-04.
    assert found["provinces/guangdong/2030/registration"] == date(2030, 7, 22)
    assert found["exams/2030/registration"] == date(2030, 7, 21)
    assert found["exams/2030/scores"] == date(2030, 11, 20)
    # Never looked for, and so never written: the season is that of the years before all the same.
    assert found["provinces/guangdong/2030/payment"] == date(2030, 7, 22)


def test_nothing_is_due_before_its_day(tmp_path: Path):
    known = two_years(tmp_path)
    path = "exams/2030/registration"
    assert path not in {item.path for item in due(known, date(2030, 7, 20))}
    assert path in {item.path for item in due(known, date(2030, 7, 21))}


def test_a_forecast_is_due_the_day_after_its_last(tmp_path: Path):
    def expect(files: dict[str, Any]) -> None:
        forecast = value(status="expected", start="2030-08-05", end="2030-08-20T17:00")
        files[GUANGDONG]["exams"][2030]["registration"] = forecast

    (item,) = [i for i in all_due(two_years(tmp_path, expect)) if "guangdong/2030/reg" in i.path]
    assert (item.why, item.due_from) == ("lapsed", date(2030, 8, 21))


def test_a_forecast_that_had_passed_at_the_last_look_is_due_since_its_day(tmp_path: Path):
    def expect(files: dict[str, Any]) -> None:
        forecast = value(status="expected", start="2030-08-05", end="2030-08-20T17:00")
        files[GUANGDONG]["exams"][2030]["registration"] = forecast
        files["sources.yml"]["made-up"]["checked_on"] = "2030-10-01"

    (item,) = [i for i in all_due(two_years(tmp_path, expect)) if "guangdong/2030/reg" in i.path]
    assert (item.why, item.due_from) == ("lapsed", date(2030, 8, 21))


def test_what_is_known_or_over_is_not_due(tmp_path: Path):
    def forget(files: dict[str, Any]) -> None:
        files[GUANGDONG]["exams"][2029]["payment"] = dict(UNKNOWN)

    found = by_path(two_years(tmp_path, forget))
    assert "provinces/guangdong/2029/payment" not in found
    assert "provinces/shaanxi/2030/registration" not in found
    assert "exams/2030/exam" not in found


def test_the_day_of_the_exam_is_due_from_january(tmp_path: Path):
    def forget(files: dict[str, Any]) -> None:
        later = made_up_facts.made_up([2031], ["广东"])["exams/2031.yml"]
        files["exams/2031.yml"] = later | {"exam": dict(UNKNOWN)}

    assert by_path(two_years(tmp_path, forget))["exams/2031/exam"] == date(2031, 1, 1)


def test_pages_that_differ_and_old_sources_follow(tmp_path: Path):
    def differ(files: dict[str, Any]) -> None:
        files[GUANGDONG]["fees"][0]["conflict"] = [{"says": "65 元", "holds": "往年的"}]

    known = two_years(tmp_path, differ)
    found = by_path(known)
    assert found["provinces/guangdong/fees/0"] == date(2030, 4, 1)  # 90 days after 1 January
    assert found["sources/made-up"] == date(2030, 10, 28)  # 300 days
    order = [item.why for item in all_due(known)]
    ranks = [("season", "lapsed").count(why) * -2 - (why == "conflict") for why in order]
    assert ranks == sorted(ranks)


def test_the_country_comes_before_an_area(tmp_path: Path):
    areas = [i.area != "national" for i in all_due(two_years(tmp_path)) if i.why == "season"]
    assert areas == sorted(areas)
    assert set(areas) == {False, True}


def test_a_cell_for_each_area_year_and_matter():
    known = ours.facts()
    cells = coverage(known)
    assert len(cells) == len(known.areas) * len(known.exams) * len(MATTERS)
    assert len({(c.area, c.exam_year, c.matter) for c in cells}) == len(cells)
    for cell in cells:
        if cell.path:
            held = find(known, cell.path)
            assert (held.status, held.checked_on) == (cell.status, cell.checked_on), cell
        else:
            assert (cell.status, cell.checked_on) == ("unknown", None)


def test_a_cell_tells_whose_day_it_is(tmp_path: Path):
    cells = {(c.area, c.exam_year, c.matter): c for c in coverage(two_years(tmp_path))}
    exam = cells["guangdong", 2030, "exam"]
    assert (exam.national, exam.path, exam.status) == (True, "exams/2030/exam", "announced")
    own = cells["guangdong", 2029, "registration"]
    assert (own.national, own.checked_on, own.due_from) == (False, CHECKED, None)
    assert cells["guangdong", 2030, "fees"].path == "provinces/guangdong/fees/0"
    assert cells["guangdong", 2029, "fees"].checked_on is None
