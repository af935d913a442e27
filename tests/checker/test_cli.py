"""The command line, run as people run it: a process, arguments in, Chinese and an exit code out."""

import csv
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from checker import cli
from checker.commands import jsonl, tables, words
from tests.checker.tables import HEADING, ON, table_bytes

ROOT = Path(__file__).parents[2]
TABLE = table_bytes([HEADING, ["E-1", "示例一", "2026/12/31", "", "", "", "", "", ""]])
THREE = [
    "--annotation",
    "2026-01-01:90",
    "--annotation",
    "2026-01-15:90",
    "--annotation",
    "2026-02-01:90",
]


def run(*arguments: str, cwd: Path = ROOT, input_: bytes = b"", **environment: str):
    done = subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        cwd=cwd,
        input=input_,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# --- help ------------------------------------------------------------------------------------------


def test_help_names_every_command():
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert not re.search(":$", out, re.MULTILINE)
    for command in cli.commands():
        assert command.name in out
        assert command.summary in out


def test_every_example_of_the_help_works(tmp_path: Path):
    for command in cli.commands():
        _, out, _ = run(command.name, "--help")
        examples = re.findall(r"^  python3 -m checker (.*)$", out, re.MULTILINE)
        assert len(examples) == len(command.examples)
        for example in examples:
            code, out, err = run(*shlex.split(example), cwd=tmp_path)
            assert code == 0, (example, err)
            assert out or err or "-o" in example
    names = {file.name for file in tmp_path.iterdir()}
    assert names == {"名单.csv", "结果.csv", "提醒.ics", "模板.csv"}


# --- answers ---------------------------------------------------------------------------------------


def test_assess_allowed():
    code, out, _ = run("assess", "--apply-on", "2026-2-10", "--exam-year", "2024")
    assert code == 0
    assert out.startswith("可以：2026年2月10日可以申请加注。")
    assert "2026年5月10日" in out  # 2026-02-10 + 90 - 1
    assert "须加注" in out
    assert "依据" in out


def test_assess_says_that_a_day_is_past():
    code, out, _ = run("assess", "--apply-on", "2026-02-10", "--today", "2026-02-11")
    assert code == 0
    assert out.splitlines()[1] == "注意：这一天已经过去了，今天是2026年2月11日。"
    _, out, _ = run("assess", "--apply-on", "2026-02-10", "--today", "2026-02-10")
    assert "已经过去" not in out


def test_assess_refused():
    code, out, _ = run("assess", "--apply-on", "2026-02-10", *THREE)
    assert code == 1
    assert out.startswith("不可以：")
    assert "按通常理解：2026年4月1日" in out  # 2026-01-01 + 90
    assert "最保守（任何理解都允许）：2026年7月2日" in out  # 2026-01-01 + 91 + 91
    for rule in ("ANN-02", "ANN-03", "ANN-04", "ANN-06"):
        assert rule in out


def test_assess_depends():
    short = [text.replace(":90", ":10") for text in THREE]
    code, out, _ = run("assess", "--apply-on", "2026-02-10", *short)
    assert code == 0
    assert out.startswith("不一定：")


def test_the_raw_answer():
    code, out, err = run("assess", "--apply-on", "2026-02-10", *THREE, "--json")
    assert (code, err) == (1, "")
    assert json.loads(out)["verdict"] == "refused"
    code, out, _ = run("assess", "--apply-on", "2026-02-30", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "date_not_real")


def test_the_version_of_the_rules():
    code, out, _ = run("assess", "--apply-on", "2026-02-10", "--as-of", "2024-1-1", "--json")
    assert (code, json.loads(out)["asked"]["as_of"]) == (0, "2024-01-01")
    code, _, err = run("assess", "--as-of", "2020-01-01")
    assert code == 2
    assert err.startswith("--as-of：没有找到 2020-01-01 有效的规定，只能选 2021-12-17 到")


