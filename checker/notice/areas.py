"""The 32 areas by the ids of the site's provinces, as notices name them."""

from typing import NamedTuple

from checker.notice.patterns import compiled

AREAS = {
    "beijing": "北京", "tianjin": "天津", "hebei": "河北", "shanxi": "山西",
    "neimenggu": "内蒙古", "liaoning": "辽宁", "jilin": "吉林", "heilongjiang": "黑龙江",
    "shanghai": "上海", "jiangsu": "江苏", "zhejiang": "浙江", "anhui": "安徽",
    "fujian": "福建", "jiangxi": "江西", "shandong": "山东", "henan": "河南",
    "hubei": "湖北", "hunan": "湖南", "guangdong": "广东", "guangxi": "广西",
    "hainan": "海南", "chongqing": "重庆", "sichuan": "四川", "guizhou": "贵州",
    "yunnan": "云南", "xizang": "西藏", "shaanxi": "陕西", "gansu": "甘肃",
    "qinghai": "青海", "ningxia": "宁夏", "xinjiang": "新疆",
    "xinjiang-bingtuan": "新疆兵团",
}  # fmt: skip

_IDS = {name: id_ for id_, name in AREAS.items()} | {
    "新疆生产建设兵团": "xinjiang-bingtuan",
    "生产建设兵团": "xinjiang-bingtuan",
    "兵团": "xinjiang-bingtuan",
}
_NAMES = "|".join(sorted(_IDS, key=len, reverse=True))
# Not an area: part of an authority's or a place's name.
_AREA = (
    rf"(?P<name>{_NAMES})(?:省|市|(?:维吾尔|壮族|回族)?自治区)?"
    r"(?!人事|人力|人社|专业技术|职业|药品|药监|住房|住建|考试|财政|发展|政务|卫生|教育|民政|路|大学|中医|学院|街|银行|时间|东路|西路|南路|北路)"
    r"(?P<label>地区|考区|考点|赛区)?"
)


class Named(NamedTuple):
    """An area named in plain text."""

    start: int
    end: int
    area: str


def find(text: str) -> list[Named]:
    """The areas that a stretch of plain text names, in order."""
    return [Named(m.start(), m.end(), _IDS[m["name"]]) for m in compiled(_AREA).finditer(text)]


def find_in_title(text: str) -> list[Named]:
    """The areas in a title, those in an authority's name too."""
    return [Named(m.start(), m.end(), _IDS[m[0]]) for m in compiled(_NAMES).finditer(text)]
