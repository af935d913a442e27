"""The tools in Chromium, Firefox and WebKitGTK: every shared link, one way through each tool, and an
answer for which the complete Python must come."""

import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from itertools import batched
from pathlib import Path
from typing import Any

from checker.bridge import handle
from checker.dates import iso, today_in_china
from scripts.dev.cases import expected, fragment, load
from scripts.dev.lacking import write_lacking_site
from scripts.dev.server import serving
from scripts.dev.trust.engines.drivers import Driver, chromium, firefox, webkit
from scripts.places import SITE

ENGINES: Mapping[str, Callable[[], AbstractContextManager[Driver]]] = {
    "Chromium": chromium,
    "Firefox": firefox,
    "WebKitGTK": webkit,
}
ANNOTATION = "/tools/annotation/"
WHOLE_PERSON: Mapping[str, Any] = {
    "area": "guangdong",
    "eligibility": {
        "studies": [{"degree": "college", "field": "pharmacy", "graduated": "2018-07-01"}],
        "posts": [{"from": "2018-09-01", "to": "2020-06-30"}, {"from": "2020-09-01"}],
        "full_time_studies": [{"from": "2019-09-01", "to": "2020-06-30"}],
        "senior_title": True,
    },
    "scores": {"passed": {"law": 2024, "knowledge_one": 2025}, "sat": {"comprehensive": 2026}},
    "annotation": {
        "certificate": {"exam_year": 2024, "issued_on": "2024-12-20"},
        "annotations": [{"applied_on": "2026-11-01", "days": 90}],
        "needs": [{"from": "2031-03-20", "to": "2031-03-31", "label": "首次注册"}],
    },
    "study": {"approved_on": "2025-01-10", "received_on": "2025-03-01", "done": [2025]},
    "registration": {"registered_until": "2031-03-31"},
}
AGENDA = (
    "/tools/agenda/#area=guangdong&s=college~pharmacy~2018-07-01&p=2018-09-01~2020-06-30&p=2020-09-01~now"
    "&f=2019-09-01~2020-06-30&senior_title=1&law=2024&knowledge_one=2025&sat_comprehensive=2026&exam_year=2024"
    "&issued_on=2024-12-20&a=2026-11-01:90&n=2031-03-20~2031-03-31~首次注册&approved_on=2025-01-10"
    "&received_on=2025-03-01&done=2025&registered_until=2031-03-31"
)
LINKS_A_CALL = 10  # so that no call outlasts a driver's patience on a busy machine
ATTACHED = """async () => {
  while (!document.querySelector("form[data-attached]")) await new Promise((done) => setTimeout(done, 20));
}"""
# Waits until the region has settled, and tells the state, the dates and what is written.
SETTLED = """async (selector) => {
  const settled = () => document.querySelector(`${selector}:is([data-state=ready], [data-state=error])`);
  while (!settled()) await new Promise((done) => setTimeout(done, 20));
  const dates = [...settled().querySelectorAll("time[data-answer]")];
  return {
    state: settled().dataset.state,
    verdict: settled().dataset.verdict,
    dates: dates.map((time) => [time.dataset.answer, time.getAttribute("datetime")]),
    text: settled().innerText,
  };
}"""
# The picture follows its answer.
DRAWN = """async () => {
  while (document.querySelectorAll("#tool-answer .answer-timeline svg rect").length < 3)
    await new Promise((done) => setTimeout(done, 20));
}"""
# Opens every link in turn, and tells of each what the page shows.
LINKS = """async (links) => {
  const region = () => document.getElementById("tool-answer");
  const shown = [];
  for (const link of links) {
    region().dataset.state = "waiting";
    location.hash = link;
    const from = performance.now();
    while (!["ready", "error"].includes(region().dataset.state) && performance.now() - from < 20000)
      await new Promise((done) => setTimeout(done, 2));
    const dates = [...region().querySelectorAll("time[data-answer]")];
    shown.push({
      verdict: region().dataset.verdict,
      ...Object.fromEntries(dates.map((time) => [time.dataset.answer, time.getAttribute("datetime")])),
    });
  }
  return shown;
}"""


