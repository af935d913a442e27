"""What the command line takes: its parser, in Chinese, and the options that commands share."""

import argparse
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from checker import typed
from checker.commands import words
from checker.faults import Fault

Arguments = argparse.Namespace
Request = dict[str, Any]


class Misuse(Exception):
    """The command line was not written as it should be; says how, in Chinese."""


class Option(NamedTuple):
    """One thing that a command takes: `--name value`, or without dashes an argument by its place.

    metavar: what stands for the value in the help; none for a flag; read: for a member of the
    request under the same name, what the text given means; more: what else argparse is told.
    """

    name: str
    help: str
    metavar: str | None = None
    read: Callable[[str], Any] | None = None
    short: tuple[str, ...] = ()
    more: Mapping[str, Any] = {}

    @property
    def member(self) -> str:
        return self.name.lstrip("-").replace("-", "_")

    def add_to(self, group: Any) -> None:
        how = {"metavar": self.metavar} if self.metavar else {"action": "store_true"}
        group.add_argument(self.name, *self.short, help=self.help, **how, **self.more)


class Command(NamedTuple):
    """One command; run: carries it out and gives the exit code. Raises Misuse, OSError."""

    name: str
    summary: str
    examples: tuple[str, ...]
    options: tuple[Option, ...]
    run: Callable[[Arguments], int]


MANY: Mapping[str, Any] = {"action": "append", "default": []}
REQUIRED: Mapping[str, Any] = {"required": True}

TODAY = Option("--today", "站在哪一天看（默认：中国的今天）", words.DATE, typed.date)
ANNOTATION = Option("--annotation", "已有的加注，可写多次", words.ANNOTATION, more=MANY)
AS_OF = Option("--as-of", "按哪一天有效的规则（默认：最新的）", words.DATE, typed.date)
JSON = Option("--json", "输出原始的 JSON 回答")
LAST = (AS_OF, JSON)
"""What every command that asks the checker takes at the end."""


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


def parse(commands: Iterable[Command], arguments: Sequence[str] | None) -> Arguments:
    """The arguments given, `sys.argv` for None; `run` is that of the command. Raises Misuse."""
    parser = _Parser(prog=words.PROGRAM, description=words.DESCRIPTION)
    parsers = parser.add_subparsers(
        title=words.COMMANDS, metavar=words.COMMAND, dest="command", required=True
    )
    for command in commands:
        of_command = parsers.add_parser(
            command.name,
            help=command.summary,
            description=command.summary,
            epilog=_examples(command),
        )
        of_command.set_defaults(run=command.run)
        for option in command.options:
            option.add_to(of_command.options)
    return parser.parse_args(arguments)


def _examples(command: Command) -> str | None:
    lines = [f"  {words.PROGRAM} {line}" for line in command.examples]
    return "\n".join([words.EXAMPLES, *lines]) if lines else None


def members(options: Iterable[Option], arguments: Arguments) -> Request:
    """The members of a request that options give directly."""
    request: Request = {}
    for option in options:
        value = getattr(arguments, option.member)
        if option.read and value is not None:
            request[option.member] = option.read(value)
    return request


def annotations(arguments: Arguments) -> list[Request]:
    """What --annotation gives. Raises Fault, saying which of them it is."""
    items = []
    for number, text in enumerate(arguments.annotation):
        try:
            items.append(typed.annotation(text))
        except Fault as fault:
            raise fault.under(f"annotations[{number}]") from None
    return items


def parts(pattern: str, value: str, expected: str) -> tuple[str, ...]:
    """The groups of a pattern that `value` must fit; else Misuse says what was expected."""
    found = re.fullmatch(pattern, value)
    if not found:
        raise Misuse(expected.format(value=value))
    return tuple(part.strip() for part in found.groups())


def once(option: str, pairs: Iterable[tuple[str, Any]]) -> Request:
    """Names and what each stands for; Misuse when a name is given twice."""
    result: Request = {}
    for name, value in pairs:
        if name in result:
            raise Misuse(words.TWICE.format(option=option, name=name))
        result[name] = value
    return result
