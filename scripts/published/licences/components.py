"""The list of what readers receive that others have made, with the versions that the locks pin."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from scripts.facts.load import parse
from scripts.facts.models import Model, Text, Url
from scripts.places import PYODIDE, ROOT

LIST = Path(__file__).with_name("components.yml")
LICENCES = Path(__file__).with_name("texts")


class Proof(Model):
    """A text that stands in a shipped file because the component is in it."""

    file: Text
    text: Text


class Component(Model):
    """`licence` is an SPDX expression; `found` what scripts.dev.found_in_site calls it."""

    name: Text
    purl: Annotated[str, StringConstraints(pattern=r"^pkg:(npm|pypi|generic)/[^@]+$")]
    licence: Text
    copyright: tuple[Text, ...]
    what: Text
    source: Url
    version: str = ""
    proof: Proof | None = None
    found: tuple[Text, ...] = ()
    files: tuple[Text, ...] = ()

    @property
    def licences(self) -> list[str]:
        """The names of the texts in scripts/published/licences/texts/."""
        return [word for word in self.licence.split() if word not in ("OR", "AND", "WITH")]

    @property
    def identity(self) -> str:
        """The package URL with its version, where that is known."""
        return f"{self.purl}@{self.version}" if self.version else self.purl


class Shipped(Model):
    looked_into: dict[str, str]
    ours: tuple[Text, ...]
    components: tuple[Component, ...]


@cache
def shipped() -> Shipped:
    """Raises ValueError when the list is not as it should be."""
    read = Shipped.model_validate(parse(LIST.read_text("utf-8"), LIST.as_posix()).data)
    components = tuple(one.model_copy(update={"version": _version(one)}) for one in read.components)
    return read.model_copy(update={"components": components})


def licence_names() -> list[str]:
    """The texts that are needed, each once."""
    return sorted({name for one in shipped().components for name in one.licences})


def npm_versions() -> Mapping[str, str]:
    """Name → version of everything in package-lock.json."""
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    return {
        path.rpartition("node_modules/")[2]: str(package["version"])
        for path, package in lock["packages"].items()
        if path
    }


def _version(component: Component) -> str:
    kind, _, name = component.purl.removeprefix("pkg:").partition("/")
    if component.version in ("python", "emscripten"):
        return _in_pyodide()[component.version]
    if component.version:
        return component.version
    if kind == "pypi":
        lock = (ROOT / "locks" / "build.txt").read_text("utf-8")
        pinned = re.search(rf"^{re.escape(name)}==(\S+)", lock, re.MULTILINE)
        return pinned[1] if pinned else ""
    return npm_versions().get(name, "") if kind == "npm" and _is_ours(component) else ""


def _is_ours(component: Component) -> bool:
    """Whether it comes from our package-lock, not from within another component."""
    lock = json.loads((ROOT / "package.json").read_text("utf-8"))
    return component.purl.rpartition("/")[2] in lock["dependencies"]


def _in_pyodide() -> Mapping[str, str]:
    info = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"]
    emscripten = str(info["platform"]).removeprefix("emscripten_").replace("_", ".")
    return {"python": str(info["python"]), "emscripten": emscripten}
