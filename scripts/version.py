"""The version of this project, as pyproject.toml has it."""

import tomllib

from scripts.places import ROOT


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])
