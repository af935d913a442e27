"""`renewal`: until when must a registration be renewed, and what does the new period look like?"""

from collections.abc import Mapping
from typing import Any

from checker import messages
from checker.dates import chinese, iso, today_in_china
from checker.fields import Object, text
from checker.renewal import Renewal, RenewalRule
from checker.requests import OPERATION_DAY, AsOf, with_defaults
from checker.rules import Version, rule_set
from checker.steps import Step, step

AS_OF = AsOf(rule_set("registration"))

REQUEST = Object(
    {"op": text, "as_of": AS_OF, "registered_until": OPERATION_DAY, "on": OPERATION_DAY},
    required=("registered_until",),
)


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a `renewal` request, whose members are those of checker.md. Raises Fault."""
    asked = with_defaults(request, as_of=iso(AS_OF.default()), on=iso(today_in_china()))
    fields = REQUEST(asked)
    version = AS_OF.version(asked["as_of"])
    renewal = Renewal(fields["registered_until"], RenewalRule.of(version))
    on = fields["on"]
    first, last = renewal.new_period
    explanation = _explanation(renewal, on, version)
    return {
        "ok": True,
        "op": "renewal",
        "asked": asked,
        "rules_last_seen": iso(version.last_seen),
        "file_by": {"safe": iso(renewal.safe), "latest": iso(renewal.latest)},
        "state": renewal.state(on),
        "new_period": {"from": iso(first), "to": iso(last)},
        "change_restarts_from": iso(renewal.change_restarts_from),
        "readings": [
            {
                "before": choice.value,
                "file_by": iso(renewal.file_by(choice.value)),
                "in_time": on <= renewal.file_by(choice.value),
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


def _explanation(renewal: Renewal, on: int, version: Version) -> list[Step]:
    words = messages.RENEWAL_STEPS
    question = version.questions["before"]
    end, safe, latest = renewal.registered_until, renewal.safe, renewal.latest
    first, last = renewal.new_period
    state = renewal.state(on)
    by_reading = {c.value: renewal.file_by(c.value) for c in question.choices}
    deadline = words["file_by"].format(end=chinese(end), safe=chinese(safe)) + "".join(
        words["file_by_reading"].format(means=c.means, day=chinese(by_reading[c.value]))
        for c in question.choices
    )
    standing = words[state].format(
        on=chinese(on), safe=chinese(safe), latest=chinese(latest), end=chinese(end), days=safe - on
    )
    years = renewal.rule.period
    change_from = renewal.change_restarts_from
    return [
        step(
            question.rule, question.phrase, deadline,
            days=renewal.rule.before_end, **{k: iso(v) for k, v in by_reading.items()},
        ),
        step(question.rule, question.phrase, standing, on=iso(on), state=state),
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
