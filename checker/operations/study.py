"""`study`: which years of continuing education must be shown on registering or renewing?"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from checker import person_messages, study
from checker.dates import chinese, iso, months_later, today_in_china
from checker.faults import Fault
from checker.fields import Date, Object, text
from checker.operation import Asked, Found, Operation
from checker.requests import (
    FIRST_CERTIFICATE_DAY,
    LAST_DAY,
    OPERATION_DAY,
    REGISTRATION,
    AsOf,
    with_defaults,
)
from checker.rules import Version, rule_set
from checker.steps import Step, step
from checker.study import Outcome, StudyRule

AS_OF = AsOf(rule_set("continuing_education"))
CERTIFICATE_DAY = Date(FIRST_CERTIFICATE_DAY, LAST_DAY)


def _as_of(value: Any) -> int:
    REGISTRATION(value)
    return AS_OF(value)


def _check(fields: dict[str, Any]) -> None:
    if ("approved_on" in fields) == ("registered_until" in fields):
        raise Fault("approved_or_registered")
    if "approved_on" not in fields:
        if "received_on" in fields:
            raise Fault(
                "unknown_field", "received_on",
                name="received_on", known="registered_until、apply_on",
            )  # fmt: skip
        return
    approved_on = fields["approved_on"]
    for name in fields:
        if name in ("received_on", "apply_on") and fields[name] < approved_on:
            raise Fault("ends_before_start", name, ends=iso(fields[name]), starts=iso(approved_on))


REQUEST = Object(
    {
        "op": text,
        "as_of": _as_of,
        "approved_on": CERTIFICATE_DAY,
        "received_on": CERTIFICATE_DAY,
        "registered_until": OPERATION_DAY,
        "apply_on": OPERATION_DAY,
    },
    check=_check,
)


def read(request: Mapping[str, Any]) -> Asked:
    """Understands a request: when a certificate was approved, or until when somebody is registered,
    and the day of the application. Raises Fault.
    """
    echo = with_defaults(
        request,
        as_of=iso(max(AS_OF.default(), REGISTRATION.default())),
        apply_on=iso(today_in_china()),
    )
    return Asked(echo, REQUEST(echo))


def answer(asked: Asked) -> dict[str, Any]:
    """The years to be shown under every reading: for a first registration, or for a renewal."""
    return find(asked).whole()


def find(asked: Asked) -> Found:
    """The same, not yet explained."""
    fields = asked.fields
    version = AS_OF.in_force(fields["as_of"])
    rule = StudyRule.of(version)
    registration = REGISTRATION.in_force(fields["as_of"])
    if "approved_on" in fields:
        used = [version]
        outcomes = study.first_registration(
            fields["approved_on"], fields.get("received_on"), fields["apply_on"], rule
        )
    else:
        used = [registration, version]
        period = registration.number("period")
        outcomes = study.renewal(fields["registered_until"], fields["apply_on"], period)
    certain, possible = study.certain(outcomes), study.possible(outcomes)
    found: dict[str, Any] = {
        "needed": study.needed(outcomes),
        "years": {"certain": certain, "possible": possible},
        "hours_each": {str(year): rule.hours_of(year) for year in certain},
        "readings": [{**outcome.choices, "years": list(outcome.years)} for outcome in outcomes],
    }
    if "registered_until" in fields:
        found["open"] = [year for year in certain if year not in possible]

    def explained() -> dict[str, Any]:
        if "approved_on" in fields:
            told = _first_registration(outcomes, fields, rule, version)
        else:
            told = _renewal(outcomes, fields, registration)
        told += _hours(certain, rule, version)
        cited = dict.fromkeys(s["rule"] for s in told)
        sources = (each.sources(i for i in cited if i in each.rules) for each in used)
        return {"explanation": told, "sources": list(chain.from_iterable(sources))}

    last_seen = iso(min(each.last_seen for each in used))
    return Found({"rules_last_seen": last_seen, **found}, explained)


def _first_registration(
    outcomes: Sequence[Outcome], fields: Mapping[str, Any], rule: StudyRule, version: Version
) -> list[Step]:
    certain, possible = study.certain(outcomes), study.possible(outcomes)
    words = study.needed(outcomes)
    spoken: dict[str, object] = {
        "apply_on": chinese(fields["apply_on"]),
        "certain": _years(certain),
        "possible": _years(possible),
    }
    told = [_step(version, "REG-12", words, spoken, certain=certain, possible=possible)]
    if certain and study.is_late(fields["approved_on"], fields["apply_on"], rule):
        spoken = {"approved_on": chinese(fields["approved_on"]), "years": rule.proof_years}
        told.append(_step(version, "REG-12", "late", spoken, years=rule.proof_years))
    return told + _open_questions(outcomes, version)


def _open_questions(outcomes: Sequence[Outcome], version: Version) -> list[Step]:
    """Each question whose choice changes what is asked for, with what each choice comes to."""
    told = []
    for key, question in version.questions.items():
        by_choice = {
            choice.value: [o for o in outcomes if o.choices.get(key) == choice.value]
            for choice in question.choices
        }
        if not all(by_choice.values()):
            continue  # not asked without the day of receipt
        values = {value: study.certain(found) for value, found in by_choice.items()}
        same = len({tuple(tuple(o.years) for o in found) for found in by_choice.values()}) == 1
        if same:
            continue
        words = person_messages.STUDY_STEPS
        choices = "；".join(
            words["choice"].format(
                means=choice.means,
                needs=words["needs_years" if values[choice.value] else "needs_none"].format(
                    years=_years(values[choice.value])
                ),
            )
            for choice in question.choices
        )
        sentence = words["open_question"].format(asks=question.asks, choices=choices)
        told.append(step(question.rule, question.phrase, sentence, question=key, **values))
    return told


def _renewal(
    outcomes: Sequence[Outcome], fields: Mapping[str, Any], registration: Version
) -> list[Step]:
    certain, possible = study.certain(outcomes), study.possible(outcomes)
    words = "renewal_none"
    if certain:
        words = "renewal" if certain == possible else "renewal_open"
    last = fields["registered_until"]
    first = months_later(last + 1, -12 * registration.number("period"))
    spoken = {
        "first": chinese(first),
        "last": chinese(last),
        "apply_on": chinese(fields["apply_on"]),
        "certain": _years(certain),
        "open": _years(year for year in certain if year not in possible),
    }
    values = {"from": iso(first), "to": iso(last), "certain": certain, "possible": possible}
    return [_step(registration, "REG-13", words, spoken, **values)]


def _hours(years: Sequence[int], rule: StudyRule, version: Version) -> list[Step]:
    """What study of these years comes to, and what may be done about a missed year."""
    if not years:
        return []
    known = [year for year in years if rule.hours_of(year) is not None]
    unknown = [year for year in years if year not in known]
    told = []
    if known:
        spoken: Mapping[str, object] = {"hours": rule.hours}
        told.append(_step(version, "CE2-02", "hours", spoken, hours=rule.hours))
    if unknown:
        spoken = {"years": _years(unknown)}
        told.append(_step(version, "FAQ-C07", "hours_unknown", spoken, years=unknown))
    return [
        *told,
        _step(version, "CE3-02", "no_carry_over", {}),
        _step(version, "CE3-03", "make_up", {}),
    ]


def _years(years: Any) -> str:
    return "、".join(map(str, years))


def _step(
    version: Version, rule: str, words: str, spoken: Mapping[str, object], **values: object
) -> Step:
    """A step on the whole wording of a rule."""
    sentence = person_messages.STUDY_STEPS[words].format(**spoken)
    return step(rule, version.rules[rule].wording, sentence, **values)


OPERATION = Operation("study", (AS_OF, REGISTRATION), read, answer)
