"""`renewal`: until when must a registration be renewed, and what does the new period look like?"""

from collections.abc import Mapping
from typing import Any

from checker import messages
from checker.dates import chinese, iso, today_in_china
from checker.fields import Object, text
from checker.operation import Asked, Operation
from checker.renewal import Renewal, RenewalRule
from checker.requests import OPERATION_DAY, REGISTRATION, with_defaults
from checker.rules import Version
from checker.steps import Step, step

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
    fields = asked.fields
    version = REGISTRATION.in_force(fields["as_of"])
    renewal = Renewal(fields["registered_until"], RenewalRule.of(version))
    today = fields["today"]
    first, last = renewal.new_period
    explanation = _explanation(renewal, today, version)
    return {
        "rules_last_seen": iso(version.last_seen),
        "file_by": {"safe": iso(renewal.safe), "latest": iso(renewal.latest)},
        "state": renewal.state(today),
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
        "misconceptions": [_misconception(renewal, version)],
        "explanation": explanation,
        "sources": version.sources(dict.fromkeys(s["rule"] for s in explanation)),
    }


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


def _explanation(renewal: Renewal, today: int, version: Version) -> list[Step]:
    words = messages.RENEWAL_STEPS
    question = version.questions["before"]
    end, safe, latest = renewal.registered_until, renewal.safe, renewal.latest
    first, last = renewal.new_period
    state = renewal.state(today)
    by_reading = {c.value: renewal.file_by(c.value) for c in question.choices}
    deadline = words["file_by"].format(end=chinese(end), safe=chinese(safe)) + "".join(
        words["file_by_reading"].format(means=c.means, day=chinese(by_reading[c.value]))
        for c in question.choices
    )
    standing = words[state].format(
        today=chinese(today), safe=chinese(safe), latest=chinese(latest), end=chinese(end),
        days=safe - today,
    )  # fmt: skip
    years = renewal.rule.period
    change_from = renewal.change_restarts_from
    return [
        step(
            question.rule, question.phrase, deadline,
            days=renewal.rule.before_end, **{k: iso(v) for k, v in by_reading.items()},
        ),
        step(question.rule, question.phrase, standing, today=iso(today), state=state),
        step(
            "REG-07", version.rules["REG-07"].wording,
            words["new_period"].format(first=chinese(first), last=chinese(last), years=years),
            years=years, **{"from": iso(first), "to": iso(last)},
        ),
        step(
            "REG-09", version.rules["REG-09"].wording,
            words["change"].format(
                change_from=chinese(change_from), end=chinese(end), first=chinese(first),
                years=years,
            ),
            days=renewal.rule.change_restart, change_restarts_from=iso(change_from),
        ),
        step("REG-13", version.rules["REG-13"].wording, words["papers"]),
    ]  # fmt: skip


OPERATION = Operation("renewal", (REGISTRATION,), read, answer)
