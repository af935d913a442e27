"""`scores` on the command line: its options, its request, its text."""

from checker import messages, typed
from checker.commands.arguments import MANY, Arguments, Option, Request, once, parts
from checker.commands.asking import asking
from checker.commands.show import Answer, reasons

SUBJECTS = "、".join(f"{key}（{name}）" for key, name in messages.SUBJECTS.items())
PASSED = Option(
    "--passed", f"已通过的科目，“科目=年度”，可写多次；科目：{SUBJECTS}", "科目=年度", more=MANY
)
PASSED_FORMAT = "--passed 要写成“科目=年度”，例如 law=2023；收到的是“{value}”"
EXEMPT = Option("--exempt", "免试部分科目")

SAYS = {
    "complete": "已经全部合格。",
    "finish_by": "还差{missing}；最迟在 {year} 年度考试通过。",
    "missing": "还差{missing}。",
    "counts_until": "  {subject}：可用到 {year} 年度考试",
    "counting": "已通过的科目：",
    "best_window": "已通过的成绩相隔太远：保留 {first} 到 {last} 年度的，重考{again}。",
}


def _rest(arguments: Arguments) -> Request:
    keys = {name: key for key, name in messages.SUBJECTS.items()}
    pairs = [parts(r"(.+)[=＝](.+)", value, PASSED_FORMAT) for value in arguments.passed]
    passed = once(PASSED.name, ((keys.get(s, s), typed.number(year)) for s, year in pairs))
    return {"passed": passed, "exempt": arguments.exempt}


def _lines(answer: Answer) -> list[str]:
    window = answer["best_window"]
    missing = _subjects(answer["missing"])
    if answer["complete"]:
        lines = [SAYS["complete"]]
    elif window:
        again = _subjects(window["sit_again"])
        lines = [SAYS["best_window"].format(first=window["from"], last=window["to"], again=again)]
        if missing:
            lines.append(SAYS["missing"].format(missing=missing))
    elif answer["finish_by"]:
        lines = [SAYS["finish_by"].format(missing=missing, year=answer["finish_by"])]
    else:
        lines = [SAYS["missing"].format(missing=missing)]
    if answer["counts_until"]:
        lines += ["", SAYS["counting"]]
    for subject, year in answer["counts_until"].items():
        lines.append(SAYS["counts_until"].format(subject=_subjects([subject]), year=year))
    return [*lines, *reasons(answer)]


def _subjects(keys: list[str]) -> str:
    return "、".join(messages.SUBJECTS[key] for key in keys)


COMMAND = asking(
    "scores",
    "已通过的科目能用到哪年，还差什么",
    (
        "scores --passed law=2023 --passed knowledge_one=2024",
        "scores --passed 药事管理与法规=2025 --exempt",
    ),
    (PASSED, EXEMPT),
    rest=_rest,
    lines=_lines,
)
