"""`jsonl` on the command line: the text boundary itself, one request a line."""

import sys

from checker.commands.arguments import Arguments, Command
from checker.commands.asking import ANSWERED
from checker.commands.streams import abandon_output
from checker.lines import answer_lines


def _run(_: Arguments) -> int:
    try:
        answer_lines(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:  # a program that reads no further needs no sentence
        abandon_output()
    return ANSWERED


COMMAND = Command(
    "jsonl", "每行一个 JSON 请求，每行一个 JSON 回答（标准输入、标准输出）", (), (), _run
)
