"""Writes every endpoint, its schema, the index and the OpenAPI document."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, create_model

from checker.rules import RuleSet, rule_set
from scripts.deployment import deployment
from scripts.facts.events import by_year
from scripts.facts.kinds import CATEGORIES
from scripts.facts.models import Source
from scripts.facts.resolve import Facts
from scripts.facts.schemas import schemas as file_schemas
from scripts.published.api import answers, shapes
from scripts.stamp import built_at

VERSION = "1.0.0"
CHANGELOG = (
    "1.0.0 (2026-11-23): first version",
    "1.1.0 (2026-11-27): fees say `yuan_knowledge_one` and `basis`, areas say `exam_places`",
    "1.2.0 (2026-11-27): `dates.json`",
    "1.3.0 (2026-11-27): `coverage.json`",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of endpoint: the path template, what it answers, and the shape of `data`."""

    name: str
    path: str
    about: str
    about_zh: str
    shape: Any


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("index", "index.json", "Every endpoint", "全部地址", shapes.Index),
        Kind(
            "calendar",
            "calendar.json",
            "Every dated event, and what is unknown",
            "全部日期与未公布的事项",
            shapes.Calendar,
        ),
        Kind(
            "calendar-year",
            "calendar/{year}.json",
            "One exam year, all areas",
            "一个考试年度，含各省",
            shapes.CalendarYear,
        ),
        Kind(
            "dates",
            "dates.json",
            "The dates that the checker's agenda takes, all areas",
            "“我的日子”用的日期，全部地区",
            shapes.AgendaDates,
        ),
        Kind(
            "coverage",
            "coverage.json",
            "How fresh each value is, and what is due to be looked up",
            "每一项的状态和核对日，该查的事项",
            shapes.Coverage,
        ),
        Kind("provinces", "provinces.json", "The areas", "地区", list[shapes.AreaEntry]),
        Kind(
            "province",
            "provinces/{id}.json",
            "One area, inheritance resolved",
            "一个地区，含全国的日期",
            shapes.AreaShape,
        ),
        Kind(
            "courses",
            "courses.json",
            "Training providers and what they say they sell; nothing verified",
            "培训机构和课程，机构自己的说法",
            shapes.Courses,
        ),
        Kind("sources", "sources.json", "Every source", "来源", list[shapes.SourceShape]),
        Kind(
            "statistics",
            "statistics.json",
            "Pass rates, registered pharmacists",
            "合格率、注册人数",
            shapes.Numbers,
        ),
        Kind(
            "questions",
            "questions.json",
            "Open questions, common errors",
            "没弄清的与常见误传",
            shapes.OpenMatters,
        ),
        Kind(
            "rules",
            "rules.json",
            "The official wording, by version",
            "规定原文，按版本",
            list[shapes.RuleSetShape],
        ),
    )
}


def write_api(facts: Facts, out_dir: Path, rules: Iterable[RuleSet] | None = None) -> list[Path]:
    """Writes `out_dir`/api/v1/…; returns what was written. `rules` defaults to the checker's."""
    folder = out_dir / "api" / "v1"
    every = facts.events
    years = by_year(every)
    sets = list(rules) if rules is not None else [rule_set(name) for name in rule_set_names()]
    bodies: list[tuple[str, str, Any]] = [
        ("calendar", "calendar.json", answers.calendar(facts, every)),
        ("dates", "dates.json", answers.agenda_dates(facts, every)),
        ("coverage", "coverage.json", answers.coverage(facts)),
        ("provinces", "provinces.json", answers.areas(facts)),
        ("courses", "courses.json", answers.courses(facts)),
        ("sources", "sources.json", answers.sources(facts)),
        ("statistics", "statistics.json", answers.statistics(facts)),
        ("questions", "questions.json", answers.questions(facts)),
        ("rules", "rules.json", answers.rules(sets)),
    ]
    bodies += [
        (
            "calendar-year",
            f"calendar/{year}.json",
            answers.calendar_year(facts, years.get(year, ()), year),
        )
        for year in facts.exams
    ]
    bodies += [
        ("province", f"provinces/{area.id}.json", answers.area(facts, every, area))
        for area in facts.areas.values()
    ]
    bodies.insert(0, ("index", "index.json", _index(facts, [(k, p) for k, p, _ in bodies])))

    stamp = built_at(facts.as_of).isoformat().replace("+00:00", "Z")
    written = []
    for kind, path, data in bodies:
        body = {"generated_at": stamp, "licence": shapes.LICENCE, "data": _plain(KINDS[kind], data)}
        written.append(_write(folder / path, body))
    for name, schema in _schemas().items():
        written.append(_write(folder / "schema" / f"{name}.json", schema))
    for name, text in checker_schemas().items():
        (folder / "schema" / name).write_text(text, "utf-8")
        written.append(folder / "schema" / name)
    written.append(_write(folder / "openapi.json", openapi()))
    return written


