"""`make new-year`: a skeleton that is right as it stands, and never overwrites."""

from datetime import date
from pathlib import Path

import pytest

from scripts.facts.new_year import main, new_year
from scripts.facts.resolve import facts
from tests.scripts.made_up import GUANGDONG, YEAR, problems, write

TODAY = date(2030, 12, 1)


def test_the_skeleton_is_right_and_all_unknown(tmp_path: Path):
    root = write(tmp_path)
    written = new_year(YEAR + 1, TODAY, root)
    assert {p.relative_to(root).as_posix() for p in written} == {
        f"exams/{YEAR + 1}.yml", GUANGDONG, "provinces/shaanxi.yml",
    }  # fmt: skip
    assert problems(root) == []
    known = facts(root)
    assert known.exams[YEAR + 1].exam.status == "unknown"
    assert known.exams[YEAR + 1].exam.checked_on == TODAY
    in_area = known.areas["guangdong"].years[YEAR + 1]
    assert in_area.periods["registration"].period.status == "unknown"
    assert in_area.periods["exam"].national


def test_it_leaves_what_is_there(tmp_path: Path):
    root = write(tmp_path)
    before = {p: p.read_text("utf-8") for p in root.rglob("*.yml")}
    assert new_year(YEAR, TODAY, root) == []
    new_year(YEAR + 1, TODAY, root)
    for path, text in before.items():
        assert facts(root)
        kept = path.read_text("utf-8")
        assert all(line in kept for line in text.splitlines())
    assert new_year(YEAR + 1, TODAY, root) == []


@pytest.mark.parametrize("wrong", [[], ["28"], ["2028", "2029"], ["next"]])
def test_a_wrong_year_is_explained(wrong: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(wrong) == 2
    assert "make new-year YEAR=" in capsys.readouterr().out
