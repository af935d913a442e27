"""Made-up notices with known truth: those written by hand, and a generator of random ones.

A file of `tests/cases/notice/` holds many notices: a line `### name`, with what is asked
(`exam=… year=… area=… published=…`), a line `! what start end [expected]` for each value that the
notice states (`-` for an open end), then its text.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from checker.notice.areas import AREAS

FOLDER = Path(__file__).parent / "cases" / "notice"

Truth = tuple[str, str | None, str | None, str]


class Notice(NamedTuple):
    name: str
    asked: dict[str, object]
    truth: frozenset[Truth]
    text: str


FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


def written() -> Iterator[Notice]:
    """The notices written by hand."""
    for path in sorted(FOLDER.glob("*.txt")):
        for part in re.split(r"(?m)^### ", path.read_text("utf-8"))[1:]:
            head, *lines = part.split("\n")
            name, *options = head.split()
            asked: dict[str, object] = {}
            for option in options:
                key, value = option.split("=", 1)
                match key:
                    case "year":
                        asked["exam_year"] = int(value)
                    case "published":
                        asked["published_on"] = value
                    case _:
                        asked[key] = value
            truth = set()
            while lines and lines[0].startswith("! "):
                what, start, end, *status = lines.pop(0)[2:].split()
                truth.add((what, _open(start), _open(end), status[0] if status else "announced"))
            yield Notice(name, asked, frozenset(truth), "\n".join(lines))


def _open(text: str) -> str | None:
    return None if text == "-" else text


# --- random notices

EXAMS = {  # what is asked, how a notice calls it, a month in which it is held
    "执业药师": ("执业药师职业资格考试", 10),
    "二级建造师": ("二级建造师执业资格考试", 6),
    "一级建造师": ("一级建造师资格考试", 9),
    "社会工作者": ("社会工作者职业资格考试", 6),
    "监理工程师": ("监理工程师职业资格考试", 5),
    "注册安全工程师": ("中级注册安全工程师职业资格考试", 10),
    "经济专业技术资格": ("初级、中级经济专业技术资格考试", 11),
    "注册测绘师": ("注册测绘师资格考试", 10),
    "一级造价工程师": ("一级造价工程师职业资格考试", 10),
    "出版专业技术人员": ("出版专业技术人员职业资格考试", 8),
}
LABELS = {
    "registration": (
        "网上报名时间",
        "报名时间",
        "网上报名",
        "报名起止时间",
        "考试报名时间",
        "报名",
    ),
    "payment": ("网上缴费时间", "缴费时间", "网上交费时间", "网上缴费", "交费", "缴费起止时间"),
    "review": ("资格审核时间", "资格核查时间", "现场资格审查时间", "人工核查时间", "资格审核"),
    "admit_card": ("准考证打印时间", "打印准考证时间", "打印准考证", "准考证下载打印时间"),
    "exam": ("考试时间", "考试日期", "考试时间"),
    "scores": ("成绩公布时间", "成绩查询时间", "考试成绩公布时间"),
    "certificate": ("证书领取时间", "领证时间", "资格证书发放时间", "纸质证书领取时间"),
}
SENTENCES = {
    "registration": (
        "报考人员应于{d}登录中国人事考试网进行网上报名",
        "{d}，报考人员登录报名网站，完成网上报名",
        "网上报名从{d}进行",
        "考试报名工作于{d}进行，逾期不予补报",
        "凡符合条件的人员，请在{d}期间登录中国人事考试网（www.cpta.com.cn）报名",
    ),
    "payment": (
        "报名成功的考生须于{d}登录系统完成网上缴费",
        "审核通过的报考人员应在{d}缴纳考试费用，逾期未缴费视为放弃",
        "网上缴费于{d}进行",
        "通过资格审核的人员，于{d}进行网上缴费",
    ),
    "review": (
        "报名后，报考人员于{d}到报考地进行现场资格审核",
        "需要人工核查的人员，应于{d}提交材料进行资格核查",
    ),
    "admit_card": (
        "已缴费的报考人员可于{d}登录中国人事考试网打印准考证",
        "网上缴费成功的考生，请于{d}自行下载并打印准考证",
        "应试人员在{d}登录网站下载打印准考证",
    ),
    "exam": (
        "{e}定于{d}举行",
        "{e}将于{d}进行",
        "本次考试于{d}举行",
        "本年度考试将于{d}在各市同时举行",
    ),
    "scores": (
        "考试成绩将于{d}在中国人事考试网公布",
        "应试人员可于{d}登录中国人事考试网查询成绩",
    ),
    "certificate": (
        "合格人员请于{d}携带本人身份证领取资格证书",
        "资格证书于{d}在市政务服务中心发放",
    ),
}
NOISE = (
    "根据《关于做好{y}年度专业技术人员职业资格考试工作的通知》（人社厅发〔{y}〕{n}号）精神，现将有关事项通知如下。",
    "咨询电话：0{n}1-8{n}23456（工作日上午9:00-12:00，下午14:00-17:00）。",
    "工作年限计算截止日期为{y}年12月31日。",
    "考试成绩有异议的，可在成绩公布之日起30日内提出复核申请。",
    "照片须为近6个月内拍摄的证件照。",
    "{y}年{m}月{n}日以后开具的发票请自行下载。",
    "凡提供虚假材料的，按人社部令第31号处理。",
    "报名费每人10元，考务费每人每科61元。",
    "请报考人员提前注册并完成学历学位信息在线核验（约需24小时）。",
)  # fmt: skip


class _Writer:
    """Writes dates one way or another; keeps to one way for the months and years left out."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.colon = random.choice(":：∶﹕")
        self.gap = random.choice(["", "", "", " "])
        self.dash = random.choice("—-～~至到－–")
        self.years = random.choice(["always", "never", "first"])

    def hour(self, time: str) -> str:
        hour, minute = (int(part) for part in time.split(":"))
        if self.random.random() < 0.6 or (minute and minute != 30):
            return f"{hour:{self.random.choice(['', '02'])}}{self.colon}{minute:02}"
        tail = "时" if not minute else self.random.choice(["时30分", "时半"])
        if self.random.random() < 0.5 and 0 < hour < 24 and hour != 12:
            half, hour = ("上午", hour) if hour < 12 else ("下午", hour - 12)
            if half == "下午" and hour >= 6:
                half = "晚上"
            return f"{half}{hour}{tail}"
        return f"{hour}{tail}"

    def day(self, day: date, year: bool, month: bool = True) -> str:
        g = self.gap
        text = f"{day.day}{g}日"
        if month:
            text = f"{day.month}{g}月{g}" + text
        return f"{day.year}{g}年{g}" + text if year else text

    def span(self, value: "_Stated") -> str:
        r, year = self.random, self.years != "never"
        if value.what == "exam":
            if value.first == value.last:
                return self.day(value.first, year)
            same = value.first.month == value.last.month
            if same and r.random() < 0.3:
                return self.day(value.first, year)[:-1] + "、" + self.day(value.last, False, False)
            return (
                self.day(value.first, year)
                + r.choice(["、", "至", "-"])
                + self.day(value.last, False, month=not same or r.random() < 0.4)
            )
        if value.last is None:
            return self.day(value.first, year) + self._at(value.start_time) + "起"
        if value.first is None:
            return self.day(value.last, year) + self._at(value.end_time) + r.choice(["前", "之前"])
        first = self.day(value.first, year) + self._at(value.start_time)
        short = value.first.month == value.last.month and r.random() < 0.4
        again = self.years == "always" and not short and r.random() < 0.5
        again = again or value.first.year != value.last.year
        last = self.day(value.last, again, month=not short or again) + self._at(value.end_time)
        return f"{first}{self.dash}{last}"

    def _at(self, time: str | None) -> str:
        return self.hour(time) if time else ""


