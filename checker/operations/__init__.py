"""One module an operation: what its request looks like, and how its answer is put together.

The modules are found, not listed: each exports one `OPERATION`.
"""

import os
import sys
import zipimport
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from checker.operation import Operation
from checker.requests import AsOf


@cache
def every() -> tuple[Operation, ...]:
    """Every operation of the text boundary, by name."""
    return tuple(_operation(name) for name in sorted(_modules()))


@cache
def rule_sets() -> dict[str, AsOf]:
    """Every rule set that some operation rests on, by its id, with the reader of its `as_of`."""
    found = {each.rule_set.id: each for operation in every() for each in operation.rule_sets}
    return dict(sorted(found.items()))


def _operation(name: str) -> Operation:
    full_name = f"{__name__}.{name}"
    __import__(full_name)
    operation: Operation = sys.modules[full_name].OPERATION
    return operation


def _modules() -> set[str]:
    files = (os.path.splitext(os.path.basename(path)) for path in _files())
    return {name for name, ending in files if ending in {".py", ".pyc"} and name != "__init__"}


def _files() -> Iterable[str]:
    """The files of this package: in a folder, or in a zip as in the browser.

    `pkgutil` knows the same ways, but the browser would have to load it and what it needs.
    """
    loader = cast(Any, __spec__).loader
    if not isinstance(loader, zipimport.zipimporter):
        return os.listdir(__path__[0])
    inside = os.path.join(loader.prefix, "operations", "")
    listed: Iterable[str] = cast(Any, zipimport)._zip_directory_cache[loader.archive]
    return (path for path in listed if path.startswith(inside))