def test_plan():
    code, out, _ = run("plan", "--today", "2026-12-01", "--need", "首次注册=2027-01-06~2027-02-28")
    assert code == 0
    assert "2027年1月4日申请 90 日" in out  # 2027-01-06 - 2
    code, out, _ = run("plan", "--today", "2026-12-01", "--need", "面试=2026-12-01~2026-12-05")
    assert code == 1
    assert out.startswith("安排不了")
    assert "面试：从2026年12月1日起，有 2 天。" in out  # usable from 2026-12-01 + 2
    code, out, _ = run(
        "plan", "--today", "2026-12-01", "--annotation", "2026-11-01:90", "--need", "面试=2026-12-01~2026-12-05"
    )  # fmt: skip
    assert code == 0
    assert out.startswith("可以：申请 0 次")
    assert "2026年11月1日申请的：2026年11月3日到2027年1月29日一定能用（面试）" in out
    _, out, _ = run("plan", "--today", "2026-12-01", "--need", "首次注册=2027-01-06~2027-02-28")
    assert "留点余地：2026年12月28日申请也来得及" in out  # 2027-01-04 - 7


@pytest.mark.parametrize(
    ("until", "code", "state"),
    [
        ("2027-12-31", 0, "还早：最迟2027年11月30日提出延续注册申请。"),
        ("2026-12-31", 0, "只剩 7 天：最迟2026年11月30日"),  # 2026-12-31 - 31 - 7 = 2026-11-23
        ("2026-12-24", 0, "只剩今天：2026年11月23日"),
        ("2026-12-23", 0, "马上申请：最稳妥的2026年11月22日已过，按较宽的理解到2026年11月23日为止"),
        ("2026-12-22", 1, "已过申请期限：注册到2026年12月22日期满，还有 29 天"),
        ("2026-11-23", 1, "注册今天（2026年11月23日）期满"),
        ("2026-11-22", 1, "注册已期满 1 天"),
    ],
)
def test_renewal(until: str, code: int, state: str):
    found, out, _ = run("renewal", "--registered-until", until, "--today", ON)
    assert found == code
    assert state in out.splitlines()[0]
    assert ("三十日前" in out) == (until != "2026-11-22")
    assert ("延续后的有效期" in out) == (until != "2026-11-22")


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["--next-exam-year", "2027"], "还差"),
        (["--passed", "law=2024", "--next-exam-year", "2027"], "最迟在 2027 年度"),  # 2024 + 3
        (["--passed", "law=2023", "--next-exam-year", "2027"], "还差专业知识（一）、专业知识（二）、综合知识与技能、药事管理与法规。"),
        (["--passed", "药事管理与法规=2025", "--passed", "comprehensive=2025", "--exempt"], "已经全部合格"),
    ],
)  # fmt: skip
def test_scores(arguments: list[str], answer: str):
    code, out, _ = run("scores", *arguments)
    assert code == 0
    assert answer in out.splitlines()[0]


def test_scores_tell_what_hangs_on_an_exam_that_may_be_over_and_on_results():
    code, out, _ = run(
        "scores", "--passed", "law=2023", "--sat", "comprehensive=2026", "--today", "2026-11-27"
    )
    assert code == 0
    lines = out.splitlines()
    assert "最迟在 2026 年度" in lines[0]
    assert lines[1].startswith("如果 2026 年度的考试已经考过：还差")
    assert lines[2].startswith("如果等成绩的科目都通过：还差")
    assert "最迟在 2029 年度" in lines[2]  # 2026 + 3
    code, out, _ = run(
        "scores",
        "--passed",
        "law=2022",
        "--passed",
        "comprehensive=2026",
        "--next-exam-year",
        "2027",
    )
    assert "重考药事管理与法规" in out.splitlines()[1]
    assert "用到 2025 年度考试为止，已经失效" in out


STUDY = ("--study", "大专,药学,2022-7-1")


