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


def test_a_course_is_told_in_the_words_of_its_page(tmp_path: Path):
    def dearer(files):
        provider = files["courses/provider-0.yml"]
        provider["courses"][0]["track"] = "both"
        price = provider["courses"][0]["prices"][0]
        price |= {"yuan": 120, "starting_at": True, "validity": {"every": "month"}}
        provider["courses"][1]["prices"] = "unknown"

    found = change(tmp_path, lambda files: None, dearer)
    whose = "某机构 provider-0"
    assert f"{whose} course-0 方向：中药学 → 药学和中药学" in found
    assert f"{whose} course-0 第 1 个价 价格：100 → 120" in found
    assert f"{whose} course-0 第 1 个价 “起”：没有 → 有" in found
    assert f"{whose} course-0 第 1 个价 有效期 按期付费：没有 → 一个月" in found
    assert f"{whose} course-1 价格：没有 → 没有写" in found


def test_a_new_provider_is_told_once_for_each_value(tmp_path: Path):
    def another(files):
        new = {**files["courses/provider-0.yml"], "id": "new", "courses": []}
        files["courses/new.yml"] = new | {"site": {"status": "unknown", "checked_on": "2030-01-01"}}

    found = change(tmp_path, lambda files: None, another)
    assert "某机构 provider-0 site：没有 → 未公布" in found
    assert not [
        line for line in found if "在售" in line or "：没有 → 没有" in line or "： → " in line
    ]


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