class _Stated(NamedTuple):
    what: str
    first: date | None
    last: date | None
    start_time: str | None = None
    end_time: str | None = None

    def truth(self) -> Truth:
        return (
            self.what,
            _iso(self.first, self.start_time),
            _iso(self.last, self.end_time),
            "announced",
        )


def _iso(day: date | None, time: str | None) -> str | None:
    if day is None:
        return None
    return f"{day.isoformat()}T{time}" if time else day.isoformat()


def _values(random: Random, month: int, year: int) -> list[_Stated]:
    """What a notice may state of one exam, in the order of its year."""
    saturday = date(year, month, 8)
    saturday += timedelta(days=(5 - saturday.weekday()) % 7)
    begins = saturday - timedelta(days=random.randint(70, 110))
    ends = begins + timedelta(days=random.randint(6, 14))
    hours = random.choice(
        [
            ("09:00", "17:00"),
            ("10:00", "16:00"),
            ("09:00", "24:00"),
            (None, None),
            ("08:30", "17:30"),
        ]
    )
    prints = saturday - timedelta(days=random.randint(4, 6))
    values = [
        _Stated("registration", begins, ends, *hours),
        _Stated("payment", begins, ends + timedelta(days=random.randint(1, 3)), *hours),
        _Stated("admit_card", prints, saturday - timedelta(days=1), *hours),
        _Stated("exam", saturday, saturday + timedelta(days=random.choice([0, 1, 1, 1]))),
    ]
    if random.random() < 0.4:
        values.insert(1, _Stated("review", begins, ends + timedelta(days=1), *hours))
    if random.random() < 0.3:
        values[-2] = _Stated("admit_card", prints, None, hours[0])
    if random.random() < 0.3:
        i = next(i for i, v in enumerate(values) if v.what == "payment")
        values[i] = _Stated("payment", None, values[i].last, None, hours[1])
    return values


