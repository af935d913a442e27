"""One form of every sign, with the way back to the text as it was sent.

Full width becomes half, traditional characters become simplified as far as the words of notices
need it, every colon and dash becomes one, and spaces and line ends inside dates fall away.
"""

import re
from functools import cache
from typing import NamedTuple


class Plain(NamedTuple):
    """A text in one form; character i stands at `at[i]` in the text as sent."""

    text: str
    at: list[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the plain text as [first, one past last] of the text as sent."""
        return self.at[start], self.at[end - 1] + 1


_COLONS = "∶﹕︰꞉ː："
_DASHES = "－—–‐‑‒―─━﹣−﹘"
_TILDES = "～〜∼˜﹏⁓"
_SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\u205f\x0b\x0c"
_BARS = "｜│┃┆┊∣❘¦"
# Each traditional character before its simplified one.
_TRADITIONAL = (
    "報报時时間间費费繳缴資资審审證证書书領领發发補补網网號号點点別别執执業业藥药師师級级經经濟济會会計计術术職职試试績绩詢询為为於于將将從从開开階阶舉举組组織织進进"
    "結结後后項项應应當当錄录載载單单擬拟預预約约參参歷历學学專专務务員员國国規规劃划監监測测繪绘兩两個个電电話话聯联繫系諮咨訊讯標标準准門门該该須须過过無无變变廣广"
    "東东雲云貴贵陝陕遼辽寧宁蘇苏滬沪龍龙慶庆內内蘭兰關关週周複复與与對对檢检驗验辦办營营統统認认覈核現现場场還还請请佈布遞递郵邮紙纸質质區区體体記记滿满實实產产價价"
    "農农環环設设築筑護护衛卫醫医導导譯译權权際际啟启調调暫暂達达損损聽听續续終终軟软較较"
)

# What PDFs give in place of characters that are radicals: U+2F00 … U+2FD5 in their order, and a few more,
# each before its character.
_RADICALS = (
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木"
    "欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷"
    "豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠"
)
_MORE_RADICALS = (
    "⺠民⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻥鱼⻦鸟⻩黄⻬齐⻰龙"
)

_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}

_HAN = r"[\u4e00-\u9fff]"
# Where a line may end inside a date or its label: what stands before, and what after.
_HOUR = r"\d{1,2}(?::\d\d|[时点])"
_CUTS = "|".join(
    rf"(?<={before})\n(?={after})"
    for before, after in (
        (r"\d", r":\d\d"), (r"\d:", r"\d\d"), (r"\d:\d", r"\d(?!\d)"), (r"\d", r"[时点][^\d\n]"),
        (r"月\d", r"\d[日号]"), (r"月\d", r"[日号]"), (r"月\d\d", r"[日号]"), (r"[上下]", "午"),
        (r"[上下]午", rf"{_HOUR}(?! ?[-~至到] ?{_HOUR})"),
        (r"[日号]", rf"(?:[上下]午)?{_HOUR}(?:[ \n]?[至到~-][ \n]?(?:20\d\d年)?\d{{1,2}}[月日]|[,。;前止结截起开])"),
        (r"[日号][、和]", r"\d{1,2}[日号]"), (r"[日号]", r"[、和]\d{1,2}[日号]"),
        (r"[日号]、\d", r"\d?[日号]"), (r"[日号]、\d\d", r"[日号]"),
        ("[名费核查印证询]", r"(?:时间|日期)[:\n]"), (r"[日号时点\d]以", "[前后]"), (r"[日号时点\d]结", "束"), (r"[日号时点\d]截", "止"),
        (r"[日号时点\d]开", "[始放通]"), (r"[日号时点\d]启", "动"),
        (r"[日号时点\d]", r"(?:之?前|起|止|开始|启动|开通|开放|结束|截止|关闭)[,。;)]"),
    )
)  # fmt: skip
# What is dropped or replaced. `space` inside a date or between the characters of a word that is
# spread out, `wrapped` line ends inside a date, entities, `spelt` dates in Chinese numerals.
_REPLACED = (
    r"(?=[ \n\r&#\u200b-\u200f\u2060\ufeff\u00ad])(?:"
    r"(?P<nothing>[\u200b-\u200f\u2060\ufeff\u00ad\r]+|(?<=\n)#{1,6} +)"
    r"|(?P<entity>&(?:nbsp|ensp|emsp|mdash|ndash|#160);)"
    r"|(?P<space>(?<=[日号\d]) {1,3}(?=、 *\d)|(?<=[日号]、) {1,3}(?=\d)|(?<=\d) {1,3}(?=[年月日号时点分:至到~-])|(?<=[年月午:]) {1,3}(?=\d)"
    r"|(?<=[日号]) {1,3}(?=\d{1,2}[:时点]|[至到~-] *\d|[上下中]午|晚上|凌晨|早上)"
    r"|(?<=[至到~-]) {1,3}(?=\d|[上下中]午|晚上|凌晨|早上)|(?<=[分时点]) {1,3}(?=[至到~-])"
    rf"|(?<={_HAN} {_HAN}) (?={_HAN}(?!{_HAN}))|(?<={_HAN})(?<!{_HAN}{{2}}) (?={_HAN} {_HAN}(?!{_HAN}))"
    rf"|(?<!{_HAN}{{2}})(?:(?<=考) +(?=试)|(?<=报) +(?=名)|(?<=缴) +(?=费)|(?<=审) +(?=核)|(?<=核) +(?=查)"
    rf"|(?<=成) +(?=绩)|(?<=时) +(?=间)|(?<=日) +(?=期))(?!.{_HAN}))"
    r"|(?P<wrapped>(?<=\d[年月])[ \n]+(?=\d{1,2}[月日号])"
    r"|(?<=\d)[ \n]+(?=[月日年] ?\d)|(?<=[\d日号时点分][~至到-])\n *(?=\d)|(?<=[\d日号时点分])\n *(?=[~至到-] *\n? *\d)|(?<=\n[~至到-])\n *(?=\d)"
    r"|(?<=\d月)[ \n]*(?:\|[ \n]*)?(?=\d{1,2}(?:日|、\d|-\d{1,2}日))"
    rf"|(?=\n)(?:{_CUTS})))"
    r"|(?=[一二三四五六七八九十2])(?P<spelt>(?:(?:二|2)[〇○零0][一二三四五六七八九零〇○]{2}年)?"
    r"(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]"
    r"|(?<=[日号])[一二三四五六七八九十]{1,3}[时点](?!间)"
    r"|(?<=[日号时点][至到~-])[一二三四五六七八九十]{1,3}[日号时点](?!间)"
    r"|二[〇○零][一二三四五六七八九零〇○]{2}年)"
)


@cache
def _table() -> dict[int, str]:
    table = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
    for signs, one in (
        (_COLONS, ":"),
        (_DASHES, "-"),
        (_TILDES, "~"),
        (_SPACES, " "),
        (_BARS, "|"),
    ):
        table.update(dict.fromkeys(map(ord, signs), one))
    simple = dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
    table.update({ord(sign): one for sign, one in simple.items()})
    radicals = ((0x2F00 + i, sign) for i, sign in enumerate(_RADICALS))
    table.update({code: simple.get(sign, sign) for code, sign in radicals})
    table.update(zip(map(ord, _MORE_RADICALS[::2]), _MORE_RADICALS[1::2], strict=True))
    table.update({ord("【"): "[", ord("】"): "]", ord("〔"): "[", ord("〕"): "]", ord("﹔"): ";"})
    table.update({ord(c): "\n" for c in "\u2028\u2029\x85"})
    return table


def plain(text: str) -> Plain:
    """The plain form of a text."""
    one = text.translate(_table())
    pieces: list[str] = []
    at: list[int] = []
    done = 0
    for found in re.finditer(_REPLACED, one):
        start, end = found.span()
        pieces.append(one[done:start])
        at.extend(range(done, start))
        done = end
        if found["entity"]:
            pieces.append("-" if "dash" in found[0] else " ")
            at.append(start)
        elif found["spelt"]:
            for digits, place in _digits(found[0], start):
                pieces.append(digits)
                at.extend([place] * len(digits))
    pieces.append(one[done:])
    at.extend(range(done, len(one)))
    return Plain("".join(pieces), at)


def _digits(spelt: str, start: int) -> list[tuple[str, int]]:
    """二〇二五年六月二十日 as pieces of 2025年6月20日, each with where it stands."""
    pieces = []
    for part in re.finditer(r"([^年月日号时点]+)([年月日号时点])", spelt):
        place = start + part.start()
        if part[2] == "年":
            number = "".join(
                c if c.isdigit() and c.isascii() else str(_NUMERALS[c]) for c in part[1]
            )
        else:
            number = str(_number(part[1]))
        pieces.append((number, place))
        pieces.append((part[2], start + part.end() - 1))
    return pieces


def _number(spelt: str) -> int:
    """Up to 99; what is no number gives 0, which is no month and no day."""
    tens, ten, ones = spelt.rpartition("十")
    if not ten:
        return _NUMERALS[spelt] if len(spelt) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
