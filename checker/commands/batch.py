"""`batch` on the command line: a table from file to file, its options, its words."""

import json
import os
from collections.abc import Sequence
from contextlib import nullcontext

from checker import bridge, messages, typed
from checker.batch.answering import TABLE, URGENCY
from checker.batch.cells import EXCEL_EPOCHS
from checker.batch.columns import IDENTITY, OTHER
from checker.batch.people import DIFFERENT, ONE
from checker.batch.tables import Bytes
from checker.commands import tables, words
from checker.commands.arguments import (
    LAST,
    MANY,
    TODAY,
    Arguments,
    Command,
    Misuse,
    Option,
    Request,
    members,
    once,
    parts,
)
from checker.commands.asking import ANSWERED, say
from checker.commands.show import Answer, fault_text
from checker.packaged import packaged

MEANINGS = {name: key for key, name in messages.MEANINGS.items()}
COLUMN = Option(
    "--column",
    f"某列的意思，“列名=意思”，可写多次；同名的列写第几列，“#3=意思”；意思：{'、'.join(MEANINGS)}",
    "列名=意思",
    more=MANY,
)
COLUMN_FORMAT = "--column 要写成“列名=意思”，例如 到期日=注册有效期至；收到的是“{value}”"
SAME_NAMES = {"同一人": ONE, "不同人": DIFFERENT}
SAME_NAME = Option(
    "--same-name", "同名又没有编号的几行：同一人，或 不同人", "同一人|不同人",
    lambda value: SAME_NAMES.get(value, value),
)  # fmt: skip
ORDERS = {"急的在前": URGENCY, "原样": TABLE}
OPTIONS = (
    Option(
        "table", "表格文件（.xlsx、CSV，或从 Excel 复制的制表符文本）；- 表示标准输入", "表格",
        more={"nargs": "?"},
    ),
    Option(
        "--output", "写到哪个文件，.xlsx 或 CSV；默认 -，即标准输出", words.FILE,
        short=("-o",), more={"default": tables.STANDARD},
    ),
    Option("--ics", "另把各行的提醒写成一个日历文件；提醒认编号，没有编号时认姓名", words.FILE),
    TODAY,
    COLUMN,
    SAME_NAME,
    Option(
        "--excel-days",
        f"把五位数字读成 Excel 的日期数，{'、'.join(map(str, EXCEL_EPOCHS))}（工作簿里自带，不用写）",
        "1900|1904", typed.number,
    ),
    Option("--sheet", "工作簿里的哪一张表（默认：第一张）", "表名"),
    Option(
        "--order", "结果怎样排：急的在前（默认），或 原样；写进 .xlsx 时总是原样", "急的在前|原样",
        lambda value: ORDERS.get(value, value),
    ),
    Option("--keep-identity", "结果里保留身份证号一列（计算用不到）"),
    Option("--template", "写出空白模板，不计算"),
    Option("--example", "写出示例表格，不计算"),
    *LAST,
)  # fmt: skip
TABLE_MISSING = "缺少表格文件；没有表格时，可以先用 --template 写出模板，或用 --example 写出示例"
SAME_OUTPUT = "结果和日历要写到两个不同的地方：-o 和 --ics 不能相同"
NEEDS_PACKAGES = (
    "读 .xlsx 要另装 openpyxl 和 defusedxml 两个 Python 包，这里没有；"
    "不装的话，请在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”，再算一次"
)
OUTPUT_IS_NO_WORKBOOK = "只有表格是 .xlsx 时，结果才能写成 .xlsx；请写成 .csv"
PLACES = {"columns": COLUMN.name, "same_name": SAME_NAME.name}

