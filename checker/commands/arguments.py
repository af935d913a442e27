"""What the command line takes, and the request that follows from it."""

import argparse
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NoReturn

from checker import messages, typed
from checker.batch.cells import EXCEL_EPOCHS
from checker.batch.people import SAME_NAME
from checker.commands import words
from checker.faults import Fault
from checker.operations.rules import RULE_SETS

Arguments = argparse.Namespace
Request = dict[str, Any]


class Misuse(Exception):
    """The command line was not written as it should be; says how, in Chinese."""


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, words.USAGE if prefix is None else prefix)

    def format_help(self) -> str:
        return super().format_help().replace(":\n", "：\n")  # after the names of sections


class _Parser(argparse.ArgumentParser):
    def __init__(self, **more: Any) -> None:
        super().__init__(formatter_class=_Help, add_help=False, allow_abbrev=False, **more)
        self.options = self.add_argument_group(words.OPTIONS)
        self.options.add_argument("-h", "--help", action="help", help=words.HELP)

    def error(self, message: str) -> NoReturn:
        told = words.MISUSE_OTHERWISE.format(message=message)
        for english, chinese in words.MISUSE:
            if found := re.fullmatch(english, message):
                told = chinese.format(*found.groups())
                break
        raise Misuse(f"{told}\n{words.SEE_HELP.format(program=self.prog)}")


def parse(arguments: Sequence[str] | None) -> Arguments:
    """The arguments given, `sys.argv` for None. Raises Misuse."""
    return _parser().parse_args(arguments)


def _parser() -> _Parser:
    parser = _Parser(prog=words.PROGRAM, description=words.DESCRIPTION)
    commands = parser.add_subparsers(
        title=words.COMMANDS, metavar=words.COMMAND, dest="command", required=True
    )
    for name, summary in words.SUMMARIES.items():
        command = commands.add_parser(
            name, help=summary, description=summary, epilog=_examples(name)
        )
        if name != "jsonl":
            _add_options(command.options, name)
    return parser


def _examples(command: str) -> str | None:
    lines = [f"  {words.PROGRAM} {line}" for line in words.EXAMPLE_COMMANDS[command]]
    return "\n".join([words.EXAMPLES, *lines]) if lines else None


def _add_options(options: Any, command: str) -> None:
    def add(option: str, metavar: str, *more: str, **how: Any) -> None:
        name = option.lstrip("-").replace("-", "_")
        help_ = words.ARGUMENTS[name].format(
            subjects="、".join(f"{key}（{name}）" for key, name in messages.SUBJECTS.items()),
            meanings="、".join(messages.MEANINGS.values()),
            systems="、".join(map(str, EXCEL_EPOCHS)),
            rule_sets="、".join(RULE_SETS),
        )
        options.add_argument(option, *more, metavar=words.METAVARS[metavar], help=help_, **how)

    def flag(name: str) -> None:
        help_ = words.ARGUMENTS[name.replace("-", "_")]
        options.add_argument(f"--{name}", action="store_true", help=help_)

    many = {"action": "append", "default": []}
    match command:
        case "assess":
            add("--apply-on", "date")
            add("--days", "number")
            add("--exam-year", "year")
            add("--issued-on", "date")
            add("--annotation", "annotation", **many)
        case "plan":
            add("--need", "need", action="append", required=True)
            add("--annotation", "annotation", **many)
            add("--today", "date")
        case "renewal":
            add("--registered-until", "date", required=True)
            add("--on", "date")
        case "scores":
            add("--passed", "passed", **many)
            flag("exempt")
        case "rules":
            add("rule_set", "rule_set", nargs="?")
        case _:
            add("table", "table", nargs="?")
            add("--output", "output", "-o", default="-")
            add("--ics", "output")
            add("--on", "date")
            add("--column", "column", **many)
            add("--same-name", "same_name", choices=[*words.SAME_NAMES, *SAME_NAME])
            add("--excel-days", "system")
            add("--sheet", "sheet")
            add("--order", "order", choices=[*words.ORDERS, *words.ORDERS.values()])
            flag("keep-identity")
            flag("template")
            flag("example")
    add("--as-of", "date")
    flag("json")