@pytest.mark.parametrize(
    ("arguments", "code", "lines"),
    [
        (["--exam-year", "2026", *STUDY, "--post", "2022年9月1日"], 0,
         ["可以：可以报 2026 年度的考试。", "最早可以报：2026 年度", "共 1583 天（按整月算 52 个月）", "毕业：够了", "要考 4 科"]),
        (["--exam-year", "2026", *STUDY, "--post", "2023-01-05~"], 1,
         ["不可以：不能报 2026 年度的考试。", "最早可以报：2027 年度", "按天数还差 3 天", "\n没有写结束的岗位，按还在岗"]),
        ([*STUDY, "--post", "2022-09-01~至今", "--full-time", "2023-09-01至今"], 0,
         ["照现在填的", "没有写结束的岗位，按还在岗", "没有写结束的脱产学习，按还在读"]),
        (["--exam-year", "2026", "--study", "博士,中药学,2026-07-01"], 0,
         ["不一定：", "最早可以报：2026 年度（任何理解都行要到 2027 年度）", "算数的工作：没有"]),
        (["--exam-year", "2027", *STUDY, "--post", "2022-06-01", "--full-time", "2024-09-01至2026-06-30"], 1,
         ["不可以：", "  2022年6月1日到2022年6月30日：在取得第一个相关学历以前", "  2024年9月1日到2026年6月30日：超过半年的脱产学习"]),
        (["--exam-year", "2027", "--study", "中专,药学,2000-07-01", "--senior-title"], 1,
         ["不可以：", "不能凭它报", "照现在填的，到 2099 年度也不能报", "能不能免试两科不确定"]),
        (["--study", "博士,药学,2099-07-01"], 0, ["最早可以报：2099 年度（有的理解到 2099 年度也不行）"]),
    ],
)  # fmt: skip
def test_eligibility(arguments: list[str], code: int, lines: list[str]):
    found, out, _ = run("eligibility", *arguments)
    assert found == code
    assert lines[0] in out.splitlines()[0]
    for line in lines:
        assert line in out


def test_nothing_is_said_of_ends_that_are_written():
    _, out, _ = run("eligibility", *STUDY, "--post", "2022-09-01~2026-09-30")
    assert "没有写结束" not in out


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (["--approved-on", "2019-10-27", "--apply-on", "2026-12-10"],
         ["要交 2021、2022、2023、2024、2025、2026 年的", "按任何理解都要的：2022、2023、2024、2025 年", "2021 年：90 学时"]),
        (["--registered-until", "2024-03-31", "--apply-on", "2023-12-10"],
         ["要交 2019、2020、2021、2022、2023 年的", "没有看到规定的：2023 年（申请的那一年）", "2019 年：学时未核实"]),
        (["--approved-on", "2026-01-27", "--apply-on", "2026-12-10"], ["不用交继续教育学分证明。"]),
        (["--registered-until", "2026-11-26", "--apply-on", "2026-11-27"], ["注册有效期已经过了：不能延续，要重新注册"]),
        (["--registered-until", "2026-11-27", "--apply-on", "2026-11-27"], ["要交 2021、2022、2023、2024、2025、2026 年的"]),
        (["--registered-until", "2032-03-31", "--apply-on", "2026-12-10"], ["这次注册还没有开始，没有要交学分证明的年份。"]),
        (["--approved-on", "2025-11-27", "--apply-on", "2026-12-10"], ["不一定：最稳妥是交 2026 年的"]),
    ],
)  # fmt: skip
def test_study(arguments: list[str], lines: list[str]):
    code, out, _ = run("study", *arguments)
    assert code == 0
    for line in lines:
        assert line in out
    assert lines[0] in out.splitlines()[0]


