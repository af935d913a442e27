"""Reading the facts: every error at once, with its line; dates as notices write them."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from scripts.facts.load import load
from scripts.facts.moments import Moment
from scripts.facts.problems import FactsError, Problem
from tests.known import facts
from tests.scripts.made_up import EXAM, GUANGDONG, YEAR, made, problems, write


def line_of(root: Path, name: str, words: str) -> int:
    lines = (root / name).read_text("utf-8").splitlines()
    return next(i for i, line in enumerate(lines, 1) if words in line)


def test_made_up_facts_are_right(tmp_path: Path):
    assert problems(write(tmp_path)) == []


def test_all_errors_come_at_once_with_file_line_and_remedy(tmp_path: Path):
    def spoil(files):
        files[EXAM]["exam"]["stauts"] = "announced"
        files[EXAM]["paper"]["questions"] = "many"
        del files["national.yml"]["score_query"]["checked_on"]
        files[GUANGDONG]["fees"][0]["status"] = "sure"
        files[GUANGDONG]["exams"][YEAR]["registration"]["end"] = f"{YEAR}-02-30"

    root = write(tmp_path, spoil)
    found = {(Path(p.file).name, p.field): p for p in problems(root)}
    assert set(found) == {
        (f"{YEAR}.yml", "exam.stauts"),
        (f"{YEAR}.yml", "paper.questions"),
        ("national.yml", "score_query.checked_on"),
        ("guangdong.yml", "fees[0].status"),
        ("guangdong.yml", f"exams[{YEAR}].registration.end"),
    }
    unknown_key = found[(f"{YEAR}.yml", "exam.stauts")]
    assert unknown_key.line == line_of(root, EXAM, "stauts")
    assert "没有这个键" in unknown_key.expected
    assert unknown_key.mend
    not_real = found[("guangdong.yml", f"exams[{YEAR}].registration.end")]
    assert f"{YEAR}-02-30 不是真实日期" in not_real.expected
    assert not_real.line == line_of(root, GUANGDONG, f"{YEAR}-02-30")
    assert "expected" in found[("guangdong.yml", "fees[0].status")].expected


def test_a_repeated_key_is_refused_where_it_stands(tmp_path: Path):
    root = write(tmp_path)
    path = root / EXAM
    path.write_text(path.read_text("utf-8") + f"year: {YEAR}\n", "utf-8")
    (problem,) = problems(root)
    assert problem.line == len(path.read_text("utf-8").splitlines())
    assert problem.field == "year"
    assert "只写一次" in problem.expected


def test_broken_yaml_names_its_line(tmp_path: Path):
    root = write(tmp_path)
    (root / EXAM).write_text("year: [2030\nexam: {}\n", "utf-8")
    (problem,) = problems(root)
    assert problem.file.endswith(EXAM)


def test_a_missing_file_is_named(tmp_path: Path):
    root = write(tmp_path)
    (root / "statistics.yml").unlink()
    (problem,) = problems(root)
    assert problem.file.endswith("statistics.yml")


def test_the_file_name_is_the_key(tmp_path: Path):
    root = write(tmp_path)
    (root / EXAM).rename(root / "exams" / "2031.yml")
    assert ("year", 1) in {(p.field, p.line) for p in problems(root)}


def test_unknown_carries_no_value_and_the_known_carries_one(tmp_path: Path):
    def spoil(files):
        files[EXAM]["scores"]["status"] = "unknown"
        files[EXAM]["admit_card"] = {"status": "announced", "checked_on": "2030-01-01"}

    found = {p.field: p.expected for p in problems(write(tmp_path, spoil))}
    assert "unknown" in found["scores"]
    assert "缺少内容" in found["admit_card"]


def test_same_as_national_is_resolved(tmp_path: Path):
    def edit(files):
        files[GUANGDONG]["registration_site"] = dict(
            files["national.yml"]["registration_site"], name="本省自己的网站"
        )

    known = made(tmp_path, edit)
    own, inherited = known.areas["guangdong"], known.areas["shaanxi"]
    assert own.registration_site.name == "本省自己的网站"
    assert inherited.registration_site == known.national.registration_site
    exam = inherited.years[YEAR].periods["exam"]
    assert exam.national
    assert exam.period == known.exams[YEAR].exam
    assert list(inherited.review) == list(known.national.review)


@pytest.mark.parametrize(
    ("text", "first", "last", "time", "precision"),
    [
        ("2025-07-03", "2025-07-03", "2025-07-03", "", "day"),
        ("2025-07-03T16:00", "2025-07-03", "2025-07-03", "16:00", "minute"),
        ("2024-07-03T24:00", "2024-07-03", "2024-07-03", "24:00", "minute"),
        ("2024-02", "2024-02-01", "2024-02-29", "", "month"),
        ("2025-12", "2025-12-01", "2025-12-31", "", "month"),
    ],
)
def test_moments(text: str, first: str, last: str, time: str, precision: str):
    moment = Moment.parse(text)
    days = (date.fromisoformat(first), date.fromisoformat(last))
    assert (moment.first, moment.last) == days
    assert (moment.time, moment.precision) == (time, precision)


@pytest.mark.parametrize(
    "text",
    ["2025", "2025-7-3", "2025-13", "2025-02-29", "2025-07-03T25:00", "2025-07-03T24:01", "７月"],
)
def test_what_is_no_moment(text: str):
    with pytest.raises(ValueError, match=r".+"):
        Moment.parse(text)


def test_the_facts_of_the_site_are_right():
    known = facts()
    assert len(known.areas) == 32
    assert set(range(2019, 2028)) <= set(known.exams)


def test_facts_error_says_every_problem(tmp_path: Path):
    root = write(tmp_path, lambda files: files[EXAM].pop("exam"))
    with pytest.raises(FactsError) as caught:
        load(root)
    assert "exam" in str(caught.value)
    assert "改法" in str(caught.value)


def test_errors_found_in_another_process_are_the_same():
    problem = Problem("a.yml", 3, "exam.start", "日期写成 2026-10-24", "补上日")
    error = pickle.loads(pickle.dumps(FactsError([problem])))
    assert error.problems == [problem]
    assert str(error) == str(problem)
