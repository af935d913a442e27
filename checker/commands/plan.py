"""`plan` on the command line: its options, its request, its text."""

from checker import typed
from checker.commands.arguments import (
    ANNOTATION,
    REQUIRED,
    TODAY,
    Arguments,
    Option,
    Request,
    annotations,
    parts,
)
from checker.commands.asking import asking
from checker.commands.show import Answer, day, reasons

NEED = Option(
    "--need", "要用证的日子，“事由=开始~结束”，可写多次", "事由=开始~结束",
    more={"action": "append", **REQUIRED},
)  # fmt: skip
NEED_FORMAT = (
    "--need 要写成“事由=开始~结束”，例如 首次注册=2027-01-06~2027-02-28；收到的是“{value}”"
)

SAYS = {
    True: "可以：申请 {count} 次，需要用证的每一天都有加注。",
    False: "安排不了全部日子：申请 {count} 次后，仍有日子没有加注。",
    "application": "  {number}. {apply_on}申请 {days} 日，{usable_from}到{usable_until}一定能用（{covers}）",
    "slack": "     留点余地：{day}申请也来得及",
    "applications": "申请安排（每次写的是最后一天）：",
    "existing": "已有的加注：",
    "covered": "  {applied_on}申请的：{first}到{last}一定能用（{covers}）",
    "unmet": "没有覆盖到的：",
    "unmet_need": "  {label}：从{first}起，有 {days} 天。{reason}",
}


def needs(arguments: Arguments) -> list[Request]:
    """What --need gives. Raises Misuse."""
    found = []
    for value in arguments.need:
        label, first, last = parts(r"(.+?)[=＝](.+?)[~～至到](.+)", value, NEED_FORMAT)
        found.append({"label": label, "from": typed.date(first), "to": typed.date(last)})
    return found


def _lines(answer: Answer) -> list[str]:
    lines = [SAYS[answer["feasible"]].format(count=len(answer["applications"]))]
    if answer["existing"]:
        lines += ["", SAYS["existing"]]
    for existing in answer["existing"]:
        lines.append(
            SAYS["covered"].format(
                applied_on=day(existing["applied_on"]),
                first=day(existing["usable_from"]),
                last=day(existing["usable_until"]),
                covers="、".join(existing["covers"]),
            )
        )
    if answer["applications"]:
        lines += ["", SAYS["applications"]]
    for number, application in enumerate(answer["applications"], 1):
        lines.append(
            SAYS["application"].format(
                number=number,
                apply_on=day(application["apply_on"]),
                days=application["days"],
                usable_from=day(application["usable_from"]),
                usable_until=day(application["usable_until"]),
                covers="、".join(application["covers"]),
            )
        )
        if application["slack_on"]:
            lines.append(SAYS["slack"].format(day=day(application["slack_on"])))
    if answer["unmet"]:
        lines += ["", SAYS["unmet"]]
    for unmet in answer["unmet"]:
        lines.append(
            SAYS["unmet_need"].format(
                label=unmet["label"],
                first=day(unmet["first_uncovered"]),
                days=unmet["days_uncovered"],
                reason=unmet["reason"],
            )
        )
    return [*lines, *reasons(answer)]


COMMAND = asking(
    "plan",
    "要用证的日子已知，最少申请几次、各在哪天申请",
    (
        "plan --today 2026-12-01 --need 首次注册=2027-01-06~2027-02-28",
        "plan --today 2026-12-01 --need 首次注册=2027-01-06~2027-02-28"
        " --need 变更注册=2027-06-01~2027-06-30 --annotation 2026-11-01:90",
    ),
    (NEED, ANNOTATION, TODAY._replace(help="从哪天起可以申请（默认：中国的今天）")),
    rest=lambda arguments: {"annotations": annotations(arguments), "needs": needs(arguments)},
    lines=_lines,
    refuses=lambda answer: not answer["feasible"],
    places={"annotations": ANNOTATION.name, "needs": NEED.name},
)
