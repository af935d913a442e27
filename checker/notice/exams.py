"""The qualifications that notices speak of, and whether one is the one asked for."""

import re
from functools import cache
from typing import NamedTuple

# One line an exam: what the names that notices write come down to. The first is its own name.
_EXAMS = (
    "执业药师 药师职业资格 执业中药师 执业西药师",
    "建造师 一建 二建",
    "造价工程师 造价师 一造 二造",
    "经济专业 经济师 经济资格 经济(初 经济(中 经济(高",
    "社会工作 社会工作者 社会工作师 社工师 社工",
    "注册安全工程师 安全工程师 注安师 注安",
    "消防工程师 消防师 一消",
    "监理工程师 监理师",
    "咨询工程师 咨询师",
    "城乡规划师 城市规划师 规划师",
    "注册测绘师 测绘师",
    "注册计量师 计量师",
    "设备监理师",
    "环境影响评价工程师 环评师",
    "房地产估价师",
    "房地产经纪",
    "资产评估师",
    "土地登记代理",
    "矿业权评估师",
    "拍卖师",
    "税务师",
    "出版专业 出版资格",
    "翻译专业 翻译资格",
    "通信专业 通信工程师",
    "审计专业 审计师",
    "会计专业 会计师 会计资格 会计职称 会计考试",
    "统计专业 统计师",
    "注册会计师 注会",
    "计算机技术与软件 计算机软件 软件水平 软考",
    "勘察设计",
    "注册建筑师 级建筑师",
    "注册结构工程师 结构工程师",
    "注册土木工程师 土木工程师",
    "注册电气工程师 电气工程师",
    "注册公用设备工程师 公用设备工程师",
    "注册化工工程师 化工工程师",
    "注册环保工程师 环保工程师",
    "注册验船师 验船师",
    "注册核安全工程师 核安全工程师",
    "机动车检测维修",
    "国际商务",
    "演出经纪人",
    "招标师 招标采购",
    "管理咨询师",
    "质量专业 质量工程师",
    "价格鉴证师",
    "企业法律顾问",
    "物业管理师",
    "人力资源管理师",
    "心理咨询师",
    "精算师",
    "银行业专业",
    "银行从业",
    "证券从业 证券业",
    "基金从业",
    "期货从业",
    "卫生专业 卫生资格 卫生高级 卫生初级 卫生中级 卫生职称",
    "护士执业 护士资格",
    "执业医师 医师资格 助理医师 执业助理",
    "执业兽医",
    "乡村兽医",
    "教师资格 中小学教师 教师招聘",
    "普通话",
    "法律职业 司法考试",
    "导游",
    "公务员 选调生",
    "事业单位",
    "三支一扶",
    "特岗教师",
    "军队文职 文职人员",
    "专利代理",
    "职称外语 职称英语",
    "计算机应用能力",
    "计算机等级",
    "英语四级 英语六级 英语等级",
    "自学考试 自考",
    "成人高考",
    "研究生招生 研究生考试 硕士研究生",
    "高考 普通高校招生",
    "保安员",
    "职业技能等级 职业技能鉴定",
    "健康管理师",
    "育婴",
    "养老护理",
    "报关",
    "船员",
    "民用核安全",
    "注册城市规划",
    "水利工程师 水利工程",
    "交通运输工程",
    "公路水运 试验检测",
    "工程咨询",
    "文物保护",
    "新闻记者",
    "播音员 主持人",
    "知识产权",
    "信息系统项目管理师",
    "安全评价师",
    "煤炭 矿山救护",
    "正高级 副高级",
    "社区工作者",
    "消防设施操作员",
    "主管药师 初级药师 主管中药师 主管西药师 药士",
)
_LEVEL = r"(?P<level>(?:(?:[一二三]|[初中高])级?[、和及/]){0,4}(?:[一二三]级|[初中高]级|助理|初中级|全国))?(?:注册)?"
_SUFFIX = r"(?:注册|全国|职业|执业|专业|技术|水平|资格|评价|考试|证书|\(.*?\)|人员|20\d\d年度?|年度|[\s《》“”\"])+"


# A name that several exams have in common.
_COMMON = {
    "勘察设计": ("注册土木工程师", "注册结构工程师", "注册电气工程师", "注册公用设备工程师",
             "注册化工工程师", "注册环保工程师"),
}  # fmt: skip


class Named(NamedTuple):
    """An exam named in plain text: `level` 一级… or "", `core` the canonical name."""

    start: int
    end: int
    level: str
    core: str


UNKNOWN = Named(0, 0, "", "?")
"""An exam that is named, but none that is known here."""


class Vocabulary(NamedTuple):
    pattern: "re.Pattern[str]"
    cores: dict[str, str]
    asked: Named


@cache
def vocabulary(asked: str) -> Vocabulary:
    """How to find exams, the one asked for among them."""
    cores: dict[str, str] = {}
    for line in _EXAMS:
        names = line.split()
        cores.update(dict.fromkeys(names, names[0]))
    plain = re.sub(r"[\s《》“”\"]", "", asked)
    named = _search(_pattern(cores), cores, plain)
    if named is None:
        core = re.sub(_SUFFIX, "", plain)
        core = re.sub(r"^(?:[一二三初中高]级|助理)", "", core) or plain
        like = [name for name in cores if name.startswith(core)]
        cores[core] = cores[like[0]] if like else core
        named = _search(_pattern(cores), cores, plain) or Named(0, len(plain), "", core)
    return Vocabulary(_pattern(cores), cores, named)


def _pattern(cores: dict[str, str]) -> "re.Pattern[str]":
    names = "|".join(map(re.escape, sorted(cores, key=len, reverse=True)))
    first = "".join({name[0] for name in cores})
    return re.compile(
        rf"(?=[一二三初中高助全注{re.escape(first)}])"
        + _LEVEL
        + rf"(?P<core>{names})(?!网(?!上|络|报)|事务|协会|学会)"
    )


def _search(pattern: "re.Pattern[str]", cores: dict[str, str], text: str) -> Named | None:
    found = pattern.search(text)
    return _named(found, cores) if found else None


def _named(found: "re.Match[str]", cores: dict[str, str]) -> Named:
    level, core = found["level"] or "", found["core"]
    if core[0] in "一二" and core[1:] in ("建", "造", "消"):
        level = core[0] + "级"
    return Named(found.start(), found.end(), level.replace("全国", ""), cores[core])


def find(vocabulary: Vocabulary, text: str) -> list[Named]:
    """The exams that a stretch of plain text names, in order."""
    return [_named(m, vocabulary.cores) for m in vocabulary.pattern.finditer(text)]


def is_asked(vocabulary: Vocabulary, named: Named) -> bool:
    """Whether a name means the exam asked for: the same core, and no other level."""
    asked = vocabulary.asked
    if named.core != asked.core:
        return asked.core in _COMMON.get(named.core, ())
    a, b = _levels(asked.level), _levels(named.level)
    if not a and b == {"高"}:
        return False  # 高级经济 and the like are exams of their own
    return not a or not b or bool(a & b)


def _levels(level: str) -> set[str]:
    return {"初" if c == "助" else c for c in level if c in "一二三初中高助"}
