"""What a change of docs/data means, said in dates and words."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.places import ROOT
from scripts.upkeep.diff_facts import differences
from tests.scripts.made_up import EXAM, GUANGDONG, YEAR, Edit, value, write


def change(folder: Path, before: Edit, after: Edit) -> list[str]:
    return differences(write(folder / "before", before), write(folder / "after", after))


def registration(**more: str) -> Edit:
    def edit(files):
        files[GUANGDONG]["exams"][YEAR]["registration"] = (
            value(**more) if more else {"status": "unknown", "checked_on": "2030-01-01"}
        )

    return edit


def test_a_date_that_was_announced_is_said_with_its_hour_and_status(tmp_path: Path):
    found = change(
        tmp_path, registration(), registration(start="2030-07-01", end="2030-07-08T17:00")
    )
    assert "广东 2030 网上报名截止：未公布 → 2030-07-08 17:00（已公布）" in found
    assert "广东 2030 网上报名开始：未公布 → 2030-07-01（已公布）" in found


def test_a_date_that_moved_names_both(tmp_path: Path):
    found = change(tmp_path, registration(start="2030-07-01"), registration(start="2030-07-02"))
    assert found == ["广东 2030 网上报名开始：2030-07-01（已公布） → 2030-07-02（已公布）"]


def test_a_look_without_a_change_is_only_counted(tmp_path: Path):
    def looked(files):
        files[EXAM]["exam"]["checked_on"] = "2030-09-01"

    assert change(tmp_path, lambda files: None, looked) == ["另有 1 处只改了核对日期"]


def test_a_new_item_of_a_list_leaves_the_others_as_they_were(tmp_path: Path):
    def fee(files):
        files[GUANGDONG]["fees"].insert(0, value(year=2031, yuan_per_paper=99))

    found = change(tmp_path, lambda files: None, fee)
    assert any("99" in line and line.startswith("广东 报名费 2031") for line in found)
    assert not any("2030 " in line.split("：")[0] for line in found)


def test_nothing_changed_is_nothing_said(tmp_path: Path):
    assert change(tmp_path, lambda files: None, lambda files: None) == []


@pytest.mark.parametrize(
    ("revision", "exit_code", "said"),
    [("HEAD", 0, ""), ("no-such-revision", 2, "no-such-revision"), ("", 2, "BASE=")],
)
def test_the_command(revision: str, exit_code: int, said: str):
    done = subprocess.run(
        [sys.executable, "-m", "scripts.upkeep.diff_facts", *([revision] if revision else [])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == exit_code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