# What is answered, and how often the complete Python has been called until then.
FALLS_BACK = """async (requests) => {
  const form = document.getElementById("tool-form");
  const { Runtime } = await import(form.querySelector("link").href);
  const runtime = new Runtime(new URL(form.dataset.runtime, location.href), () => {});
  const told = [];
  for (const request of requests) {
    const answer = await runtime.ask(request);
    told.push([answer, performance.getEntriesByName("runtime-complete").length]);
  }
  return told;
}"""
EASY = json.dumps({"op": "typed", "dates": ["2026年1月5日"]})
NOT_UNDERSTOOD = json.dumps({"op": "typed", "dates": ["😀"]})


def check() -> str:
    """What was found to be right. Raises AssertionError or Missing."""
    requests = shared_links()
    with tempfile.TemporaryDirectory(dir=SITE.parent) as folder:
        write_lacking_site(SITE, Path(folder) / "site")
        with serving(SITE) as origin, serving(Path(folder) / "site") as lacking:
            _in_every_engine(requests, origin, lacking)
    return f"{', '.join(ENGINES)}: {len(requests)} links each as CPython answers, every tool works"


def _in_every_engine(requests: Mapping[str, dict[str, Any]], origin: str, lacking: str) -> None:
    for name, engine in ENGINES.items():
        with engine() as driver:
            follow_links(driver, origin, requests, name)
            use_every_tool(driver, origin)
            fall_back(driver, lacking, name)
        print(f"  {name}: {len(requests)} links and every tool", flush=True)


def shared_links() -> dict[str, dict[str, Any]]:
    """The fragment of each request of the case files."""
    cases = (case["request"] for case in load("assess"))
    return {fragment(request): request for request in cases if not request.get("as_of")}


def follow_links(
    driver: Driver, origin: str, requests: Mapping[str, dict[str, Any]], engine: str
) -> None:
    driver.open(origin + ANNOTATION)
    driver.call(ATTACHED)
    shown: list[dict[str, Any]] = []
    for some in batched(requests, LINKS_A_CALL, strict=False):
        shown += driver.call(LINKS, list(some))
    for (link, request), found in zip(requests.items(), shown, strict=True):
        assert found == expected(request), f"{engine}, {link}: {found}"


def fall_back(driver: Driver, origin: str, engine: str) -> None:
    asked = [EASY, NOT_UNDERSTOOD, EASY, NOT_UNDERSTOOD]
    driver.open(origin + ANNOTATION)
    driver.call(ATTACHED)
    told = driver.call(FALLS_BACK, asked)
    assert [json.loads(answer) for answer, _ in told] == [json.loads(handle(one)) for one in asked]
    assert [times for _, times in told] == [0, 1, 1, 1], f"{engine}: {told}"


def use_every_tool(driver: Driver, origin: str) -> None:
    for path, walk in WALKS:
        open_tool(driver, origin + path)
        walk(driver)


def open_tool(driver: Driver, url: str) -> None:
    driver.call("async () => sessionStorage.clear()")
    driver.open("about:blank")
    driver.open(url)
    driver.call(ATTACHED)


def annotation(driver: Driver) -> None:
    driver.click("[data-quick=before]")
    driver.type("#tool-annotation-0-applied_on", "2026年1月5日")
    driver.type("#tool-apply_on", "2026.2.10")
    driver.click("#tool-form [type=submit]")
    request = {"apply_on": "2026-02-10", "annotations": [{"applied_on": "2026-01-05", "days": 90}]}
    found = settled(driver, "#tool-answer")
    assert {"verdict": found["verdict"], **dict(found["dates"])} == expected(request), found
    driver.call(DRAWN)


