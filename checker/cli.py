"""The command line: `python3 -m checker`. Every answer comes through `checker.bridge`."""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper

from checker import operations
from checker.commands import tables, words
from checker.commands.arguments import Command, Misuse, parse
from checker.commands.asking import WRONG_INPUT, say
from checker.commands.streams import abandon_output, replace_closed_streams

INTERRUPTED = 130
OF_NO_OPERATION = ("batch", "jsonl")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code: 0 answered, 1 refused by rule, 2 bad input."""
    replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        given = parse(commands(), arguments)
        code: int = given.run(given)
        sys.stdout.flush()
    except Misuse as misuse:
        return say(str(misuse), WRONG_INPUT)
    except KeyboardInterrupt:
        return say(words.CANCELLED, INTERRUPTED)
    except BrokenPipeError:
        abandon_output()
        return say(words.READER_GONE, WRONG_INPUT)
    except OSError as error:
        abandon_output()
        return say(_told(error), WRONG_INPUT)
    return code


def commands() -> list[Command]:
    """The commands, by name: of each operation that has one in `commands/`, and two others."""
    names = sorted([*(operation.name for operation in operations.every()), *OF_NO_OPERATION])
    package = tables.__name__.rpartition(".")[0]
    modules = [f"{package}.{name}" for name in names]
    return [import_module(module).COMMAND for module in modules if find_spec(module)]


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
