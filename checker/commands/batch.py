"""`batch` on the command line: a table from file to file, its options, its words."""

import json
import os
from contextlib import nullcontext

from checker import bridge, messages
from checker.batch.columns import HEADINGS, MEANINGS, NAMES, OTHER
from checker.commands import tables, words
from checker.commands.arguments import (
    LAST,
    MANY,
    TODAY,
    Arguments,
    Command,
    Misuse,
    Option,
    members,
    once,
    parts,
)
from checker.commands.asking import ANSWERED, say
from checker.commands.show import Answer, fault_text
from checker.packaged import packaged

KNOWN = "、".join([*(names[0] for names in (*NAMES.values(), *HEADINGS.values())), OTHER])
COLUMN = Option(
    "--column", f"某列的意思，“列名=意思”，可写多次；意思：{KNOWN}", "列名=意思", more=MANY
)
COLUMN_FORMAT = "--column 要写成“列名=意思”，例如 到期日=registered_until；收到的是“{value}”"
OPTIONS = (
    Option(
        "table", "表格文件（CSV，或从 Excel 复制的制表符文本）；- 表示标准输入", "表格",
        more={"nargs": "?"},
    ),
    Option(
        "--output", "写到哪个文件；默认 -，即标准输出", words.FILE,
        short=("-o",), more={"default": tables.STANDARD},
    ),
    Option(
        "--ics", "另把各行的提醒写成一个日历文件；提醒认编号，没有编号列时认第几行", words.FILE
    ),
    TODAY,
    COLUMN,
    Option("--template", "写出空白模板，不计算"),
    Option("--example", "写出示例表格，不计算"),
    *LAST,
)  # fmt: skip
TABLE_MISSING = "缺少表格文件；没有表格时，可以先用 --template 写出模板，或用 --example 写出示例"
SAME_OUTPUT = "结果和日历要写到两个不同的地方：-o 和 --ics 不能相同"

SAYS = {
    "rows": "共 {rows} 行。",
    "events": "日历里有 {events} 个提醒。",
    "no_events": "没有要提醒的日子，没有写日历。",
    "counts": "{column}：{counts}",
    "count": "{word} {count}",
}


def _run(arguments: Arguments) -> int:
    for name in ("template", "example"):
        if getattr(arguments, name):
            with tables.writing(arguments.output) as result:
                result.write(packaged("batch", f"{name}.csv"))
            return ANSWERED
    if arguments.table is None:
        raise Misuse(TABLE_MISSING)
    pairs = [parts(r"(.+)[=＝](.+)", value, COLUMN_FORMAT) for value in arguments.column]
    columns = once(COLUMN.name, ((name, MEANINGS.get(m, m)) for name, m in pairs))
    request = json.dumps({"op": "batch", **members(OPTIONS, arguments), "columns": columns})
    if arguments.ics and os.path.realpath(arguments.ics) == os.path.realpath(arguments.output):
        raise Misuse(SAME_OUTPUT)
    with (
        tables.writing(arguments.output) as result,
        tables.writing(arguments.ics) if arguments.ics else nullcontext() as reminders,
        tables.reading(arguments.table) as table,
    ):
        text = bridge.convert_table(request, table, result, reminders)
        answer = json.loads(text)
        if not answer["ok"]:
            told = fault_text(answer["error"], {"columns": COLUMN.name})
            raise Misuse(text if arguments.json else told)
    return say(text if arguments.json else "\n".join(_lines(answer)), ANSWERED)


def _lines(answer: Answer) -> list[str]:
    lines = [SAYS["rows"].format(rows=answer["rows"])]
    for key, counts in answer["counts"].items():
        if counts:
            told = [
                SAYS["count"].format(word=word, count=counts[code])
                for code, word in messages.BATCH_STATES[key].items()
                if code in counts
            ]
            column = messages.BATCH_COLUMNS[key]
            lines.append(SAYS["counts"].format(column=column, counts="，".join(told)))
    if "events" in answer:
        which = "events" if answer["events"] else "no_events"
        lines.append(SAYS[which].format(events=answer["events"]))
    return lines


COMMAND = Command(
    "batch",
    "一张表格进，同一张表格带着结论出",
    (
        "batch --example -o 名单.csv",
        "batch 名单.csv -o 结果.csv",
        "batch 名单.csv -o 结果.csv --ics 提醒.ics",
        "batch 名单.csv -o 结果.csv --today 2026-11-23 --column 备注=other",
        "batch --template -o 模板.csv",
    ),
    OPTIONS,
    _run,
)
