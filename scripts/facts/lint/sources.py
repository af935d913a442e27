"""Every value names a source that exists and may carry it; no source is kept that nothing uses."""

from collections.abc import Iterator

from scripts.facts.courses import Course
from scripts.facts.load import Dataset
from scripts.facts.models import Answer, CommonError, Conflict, Fact
from scripts.facts.problems import Problem
from scripts.facts.walk import models


def check(dataset: Dataset) -> Iterator[Problem]:
    used: set[str] = set()
    for (document, path), model in models(dataset):
        if isinstance(model, Conflict):
            key, named = "seen_in", model.seen_in
        elif isinstance(model, Fact | CommonError | Course):
            key, named = "source", model.source
            known = not isinstance(model, Fact) or model.status != "unknown"
            if known and not named:
                yield document.problem(
                    path, "写了内容就要写来源", "加上 source: [编号]，或把 status 改成 unknown"
                )
        elif isinstance(model, Answer):
            key, named = "source", model.source
            if not named and not model.rules and not (model.ask and model.confidence == "low"):
                yield document.problem(
                    path,
                    "答案要写来源",
                    "加上 source: [编号] 或 rules: [规则编号]；没有看到的，写 ask 和 confidence: low",
                )
        else:
            continue
        used.update(named)
        for id_ in named:
            source = dataset.sources.get(id_)
            if source is None:
                yield document.problem(
                    (*path, key), f"来源 {id_} 应在 sources.yml 里", "改正编号，或补上这个来源"
                )
            elif source.status == "background" and key == "source":
                yield document.problem(
                    (*path, key),
                    f"来源 {id_} 是 background，不能作为依据",
                    "找到页面，或把 status 改成 unknown",
                )
    sheet = dataset.documents["sources.yml"]
    for id_ in dataset.sources:
        if id_ not in used:
            yield sheet.problem((id_,), "没有任何内容用到这个来源", "删去它")
