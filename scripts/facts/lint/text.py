"""Our own words use Chinese punctuation and clean characters; quotations stay as they were found."""

import re
import unicodedata
from collections.abc import Iterator

from scripts.facts.lint.links import URL
from scripts.facts.load import Dataset
from scripts.facts.problems import Problem
from scripts.facts.walk import models

HAN = "\u3400-\u9fff"
HALF_WIDTH = re.compile(rf"(?<=[{HAN}])[,;:?!()]|[,;:?!()](?=[{HAN}])")
FULL_WIDTH = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
ODD = re.compile(r"[\u00a0\u00ad\u200b-\u200f\u2028\u2029\u2060\u3000\ufeff\ufffd\t]")
# Romanised words glued together, as they come out of addresses: zhiyeyaoshi, kaoshishijian.
SYLLABLE = (
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|a|o|e|i|u|v)"
)
SPLICED = re.compile(rf"(?<![A-Za-z])(?:{SYLLABLE}){{3,}}(?![A-Za-z.])")
# What pages fill in: no words of ours.
MACRO = re.compile(r"<<.*?>>")
VERBATIM = {"quote", "url", "id", "source", "seen_in", "guide"}


def check(dataset: Dataset) -> Iterator[Problem]:
    for name, document in dataset.documents.items():
        for number, line in enumerate(document.text.splitlines(), 1):
            for found in ODD.findall(line):
                yield Problem(
                    document.file, number, name,
                    f"有看不见的或异常的字符 U+{ord(found):04X}", "删去它，或换成普通空格",
                )  # fmt: skip
    for (document, path), model in models(dataset):
        for field in set(type(model).model_fields) - VERBATIM:
            value = getattr(model, field)
            if not isinstance(value, str):
                continue
            place = (*path, field)
            bare = MACRO.sub("", URL.sub("", value))
            if found := FULL_WIDTH.search(bare):
                plain = unicodedata.normalize("NFKC", found[0])
                yield document.problem(place, f"全角的 {found[0]}", f"改成半角 {plain}")
            if found := HALF_WIDTH.search(bare):
                yield document.problem(place, f"中文里用了半角标点 {found[0]}", "改成全角标点")
            if found := SPLICED.search(bare):
                yield document.problem(place, f"拼在一起的拼音 {found[0]}", "写成汉字")
