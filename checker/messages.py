"""Every sentence the checker says to a person, apart from the official wording it quotes.

What pages say in the same words stands in `names.json`: their scripts and templates take it there.
"""

import json
from collections.abc import Mapping

from checker.packaged import packaged

_NAMES = json.loads(packaged("names.json"))
SUBJECTS: Mapping[str, str] = _NAMES["subjects"]
SOURCE_STATUS: Mapping[str, str] = _NAMES["source_status"]

FAULTS = {
    "not_utf8": "请求不是有效的 UTF-8 文本",
    "not_json": "请求不是有效的 JSON",
    "duplicate_key": "“{key}”出现了不止一次",
    "too_large": "请求超过 {limit} 字节",
    "not_an_object": '请求应当是一个 JSON 对象，例如 {{"op": "assess"}}',
    "unknown_op": "没有名为“{value}”的操作；可用的操作：{known}",
    "unknown_field": "没有“{name}”这一项；这里可用的：{known}",
    "missing_field": "缺少“{name}”",
    "wrong_type": "这里应当是{expected}，收到的是{value}",
    "date_format": "日期要写成 YYYY-MM-DD，例如 2026-02-10；收到的是“{value}”",
    "date_not_real": "{value} 不是真实日期",
    "date_out_of_range": "{value} 超出范围，应在 {low} 到 {high} 之间",
    "days_out_of_range": "天数应在 {low} 到 {high} 之间，收到的是 {value}",
    "days_or_valid_until": "“days”（申请的天数）和“valid_until”（文件上印的截止日）要写一个，且只写一个",
    "ends_before_start": "截止日 {ends} 早于开始的 {starts}",
    "ends_too_late": "截止日 {ends} 太晚：{starts} 申请的加注，按任何理解都不会晚于 {latest}",
    "too_many": "“{name}”最多 {limit} 个，收到 {count} 个",
    "planned_not_allowed": "这里只写今天（{today}）以前已经申请过的加注；{date} 的申请由计划安排，请去掉",
    "no_such_event": "没有编号为“{value}”的提醒",
    "certificate_contradiction": "签发日期 {issued_on} 早于考试年度 {exam_year}，两者必有一个不对",
    "unknown_value": "不认得“{value}”；可用的：{known}",
    "year_out_of_range": "{value} 超出范围，应在 {low} 到 {high} 之间",
    "duplicate_study": "与第 {number} 个学历完全相同，请去掉一个",
    "approved_or_registered": "“approved_on”（证书批准日）和“registered_until”（注册有效期至）要写一个，且只写一个",
}

NO_RULES_KNOWN = "没有找到 {value} 有效的规定，只能选 {low} 到 {high} 之间的一天"

NOTICE_TOO_LARGE = "通知最长 {limit:,} 个字，收到 {count:,} 个；请只贴有日期的那一部分"
EXAM_NAMES = "考试的名称，如“执业药师”，最长 100 个字"

TYPES = {
    "text": "文字",
    "date": '日期文字（如 "2026-02-10"）',
    "integer": "整数",
    "boolean": "true 或 false",
    "array": "数组",
    "object": "对象",
}

RECEIVED = {
    "NoneType": "空值 null",
    "bool": "真假值",
    "int": "数字",
    "float": "小数",
    "str": "文字",
    "list": "数组",
    "dict": "对象",
}

NEEDED = {
    "issued_after": "证书于{issued_on}签发，在{cutoff}之后，须经加注。",
    "issued_before": (
        "证书于{issued_on}签发，在{cutoff}之前，不属于须加注的范围。"
        "不过官方的豁免说明只点名行业协会、学会或指定机构颁发的证书。"
    ),
    "issued_on_the_day": "证书恰在{cutoff}签发。规定只写了“之后”和“之前”，没有写当日。",
    "exam_from_first_year": (
        "考试年度为 {exam_year} 年。执业药师首批全国电子证书是 {first_exam_year} 年度考试的证书，"
        "都在{cutoff}之后制发（这是推断），须经加注。"
    ),
    "exam_before_first_year": (
        "考试年度为 {exam_year} 年。没有找到 {first_exam_year} 年度之前的全国电子证书；"
        "如果你有电子证书，请看它的签发日期。"
    ),
    "nothing_given": "没有给出签发日期或考试年度，无法判断这张证书是否须加注。以下按须加注计算。",
}

