"""Our words in traditional writing: by OpenCC, by our exceptions, and as much of both as the pages' script has."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.bridge import handle
from scripts.build import spoken
from scripts.dev.cases import load
from scripts.finish.hant.feeds import atom, calendar
from scripts.finish.hant.writing import (
    HAN,
    Small,
    Table,
    always_changed,
    exceptions,
    table_for,
    traditional,
    written,
)
from scripts.places import DOCS, TEMPLATES

# Sentences of ours in which a character stands that has more than one traditional form; each was read.
SENTENCES = [
    line.split("\t")
    for line in Path(__file__).with_name("hant_sentences.tsv").read_text("utf-8").splitlines()
]
OPERATIONS = ("agenda", "assess", "eligibility", "plan", "renewal", "scores", "study", "timeline")


@pytest.fixture(scope="module")
def table() -> Table:
    return table_for(spoken())


def test_sentences_are_enough_and_of_many_characters():
    assert len(SENTENCES) >= 200
    for one in "后里台系发复干准历制注签只周钟表采汇板松沈托念尽了布几余划才致获范":
        assert any(one in sentence for sentence, _ in SENTENCES), one


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentences(sentence: str, expected: str):
    assert traditional(sentence) == expected


def test_no_exception_is_needless():
    """Without it something that we write would be written otherwise."""
    files = [path for folder in (DOCS, TEMPLATES) for path in folder.rglob("*.*")]
    texts = [path.read_text("utf-8") for path in files if path.suffix in (".md", ".yml", ".j2")]
    runs = sorted({run for text in [*spoken(), *texts] for run in HAN.findall(text)})
    rows = exceptions()
    for one in rows:
        without = {key: value for key, value in rows.items() if key != one}
        assert any(written(run, without) != traditional(run) for run in runs if one in run), one


def test_words_keep_their_length_and_what_is_not_chinese():
    text = "注册有效期至 2026-03-05（90 天），见 https://example.com/?a=1"
    assert traditional(text) == "註冊有效期至 2026-03-05（90 天），見 https://example.com/?a=1"
    assert traditional("registered_until") == "registered_until"


def test_characters_that_no_traditional_text_holds():
    assert set("证书药师册发") <= always_changed()
    assert not set("后里台系干只准了几") & always_changed()  # each is one in its own right too


def test_the_table_of_the_script_writes_as_opencc_does(table: Table):
    small = Small(table)
    for run in {run for text in spoken() for run in HAN.findall(text)}:
        assert small(run) == traditional(run)
        assert small(traditional(run)) == traditional(run)
    assert len(json.dumps(table, ensure_ascii=False).encode()) < 8_000


@pytest.mark.parametrize("operation", OPERATIONS)
def test_whatever_the_checker_says_is_written_as_opencc_writes_it(operation: str, table: Table):
    """Sentences that it puts together of parts, too."""
    small = Small(table)
    said = {
        text
        for case in load(operation)
        if "request" in case
        for text in _texts(json.loads(handle(json.dumps({"op": operation, **case["request"]}))))
    }
    assert len(said) > 20
    for text in said:
        assert small(text) == traditional(text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def test_a_calendar_keeps_its_uids_and_its_folds():
    text = "BEGIN:VEVENT\r\nUID:注册@a\r\nSUMMARY:一分\r\n 钟后打印准\r\n 考证\r\nEND:VEVENT\r\n"
    assert (
        calendar(text)
        == "BEGIN:VEVENT\r\nUID:注册@a\r\nSUMMARY:一分\r\n 鐘後打印准\r\n 考證\r\nEND:VEVENT\r\n"
    )


def test_a_feed_keeps_its_ids():
    text = '<feed xml:lang="zh-CN"><id>urn:a</id><title>变更</title><link href="https://a.example/注"/></feed>'
    assert (
        atom(text)
        == '<feed xml:lang="zh-Hant"><id>urn:a</id><title>變更</title><link href="https://a.example/注"/></feed>'
    )
