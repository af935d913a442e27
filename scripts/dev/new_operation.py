"""`make new-operation NAME=eligibility RULES=eligibility`: the nine files of an operation.

They answer as they stand (they count the days of a stretch) and pass every test, so that each can be
changed into what is wanted while the others still work. What is there is never overwritten.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from checker.rules import rule_set
from scripts.places import ROOT

SKELETON = Path(__file__).with_name("operation")
FILES: Mapping[str, str] = {
    "rule.py": "checker/{name}.py",
    "operation.py": "checker/operations/{name}.py",
    "request.json": "checker/schemas/{name}.request.json",
    "answer.json": "checker/schemas/{name}.answer.json",
    "command.py": "checker/commands/{name}.py",
    "cases.yml": "tests/cases/{name}.yml",
    "test.py": "tests/checker/test_{name}.py",
    "page.md": "docs/tools/{name}.md",
    "page.js": "docs/assets/checker/{name}.js",
}
USAGE = "用法：make new-operation NAME=eligibility RULES=eligibility（RULES：checker/rule_sets/ 里的一套）"
BY_HAND = """还要自己加的（各一行）：
  docs/assets/tools.js     export {{ attach as {name} }} from "./checker/{name}.js";
  mkdocs.yml               导航里的 tools/{name}.md
  pyproject.toml           只有规则的模块 checker/{name}.py，列进 [tool.mutmut]
  CHANGELOG.md             说出新的操作、地址和链接里的名字"""


class NotMade(Exception):
    """No operation can be made so; says why."""


def new_operation(name: str, rules: str, root: Path = ROOT) -> list[Path]:
    """Writes the files of the operation `name` resting on the rule set `rules`; raises NotMade."""
    if not re.fullmatch(r"[a-z][a-z_]*[a-z]", name):
        raise NotMade(f"名称只用小写字母和下划线，收到的是“{name}”")
    paths = {file: root / place.format(name=name) for file, place in FILES.items()}
    if there := [path for path in paths.values() if path.exists()]:
        raise NotMade("已经有了：" + "、".join(str(path.relative_to(root)) for path in there))
    known = sorted(path.stem for path in (root / "checker" / "rule_sets").glob("*.json"))
    if rules not in known:
        raise NotMade(f"没有名为“{rules}”的规则；有：{'、'.join(known)}")
    rule = next(iter(rule_set(rules).newest.rules))
    for file, path in paths.items():
        text = (SKELETON / f"{file}.txt").read_text("utf-8")
        text = text.replace("RULES", rules).replace("RULE", rule).replace("NAME", name)
        path.write_text(text, "utf-8")
    return list(paths.values())


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(USAGE)
        return 2
    name, rules = arguments
    try:
        written = new_operation(name, rules)
    except NotMade as reason:
        print(f"{reason}\n{USAGE}")
        return 2
    for path in written:
        print(path.relative_to(ROOT))
    print(BY_HAND.format(name=name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
