"""Pyodide's script between Python and JavaScript, without what only packages would ask for.

It names everything in the compiled Python, thousands of names, for packages that may be loaded
later. None is loaded here: a name that nothing else mentions is left out.
"""

import re

from scripts.runtime.pinned import PyodideChanged

DEFINITION = re.compile(r'var (\w+)=(?:Module\["\1"\]=)?(?:wasmExports\["\w+"\]|(?<=\]=)\d+);')
WORD = re.compile(r"\w+")
EVAL = re.compile(
    r"\beval\("
)  # what is evaluated sees the names around it, which then cannot be shortened


def trimmed(glue: str, loader: str) -> str:
    """`glue` without the names that neither it nor the `loader` mentions. Raises PyodideChanged."""
    mentioned = words(DEFINITION.sub("", glue) + loader)
    left, found = DEFINITION.subn(lambda d: d[0] if d[1] in mentioned else "", glue)
    if not found:
        raise PyodideChanged(
            "pyodide.asm.js defines nothing in the way that this release did: "
            f"see what the new one does, and mend DEFINITION in {__file__}."
        )
    return EVAL.sub("(0,eval)(", left)


def words(script: str) -> set[str]:
    return set(WORD.findall(script))
