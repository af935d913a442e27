"""The parts of requests that several operations share: dates, annotations, rule versions."""

from collections.abc import Mapping
from typing import Any

from checker import messages
from checker.dates import day, iso
from checker.faults import Fault
from checker.fields import Array, Date, Integer, Object, text
from checker.planning import Need
from checker.readings import VALIDITY, AnnotationRule, validity_length
from checker.rules import END_OF_TIME, RuleSet, Version, rule_set

FIRST_DAY = day("2021-12-17")
LAST_DAY = day("2099-12-31")
LAST_PRINTED_DAY = day("2100-12-31")
FIRST_CERTIFICATE_DAY = day("1994-01-01")
EXAM_YEARS = (1994, 2099)
MOST_ANNOTATIONS = 1000
MOST_NEEDS = 100
LONGEST_NEED = 3660

ANY_DAY = Date(1, END_OF_TIME)
OPERATION_DAY = Date(FIRST_DAY, LAST_DAY)


def with_defaults(request: Mapping[str, Any], **defaults: object) -> dict[str, Any]:
    """The request as its answer echoes it: its own members in their order, then the defaults."""
    return {**request, **{k: v for k, v in defaults.items() if k not in request}}


class AsOf:
    """Reads `as_of`: a day on which some version of the rule set is known to be in force."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set

    def __call__(self, value: Any) -> int:
        number = ANY_DAY(value)
        versions = self.rule_set.versions
        low = max(versions[0].in_force_from, FIRST_DAY)
        high = min(versions[-1].in_force_to, LAST_DAY)
        if not low <= number <= high:
            raise Fault(
                "date_out_of_range", value=iso(number), low=iso(low), high=iso(high)
            ).saying(messages.NO_RULES_KNOWN)
        return number

    def version(self, value: Any) -> Version:
        """The version that `value` chooses; the newest when it chooses none."""
        if value is None:
            return self.rule_set.newest
        try:
            return self.rule_set.in_force(self(value))
        except Fault:
            return self.rule_set.newest

    def in_force(self, number: int) -> Version:
        """The version in force on a day that was read before."""
        return self.rule_set.in_force(number)

    def default(self) -> int:
        """A day that chooses the newest version: the last one on which it was seen."""
        newest = self.rule_set.newest
        return max(newest.in_force_from, newest.last_seen, FIRST_DAY)


ANNOTATION = AsOf(rule_set("annotation"))
REGISTRATION = AsOf(rule_set("registration"))


def as_of_both(value: Any) -> int:
    """Reads `as_of` where an answer rests on both of these rule sets."""
    REGISTRATION(value)
    return ANNOTATION(value)


def annotations_field(rule: AnnotationRule) -> Array:
    """Reads `annotations`: a day applied for each, with days asked or the printed last day."""
    longest = max(validity_length(rule.longest, validity, rule) for validity in VALIDITY)

    def check(item: dict[str, Any]) -> None:
        if ("days" in item) == ("valid_until" in item):
            raise Fault("days_or_valid_until")
        if "valid_until" not in item:
            return
        starts, ends = item["applied_on"], item["valid_until"]
        if ends < starts:
            raise Fault("ends_before_start", "valid_until", ends=iso(ends), starts=iso(starts))
        if ends > starts + longest:
            raise Fault(
                "ends_too_late", "valid_until", ends=iso(ends), starts=iso(starts),
                latest=iso(starts + longest),
            )  # fmt: skip

    item = Object(
        {
            "applied_on": OPERATION_DAY,
            "days": Integer(1, rule.longest, "days_out_of_range"),
            "valid_until": Date(FIRST_DAY, LAST_PRINTED_DAY),
        },
        required=("applied_on",),
        check=check,
    )
    return Array(item, "annotations", MOST_ANNOTATIONS)


def _check_certificate(certificate: dict[str, Any]) -> None:
    if "issued_on" not in certificate or "exam_year" not in certificate:
        return
    issued_on, exam_year = iso(certificate["issued_on"]), certificate["exam_year"]
    if int(issued_on[:4]) < exam_year:
        raise Fault(
            "certificate_contradiction", "issued_on", issued_on=issued_on, exam_year=exam_year
        )


CERTIFICATE = Object(
    {
        "exam_year": Integer(*EXAM_YEARS, "date_out_of_range"),
        "issued_on": Date(FIRST_CERTIFICATE_DAY, LAST_DAY),
    },
    check=_check_certificate,
)


def _check_need(need: dict[str, Any]) -> None:
    first, last = need["from"], need["to"]
    if last < first:
        raise Fault("ends_before_start", "to", ends=iso(last), starts=iso(first))
    days = last - first + 1
    if days > LONGEST_NEED:
        raise Fault("too_many", name=messages.NEED_DAYS, limit=LONGEST_NEED, count=days)


NEEDS = Array(
    Object(
        {"label": text, "from": OPERATION_DAY, "to": OPERATION_DAY},
        required=("label", "from", "to"),
        check=_check_need,
    ),
    "needs",
    MOST_NEEDS,
)


def as_needs(items: list[dict[str, Any]]) -> list[Need]:
    return [Need(item["label"], item["from"], item["to"]) for item in items]


def refuse_planned(fields: Mapping[str, Any]) -> None:
    """Raises Fault for the first annotation applied for after `today`."""
    today = fields["today"]
    for i, annotation in enumerate(fields["annotations"]):
        if annotation["applied_on"] > today:
            raise Fault(
                "planned_not_allowed", f"annotations[{i}].applied_on",
                date=iso(annotation["applied_on"]), today=iso(today),
            )  # fmt: skip
