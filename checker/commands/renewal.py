"""`renewal` on the command line: its options, its text."""

from checker import typed
from checker.commands import words
from checker.commands.arguments import REQUIRED, TODAY, Option
from checker.commands.asking import asking
from checker.commands.show import Answer, day, reasons

UNTIL = Option("--registered-until", "注册有效期至", words.DATE, typed.date, more=REQUIRED)

SAYS = {
    "latest": "较宽的理解：{latest}",
    "new_period": "延续后的有效期：{first}到{last}",
    "change": "从{date}起申请变更注册，有效期也重新计算（{earlier}那一天算不算，没有写清楚）",
    "misconception": "常见的误解：“{claim}”。{correction}",
}


def _lines(answer: Answer) -> list[str]:
    period, headline = answer["new_period"], answer["headline"]
    if answer["state"] == "expired":
        return [headline, *reasons(answer)]
    change = [day(reading["from"]) for reading in answer["change_readings"]]
    return [
        headline,
        "",
        SAYS["latest"].format(latest=day(answer["file_by"]["latest"])),
        SAYS["new_period"].format(first=day(period["from"]), last=day(period["to"])),
        SAYS["change"].format(date=change[0], earlier=change[-1]),
        *[SAYS["misconception"].format(**wrong) for wrong in answer["misconceptions"]],
        *reasons(answer),
    ]


COMMAND = asking(
    "renewal",
    "注册有效期满之前，最迟哪天提出延续注册申请",
    ("renewal --registered-until 2026-12-31 --today 2026-11-23",),
    (UNTIL, TODAY),
    lines=_lines,
    refuses=lambda answer: answer["state"] in {"late", "expired"},
)
