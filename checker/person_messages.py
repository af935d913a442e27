"""Sentences about one person: eligibility, study and agenda.

Apart from `messages`, so that tools for other questions do not load them.
"""

DEGREES = {
    "secondary": "中专",
    "college": "大专",
    "bachelor": "本科或学士",
    "graduate": "第二学士、研究生班或硕士",
    "doctor": "博士",
}

FIELDS = {
    "pharmacy": "药学类、中药学类专业",
    "related": "相关专业",
    "other": "其他专业",
}

ELIGIBILITY_STEPS = {
    "years": "{degree}（{field}）：要在药学或中药学岗位工作满 {years} 年。",
    "no_years": "{degree}（{field}）：不要求工作年限。",
    "secondary": "中专学历只能在{until}以前报考，现在不能凭它报考。",
    "other": "{degree}（{field}）：规定只写了药学类、中药学类专业和相关专业，不能凭它报考。",
    "not_yet": "{degree}（{field}）：{graduated}才毕业，报 {exam_year} 年度的考试时还不能用。",
    "posts": (
        "岗位算不算药学或中药学岗位，按你填的算。规定说的是药品生产企业、药品经营企业、"
        "医疗卫生机构里的药品质量管理和药学服务。"
    ),
    "other_work": "医师、护士、院校教学、化妆品销售的工作不算。",
    "abroad": "毕业前的实习、在国外的工作也不算，请不要填进来。",
    "counted": (
        "算数的工作从{first}开始，算到{until}：共 {days} 天；每一段只算满整月的，共 {months} 个月。"
    ),
    "counted_none": "算到{until}，没有算数的药学岗位工作。",
    "before_diploma": "{diploma}取得第一个药学、中药学或相关专业学历，之前在岗位上的 {days} 天不算。",
    "no_diploma": "没有药学、中药学或相关专业的大专以上学历，在岗位上的 {days} 天都不算。",
    "full_time_study": "脱产学习超过半年，这期间的 {days} 天不算，前后的可以加起来。",
    "eligible": "{readings} 种理解都得出：可以报 {exam_year} 年度的考试。",
    "not_eligible": "{readings} 种理解都得出：不能报 {exam_year} 年度的考试。",
    "depends": "{readings} 种理解中有 {allowing} 种得出：可以报 {exam_year} 年度的考试。",
    "decides": "关键在于：{asks}{choices}。",
    "choice": "若“{means}”，{verdict}",
    "missing": (
        "用{degree}（{field}）报考，按天数还差 {days} 天；"
        "{exam_year} 年以后不间断地工作，要到{until}才够。"
    ),
    "earliest": "最早可以报 {certain} 年度的考试，按任何理解都是这一年。{more}",
    "earliest_depends": "最早可以报 {possible} 年度的考试，按最严的理解要到 {certain} 年度。{more}",
    "earliest_perhaps": "最早可以报 {possible} 年度的考试，但按最严的理解到 {last} 年度也不够。{more}",
    "earliest_never": "照现在填的，到 {last} 年度也不够。{more}",
    "goes_on": "还在岗的，按一直做下去算。",
    "exempt": "有高级职称，{exam_year} 年又在药学或中药学岗位上，可以免试两科，只考两科。",
    "exempt_depends": (
        "有高级职称，但 {exam_year} 年没有填药学或中药学岗位：职称和岗位要同时具备，才能免试两科。"
    ),
    "exempt_title": "职称要是在药学工作中评的，并且在报名截止以前取得。",
}

CHOICE_VERDICTS = {
    "eligible": "可以报考",
    "not_eligible": "不能报考",
    "depends": "还要看另一个问题",
}

