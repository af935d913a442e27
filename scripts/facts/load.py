"""Reads docs/data/*.yml into models, keeping the line of every key, and gathers all problems."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from scripts.facts.courses import Provider
from scripts.facts.models import (
    ExamYear,
    Faq,
    National,
    Province,
    Questions,
    Source,
    Statistics,
    Synonyms,
    Watch,
)
from scripts.facts.problems import FactsError, Problem
from scripts.facts.yaml_lines import Place, YamlWrong, read

DATA = Path("docs/data")
Path_ = Place


@dataclass(frozen=True)
class Document:
    """One file: its plain data and, for each path of keys, the line (from 1) it stands on."""

    file: str
    text: str
    data: Any
    lines: Mapping[Path_, int]

    def line(self, path: Path_) -> int:
        """The line of the path, or of its nearest parent that stands in the file."""
        while path not in self.lines:
            if not path:
                return 1
            path = path[:-1]
        return self.lines[path]

    def problem(self, path: Path_, expected: str, mend: str, *, notice: bool = False) -> Problem:
        return Problem(self.file, self.line(path), dotted(path), expected, mend, notice)


@dataclass(frozen=True)
class Dataset:
    """All files as models, before inheritance. `documents` tells file and line of each value."""

    sources: Mapping[str, Source]
    national: National
    exams: Mapping[int, ExamYear]
    provinces: Mapping[str, Province]
    statistics: Statistics
    questions: Questions
    faq: Faq
    synonyms: Synonyms
    watch: Watch
    providers: Mapping[str, Provider]
    documents: Mapping[str, Document] = field(repr=False)


def dotted(path: Path_) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text or "（整个文件）"


@cache
def parse(text: str, name: str) -> Document:
    """Raises FactsError when the text is not YAML or repeats a key.

    Kept, since `make serve` meets the same texts on each save.
    """
    try:
        return Document(name, text, *read(text))
    except YamlWrong as error:
        said = ("（整个文件）", f"应是 YAML：{error.problem}", "检查缩进和引号")
        if error.twice:
            said = (error.twice, "同一层里每个键只写一次", "删去重复的一处")
        raise FactsError([Problem(name, error.line, *said)]) from error


_SAY = {
    "extra_forbidden": ("没有这个键", "检查拼写，或删去它；可用的键见 docs/dev/data.md 里的样板"),
    "missing": ("缺少这个键", "补上它；样板见 docs/dev/data.md"),
    "literal_error": ("只能是 {expected} 之一", "改成其中一个"),
    "date_from_datetime_parsing": ("应写成 YYYY-MM-DD 的真实日期", "改正日期"),
    "date_parsing": ("应写成 YYYY-MM-DD 的真实日期", "改正日期"),
    "string_pattern_mismatch": ("写法应符合 {pattern}", "改正写法"),
    "too_short": ("不能是空的", "写上内容；不知道写 unknown"),
    "string_too_short": ("不能为空", "写上内容，或删去这个键"),
}


# Names of choices between models, which pydantic puts into the path of an error.
TAGS = {"own", "same", "days", "every", "dates", "unknown"}


def _explain(error: ErrorDetails) -> tuple[str, str]:
    said = _SAY.get(error["type"])
    if said:
        return said[0].format(**error.get("ctx", {})), said[1]
    message = error["msg"].removeprefix("Value error, ")
    return message.rstrip("。"), f"现在写的是 {error['input']!r:.60}"


def _in_file(document: Document, loc: tuple[int | str, ...]) -> Path_:
    """The error's path without the steps pydantic adds for choices between models."""
    path: Path_ = ()
    for step in loc:
        for known in (step, int(step)) if isinstance(step, str) and step.isdigit() else (step,):
            if (*path, known) in document.lines:
                path = (*path, known)
                break
        else:
            if step not in TAGS:
                return (*path, step)
    return path


def validated[M](document: Document, shape: type[M] | Any, problems: list[Problem]) -> M | None:
    """The document as a model; what does not fit is added to `problems`."""
    try:
        model: M = TypeAdapter(shape).validate_python(document.data)
        return model
    except ValidationError as error:
        for detail in error.errors():
            path = _in_file(document, detail["loc"])
            problems.append(document.problem(path, *_explain(detail)))
        return None


SINGLE: Mapping[str, Any] = {
    "sources": dict[str, Source],
    "national": National,
    "statistics": Statistics,
    "questions": Questions,
    "faq": Faq,
    "synonyms": Synonyms,
    "watch": Watch,
}
"""What each file at the top of docs/data holds, by its name."""
FOLDERS: Mapping[str, Any] = {"exams": ExamYear, "provinces": Province, "courses": Provider}


def _files(root: Path) -> Iterator[tuple[str, Path, Any]]:
    for stem, shape in SINGLE.items():
        yield f"{stem}.yml", root / f"{stem}.yml", shape
    for folder, shape in FOLDERS.items():
        for path in sorted((root / folder).glob("*.yml")):
            yield f"{folder}/{path.name}", path, shape


def load(root: Path = DATA) -> Dataset:
    """Raises FactsError with the problems of shape of all files."""
    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    models: dict[str, Any] = {}
    for name, path, shape in _files(root):
        shown = (root / name).as_posix()
        if not path.exists():
            problems.append(Problem(shown, 1, "（整个文件）", "缺少这个文件", "补上它"))
            continue
        try:
            document = parse(path.read_text("utf-8"), shown)
        except FactsError as error:
            problems += error.problems
            continue
        documents[name] = document
        models[name] = validated(document, shape, problems)
        stem = path.stem
        key = {"exams": "year", "provinces": "id", "courses": "id"}.get(name.split("/")[0])
        if key and isinstance(document.data, dict) and str(document.data.get(key)) != stem:
            problems.append(document.problem((key,), f"{key} 应与文件名 {stem} 相同", "改其中一个"))
    if problems:
        raise FactsError(problems)
    exams = {m.year: m for m in models.values() if isinstance(m, ExamYear)}
    return Dataset(
        sources=models["sources.yml"],
        national=models["national.yml"],
        exams=dict(sorted(exams.items())),
        provinces={m.id: m for m in models.values() if isinstance(m, Province)},
        statistics=models["statistics.yml"],
        questions=models["questions.yml"],
        faq=models["faq.yml"],
        synonyms=models["synonyms.yml"],
        watch=models["watch.yml"],
        providers={m.id: m for m in models.values() if isinstance(m, Provider)},
        documents=documents,
    )
