"""The kinds of dated events: their names, and the feed each belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Category = Literal["registration", "exam", "scores", "certificate"]
SAME = "same_as_national"

CATEGORIES: Mapping[Category, str] = {
    "registration": "报名",
    "exam": "考试",
    "scores": "成绩",
    "certificate": "证书",
}
STATUSES: Mapping[str, str] = {
    "expected": "预计",
    "announced": "已公布",
    "confirmed": "已确认",
    "changed": "已变更",
    "unknown": "未公布",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """`window`: its two ends are two events, the end being a closing date."""

    name: str
    category: Category
    window: bool = False


KINDS: Mapping[str, Kind] = {
    "exam": Kind("考试", "exam"),
    "exam_makeup": Kind("补考", "exam"),
    "registration": Kind("网上报名", "registration", window=True),
    "payment": Kind("网上缴费", "registration", window=True),
    "review": Kind("资格核查", "registration", window=True),
    "admit_card": Kind("打印准考证", "exam", window=True),
    "scores": Kind("成绩公布", "scores"),
    "special_area_line": Kind("单独划线合格标准公布", "scores"),
    "e_certificate": Kind("电子证书可查", "certificate"),
    "registration_opens": Kind("可以办理执业注册", "certificate"),
    "certificate_application": Kind("纸质证书申请", "certificate", window=True),
    "certificate_mail": Kind("证书邮寄申请", "certificate", window=True),
    "certificate_collection": Kind("领取纸质证书", "certificate", window=True),
}
