"""`agenda` on the command line: its options, its request, its text."""

import json
from collections.abc import Mapping

from checker import typed
from checker.commands import assess, eligibility, plan, renewal, scores, study, words
from checker.commands.arguments import (
    ANNOTATION,
    MANY,
    TODAY,
    Arguments,
    Misuse,
    Option,
    Request,
    annotations,
)
from checker.commands.asking import asking
from checker.commands.show import Answer, day

AREA = Option("--area", "省份的拼音编号，例如 guangdong；挑选 --dates 里的日子", "省份")
DONE = Option("--done", "已经学完继续教育的年份，可写多次", words.YEAR, more=MANY)
DATES = Option("--dates", "考试日子的 JSON 文件（一个数组）；不写就没有考试日子", words.FILE)
NEED = plan.NEED._replace(more=MANY)

SAYS = {
    "next": "下一步：{text}",
    "no_next": "现在没有要做的事。",
    "nothing": "没有查到要来的日子；告诉我更多，就能说得更多。",
    "items": "要来的：",
    "on": "  {day}  {text}",
    "span": "  {first}到{last}  {text}",
    "from": "  {first}起  {text}",
    "until": "  到{last}  {text}",
    "undated": "  ·  {text}",
    "missing": "再告诉我这些，就能说得更多：",
    "ask": "  {option}",
}
OF_MISSING = {
    "area": AREA,
    "eligibility.studies": eligibility.STUDY,
    "eligibility.posts": eligibility.POST,
    "scores.passed": scores.PASSED,
    "scores.sat": scores.SAT,
    "annotation.certificate": assess.EXAM_YEAR,
    "annotation.annotations": ANNOTATION,
    "annotation.needs": NEED,
    "registration.registered_until": renewal.UNTIL,
    "study.approved_on": study.APPROVED,
    "study.received_on": study.RECEIVED,
    "study.done": DONE,
}
OPTIONS = (
    TODAY,
    scores.NEXT._replace(help="下一次考试是哪一年度"),
    AREA,
    eligibility.STUDY,
    eligibility.POST,
    eligibility.AWAY,
    eligibility.TITLE,
    scores.PASSED,
    scores.SAT,
    scores.EXEMPT,
    assess.EXAM_YEAR,
    assess.ISSUED_ON,
    ANNOTATION,
    NEED,
    study.APPROVED._replace(read=None),
    study.RECEIVED._replace(read=None),
    DONE,
    renewal.UNTIL._replace(read=None, more={}),
    DATES,
)


def _rest(arguments: Arguments) -> Request:
    learnt: Request = _dates_given(arguments, "approved_on", "received_on")
    if arguments.done:
        learnt["done"] = [typed.number(value) for value in arguments.done]
    held = {
        "certificate": assess.certificate(arguments),
        "annotations": annotations(arguments),
        "needs": plan.needs(arguments),
    }
    marks = scores.marks(arguments)
    parts = {
        "eligibility": _given(eligibility.work(arguments)),
        "scores": marks if arguments.passed or arguments.sat or arguments.exempt else {},
        "annotation": _given(held),
        "study": learnt,
        "registration": _dates_given(arguments, "registered_until"),
    }
    person: Request = {name: part for name, part in parts.items() if part}
    if arguments.area:
        person["area"] = arguments.area
    return {"person": person, "dates": _dates(arguments.dates)}


def _given(members: Mapping[str, object]) -> Request:
    return {name: value for name, value in members.items() if value}


def _dates_given(arguments: Arguments, *names: str) -> Request:
    values = {name: getattr(arguments, name) for name in names}
    return {name: typed.date(value) for name, value in values.items() if value is not None}


def _dates(path: str | None) -> object:
    if path is None:
        return []
    with open(path, encoding="utf-8") as file:
        try:
            return json.load(file)
        except ValueError:
            raise Misuse(f"--dates：{path} 不是有效的 JSON") from None


def _lines(answer: Answer) -> list[str]:
    items = {item["id"]: item for item in answer["items"]}
    following = items.get(answer["next"])
    headline = "next" if following else "no_next" if items else "nothing"
    lines = [SAYS[headline].format(text=following and following["text"])]
    if items:
        lines += ["", SAYS["items"], *map(_line, items.values())]
    if answer["missing"]:
        options = [OF_MISSING[each["ask"]] for each in answer["missing"]]
        asked = [SAYS["ask"].format(option=f"{each.name}  {each.help}") for each in options]
        lines += ["", SAYS["missing"], *asked]
    return lines


def _line(item: Answer) -> str:
    first, last = item.get("from"), item.get("until")
    which = "span" if first and last else "from" if first else "until" if last else "undated"
    which = "on" if "on" in item else which
    return SAYS[which].format(
        day=day(item["on"]) if "on" in item else "",
        first=day(first) if first else "",
        last=day(last) if last else "",
        text=item["text"],
    )


COMMAND = asking(
    "agenda",
    "一个人接下来所有要做的事和日子，按先后排好",
    (
        "agenda --registered-until 2027-03-31 --done 2025 --today 2026-11-27",
        "agenda --study 大专,药学,2022-07-01 --post 2022-09-01 --passed law=2025"
        " --next-exam-year 2027 --today 2026-11-27",
    ),
    OPTIONS,
    rest=_rest,
    lines=_lines,
    places={
        "studies": eligibility.STUDY.name,
        "posts": eligibility.POST.name,
        "full_time_studies": eligibility.AWAY.name,
        "annotations": ANNOTATION.name,
        "needs": NEED.name,
    },
)
