"""A provider's table becomes its file of facts: what is understood, what is refused, what stays."""

import csv
import difflib
import io
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from ruamel.yaml import YAML

from scripts.facts.course_table import COLUMNS, COURSE, PRICE, PROVIDER, TEMPLATE, template
from scripts.facts.courses import Course, Price, Provider
from scripts.facts.load import parse
from scripts.facts.problems import FactsError
from scripts.places import ROOT
from scripts.upkeep import import_courses
from scripts.upkeep.course_files import opened
from tests.scripts import made_up
from tests.scripts.made_up import Edit, problems

TODAY = date(2030, 3, 1)
PROVIDER_0 = "courses/provider-0.yml"
URL = "https://example.com/courses/0"
HEADINGS = [
    "机构",
    "课程编号",
    "课程",
    "方向",
    "类型",
    "买到什么",
    "价格",
    "有效期",
    "看到于",
    "网页地址",
]
NEW = ["provider-0", "new-class", "新班", "药学", "全科", "全科", "500", "365 天", "2030-02-01", "https://example.com/new"]  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(import_courses, "today", lambda: TODAY)


def facts(folder: Path, edit: Edit = lambda files: None) -> Path:
    """Made-up facts whose provider is called as its file."""

    def named(files):
        files[PROVIDER_0]["name"] = "provider-0"
        edit(files)

    return made_up.write(folder / "data", named)


def table(folder: Path, rows: Sequence[Sequence[str]], name: str = "courses.csv") -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path = folder / name
    path.write_text(text.getvalue(), "utf-8-sig")
    return path


def row(**changes: str) -> list[str]:
    """NEW, but for the cells named by their headings."""
    return [changes.get(heading, text) for heading, text in zip(HEADINGS, NEW, strict=True)]


def run(path: Path, root: Path, *more: str) -> int:
    return import_courses.main([str(path), *more], root)


def write(path: Path, root: Path) -> int:
    return run(path, root, "--checked-on", TODAY.isoformat())


def courses(root: Path, file: str = PROVIDER_0) -> Mapping[str, Any]:
    data = parse((root / file).read_text("utf-8"), file).data
    return {course["id"]: course for course in data["courses"]}


