"""docs/dev/contracts.md names what there is: commands, addresses of tools, names in links."""

import re
import subprocess
import sys

import pytest

from scripts.places import DOCS, ROOT

TEXT = (DOCS / "dev" / "contracts.md").read_text("utf-8")
PAGES = {
    "加注": "annotation",
    "延续注册": "renewal",
    "成绩": "scores",
    "报考": "eligibility",
    "继续教育": "study",
}
IN_LISTS = {
    "a": "annotations",
    "n": "needs",
    "s": "studies",
    "p": "posts",
    "f": "full_time_studies",
}


def cells(heading: str) -> dict[str, str]:
    section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| (.+?) \| (.+) \|$", section, re.MULTILINE))


def test_make_has_its_commands():
    listed = subprocess.check_output(["make", "-s"], cwd=ROOT, text=True)
    named = re.findall(r"make ([a-z-]+)", " ".join(cells("命令")))
    assert len(named) > 5
    for command in named:
        assert re.search(rf"^  make {command} ", listed, re.MULTILINE), command


def test_the_checker_has_its_commands():
    helped = subprocess.check_output(
        [sys.executable, "-m", "checker", "--help"], cwd=ROOT, text=True
    )
    there = set(re.findall(r"^    ([a-z]+) ", helped, re.MULTILINE))
    row = next(row for row in cells("命令").items() if "checker assess" in row[0])
    named = set(re.findall(r"`([a-z]+)`", row[1])) | {"assess", "jsonl"}
    assert named == there


def test_the_addresses_of_tools_are_pages():
    named = set(re.findall(r"`/tools/([a-z]+)/`", TEXT))
    unlisted = {"states"}
    assert named == {page.stem for page in (DOCS / "tools").glob("*.md")} - unlisted


@pytest.mark.parametrize("page", PAGES)
def test_the_names_in_links_are_those_of_the_form(page: str):
    form = (DOCS / "tools" / f"{PAGES[page]}.md").read_text("utf-8")
    form = form.replace("<< key >>", "{subject}")
    fields = {name.split(".")[-1] for name in re.findall(r'data-field="([^"]+)"', form)}
    lists = set(re.findall(r'data-rows="([^"]+)"', form))
    named = set(re.findall(r"`(\w+)=", cells("计算器的链接")[page]))
    if "{subject}" in fields:
        assert {"exempt"} < named
        fields = fields - {"{subject}"} | (named - {"exempt"})
    assert named == fields | {name for name, of in IN_LISTS.items() if of in lists}


def test_the_names_in_links_of_a_person_are_those_of_the_page():
    ask = 'import("./docs/assets/checker/person.js").then(({ personLink: l }) => console.log([...l.names, ...l.lists].join(" ")))'
    there = set(subprocess.check_output(["node", "-e", ask], cwd=ROOT, text=True).split())
    rows = cells("计算器的链接")
    own, listed = rows["我的日子"].rsplit("`no_…=1`", 1)
    named = set(re.findall(r"`(\w+)=", own)) | {
        f"no_{name}" for name in re.findall(r"`(\w+)`", listed)
    }
    subjects = set(re.findall(r"`(\w+)=", rows["成绩"]))
    named |= subjects | {f"sat_{subject}" for subject in subjects - {"exempt"}}
    assert named | {"exam_year", "issued_on", "a", "n"} == there