def test_agenda(tmp_path: Path):
    dates = [
        {"id": "g", "what": "registration", "area": "guangdong", "exam_year": 2027,
         "start": "2027-06-28", "end": "2027-07-08", "status": "expected"},
        {"id": "e", "what": "exam", "exam_year": 2027, "start": "2027-10-16", "status": "announced"},
        {"id": "s", "what": "review", "exam_year": 2027, "end": "2027-08-16", "status": "announced"},
    ]  # fmt: skip
    (tmp_path / "dates.json").write_text(json.dumps(dates), "utf-8")
    code, out, _ = run(
        "agenda", "--today", "2026-11-27", "--next-exam-year", "2027", "--area", "guangdong",
        *STUDY, "--post", "2022-09-01", "--passed", "law=2025", "--dates", "dates.json", cwd=tmp_path,
    )  # fmt: skip
    assert code == 0
    lines = out.splitlines()
    assert (
        lines[0] == "下一步：2027 年度报名：2027年6月28日到2027年7月8日（预计，以正式通知为准）。"
    )
    assert "  2027年6月28日到2027年7月8日  2027 年度报名：" in out
    assert "  到2027年8月16日  2027 年度资格核查：" in out
    assert "  2027年10月16日起  2027 年度考试：" in out
    assert "  ·  可以报 2027 年度的考试。" in lines
    assert lines[-1].startswith("  --sat")
    code, out, _ = run(
        "agenda", "--registered-until", "2026-12-31", "--done", "2025", "--annotation",
        "2026-11-01:90", "--need", "变更=2027-03-01~2027-03-05", "--today", "2026-11-27",
        "--approved-on", "2019-10-27", "--exam-year", "2019",
    )  # fmt: skip
    assert out.startswith("下一步：只剩 3 天：最迟2026年11月30日提出延续注册申请。")
    assert "  2026年12月31日  注册有效期到" in out
    _, out, _ = run("agenda", "--today", "2026-11-27", "--exam-year", "2025")
    assert out.startswith("没有查到要来的日子")
    _, out, _ = run("agenda", "--today", "2026-11-27", "--next-exam-year", "2027")
    assert out.startswith("现在没有要做的事。")


def test_a_source_that_may_not_be_linked_is_named_without_an_address():
    _, out, _ = run("study", "--approved-on", "2019-10-27", "--apply-on", "2026-12-10")
    assert "None" not in out
    assert "没有可以链接的网址" in out


def test_rules():
    code, out, _ = run("rules")
    assert code == 0
    assert {"ANN-03", "REG-08", "EX-05"} <= set(re.findall(r"〔(.*?)〕", out))
    assert "没有说清" in out
    code, out, _ = run("rules", "registration", "--json")
    answer = json.loads(out)
    assert [rule_set["id"] for rule_set in answer["rule_sets"]] == ["registration"]
    assert answer["rule_sets"][0]["parameters"]["before_end"] == 30


def test_jsonl_still_answers_line_by_line():
    code, out, err = run("jsonl", input_=b'{"op": "assess"}\nx\n')
    assert (code, err) == (0, "")
    assert [json.loads(line)["ok"] for line in out.splitlines()] == [True, False]


# --- tables ----------------------------------------------------------------------------------------


def test_a_table_from_file_to_file(tmp_path: Path):
    (tmp_path / "in.csv").write_bytes(TABLE)
    code, out, err = run("batch", "in.csv", "-o", "out.csv", "--today", ON, cwd=tmp_path)
    assert (code, out) == (0, "")
    assert "共 1 行" in err
    assert "可以申请 1" in err
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text))
    assert row["最迟延续申请日"] == "2026-11-30"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_the_reminders_of_a_table_go_into_one_calendar_file(tmp_path: Path):
    (tmp_path / "in.csv").write_bytes(TABLE)
    arguments = ("batch", "in.csv", "-o", "out.csv", "--ics", "out.ics")
    code, _, err = run(*arguments, "--today", "2026-10-01", cwd=tmp_path)
    assert code == 0
    # the last safe day 2026-12-31 - 31, 30 and 7 days before it, the day after 2026-12-31
    assert "日历里有 4 个提醒。" in err
    calendar = (tmp_path / "out.ics").read_bytes()
    assert calendar.startswith(b"BEGIN:VCALENDAR\r\n")
    assert "SUMMARY:示例一 E-1：".encode() in calendar


