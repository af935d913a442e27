"""Editors complete the keys of docs/data from schemas that are those of the models."""

from scripts.facts.load import DATA
from scripts.facts.schemas import FOLDER, first_line, schemas, written
from scripts.places import ROOT
from tests import known

REMEDY = "run make schemas"


def test_the_schemas_that_are_committed_are_those_of_the_models():
    folder = ROOT / DATA / FOLDER
    assert {path.stem for path in folder.iterdir()} == set(schemas()), REMEDY
    for name, schema in schemas().items():
        assert (folder / f"{name}.json").read_text("utf-8") == written(schema), f"{name}: {REMEDY}"


def test_every_file_points_to_the_schema_of_its_kind():
    for name in known.dataset().documents:
        path = ROOT / DATA / name
        line = path.read_text("utf-8").partition("\n")[0]
        assert line == first_line(path, ROOT / DATA), (
            f"{name}: the first line is to be {first_line(path, ROOT / DATA)}"
        )
        assert (path.parent / line.partition("=")[2]).is_file(), name
