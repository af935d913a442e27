"""An area's id is the pinyin of its name; 陕西 is told from 山西 by its official spelling."""

from collections.abc import Iterator

from scripts.facts.load import Dataset
from scripts.facts.problems import Problem

PINYIN = {
    "北京": "beijing", "天津": "tianjin", "河北": "hebei", "山西": "shanxi", "内蒙古": "neimenggu",
    "辽宁": "liaoning", "吉林": "jilin", "黑龙江": "heilongjiang", "上海": "shanghai",
    "江苏": "jiangsu", "浙江": "zhejiang", "安徽": "anhui", "福建": "fujian", "江西": "jiangxi",
    "山东": "shandong", "河南": "henan", "湖北": "hubei", "湖南": "hunan", "广东": "guangdong",
    "广西": "guangxi", "海南": "hainan", "重庆": "chongqing", "四川": "sichuan", "贵州": "guizhou",
    "云南": "yunnan", "西藏": "xizang", "陕西": "shaanxi", "甘肃": "gansu", "青海": "qinghai",
    "宁夏": "ningxia", "新疆": "xinjiang", "新疆兵团": "xinjiang-bingtuan",
}  # fmt: skip


def check(dataset: Dataset) -> Iterator[Problem]:
    for id_, province in dataset.provinces.items():
        expected = PINYIN.get(province.name)
        if expected != id_:
            what = f"{province.name} 的 id 应为 {expected}" if expected else "没有这个地区名"
            yield dataset.documents[f"provinces/{id_}.yml"].problem(
                ("id",), what, "改 id 和文件名，或改 name"
            )
