"""Damaged requests: never an exception, never a long wait, always an answer that fits its schema."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from checker import messages
from checker.lines import answer_line
from tests.case_files import all_requests, load, request_text
from tests.how_many import cases, new_seed
from tests.schemas import answer_validator

VALIDATED_EACH = 40  # validating is a hundred times slower than answering
LONGEST_SECONDS = 1.0

FRAGMENTS = [
    b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\\u", b"\\ud800", b"\x00", b"\xff", b"\xed\xa0\x80",
    b"NaN", b"-Infinity", b"1e999", b"-0", b"90.0", b"null", b"true", b"9" * 400, b" ", b"\n", b"\r", b"op",
    b'"op":"assess",', b'"days":90,', b'"2026-02-30"', b'"2024-02-29"', b"[" * 200, b'{"a":' * 50, "加注".encode(),
    "２".encode(), b"\xef\xbb\xbf",
]  # fmt: skip

VALUES: list[Any] = [
    None, True, False, 0, -1, 1, 90, 91, 10**30, 90.0, 1e300, "", "x", "2026-02-10", "2026-02-30", "2021-12-16",
    "2100-12-31", "9999-12-31", "20260210", "２０２６-０２-１０", "\ud800", "{0}", "{op}", "assess", [], {}, [[]], [None],
    {"": 1}, {"applied_on": "2026-01-01"}, {"applied_on": "2026-01-01", "days": 90}, "長" * 300, [0] * 1001,
]  # fmt: skip

Damage = Callable[[random.Random, bytes], bytes]


def corpus() -> list[bytes]:
    texts = [request_text(case) for _, case in all_requests()]
    return [text.encode("utf-8", "surrogatepass") for text in texts if len(text) < 3000]


def cut(rng: random.Random, text: bytes) -> bytes:
    return text[: rng.randrange(len(text) + 1)]


def flip(rng: random.Random, text: bytes) -> bytes:
    at = rng.randrange(len(text) + 1)
    return text[:at] + bytes([rng.randrange(256)]) + text[at + 1 :]


def drop(rng: random.Random, text: bytes) -> bytes:
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at + rng.randrange(12) :]


def insert(rng: random.Random, text: bytes) -> bytes:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(FRAGMENTS) + text[at:]


def repeat(rng: random.Random, text: bytes) -> bytes:
    start, end = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return text[:end] + text[start:end] * rng.randrange(1, 4) + text[end:]


def change_member(rng: random.Random, text: bytes) -> bytes:
    """Another value, name or nothing somewhere in the JSON; the text again where it is none."""
    try:
        data = json.loads(text)
    except ValueError:
        return insert(rng, text)
    holder = data
    while isinstance(holder, dict | list) and holder:
        place = rng.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        if rng.random() < 0.5 or not isinstance(holder[place], dict | list):
            break
        holder = holder[place]
    else:
        return json.dumps(rng.choice(VALUES)).encode()
    kind = rng.randrange(4)
    if kind == 0:
        del holder[place]
    elif kind == 1 and isinstance(holder, dict):
        holder[rng.choice(["op", "days", "valid_until", "as_of", "x", ""])] = holder.pop(place)
    else:
        holder[place] = rng.choice(VALUES)
    return json.dumps(data, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


DAMAGES: list[Damage] = [cut, flip, drop, insert, repeat, *[change_member] * 5]


@pytest.mark.soak
def test_damaged_requests():
    seed = new_seed()
    rng = random.Random(seed)
    whole = corpus()
    codes: Counter[str] = Counter()
    slowest = 0.0
    for number in range(cases(test=10_000, soak=1_000_000)):
        line = rng.choice(whole)
        for _ in range(rng.choice([1, 1, 1, 2, 4])):
            line = rng.choice(DAMAGES)(rng, line)
        started = time.thread_time()
        try:
            answered = answer_line(line)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error!r} for {line!r}") from error
        slowest = max(slowest, time.thread_time() - started)
        assert slowest < LONGEST_SECONDS, f"seed {seed}: {slowest} s for {line!r}"
        answer = json.loads(answered.decode("utf-8"))
        codes["ok" if answer["ok"] else answer["error"]["code"]] += 1
        if number % VALIDATED_EACH == 0:
            found = [error.message for error in answer_validator(answer).iter_errors(answer)]
            assert not found, f"seed {seed}: {found} in the answer to {line!r}"
    assert set(codes) <= {"ok", *messages.FAULTS}
    assert len(codes) > 12, f"seed {seed}: too tame a damage: {codes}"


def test_large_requests_are_quick_too():
    annotations = [
        {"applied_on": f"20{year}-{month:02}-{day:02}", "days": day}
        for year in range(24, 28)
        for month in range(1, 13)
        for day in range(1, 22)
    ][:1000]
    good = {"op": "assess", "apply_on": "2025-12-31", "annotations": annotations}
    large = [request_text(case) for case in load("errors") if "raw" in case]
    for text in [json.dumps(good), *large]:
        started = time.thread_time()
        answer_line(text.encode("utf-8", "surrogatepass"))
        assert time.thread_time() - started < LONGEST_SECONDS, text[:200]
