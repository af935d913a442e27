"""Dated rule sets: wording, source, numbers and open questions, read from `rule_sets/*.json`.

A rule set has versions, each in force for a closed span of civil dates. Loading refuses unknown
keys, overlaps and gaps; choosing a version outside the known period is refused, never guessed.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from checker.dates import day, iso
from checker.packaged import packaged

END_OF_TIME = day("9999-12-31")

KEYS = {
    "rule set": {"id", "title", "versions"},
    "version": {
        "in_force_from", "in_force_to", "last_seen", "parameters", "rules", "questions",
    },
    "parameter": {"value", "unit", "rule"},
    "rule": {"id", "wording", "source"},
    "source": {"title", "url", "publisher", "status", "page_date", "checked_on"},
    "question": {"key", "rule", "phrase", "asks", "choices"},
    "choice": {"value", "means", "speaks_for"},
}  # fmt: skip
OPTIONAL = {"rule": {"note"}}


class RuleDataError(ValueError):
    """The rule data itself is wrong: says which file, where, and what was expected."""


class NotInForce(LookupError):
    """No version of the rule set is known for that day."""


class Source(NamedTuple):
    """Where a wording was seen; `url` is None where no page may be linked."""

    title: str
    url: str | None
    publisher: str
    status: str
    page_date: str | None
    checked_on: str


class Rule(NamedTuple):
    id: str
    wording: str
    source: Source
    note: str | None = None

    def as_answer(self) -> Mapping[str, object]:
        """The entry of `sources` in an answer."""
        return {"id": self.id, "wording": self.wording, **self.source._asdict()}


class Choice(NamedTuple):
    value: str
    means: str
    speaks_for: str


class Question(NamedTuple):
    """A question that the wording leaves open, with every answer it can bear."""

    key: str
    rule: str
    phrase: str
    asks: str
    choices: tuple[Choice, ...]


class Version(NamedTuple):
    """One version of a rule set; days are day numbers, `in_force_to` inclusive.

    `entries` holds the rules as they stand among the `sources` of an answer.
    """

    in_force_from: int
    in_force_to: int
    last_seen: int
    parameters: Mapping[str, int | str]
    rules: Mapping[str, Rule]
    entries: Mapping[str, Mapping[str, object]]
    questions: Mapping[str, Question]

    def number(self, parameter: str) -> int:
        value = self.parameters[parameter]
        if not isinstance(value, int):
            raise RuleDataError(f"parameter {parameter} is {value!r}, expected a whole number")
        return value

    def date(self, parameter: str) -> int:
        return day(str(self.parameters[parameter]))

    def sources(self, ids: Iterable[str]) -> list[Mapping[str, object]]:
        return [self.entries[i] for i in ids]


class RuleSet(NamedTuple):
    id: str
    title: str
    versions: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        return self.versions[-1]

    def in_force(self, on: int) -> Version:
        """The version in force on a day; raises NotInForce outside the known period."""
        for version in self.versions:
            if version.in_force_from <= on <= version.in_force_to:
                return version
        raise NotInForce(iso(on))


def parse(text: str, name: str) -> RuleSet:
    """A rule set from its JSON text. Raises RuleDataError naming `name` and the place."""
    data = json.loads(text)
    _expect_keys(data, "rule set", name)
    versions = tuple(_version(v, f"{name}: versions[{i}]") for i, v in enumerate(data["versions"]))
    if not versions:
        raise RuleDataError(f"{name}: versions is empty, expected at least one")
    for earlier, later in pairwise(versions):
        if later.in_force_from != earlier.in_force_to + 1:
            what = "overlap" if later.in_force_from <= earlier.in_force_to else "gap"
            raise RuleDataError(
                f"{name}: {what} between versions: one ends {iso(earlier.in_force_to)}, the next "
                f"begins {iso(later.in_force_from)}; it must begin the day after"
            )
    return RuleSet(data["id"], data["title"], versions)


def _version(data: dict[str, Any], place: str) -> Version:
    _expect_keys(data, "version", place)
    for name, parameter in data["parameters"].items():
        _expect_keys(parameter, "parameter", f"{place}.parameters.{name}")
    rules = [_rule(r, f"{place}.rules[{i}]") for i, r in enumerate(data["rules"])]
    questions = [_question(q, f"{place}.questions[{i}]") for i, q in enumerate(data["questions"])]
    known = {rule.id for rule in rules}
    wordings = {rule.id: rule.wording for rule in rules}
    for entry in [*data["parameters"].values(), *data["questions"]]:
        if entry["rule"] not in known:
            raise RuleDataError(f"{place}: rule {entry['rule']} is not among its rules")
    for question in questions:
        if question.phrase not in wordings[question.rule]:
            raise RuleDataError(
                f"{place}: phrase “{question.phrase}” does not stand in the wording of "
                f"{question.rule}"
            )
    return Version(
        in_force_from=day(data["in_force_from"]),
        in_force_to=day(data["in_force_to"]) if data["in_force_to"] else END_OF_TIME,
        last_seen=day(data["last_seen"]),
        parameters={name: p["value"] for name, p in data["parameters"].items()},
        rules={rule.id: rule for rule in rules},
        entries={rule.id: rule.as_answer() for rule in rules},
        questions={question.key: question for question in questions},
    )


def _rule(data: dict[str, Any], place: str) -> Rule:
    _expect_keys(data, "rule", place)
    _expect_keys(data["source"], "source", f"{place}.source")
    return Rule(data["id"], data["wording"], Source(**data["source"]), data.get("note"))


def _question(data: dict[str, Any], place: str) -> Question:
    _expect_keys(data, "question", place)
    for i, choice in enumerate(data["choices"]):
        _expect_keys(choice, "choice", f"{place}.choices[{i}]")
    choices = tuple(Choice(**choice) for choice in data["choices"])
    return Question(data["key"], data["rule"], data["phrase"], data["asks"], choices)


def _expect_keys(data: Mapping[str, object], kind: str, place: str) -> None:
    missing = KEYS[kind] - data.keys()
    unknown = data.keys() - KEYS[kind] - OPTIONAL.get(kind, set())
    if missing or unknown:
        raise RuleDataError(
            f"{place}: a {kind} needs the keys {sorted(KEYS[kind])}; "
            f"missing {sorted(missing)}, unknown {sorted(unknown)}"
        )


@cache
def rule_set(name: str) -> RuleSet:
    """The rule set `name`, read once from the package (a folder, a wheel or a zip)."""
    file = f"{name}.json"
    return parse(packaged("rule_sets", file), file)
