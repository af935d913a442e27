"""Do calendar programs that are not ours read our files: khal and calcurse, in two time zones?

Every event must stand on its day, whatever clock the device has.
"""

import json
import os
import subprocess
import tempfile
from datetime import date, timedelta
from pathlib import Path

from checker import bridge
from scripts.dev.trust.debian import need

ZONES = ("Asia/Shanghai", "America/Los_Angeles")
TODAY = "2026-11-27"
REQUEST = {
    "op": "reminders",
    "today": TODAY,
    "who": "示例一",
    "registered_until": "2027-03-31",
    "annotations": [
        {"applied_on": "2026-10-01", "days": 90},
        {"applied_on": "2026-10-20", "valid_until": "2027-01-17"},
        {"applied_on": "2026-11-01", "days": 60},
    ],
}
KHAL = """[calendars]
[[ours]]
path = {folder}
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = ours
"""


def check() -> str:
    """Reads one file with each program in each zone. Raises AssertionError, Missing."""
    answer = json.loads(bridge.handle(json.dumps(REQUEST)))
    expected = sorted((event["date"], event["summary"]) for event in answer["events"])
    for zone in ZONES:
        for name, read in (("khal", _khal), ("calcurse", _calcurse)):
            with tempfile.TemporaryDirectory() as folder:
                found = sorted(read(answer["ics"], Path(folder), zone))
            assert found == expected, f"{name} in {zone}:\n{found}\nagainst\n{expected}"
    return f"{len(expected)} events on their days in khal and calcurse, in {' and '.join(ZONES)}"


def _khal(ics: str, folder: Path, zone: str) -> list[tuple[str, str]]:
    program = need("khal", "khal")
    (folder / "kept").mkdir()
    (folder / "config").write_text(KHAL.format(folder=folder / "kept"), "utf-8")
    file = folder / "ours.ics"
    file.write_text(ics, "utf-8", newline="")
    khal = [program, "--config", str(folder / "config")]
    _run([*khal, "import", "--batch", str(file)], folder, zone)
    form = ["--format", "{start-date}\t{title}", "--day-format", "", "--once"]
    said = _run([*khal, "list", *form, TODAY, "400d"], folder, zone)
    return [tuple(line.split("\t", 1)) for line in said.splitlines() if "\t" in line]  # type: ignore[misc]


def _calcurse(ics: str, folder: Path, zone: str) -> list[tuple[str, str]]:
    program = need("calcurse", "calcurse")
    file = folder / "ours.ics"
    file.write_text(ics, "utf-8", newline="")
    calcurse = [program, "-D", str(folder)]
    _run([*calcurse, "-i", str(file)], folder, zone)
    found = []
    day = date.fromisoformat(TODAY)
    for _ in range(400):
        form = ["--filter-type", "event", "--format-event", "%m\n"]
        said = _run([*calcurse, "-Q", "--from", day.strftime("%m/%d/%Y"), *form], folder, zone)
        found += [
            (str(day), line.strip())
            for line in said.splitlines()
            if "：" in line or "证书" in line or "注册" in line
        ]
        day += timedelta(1)
    return found


def _run(command: list[str], folder: Path, zone: str) -> str:
    environment = {**os.environ, "TZ": zone, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}:\n{done.stderr}"
    return done.stdout
