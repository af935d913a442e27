"""`eligibility` on the command line: its options, its request, its text."""

from checker import person_messages, typed
from checker.commands import words
from checker.commands.arguments import MANY, Arguments, Option, Request, parts
from checker.commands.asking import asking
from checker.commands.show import Answer, day, reasons

DEGREES = {
    "中专": "secondary",
    "大专": "college",
    "专科": "college",
    "本科": "bachelor",
    "学士": "bachelor",
    "第二学士": "graduate",
    "研究生班": "graduate",
    "硕士": "graduate",
    "博士": "doctor",
}
FIELDS = {
    "药学": "pharmacy",
    "药学类": "pharmacy",
    "中药学": "pharmacy",
    "中药学类": "pharmacy",
    "相关": "related",
    "相关专业": "related",
    "其他": "other",
    "其他专业": "other",
}

YEAR = Option("--exam-year", "要报哪一年度的考试；不写就只算最早哪年", words.YEAR, typed.number)
STUDY = Option(
    "--study",
    f"学历，“学历,专业,毕业日期”，可写多次；学历：{'、'.join(DEGREES)}；专业：药学、中药学、相关、其他",
    "学历,专业,毕业日期",
    more=MANY,
)
STUDY_FORMAT = "--study 要写成“学历,专业,毕业日期”，例如 大专,药学,2022-07-01；收到的是“{value}”"
POST = Option(
    "--post",
    "在药学岗位的一段，“开始~结束”；还在岗写“开始~至今”，只写开始也当作还在岗；可写多次",
    "开始~结束",
    more=MANY,
)
OPEN_END = ("", "今", "至今")
AWAY = Option("--full-time", "脱产学习的一段，写法同 --post，可写多次", "开始~结束", more=MANY)
SPAN_FORMAT = (
    "{option} 要写成“开始~结束”或只写开始，例如 2022-09-01~2024-08-31；收到的是“{{value}}”"
)
TITLE = Option("--senior-title", "有药学工作的高级职称")

SAYS = {
    "eligible": "可以：可以报 {year} 年度的考试。",
    "not_eligible": "不可以：不能报 {year} 年度的考试。",
    "depends": "不一定：能不能报 {year} 年度的考试，要看怎样理解规定。",
    "earliest": "最早可以报：{certain} 年度",
    "earliest_depends": "最早可以报：{possible} 年度（任何理解都行要到 {certain} 年度）",
    "earliest_perhaps": "最早可以报：{possible} 年度（有的理解到 2099 年度也不行）",
    "never": "照现在填的，到 2099 年度也不能报。",
    "counted": "算数的工作：{first}起，到{until}共 {days} 天（按整月算 {months} 个月）",
    "counted_none": "算数的工作：没有",
    "left_out": "不算的：",
    "gap": "  {first}到{last}：{why}",
    "studies": "各个学历：",
    "study": "  {degree}（{field}），{graduated}毕业：{needs}",
    "enough": "够了",
    "lacks": "按天数还差 {days} 天",
    "no_use": "不能凭它报",
    "count": "要考 {count} 科",
    "count_depends": "有高级职称，但那一年没有药学岗位：能不能免试两科不确定",
}
GOES_ON = {
    "posts": "没有写结束的岗位，按还在岗、一直做下去算；已经离开的，写成“开始~结束”再算。",
    "full_time_studies": "没有写结束的脱产学习，按还在读、一直读下去算。",
}
WHY_NOT = {"before_diploma": "在取得第一个相关学历以前", "full_time_study": "超过半年的脱产学习"}


def work(arguments: Arguments) -> Request:
    """Studies, posts, full-time studies and the title, as given. Raises Misuse."""
    studies = []
    for value in arguments.study:
        degree, field, graduated = parts(r"(.+?)[,，](.+?)[,，](.+)", value, STUDY_FORMAT)
        studies.append(
            {
                "degree": DEGREES.get(degree, degree),
                "field": FIELDS.get(field, field),
                "graduated": typed.date(graduated),
            }
        )
    return {
        "studies": studies,
        "posts": [_span(POST, value) for value in arguments.post],
        "full_time_studies": [_span(AWAY, value) for value in arguments.full_time],
        "senior_title": arguments.senior_title,
    }


def _span(option: Option, value: str) -> Request:
    expected = SPAN_FORMAT.format(option=option.name)
    first, last = parts(r"([^~～至到]+)[~～至到]?(.*)", value, expected)
    return {"from": typed.date(first), **({"to": typed.date(last)} if last not in OPEN_END else {})}


def _lines(answer: Answer) -> list[str]:
    taken = [
        sentence
        for name, sentence in GOES_ON.items()
        if any("to" not in stretch for stretch in answer["asked"][name])
    ]
    if "verdict" not in answer:
        return [_earliest(answer["earliest"]), *taken, *reasons(answer)]
    counted, subjects = answer["counted"], answer["subjects"]
    lines = [
        SAYS[answer["verdict"]].format(year=answer["asked"]["exam_year"]),
        "",
        _earliest(answer["earliest"]),
        SAYS["counted" if counted["from"] else "counted_none"].format(
            first=counted["from"] and day(counted["from"]),
            until=day(counted["until"]),
            days=counted["days"],
            months=counted["months"],
        ),
    ]
    lines += taken
    if counted["left_out"]:
        lines.append(SAYS["left_out"])
    for gap in counted["left_out"]:
        why = WHY_NOT[gap["why"]]
        lines.append(SAYS["gap"].format(first=day(gap["from"]), last=day(gap["to"]), why=why))
    if answer["studies"]:
        lines.append(SAYS["studies"])
    lines += [_study(study) for study in answer["studies"]]
    which = "count" if subjects["count"] else "count_depends"
    return [*lines, SAYS[which].format(**subjects), *reasons(answer)]


def _earliest(earliest: Answer) -> str:
    possible, certain = earliest["possible"], earliest["certain"]
    if possible is None:
        return SAYS["never"]
    if certain is None:
        return SAYS["earliest_perhaps"].format(possible=possible)
    which = "earliest" if possible == certain else "earliest_depends"
    return SAYS[which].format(possible=possible, certain=certain)


def _study(study: Answer) -> str:
    missing = study["readings"][0]["missing_days"]
    needs = SAYS["no_use"]
    if missing is not None:
        needs = SAYS["lacks"].format(days=missing) if missing else SAYS["enough"]
    return SAYS["study"].format(
        degree=person_messages.DEGREES[study["degree"]],
        field=person_messages.FIELDS[study["field"]],
        graduated=day(study["graduated"]),
        needs=needs,
    )


COMMAND = asking(
    "eligibility",
    "能不能报某一年度的考试，最早哪一年能报，考几科",
    (
        "eligibility --exam-year 2027 --study 大专,药学,2022-07-01 --post 2022-09-01",
        "eligibility --study 本科,相关,2024-06-30 --post 2023-01-01~2024-12-31 --post 2025-03-01"
        " --full-time 2025-09-01~2026-06-30",
    ),
    (YEAR, STUDY, POST, AWAY, TITLE),
    rest=work,
    lines=_lines,
    refuses=lambda answer: answer.get("verdict") == "not_eligible",
    places={"studies": STUDY.name, "posts": POST.name, "full_time_studies": AWAY.name},
)