STEPS = {
    "counted_none": "从{first_day}到{apply_on}共 {window} 日，按通常理解没有以前的加注；{cap} 个名额都空着。",
    "counted": (
        "从{first_day}到{apply_on}共 {window} 日，按通常理解已有 {used} 次加注，"
        "规定可存在 {cap} 次，还剩 {remaining} 次。"
    ),
    "counted_otherwise": "其他理解下，已占用的次数在 {fewest} 到 {most} 之间。",
    "allowed": "{readings} 种理解都得出：{apply_on}可以申请。",
    "refused": "{readings} 种理解都得出：{apply_on}不能申请。按通常理解最早{usual}，最保守{certain}。",
    "depends": (
        "{readings} 种理解中有 {allowing} 种得出{apply_on}可以申请。"
        "按通常理解最早{usual}；最保守{certain}，到那天按任何理解都可以。"
    ),
    "past": "{apply_on}已经过去了：以下说的是那一天能不能申请。要看现在，请把申请日期改成今天（{today}）。",
    "one_day": (
        "按通常理解只差一天：{applied_on}申请的加注，到{apply_on}正好隔 {window} 日。"
        "申请当日算第 1 日，它就不在 {window} 日里，名额已经空出；当日不算，它还占着名额，要到{next_day}才空出。"
    ),
    "decides": "关键在于：{asks}{choices}。",
    "choice": "若“{means}”，{verdict}",
    "valid_until": "申请 {days} 日（上限 {longest} 日），至少可用到{safe}；各种理解中最晚到{latest}。以系统显示的截止日为准。",
    "ready_by": "提交后 {hours} 小时内完成加注，最迟{ready_by}同一时刻可以下载。",
    "planned": "{apply_on}申请之后，原计划在{dates}的申请至少在一种理解下会被拒绝。",
}

CHOICE_VERDICTS = {"allowed": "可以申请", "refused": "不能申请", "depends": "还要看其他问题"}

RENEWAL_HEADLINES = {
    "early": "还早：最迟{safe}提出延续注册申请。",
    "due": "现在就可以申请：最迟{safe}提出延续注册申请。",
    "few_days": "只剩 {days} 天：最迟{safe}提出延续注册申请。",
    "last_day": "只剩今天：{safe}是最稳妥的最后一天，今天就提出延续注册申请。",
    "disputed": "马上申请：最稳妥的{safe}已过，按较宽的理解到{latest}为止。同时问当地药品监督管理部门。",
    "late": "已过申请期限：注册到{end}期满，还有 {to_end} 天，没有延续的会被注销。马上问当地药品监督管理部门。",
    "ends_today": "注册今天（{end}）期满，已过申请期限；没有延续的会被注销。马上问当地药品监督管理部门。",
    "expired": "注册已期满 {over} 天（{end}期满），没有延续的会被注销。不用重新考试；要执业须重新申请注册。",
}

