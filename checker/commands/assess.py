"""`assess` on the command line: its options, its request, its text."""

from checker import messages, typed
from checker.commands import words
from checker.commands.arguments import ANNOTATION, TODAY, Arguments, Option, Request, annotations
from checker.commands.asking import asking
from checker.commands.show import Answer, day, days, reasons

EXAM_YEAR = Option("--exam-year", "考试年度", words.YEAR)
ISSUED_ON = Option("--issued-on", "证书签发日期", words.DATE)
OPTIONS = (
    Option("--apply-on", "计划申请加注的日期（默认：--today 的那天）", words.DATE, typed.date),
    Option("--days", "申请的天数（默认：上限）", words.NUMBER, typed.number),
    EXAM_YEAR,
    ISSUED_ON,
    ANNOTATION,
    TODAY,
)

SAYS = {
    "allowed": "可以：{apply_on}可以申请加注。",
    "refused": "不可以：{apply_on}不能申请加注。",
    "depends": "不一定：{apply_on}能否申请加注，要看怎样理解规定。",
    "past": "注意：这一天已经过去了，今天是{today}。",
    "earliest": "最早可以申请：",
    "possible": "  最乐观（至少一种理解允许）：{date}",
    "usual": "  按通常理解：{date}",
    "certain": "  最保守（任何理解都允许）：{date}",
    "needed": "是否须加注：{needed}",
    "valid_until": "新的加注至少可用到：{safe}（各种理解中最晚 {latest}；以系统显示的截止日为准）",
    "ready_by": "最迟可以下载：{date}",
}


def certificate(arguments: Arguments) -> Request:
    """What is known of the certificate."""
    found: Request = {}
    if arguments.exam_year is not None:
        found["exam_year"] = typed.number(arguments.exam_year)
    if arguments.issued_on is not None:
        found["issued_on"] = typed.date(arguments.issued_on)
    return found


def _rest(arguments: Arguments) -> Request:
    return {"certificate": certificate(arguments), "annotations": annotations(arguments)}


def _lines(answer: Answer) -> list[str]:
    needed = messages.BATCH_STATES["annotation_needed"][answer["annotation_needed"]["answer"]]
    asked = answer["asked"]
    past = asked["apply_on"] < asked["today"]
    return [
        SAYS[answer["verdict"]].format(apply_on=day(asked["apply_on"])),
        *([SAYS["past"].format(today=day(asked["today"]))] if past else []),
        "",
        SAYS["earliest"],
        *[SAYS[key].format(date=day(date)) for key, date in answer["earliest"].items()],
        SAYS["valid_until"].format(**days(answer["valid_until"])),
        SAYS["ready_by"].format(date=day(answer["ready_by"])),
        SAYS["needed"].format(needed=needed),
        *reasons(answer),
    ]


COMMAND = asking(
    "assess",
    "某一天能不能申请加注，最早哪天能，能用到哪天",
    (
        "assess --exam-year 2024 --apply-on 2026-02-10",
        "assess --annotation 2026-01-01:90 --annotation 2026-01-15~2026-04-14"
        " --apply-on 2026-02-10 --days 90",
        "assess --issued-on 2024-12-20 --apply-on 2026年2月10日 --json",
    ),
    OPTIONS,
    rest=_rest,
    lines=_lines,
    refuses=lambda answer: bool(answer["verdict"] == "refused"),
    places={"annotations": ANNOTATION.name},
)
