"""`renewal`: until when must a registration be renewed, and what does the new period look like?"""

from collections.abc import Mapping
from typing import Any

from checker import messages
from checker.dates import chinese, iso, today_in_china
from checker.fields import Object, text
from checker.operation import Asked, Found, Operation
from checker.renewal import FEW_DAYS, Renewal, RenewalRule
from checker.requests import OPERATION_DAY, REGISTRATION, AsOf, with_defaults
from checker.rules import Version, rule_set
from checker.steps import Step, step

PROCEDURE = AsOf(rule_set("registration_procedure"))
NOT_RENEWED = "注册有效期满未延续的"
"""The phrase of REG3-04 on which it hangs what becomes of a registration that ran out."""

REQUEST = Object(
    {"op": text, "as_of": REGISTRATION, "registered_until": OPERATION_DAY, "today": OPERATION_DAY},
    required=("registered_until",),
)


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request: the last day of a registration, and the day on which one stands.
    Raises Fault.
    """
    echo = with_defaults(request, as_of=iso(REGISTRATION.default()), today=iso(today_in_china()))
    return Asked(echo, REQUEST(echo))


def answer(asked: Asked) -> dict[str, Any]:
    """The last days to apply for renewal, where `today` stands, and the period that follows."""
    return find(asked).whole()


def find(asked: Asked) -> Found:
    """The same, not yet explained."""
    fields = asked.fields
    version = REGISTRATION.in_force(fields["as_of"])
    renewal = Renewal(fields["registered_until"], RenewalRule.of(version))
    today = fields["today"]
    first, last = renewal.new_period
    procedure = PROCEDURE.in_force(fields["as_of"])

    def explained() -> dict[str, Any]:
        explanation = _explanation(renewal, today, version, procedure)
        cited = dict.fromkeys(s["rule"] for s in explanation)
        return {
            "misconceptions": [_misconception(renewal, version)],
            "explanation": explanation,
            "sources": [
                source
                for each in (version, procedure)
                for source in each.sources(rule for rule in cited if rule in each.rules)
            ],
        }

    members = {
        "rules_last_seen": iso(min(version.last_seen, procedure.last_seen)),
        "file_by": {"safe": iso(renewal.safe), "latest": iso(renewal.latest)},
        "due_from": iso(renewal.due_from),
        "days_until": {
            "safe": renewal.safe - today,
            "latest": renewal.latest - today,
            "end": renewal.registered_until - today,
        },
        "state": renewal.state(today),
        "headline": _headline(renewal, today),
        "new_period": {"from": iso(first), "to": iso(last)},
        "change_restarts_from": iso(renewal.change_restarts_from),
        "readings": [
            {
                "before": choice.value,
                "file_by": iso(renewal.file_by(choice.value)),
                "in_time": today <= renewal.file_by(choice.value),
            }
            for choice in version.questions["before"].choices
        ],
        "change_readings": [
            {"within": choice.value, "from": iso(renewal.change_from(choice.value))}
            for choice in version.questions["within"].choices
        ],
    }
    return Found(members, explained)


def _headline(renewal: Renewal, today: int) -> str:
    words = _words(renewal, today)
    if words == "late" and today == renewal.registered_until:
        words = "ends_today"
    return messages.RENEWAL_HEADLINES[words].format(
        safe=chinese(renewal.safe), latest=chinese(renewal.latest),
        end=chinese(renewal.registered_until), days=renewal.safe - today,
        to_end=renewal.registered_until - today, over=today - renewal.registered_until,
    )  # fmt: skip


def _words(renewal: Renewal, today: int) -> str:
    """The state; that a few days are left comes before it."""
    state, days = renewal.state(today), renewal.safe - today
    if state == "due" and days <= FEW_DAYS:
        return "few_days" if days else "last_day"
    return state


def _misconception(renewal: Renewal, version: Version) -> Mapping[str, str]:
    question = version.questions["before"]
    return {
        "claim": messages.RENEWAL_MISCONCEPTION["claim"],
        "rule": question.rule,
        "wording": version.rules[question.rule].wording,
        "correction": messages.RENEWAL_MISCONCEPTION["correction"].format(
            phrase=question.phrase, before=renewal.rule.before_end
        ),
    }


def _explanation(renewal: Renewal, today: int, version: Version, procedure: Version) -> list[Step]:
    standing = _standing(renewal, today, version)
    if renewal.state(today) == "expired":
        words = messages.RENEWAL_STEPS
        return [
            standing,
            step("REG-03", procedure.rules["REG-03"].wording, words["no_exam"]),
            step("REG-06", procedure.rules["REG-06"].wording, words["register_again"]),
        ]
    return [_deadline(renewal, version), standing, *_afterwards(renewal, version)]


def _deadline(renewal: Renewal, version: Version) -> Step:
    words, question = messages.RENEWAL_STEPS, version.questions["before"]
    by_reading = {c.value: renewal.file_by(c.value) for c in question.choices}
    sentence = words["file_by"].format(
        end=chinese(renewal.registered_until), safe=chinese(renewal.safe)
    ) + "".join(
        words["file_by_reading"].format(means=c.means, day=chinese(by_reading[c.value]))
        for c in question.choices
    )
    return step(
        question.rule, question.phrase, sentence,
        days=renewal.rule.before_end, **{k: iso(v) for k, v in by_reading.items()},
    )  # fmt: skip


def _standing(renewal: Renewal, today: int, version: Version) -> Step:
    """Where `today` stands; the days that are left first when they are few."""
    end, safe, latest = renewal.registered_until, renewal.safe, renewal.latest
    state, days, words = renewal.state(today), safe - today, _words(renewal, today)
    to_end = messages.RENEWAL_STEPS["days_left" if end > today else "ends_today"]
    left = to_end.format(days=end - today)
    sentence = messages.RENEWAL_STEPS[words].format(
        today=chinese(today), safe=chinese(safe), latest=chinese(latest), end=chinese(end),
        days=days, left=left, days_over=today - end,
    )  # fmt: skip
    told = {"today": iso(today), "state": state}
    if state in ("late", "expired"):
        return step("REG3-04", NOT_RENEWED, sentence, **told)
    question = version.questions["before"]
    return step(question.rule, question.phrase, sentence, **told)


def _afterwards(renewal: Renewal, version: Version) -> list[Step]:
    """The new period, what a change does to it, and the papers."""
    words, years = messages.RENEWAL_STEPS, renewal.rule.period
    first, last = renewal.new_period
    change_from, may_from = renewal.change_restarts_from, renewal.change_may_restart_from
    change = version.questions["within"]
    return [
        step(
            "REG-07", version.rules["REG-07"].wording,
            words["new_period"].format(first=chinese(first), last=chinese(last), years=years),
            years=years, **{"from": iso(first), "to": iso(last)},
        ),
        step(
            change.rule, change.phrase,
            words["change"].format(
                change_from=chinese(change_from), may_from=chinese(may_from),
                end=chinese(renewal.registered_until), first=chinese(first), years=years,
            ),
            days=renewal.rule.change_restart, change_restarts_from=iso(change_from),
            change_may_restart_from=iso(may_from),
        ),
        step("REG-13", version.rules["REG-13"].wording, words["papers"]),
    ]  # fmt: skip


OPERATION = Operation("renewal", (REGISTRATION, PROCEDURE), read, answer)
