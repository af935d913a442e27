"""Commands that ask one operation of the checker and show its answer."""

import json
import sys
from collections.abc import Callable, Mapping

from checker import bridge
from checker.commands.arguments import LAST, Arguments, Command, Option, Request, members
from checker.commands.show import Answer, fault_text
from checker.faults import Fault

ANSWERED, REFUSED, WRONG_INPUT = 0, 1, 2


def asking(
    name: str,
    summary: str,
    examples: tuple[str, ...],
    options: tuple[Option, ...],
    *,
    lines: Callable[[Answer], list[str]],
    rest: Callable[[Arguments], Request] = lambda _: {},
    refuses: Callable[[Answer], bool] = lambda _: False,
    places: Mapping[str, str] | None = None,
) -> Command:
    """The command of the operation `name`.

    lines: the text of an answer, the answer first; rest: the members of the request that no option
    gives directly, may raise Misuse and Fault; refuses: whether the rules refuse what was asked
    for; places: the options of members of the request that are called otherwise.
    """
    options = (*options, *LAST)

    def run(arguments: Arguments) -> int:
        try:
            request = {"op": name, **members(options, arguments), **rest(arguments)}
        except Fault as fault:
            error = {"field": fault.field, "message": fault.message}
            return say(fault_text(error, places or {}), WRONG_INPUT)
        text = bridge.handle(json.dumps(request))
        answer = json.loads(text)
        if arguments.json:
            print(text)
        elif answer["ok"]:
            print("\n".join(lines(answer)))
        else:
            say(fault_text(answer["error"], places or {}), WRONG_INPUT)
        if not answer["ok"]:
            return WRONG_INPUT
        return REFUSED if refuses(answer) else ANSWERED

    return Command(name, summary, examples, options, run)


def say(sentence: str, code: int) -> int:
    """Tells the person at the terminal, and gives the exit code."""
    print(sentence, file=sys.stderr)
    return code