def test_no_reminders_no_calendar_file(tmp_path: Path):
    (tmp_path / "in.csv").write_bytes("考试年度\n2024\n".encode())
    (tmp_path / "out.ics").write_text("before")
    arguments = ("batch", "in.csv", "-o", "out.csv", "--ics", "out.ics")
    code, _, err = run(*arguments, "--today", "2026-12-31", cwd=tmp_path)
    assert code == 0
    assert "没有写日历" in err
    assert (tmp_path / "out.ics").read_text() == "before"
    assert len(list(tmp_path.iterdir())) == 3


def test_a_table_through_standard_streams():
    code, out, err = run("batch", "-", "--today", ON, "--json", input_=TABLE)
    assert code == 0
    assert out.startswith("\ufeff编号,")
    assert json.loads(err)["rows"] == 1


def test_the_summary_tells_only_what_was_asked():
    code, _, err = run("batch", "-", input_="考试年度\n2024\n2024\n".encode())
    assert (code, err.splitlines()) == (
        0,
        [
            "共 2 行。",
            "是否须加注：须加注 2",
            "各列是这样读的：“考试年度”作考试年度。",
        ],
    )


def test_a_file_may_be_answered_in_its_own_place(tmp_path: Path):
    table = tmp_path / "table.csv"
    table.write_bytes(TABLE)
    assert run("batch", str(table), "-o", str(table), "--today", ON)[0] == 0
    assert "2026-11-30" in table.read_text("utf-8")


def test_a_table_that_cannot_be_answered_leaves_the_result_as_it_was(tmp_path: Path):
    (tmp_path / "in.csv").write_text("甲,乙\n1,2\n")
    (tmp_path / "out.csv").write_text("before")
    code, out, err = run("batch", "in.csv", "-o", "out.csv", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert "没有认得的列" in err
    assert (tmp_path / "out.csv").read_text() == "before"
    assert len(list(tmp_path.iterdir())) == 2


def test_the_result_may_be_a_device(tmp_path: Path):
    (tmp_path / "in.csv").write_bytes(TABLE)
    assert run("batch", "in.csv", "-o", os.devnull, cwd=tmp_path)[0] == 0
    assert not Path(os.devnull).is_file()


# --- what goes wrong is one sentence ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "缺少 命令"),
        (["ask"], "没有名为 'ask' 的命令"),
        (["assess", "--day", "3"], "不认得 --day 3"),
        (["assess", "--days"], "--days 后面要写一个值"),
        (["assess", "--json=1"], "--json 后面不写值"),
        (["plan"], "缺少 --need"),
        (["plan", "--need", "首次注册"], "--need 要写成"),
        (["scores", "--passed", "law"], "--passed 要写成"),
        (["scores", "--passed", "law=2023", "--passed", "law=2024"], "--passed law 出现了不止一次"),
        (["scores", "--sat", "law"], "--sat 要写成"),
        (["eligibility", "--study", "大专"], "--study 要写成"),
        (["eligibility", "--study", "x,药学,2022-07-01"], "第 1 个 --study：不认得“x”"),
        (["eligibility", "--post", "~2022-07-01"], "--post 要写成"),
        (["eligibility", "--post", "2022-07-02", "--post", "2022-07-02~2022-07-01"], "第 2 个 --post：截止日"),
        (["eligibility", "--full-time", "2022-07-x"], "第 1 个 --full-time：日期要写成"),
        (["eligibility", "--exam-year", "2021"], "--exam-year：2021 超出范围"),
        (["agenda", "--passed", "law=x"], "--passed：这里应当是整数"),
        (["agenda", "--post", "x"], "第 1 个 --post：日期要写成"),
        (["agenda", "--approved-on", "2026-13-01"], "--approved-on：2026-13-01 不是真实日期"),
        (["agenda", "--dates", "nowhere.json"], "找不到文件"),
        (["agenda", "--dates", "README.md"], "--dates：README.md 不是有效的 JSON"),
        (["study"], "“approved_on”（证书批准日）"),
        (["study", "--approved-on", "2022-07-02", "--apply-on", "2022-07-01"], "--apply-on：截止日"),
        (["scores", "--passed", "law=x"], "--passed：这里应当是整数"),
        (["batch"], "缺少表格文件"),
        (["batch", "nowhere.csv"], "找不到文件，或者它所在的文件夹：nowhere.csv"),
        (["batch", "--example", "-o", "/no/where.csv"], "找不到文件，或者它所在的文件夹：/no/where.csv\n"),
        (["batch", "/"], "这是文件夹，不是文件：/"),
        (["batch", "-", "--ics", "-"], "结果和日历要写到两个不同的地方"),
        (["batch", "-", "-o", "a.csv", "--ics", "./a.csv"], "结果和日历要写到两个不同的地方"),
        (["batch", "-", "--column", "x"], "--column 要写成"),
        (["batch", "-", "--today", "x"], "--today：日期要写成"),
        (["batch", "-", "--column", "x=other"], "表格是空的"),
        (["assess", "--days", "x"], "--days：这里应当是整数"),
        (["assess", "--days", "-1"], "--days：天数应在 1 到 90 之间，收到的是 -1"),
        (["assess", "--days", "91"], "--days：天数应在 1 到 90 之间"),
        (["assess", "--exam-year", "1993"], "--exam-year：1993 超出范围"),
        (["assess", "--annotation", "2026-01-01:90", "--annotation", "x"], "第 2 个 --annotation：加注要写成"),
        (["assess", "--annotation", "2026-01-01:91"], "第 1 个 --annotation：天数"),
        (["assess", "--exam-year", "2024", "--issued-on", "2023-01-01"], "--issued-on：签发日期"),
        (["rules", "nothing"], "规则：没有“nothing”这一项；这里可用的：annotation、"),
    ],
)  # fmt: skip
def test_bad_input(arguments: list[str], sentence: str):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(sentence), err


