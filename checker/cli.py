"""The command line: `python3 -m checker`. Every answer comes through `checker.bridge`."""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from io import TextIOWrapper

from checker import bridge
from checker.commands import tables, words, workbooks
from checker.commands.arguments import Arguments, Misuse, parse, request_of
from checker.commands.show import is_refusal, show, show_fault
from checker.faults import Fault
from checker.lines import answer_lines

ANSWERED, REFUSED, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code: 0 answered, 1 refused by rule, 2 bad input."""
    _replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = _run(parse(arguments))
        sys.stdout.flush()
    except Misuse as misuse:
        return _say(str(misuse), WRONG_INPUT)
    except KeyboardInterrupt:
        return _say(words.CANCELLED, INTERRUPTED)
    except BrokenPipeError:
        _abandon_output()
        return _say(words.READER_GONE, WRONG_INPUT)
    except OSError as error:
        _abandon_output()
        return _say(_told(error), WRONG_INPUT)
    return code


def _run(arguments: Arguments) -> int:
    if arguments.command == "jsonl":
        return _jsonl()
    if arguments.command == "batch":
        return _batch(arguments)
    try:
        request = json.dumps(request_of(arguments))
    except Fault as fault:
        return _say(show_fault({"field": fault.field, "message": fault.message}), WRONG_INPUT)
    text = bridge.handle(request)
    answer = json.loads(text)
    if arguments.json:
        print(text)
    elif answer["ok"]:
        print(show(answer))
    else:
        _say(show_fault(answer["error"]), WRONG_INPUT)
    if not answer["ok"]:
        return WRONG_INPUT
    return REFUSED if is_refusal(answer) else ANSWERED


def _jsonl() -> int:
    try:
        answer_lines(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:  # a program that reads no further needs no sentence
        _abandon_output()
    return ANSWERED


def _batch(arguments: Arguments) -> int:
    for name in ("template", "example"):
        if getattr(arguments, name):
            with tables.writing(arguments.output) as result:
                result.write(tables.packaged(name))
            return ANSWERED
    if arguments.table is None:
        raise Misuse(words.TABLE_MISSING)
    request = request_of(arguments)
    if arguments.ics and os.path.realpath(arguments.ics) == os.path.realpath(arguments.output):
        raise Misuse(words.SAME_OUTPUT)
    if tables.is_workbook(arguments.table):
        return workbooks.answer(arguments, request, _say)
    if arguments.output.endswith(tables.WORKBOOK):
        raise Misuse(words.XLSX["output"])
    with (
        tables.writing(arguments.output) as result,
        tables.writing(arguments.ics) if arguments.ics else nullcontext() as reminders,
        tables.reading(arguments.table) as table,
    ):
        text = bridge.convert_table(json.dumps(request), table, result, reminders)
        answer = json.loads(text)
        if not answer["ok"]:
            raise Misuse(text if arguments.json else show_fault(answer["error"]))
    return _say(text if arguments.json else show(answer), ANSWERED)


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _told(error: OSError) -> str:
    name = str(error.filename).removesuffix(tables.PARTIAL)
    match error:
        case FileNotFoundError():
            return words.NOT_FOUND.format(name=name)
        case PermissionError():
            return words.NOT_PERMITTED.format(name=name)
        case IsADirectoryError():
            return words.IS_A_FOLDER.format(name=name)
        case _:
            return words.NOT_DONE.format(reason=error.strerror or error)


def _replace_closed_streams() -> None:
    """For streams that the caller closed: no input, output that fails when written to, no words."""
    for name, mode, access in (
        ("stdin", "r", os.O_RDONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, access), mode, encoding="utf-8"))


def _abandon_output() -> None:
    """Lets Python close standard output without complaint when it cannot be written to any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
