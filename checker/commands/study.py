"""`study` on the command line: its options, its text."""

from checker import typed
from checker.commands import words
from checker.commands.arguments import Option
from checker.commands.asking import asking
from checker.commands.show import Answer, reasons

APPROVED = Option("--approved-on", "首次注册：证书的批准日期", words.DATE, typed.date)
RECEIVED = Option("--received-on", "首次注册：拿到证书的日期，知道就写", words.DATE, typed.date)
UNTIL = Option("--registered-until", "延续注册：注册有效期至", words.DATE, typed.date)
APPLY = Option("--apply-on", "打算哪天申请（默认：中国的今天）", words.DATE, typed.date)

SAYS = {
    "none": "不用交继续教育学分证明。",
    "over": "注册有效期已经过了：不能延续，要重新注册，先问所在省的药品监督管理部门。过了的那次注册里是 {certain} 年。",
    "not_begun": "这次注册还没有开始，没有要交学分证明的年份。",
    "years": "要交 {certain} 年的继续教育学分证明（最稳妥）。",
    "depends": "不一定：最稳妥是交 {certain} 年的继续教育学分证明，先问所在省的药品监督管理部门。",
    "possible": "按任何理解都要的：{possible} 年",
    "hours": "{year} 年：{hours} 学时",
    "hours_unknown": "{year} 年：学时未核实",
    "open": "没有看到规定的：{open} 年（申请的那一年）要不要",
}


def _lines(answer: Answer) -> list[str]:
    certain, possible = answer["years"]["certain"], answer["years"]["possible"]
    asked, state = answer["asked"], answer["needed"]
    if asked.get("registered_until", asked["apply_on"]) < asked["apply_on"]:
        state = "over"
    elif state == "none" and "open" in answer:
        state = "not_begun"
    lines = [SAYS[state].format(certain=_joined(certain)), ""]
    if possible:
        lines.append(SAYS["possible"].format(possible=_joined(possible)))
    if answer.get("open"):
        lines.append(SAYS["open"].format(open=_joined(answer["open"])))
    for year, hours in answer["hours_each"].items():
        which = "hours" if hours is not None else "hours_unknown"
        lines.append(SAYS[which].format(year=year, hours=hours))
    return [*(lines if certain else lines[:1]), *reasons(answer)]


def _joined(years: list[int]) -> str:
    return "、".join(map(str, years))


COMMAND = asking(
    "study",
    "首次注册或延续注册，要交哪几年的继续教育学分证明",
    (
        "study --approved-on 2019-10-27 --received-on 2020-04-20 --apply-on 2026-12-10",
        "study --registered-until 2027-03-31 --apply-on 2026-12-10",
    ),
    (APPROVED, RECEIVED, UNTIL, APPLY),
    lines=_lines,
)