def plan(driver: Driver) -> None:
    driver.click("#tool-add-need")
    driver.type("#tool-need-0-from", "20270106")
    driver.type("#tool-need-0-to", "2027/2/28")
    driver.click("#tool-plan [type=submit]")
    needs = [{"label": "用证书", "from": "2027-01-06", "to": "2027-02-28"}]
    planned = json.loads(handle(json.dumps({"op": "plan", "needs": needs})))["applications"]
    found = settled(driver, "#tool-plan-answer")
    days = [day for name, day in found["dates"] if name == "apply_on"]
    assert days == [one["apply_on"] for one in planned], found


def renewal(driver: Driver) -> None:
    driver.type("#tool-registered_until", "2026-12-31")
    driver.type("#tool-today", "2026-11-23")
    driver.click("#tool-form [type=submit]")
    dates = dict(settled(driver, "#tool-answer")["dates"])
    assert dates["file_by.safe"] == "2026-11-30", dates


def scores(driver: Driver) -> None:
    driver.type("#tool-law", "2023")
    driver.click("#tool-form [type=submit]")
    asked = json.dumps({"op": "scores", "passed": {"law": 2023}})
    text = settled(driver, "#tool-answer")["text"]
    # The rest of the answer hangs on the day.
    assert str(json.loads(handle(asked))["counts_until"]["law"]) in text, text


def agenda(driver: Driver) -> None:
    """A link to a whole person, answered with the dates of the site."""
    dates = json.loads((SITE / "api/v1/dates.json").read_text("utf-8"))["data"]["dates"]
    request = {
        "op": "agenda",
        "today": iso(today_in_china()),
        "person": WHOLE_PERSON,
        "dates": dates,
    }
    items = json.loads(handle(json.dumps(request)))["items"]
    days = {
        f"{item['id']}.{part}": item[part]
        for item in items
        for part in ("on", "from", "until")
        if item.get(part)
    }
    found = settled(driver, "#tool-answer")
    assert dict(found["dates"]) == days, found
    for item in items:
        assert item["text"].rstrip("。") in found["text"].replace("\n", ""), item


def eligibility(driver: Driver) -> None:
    """An end of which nothing was said is asked for before anything is answered."""
    found = driver.call(SETTLED, "#tool-answer")
    assert (found["state"], found["dates"]) == ("error", []), found
    assert "还在岗" in found["text"], found


def study(driver: Driver) -> None:
    driver.call("""async () => {
      const kind = document.getElementById("tool-kind");
      kind.value = "renewal";
      kind.dispatchEvent(new Event("input", { bubbles: true }));
    }""")
    driver.type("#tool-registered_until", "2027-3-31")
    driver.type("#tool-apply_on", "20261210")
    driver.click("#tool-form [type=submit]")
    assert "2022、2023、2024、2025、2026 年" in settled(driver, "#tool-answer")["text"]


def tables(driver: Driver) -> None:
    driver.click("[data-example]")
    settled(driver, "#tool-answer")
    driver.click("#tool-run")
    rows = driver.call(
        """async () => {
          const rows = () => document.querySelectorAll(".result-rows tbody tr").length;
          while (!rows()) await new Promise((done) => setTimeout(done, 20));
          return rows();
        }"""
    )
    example = (SITE / "assets/tables/example.csv").read_text("utf-8").splitlines()
    assert rows == len(example) - 1, rows


def settled(driver: Driver, region: str) -> dict[str, Any]:
    found: dict[str, Any] = driver.call(SETTLED, region)
    assert found["state"] == "ready", found
    return found


WALKS = (
    (ANNOTATION, annotation),
    (ANNOTATION, plan),
    ("/tools/renewal/", renewal),
    ("/tools/scores/", scores),
    (AGENDA, agenda),
    ("/tools/eligibility/#exam_year=2027&s=college~pharmacy~2022-07-01&p=2022-09-01", eligibility),
    ("/tools/study/", study),
    ("/tools/batch/", tables),
)
