"""Each linter has an example that it must catch, and catches it where it stands."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from scripts.facts import check as command
from scripts.facts.lint.freshness import DAYS
from tests.scripts.made_up import EXAM, GUANGDONG, YEAR, Edit, old, problems, value, write

MIRROR = {
    "publisher": "镜像",
    "url": "http://mirror.example/page",
    "status": "secondary",
    "linkable": False,
    "checked_on": "2030-01-01",
}


def national(**changes: object) -> Edit:
    return lambda files: [files[EXAM][k].update(v) for k, v in changes.items()]  # type: ignore[call-overload]


def guangdong(**changes: object) -> Edit:
    return lambda files: [files[GUANGDONG]["exams"][YEAR][k].update(v) for k, v in changes.items()]  # type: ignore[call-overload]


def area(**changes: object) -> Edit:
    return lambda files: files[GUANGDONG].update(changes)


PROVIDER = "courses/provider-0.yml"


def course(number: int = 0, **changes: object) -> Edit:
    return lambda files: files[PROVIDER]["courses"][number].update(changes)


def price(**changes: object) -> Edit:
    return lambda files: files[PROVIDER]["courses"][0]["prices"][0].update(changes)


def near(*rows: object, ignored: Sequence[str] = ()) -> Edit:
    return lambda files: files["synonyms.yml"].update(near=list(rows), ignored=list(ignored))


def with_mirror(edit: Edit) -> Edit:
    def spoil(files):
        files["sources.yml"]["mirror"] = dict(MIRROR)
        files[GUANGDONG]["notes"] = [value(text="只作证据。", source=["mirror"])]
        edit(files)

    return spoil


CASES: dict[str, tuple[Edit, str, str]] = {
    "unsourced value": (national(exam={"source": []}), "exam", "来源"),
    "source that is not there": (national(exam={"source": ["nowhere"]}), "exam.source", "nowhere"),
    "background as proof": (
        lambda f: f["sources.yml"]["made-up"].update(status="background", linkable=False),
        "exam.source",
        "background",
    ),
    "source that nothing uses": (
        lambda f: f["sources.yml"].update(spare=dict(MIRROR)),
        "spare",
        "没有任何内容用到",
    ),
    "common error without source": (
        lambda f: f["questions.yml"]["conflicts"].append(
            {"id": "x", "topic": "fees", "says": "甲", "holds": "乙", "checked_on": "2030-01-01"}
        ),
        "conflicts[0]",
        "来源",
    ),
    "near-word with a space": (
        near({"asked": ["换 药店"], "means": ["变更注册"]}),
        "near[0].asked[0]",
        "没有空格",
    ),
    "near-word in two lines": (
        near(
            {"asked": ["跳槽"], "means": ["变更注册"]},
            {"asked": ["跳槽"], "means": ["注销注册"]},
        ),
        "near[1].asked[0]",
        "已经有了",
    ),
    "near-word of itself": (
        near({"asked": ["加注"], "means": ["加注"]}),
        "near[0].asked[0]",
        "只指它自己",
    ),
    "near-word that is ignored": (
        near({"asked": ["怎么"], "means": ["加注"]}, ignored=["怎么"]),
        "ignored[0]",
        "近义词",
    ),
    "address of a source that is no link": (
        with_mirror(lambda f: f[GUANGDONG]["exam_agency"].update(url="http://mirror.example/")),
        "exam_agency.url",
        "linkable: false",
    ),
    "such an address in a note": (
        with_mirror(lambda f: f[EXAM]["exam"].update(note="见 http://www.mirror.example/x。")),
        "exam.note",
        "linkable: false",
    ),
    "linkable without address": (
        lambda f: f["sources.yml"]["made-up"].pop("url"),
        "made-up.linkable",
        "没有网址",
    ),
    "end before start": (
        guangdong(registration={"end": f"{YEAR}-08-04"}),
        f"exams[{YEAR}].registration.end",
        "不应早于开始",
    ),
    "end before start on one day": (
        guangdong(
            registration={"start": f"{YEAR}-08-20T17:00", "end": f"{YEAR}-08-20T09:00"},
            payment={"start": f"{YEAR}-08-20"},
        ),
        f"exams[{YEAR}].registration.end",
        "不应早于开始",
    ),
    "payment before registration end": (
        guangdong(payment={"end": f"{YEAR}-08-19"}),
        f"exams[{YEAR}].payment.end",
        "不应早于报名截止",
    ),
    "exam on a Friday": (
        national(exam={"start": f"{YEAR}-10-18", "end": f"{YEAR}-10-19"}),
        "exam.start",
        "星期五",
    ),
    "session on another day": (
        lambda f: f[EXAM].update(
            sessions=value(
                rows=[{"date": f"{YEAR}-10-21", "start": "09:00", "end": "10:30", "paper": "法规"}]
            )
        ),
        "sessions.rows[0].date",
        "两天里",
    ),
    "session that ends before it starts": (
        lambda f: f[EXAM].update(
            sessions=value(
                rows=[{"date": f"{YEAR}-10-19", "start": "09:00", "end": "08:30", "paper": "法规"}]
            )
        ),
        "sessions.rows[0].end",
        "晚于开始",
    ),
    "another year": (
        guangdong(payment={"start": f"{YEAR - 1}-08-05"}),
        f"exams[{YEAR}].payment.start",
        f"{YEAR} 年内",
    ),
    "scores before the exam": (
        national(scores={"start": f"{YEAR}-10-01", "end": f"{YEAR}-10-01"}),
        "scores.start",
        "之后",
    ),
    "area year without a national one": (
        lambda f: f[GUANGDONG]["exams"].update({2031: {"exam": "same_as_national"}}),
        "exams[2031]",
        "make new-year YEAR=2031",
    ),
    "overlap of registration and admit cards": (
        guangdong(registration={"end": f"{YEAR}-10-15"}),
        f"exams[{YEAR}].registration.end",
        "应早于 admit_card",
    ),
    "admit cards after the exam": (
        guangdong(admit_card={"end": f"{YEAR}-10-21"}),
        f"exams[{YEAR}].admit_card.end",
        "不应晚于考试",
    ),
    "the same fee year twice": (
        lambda f: f[GUANGDONG]["fees"].append(dict(f[GUANGDONG]["fees"][0])),
        "fees",
        "写了 2 次",
    ),
    "area outside the country's span": (
        guangdong(registration={"start": f"{YEAR}-08-01"}),
        f"exams[{YEAR}].registration.start",
        "全国跨度",
    ),
    "confirmed before it happens": (
        national(exam={"status": "confirmed"}),
        "exam.status",
        "confirmed",
    ),
    "changed without history": (national(exam={"status": "changed"}), "exam.status", "history"),
    "cancelled but announced": (national(exam={"cancelled": True}), "exam.cancelled", "changed"),
    "history out of order": (
        national(
            exam={
                "history": [
                    {"on": "2030-02-01", "status": "expected", "start": f"{YEAR}-10-12"},
                    {"on": "2030-01-01", "status": "expected", "start": f"{YEAR}-10-05"},
                ]
            }
        ),
        "exam.history[1].on",
        "从早到晚",
    ),
    "id that is not the name's pinyin": (area(name="山西"), "id", "shanxi"),
    "half-width punctuation": (area(notes=[value(text="甲,乙。")]), "notes[0].text", "半角"),
    "full-width digits": (area(notes=[value(text="２０ 元。")]), "notes[0].text", "全角"),
    "spliced pinyin": (area(notes=[value(text="见 zhiyeyaoshi 页。")]), "notes[0].text", "拼音"),
    "the same course id twice": (
        course(1, id="course-0"),
        "courses[1].id",
        "已经是另一门课程",
    ),
    "provider at a page of ours": (
        lambda f: f.update({"courses/for-providers.yml": f[PROVIDER] | {"id": "for-providers"}}),
        "id",
        "本站自己的页面",
    ),
    "provider that is not its file": (
        lambda f: f[PROVIDER].update(id="somebody-else"),
        "id",
        "与文件名 provider-0 相同",
    ),
    "price without a date": (
        lambda f: f[PROVIDER]["courses"][0]["prices"][0].pop("price_checked_on"),
        "courses[0].prices[0].price_checked_on",
        "缺少这个键",
    ),
    "price seen after the course was": (
        price(price_checked_on="2030-02"),
        "courses[0].prices[0].price_checked_on",
        "不应晚于核对日",
    ),
    "prices out of order": (
        price(history=[{"yuan": 9, "price_checked_on": d} for d in ("2029-12", "2029-11")]),
        "courses[0].prices[0].history[1].price_checked_on",
        "从早到晚",
    ),
    "class that ends before it starts": (
        price(validity={"start": "2029-08-01", "end": "2029-07-01"}),
        "courses[0].prices[0].validity.end",
        "不应早于开始",
    ),
    "neither an address nor url: unknown": (
        lambda f: f[PROVIDER]["courses"][0].pop("url"),
        "courses[0].url",
        "缺少这个键",
    ),
    "address that is none": (course(url="见官网"), "courses[0].url", "url: unknown"),
    "no prices, and no unknown": (course(prices=[]), "courses[0].prices", "unknown"),
    "ended without a day": (course(status="ended"), "courses[0].status", "ended_on"),
    "a last day but not ended": (
        course(ended_on="2029-01-01"),
        "courses[0].ended_on",
        "status 应为 ended",
    ),
    "tracking in an address": (
        course(url="https://example.com/x?id=3&utm_source=here"),
        "courses[0].url",
        "utm_source",
    ),
    "tracking in any other address": (
        lambda f: f[PROVIDER]["site"].update(url="https://example.gov.cn/?spm="),
        "site.url",
        "spm",
    ),
    "course without a source": (course(source=[]), "courses[0]", "来源"),
    "invisible character": (area(notes=[value(text="甲\u200b乙。")]), GUANGDONG, "U+200B"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_linter_catches(name: str, tmp_path: Path):
    edit, field, words = CASES[name]
    root = write(tmp_path, edit)
    found = [p for p in problems(root) if p.field == field and words in str(p)]
    assert found, "\n".join(map(str, problems(root)))
    problem = found[0]
    assert problem.mend
    assert not problem.notice
    line = Path(problem.file).read_text("utf-8").splitlines()[problem.line - 1]
    key = re.findall(r"\w+", field)[-1]
    missing = "缺少" in problem.expected  # said where the key should stand
    assert key in line or key == "0" or missing or "\u200b" in line


def test_quotations_stay_as_they_were_found(tmp_path: Path):
    root = write(tmp_path, national(exam={"quote": "考试定于10月,形式(机考)"}))
    assert problems(root) == []


def test_an_expected_date_that_has_passed_is_a_notice(tmp_path: Path):
    root = write(tmp_path, national(registration={"status": "expected"}))
    end = date(YEAR, 8, 25)
    assert old(root, end.isoformat()) == []
    (notice,) = [n for n in old(root, f"{YEAR}-08-26") if "已过" in n.expected]
    assert notice.field == "registration.status"
    assert notice.notice
    assert problems(root) == []


def test_what_was_not_looked_at_for_long_is_a_notice(tmp_path: Path):
    root = write(tmp_path)
    checked = date(2030, 1, 1).toordinal()
    assert old(root, date.fromordinal(checked + DAYS).isoformat()) == []
    aged = old(root, date.fromordinal(checked + DAYS + 1).isoformat())
    assert aged
    assert all(n.notice and n.field.endswith("checked_on") for n in aged)


def test_the_command_fails_on_errors_and_not_on_age(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    root = write(tmp_path / "right")
    assert command.main(root, date(2040, 1, 1)) == 0
    assert "没有核对" in capsys.readouterr().out
    root = write(tmp_path / "wrong", national(exam={"source": []}))
    assert command.main(root, date(2030, 1, 1)) == 1
    assert f"{YEAR}.yml:" in capsys.readouterr().out