STUDY_STEPS = {
    "none": "按任何理解，{apply_on}申请首次注册都不要继续教育学分证明。",
    "years": (
        "{apply_on}申请首次注册，最稳妥是交 {certain} 年的继续教育学分证明；"
        "按任何理解都要的是 {possible} 年的。"
    ),
    "depends": (
        "{apply_on}申请首次注册要不要继续教育学分证明，看怎样理解：最稳妥是交 {certain} 年的，"
        "先问所在省的药品监督管理部门。"
    ),
    "late": "证书{approved_on}批准，到申请时已超过 {years} 年：只看最近 {years} 年。",
    "open_question": "{asks}{choices}。",
    "choice": "若“{means}”，{needs}",
    "needs_years": "最多要 {years} 年的",
    "needs_none": "不要证明",
    "renewal_none": "这次注册从{first}到{last}，{apply_on}还没有开始，没有要交学分证明的年份。",
    "renewal": (
        "这次注册从{first}到{last}，{apply_on}申请延续，要交 {certain} 年的继续教育学分证明。"
    ),
    "renewal_open": (
        "这次注册从{first}到{last}，{apply_on}申请延续，最稳妥是交 {certain} 年的继续教育学分证明。"
        "申请的那一年（{open} 年）要不要，没有看到规定：先问所在省的药品监督管理部门。"
    ),
    "hours": "每年不少于 {hours} 学时，其中专业科目一般不少于三分之二。",
    "hours_unknown": "{years} 年每年要多少学时，没有核实，请问所在省的药品监督管理部门。",
    "no_carry_over": "学时只在当年有效，多学的原则上不能结转到以后的年份。",
    "make_up": "因伤、病、怀孕等原因没有学完的，可以由用人单位出具证明，在下一年补学。只见于转述。",
}

DATES = {
    "registration": "报名",
    "payment": "缴费",
    "review": "资格核查",
    "admit_card": "打印准考证",
    "exam": "考试",
    "scores": "公布成绩",
    "certificate": "领取证书",
}

NOT_HELD = "{value} 年度的考试还没有考，这里最晚写 {high}"

SUBJECTS_COUNT = "要考 {count} 科。"

