"""Every hand-worked case, asked of the Python in the page and of this one: the same answers."""

import base64
import json
from io import BytesIO
from typing import Any

from playwright.sync_api import Page

from checker.bridge import answer_table, handle, table_calendar
from tests.case_files import all_requests, load, request_text
from tests.checker.tables import HEADING, ON, table_bytes

TABLE_REQUEST = {"op": "batch", "today": ON}
ROWS_A_PART = 7
# As tables are saved: each has a codec that Python looks up when it meets one.
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")

# Gives {answers, tables, startedFrom}; a table's parts hold the text of their piece of calendar.
ASK = """async ({ requests, tables, tableRequest, rows }) => {
  const form = document.getElementById("tool-form");
  const { Runtime } = await import(form.querySelector("link").href);
  const runtime = new Runtime(new URL(form.dataset.runtime, location.href), () => {});
  const answers = await Promise.all(requests.map((request) => runtime.ask(request)));
  const goneThrough = [];
  for (const { how, content } of tables) {
    const blob = new Blob([Uint8Array.from(atob(content), (byte) => byte.charCodeAt(0))]);
    const parts = [];
    await runtime.table(how, tableRequest, blob, rows, (part, file) => parts.push({ part, file })).answer;
    goneThrough.push(
      await Promise.all(parts.map(async ({ part, file }) => (file ? { ...part, ics: await file.text() } : part))),
    );
  }
  const startedFrom = performance.getEntriesByName("runtime-ready").at(-1).detail;
  return { answers, tables: goneThrough, startedFrom };
}"""


def assert_every_case_is_answered_alike(page: Page, started_from: str) -> None:
    """`page`: one with the checker's form; a Python of its own is started there, from `started_from`."""
    requests = [request_text(case) for _, case in all_requests()]
    assert len(requests) > 300
    tables = list(_tables())
    found = page.evaluate(
        ASK,
        {
            "requests": requests,
            "tables": [
                {"how": how, "content": base64.b64encode(table).decode()} for how, table in tables
            ],
            "tableRequest": TABLE_REQUEST,
            "rows": ROWS_A_PART,
        },
    )
    assert found["startedFrom"] == started_from
    for request, answer in zip(requests, found["answers"], strict=True):
        assert json.loads(answer) == json.loads(handle(request)), request
    for (how, table), parts in zip(tables, found["tables"], strict=True):
        assert parts == _parts_here(how, table), how


def _tables() -> list[tuple[str, bytes]]:
    """The function of the bridge, and all rows of a file of cases as one table."""
    rows = {name: [_cells(case) for case in load(name)] for name in ("batch", "batch_calendar")}
    answered = [
        ("answer_table", table_bytes([HEADING, *rows["batch"]], encoding)) for encoding in ENCODINGS
    ]
    return [*answered, ("table_calendar", table_bytes([HEADING, *rows["batch_calendar"]]))]


def _cells(case: dict[str, Any]) -> list[str]:
    return [str(case["request"]["row"].get(name, "")) for name in HEADING]


def _parts_here(how: str, table: bytes) -> list[Any]:
    function = {"answer_table": answer_table, "table_calendar": table_calendar}[how]
    parts = map(json.loads, function(json.dumps(TABLE_REQUEST), BytesIO(table), ROWS_A_PART))
    # A part that only tells how far the reading is comes with an empty file.
    return [{"ics": "", **part} if how == "table_calendar" else part for part in parts]
