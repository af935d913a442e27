"""Compiled Python without the functions that nothing calls: the profile fits, the answers are those of
this Python, and where a function is lacking the worker says so and nothing else."""

import json
import shutil
from pathlib import Path

import pytest

from scripts.dev.lacking import lacking
from scripts.places import PYODIDE
from scripts.runtime import functions
from scripts.runtime.package import build_runtime
from scripts.runtime.pinned import WASM, PyodideChanged, sha256
from tests.how_many import cases as how_many
from tests.how_many import new_seed
from tests.scripts.runtime.asked import (
    Message,
    answers,
    answers_here,
    cases,
    good,
    in_node,
    made_up_requests,
    made_up_tables,
    same,
)

AT_ONCE = 2_000


def answered_otherwise(
    folder: Path, asked: list[Message], *, complete: bool = False
) -> list[Message]:
    said = answers(in_node(folder, asked, complete=complete))
    return [one for i, one in enumerate(asked, 1) if not same(said[i], answers_here(one))]


@pytest.mark.trust
@pytest.mark.parametrize(
    "complete", [False, True], ids=["from memory", "the complete one, started"]
)
def test_every_case_is_answered_alike(complete: bool):
    """When this fails with `trimmed`, an answer calls what none did before: run `make profile`."""
    assert answered_otherwise(build_runtime().folder, list(cases()), complete=complete) == []


def test_a_question_without_a_day_is_asked_today():
    """No day is in the memory that Python goes on from."""
    asked = [{"request": '{"op": "renewal", "registered_until": "2099-12-31"}'}]
    assert answered_otherwise(build_runtime().folder, asked) == []


@pytest.mark.soak
def test_requests_and_tables_that_were_not_in_the_profile():
    """None is answered otherwise; one in ten thousand may need the complete Python."""
    seed = new_seed()
    folder = build_runtime().folder
    count = how_many(test=1_000, soak=100_000)
    lacked = []
    for first in range(seed, seed + count, AT_ONCE):
        asked = [
            *made_up_requests(first, min(AT_ONCE, count)),
            *made_up_tables(first, min(AT_ONCE, count) // 10),
        ]
        said = in_node(folder, asked, fails=True)
        if said[-1]["type"] == "failed":
            assert said[-1]["reason"] == "trimmed"
            lacked.append(first)
            continue  # what was under way is asked again of the complete one
        found = answers(said)
        otherwise = [one for i, one in enumerate(asked, 1) if not same(found[i], answers_here(one))]
        assert otherwise == [], f"seed {first}"
    assert len(lacked) <= 1 + count // 10_000, f"seeds {lacked}: run make profile"


def test_the_profile_is_that_of_this_pyodide_and_this_binaryen():
    profile = json.loads(functions.PROFILE.read_text("utf-8"))
    assert profile["of"] == sha256(PYODIDE / WASM)
    assert profile["made"] == sha256(build_runtime().folder / WASM), "run make profile"


def test_a_profile_of_another_file_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(functions, "sha256", lambda _: "another")
    with pytest.raises(PyodideChanged, match="make profile"):
        functions.trimmed_python(tmp_path / WASM, (), ())


def test_ranges_are_read_as_they_were_written():
    numbers = {0, 1, 2, 5, 7, 8, 13_090}
    assert functions.ranges(numbers) == "0-2 5 7-8 13090"
    assert functions.places(["0-2 5", "7-8 13090"]) == numbers


@pytest.mark.trust
def test_where_a_function_is_lacking_that_is_the_last_word(tmp_path: Path):
    folder = tmp_path / "runtime"
    shutil.copytree(build_runtime().folder, folder)
    (folder / WASM).write_bytes(lacking(build_runtime().folder))
    few = [one for one in good() if "request" in one and "table" not in one]
    assert answered_otherwise(folder, few) == []
    bad = next(one for one in good(refused=True) if "\\u" in one.get("request", ""))
    said = in_node(folder, [*few, bad, *few], fails=True)
    assert said[-1] == {"type": "failed", "reason": "trimmed"}
    assert len(said) == 1 + len(few) + 1  # ready, what came before, and nothing after
