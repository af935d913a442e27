"""The scripts' day in China, whatever the device's clock and its engine's way of writing dates."""

import os
import subprocess

import pytest

from scripts.places import ROOT


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-11-27T15:59:59.999Z", "2026-11-27"),  # + 8 hours: 23:59:59
        ("2026-11-27T16:00:00Z", "2026-11-28"),
        ("2027-12-31T16:00:00Z", "2028-01-01"),
        ("2028-02-28T16:00:00Z", "2028-02-29"),
    ],
)
def test_today_is_that_of_china_without_a_locale(now: str, day: str):
    ask = f"""
        Date.now = () => Date.parse("{now}");
        globalThis.Intl = undefined;
        import("./docs/assets/today.js").then((it) => console.log(it.todayInBeijing()));
    """
    for zone in ("America/Los_Angeles", "Pacific/Kiritimati"):
        said = subprocess.check_output(
            ["node", "-e", ask], cwd=ROOT, text=True, env={**os.environ, "TZ": zone}
        )
        assert said.strip() == day
