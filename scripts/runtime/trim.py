"""Pyodide's script between Python and JavaScript, without what only packages would ask for.

It names everything in the compiled Python, thousands of names, and brings what any package might import
from it. No package is loaded here: what nothing else mentions is left out.
"""

import re
from collections.abc import Collection

from scripts.runtime.pinned import GLUE, PyodideChanged
from scripts.runtime.webassembly import GLOBAL

DEFINITION = re.compile(r'var (\w+)=(?:Module\["\1"\]=)?(?:wasmExports\["\w+"\]|(?<=\]=)\d+);')
WORD = re.compile(r"\w+")
EVAL = re.compile(
    r"\beval\("
)  # what is evaluated sees the names around it, which then cannot be shortened
GIVEN = re.compile(r"var wasmImports=\{([^{}]*)\};")  # to compiled Python and to packages
TYPE = re.compile(r'(?<=[;}])(\w+)\.sig="\w*";')  # of a function that is given by its address
PUBLIC = re.compile(r'Module\["(\w+)"\]=\1;')
MADE = re.compile(r"return (async function\(moduleArg=\{\}\)\{.*\})\}\)\(\);", re.DOTALL)
START = re.compile(r'API\.rawRun\("import \w+"\)')
PROPERTY = re.compile(r"""[.'"](\w+)|[{,](\w+)(?=[,}:])""")


def trimmed(glue: str, loader: str) -> str:
    """`glue` without the names that neither it nor the `loader` mentions. Raises PyodideChanged."""
    mentioned = words(DEFINITION.sub("", glue) + loader)
    left, found = DEFINITION.subn(lambda d: d[0] if d[1] in mentioned else "", glue)
    _expect(found, "DEFINITION")
    return EVAL.sub("(0,eval)(", left)


def given_to(imports: Collection[tuple[int, str]], glue: str, loader: str) -> str:
    """`glue` that gives compiled Python no more than what it `imports` (webassembly.imported), and makes no
    name public that neither it nor the `loader` mentions: what stood behind them is unused then. Raises
    PyodideChanged."""
    lists = GIVEN.findall(glue)
    _expect(len(lists) == 1, "GIVEN")
    given = dict(_named(entry) for entry in lists[0].split(","))
    names = {name for _, name in imports}
    left = glue.replace(lists[0], ",".join(f"{n}:{v}" for n, v in given.items() if n in names))
    typed = set(TYPE.findall(glue))
    _expect(typed, "TYPE")
    if not any(kind == GLOBAL and given.get(name) in typed for kind, name in imports):
        left = TYPE.sub("", left)
    mentioned = {
        word for found in PROPERTY.findall(PUBLIC.sub("", left) + loader) for word in found
    }
    left, found = PUBLIC.subn(lambda name: name[0] if name[1] in mentioned else "", left)
    _expect(found, "PUBLIC")
    return left


def going_on(glue: str) -> str:
    """`glue` for a Python that goes on from a memory: what a start would import stands in it, so nothing needs
    to be compiled. Raises PyodideChanged."""
    left, found = START.subn('[0,""]', glue)
    _expect(found == 1, "START")
    return left


def read_once(glue: str) -> str:
    """`glue` with parentheses round the function that is nearly all of it, as npm delivers it: browsers take
    that as a sign that it is called at once, and do not look it through first. Raises PyodideChanged."""
    left, found = MADE.subn(r"return(\1)})();", glue)
    _expect(found == 1, "MADE")
    return left


def words(script: str) -> set[str]:
    return set(WORD.findall(script))


def _named(entry: str) -> tuple[str, str]:
    name, _, value = entry.partition(":")
    return name.strip('"'), value or name


def _expect(found: object, pattern: str) -> None:
    if not found:
        raise PyodideChanged(
            f"{GLUE} says things in another way than this release did: see what the new one does, "
            f"and mend {pattern} in {__file__}."
        )