def everything(root: Path) -> Mapping[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*.yml")}


# --- what the table is


def test_the_columns_are_keys_of_the_records():
    shapes = {PROVIDER: Provider, COURSE: Course, PRICE: Price}
    assert [c.key for c in COLUMNS if c.key not in shapes[c.holder].model_fields] == []


def test_the_empty_table_on_the_site_is_that_of_the_columns():
    assert (ROOT / TEMPLATE).read_text("utf-8") == template()


def test_the_examples_of_the_page_can_be_handed_in(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(import_courses, "today", lambda: date(2099, 8, 1))
    root = facts(tmp_path)
    head = template().removeprefix("\ufeff").strip().split(",")
    path = table(tmp_path, [head, [column.example for column in COLUMNS]])
    assert run(path, root, "--checked-on", "2099-07-02") == 0
    assert problems(root) == []
    assert "all-subjects" in courses(root, "courses/sample-provider.yml")


# --- what providers really send


SENT = [
    ["某机构执业药师课程报价（２０３０年２月）", *[""] * 11],
    [""] * 12,
    ["序号", "培训机构", "课程名称", "课程编号", "方向", "类型", "买到什么", "价格（元）", "有效期", "看到日期", "网址", "内容"],
    ["1", "provider-0", "题库会员(药学)", "bank", "西药师", "题库", "全科", "４８元", "每月", "2030/2/1", "https://example.com/bank", "刷题、模考"],
    ["", "", "", "", "", "", "全科", "￥480.00", "按年付费", "2030年2月1日", "", ""],
    [""] * 12,
    ["2", "", "密训班", "intensive", "药学", "全科", "", "1,280元起", "2030-03-01至2030/10/18", "2030年1月", "https://example.com/intensive", "没有写"],
]  # fmt: skip
BANK = {
    "id": "bank", "title": "题库会员（药学）", "track": "pharmacy", "kind": "question_bank",
    "status": "unknown", "url": "https://example.com/bank",
    "prices": [
        {"scope": "all_subjects", "yuan": 48, "price_checked_on": "2030-02-01", "validity": {"every": "month"}},
        {"scope": "all_subjects", "yuan": 480, "price_checked_on": "2030-02-01", "validity": {"every": "year"}},
    ],
    "contains": ["刷题", "模考"], "seen_on": "2030-02-01", "source": ["provider-0-bank"], "checked_on": "2030-03-01",
}  # fmt: skip
INTENSIVE_PRICE = {
    "scope": "unknown", "yuan": 1280, "starting_at": True, "price_checked_on": "2030-01",
    "validity": {"start": "2030-03-01", "end": "2030-10-18"},
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_with_titles_blanks_and_merged_cells(tmp_path: Path, encoding: str, delimiter: str):
    root = facts(tmp_path)
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(SENT)
    path = tmp_path / "报价.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    assert write(path, root) == 0
    found = courses(root)
    assert list(found) == ["course-0", "course-1", "bank", "intensive"]
    assert found["bank"] == BANK
    assert list(found["bank"]) == list(BANK)
    assert found["intensive"]["prices"] == [INTENSIVE_PRICE]
    assert found["intensive"]["contains"] == "unknown"
    assert found["intensive"]["seen_on"] == "2030-01"
    source = parse((root / "sources.yml").read_text("utf-8"), "s").data["provider-0-bank"]
    assert source == {
        "publisher": "provider-0", "url": "https://example.com/bank", "status": "secondary",
        "linkable": True, "checked_on": "2030-03-01",
    }  # fmt: skip
    assert problems(root) == []


def test_a_workbook_with_merged_cells_and_days_of_excel(tmp_path: Path):
    root = facts(tmp_path)
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.append(["某机构课程表"])
    sheet.merge_cells("A1:J1")
    sheet.append(HEADINGS)
    for price, seen in ((500, datetime(2030, 2, 1)), (600, 47515), (700, datetime(2030, 2, 1))):
        sheet.append([*NEW[:6], price, f"{price} 天", seen, NEW[9]])
    sheet["I5"].number_format = 'yyyy"年"m"月"'
    for column in "ABCDE":
        sheet.merge_cells(f"{column}3:{column}5")
    book.save(tmp_path / "课程.xlsx")
    assert write(tmp_path / "课程.xlsx", root) == 0
    seen = [price["price_checked_on"] for price in courses(root)["new-class"]["prices"]]
    assert seen == ["2030-02-01", "2030-02-01", "2030-02"]  # 47515 = 2030-02-01


def test_a_workbook_without_its_reader_gets_a_sentence(tmp_path: Path, monkeypatch):
    monkeypatch.delattr("checker.commands.xlsx", raising=False)
    monkeypatch.setitem(sys.modules, "checker.commands.xlsx", None)
    Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(FactsError, match="另存为“CSV UTF-8"):
        opened(tmp_path / "a.xlsx")


# --- what is wrong is said, all of it, and nothing is written


@pytest.mark.parametrize(
    ("heading", "text", "said"),
    [
        ("价格", "98-198", "一个整数的价"),
        ("价格", "486元/年", "每年、每月写在“有效期”"),
        ("价格", "99.9", "整数"),
        ("价格", "-5", "整数"),
        ("价格", "1,28", "整数"),
        ("有效期", "一年", "两种意思"),
        ("有效期", "12个月", "两种意思"),
        ("有效期", "考前", "应是购买后 365 天"),
        ("有效期", "365", "应是购买后 365 天"),
        ("有效期", "0天", "应是购买后 365 天"),
        ("有效期", "2030-05-01至2030-04-01", "结束不应早于开始"),
        ("有效期", "2030-02-30至2030-04-01", "真实的日期"),
        ("看到于", "47515", "2030-02-01"),
        ("看到于", "25/11/3", "四位"),
        ("看到于", "昨天", "真实的日期"),
        ("看到于", "2030-13", "没有写到哪一日"),
        ("看到于", "2030.2", "没有写到哪一日"),
        ("看到于", "2030-03-02", "还没有到"),
        ("看到于", "", "哪天看到"),
        ("方向", "化学", "中药学、药学"),
        ("类型", "直播", "单科、全科"),
        ("买到什么", "四科", "每科、全科"),
        ("课程编号", "New Class", "小写字母"),
        ("课程编号", "../x", "小写字母"),
        ("课程编号", "", "新的课程要写编号"),
        ("课程编号", "course-9", "已经有编号 course-0"),
        ("课程", "全科kaoshishijian", "拼音"),
        ("网页地址", "www.example.com", "完整的网址"),
        ("网页地址", "javascript:alert(1)", "完整的网址"),
        ("网页地址", "https://example.com/?utm_source=a", "跟踪参数"),
        ("网页地址", "http://mirror.example/a", "不能给读者做链接"),
        ("网页地址", "", "新的课程要写网页地址"),
        ("机构", "别的机构", "要写编号"),
        ("机构", "", "没有写是哪家机构"),
    ],
)
def test_a_wrong_cell_is_named_with_what_was_expected(
    tmp_path: Path, capsys, heading: str, text: str, said: str
):
    def edit(files):
        files["sources.yml"]["mirror"] = {
            "publisher": "镜像", "url": "http://mirror.example/page", "status": "secondary",
            "linkable": False, "checked_on": "2030-01-01",
        }  # fmt: skip
        files["provinces/guangdong.yml"]["notes"] = [made_up.value(text="只作证据。", source=["mirror"])]  # fmt: skip

    root = facts(tmp_path, edit)
    before = everything(root)
    changes = {heading: text}
    if text == "course-9":
        changes["课程"] = "某班第 0 种"
    path = table(tmp_path, [["价目表"], HEADINGS, row(**changes)])
    assert write(path, root) == 1
    out = capsys.readouterr().out
    wrong = [line for line in out.splitlines() if line.startswith(f"{path}:3: ")]
    assert len(wrong) == 1, out
    named = "机构编号" if heading == "机构" and text else heading
    assert f"“{named}”" in wrong[0]
    assert said in wrong[0]
    assert "改法：" in wrong[0]
    assert everything(root) == before


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path, capsys):
    root = facts(tmp_path)
    before = everything(root)
    rows = [
        row(课程编号="a", 课程="甲", 价格="面议", 有效期="一年", 看到于="昨天"),
        row(课程编号="b", 课程="乙 zhiyeyaoshi"),
        row(课程编号="c", 课程="丙", 有效期="2030-05-01至2030-04-01"),
        row(课程编号="d", 课程="丁"),
        row(课程编号="d", 课程="丁", 方向="中药学", 有效期="每年"),
    ]
    path = table(tmp_path, [HEADINGS, *rows])
    assert write(path, root) == 1
    out = capsys.readouterr().out
    places = re.findall(r":(\d+): 错误：第 \1 行 ([A-Z]) 列“([^”]+)”", out)
    assert places == [
        ("2", "G", "价格"), ("2", "H", "有效期"), ("2", "I", "看到于"), ("3", "C", "课程"),
        ("4", "H", "有效期"), ("6", "D", "方向"),
    ]  # fmt: skip
    assert "data/" not in out  # nothing is said of files that the provider does not have
    assert everything(root) == before


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["甲", "乙"], ["1", "2"]], "没有找到列名"),
        ([[*HEADINGS, "售价"], [*NEW, "5"]], "前面已经有一列是“价格”"),
        ([[*HEADINGS[:6], "价格(元/年)", *HEADINGS[7:]], NEW], "不知道是不是“价格”"),
        ([HEADINGS], "表里没有一门课"),
        ([HEADINGS, ["provider-0", "", "", "", "", "", "5", "", "", ""]], "没有写是哪门课"),
        ([HEADINGS, NEW, row(机构="另一家", 课程编号="b", 课程="乙")], "一张表只写一家机构"),
        ([HEADINGS, NEW, NEW], "第 2 行已经写了这个价"),
        ([HEADINGS, row(价格="")], "没有写价格"),
        ([["机构编号", *HEADINGS[1:]], ["for-providers", *NEW[1:]]], "没有写是哪家机构"),
        ([["机构编号", *HEADINGS], ["provider-0", "别家", *NEW[1:]]], "provider-0 是 provider-0 的编号"),
        ([["机构编号", *HEADINGS], ["other", *NEW]], "provider-0 的编号是 provider-0"),
        ([["机构编号", *HEADINGS], ["for-providers", "新机构", *NEW[1:]]], "本站自己的页面"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_taken_says_why(tmp_path: Path, capsys, rows, said: str):
    root = facts(tmp_path)
    before = everything(root)
    assert write(table(tmp_path, rows), root) == 1
    out = capsys.readouterr().out
    assert said in out
    assert "没有写" in out
    assert everything(root) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.csv", None, "打不开"),
        ("empty.csv", b"", "是空的"),
        ("damaged.csv", "机构,课程\n希赛,甲".encode("gb18030") + b"\xff\xff,\n", "编码"),
        ("quotes.csv", '机构,课程\n希赛,"甲\n希赛,乙\n'.encode(), "引号没有成对"),
        ("old.xls", b"\xd0\xcf\x11\xe0old", "xls"),
        ("broken.xlsx", b"PK\x03\x04broken", "另存"),
        ("bad.yml", b"a: [", "YAML"),
        ("shape.yml", b"id: x", "缺少这个键"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, capsys, name, content, said: str):
    root = facts(tmp_path)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert write(tmp_path / name, root) == 1
    assert said in capsys.readouterr().out


def test_the_command_without_a_file_or_with_a_day_to_come(tmp_path: Path, capsys):
    root = facts(tmp_path)
    assert import_courses.main([], root) == 2
    path = table(tmp_path, [HEADINGS, NEW])
    for day in ("2030-03-02", "yesterday"):
        assert run(path, root, "--checked-on", day) == 2
        assert f"CHECKED_ON={TODAY}" in capsys.readouterr().out


# --- who may say what


def test_nothing_is_written_before_a_person_has_opened_the_pages(tmp_path: Path, capsys):
    root = facts(tmp_path)
    before = everything(root)
    assert run(table(tmp_path, [HEADINGS, NEW]), root) == 0
    out = capsys.readouterr().out
    assert "  https://example.com/new\n" in out
    assert f"CHECKED_ON={TODAY}" in out
    assert everything(root) == before


def test_columns_that_are_not_taken_are_named(tmp_path: Path, capsys):
    root = facts(tmp_path)
    path = table(tmp_path, [[*HEADINGS, "是否在售", "备注"], [*NEW, "在售", "好"]])
    assert write(path, root) == 0
    assert "没有采用的列：是否在售、备注" in capsys.readouterr().out
    assert courses(root)["new-class"]["status"] == "unknown"


def test_a_file_of_facts_says_no_more_than_a_table(tmp_path: Path, capsys):
    root = facts(tmp_path)
    given = {key: value for key, value in BANK.items() if key != "source"}
    handed = {
        "id": "provider-0", "name": "provider-0", "disclosure": "paid",
        "site": made_up.value(name="x", url="https://evil.example/"),
        "contact": {"status": "unknown", "checked_on": "2030-01-01"},
        "courses": [given | {"status": "on_sale", "checked_on": "2030-01-01", "note": "最好的课"}],
    }  # fmt: skip
    path = tmp_path / "handed.yml"
    with path.open("w", encoding="utf-8") as stream:
        YAML().dump(handed, stream)
    assert write(path, root) == 0
    assert courses(root)["bank"] == BANK
    provider = parse((root / PROVIDER_0).read_text("utf-8"), "p").data
    assert provider["disclosure"] == "nothing_paid"
    assert provider["site"]["url"] == "http://example.gov.cn/"
    out = capsys.readouterr().out
    assert "没有采用，由核对的人写：checked_on、contact、disclosure、note、site、status" in out


def test_unknown_in_a_file_of_facts_takes_nothing_away(tmp_path: Path):
    root = facts(tmp_path)
    text = (root / PROVIDER_0).read_text("utf-8")
    path = tmp_path / "handed.yml"
    path.write_text(
        text.replace("track: tcm", "track: unknown").replace(f"url: {URL}", "url: unknown"), "utf-8"
    )
    assert "url: unknown" in path.read_text("utf-8")
    before = everything(root)
    assert write(path, root) == 0
    assert everything(root) == before


def test_what_is_wrong_in_a_file_of_facts_is_named_by_line(tmp_path: Path, capsys):
    root = facts(tmp_path)
    text = (root / PROVIDER_0).read_text("utf-8").replace("id: course-0", "id: course-9")
    path = tmp_path / "handed.yml"
    path.write_text(text, "utf-8")
    assert write(path, root) == 1
    line = 1 + text[: text.index("id: course-9")].count("\n")
    assert (
        f"{path}:{line}: 错误：id（课程编号）：“某班第 0 种”已经有编号" in capsys.readouterr().out
    )


def test_a_new_provider_has_a_file_whose_addresses_are_unknown(tmp_path: Path, capsys):
    root = facts(tmp_path)
    rows = [["机构编号", *HEADINGS], ["new-one", "新机构: 甲", *NEW[1:]]]
    assert write(table(tmp_path, rows), root) == 0
    text = (root / "courses/new-one.yml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/provider.json\nid: new-one\n")
    data = parse(text, "n").data
    assert data["name"] == "新机构：甲"
    assert (data["site"]["status"], data["contact"]["status"]) == ("unknown", "unknown")
    assert problems(root) == []
    assert "make preview-provider ID=new-one" in capsys.readouterr().out


# --- what stands is changed in place

STANDING = """\
# a comment on top
id: provider-0
name: provider-0
disclosure: nothing_paid
site: {status: unknown, checked_on: 2030-01-01}
contact: {status: unknown, checked_on: 2030-01-01}
courses:
  # about the first
  - id: first   # its address
    title: 一班
    kind: all_subjects
    track: pharmacy
    status: unknown
    url: unknown
    prices:
      - scope: per_subject
        yuan: 100
        price_checked_on: '2029'
        validity: {days_from_purchase: 365}
      # the whole
      - {scope: all_subjects, yuan: 300, price_checked_on: 2030-01-01, validity: unknown}
    contains:
      - 讲课   # as they say
    seen_on: '2029'
    source: [made-up]
    checked_on: 2030-01-01

  - id: second
    title: 二班
    track: unknown
    kind: unknown
    status: unknown
    url: unknown
    prices: unknown
    contains: unknown
    seen_on: 2029-12-31
    source: [made-up]
    checked_on: 2030-01-01
    quote: 二班 好
"""


def standing(folder: Path) -> Path:
    root = facts(folder)
    (root / PROVIDER_0).write_text(STANDING, "utf-8")
    return root


def test_only_the_lines_of_what_changed_differ(tmp_path: Path, capsys):
    root = standing(tmp_path)
    rows = [
        HEADINGS,
        ["provider-0", "", "一班", "", "", "每科", "120", "365天", "2030-02-01", URL],
        ["", "", "二班", "药学", "", "", "80", "", "2030-02-01", "https://example.com/"],
    ]
    assert write(table(tmp_path, rows), root) == 0
    moved = difflib.ndiff(
        STANDING.splitlines(), (root / PROVIDER_0).read_text("utf-8").splitlines()
    )
    assert [line[2:].strip() for line in moved if line.startswith("- ")] == [
        "url: unknown", "yuan: 100", "price_checked_on: '2029'", "seen_on: '2029'", "source: [made-up]",
        "checked_on: 2030-01-01", "track: unknown", "url: unknown", "prices: unknown",
        "seen_on: 2029-12-31", "checked_on: 2030-01-01",
    ]  # fmt: skip
    found = courses(root)
    assert found["first"]["prices"][0] == {
        "scope": "per_subject", "yuan": 120, "price_checked_on": "2030-02-01",
        "validity": {"days_from_purchase": 365},
        "history": [{"yuan": 100, "price_checked_on": "2029"}],
    }  # fmt: skip
    assert found["first"]["source"] == ["made-up", "provider-0-0"]
    assert list(found["first"])[:4] == ["id", "title", "kind", "track"]
    assert found["second"]["source"] == ["made-up"]  # a page that is known already
    assert found["second"]["track"] == "pharmacy"
    assert problems(root) == []
    out = capsys.readouterr().out
    assert "一班：表里没有提到 300 元的那个价，留着" in out
    assert "二班：写着 quote，请看还对不对" in out


@pytest.mark.parametrize("again", ["2030-03-01", "2030-02-20"])
def test_a_second_time_changes_nothing(tmp_path: Path, capsys, again: str):
    root = standing(tmp_path)
    path = table(tmp_path, [HEADINGS, NEW, ["", "first", "", "", "", "每科", "120", "", "2030-02-01", URL]])  # fmt: skip
    assert write(path, root) == 0
    before = everything(root)
    capsys.readouterr()
    assert run(path, root, "--checked-on", again) == 0
    assert "已经是这样，没有改" in capsys.readouterr().out
    assert everything(root) == before


@pytest.mark.parametrize(
    ("cells", "price"),
    [
        (("每科", "100", "", "2030-02-01"), (0, 100, "2030-02-01", 0)),  # the same, seen again
        (("全科", "280", "", "2030-02-01"), (1, 280, "2030-02-01", 1)),
        (("全科", "280", "730天", "2030-02-01"), (1, 280, "2030-02-01", 1)),  # was not known
        (("每科", "60", "每年", "2030-02-01"), (2, 60, "2030-02-01", 0)),  # another price
        (("每科", "100", "365天", "2028"), (0, 100, "2029", 0)),  # seen before ours: ours holds
    ],
)
def test_which_price_is_meant(tmp_path: Path, cells, price):
    root = standing(tmp_path)
    path = table(tmp_path, [HEADINGS, ["provider-0", "first", "", "", "", *cells, URL]])
    assert write(path, root) == 0
    at, yuan, seen, history = price
    found = courses(root)["first"]["prices"][at]
    assert (found["yuan"], found["price_checked_on"]) == (yuan, seen)
    assert len(found.get("history", ())) == history
    assert problems(root) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("", "120", "", "2030-02-01"), "几个价都合得上"),
        (("每科", "120", "", "2028-01-01"), "不比这里的早"),
    ],
)
def test_a_price_that_is_not_clear_is_asked_about(tmp_path: Path, capsys, cells, said: str):
    root = standing(tmp_path)
    path = table(tmp_path, [HEADINGS, ["provider-0", "first", "", "", "", *cells, URL]])
    assert write(path, root) == 1
    assert said in capsys.readouterr().out


