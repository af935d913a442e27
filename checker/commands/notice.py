"""`notice` on the command line: a notice from a file or from standard input, read for people."""

import json
import sys

from checker import bridge, typed
from checker.commands import words
from checker.commands.arguments import JSON, Arguments, Command, Misuse, Option, members
from checker.commands.asking import ANSWERED, WRONG_INPUT, say
from checker.commands.show import Answer, fault_text

OPTIONS = (
    Option("notice", "通知的文字（UTF-8 或 GB18030）；- 表示标准输入", words.FILE),
    Option("--exam", "问哪种考试（默认：执业药师）", "名称", str),
    Option("--exam-year", "问哪个考试年度", words.YEAR, typed.number),
    Option("--area", "问哪个地区，写省份的拼音，如 guangdong", "地区", str),
    Option("--published-on", "通知是哪天发布的", words.DATE, typed.date),
    JSON,
)
ENCODINGS = ("utf-8-sig", "gb18030")

SAYS = {
    "exam": "{name}{year}：",
    "nothing": "没有读到能确定的日期。",
    "found": "  {what}  {span}{status}{conflict}",
    "quote": "      原文：“{quote}”（第 {line} 行{year_from}）",
    "fees": "费用：",
    "fee": "  {amounts}（“{quote}”）",
    "per_paper": "每科 {yuan} 元",
    "per_person": "每人另收 {yuan} 元",
    "by_paper": "{paper} {yuan} 元",
    "sessions": "各科时间：",
    "session": "  {date} {start}-{end} {paper}",
    "unread": "没有采用的日期：",
    "not_read": "  “{text}”（第 {line} 行）：{why}",
    "unreadable": "{name} 不是 UTF-8 或 GB18030 的文字；PDF、Word 文件请先复制出文字",
}
WHAT = {
    "registration": "报名　",
    "payment": "缴费　",
    "review": "核查　",
    "admit_card": "准考证",
    "exam": "考试　",
    "scores": "成绩　",
    "certificate": "领证　",
}
YEAR_FROM = {
    "text": "",
    "heading": "，年份取自标题",
    "footer": "，年份取自网页日期或落款",
    "request": "，年份取自所问的年度",
    "published_on": "，年份取自发布日期",
}
WHY = {
    "no_matter": "不知道是什么事的日期",
    "other_exam": "是别的考试的",
    "other_year": "是别的年度的",
    "other_area": "是别的地区的，或没有说问哪个地区",
    "ambiguous": "可以有几种理解",
    "relative": "没有写明是哪一天",
    "month_only": "只写了月份",
    "no_year": "看不出是哪一年",
    "example": "是举例",
    "suspended": "已暂停、推迟或取消",
    "damaged": "日期写错或残缺",
}


def _run(arguments: Arguments) -> int:
    request = {"op": "notice", "text": _text(arguments.notice), **members(OPTIONS, arguments)}
    request.pop("notice", None)
    text = bridge.handle(json.dumps(request))
    answer = json.loads(text)
    if arguments.json:
        print(text)
    elif answer["ok"]:
        print("\n".join(_lines(answer)))
    else:
        say(fault_text(answer["error"], {"text": words.FILE}), WRONG_INPUT)
    return ANSWERED if answer["ok"] else WRONG_INPUT


def _text(name: str) -> str:
    """The text of a file. Raises Misuse, OSError."""
    if name == "-":
        content = sys.stdin.buffer.read()
    else:
        with open(name, "rb") as file:
            content = file.read()
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Misuse(SAYS["unreadable"].format(name=name))


def _lines(answer: Answer) -> list[str]:
    text = answer["asked"]["text"]
    exam = answer["exam"]
    year = f" {exam['year']} 年度" if exam["year"] else ""
    lines = [SAYS["exam"].format(name=exam["name"], year=year)]
    for one in answer["found"]:
        lines.append(
            SAYS["found"].format(
                what=WHAT[one["what"]],
                span=_span(one),
                status="（预计）" if one["status"] == "expected" else "",
                conflict="（文中另有不同的说法）" if one["conflict"] else "",
            )
        )
        lines.append(
            SAYS["quote"].format(
                quote=_one_line(one["quote"]),
                line=_line(text, one["at"][0]),
                year_from=YEAR_FROM[one["year_from"]],
            )
        )
    if not answer["found"]:
        lines.append(SAYS["nothing"])
    if answer["fees"]:
        lines += ["", SAYS["fees"]]
        for fee in answer["fees"]:
            quote = _one_line(fee["quote"])
            lines.append(SAYS["fee"].format(amounts="，".join(_amounts(fee)), quote=quote))
    if answer["sessions"]:
        lines += ["", SAYS["sessions"]]
        lines += [SAYS["session"].format(**one) for one in answer["sessions"]]
    if answer["unread"]:
        lines += ["", SAYS["unread"]]
        for one in answer["unread"]:
            line, why = _line(text, one["at"][0]), WHY[one["why"]]
            lines.append(SAYS["not_read"].format(text=_one_line(one["text"]), line=line, why=why))
    return lines


def _span(one: Answer) -> str:
    start, end = (day and day.replace("T", " ") for day in (one["start"], one["end"]))
    if start == end:
        return str(start)
    if not end:
        return f"{start} 起"
    return f"{start} 至 {end}" if start else f"{end} 截止"


def _amounts(fee: Answer) -> list[str]:
    told = [SAYS["by_paper"].format(**paper) for paper in fee.get("by_paper", [])]
    if "yuan_per_paper" in fee:
        told.append(SAYS["per_paper"].format(yuan=fee["yuan_per_paper"]))
    if "yuan_per_person" in fee:
        told.append(SAYS["per_person"].format(yuan=fee["yuan_per_person"]))
    return told


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _one_line(text: str) -> str:
    return " ".join(text.split())


COMMAND = Command(
    "notice",
    "读一篇通知：写了哪些日期，各在哪一句",
    ("notice -", "notice - --exam 二级建造师 --exam-year 2025 --area guangdong"),
    OPTIONS,
    _run,
)
