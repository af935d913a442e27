"""Every word the command line says, apart from those of the answers themselves."""

PROGRAM = "python3 -m checker"

DESCRIPTION = """执业药师电子证书加注、延续注册和成绩有效期的计算。
日期都是中国的日历日，写成 2026-02-10、2026/2/10 或 2026年2月10日。
加注写成“申请日:天数”（2026-01-01:90）或“申请日~文件上印的截止日”（2026-01-15~2026-04-14）。

退出码：0 已回答；1 按规则不行（不能申请、安排不了、已过申请期限）；2 输入有误或无法读写；130 被中断。"""

USAGE = "用法："
COMMANDS = "命令"
COMMAND = "命令"
OPTIONS = "选项"
EXAMPLES = "例子："
HELP = "显示这段说明"
SEE_HELP = "用法见：{program} --help"

SUMMARIES = {
    "assess": "某一天能不能申请加注，最早哪天能，能用到哪天",
    "plan": "要用证的日子已知，最少申请几次、各在哪天申请",
    "batch": "一张表格进，同一张表格带着结论出",
    "rules": "所依据的规则原文、来源，以及原文没有说清的问题",
    "renewal": "注册有效期满之前，最迟哪天提出延续注册申请",
    "scores": "已通过的科目能用到哪年，还差什么",
    "jsonl": "每行一个 JSON 请求，每行一个 JSON 回答（标准输入、标准输出）",
}

EXAMPLE_COMMANDS = {
    "assess": (
        "assess --exam-year 2024 --apply-on 2026-02-10",
        "assess --annotation 2026-01-01:90 --annotation 2026-01-15~2026-04-14"
        " --apply-on 2026-02-10 --days 90",
        "assess --issued-on 2024-12-20 --apply-on 2026年2月10日 --json",
    ),
    "plan": (
        "plan --today 2026-12-01 --need 首次注册=2027-01-06~2027-02-28",
        "plan --today 2026-12-01 --need 首次注册=2027-01-06~2027-02-28"
        " --need 变更注册=2027-06-01~2027-06-30 --annotation 2026-11-01:90",
    ),
    "batch": (
        "batch --example -o 名单.csv",
        "batch 名单.csv -o 结果.csv",
        "batch 名单.csv -o 结果.csv --ics 提醒.ics",
        "batch 名单.csv -o 结果.csv --on 2026-11-23 --column 备注=其他",
        "batch --template -o 模板.csv",
    ),
    "rules": ("rules", "rules annotation --as-of 2024-01-01"),
    "renewal": ("renewal --registered-until 2026-12-31 --on 2026-11-23",),
    "scores": (
        "scores --passed law=2023 --passed knowledge_one=2024",
        "scores --passed 药事管理与法规=2025 --exempt",
    ),
    "jsonl": (),
}

ARGUMENTS = {
    "json": "输出原始的 JSON 回答",
    "as_of": "按哪一天有效的规则（默认：最新的）",
    "apply_on": "计划申请加注的日期（默认：中国的今天）",
    "days": "申请的天数（默认：上限）",
    "exam_year": "考试年度",
    "issued_on": "证书签发日期",
    "annotation": "已有的加注，可写多次",
    "need": "要用证的日子，“事由=开始~结束”，可写多次",
    "today": "从哪天起可以申请（默认：中国的今天）",
    "registered_until": "注册有效期至",
    "on": "站在哪一天看（默认：中国的今天）",
    "passed": "已通过的科目，“科目=年度”，可写多次；科目：{subjects}",
    "exempt": "免试部分科目",
    "rule_set": "只看其中一套：{rule_sets}",
    "table": "表格文件（.xlsx、CSV，或从 Excel 复制的制表符文本）；- 表示标准输入",
    "output": "写到哪个文件，.xlsx 或 CSV；默认 -，即标准输出",
    "ics": "另把各行的提醒写成一个日历文件；提醒认编号，没有编号时认姓名",
    "column": "某列的意思，“列名=意思”，可写多次；同名的列写第几列，“#3=意思”；意思：{meanings}",
    "same_name": "同名又没有编号的几行：同一人，或 不同人",
    "excel_days": "把五位数字读成 Excel 的日期数：{systems}（工作簿里自带，不用写）",
    "sheet": "工作簿里的哪一张表（默认：第一张）",
    "order": "结果怎样排：急的在前（默认），或 原样；写进 .xlsx 时总是原样",
    "keep_identity": "结果里保留身份证号一列（计算用不到）",
    "template": "写出空白模板，不计算",
    "example": "写出示例表格，不计算",
}

METAVARS = {
    "date": "日期",
    "number": "数",
    "year": "年度",
    "annotation": "加注",
    "need": "事由=开始~结束",
    "passed": "科目=年度",
    "table": "表格",
    "output": "文件",
    "column": "列名=意思",
    "same_name": "同一人|不同人",
    "system": "1900|1904",
    "sheet": "表名",
    "order": "急的在前|原样",
    "rule_set": "规则",
}

# What argparse says in English, and the same in Chinese.
MISUSE = (
    (r"the following arguments are required: (.*)", "缺少 {0}"),
    (r"unrecognized arguments: (.*)", "不认得 {0}"),
    (r"argument (.*?): expected one argument", "{0} 后面要写一个值"),
    (r"argument (.*?): ignored explicit argument .*", "{0} 后面不写值"),
    (r"argument (--.*?): invalid choice: (.*?) \(choose from (.*)\)", "{0} 不能是 {1}，可以是 {2}"),
    (r"argument .*?: invalid choice: (.*?) \(.*", "没有名为 {0} 的命令"),
)
MISUSE_OTHERWISE = "命令写得不对：{message}"

SAME_NAMES = {"同一人": "one", "不同人": "different"}
ORDERS = {"急的在前": "urgency", "原样": "table"}

