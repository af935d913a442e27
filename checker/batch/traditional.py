"""The words of tables in traditional writing, read as the simplified ones that the patterns know.

Of the characters of those patterns and of our own headings alone, each with the forms that are usual in
Hong Kong, Macao and Taiwan. No form of another word is among them: 髮 is not 发 here.
"""

_TRADITIONAL = (
    "業個書餘冊況準幾劃畫製單歷曆發號後員備審屆師當錄録態總執報擬數無時暫匯彙沒註滿狀現電碼簽細終結統續編"
    "職藥計記紀論設證証試誤說説請資過遲選裡裏錯長間須頒預領額"
)
_SIMPLIFIED = (
    "业个书余册况准几划划制单历历发号后员备审届师当录录态总执报拟数无时暂汇汇没注满状现电码签细终结统续编"
    "职药计记记论设证证试误说说请资过迟选里里错长间须颁预领额"
)
_FORMS = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def simplified(text: str) -> str:
    """The text with those characters in simplified writing, of the same length."""
    return text if text.isascii() else text.translate(_FORMS)
