"""The JSON Schemas of the files in docs/data, for editors and for the API.

`make schemas` writes them into docs/data/schema, where the first line of each file points to its own,
and the empty table of courses, which pages offer.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from scripts.facts.course_table import TEMPLATE, template
from scripts.facts.load import DATA, FOLDERS, SINGLE
from scripts.places import ROOT

FOLDER = "schema"
OF_FOLDER = {"exams": "exam-year", "provinces": "province", "courses": "provider"}
"""The name of the schema of each file in a folder."""


def schemas() -> Mapping[str, dict[str, Any]]:
    """By the name of a kind of file, such as `province`."""
    shapes = {**SINGLE, **{OF_FOLDER[folder]: shape for folder, shape in FOLDERS.items()}}
    return {name: TypeAdapter(shape).json_schema() for name, shape in shapes.items()}


def first_line(file: Path, root: Path = DATA) -> str:
    """What an editor needs at the top of a file of facts to complete its keys."""
    name = OF_FOLDER.get(file.parent.name, file.stem)
    up = "../" * (len(file.relative_to(root).parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{name}.json"


def written(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    folder = ROOT / DATA / FOLDER
    folder.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (folder / f"{name}.json").write_text(written(schema), "utf-8")
    (ROOT / TEMPLATE).write_text(template(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
