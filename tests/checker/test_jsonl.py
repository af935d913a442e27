"""`python -m checker jsonl` as others run it: a process, bytes in, bytes out."""

import json
import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from checker.lines import CHUNK
from checker.parsing import MAX_BYTES

ROOT = Path(__file__).parents[2]
REQUEST = b'{"op": "assess", "apply_on": "2026-02-10"}'


def run(requests: bytes, python: str = sys.executable) -> list[dict]:
    done = subprocess.run(
        [python, "-m", "checker", "jsonl"], cwd=ROOT, input=requests, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert not done.stdout or done.stdout.endswith(b"\n")
    return [json.loads(line) for line in done.stdout.splitlines()]


def started(**options: Any) -> Any:
    """A running `jsonl` with all three streams open."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen(
        [sys.executable, "-m", "checker", "jsonl"], cwd=ROOT, **pipes, **options
    )


def codes(answers: Iterable[dict]) -> list[str]:
    return ["ok" if answer["ok"] else answer["error"]["code"] for answer in answers]


def request_of_length(size: int) -> bytes:
    """A good request padded with white space to `size` bytes."""
    return REQUEST + b" " * (size - len(REQUEST))


@pytest.mark.parametrize(
    ("requests", "expected"),
    [
        (b"", []),
        (REQUEST, ["ok"]),
        (REQUEST + b"\n", ["ok"]),
        (REQUEST + b"\r\n" + REQUEST + b"\r\n", ["ok", "ok"]),
        (REQUEST + b"\r", ["ok"]),
        (b"\n", ["not_json"]),
        (b"\r\n \t\n" + REQUEST + b"\n\n", ["not_json", "not_json", "ok", "not_json"]),
        (b'{"op": "assess\xff"}\n' + REQUEST, ["not_utf8", "ok"]),
        (b"\xed\xa0\x80\n", ["not_utf8"]),  # half a surrogate pair, as UTF-8 never has it
        (b"\xef\xbb\xbf" + REQUEST, ["not_json"]),  # a byte order mark
        (b"\x00\n" + REQUEST, ["not_json", "ok"]),
        (REQUEST.decode().encode("utf-16"), ["not_utf8"]),
        (REQUEST + b"\x0b" + REQUEST + b"\n", ["not_json"]),  # only LF ends a line
        (REQUEST + "\u2028".encode() + REQUEST + b"\n", ["not_json"]),
    ],
    ids=range(14),
)
def test_bytes_in(requests: bytes, expected: list[str]):
    assert codes(run(requests)) == expected


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
@pytest.mark.parametrize(
    ("size", "expected"), [(MAX_BYTES, "ok"), (MAX_BYTES + 1, "too_large"), (MAX_BYTES + CHUNK, "too_large")]
)  # fmt: skip
def test_longest_line(size: int, end: bytes, expected: str):
    after = [REQUEST] if end else []
    answers = run(
        end.join([REQUEST, request_of_length(size), *after]) if end else request_of_length(size)
    )
    assert codes(answers) == (["ok", expected, "ok"] if end else [expected])


def test_over_long_line_is_not_read_into_memory():
    """200 MB on one line through a process that may use 150 MB in all."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (150_000_000, 150_000_000))

    with started(preexec_fn=limit) as process:
        for _ in range(200):
            process.stdin.write(b"x" * 1_000_000)
        process.stdin.write(b"\n" + REQUEST)
        process.stdin.close()
        assert codes(json.loads(line) for line in process.stdout) == ["too_large", "ok"]
        assert process.stderr.read() == b""


def test_order_is_kept():
    days = [f"20{year}-{month:02}-{day:02}" for year in range(25, 45) for month in (1, 7) for day in range(1, 29)]  # fmt: skip
    requests = [json.dumps({"op": "assess", "apply_on": day}) for day in days]
    answers = run("\n".join(requests).encode())
    assert [answer["asked"]["apply_on"] for answer in answers] == days


def test_each_answer_comes_before_the_next_request():
    """A program may talk with it: ask, read the answer, ask again."""
    with subprocess.Popen(
        [sys.executable, "-m", "checker", "jsonl"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        giving_up = threading.Timer(30, process.kill)
        giving_up.start()
        assert process.stdin
        assert process.stdout
        for _ in range(3):
            process.stdin.write(REQUEST + b"\n")
            process.stdin.flush()
            assert codes([json.loads(process.stdout.readline())]) == ["ok"]
        giving_up.cancel()


def test_quiet_when_the_reader_goes_away():
    with started() as process:
        process.stdout.close()
        try:
            for _ in range(2000):
                process.stdin.write(REQUEST + b"\n")
            process.stdin.close()
        except BrokenPipeError:
            pass
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


def oldest_python() -> str:
    """A bare Python 3.11 where there is one, else the Python of the tests."""
    for candidate in (
        "python3.11",
        *map(str, Path.home().glob(".pyenv/versions/3.11*/bin/python")),
    ):
        found = shutil.which(candidate)
        version = [found, "-c", "import sys; print(sys.version_info[:2])"]
        if found and subprocess.run(version, capture_output=True).stdout == b"(3, 11)\n":
            return found
    return sys.executable


def test_oldest_python_gives_the_same_answers():
    """Nothing installed is needed: isolated from the environment, only the checkout is on the path."""
    requests = b"\n".join(
        [
            b'{"op": "assess", "apply_on": "2026-02-10", "certificate": {"exam_year": 2024}, '
            b'"annotations": [{"applied_on": "2026-01-01", "days": 10}, '
            b'{"applied_on": "2026-01-15", "valid_until": "2026-04-14"}]}',
            b'{"op": "assess", "apply_on": "2026-02-30"}',
            b'{"op": "assess", "op": "assess"}',
            b"[" * 100_000,
        ]
    )
    bare = [oldest_python(), "-S", "-m", "checker", "jsonl"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(bare, cwd=ROOT, input=requests, capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(line) for line in done.stdout.splitlines()] == run(requests)
