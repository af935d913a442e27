"""Answers as lines of Chinese: the answer first, then the dates, why, and the sources."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from checker import dates, messages
from checker.batch.columns import IDENTITY, OTHER
from checker.commands import words

Answer = Mapping[str, Any]
PLACE = re.compile(r"(?:certificate\.)?(\w+)(?:\[(\d+)\])?")


def is_refusal(answer: Answer) -> bool:
    """Whether the rules refuse what was asked for."""
    return (
        answer.get("verdict") == "refused"
        or answer.get("feasible") is False
        or answer.get("state") in ("late", "expired")
    )


def show(answer: Answer) -> str:
    """The text of an answer that is `ok`."""
    return "\n".join(SHOW[answer["op"]](answer))


def show_fault(error: Answer) -> str:
    """The text of a refused request, naming the option where the fault stands."""
    found = PLACE.match(error["field"])
    if not found:
        return str(error["message"])
    name, index = found.groups()
    place = words.OPTION_OF_FIELD.get(name, f"--{name.replace('_', '-')}")
    if index:
        place = words.NTH_OPTION.format(number=int(index) + 1, option=place)
    return words.WRONG.format(place=place, message=error["message"])


def _assess(answer: Answer) -> list[str]:
    told = words.ASSESS
    needed = messages.BATCH_STATES["annotation_needed"][answer["annotation_needed"]["answer"]]
    return [
        told[answer["verdict"]].format(apply_on=_day(answer["asked"]["apply_on"])),
        "",
        told["earliest"],
        *[told[key].format(date=_day(date)) for key, date in answer["earliest"].items()],
        told["valid_until"].format(**_days(answer["valid_until"])),
        told["ready_by"].format(date=_day(answer["ready_by"])),
        told["needed"].format(needed=needed),
        *_reasons(answer),
    ]


def _plan(answer: Answer) -> list[str]:
    told = words.PLAN
    lines = [told[answer["feasible"]].format(count=len(answer["applications"]))]
    if answer["applications"]:
        lines += ["", told["applications"]]
    for number, application in enumerate(answer["applications"], 1):
        lines.append(
            told["application"].format(
                number=number,
                apply_on=_day(application["apply_on"]),
                days=application["days"],
                usable_from=_day(application["usable_from"]),
                usable_until=_day(application["usable_until"]),
                covers="、".join(application["covers"]),
            )
        )
    if answer["unmet"]:
        lines += ["", told["unmet"]]
    for unmet in answer["unmet"]:
        lines.append(
            told["unmet_need"].format(
                label=unmet["label"],
                first=_day(unmet["first_uncovered"]),
                days=unmet["days_uncovered"],
                reason=unmet["reason"],
            )
        )
    return [*lines, *_reasons(answer)]


def _renewal(answer: Answer) -> list[str]:
    told, period = words.RENEWAL, answer["new_period"]
    return [
        told["headline"].format(
            safe=_day(answer["file_by"]["safe"]),
            on=_day(answer["asked"]["on"]),
            state=messages.BATCH_STATES["renewal_state"][answer["state"]],
        ),
        "",
        told["latest"].format(latest=_day(answer["file_by"]["latest"])),
        told["new_period"].format(first=_day(period["from"]), last=_day(period["to"])),
        told["change"].format(date=_day(answer["change_restarts_from"])),
        *[told["misconception"].format(**wrong) for wrong in answer["misconceptions"]],
        *_reasons(answer),
    ]


def _scores(answer: Answer) -> list[str]:
    told, window = words.SCORES, answer["best_window"]
    missing = _subjects(answer["missing"])
    if answer["complete"]:
        lines = [told["complete"]]
    elif window:
        again = _subjects(window["sit_again"])
        lines = [told["best_window"].format(first=window["from"], last=window["to"], again=again)]
        if missing:
            lines.append(told["missing"].format(missing=missing))
    elif answer["finish_by"]:
        lines = [told["finish_by"].format(missing=missing, year=answer["finish_by"])]
    else:
        lines = [told["missing"].format(missing=missing)]
    if answer["counts_until"]:
        lines += ["", told["counting"]]
    for subject, year in answer["counts_until"].items():
        lines.append(told["counts_until"].format(subject=_subjects([subject]), year=year))
    return [*lines, *_reasons(answer)]


def _rules(answer: Answer) -> list[str]:
    told = words.RULES
    lines = []
    for rule_set in answer["rule_sets"]:
        last = rule_set["in_force_to"]
        lines.append(
            told["rule_set"].format(
                title=rule_set["title"],
                first=_day(rule_set["in_force_from"]),
                last=told["until"].format(last=_day(last)) if last else "",
                last_seen=_day(rule_set["last_seen"]),
            )
        )
        lines += _sources(rule_set["rules"])
        for question in rule_set["questions"]:
            lines.append(told["question"].format(**question))
            lines += [told["choice"].format(**choice) for choice in question["choices"]]
        lines.append("")
    return lines[:-1]


def _batch(answer: Answer) -> list[str]:
    told = words.BATCH
    lines = [answer["urgent"]] if answer["urgent"] else []
    lines.append(told["rows"].format(rows=answer["rows"]))
    for key, counts in answer["counts"].items():
        if counts:
            states = [
                told["count"].format(word=word, count=counts[code])
                for code, word in messages.BATCH_STATES[key].items()
                if code in counts
            ]
            column = messages.BATCH_COLUMNS[key]
            lines.append(told["counts"].format(column=column, counts="，".join(states)))
    lines += _taken(answer["taken"], keeps_identity=answer["asked"]["keep_identity"])
    if passed := [
        told[kind].format(count=count) for kind, count in answer["passed_over"].items() if count
    ]:
        lines.append(told["passed_over"].format(counts="，".join(passed)))
    if "excel_days" in answer["asked"]:
        lines.append(told["excel_days"].format(**answer["asked"]))
    if "events" in answer:
        which = "events" if answer["events"] else "no_events"
        lines.append(told[which].format(events=answer["events"]))
    return lines


def _taken(columns: list[Answer], *, keeps_identity: bool) -> list[str]:
    """What each column was taken for, and which were only passed through."""
    told = words.BATCH
    taken = [
        told["taken_as"].format(name=column["name"], meaning=messages.MEANINGS[column["meaning"]])
        for column in columns
        if column["meaning"] not in (OTHER, IDENTITY)
    ]
    lines = [told["taken"].format(columns="，".join(taken))]
    if names := [column["name"] for column in columns if column["meaning"] == OTHER]:
        lines.append(told["not_taken"].format(names="、".join(filter(None, names))))
    return lines + [
        told["identity"].format(name=column["name"])
        for column in columns
        if column["meaning"] == IDENTITY and not keeps_identity
    ]


def _reasons(answer: Answer) -> list[str]:
    steps = [
        words.STEP.format(number=number, text=step["text"], rule=step["rule"])
        for number, step in enumerate(answer["explanation"], 1)
    ]
    last_seen = words.LAST_SEEN.format(date=_day(answer["rules_last_seen"]))
    sources = _sources(answer["sources"])
    return ["", words.WHY, *steps, "", words.SOURCES, *sources, "", last_seen]


def _sources(sources: list[Answer]) -> list[str]:
    lines = []
    for source in sources:
        status = words.STATUSES[source["status"]]
        checked_on = _day(source["checked_on"])
        lines.append(words.RULE.format(id=source["id"], wording=source["wording"]))
        lines.append(
            words.SOURCE.format(title=source["title"], status=status, checked_on=checked_on)
        )
        lines.append(words.ADDRESS.format(url=source["url"]))
    return lines


def _day(text: str) -> str:
    return dates.chinese(dates.day(text))


def _days(texts: Mapping[str, str]) -> Mapping[str, str]:
    return {name: _day(text) for name, text in texts.items()}


def _subjects(keys: list[str]) -> str:
    return "、".join(messages.SUBJECTS[key] for key in keys)


SHOW: Mapping[str, Callable[[Answer], list[str]]] = {
    "assess": _assess,
    "plan": _plan,
    "renewal": _renewal,
    "scores": _scores,
    "rules": _rules,
    "batch": _batch,
}
