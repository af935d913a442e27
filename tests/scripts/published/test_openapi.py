"""The OpenAPI document, judged by a validator of others."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from scripts.published.api import write_api
from tests.scripts.made_up import YEAR, made


def test_the_openapi_document_is_valid_and_describes_the_answers(tmp_path: Path):
    write_api(made(tmp_path / "data"), tmp_path)
    api = tmp_path / "api" / "v1"
    document = json.loads((api / "openapi.json").read_text("utf-8"))
    OpenAPIV31SpecValidator(document).validate()

    for template, name in (
        ("/calendar/{year}.json", f"calendar/{YEAR}.json"),
        ("/provinces/{id}.json", "provinces/guangdong.json"),
        ("/index.json", "index.json"),
    ):
        content = document["paths"][template]["get"]["responses"]["200"]["content"]
        schema = content["application/json"]["schema"] | {"components": document["components"]}
        Draft202012Validator(schema).validate(json.loads((api / name).read_text("utf-8")))