def test_a_misuse_without_words_of_its_own(monkeypatch: pytest.MonkeyPatch, capfd):
    monkeypatch.setattr(words, "MISUSE", ())
    assert cli.main(["ask"]) == 2
    assert capfd.readouterr().err.startswith("命令写得不对：")


def test_output_that_cannot_show_chinese_is_no_failure():
    code, out, _ = run(
        "assess", "--apply-on", "2026-02-10", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert code == 0
    assert "ANN-03" in out


def test_a_reader_that_goes_away():
    command = f"{shlex.quote(sys.executable)} -m checker rules | head -c 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True)
    assert b"Traceback" not in done.stderr
    assert done.stderr.decode().strip() in ("", words.READER_GONE)


def test_a_batch_whose_reader_goes_away():
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "batch", "-"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    process.stdout.close()
    process.stdin.write(TABLE + TABLE.splitlines(keepends=True)[1] * 5_000)
    process.stdin.close()
    assert process.stderr.read().decode().strip() == words.READER_GONE
    assert process.wait() == 2


def test_ctrl_c(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "batch", "-", "-o", str(tmp_path / "out.csv")],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    while not list(tmp_path.iterdir()):  # until it waits for the table
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert err.decode().strip() == words.CANCELLED
    assert process.returncode == cli.INTERRUPTED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "closed", "code", "sentence"),
    [
        ("jsonl", "<&-", 0, ""),  # no input: no answers
        ("batch -", "<&-", 2, "表格是空的"),
        ("jsonl", ">&-", 2, "读写时出错"),
        ("rules", ">&-", 2, "读写时出错"),
        ("batch --example", ">&-", 2, "读写时出错"),
        ("batch - -o /dev/null --today 2026-11-23", ">&-", 0, "1 人要在 30 天内申请延续"),
        ("batch - -o /dev/null", "2>&-", 0, ""),
        ("rules nothing", "2>&-", 2, ""),
        ("batch --example -o /dev/null", "<&- >&- 2>&-", 0, ""),
    ],
)
def test_streams_that_the_caller_closed(command: str, closed: str, code: int, sentence: str):
    done = subprocess.run(
        f"{shlex.quote(sys.executable)} -m checker {command} {closed}",
        shell=True, cwd=ROOT, input=b"{}" if command == "jsonl" else TABLE, capture_output=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (code, b"")
    assert done.stderr.decode().startswith(sentence)
    assert bool(done.stderr) == bool(sentence)


# --- inside one process: what a test cannot make a real process do ---------------------------------


def test_a_bar_shows_how_far_a_long_table_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    table = tmp_path / "in.csv"
    table.write_bytes(TABLE + TABLE.splitlines(keepends=True)[1] * 4_000)
    assert cli.main(["batch", str(table), "-o", str(tmp_path / "out.csv")]) == 0
    shown = re.findall(r"\r([█░]+) +(\d+)%", terminal.getvalue())
    done = [int(percent) for _, percent in shown]
    assert len(done) > 2
    assert done == sorted(done)
    assert done[-1] == 100
    assert {len(bar) for bar, _ in shown} == {tables.BAR_WIDTH}


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(13, "no", "a.csv"), "没有权限读写：a.csv"),
        (OSError(28, "No space left on device"), "读写时出错：No space left on device"),
        (OSError("strange"), "读写时出错：strange"),
    ],
)
def test_other_failures_of_files(error: OSError, sentence: str, monkeypatch, capfd):
    def fail(name: str):
        raise error

    monkeypatch.setattr(tables, "reading", fail)
    assert cli.main(["batch", "a.csv"]) == 2
    assert capfd.readouterr().err.strip() == sentence


