"""`scores` on the command line: its options, its request, its text."""

from checker import messages, typed
from checker.commands import words
from checker.commands.arguments import (
    MANY,
    TODAY,
    Arguments,
    Option,
    Request,
    once,
    parts,
)
from checker.commands.asking import asking
from checker.commands.show import Answer, reasons

SUBJECTS = "、".join(f"{key}（{name}）" for key, name in messages.SUBJECTS.items())
PASSED = Option(
    "--passed", f"已通过的科目，“科目=年度”，可写多次；科目：{SUBJECTS}", "科目=年度", more=MANY
)
SAT = Option("--sat", "考过还在等成绩的科目，写法同 --passed，可写多次", "科目=年度", more=MANY)
FORMAT = "{option} 要写成“科目=年度”，例如 law=2023；收到的是“{{value}}”"
NEXT = Option(
    "--next-exam-year", "下一次考试是哪一年度；不写就按今年和明年各算一遍", words.YEAR, typed.number
)
EXEMPT = Option("--exempt", "免试部分科目")

SAYS = {
    "complete": "已经全部合格。",
    "finish_by": "还差{missing}；最迟在 {year} 年度考试通过。",
    "missing": "还差{missing}。",
    "counts_until": "  {subject}：可用到 {year} 年度考试",
    "lapsed": "  {subject}：用到 {year} 年度考试为止，已经失效",
    "counting": "已通过的科目：",
    "best_window": "已通过的成绩相隔太远：保留 {first} 到 {last} 年度的，重考{again}。",
    "if_over": "如果 {year} 年度的考试已经考过：{told}",
    "if_passed": "如果等成绩的科目都通过：{told}",
}


def marks(arguments: Arguments) -> Request:
    """Subjects passed and sat, as given. Raises Misuse."""
    sat = _years(SAT, arguments.sat)
    return {
        "passed": _years(PASSED, arguments.passed),
        "exempt": arguments.exempt,
        **({"sat": sat} if sat else {}),
    }


def _years(option: Option, values: list[str]) -> Request:
    keys = {name: key for key, name in messages.SUBJECTS.items()}
    expected = FORMAT.format(option=option.name)
    pairs = [parts(r"(.+)[=＝](.+)", value, expected) for value in values]
    return once(option.name, ((keys.get(s, s), typed.number(year)) for s, year in pairs))


def _lines(answer: Answer) -> list[str]:
    lines = [_standing(answer)]
    if window := answer["best_window"]:
        again = _subjects(window["sit_again"])
        lines.append(
            SAYS["best_window"].format(first=window["from"], last=window["to"], again=again)
        )
    for which in ("if_over", "if_passed"):
        if which in answer:
            told = _standing(answer[which])
            lines.append(SAYS[which].format(year=answer["exam_year"], told=told))
    if answer["counts_until"]:
        lines += ["", SAYS["counting"]]
    for subject, year in answer["counts_until"].items():
        which = "lapsed" if subject in answer["lapsed"] else "counts_until"
        lines.append(SAYS[which].format(subject=_subjects([subject]), year=year))
    return [*lines, *reasons(answer)]


def _standing(answer: Answer) -> str:
    """What is missing and by when, in one sentence."""
    which = "finish_by" if answer["finish_by"] else "missing"
    missing = _subjects(answer["missing"])
    which = "complete" if answer["complete"] else which
    return SAYS[which].format(missing=missing, year=answer["finish_by"])


def _subjects(keys: list[str]) -> str:
    return "、".join(messages.SUBJECTS[key] for key in keys)


COMMAND = asking(
    "scores",
    "已通过的科目能用到哪年，还差什么",
    (
        "scores --passed law=2023 --passed knowledge_one=2024 --next-exam-year 2027",
        "scores --passed law=2023 --sat knowledge_two=2026 --today 2026-11-27",
        "scores --passed 药事管理与法规=2025 --exempt",
    ),
    (PASSED, SAT, EXEMPT, NEXT, TODAY),
    rest=marks,
    lines=_lines,
)
