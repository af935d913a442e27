"""Every sentence the checker says to a person, apart from the official wording it quotes."""

FAULTS = {
    "not_utf8": "请求不是有效的 UTF-8 文本",
    "not_json": "请求不是有效的 JSON",
    "duplicate_key": "“{key}”出现了不止一次",
    "too_large": "请求超过 {limit} 字节",
    "not_an_object": '请求应当是一个 JSON 对象，例如 {{"op": "assess"}}',
    "unknown_op": "没有名为“{value}”的操作；可用的操作：{known}",
    "unknown_field": "没有名为“{name}”的字段；这里可用的字段：{known}",
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
    "certificate_contradiction": "签发日期 {issued_on} 早于考试年度 {exam_year}，两者必有一个不对",
}

TYPES = {
    "text": "文字",
    "date": '日期文字（如 "2026-02-10"）',
    "integer": "整数",
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
    "refused": "{readings} 种理解都得出：{apply_on}不能申请。按通常理解最早{expected}，最保守{certain}。",
    "depends": (
        "{readings} 种理解中有 {allowing} 种得出{apply_on}可以申请。"
        "按通常理解最早{expected}；最保守{certain}，到那天按任何理解都可以。"
    ),
    "decides": "关键在于：{asks}{choices}。",
    "choice": "若“{means}”，{verdict}",
    "valid_until": "申请 {days} 日（上限 {longest} 日），至少可用到{safe}；各种理解中最晚到{latest}。",
    "ready_by": "提交后 {hours} 小时内完成加注，最迟{ready_by}同一时刻可以下载。",
    "planned": "{apply_on}申请之后，原计划在{dates}的申请至少在一种理解下会被拒绝。",
}

CHOICE_VERDICTS = {"allowed": "可以申请", "refused": "不能申请", "depends": "还要看其他问题"}
