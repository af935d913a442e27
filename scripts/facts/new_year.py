"""`make new-year YEAR=2028`: the skeleton of an exam year, everything in it still unknown.

Writes docs/data/exams/<year>.yml and the year's entry in every province file; leaves what is there.
"""

import re
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scripts.facts.load import DATA
from scripts.facts.models import ExamYear
from scripts.facts.schemas import first_line

UNKNOWN = "{{status: unknown, checked_on: {today}}}"
PROVINCE = """\
  {year}:
    exam: same_as_national
    registration: {unknown}
    admit_card: {unknown}
    scores: same_as_national
"""


def new_year(year: int, today: date, root: Path = DATA) -> list[Path]:
    """The files written. `today` is the day the search for announcements was made."""
    unknown = UNKNOWN.format(today=today.isoformat())
    written: list[Path] = []
    exam = root / "exams" / f"{year}.yml"
    if not exam.exists():
        fields = (n for n, f in ExamYear.model_fields.items() if f.is_required() and n != "year")
        blocks = [
            f"{first_line(exam, root)}\nyear: {year}",
            *(f"{name}: {unknown}" for name in fields),
        ]
        exam.write_text("\n\n".join(blocks) + "\n", "utf-8")
        written.append(exam)
    for path in sorted((root / "provinces").glob("*.yml")):
        text = path.read_text("utf-8")
        if f"\n  {year}:\n" in text:
            continue
        found = re.search(r"^exams:\n(?:(?: .*)?\n)*?(?=\n*(?:^\S|\Z))", text, re.MULTILINE)
        if found is None:
            continue
        head, tail = text[: found.end()].rstrip("\n"), text[found.end() :].lstrip("\n")
        stub = PROVINCE.format(year=year, unknown=unknown)
        path.write_text(f"{head}\n\n{stub}" + (f"\n{tail}" if tail else ""), "utf-8")
        written.append(path)
    return written


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not re.fullmatch(r"\d{4}", arguments[0]):
        print("用法：make new-year YEAR=2028")
        return 2
    year = int(arguments[0])
    written = new_year(year, datetime.now(ZoneInfo("Asia/Shanghai")).date())
    for path in written:
        print(path)
    print(f"写了 {len(written)} 个文件" if written else f"{year} 年的文件都已经有了")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
