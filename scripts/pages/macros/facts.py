"""What pages may ask of the facts: `<file of docs/data>/<key>/…`, shown with its status.

`fact("exams/2025/pass_line")` is the words and the badge, inside a sentence; `fact_card` the same
with sources and doubts, as a block; `number("exams/2025/paper/minutes")` a bare number.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment

from scripts.facts.areas import Area, AreaYear
from scripts.facts.events import NATIONAL
from scripts.facts.kinds import KINDS
from scripts.facts.models import (
    CommonError,
    Fact,
    Fee,
    Paper,
    Passed,
    PassLine,
    PassRate,
    Period,
    Registered,
    Subjects,
)
from scripts.facts.resolve import Facts, newest_year
from scripts.pages.from_facts import value_card, value_inline
from scripts.pages.from_facts.areas import fee_in_words
from scripts.pages.from_facts.calendar import line_in_words
from scripts.pages.from_facts.views import Shown, Views

NAMES = {
    "sessions": "各科时间",
    "paper": "试卷",
    "pass_line": "合格标准",
    "special_area_line": "单独划线地区合格标准",
    "subjects": "科目",
    "score_query": "查成绩",
    "registration_site": "报名网站",
    "practice_registration": "执业注册",
    "fees": "报名费",
    "pass_rates": "合格率",
    "registered": "注册人数",
    "rule": "依据",
    "hours": "学时",
}


def macros(facts: Facts, environment: Environment) -> Mapping[str, object]:
    """Names that templates and pages use."""
    views = Views(facts, ())

    def fact(path: str) -> str:
        """The words of a value and its badge, for the middle of a sentence."""
        return value_inline(_shown(facts, views, path))

    def fact_card(path: str, name: str = "") -> str:
        """A value with its sources, doubts and the day it was looked at, as a block of its own."""
        return value_card(_shown(facts, views, path, name), "../../")

    def number(path: str) -> int | float | str:
        """A number or word of a value, bare. Raises LookupError when it is not known."""
        value = find(facts, path)
        if not isinstance(value, int | float | str):
            raise LookupError(f"{path} 不是一个数或一个词；整条事实用 fact(…)")
        return value

    def sessions(year: int) -> str:
        """The timetable of an exam year as a table."""
        value = facts.exams[year].sessions
        template = environment.get_template("sessions.md.j2")
        return str(template.render(year=year, rows=value.rows))

    def common_error(id_: str) -> str:
        """What some pages say, what holds instead, and on whose word, below a heading."""
        found = _common_error(facts, id_)
        template = environment.get_template("common_error.md.j2")
        return str(template.render(error=found, proofs=views.proofs(found.source)))

    def common_errors(*ids: str) -> str:
        """Common errors that have their place in the guide to misconceptions, a line each."""
        template = environment.get_template("common_errors.md.j2")
        return str(template.render(errors=[_common_error(facts, id_) for id_ in ids]))

    return {
        "common_error": common_error,
        "common_errors": common_errors,
        "exams_to_come_json": lambda: exams_to_come_json(facts),
        "fact": fact,
        "fact_card": fact_card,
        "number": number,
        "sessions": sessions,
        "newest_year": newest_year(facts),
        "facts_as_of": facts.as_of.isoformat(),
    }


def exams_to_come_json(facts: Facts) -> str:
    """`[last day or "", exam year]` of the newest exam that has its days, and of the next one."""
    year = newest_year(facts)
    exam = facts.exams[year].exam
    end = exam.end or exam.start
    assert end  # newest_year
    return json.dumps([[end.last.isoformat(), year], ["", year + 1]])


def _common_error(facts: Facts, id_: str) -> CommonError:
    known = {error.id: error for error in facts.questions.conflicts}
    if id_ not in known:
        raise LookupError(f"questions.yml 里没有 {id_}；有 {'、'.join(known)}")
    return known[id_]


def find(facts: Facts, path: str) -> Any:
    """The value at a path. Raises LookupError that says which keys there are."""
    value: Any = facts
    steps = path.replace("provinces/", "areas/", 1).split("/")
    for i, step in enumerate(steps):
        try:
            value = _step(value, step)
        except (KeyError, IndexError, AttributeError, StopIteration):
            at = "/".join(steps[:i]) or "docs/data"
            raise LookupError(f"没有事实 {path}：{at} 里没有 {step}；可用 {_keys(value)}") from None
    return value


def _step(value: Any, step: str) -> Any:
    if isinstance(value, Area) and step.isdigit():
        return value.years[int(step)]
    if isinstance(value, AreaYear) and step in value.periods:
        return value.periods[step].period
    if isinstance(value, Mapping):
        return value[int(step) if step.isdigit() else step]
    if isinstance(value, Sequence) and not isinstance(value, str):
        dated = [v for v in value if _date_of(v) == step]
        return dated[0] if dated else value[int(step)]
    if step.startswith("_"):
        raise AttributeError(step)
    return getattr(value, step)


def _date_of(value: Any) -> str:
    """The year or month by which a value in a list is asked for."""
    found = (getattr(value, name, None) for name in ("exam_year", "year", "as_of"))
    return next((str(d) for d in found if d is not None), "")


def _keys(value: Any) -> str:
    if isinstance(value, Mapping):
        names = [str(k) for k in value]
    elif isinstance(value, Sequence):
        names = [_date_of(v) or str(i) for i, v in enumerate(value)]
    else:
        names = list(getattr(type(value), "model_fields", None) or type(value).__annotations__)
    return "、".join(names)


def _shown(facts: Facts, views: Views, path: str, name: str = "") -> Shown:
    value = find(facts, path)
    if not isinstance(value, Fact):
        raise LookupError(f"{path} 不是一条事实；一个数用 number(…)")
    steps = path.split("/")
    year = next((int(s) for s in steps if s.isdigit() and len(s) == 4), None)
    kind = next((s for s in reversed(steps) if s in KINDS), "")
    if isinstance(value, Period) and year and kind:
        area = steps[1] if steps[0] == "provinces" else NATIONAL
        return views.dated(area, year, kind, value, elsewhere=True)
    named = name or next((NAMES[s] for s in reversed(steps) if s in NAMES), "")
    return views.shown(path, named, value, _words(value), year=year)


def _words(value: Fact) -> str:
    match value:
        case PassLine():
            return line_in_words(value)
        case Paper() if value.questions:
            return f"每科 {value.questions} 题，满分 {value.full_marks} 分，{value.minutes} 分钟"
        case Subjects():
            return f"全科 {value.all} 科，免试 {value.exempt} 科"
        case Fee():
            return fee_in_words(value)
        case Passed() | Registered() if value.people is not None:
            return f"{value.people:,} 人"
        case PassRate() if value.pass_rate_percent is not None:
            return f"{value.pass_rate_percent:g}%"
        case PassRate() if value.applied is not None:
            return f"报考 {value.applied:,} 人"
    return ""
