"""The steps of docs/dev/data.md from a notice to a change, carried out as they stand there."""

import os
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scripts.facts.load import load
from scripts.places import DOCS, ROOT
from tests.scripts.upkeep.servers import server

SECTION = (
    (DOCS / "dev" / "data.md").read_text("utf-8").split("## 从通知到改动\n")[1].split("\n## ")[0]
)
STEPS = re.findall(r"^\d+\. (.*)$", SECTION, re.MULTILINE)


def commands(step: str) -> list[str]:
    found = re.findall(r"`((?:UPKEEP_CONTACT=\S+ )?(?:make|git) [^`]+)`", step)
    return [command for command in found if " " in command]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of this one with its own history, its environments shared."""
    here = tmp_path / "checkout"
    for name in ("scripts", "checker", "locks", "docs/data", "docs/dev"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, here / name, ignore=ignored)
    for name in (
        "Makefile",
        "pyproject.toml",
        "package.json",
        "package-lock.json",
        ".python-version",
        ".npmrc",
    ):
        shutil.copy2(ROOT / name, here / name)
    for name in (".venv", "node_modules", ".tools"):
        if (ROOT / name).exists():
            (here / name).symlink_to((ROOT / name).resolve())
    (here / ".gitignore").write_text("/.venv\n/node_modules\n/.tools\n/build/\n__pycache__/\n")
    for arguments in (["init", "-q", "-b", "main"], ["config", "user.name", "a"], ["config", "user.email", "a@invalid"],
                      ["add", "."], ["commit", "-qm", "as it was"], ["switch", "-qc", "notice"]):  # fmt: skip
        subprocess.run(["git", *arguments], cwd=here, check=True)
    return here


def test_there_are_at_most_eight_steps():
    assert 1 < len(STEPS) <= 8
    assert any(commands(step) for step in STEPS)


@pytest.mark.trust
def test_the_steps_lead_from_a_notice_to_the_change(checkout: Path):
    dataset = load(checkout / "docs/data")
    year = max(year for year in dataset.exams if dataset.exams[year].exam.start)
    span = dataset.exams[year].registration
    area = next(
        id_ for id_, province in dataset.provinces.items()
        if year in province.exams and getattr(province.exams[year].registration, "status", "") == "unknown"
        and not province.exams[year].payment
    )  # fmt: skip
    day = span.start.first if span.start else dataset.exams[year].exam.start.first
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    said = f"网上报名时间：{day.year}年{day.month}月{day.day}日9:00至{day.year}年{day.month}月{day.day + 3}日17:00。"
    with server() as site:
        url = site.page(
            "/n.html",
            f"<h1>关于{year}年度执业药师职业资格考试报名的通知</h1><p>{said}</p><p>{today:%Y年%m月%d日}</p>",
            "gb18030",
        )
        given = {
            "<你的网址或邮箱>": "a@example.com",
            "<通知的网址>": url,
            "<地区>": area,
            "<说明>": "x",
        }
        last = ""
        outputs = []
        for command in (each for step in STEPS for each in commands(step)):
            given["<上一步最后一行给的文件>"] = (re.findall(r"PROPOSAL=(\S+)", last) or [""])[-1]
            for place, value in given.items():
                command = command.replace(place, value)
            assert "<" not in command, command
            environment = os.environ | {"UPKEEP_PAUSE": "0.01"}
            done = subprocess.run(
                ["sh", "-c", command],
                cwd=checkout,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, (command, done.stdout, done.stderr)
            last = done.stdout
            outputs.append(last)
    changed = load(checkout / "docs/data").provinces[area].exams[year].registration
    assert (str(changed.start), changed.status) == (f"{day}T09:00", "announced")
    assert changed.quote == said.rstrip("。")
    assert any("网上报名截止：未公布 →" in output for output in outputs)
    log = subprocess.check_output(["git", "show", "--stat", "--format="], cwd=checkout, text=True)
    assert f"docs/data/provinces/{area}.yml" in log
    assert "docs/data/sources.yml" in log