def _later(random: Random, month: int, year: int) -> list[_Stated]:
    scores = date(year, month, 28) + timedelta(days=random.randint(40, 75))
    collect = scores + timedelta(days=random.randint(20, 60))
    return [
        _Stated("scores", scores, scores),
        _Stated("certificate", collect, collect + timedelta(days=random.randint(5, 20))),
    ]


def random_notice(seed: int) -> Notice:
    """One notice in one of many layouts."""
    random = Random(seed)
    asked = random.choice(list(EXAMS))
    name, month = EXAMS[asked]
    year = random.randint(2019, 2027)
    writer = _Writer(random)
    values = _values(random, month, year)
    if random.random() < 0.15:
        values = _later(random, month, year)
        writer.years = "always"
        values = [v._replace(last=v.first) if v.what == "scores" else v for v in values]
    elif random.random() < 0.3:
        values = random.sample(values, random.randint(1, len(values)))
    request: dict[str, object] = {"exam": asked}
    layout = random.choice(list(LAYOUTS))
    if values[0].what == "scores" and layout in ("areas", "two_exams"):
        layout = "labelled"  # rows without years would leave the year open
    lines = LAYOUTS[layout](random, writer, values, name, year, request)
    title = random.choice([
        f"{year}年度{name}报名通知", f"关于{year}年度{name}有关事项的通知", f"{year}年度{name}公告",
        f"关于做好{year}年度{name}考务工作的通知", f"{year}年度{name}有关安排",
    ])  # fmt: skip
    if all(v.what in ("scores", "certificate") for v in values):
        title = f"关于{year}年度{name}有关事项的通知"
    if layout not in ("areas", "plan", "two_exams"):
        lines = [title, *lines]
    text = "\n".join(lines)
    if random.random() < 0.25:
        text = text.translate(FULL_WIDTH)
    return Notice(f"{layout}-{seed}", request, frozenset(v.truth() for v in values), text)


def _noise(random: Random, year: int, count: int) -> list[str]:
    return [
        line.format(y=year, n=random.randint(3, 39) % 28 + 1, m=random.randint(1, 12))
        for line in random.sample(NOISE, count)
    ]


def _labelled(random, writer, values, name, year, request):  # type: ignore[no-untyped-def]
    mark = random.choice(["：", ":", "为", " ", "：  "])
    lines = [f"{random.choice(LABELS[v.what])}{mark}{writer.span(v)}" for v in values]
    end = random.choice(["", "。", "；"])
    lines = [line + end for line in lines]
    return lines + _noise(random, year, random.randint(0, 3))


def _numbered(random, writer, values, name, year, request):  # type: ignore[no-untyped-def]
    marks = random.choice(["一二三四五六七", "1234567", "①②③④⑤⑥⑦"])
    form = random.choice(["{}、", "（{}）", "{}."]) if marks[0] != "①" else "{}"
    form = "{}、" if marks[0] == "一" and form == "{}." else form
    lines = []
    for mark, value in zip(marks, values, strict=False):
        label = random.choice(LABELS[value.what])
        lines.append(f"{form.format(mark)}{label}：{writer.span(value)}。")
    return _noise(random, year, 1) + lines + _noise(random, year, 1)


def _prose(random, writer, values, name, year, request):  # type: ignore[no-untyped-def]
    said = [
        random.choice(SENTENCES[v.what]).format(d=writer.span(v), e=f"{year}年度{name}")
        for v in values
    ]
    if random.random() < 0.5:
        return ["各位考生：", "。".join(said) + "。", *_noise(random, year, 2)]
    return [f"{one}。" for one in said] + _noise(random, year, 1)