RENEWAL_STEPS = {
    "file_by": "注册有效期满之日是{end}。最晚{safe}提出延续注册申请，按任何理解都在三十日前。",
    "file_by_reading": "若“{means}”，最晚{day}。",
    "early": "{today}提出还早：离{safe}还有 {days} 天。没有找到规定最早可以从哪天申请。",
    "due": "{today}提出是时候，离{safe}还有 {days} 天。",
    "few_days": "只剩 {days} 天：到{safe}为止，请马上提出延续注册申请。",
    "last_day": "只剩今天：{safe}是最稳妥的最后一天，请今天就提出延续注册申请。",
    "disputed": "{today}已过{safe}，按较宽的理解仍可在{latest}之前（含当日）提出：请马上申请，并询问当地药品监督管理部门。",
    "late": (
        "{today}已晚于{latest}，不在三十日前。注册到{end}期满，{left}，"
        "期满没有延续的会被注销：请马上询问当地药品监督管理部门。"
    ),
    "expired": "注册已在{end}期满，到{today}过去了 {days_over} 天。期满没有延续的，注册证由药品监督管理部门注销。",
    "days_left": "还有 {days} 天",
    "ends_today": "就是今天",
    "no_exam": "注销的是《执业药师注册证》，不是职业资格证书。注册条件里没有要求重新考试，不用再考。",
    "register_again": (
        "要再执业，须重新申请注册：申请表、职业资格证书、身份证明、执业单位开业证明、继续教育学分证明。"
        "这些是首次注册的材料；再注册还要什么，请问所在省的药品监督管理部门。"
    ),
    "new_period": "准予延续后，新的有效期从{first}到{last}，共 {years} 年。",
    "change": (
        "{change_from}到{end}申请变更注册并符合要求的，有效期也从{first}重新计算 {years} 年；"
        "更早申请变更的，有效期不变。{may_from}那一天算不算在内，原文没有写清楚。"
    ),
    "papers": "延续注册要交申请表、执业单位合法开业证明和继续教育学分证明。",
}

RENEWAL_MISCONCEPTION = {
    "claim": "在有效期满前30天内申请延续注册",
    "correction": "部分网页这样写，意思正好相反。办法第二十一条写的是“{phrase}”：{before}天是最晚的界限，不是开始的日子。等到最后{before}天再申请就晚了。",
}

SCORE_STEPS = {
    "all_subjects": "要在连续 {span} 个考试年度内通过全部 {count} 个应试科目。",
    "exempt": "免试专业知识（一）（二），只考{subjects}。",
    "counts_until": "{subject} {year} 年度通过，可用到 {until} 年度考试。",
    "lapsed": "{subject} {year} 年度通过，到 {until} 年度考试为止，现在已经失效。",
    "nothing_passed": "还没有通过的科目，从第一次通过的那个考试年度起算。",
    "complete": "{count} 个科目都在 {first} 到 {last} 年度通过，已经全部合格。",
    "finish_by": "下一次是 {year} 年度考试。还差{missing}；要保住还有效的成绩，须在 {finish_by} 年度考试之前（含该年度）通过。",
    "all_lapsed": "到 {year} 年度考试，没有还有效的成绩：{missing}都要考，从下一次通过的那个考试年度重新起算。",
    "window": "到 {year} 年度考试，还有效的是{counting}；要在这一年全部合格，须考{to_sit}。",
    "over": "以上按 {year} 年度考试还没有考算。如果已经考过，下一次是 {next} 年度：还差{missing}，须在 {finish_by} 年度考试之前（含该年度）通过。",
    "over_nothing": "以上按 {year} 年度考试还没有考算。如果已经考过，下一次是 {next} 年度：没有还有效的成绩，须考{missing}。",
    "over_complete": "{year} 年度考试考没考过，结论都一样。",
    "awaited": "以上没有算在等成绩的{awaited}。如果都通过，还差{missing}，须在 {finish_by} 年度考试之前（含该年度）通过；如果都没有通过，就是以上的结论。",
    "awaited_nothing": "以上没有算在等成绩的{awaited}；那一年的成绩到下一次考试也不再有效。",
    "awaited_complete": "以上没有算在等成绩的{awaited}。如果都通过，就全部合格；如果都没有通过，就是以上的结论。",
    "too_far_apart": "已通过的成绩从 {oldest} 年度到 {newest} 年度，跨度超过连续 {span} 个考试年度，不能合在一起用。",
    "best_window": "保留{keep}，在 {first} 到 {last} 年度内通过其余科目；须重考{again}。",
    "extended": "2020 至 2022 年因疫情停考、缓考的部分考区延长过成绩有效期，这里没有计入；{year} 年度及以前的成绩请看当地当年的通知。",
}

