"""What all commands say; the words of one command stand in its own module."""

PROGRAM = "python3 -m checker"

DESCRIPTION = """执业药师报考条件、成绩有效期、电子证书加注、继续教育和延续注册的计算。
日期都是中国的日历日，写成 2026-02-10、2026/2/10 或 2026年2月10日。
加注写成“申请日:天数”（2026-01-01:90）或“申请日~文件上印的截止日”（2026-01-15~2026-04-14）。

退出码：0 已回答；1 按规则不行（不能报考、不能申请、安排不了、已过申请期限）；2 输入有误或无法读写；130 被中断。"""

USAGE = "用法："
COMMANDS = "命令"
COMMAND = "命令"
OPTIONS = "选项"
EXAMPLES = "例子："
HELP = "显示这段说明"
SEE_HELP = "用法见：{program} --help"

DATE = "日期"
NUMBER = "数"
YEAR = "年度"
ANNOTATION = "加注"
FILE = "文件"

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
TWICE = "{option} {name} 出现了不止一次"

NTH_OPTION = "第 {number} 个 {option}"
WRONG = "{place}：{message}"

CANCELLED = "已取消。"
NOT_FOUND = "找不到文件，或者它所在的文件夹：{name}"
NOT_PERMITTED = "没有权限读写：{name}"
IS_A_FOLDER = "这是文件夹，不是文件：{name}"
NOT_DONE = "读写时出错：{reason}"
READER_GONE = "接收输出的程序已经关闭，余下的没有写出。"

WHY = "为什么："
STEP = "  {number}. {text}〔{rule}〕"
SOURCES = "依据："
RULE = "  〔{id}〕“{wording}”"
SOURCE = "      {title}（{status}，核对于{checked_on}）"
ADDRESS = "      {url}"
LAST_SEEN = "规定的原文最后一次见到是{date}；此后是否变化，以官方公布为准。"
