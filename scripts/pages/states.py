"""What /tools/states/ shows: every kind of answer and error, computed by the checker at build time.

All days lie in years past, so that the page is the same whenever it is built.
"""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from checker import bridge
from scripts.places import ROOT

EXAMPLE = ROOT / "checker" / "batch" / "example.csv"
DOUBTFUL = "示例名单\n姓名,身份证号,有效期至,加注日期,天数\n示例一,,2024-12-31,2024-03-01,90\n"
ON = "2024-02-10"
Request = Mapping[str, Any]


def three(days: int) -> list[dict[str, Any]]:
    return [{"applied_on": day, "days": days} for day in ("2024-01-01", "2024-01-15", "2024-02-01")]


ASSESS: Mapping[str, Request] = {
    "可以申请": {"apply_on": ON, "certificate": {"exam_year": 2022}},
    "不能申请": {"apply_on": ON, "annotations": three(90)},
    "要看怎样理解": {"apply_on": ON, "annotations": three(10)},
    "不属于须加注的范围": {"apply_on": ON, "certificate": {"issued_on": "2021-03-01"}},
    "会影响后面的计划": {
        "apply_on": ON,
        "annotations": [*three(90)[:2], {"applied_on": "2024-03-01", "days": 90}],
    },
}
PLAN: Mapping[str, Request] = {
    "安排得了": {"needs": [{"label": "首次注册", "from": "2024-05-06", "to": "2024-09-28"}]},
    "有的日子用不上": {
        "annotations": three(1),
        "needs": [{"label": "面试", "from": "2024-02-11", "to": "2024-02-20"}],
    },
    "不用再申请": {
        "annotations": three(90),
        "needs": [{"label": "面试", "from": "2024-02-12", "to": "2024-02-13"}],
    },
}
RENEWAL: Mapping[str, Request] = {
    "还早": {"today": "2024-06-01"},
    "可以申请": {"today": "2024-11-20"},
    "只剩几天": {"today": "2024-11-27"},
    "只剩今天": {"today": "2024-11-30"},
    "最后一天有争议": {"today": "2024-12-01"},
    "已过期限": {"today": "2024-12-20"},
    "今天期满": {"today": "2024-12-31"},
    "已经期满": {"today": "2025-01-02"},
}
SCORES: Mapping[str, Request] = {
    "还差几科": {"passed": {"law": 2023, "knowledge_one": 2024}},
    "全部合格": {"passed": {"law": 2023, "comprehensive": 2024}, "exempt": True},
    "相隔太远": {"passed": {"law": 2018, "knowledge_one": 2024}},
    "还没有通过的": {"passed": {}},
}
EXAM = {"what": "exam", "exam_year": 2024, "start": "2024-10-19", "end": "2024-10-20"}
DATES = [
    {"id": "2024-exam", **EXAM, "status": "announced", "source": "a"},
    {"id": "guangdong-2024-registration", "what": "registration", "area": "guangdong",
     "exam_year": 2024, "start": "2024-07-01", "end": "2024-07-09", "status": "expected"},
]  # fmt: skip
SOURCES_OF_DATES = {"a": {"title": "考试计划（做出来的例子）"}}
AGENDA: Mapping[str, Request] = {
    "什么也没有填": {},
    "打算报考": {
        "dates": DATES,
        "person": {
            "area": "guangdong",
            "eligibility": {
                "studies": [{"degree": "college", "field": "pharmacy", "graduated": "2018-07-01"}],
                "posts": [{"from": "2018-09-01"}],
            },
        },
    },
    "各种条目": {
        "person": {
            "area": "guangdong",
            "annotation": {
                "certificate": {"exam_year": 2022},
                "annotations": three(90),
                "needs": [{"label": "面试", "from": "2024-05-06", "to": "2024-09-28"}],
            },
            "study": {"done": []},
            "registration": {"registered_until": "2024-03-09"},
        },
    },
    "晚了还能办": {"person": {"registration": {"registered_until": "2024-01-31"}}},
    "期满了，成绩还是旧的": {
        "person": {
            "area": "guangdong",
            "scores": {"passed": {}, "sat": {"law": 2021}},
            "study": {"approved_on": "2016-11-01"},
            "registration": {"registered_until": "2021-06-30"},
        }
    },
    "报不了": {
        "dates": DATES,
        "person": {
            "eligibility": {
                "studies": [{"degree": "secondary", "field": "pharmacy", "graduated": "2010-07-01"}]
            }
        },
    },
    "没有要做的": {
        "person": {
            "eligibility": None,
            "scores": None,
            "annotation": None,
            "study": None,
            "registration": None,
        }
    },
}
NOTICE: Mapping[str, Request] = {
    "各种日期": {
        "area": "guangdong",
        "text": """某省2024年度执业药师职业资格考试的通知（编的例子）
一、网上报名时间为7月1日至7月8日。
二、缴费时间为7月1日至7月10日。
三、考试定于10月19日、20日举行。
四、准考证打印时间为10月14日至10月18日；准考证打印时间为10月15日至10月18日。
五、成绩预计于12月20日公布。
六、一级建造师报名时间为6月3日至6月10日。
七、考试费每人每科61元。
考试时间：
10月19日9:00-11:30 药学专业知识（一）""",
    },
    "没有看懂的": {
        "exam_year": 2024,
        "area": "guangdong",
        "text": """2024年度执业药师职业资格考试的通知（编的例子）
咨询时间为6月3日。报名时间为6月31日。打印准考证时间为考前一周。缴费时间为7月中旬。
湖南报名时间为7月2日至7月8日。一级建造师报名时间为6月3日。
2023年报名时间为8月1日至8月9日。
例如，报名时间为7月3日。原定报名时间为7月4日至7月9日。报名、打印时间分别为7月5日、10月15日。""",
    },
    "没有选地区": {"text": "2024年度执业药师考试（编的例子）\n报名时间为7月1日至7月9日。"},
    "认不出哪一年度": {"text": "执业药师考试（编的例子）\n2024年度报名时间为7月1日至7月9日。"},
    "没有写年度": {"text": "执业药师考试（编的例子）\n报名时间为7月1日至7月9日。"},
    "什么日期也没有": {"text": "2024年度执业药师职业资格考试即将报名，请关注通知。（编的例子）"},
}
COLLEGE = {"degree": "college", "field": "pharmacy", "graduated": "2020-07-01"}
ELIGIBILITY: Mapping[str, Request] = {
    "可以报": {"studies": [COLLEGE], "posts": [{"from": "2020-07-05"}]},
    "还不能报": {
        "studies": [COLLEGE],
        "posts": [{"from": "2020-01-05"}],
        "full_time_studies": [{"from": "2022-01-01", "to": "2022-09-01"}],
    },
    "要看怎样理解": {
        "studies": [COLLEGE],
        "posts": [{"from": "2020-07-05", "to": "2022-01-15"}, {"from": "2022-07-10"}],
    },
    "一直不够": {
        "studies": [{**COLLEGE, "degree": "secondary"}],
        "posts": [{"from": "2020-07-05"}],
    },
    "免试部分科目": {
        "studies": [{**COLLEGE, "degree": "doctor"}],
        "posts": [{"from": "2020-07-05"}],
        "senior_title": True,
    },
}
STUDY: Mapping[str, Request] = {
    "首次注册，几年要交": {"approved_on": "2017-10-27", "received_on": "2018-04-20"},
    "首次注册，看怎样理解": {"approved_on": "2023-11-27"},
    "首次注册，当年申请": {"approved_on": "2024-01-10"},
    "延续注册": {"registered_until": "2024-03-31"},
    "延续注册，已经期满": {"registered_until": "2024-12-09"},
    "延续注册，还没有开始": {"registered_until": "2032-12-31"},
}
# Errors that stand beside a field of the form on /tools/annotation/: name → request.
ERRORS: Mapping[str, Request] = {
    "日期认不出": {"apply_on": "下周"},
    "没有这一天": {"apply_on": "2024-02-30"},
    "日期太早": {"apply_on": "2020-01-01"},
    "天数太多": {"apply_on": ON, "days": 91},
    "一次加注没有日期": {"annotations": [{"days": 90}]},
    "截止日太早": {"annotations": [{"applied_on": "2024-01-15", "valid_until": "2024-01-14"}]},
    "截止日太晚": {"annotations": [{"applied_on": "2024-01-15", "valid_until": "2024-08-14"}]},
    "证书的两个日期矛盾": {"certificate": {"exam_year": 2023, "issued_on": "2022-12-20"}},
}


