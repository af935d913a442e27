"""Tables for tests: made from rows, answered through the bridge, read back with csv."""

import csv
import json
from collections.abc import Sequence
from io import BytesIO, StringIO

from checker.bridge import convert_table

ON = "2026-11-23"
HEADING = (
    "编号", "姓名", "注册有效期至", "考试年度", "签发日期", "加注", "计划申请日", "天数", "备注",
)  # fmt: skip


def table_bytes(
    rows: Sequence[Sequence[str]], encoding: str = "utf-8", delimiter: str = ","
) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def convert(table: bytes, **request: object) -> tuple[dict, str]:
    """The summary of the bridge, and the text of the answered table."""
    result = StringIO(newline="")
    asked = json.dumps({"op": "batch", "today": ON, "order": "table", **request})
    return json.loads(convert_table(asked, BytesIO(table), result)), result.getvalue()


def answered(table: bytes, **request: object) -> list[dict[str, str]]:
    """The answered rows, each by heading."""
    summary, text = convert(table, **request)
    assert summary["ok"], summary
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))
    assert summary["rows"] == len(rows)
    return rows