def test_jsonl_is_quiet_when_nobody_reads(monkeypatch: pytest.MonkeyPatch, capfd):
    def gone(*streams: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(jsonl, "answer_lines", gone)
    monkeypatch.setattr(jsonl, "abandon_output", lambda: None)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO()))
    assert cli.main(["jsonl"]) == 0
    assert capfd.readouterr().err == ""


def test_eligibility_of_nobody_yet():
    code, out, _ = run("eligibility", "--exam-year", "2027", "--post", "2022-09-01")
    assert code == 1
    assert out.splitlines()[0].startswith("不可以：")


def test_a_notice_with_everything(tmp_path: Path):
    (tmp_path / "notice.txt").write_text(
        "2025年度执业药师职业资格考试公告\n"
        "一、报名时间：6月28日9:00起\n"
        "二、缴费时间：7月9日17:00前\n"
        "三、打印准考证时间预计为10月13日至10月17日\n"
        "四、收费标准：考务费每人每科61元，另收报名费每人10元\n"
        "五、考试时间\n10月18日 9:00-11:30 药学专业知识（一）\n10月18日 14:00-16:30 药学专业知识（二）\n"
        "六、领取证书时间另行通知，咨询时间为6月2日\n",
        "utf-8",
    )
    code, out, _ = run("notice", "notice.txt", cwd=tmp_path)
    assert code == 0
    for line in (
        "报名　  2025-06-28 09:00 起",
        "缴费　  2025-07-09 17:00 截止",
        "准考证  2025-10-13 至 2025-10-17（预计）",
        "年份取自标题",
        "费用：",
        "每科 61 元",
        "每人另收 10 元",
        "各科时间：",
        "2025-10-18 09:00-11:30",
        "没有采用的日期：",
    ):
        assert line in out, out


def test_fees_that_differ_by_paper_are_told_by_paper(tmp_path: Path):
    (tmp_path / "notice.txt").write_text(
        "2025年度执业药师考试收费标准：药事管理与法规每科65元，其他科目每科61元。", "utf-8"
    )
    code, out, _ = run("notice", "notice.txt", cwd=tmp_path)
    assert code == 0
    assert "65 元" in out
    assert "61 元" in out


def test_a_notice_that_states_nothing():
    code, out, _ = run("notice", "-", input_="执业药师考试用书已经出版。".encode())
    assert code == 0
    assert "没有读到能确定的日期。" in out