def _sections(random, writer, values, name, year, request):  # type: ignore[no-untyped-def]
    lines = []
    for mark, value in zip("一二三四五六七", values, strict=False):
        lines.append(f"{mark}、{random.choice(LABELS[value.what])}")
        lines.append(
            random.choice(
                [
                    writer.span(value),
                    f"时间：{writer.span(value)}。",
                    random.choice(SENTENCES[value.what]).format(
                        d=writer.span(value), e=f"{year}年度{name}"
                    )
                    + "。",
                ]
            )
        )
    return lines + _noise(random, year, 1)


def _table(random, writer, values, name, year, request):  # type: ignore[no-untyped-def]
    rows = [(random.choice(LABELS[v.what]), writer.span(v)) for v in values]
    head = random.choice([("项目", "时间"), ("事项", "时间安排"), ("环节", "起止时间"), None])
    if random.random() < 0.4:
        rows = [(b, a) for a, b in rows]
        head = head and head[::-1]
    if len(rows) == 1:
        head = head or ("项目", "时间")
    rows = [head, *rows] if head else rows
    match random.choice(["tab", "bar", "drawn", "bar_lines"]):
        case "tab":
            return ["\t".join(row) for row in rows]
        case "bar":
            return [" | ".join(row) for row in rows]
        case "drawn":
            return [f"| {a} | {b} |" for a, b in rows]
        case _:
            return [line for row in rows for line in (row[0], "|", row[1], "|", "|")]


def _wide_table(random, writer, values, name, year, request):  # type: ignore[no-untyped-def]
    head = [
        random.choice([n for n in LABELS[v.what] if n.endswith(("时间", "日期"))]) for v in values
    ]
    cells = [writer.span(v) for v in values]
    match random.choice(["tab", "drawn", "lines"]):
        case "tab":
            return ["\t".join(head), "\t".join(cells)]
        case "drawn":
            return ["| " + " | ".join(row) + " |" for row in (head, cells)]
        case _:
            return [*head, *cells] if len(head) > 1 else [head[0], cells[0]]


def _areas(random, writer, values, name, year, request):  # type: ignore[no-untyped-def]
    """Rows of areas: truth is what stands in the row of the one asked for."""
    ids = random.sample([a for a in AREAS if a != "xinjiang"], 6)
    area = random.choice(ids)
    request["area"] = area
    kept = [v for v in values if v.what in ("registration", "payment", "review") and v.first]
    kept = kept or [_Stated("registration", date(year, 3, 1), date(year, 3, 12))]
    values[:] = kept
    head = ["地区", *(LABELS[v.what][0] for v in kept)]
    if kept[0].what != "registration":
        head[1] = LABELS[kept[0].what][0]
    writer.years = "never"
    rows = []
    for i, one in enumerate(ids):
        moved = [
            v._replace(
                first=v.first + timedelta(days=i * 2 + 1), last=v.last + timedelta(days=i * 2 + 1)
            )
            for v in kept
        ]
        if one == area:
            moved = kept
        rows.append([AREAS[one], *(writer.span(v) for v in moved)])
    title = f"{year}年{name}各地报名时间汇总"
    match random.choice(["tab", "drawn", "run", "lines"]):
        case "tab":
            return [title, *("\t".join(row) for row in [head, *rows])]
        case "drawn":
            return [title, *("| " + " | ".join(row) + " |" for row in [head, *rows])]
        case "run" if len(kept) == 1 and kept[0].what == "registration":
            return [title + "：" + " ".join(f"{i}{a}{b}" for i, (a, b) in enumerate(rows, 1))]
        case _:
            return [title, *(cell for row in [head, *rows] for cell in row)]


def _plan(random, writer, values, name, year, request):  # type: ignore[no-untyped-def]
    exam = [v for v in values if v.what == "exam"] or [
        _Stated("exam", date(year, 5, 10), date(year, 5, 11))
    ]
    values[:] = exam
    writer.years = "never"
    others = [n for key, (n, _) in EXAMS.items() if n != name][:4]
    rows = [
        (n, writer.span(_Stated("exam", date(year, 3 + i, 12), date(year, 3 + i, 13))))
        for i, n in enumerate(others)
    ]
    rows.insert(random.randint(0, 4), (name, writer.span(exam[0])))
    title = f"{year}年度专业技术人员职业资格考试工作计划"
    head = ("考试名称", "考试日期")
    if random.random() < 0.5:
        rows, head = [(b, a) for a, b in rows], head[::-1]
    rows = [("序号", *head), *((str(i), *row) for i, row in enumerate(rows, 1))]
    match random.choice(["tab", "drawn", "lines"]):
        case "tab":
            return [title, *("\t".join(row) for row in rows)]
        case "drawn":
            return [title, *("| " + " | ".join(row) + " |" for row in rows)]
        case _:
            return [title, *(cell for row in rows for cell in row)]