NEED_DAYS = "一段需要的天数"

PLAN_STEPS = {
    "covered_already": "已有的加注已经覆盖所有需要用证的日子，不用再申请。",
    "existing": "{applied_on}申请的加注，{first}到{last}一定能用，覆盖了：{covers}。",
    "slack": "不要等到最后一天：{days}申请也来得及，同样覆盖，还留有余地。",
    "none_helps": "再申请也覆盖不到需要用证的日子。",
    "apply": "共需申请 {count} 次，每次都在还来得及的最后一天申请。",
    "slots": "每一次申请都按全部 {readings} 种理解检查过：{window} 日内不超过 {cap} 次。",
    "usable": "申请后 {hours} 小时内完成，最迟次日完成：申请日之后第 {lead} 天起算作一定能用。",
    "length": "每次都按上限申请 {days} 日，最稳妥的说法是用到申请日之后第 {last} 天；以系统显示的截止日为准。",
    "feasible": "需要用证的每一天都有加注覆盖，次数不能更少。",
    "infeasible": "有 {days} 天覆盖不到，见各段需要的说明。",
}

UNMET_REASONS = {
    "too_soon": "{first}来不及：最早{apply_on}申请，{usable_from}起才一定能用。",
    "no_slot": (
        "{first}用不上：名额占满，到{apply_on}按任何理解才都能再申请，{usable_from}起才一定能用。"
    ),
}

CALENDAR_NAME = "执业药师：加注与延续注册提醒"

ALARM = "{summary}（{date}）"

REMINDERS = {
    "apply": {
        "summary": "申请电子证书加注",
        "description": "申请 {days} 日，最迟次日（{ready_by}）完成，至少可用到{end}。",
    },
    "apply_depends": {
        "summary": "申请电子证书加注（不一定通过）",
        "description": (
            "{readings} 种理解中有 {allowing} 种得出这天可以申请；最保守要等到{certain}。"
            "申请 {days} 日，如果通过，最迟次日（{ready_by}）完成，至少可用到{end}。"
        ),
    },
    "apply_for": {
        "summary": "申请电子证书加注",
        "description": "为了：{needs}。申请 {days} 日，最迟次日（{ready_by}）完成，至少可用到{end}。",
    },
    "apply_until": {
        "summary": "申请电子证书加注",
        "description": "最迟次日（{ready_by}）完成，用到{end}。",
    },
    "ends": {
        "summary": "电子证书加注的最后一天",
        "description": "{applied_on}申请的加注，最后有效日按{end}算。过期后要重新申请才能查看和下载。",
    },
    "ends_in_days": {
        "summary": "电子证书加注还有 {days} 天到期",
        "description": "{applied_on}申请的加注，最后有效日按{end}算。过期后要重新申请才能查看和下载。",
    },
    "next_slot": {
        "summary": "电子证书又可以申请加注",
        "description": "从这天起，按任何理解都可以再申请一次加注。",
    },
    "next_slot_usual": {
        "summary": "电子证书按通常理解又可以申请加注",
        "description": "从这天起，按通常理解可以再申请一次加注；最保守要等到{certain}。",
    },
    "renewal_deadline": {
        "summary": "执业药师延续注册：最后一天提出申请",
        "description": "注册有效期满之日是{end}，最晚{safe}（含当日）提出延续注册申请。",
    },
    "renewal_ahead": {
        "summary": "执业药师延续注册：离最后一天还有 {days} 天",
        "description": "注册有效期满之日是{end}，最晚{safe}（含当日）提出延续注册申请。",
    },
    "renewal_disputed": {
        "summary": "执业药师延续注册：马上申请",
        "description": (
            "最稳妥的{safe}已过；按较宽的理解，仍可在{latest}之前（含当日）提出。"
            "请马上申请，并询问当地药品监督管理部门。"
        ),
    },
    "renewal_late": {
        "summary": "执业药师延续注册：申请期限已过",
        "description": "按任何理解，延续注册都应在{latest}之前提出；注册到{end}才期满。请马上询问当地药品监督管理部门。",
    },
    "registration_run_out": {
        "summary": "执业药师注册在前一天期满",
        "description": "注册有效期满之日是{end}。没有延续注册的，从{expired}起注册已经期满。",
    },
    "registration_expired": {
        "summary": "执业药师注册已经期满",
        "description": "注册已在{end}期满。请询问当地药品监督管理部门怎样重新注册。",
    },
}

