"""`renewal` on the command line: its options, its text."""

from checker import messages, typed
from checker.commands import words
from checker.commands.arguments import REQUIRED, TODAY, Option
from checker.commands.asking import asking
from checker.commands.show import Answer, day, reasons
from checker.renewal import FEW_DAYS

UNTIL = Option("--registered-until", "注册有效期至", words.DATE, typed.date, more=REQUIRED)

SAYS = {
    "headline": "最迟{safe}提出延续注册申请。{today}：{state}。",
    "few_days": "只剩 {days} 天：最迟{safe}提出延续注册申请。",
    "last_day": "只剩今天：{safe}是最稳妥的最后一天，今天就提出延续注册申请。",
    "disputed": "马上申请：最稳妥的{safe}已过，按较宽的理解到{latest}为止。同时问当地药品监督管理部门。",
    "late": "{today}已过申请期限：注册到{end}期满，还有 {to_end} 天，没有延续的会被注销。马上问当地药品监督管理部门。",
    "expired": "注册已期满 {over} 天（{end}期满），没有延续的会被注销。不用重新考试；要执业须重新申请注册。",
    "latest": "较宽的理解：{latest}",
    "new_period": "延续后的有效期：{first}到{last}",
    "change": "从{date}起申请变更注册，有效期也重新计算（{earlier}那一天算不算，没有写清楚）",
    "misconception": "常见的误解：“{claim}”。{correction}",
}


def _lines(answer: Answer) -> list[str]:
    period, state, left = answer["new_period"], answer["state"], answer["days_until"]
    headline = state if state in SAYS else "headline"
    if state == "due" and left["safe"] <= FEW_DAYS:
        headline = "few_days" if left["safe"] else "last_day"
    lines = [
        SAYS[headline].format(
            safe=day(answer["file_by"]["safe"]),
            latest=day(answer["file_by"]["latest"]),
            today=day(answer["asked"]["today"]),
            end=day(answer["asked"]["registered_until"]),
            state=messages.BATCH_STATES["renewal_state"][state],
            days=left["safe"],
            to_end=left["end"],
            over=-left["end"],
        ),
        "",
    ]
    if state == "expired":
        return [*lines[:1], *reasons(answer)]
    change = [day(reading["from"]) for reading in answer["change_readings"]]
    return [
        *lines,
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