def checker_schemas() -> Mapping[str, str]:
    """By file name: the JSON Schemas of the checker's requests, answers and errors, as text."""
    folder = resources.files("checker") / "schemas"
    return {
        f"checker-{entry.name}": entry.read_text("utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".json")
    }


def rule_set_names() -> Sequence[str]:
    """Of every rule set that the checker carries."""
    folder = resources.files("checker") / "rule_sets"
    names = (Path(entry.name) for entry in folder.iterdir())
    return sorted(name.stem for name in names if name.suffix == ".json")


def _plain(kind: Kind, data: Any) -> Any:
    return TypeAdapter(kind.shape).dump_python(data, mode="json", exclude_none=True)


def _index(facts: Facts, paths: Sequence[tuple[str, str]]) -> shapes.Index:
    names = ["all", *map(str, facts.exams), *facts.areas, *CATEGORIES]
    return shapes.Index(
        version=VERSION,
        endpoints=tuple(
            shapes.Endpoint(path=path, about=KINDS[kind].about, schema_path=f"schema/{kind}.json")
            for kind, path in [("index", "index.json"), *paths]
        ),
        openapi="openapi.json",
        changelog=CHANGELOG,
        feeds={name: f"calendar/{name}.ics" for name in names},
        checker_schemas=tuple(f"schema/{name}" for name in checker_schemas()),
    )


def _write(path: Path, body: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


@cache
def _schema(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    envelope = create_model(
        f"{name.title().replace('-', '')}File",
        __base__=shapes.Shape,
        generated_at=(str, ...),
        licence=(str, ...),
        data=(kind.shape, ...),
    )
    schema: dict[str, Any] = without_null(envelope.model_json_schema(mode="serialization"))
    return schema


def _schemas() -> Mapping[str, dict[str, Any]]:
    """By file name: of the endpoints, and under data-… of the files that the facts are kept in."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    kept = {**file_schemas(), "source": Source.model_json_schema()}
    of_files = {f"data-{n}": without_null(schema) for n, schema in kept.items()}
    return {
        n: dialect | schema for n, schema in ({k: _schema(k) for k in KINDS} | of_files).items()
    }


def without_null(node: Any) -> Any:
    """A key without a value is left out, never null: so says the schema too."""
    if isinstance(node, list):
        return [without_null(item) for item in node]
    if not isinstance(node, dict):
        return node
    out = {
        key: without_null(value)
        for key, value in node.items()
        if not (key == "default" and value is None)
    }
    choices = [c for c in out.get("anyOf", []) if c != {"type": "null"}]
    if len(choices) == 1 and len(choices) < len(out["anyOf"]):
        del out["anyOf"]
        out = choices[0] | out
    return out


def openapi() -> dict[str, Any]:
    """OpenAPI 3.1; the schemas stand in it, so that the document is whole."""
    components: dict[str, Any] = {}
    paths: dict[str, Any] = {}
    for kind in KINDS.values():
        schema = json.loads(
            json.dumps(_schema(kind.name)).replace("#/$defs/", "#/components/schemas/")
        )
        components |= schema.pop("$defs", {})
        name = schema["title"]
        components[name] = schema
        wanted = [part[1:-1] for part in kind.path.replace(".json", "").split("/") if "{" in part]
        paths[f"/{kind.path}"] = {
            "get": {
                "operationId": kind.name,
                "summary": kind.about,
                "parameters": [
                    {"name": p, "in": "path", "required": True, "schema": {"type": "string"}}
                    for p in wanted
                ],
                "responses": {
                    "200": {
                        "description": kind.about,
                        "content": {
                            "application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}
                        },
                    }
                },
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "药师知期：执业药师考试日期与事实",
            "version": VERSION,
            "description": "Static files. Keys without a value are left out. Changes: "
            + "; ".join(CHANGELOG),
            "license": {"name": "CC BY 4.0", "identifier": shapes.LICENCE},
        },
        "servers": [{"url": f"{deployment().site_url}api/v1" if deployment().site_url else "."}],
        "paths": paths,
        "components": {"schemas": components},
    }
