"""The hand-worked cases of tests/cases, as the checks in other engines ask and answer them."""

import json
from functools import cache
from typing import Any
from urllib.parse import quote

from ruamel.yaml import YAML

from checker.bridge import handle
from scripts.places import ROOT

CASES = ROOT / "tests" / "cases"


@cache
def load(name: str) -> list[dict[str, Any]]:
    """All cases of `tests/cases/<name>.yml`."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor(
        "tag:yaml.org,2002:timestamp", yaml.constructor.construct_yaml_str.__func__
    )
    cases: list[dict[str, Any]] = yaml.load((CASES / f"{name}.yml").read_text("utf-8"))
    ids = [case["id"] for case in cases]
    assert len(ids) == len(set(ids)), f"{name}.yml: two cases share an id"
    return cases


def fragment(request: dict[str, Any]) -> str:
    """The share link's fragment of an `assess` request, written from docs/dev/contracts.md alone."""
    certificate = request.get("certificate", {})
    single = {
        "apply_on": request.get("apply_on"),
        "days": request.get("days"),
        "exam_year": certificate.get("exam_year"),
        "issued_on": certificate.get("issued_on"),
    }
    parts = [f"{name}={quote(str(value))}" for name, value in single.items() if value is not None]
    for a in request.get("annotations", []):
        end = f"~{a['valid_until']}" if "valid_until" in a else f":{a['days']}"
        parts.append(f"a={a['applied_on']}{end}")
    return "#" + "&".join(parts)


def expected(request: dict[str, Any]) -> dict[str, Any]:
    """What the page has to show, from the checker in this Python."""
    answer = json.loads(handle(json.dumps({**request, "op": "assess"})))
    return {
        "verdict": answer["verdict"],
        **{f"earliest.{name}": day for name, day in answer["earliest"].items()},
        **{f"valid_until.{name}": day for name, day in answer["valid_until"].items()},
        "ready_by": answer["ready_by"],
    }
