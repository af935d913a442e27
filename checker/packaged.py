"""The files of this package that are not Python: rule sets, names, tables to start from."""

import os.path
from typing import Any, cast


def packaged(*path: str) -> str:
    """The text of one of them, in a folder, a wheel or a zip."""
    loader = cast(Any, __spec__).loader
    text: bytes = loader.get_data(os.path.join(os.path.dirname(__file__), *path))
    return text.decode("utf-8")
