"""`rules` on the command line: its options, its text."""

from checker import operations
from checker.commands.arguments import Option
from checker.commands.asking import asking
from checker.commands.show import Answer, day, sources

RULE_SET = Option(
    "rule_set",
    f"只看其中一套：{'、'.join(operations.rule_sets())}",
    "规则",
    str,
    more={"nargs": "?"},
)

SAYS = {
    "rule_set": "{title}（{first}起{last}，最后一次见到：{last_seen}）",
    "until": "，到{last}为止",
    "question": "  原文“{phrase}”没有说清：{asks}",
    "choice": "    - {means}：{speaks_for}",
}


def _lines(answer: Answer) -> list[str]:
    lines = []
    for rule_set in answer["rule_sets"]:
        last = rule_set["in_force_to"]
        lines.append(
            SAYS["rule_set"].format(
                title=rule_set["title"],
                first=day(rule_set["in_force_from"]),
                last=SAYS["until"].format(last=day(last)) if last else "",
                last_seen=day(rule_set["last_seen"]),
            )
        )
        lines += sources(rule_set["rules"])
        for question in rule_set["questions"]:
            lines.append(SAYS["question"].format(**question))
            lines += [SAYS["choice"].format(**choice) for choice in question["choices"]]
        lines.append("")
    return lines[:-1]


COMMAND = asking(
    "rules",
    "所依据的规则原文、来源，以及原文没有说清的问题",
    ("rules", "rules annotation --as-of 2024-01-01"),
    (RULE_SET,),
    lines=_lines,
    places={"rule_set": "规则"},
)