def states_json() -> str:
    """JSON: {agenda, annotation, errors, plan, renewal, scores, eligibility, study, notice: [{name, answer, …}], batch}."""
    return json.dumps(
        {
            "annotation": [
                {**state, "picture": _answer({**request, "op": "timeline", "today": ON})}
                for state, request in zip(
                    _states("assess", ASSESS, today=ON), ASSESS.values(), strict=True
                )
            ],
            "errors": [
                {**state, "request": request}
                for state, request in zip(
                    _states("assess", ERRORS, today=ON), ERRORS.values(), strict=True
                )
            ],
            "plan": _states("plan", PLAN, today=ON),
            "renewal": _states("renewal", RENEWAL, registered_until="2024-12-31"),
            "scores": _states("scores", SCORES, today=ON),
            "agenda": _states("agenda", AGENDA, today=ON),
            "sources_of_dates": SOURCES_OF_DATES,
            "eligibility": [
                *_states("eligibility", ELIGIBILITY, exam_year=2024),
                *_states("eligibility", {"只问最早": ELIGIBILITY["可以报"]}),
            ],
            "study": _states("study", STUDY, apply_on="2024-12-10"),
            "notice": [
                {**state, "text": request["text"]}
                for state, request in zip(_states("notice", NOTICE), NOTICE.values(), strict=True)
            ],
            "periods": [
                {**one, "kind": one["what"], "area": one.get("area", "national")} for one in DATES
            ],
            "batch": _batch(),
        },
        ensure_ascii=False,
    )


def _states(op: str, requests: Mapping[str, Request], **same: str | int) -> list[dict[str, Any]]:
    return [
        {"name": name, "answer": _answer({"op": op, **same, **request})}
        for name, request in requests.items()
    ]


def _batch() -> dict[str, Any]:
    table = EXAMPLE.read_bytes()
    request = json.dumps({"op": "batch", "today": ON})
    parts = [json.loads(part) for part in bridge.answer_table(request, BytesIO(table), 100)]
    preview = json.loads(bridge.preview_table(BytesIO(table), 5))
    doubtful = json.loads(bridge.preview_table(BytesIO(DOUBTFUL.encode()), 5))
    rows = [row for part in parts for row in part.get("rows", ())]
    return {
        "preview": preview,
        "doubtful": doubtful,
        "heading": parts[0],
        "rows": rows,
        "end": parts[-1],
    }


def _answer(request: Request) -> dict[str, Any]:
    return dict(json.loads(bridge.handle(json.dumps(request))))