AGENDA = {
    "span": "{exam_year} 年度{what}：{first}到{last}{certainty}。",
    "day": "{exam_year} 年度{what}：{last}{certainty}。",
    "from": "{exam_year} 年度{what}：{first}起{certainty}。",
    "until": "{exam_year} 年度{what}：到{last}为止{certainty}。",
    "not_known": (
        "{exam_year} 年度{what}的时间还没有公布，或者本站还没有查到：请看所在省人事考试机构的通知。"
    ),
    "not_known_nor_over": (
        "{exam_year} 年度{what}的时间还没有公布，或者本站还没有查到，有没有过也不知道："
        "请看所在省人事考试机构的通知。"
    ),
    "expected": "（预计，以正式通知为准）",
    "eligible": "可以报 {exam_year} 年度的考试。",
    "not_eligible": "不能报 {exam_year} 年度的考试。",
    "depends": "能不能报 {exam_year} 年度的考试，要看怎样理解规定：先问报考地。",
    "earliest": "最早可以报 {possible} 年度的考试。",
    "earliest_never": "照现在填的，还不够报考。",
    "enough": "学历和年限够报 {exam_year} 年度的考试。",
    "sign_up_over": (
        "{exam_year} 年度报名的日子已过：没有报上的，问报考地的考试机构，办不了就等下一年度。"
    ),
    "posts_unknown": "还没有填岗位，说不出能不能报 {exam_year} 年度的考试。",
    "posts_unknown_when": "还没有填岗位，说不出最早哪年可以报考。",
    "earliest_over": "学历和年限已经够报考。",
    "earliest_over_depends": "学历和年限够不够报考，要看怎样理解规定：先问报考地。",
    "scores_complete": "各科已经全部合格，接下来是领证书。",
    "scores_all": "照四科都考算：",
    "scores_nothing": "要考{missing}。",
    "scores_missing": "还差{missing}；已通过的成绩到 {exam_year} 年度考试都已失效。",
    "scores_finish": "还差{missing}；要保住还有效的成绩，最迟在 {finish_by} 年度考试通过。",
    "scores_over": "如果 {exam_year} 年度的考试已经考过：{told}",
    "scores_awaited": "如果等成绩的都通过：{told}",
    "awaited": "等 {exam_year} 年度{subjects}的成绩；公布时间还没有查到。",
    "awaited_over": "等 {exam_year} 年度{subjects}的成绩：原定或预计公布的日子已过，查到了就填上。",
    "awaited_long": (
        "{exam_year} 年度{subjects}的成绩早就出来了：请去查，通过的填成已经通过，"
        "没有通过的不要再填成等成绩。"
    ),
    "annotation_ends": "{applied_on}申请的加注，最后一个一定有效的日子是{last}；以系统显示的截止日为准。",
    "annotation_planned": "按计划在这一天申请加注。",
    "annotation_slot": "从{day}起，按任何理解都可以再申请一次加注。",
    "annotation_apply": "为了{needs}，最迟{last}申请加注，{days} 日；{usable_from}起一定能用。",
    "annotation_unmet": "{label}：从{first}起有 {days} 天用不上加注。{reason}",
    "renewal": "最迟{safe}提出延续注册申请。",
    "renewal_few": "只剩 {days} 天：最迟{safe}提出延续注册申请。",
    "renewal_today": "只剩今天：{safe}是最稳妥的最后一天，今天就提出延续注册申请。",
    "renewal_disputed": "马上提出延续注册申请：最稳妥的{safe}已过，按较宽的理解到{latest}为止。",
    "renewal_ends_today": "注册今天期满，延续注册的期限{latest}已过：马上问所在省的药品监督管理部门。",
    "renewal_late": "延续注册的期限{latest}已过，还有 {days} 天期满：马上问所在省的药品监督管理部门。",
    "registration_ends": "注册有效期到{end}为止；没有延续的会被注销。",
    "registration_over": "注册已在{end}期满；不用重新考试，要执业须重新申请注册。",
    "register_again": (
        "期满以后重新申请注册，要交哪几年的继续教育学分证明，没有看到规定：照首次注册的规定，"
        "最稳妥是准备 {years} 年的；先问所在省的药品监督管理部门。"
    ),
    "first_registration": "要执业，先申请首次注册。{proofs}",
    "no_proofs": "{this_year} 年内申请，不用交继续教育学分证明。",
    "proofs": "要交 {years} 年的继续教育学分证明。",
    "proofs_perhaps": "最稳妥是交 {years} 年的继续教育学分证明。",
    "study_year": "学完 {year} 年的继续教育，{hours} 学时；学时只在当年有效。",
    "study_year_unknown": "学完 {year} 年的继续教育；要多少学时没有核实。",
    "study_last_year": (
        "{year} 年的继续教育没有学完：因伤、病、怀孕等原因的，今年可以补学，要用人单位证明；"
        "不是的，问所在省的药品监督管理部门。"
    ),
    "study_past": "{years} 年的继续教育没有学完，已经过了补学的时间：问所在省的药品监督管理部门。",
    "study_proofs": "延续注册时要交 {years} 年的继续教育学分证明；学过的把证明准备好。",
}

GUIDES = {
    "registration": "registration-for-exam",
    "payment": "registration-for-exam",
    "review": "registration-for-exam",
    "admit_card": "admission-and-rules",
    "exam": "admission-and-rules",
    "scores": "results-and-certificate",
    "certificate": "results-and-certificate",
    "eligibility": "eligibility",
    "subjects": "score-validity",
    "awaited": "results-and-certificate",
    "annotation": "annotation",
    "annotation_end": "annotation",
    "renewal": "registration-renewal",
    "registration_end": "registration-renewal",
    "first_registration": "first-registration",
    "study": "continuing-education",
}
"""The guide that each kind of item leads to."""