SAYS = {
    "rows": "共 {rows} 行。",
    "taken": "各列是这样读的：{columns}。",
    "taken_as": "“{name}”作{meaning}",
    "not_taken": "其余的列原样保留：{names}。",
    "identity": "“{name}”计算用不到，没有写进结果（要保留，加 --keep-identity）。",
    "passed_over": "没有算的行：{counts}。",
    "above": "列名以上 {count} 行",
    "blank": "空行 {count} 行",
    "totals": "合计 {count} 行",
    "notes": "附注或重复的列名 {count} 行",
    "excel_days": "五位的数字按 Excel 的日期数（{excel_days} 系统）读。",
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
    request = {"op": "batch", **members(OPTIONS, arguments), "columns": columns}
    request["keep_identity"] = arguments.keep_identity
    if arguments.ics and os.path.realpath(arguments.ics) == os.path.realpath(arguments.output):
        raise Misuse(SAME_OUTPUT)
    if tables.is_workbook(arguments.table):
        return _workbook(arguments, request)
    if arguments.output.endswith(tables.WORKBOOK):
        raise Misuse(OUTPUT_IS_NO_WORKBOOK)
    with tables.reading(arguments.table) as table:
        return _convert(arguments, request, table)


def _convert(arguments: Arguments, request: Request, table: Bytes) -> int:
    """Answers a table into the files that were asked for. Raises Misuse."""
    nowhere = arguments.output.endswith(tables.WORKBOOK)
    with (
        nullcontext(tables.Nowhere()) if nowhere else tables.writing(arguments.output) as result,
        tables.writing(arguments.ics) if arguments.ics else nullcontext() as reminders,
    ):
        text = bridge.convert_table(json.dumps(request), table, result, reminders)
        answer = json.loads(text)
        if not answer["ok"]:
            told = fault_text(answer["error"], PLACES)
            raise Misuse(text if arguments.json else told)
    return say(text if arguments.json else "\n".join(_lines(answer)), ANSWERED)


def _workbook(arguments: Arguments, request: Request) -> int:
    """Answers a workbook, as CSV or into a copy of it. Raises Misuse."""
    try:
        from checker.commands import xlsx
    except ImportError:
        raise Misuse(NEEDS_PACKAGES) from None
    try:
        workbook = xlsx.open_workbook(arguments.table, arguments.sheet)
    except xlsx.NotReadable as reason:
        raise Misuse(str(reason)) from None
    request.setdefault("excel_days", workbook.excel_days)
    into_copy = arguments.output.endswith(tables.WORKBOOK)
    if not arguments.json:
        say("\n".join([*workbook.notes, *(workbook.lost if into_copy else ())]), ANSWERED)
    code = _convert(arguments, request, workbook.as_table())
    if into_copy:
        answers = map(
            json.loads, bridge.answer_table(json.dumps(request), workbook.as_table(), 1000)
        )
        tables.write_bytes(arguments.output, xlsx.with_answers(workbook, answers))
    return code


def _lines(answer: Answer) -> list[str]:
    lines = [answer["urgent"]] if answer["urgent"] else []
    lines.append(SAYS["rows"].format(rows=answer["rows"]))
    for key, counts in answer["counts"].items():
        if counts:
            told = [
                SAYS["count"].format(word=word, count=counts[code])
                for code, word in messages.BATCH_STATES[key].items()
                if code in counts
            ]
            column = messages.BATCH_COLUMNS[key]
            lines.append(SAYS["counts"].format(column=column, counts="，".join(told)))
    lines += _taken(answer["taken"], keeps_identity=answer["asked"]["keep_identity"])
    if passed := [
        SAYS[kind].format(count=count) for kind, count in answer["passed_over"].items() if count
    ]:
        lines.append(SAYS["passed_over"].format(counts="，".join(passed)))
    if "excel_days" in answer["asked"]:
        lines.append(SAYS["excel_days"].format(**answer["asked"]))
    if "events" in answer:
        which = "events" if answer["events"] else "no_events"
        lines.append(SAYS[which].format(events=answer["events"]))
    return lines


def _taken(columns: Sequence[Answer], *, keeps_identity: bool) -> list[str]:
    """What each column was taken for, and which were only passed through."""
    taken = [
        SAYS["taken_as"].format(name=column["name"], meaning=messages.MEANINGS[column["meaning"]])
        for column in columns
        if column["meaning"] not in (OTHER, IDENTITY)
    ]
    lines = [SAYS["taken"].format(columns="，".join(taken))]
    if names := [column["name"] for column in columns if column["meaning"] == OTHER]:
        lines.append(SAYS["not_taken"].format(names="、".join(filter(None, names))))
    return lines + [
        SAYS["identity"].format(name=column["name"])
        for column in columns
        if column["meaning"] == IDENTITY and not keeps_identity
    ]


COMMAND = Command(
    "batch",
    "一张表格进，同一张表格带着结论出",
    (
        "batch --example -o 名单.csv",
        "batch 名单.csv -o 结果.csv",
        "batch 名单.csv -o 结果.csv --ics 提醒.ics",
        "batch 名单.csv -o 结果.csv --today 2026-11-23 --column 备注=其他",
        "batch --template -o 模板.csv",
    ),
    OPTIONS,
    _run,
)