ANNOTATION_IN_DOUBT = (
    "{value}还没有到（今天是{today}）：日期写对了吗？是打算申请的，就不用改，已经照样算了进去。"
)

TABLE_FAULTS = {
    "annotation_format": (
        "加注要写成“申请日:天数”（2026-01-01:90）或“申请日~截止日”（2026-01-15~2026-04-14），"
        "几次之间用分号隔开；收到的是“{value}”"
    ),
    "annotation_without_length": (
        "{value} 的加注没有写天数，也没有写截止日：写成 {value}:90 这样，或者加一列“加注天数”"
    ),
    "annotation_without_day": "这里写了“{value}”，但没有写是哪天申请的加注",
    "annotation_in_future": "{value} 的加注在计算日期 {today} 以后：打算申请的日子写在“计划申请日”一列，这里只写已经申请过的",
    "annotation_length_twice": "加注的天数和截止日各处写得不一样，不知道以哪个为准",
    "annotations_not_read": "“{name}”这一列像是加注，但看不懂“{value}”，所以没有算加注；与加注无关，就把这一列选作“其他”",
    "no_annotation_column": "表里没有“加注”这一列，不知道以前加注过几次，所以没有算",
    "date_is_a_number": (
        "“{value}”是数字，不是日期；如果是 Excel 的日期数，它是 {meant}：请说明按 Excel 的日期数读，或者改写成日期"
    ),
    "date_not_whole": "“{value}”没有写到哪一日，不能猜",
    "date_short_year": "“{value}”的年份要写四位，例如 2026-03-05",
    "date_order": "“{value}”分不清哪个是月、哪个是日，请改成年在前，例如 2026-03-05",
    "date_open_ended": "“{value}”不是一个日子；请写证书上印的日期",
    "date_in_chinese_digits": "“{value}”里的数字是汉字，请改成阿拉伯数字，例如 2026年3月5日",
    "whose_row": "这一行没有编号和姓名，却写着加注，不知道是不是上一行那个人的；请补上编号或姓名",
    "row_below_unclear": "下一行（第 {number} 行）没有编号和姓名，却写着加注，不知道是不是这个人的",
    "same_id_other_name": "编号“{id}”有两个姓名：{first}、{second}，不知道是不是同一个人",
    "name_of_several": "“{name}”有几个编号，又有一行没有编号，不知道那一行是谁的",
    "person_not_read": "同一个人的第 {number} 行读不懂，所以没有算加注",
    "person_too_many_annotations": (
        "算在同一个人名下的加注有 {count} 次，最多算 {limit} 次；看看“编号”这一列是不是每人一个"
    ),
    "old_workbook": (
        "这是旧格式的表格（.xls 或 .et），或者设了打开密码的文件，读不了；"
        "请在 Excel 或 WPS 里打开，另存为“Excel 工作簿（.xlsx）”，不要设密码"
    ),
    "workbook": (
        "这是工作簿文件，读不了；请在 Excel、WPS 或 Numbers 里打开，另存为“CSV UTF-8（逗号分隔）”"
    ),
    "wrong_encoding": "表格的文字编码认不出来，读出来是乱码；请在 Excel 里另存为“CSV UTF-8（逗号分隔）”",
    "no_heading": "表格是空的；要有一行列名，例如“编号,姓名,注册有效期至,加注”",
    "heading_not_readable": "第一行（列名）读不出来：引号没有成对，或者太长",
    "too_many_columns": "列名有 {count} 格，最多 {limit} 格",
    "no_known_column": "没有认得的列；前 20 行里要有一行列名，至少有其中之一：{known}",
    "duplicate_column": "“{first}”和“{second}”两列是同一个意思，只能留一列；另一列请选作“其他”",
    "columns_in_doubt": "有的列不止一种意思，要先说明：{columns}",
    "same_names": "有同名的几行（{names}），又没有编号：要先说明它们是同一个人，还是不同的人",
    "no_such_column": "表格里没有名为“{name}”的列",
    "too_many_rows": (
        "表格超过 {limit:,} 行，在网页里算不了，一行也没有算；"
        "可以拆成几张，或者在电脑上用命令行：python3 -m checker batch 表格.csv -o 结果.csv"
    ),
    "quote_not_closed": "这一行的引号没有成对，无法分出各格",
    "row_too_large": "这一行超过 {limit} 个字",
    "too_many_cells": "这一行比列名多出 {count} 格，第一个是“{first}”；含逗号的格要用引号括起来",
    "unreadable_characters": "这一格有无法识别的字；请在 Excel 里另存为“CSV UTF-8（逗号分隔）”",
}

