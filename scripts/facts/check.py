"""`python -m scripts.facts.check`: every error in docs/data at once, then what has grown old."""

import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scripts.facts.lint import errors, notices
from scripts.facts.load import DATA, load
from scripts.facts.problems import FactsError

SHOWN = 20


def main(root: Path = DATA, today: date | None = None) -> int:
    try:
        dataset = load(root)
        errors(dataset)
    except FactsError as error:
        print(error)
        print(f"共 {len(error.problems)} 处错误")
        return 1
    old = notices(dataset, today or datetime.now(ZoneInfo("Asia/Shanghai")).date())
    for notice in old[:SHOWN]:
        print(notice)
    if len(old) > SHOWN:
        print(f"……另有 {len(old) - SHOWN} 条提示")
    print(f"docs/data：{len(dataset.documents)} 个文件没有错误，{len(old)} 条提示")
    return 0


if __name__ == "__main__":
    sys.exit(main())
