"""Cases worked out by hand: `tests/cases/*.yml`, and the sums in their `why`.

A case:

    - id: three-long-annotations
      rests_on: [ANN-03]              # the wording it follows from
      request: {op: assess, apply_on: 2026-02-10, …}
      expect: {verdict: refused, earliest: {usual: 2026-04-01}}   # the part of the answer meant
      why:                            # how the expected values were found, as sums
        - "oldest leaves the window: 2026-01-01 + 90 = 2026-04-01"

Dates stay text, as in the requests.

A case whose text matters has `raw` instead of `request`: the text itself, or a list of pieces of
which `{text: "[", times: 5000}` stands for a repetition.
"""

import json
import re
from datetime import date, timedelta
from typing import Any

from scripts.dev.cases import CASES, load

NOT_REQUESTS = {"queries"}  # what people type into the search
DATE = r"\d{4}-\d{2}-\d{2}"
TOKEN = re.compile(rf"{DATE}|\d+|[-+]|<=|>=|=|<|>")
SIDE = rf"(?:{DATE}|\d+)(?:\s+[-+]\s+\d+|\s+-\s+{DATE})*"
SUM = re.compile(rf"{SIDE}(?:\s+(?:<=|>=|=|<|>)\s+{SIDE})+")


def all_requests() -> list[tuple[str, dict[str, Any]]]:
    """The file and the case of every request to the text boundary, of whatever operation."""
    return [
        (file.stem, case)
        for file in sorted(CASES.glob("*.yml"))
        if file.stem not in NOT_REQUESTS
        for case in load(file.stem)
        if "raw" in case or "op" in case["request"]
    ]


def request_text(case: dict[str, Any]) -> str:
    """What is handed to the checker in this case."""
    if "request" in case:
        return json.dumps(case["request"], ensure_ascii=False)
    pieces = [case["raw"]] if isinstance(case["raw"], str) else case["raw"]
    return "".join(p if isinstance(p, str) else p["text"] * p["times"] for p in pieces)


def assert_contains(answer: Any, expected: Any, place: str = "answer") -> None:
    """`answer` says all that `expected` says; arrays must match item by item.

    Readings may be expected by name: `{applied day_one from_application: {used: 2}}`.
    """
    if isinstance(expected, dict):
        if isinstance(answer, list):
            answer = {f"{r['counted']} {r['window']} {r['validity']}": r for r in answer}
        for key, value in expected.items():
            assert key in answer, f"{place} has no {key}: {answer}"
            assert_contains(answer[key], value, f"{place}.{key}")
    elif isinstance(expected, list):
        assert len(answer) == len(expected), f"{place}: {answer} against {expected}"
        for i, (a, e) in enumerate(zip(answer, expected, strict=True)):
            assert_contains(a, e, f"{place}[{i}]")
    else:
        assert answer == expected, f"{place}: got {answer!r}, expected {expected!r}"


def assert_sums_hold(case: dict[str, Any]) -> None:
    """Every `why` holds as arithmetic, and every date expected is asked for or reasoned for."""
    whys = [case["why"]] if isinstance(case["why"], str) else case["why"]
    assert whys, f"{case['id']} does not say why"
    for why in whys:
        assert_sum_holds(why, case["id"])
    reasoned = set(re.findall(DATE, f"{whys} {case['request']}"))
    unreasoned = set(re.findall(DATE, str(case["expect"]))) - reasoned
    assert not unreasoned, f"{case['id']}: nothing in `why` leads to {sorted(unreasoned)}"


def assert_sum_holds(text: str, place: str) -> None:
    """`any words: 2026-01-01 + 90 = 2026-04-01, any more`: dates, whole numbers, + - = < > <= >=.

    Every sum in the text must hold and say something (`0 = 0` does not), and there must be one.
    """
    sums = SUM.findall(text)
    assert sums, f"{place}: {text!r} holds no sum"
    for found in sums:
        _assert_one_sum_holds(found, place)


def _assert_one_sum_holds(text: str, place: str) -> None:
    sides: list[list[str]] = [[]]
    comparisons = []
    for token in TOKEN.findall(text):
        if token in {"=", "<", ">", "<=", ">="}:
            comparisons.append(token)
            sides.append([])
        else:
            sides[-1].append(token)
    values = [_value(side) for side in sides]
    for comparison, left, right in zip(comparisons, values, values[1:], strict=False):
        holds = {
            "=": left == right,
            "<": left < right,
            ">": left > right,
            "<=": left <= right,
            ">=": left >= right,
        }
        assert holds[comparison], f"{place}: {text!r} is false: {left} {comparison} {right}"
    if all(side == sides[0] for side in sides):
        raise AssertionError(f"{place}: {text!r} says nothing: write the sum that leads to it")


def _value(tokens: list[str]) -> Any:
    value, sign = _term(tokens[0]), 1
    for token in tokens[1:]:
        if token in "+-":
            sign = 1 if token == "+" else -1
        elif isinstance(term := _term(token), date):
            value = (value - term).days
        elif isinstance(value, date):
            value += timedelta(sign * term)
        else:
            value += sign * term
    return value


def _term(token: str) -> Any:
    return date.fromisoformat(token) if "-" in token else int(token)
