"""What the texts of all answers share: dates, reasons, sources, and where a fault stands."""

import re
from collections.abc import Mapping
from typing import Any

from checker import dates, messages
from checker.commands import words

Answer = Mapping[str, Any]
PLACE = re.compile(r"(?:person\.\w+\.)?(?:certificate\.)?(\w+)(?:\[(\d+)\])?")


def fault_text(error: Answer, places: Mapping[str, str]) -> str:
    """The text of a refused request, naming the option where the fault stands.

    `places` names the options that are not called like their members of the request.
    """
    found = PLACE.match(error["field"])
    if not found:
        return str(error["message"])
    name, index = found.groups()
    place = places.get(name, f"--{name.replace('_', '-')}")
    if index:
        place = words.NTH_OPTION.format(number=int(index) + 1, option=place)
    return words.WRONG.format(place=place, message=error["message"])


def reasons(answer: Answer) -> list[str]:
    """What the texts of answers end with: why, and what it rests on."""
    steps = [
        words.STEP.format(number=number, text=step["text"], rule=step["rule"])
        for number, step in enumerate(answer["explanation"], 1)
    ]
    last_seen = words.LAST_SEEN.format(date=day(answer["rules_last_seen"]))
    return ["", words.WHY, *steps, "", words.SOURCES, *sources(answer["sources"]), "", last_seen]


def sources(cited: list[Answer]) -> list[str]:
    lines = []
    for source in cited:
        status = messages.SOURCE_STATUS[source["status"]]
        checked_on = day(source["checked_on"])
        lines.append(words.RULE.format(id=source["id"], wording=source["wording"]))
        lines.append(
            words.SOURCE.format(title=source["title"], status=status, checked_on=checked_on)
        )
        if source["url"]:
            lines.append(words.ADDRESS.format(url=source["url"]))
    return lines


def day(text: str) -> str:
    """A day of an answer, for sentences."""
    return dates.chinese(dates.day(text))


def days(texts: Mapping[str, str]) -> Mapping[str, str]:
    return {name: day(text) for name, text in texts.items()}
