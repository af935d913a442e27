"""The JSON Schemas of the package, as validators."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

SCHEMAS = Path(__file__).parents[1] / "checker" / "schemas"


@cache
def _documents() -> dict[str, Any]:
    return {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator of `checker/schemas/<name>.json`."""
    registry: Registry = Registry().with_resources(
        (file, Resource.from_contents(schema)) for file, schema in _documents().items()
    )
    return Draft202012Validator(
        _documents()[f"{name}.json"], registry=registry, format_checker=FormatChecker()
    )


def answer_validator(answer: dict[str, Any]) -> Draft202012Validator:
    """The validator that an answer has to pass."""
    return validator(f"{answer['op']}.answer" if answer["ok"] else "error")
