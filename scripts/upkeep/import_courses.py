"""`make import-courses FILE=…`: what a provider hands in becomes docs/data/courses/<provider>.yml.

It says all that is wrong, or what would change and which pages to open. With CHECKED_ON, the day on
which a person opened them and compared, it is written. All of it or nothing; a second time changes
nothing.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from shlex import quote

from scripts.facts.course_table import COLUMNS, COURSE, PRICE, UNKNOWN
from scripts.facts.courses import Course as Shape
from scripts.facts.load import DATA, Document, load, parse
from scripts.facts.problems import FactsError, Problem
from scripts.facts.schemas import first_line
from scripts.places import ROOT
from scripts.upkeep.apply import SOURCES, Applied, Refused, edited, standing_document
from scripts.upkeep.course_files import opened
from scripts.upkeep.course_plan import (
    NAME,
    OF_PRICE,
    PROVIDER_ID,
    TITLE,
    URL,
    Course,
    Import,
    Record,
    imported,
)
from scripts.upkeep.read import today
from scripts.upkeep.splicing import Unclear, key_by_key, whole, with_entry, with_last

PLACE = re.compile(r"courses\[(\d+)\](?:\.prices\[(\d+)\])?")


def written(plan: Import, root: Path, *, keep: bool) -> Applied:
    """Puts the plan into the files, or only tries to. Raises FactsError, with the places of the
    table where a lint speaks of what was in it."""
    try:
        return edited(root, lambda copy: _write(plan, copy), keep=keep)
    except FactsError as error:
        found = [_in_table(plan, problem) for problem in error.problems]
        raise FactsError(dict.fromkeys(found)) from None


def _write(plan: Import, root: Path) -> set[str]:
    text = _file(plan, root) if plan.courses else None
    if text is None:
        return set()
    (root / plan.file).write_text(text, "utf-8", newline="\n")
    if plan.sources:
        document = standing_document(SOURCES, root)
        for id_, entry in plan.sources.items():
            try:
                document = parse(with_entry(document, id_, entry), document.file)
            except Unclear as unclear:
                raise Refused(f"{SOURCES}：{unclear}：由人写") from None
        (root / SOURCES).write_text(document.text, "utf-8", newline="\n")
    return {plan.file, *([SOURCES] if plan.sources else [])}


def _file(plan: Import, root: Path) -> str | None:
    """The text of the provider's file, None when nothing in it changes. Raises FactsError."""
    if plan.id in plan.dataset.providers:
        document = standing_document(plan.file, root)
    else:
        not_seen = {"status": UNKNOWN, "checked_on": plan.on.isoformat()}
        start = {"id": plan.id, "name": plan.name, "disclosure": "nothing_paid"}
        text = whole({**start, "site": not_seen, "contact": not_seen, "courses": []})
        document = parse(f"{first_line(root / plan.file, root)}\n{text}", plan.file)
    before = document.text
    new = [course for course in plan.courses if course.at is None]
    course = plan.courses[0]
    try:
        for course, record in zip(plan.courses, plan.records, strict=True):
            if course.at is not None:
                document = _changed(document, course, record)
        if new:
            course = new[0]
            records = [r for c, r in zip(plan.courses, plan.records, strict=True) if c in new]
            text = with_last(document, ("courses",), records, apart=True)
            document = parse(text, document.file)
    except Unclear as unclear:
        mend = f"由人改 docs/data/{plan.file}"
        raise FactsError([course.problem(TITLE, str(unclear), mend)]) from None
    return document.text if document.text != before else None


def _changed(document: Document, course: Course, record: Record) -> Document:
    """The document with one record as it is to be, and every line of the others as it was."""
    assert course.at is not None
    at = ("courses", course.at)
    standing, prices = course.stands["prices"], record["prices"]
    if standing != UNKNOWN:
        for i in range(len(standing)):
            document = key_by_key(document, (*at, "prices", i), prices[i], OF_PRICE)
        if more := prices[len(standing) :]:
            document = parse(with_last(document, (*at, "prices"), more), document.file)
    return key_by_key(document, at, record, list(Shape.model_fields))


def _in_table(plan: Import, problem: Problem) -> Problem:
    """A problem of the files as one of the table, where a cell of it is to blame."""
    if problem.file.endswith(SOURCES):
        address = next((a for a, id_ in plan.pages.items() if problem.field.startswith(id_)), "")
        course = next((c for c in plan.courses if c.get(URL) == address), None)
        return course.problem(URL, problem.expected, problem.mend) if course else problem
    if not problem.file.endswith(plan.file):
        return problem
    found = PLACE.match(problem.field)
    if not found:
        column = PROVIDER_ID if problem.field == PROVIDER_ID.key else NAME
        return plan.courses[0].problem(column, problem.expected, problem.mend)
    places = [c.at for c in plan.courses if c.at is not None]
    new = range(len(plan.standing), len(plan.standing) + len(plan.courses) - len(places))
    at = dict(zip([*places, *new], sorted(plan.courses, key=lambda c: c.at is None), strict=True))
    course = at.get(int(found[1]))
    if not course:
        return problem
    holder = PRICE if found[2] else COURSE
    columns = {c.key: c for c in COLUMNS if c.holder == holder}
    keys = re.findall(r"[a-z_]+", problem.field)
    column = next((columns[key] for key in keys if key in columns), TITLE)
    row = course.prices.get(int(found[2])) if found[2] else None
    return (row or course.row(column)).problem(column, problem.expected, problem.mend)


def main(arguments: Sequence[str], root: Path = ROOT / DATA) -> int:
    parser = argparse.ArgumentParser(prog="make import-courses", description=__doc__)
    parser.add_argument("file", nargs="?", default="")
    parser.add_argument("--checked-on", default="")
    given = parser.parse_args(arguments)
    if not given.file:
        print("用法：make import-courses FILE=课程.csv（或 .xlsx、.yml）")
        print("空的表格：docs/courses/template.csv；每一列怎样写：docs/courses/for-providers.md")
        return 2
    try:
        on = date.fromisoformat(given.checked_on) if given.checked_on else today()
    except ValueError:
        on = date.max
    if on > today():
        print(f"CHECKED_ON 应是打开网页核对的那天，例如 CHECKED_ON={today()}，不晚于今天")
        return 2
    try:
        handed = opened(Path(given.file))
        if not handed.rows:
            raise Refused("表里没有一门课")
        plan = imported(handed, load(root), on)
        problems = list(plan.problems)
        try:
            done = written(plan, root, keep=bool(given.checked_on) and not problems)
        except FactsError as error:
            problems += error.problems
        if problems:
            raise FactsError(problems)
    except (FactsError, Refused) as error:
        print(error)
        print("没有写。改好上面的，再运行一次")
        return 1
    for line in (*done.means, *plan.notes):
        print(line)
    if not done.files:
        print("docs/data 里已经是这样，没有改")
    elif given.checked_on:
        print(f"写了 {'、'.join(done.files)}。接着：make preview-provider ID={plan.id}，make check")
    else:
        print("打开下面的网页，和表格对一遍：")
        print("\n".join(f"  {address}" for address in plan.pages))
        again = f"make import-courses FILE={quote(given.file)} CHECKED_ON={on}"
        print(f"还没有写。都对得上，再运行：{again}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
