"""How quickly `notice` reads: a notice as long as most are, and the longest text it takes."""

import json
import re
from functools import partial

from checker.bridge import handle
from scripts.dev.bench.rows import Row, cpu_seconds
from scripts.places import ROOT

NOTICES = ROOT / "tests" / "cases" / "notice"
# Name, characters (three bytes each in UTF-8), and the most milliseconds, on one idle core.
LENGTHS = (("a notice of 20 kB", 20_000 // 3, 25.0), ("100,000 characters", 100_000, 300.0))
# What a pattern might go over again and again where it is repeated without end.
GROWING = {
    "dates": "6月28日9:00至7月8日17:00",
    "lists": "6月28日、29日、30日、",
    "labels": "报名时间\n",
    "areas": "1北京6月28日至7月8日 ",
    "cells": "| 6月28日 ",
    "clauses": "报名时间6月28日，",
    "filling": "报名时间为定于安排在为时间6月1日",
    "subjects": "已缴费的考生6月1日",
    "levels": "一级、二级、6月1日",
    "brackets": "((6月1日",
    "timetable": "考试时间\n10月18日\n9:00-11:30\n药学知识\n",
    "exams": "一级建造师6月1日",
    "verbs": "领取6月1日领取",
    "fees": "每人每科61元，",
}
GROWN = 12_000  # characters, and twice as many
MOST_GROWTH = 2.5


def benches() -> list[Row]:
    whole = "".join(path.read_text("utf-8") for path in sorted(NOTICES.glob("*.txt")))
    text = re.sub(r"(?m)^(?:###|!) .*\n", "", whole)
    rows = []
    for name, length, most in LENGTHS:
        repeated = (text * (length // len(text) + 1))[:length]
        request = json.dumps({"op": "notice", "text": repeated})
        seconds = cpu_seconds(partial(handle, request))
        rows.append(Row(f"notice through handle, {name}", 1000 * seconds, "ms", most=most))
    growth, unit = max((_growth(unit), name) for name, unit in GROWING.items())
    rows.append(Row(f"twice as many {unit}, the worst", growth, "times as long", most=MOST_GROWTH))
    return rows


def _growth(unit: str) -> float:
    once, twice = (
        cpu_seconds(
            partial(handle, json.dumps({"op": "notice", "text": unit * (length // len(unit))}))
        )
        for length in (GROWN, 2 * GROWN)
    )
    return twice / once