def request_of(arguments: Arguments) -> Request:
    """The request that a command makes. Raises Misuse, and Fault for an annotation."""
    request: Request = {"op": arguments.command}
    for name, read in DIRECT.items():
        if (value := getattr(arguments, name, None)) is not None:
            request[name] = read(value)
    return request | REST[arguments.command](arguments)


def _assess(arguments: Arguments) -> Request:
    certificate: Request = {}
    if arguments.exam_year is not None:
        certificate["exam_year"] = typed.number(arguments.exam_year)
    if arguments.issued_on is not None:
        certificate["issued_on"] = typed.date(arguments.issued_on)
    return {"certificate": certificate, "annotations": _annotations(arguments)}


def _plan(arguments: Arguments) -> Request:
    needs = []
    for value in arguments.need:
        label, first, last = _parts(r"(.+?)[=＝](.+?)[~～至到](.+)", value, words.NEED_FORMAT)
        needs.append({"label": label, "from": typed.date(first), "to": typed.date(last)})
    return {"annotations": _annotations(arguments), "needs": needs}


def _scores(arguments: Arguments) -> Request:
    subjects = {name: key for key, name in messages.SUBJECTS.items()}
    pairs = [_parts(r"(.+)[=＝](.+)", v, words.PASSED_FORMAT) for v in arguments.passed]
    passed = _once("--passed", ((subjects.get(s, s), typed.number(year)) for s, year in pairs))
    return {"passed": passed, "exempt": arguments.exempt}


def _batch(arguments: Arguments) -> Request:
    pairs = [_parts(r"(.+)[=＝](.+)", v, words.COLUMN_FORMAT) for v in arguments.column]
    meanings = {name: key for key, name in messages.MEANINGS.items()}
    request: Request = {
        "columns": _once("--column", ((name, meanings.get(m, m)) for name, m in pairs)),
        "keep_identity": arguments.keep_identity,
    }
    if arguments.excel_days is not None:
        request["excel_days"] = typed.number(arguments.excel_days)
    if arguments.same_name is not None:
        request["same_name"] = words.SAME_NAMES.get(arguments.same_name, arguments.same_name)
    if arguments.order is not None:
        request["order"] = words.ORDERS.get(arguments.order, arguments.order)
    return request


def _annotations(arguments: Arguments) -> list[Request]:
    items = []
    for number, text in enumerate(arguments.annotation):
        try:
            items.append(typed.annotation(text))
        except Fault as fault:
            raise fault.under(f"annotations[{number}]") from None
    return items


def _parts(pattern: str, value: str, expected: str) -> tuple[str, ...]:
    found = re.fullmatch(pattern, value)
    if not found:
        raise Misuse(expected.format(value=value))
    return tuple(part.strip() for part in found.groups())


def _once(option: str, pairs: Iterable[tuple[str, Any]]) -> Request:
    result: Request = {}
    for name, value in pairs:
        if name in result:
            raise Misuse(words.TWICE.format(option=option, name=name))
        result[name] = value
    return result


DIRECT: Mapping[str, Callable[[str], Any]] = {
    "as_of": typed.date,
    "apply_on": typed.date,
    "days": typed.number,
    "today": typed.date,
    "registered_until": typed.date,
    "on": typed.date,
    "rule_set": str,
}
"""Arguments that are members of the request under the same name."""

REST: Mapping[str, Callable[[Arguments], Request]] = {
    "assess": _assess,
    "plan": _plan,
    "renewal": lambda _: {},
    "scores": _scores,
    "rules": lambda _: {},
    "batch": _batch,
}
"""What else the request of each command holds."""