NEED_FORMAT = (
    "--need 要写成“事由=开始~结束”，例如 首次注册=2027-01-06~2027-02-28；收到的是“{value}”"
)
PASSED_FORMAT = "--passed 要写成“科目=年度”，例如 law=2023；收到的是“{value}”"
COLUMN_FORMAT = "--column 要写成“列名=意思”，例如 到期日=注册有效期至；收到的是“{value}”"
TWICE = "{option} {name} 出现了不止一次"
TABLE_MISSING = "缺少表格文件；没有表格时，可以先用 --template 写出模板，或用 --example 写出示例"
SAME_OUTPUT = "结果和日历要写到两个不同的地方：-o 和 --ics 不能相同"

OPTION_OF_FIELD = {
    "annotations": "--annotation",
    "needs": "--need",
    "columns": "--column",
    "same_name": "--same-name",
    "rule_set": METAVARS["rule_set"],
}
NTH_OPTION = "第 {number} 个 {option}"
WRONG = "{place}：{message}"

CANCELLED = "已取消。"
NOT_FOUND = "找不到文件，或者它所在的文件夹：{name}"
NOT_PERMITTED = "没有权限读写：{name}"
IS_A_FOLDER = "这是文件夹，不是文件：{name}"
NOT_DONE = "读写时出错：{reason}"
READER_GONE = "接收输出的程序已经关闭，余下的没有写出。"

ASSESS = {
    "allowed": "可以：{apply_on}可以申请加注。",
    "refused": "不可以：{apply_on}不能申请加注。",
    "depends": "不一定：{apply_on}能否申请加注，要看怎样理解规定。",
    "earliest": "最早可以申请：",
    "possible": "  最乐观（至少一种理解允许）：{date}",
    "expected": "  按通常理解：{date}",
    "certain": "  最保守（任何理解都允许）：{date}",
    "needed": "是否须加注：{needed}",
    "valid_until": "新的加注至少可用到：{safe}（各种理解中最晚 {latest}）",
    "ready_by": "最迟可以下载：{date}",
}

PLAN = {
    True: "可以：申请 {count} 次，需要用证的每一天都有加注。",
    False: "安排不了全部日子：申请 {count} 次后，仍有日子没有加注。",
    "application": "  {number}. {apply_on}申请 {days} 日，{usable_from}到{usable_until}一定能用（{covers}）",
    "applications": "申请安排：",
    "unmet": "没有覆盖到的：",
    "unmet_need": "  {label}：从{first}起，有 {days} 天。{reason}",
}

RENEWAL = {
    "headline": "最迟{safe}提出延续注册申请。{on}：{state}。",
    "latest": "较宽的理解：{latest}",
    "new_period": "延续后的有效期：{first}到{last}",
    "change": "从{date}起申请变更注册，有效期也重新计算",
    "misconception": "常见的误解：“{claim}”。{correction}",
}

SCORES = {
    "complete": "已经全部合格。",
    "finish_by": "还差{missing}；最迟在 {year} 年度考试通过。",
    "missing": "还差{missing}。",
    "counts_until": "  {subject}：可用到 {year} 年度考试",
    "counting": "已通过的科目：",
    "best_window": "已通过的成绩相隔太远：保留 {first} 到 {last} 年度的，重考{again}。",
}

RULES = {
    "rule_set": "{title}（{first}起{last}，最后一次见到：{last_seen}）",
    "until": "，到{last}为止",
    "question": "  原文“{phrase}”没有说清：{asks}",
    "choice": "    - {means}：{speaks_for}",
}

BATCH = {
    "rows": "共 {rows} 行。",
    "errors": "{errors} 行有没算的，原因写在“错误”一列。",
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

XLSX = {
    "missing": (
        "读 .xlsx 要另装 openpyxl 和 defusedxml 两个 Python 包，这里没有；"
        "不装的话，请在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”，再算一次"
    ),
    "output": "只有表格是 .xlsx 时，结果才能写成 .xlsx；请写成 .csv",
    "password": "这个文件设了打开密码，读不了；请在 Excel 或 WPS 里打开，去掉密码再存一次",
    "old": "这是旧格式（.xls 或 .et），读不了；请在 Excel 或 WPS 里打开，另存为“Excel 工作簿（.xlsx）”",
    "numbers": "这是 Numbers 表格，读不了；请在 Numbers 里导出为 Excel（.xlsx）或 CSV",
    "broken": "这不是能读的 .xlsx，可能坏了；请在 Excel 或 WPS 里打开，另存一次",
    "too_large": "文件超过 {most} MB，读不了；请只留下要算的那张表，或者另存为 CSV",
    "bomb": "文件展开后超过 {most} MB，读不了；请只留下要算的那张表，或者另存为 CSV",
    "no_sheet": "没有名为“{name}”的表；有：{names}",
    "sheet": "读的是“{name}”这一张表。",
    "other_sheets": "没有读的表：{names}（用 --sheet 选）。",
    "hidden": "有 {count} 行是隐藏的，也算了。",
    "lost": "存成 .xlsx 会失去：{what}。",
    "formulas": "{count} 格公式（只留下算好的值）",
    "pictures": "图片和图形",
    "charts": "图表",
    "macros": "宏",
    "pivots": "数据透视表",
}

WHY = "为什么："
STEP = "  {number}. {text}〔{rule}〕"
SOURCES = "依据："
RULE = "  〔{id}〕“{wording}”"
SOURCE = "      {title}（{status}，核对于{checked_on}）"
ADDRESS = "      {url}"
STATUSES = {"official": "官方", "reprint": "转载", "secondary": "他人转述"}
LAST_SEEN = "规定的原文最后一次见到是{date}；此后是否变化，以官方公布为准。"