MEANINGS = {
    "id": "编号",
    "name": "姓名",
    "registered_until": "注册有效期至",
    "exam_year": "考试年度",
    "issued_on": "签发日期",
    "annotations": "加注",
    "annotation_days": "加注天数",
    "annotation_valid_until": "加注截止日",
    "annotations_unread": "加注，但不是全部",
    "apply_on": "计划申请日",
    "days": "申请天数",
    "identity": "身份证号",
    "other": "其他",
}

COLUMN_IN_DOUBT = "“{name}”是哪一种：{choices}"

BATCH_COLUMNS = {
    "verdict": "结论",
    "usual": "最早可申请(通常)",
    "certain": "最早可申请(保守)",
    "remaining": "剩余名额(通常)",
    "remaining_certain": "剩余名额(保守)",
    "annotation_needed": "是否须加注",
    "annotation_state": "当前加注状态",
    "valid_until": "当前加注有效至",
    "valid_days": "当前加注剩余天数",
    "renewal_state": "延续状态",
    "file_by": "最迟延续申请日",
    "renewal_days": "距最迟延续申请日天数",
    "answered_on": "计算日期",
    "error": "错误",
    "error_column": "错误列",
    "error_code": "错误代码",
    "row": "表格里第几行",
}

BATCH_STATES = {
    "verdict": {
        "allowed": "可以申请",
        "refused": "不能申请",
        "depends": "要看怎样理解",
        "error": "有错误",
    },
    "annotation_needed": {
        "yes": "须加注",
        "no": "暂无须加注",
        "unclear": "不能确定",
        "error": "有错误",
    },
    "annotation_state": {
        "none": "没有加注",
        "valid": "有效",
        "doubtful": "可能已到期",
        "ended": "已到期",
        "error": "有错误",
    },
    "renewal_state": {
        "early": "还早",
        "due": "应当申请",
        "disputed": "最后一天有争议",
        "late": "已过申请期限",
        "expired": "注册已期满",
        "error": "有错误",
    },
}

BATCH_ROW = "第 {number} 行"
BATCH_EVENT = "{who}：{what}"
BATCH_ITEM = "第 {number} 次加注：{message}"
BATCH_ERRORS = "；"

BATCH_URGENT = {
    "due": "{count} 人要在 {days} 天内申请延续，最急的是{who}，{date}前（含当日）。",
    "none_due": "{days} 天内没有人要申请延续。",
    "disputed": "{count} 人要马上申请延续：最稳妥的日子已过，按较宽的理解今天还来得及：{who}。",
    "late": "{count} 人已过申请延续的期限，注册还没有期满：先问当地药品监督管理部门，最先期满的是{who}，{date}。",
    "expired": "{count} 人的注册已经期满，例如{who}。",
    "ends": "{count} 人的加注在 {days} 天内到期，最早的是{who}，{date}。",
    "error": "{count} 行有没算的，原因写在“错误”一列。",
}

OWN_COLUMN = "{name}(原)"