def _two_exams(random, writer, values, name, year, request):  # type: ignore[no-untyped-def]
    other = next(n for n, _ in EXAMS.values() if n != name and n[2:6] not in name)
    writer.years = "never"
    rows = [[random.choice(LABELS[v.what]), writer.span(v), writer.span(_moved(v))] for v in values]
    head = ["项目", name, other]
    if random.random() < 0.5:
        rows, head = [[a, c, b] for a, b, c in rows], ["项目", other, name]
    title = f"{year}年度专业技术人员资格考试安排"
    sign = random.choice(["\t", " | "])
    return [title, *(sign.join(row) for row in [head, *rows])]


def _moved(value: _Stated) -> _Stated:
    shift = timedelta(days=-9)
    return value._replace(
        first=value.first and value.first + shift, last=value.last and value.last + shift
    )


LAYOUTS = {
    "labelled": _labelled,
    "numbered": _numbered,
    "prose": _prose,
    "sections": _sections,
    "table": _table,
    "wide_table": _wide_table,
    "areas": _areas,
    "plan": _plan,
    "two_exams": _two_exams,
}


# --- damage


_SIGNS = "0123456789年月日至-—：:、，。；（）\n\t |　\ufffd?*×报名考试成绩前起止上午\u200b"


def damaged(random: Random, text: str) -> str:
    """A text with pieces lost, doubled, exchanged and overwritten."""
    for _ in range(random.randint(1, 6)):
        if not text:
            break
        i = random.randrange(len(text))
        j = min(len(text), i + random.randint(1, 12))
        match random.randrange(6):
            case 0:
                text = text[:i] + text[j:]
            case 1:
                text = text[:j] + text[i:j] * random.randint(1, 3) + text[j:]
            case 2:
                text = text[:i] + random.choice(_SIGNS) + text[i:]
            case 3:
                text = text[:i] + random.choice(_SIGNS) + text[i + 1 :]
            case 4:
                k = random.randrange(len(text))
                text = text[:i] + text[k : k + 20] + text[i:]
            case _:
                text = text[:i] if random.random() < 0.2 else text.replace("\n", "", 1)
    return text


def cut_into_lines(text: str, width: int) -> str:
    """A text as a PDF cuts it: no line wider than `width`, a Chinese character counting two."""
    lines = []
    for line in text.split("\n"):
        begun, room = "", width
        for sign in line:
            room -= 2 if ord(sign) > 0x2E7F else 1
            if room < 0 and sign not in "，。；：、）！？":
                lines.append(begun)
                begun, room = "", width - 2
            begun += sign
        lines.append(begun)
    return "\n".join(lines)


def assert_sound(text: str, answer: dict) -> None:  # type: ignore[type-arg]
    """What holds of an answer whatever the text: places, order, real days, known words."""
    for kind in ("found", "fees", "unread"):
        places = []
        for one in answer[kind]:
            start, end = one["at"]
            assert 0 <= start < end <= len(text)
            assert text[start:end] == one["text" if kind == "unread" else "quote"]
            places.append((start, end))
        assert places == sorted(places) or kind == "fees"
    for one in answer["found"]:
        assert one["start"] or one["end"]
        for day in (one["start"], one["end"]):
            if day:
                date.fromisoformat(day[:10])
        if one["start"] and one["end"]:
            assert one["start"][:10] <= one["end"][:10]


def soak(count: int, seed: int = 0) -> None:
    """Reads `count` damaged texts; raises for the first that is answered unsoundly."""
    from checker.notice.page import Question
    from checker.notice.reading import read_notice

    corpus = list(written())
    for number in range(seed, seed + count):
        random = Random(number)
        notice = random.choice(corpus) if number % 2 else random_notice(number)
        text = damaged(random, notice.text)
        try:
            answer = read_notice(text, Question(str(notice.asked.get("exam", "执业药师"))))
            assert_sound(text, answer)
        except Exception as error:
            error.add_note(f"seed {number}: {text!r}")
            raise


if __name__ == "__main__":
    import sys

    soak(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