def test_a_changed_price_needs_a_page(tmp_path: Path, capsys):
    root = standing(tmp_path)
    path = table(tmp_path, [HEADINGS, ["provider-0", "first", "", "", "", "每科", "9", "", "2030-02-01", ""]])  # fmt: skip
    assert write(path, root) == 1
    assert "改了的内容要有来源" in capsys.readouterr().out


def test_a_course_that_ended_keeps_its_page(tmp_path: Path):
    root = standing(tmp_path)
    path = table(
        tmp_path,
        [["机构", "课程", "结束日期", "网址"], ["provider-0", "二班", "2030-02-28", URL]],
    )
    assert write(path, root) == 0
    assert list(courses(root)["second"].items())[4:6] == [("status", "ended"), ("ended_on", "2030-02-28")]  # fmt: skip
    assert problems(root) == []


def test_a_comment_that_would_be_lost_is_left_to_a_person(tmp_path: Path, capsys):
    root = standing(tmp_path)
    path = table(
        tmp_path, [["机构", "课程", "包含什么", "网址"], ["provider-0", "一班", "题库", URL]]
    )
    before = everything(root)
    assert write(path, root) == 1
    out = capsys.readouterr().out
    assert ":2: 错误：第 2 行 B 列“课程”：这个值里有注释" in out
    assert "由人改 docs/data/courses/provider-0.yml" in out
    assert everything(root) == before


def test_the_first_course_of_a_provider_that_had_none(tmp_path: Path):
    root = facts(tmp_path, lambda files: files[PROVIDER_0].update(courses=[]))
    assert write(table(tmp_path, [HEADINGS, NEW, row(课程编号="b", 课程="乙")]), root) == 0
    assert list(courses(root)) == ["new-class", "b"]
    assert "checked_on: 2030-03-01\n\n  - id: b\n" in (root / PROVIDER_0).read_text("utf-8")
