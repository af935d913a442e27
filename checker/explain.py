"""The steps from the wording to the answer, told from the very numbers that made the answer."""

from collections.abc import Mapping

from checker import messages
from checker.assessment import Assessment, Outcome, verdict
from checker.dates import chinese, iso
from checker.need import Requirement
from checker.readings import window_reach
from checker.rules import Version
from checker.steps import Step, step


def steps(assessment: Assessment, need: Requirement, today: int, version: Version) -> list[Step]:
    """Steps `{"rule", "phrase", "text", "values"}` in order; dates in `values` as `YYYY-MM-DD`."""
    told = [_past(assessment, today, version)] if assessment.apply_on < today else []
    told += [_need(need, version), _counted(assessment, version)]
    used = [o.used for o in assessment.outcomes]
    if min(used) != max(used):
        told.append(_counted_otherwise(min(used), max(used), version))
    told.append(_verdict(assessment, version))
    if assessment.verdict == "depends":
        if _one_day_decides(assessment):
            told.append(_one_day(assessment, version))
        told.append(_deciding(assessment, version))
    told += [_valid_until(assessment, version), _ready_by(assessment, version)]
    if assessment.conflicts:
        told.append(_planned(assessment, version))
    return told


def _past(assessment: Assessment, today: int, version: Version) -> Step:
    text = messages.STEPS["past"].format(
        apply_on=chinese(assessment.apply_on), today=chinese(today)
    )
    phrase = version.questions["window"].phrase
    return step("ANN-03", phrase, text, apply_on=iso(assessment.apply_on), today=iso(today))


def _need(need: Requirement, version: Version) -> Step:
    rule = need.rules[-1]
    return step(rule, version.rules[rule].wording, need.text, answer=need.answer)


def _counted(assessment: Assessment, version: Version) -> Step:
    rule, usual = assessment.rule, assessment.usual
    first_day = assessment.apply_on - window_reach(usual.reading.window, rule)
    template = messages.STEPS["counted" if usual.used else "counted_none"]
    text = template.format(
        first_day=chinese(first_day),
        apply_on=chinese(assessment.apply_on),
        window=rule.window,
        used=usual.used,
        cap=rule.cap,
        remaining=usual.remaining,
    )
    return step(
        "ANN-03", version.questions["window"].phrase, text,
        first_day=iso(first_day), window=rule.window, used=usual.used, cap=rule.cap,
    )  # fmt: skip


def _counted_otherwise(fewest: int, most: int, version: Version) -> Step:
    text = messages.STEPS["counted_otherwise"].format(fewest=fewest, most=most)
    return step("ANN-03", version.questions["counted"].phrase, text, fewest=fewest, most=most)


def _verdict(assessment: Assessment, version: Version) -> Step:
    allowing = sum([o.allowed for o in assessment.outcomes])
    readings = len(assessment.outcomes)
    text = messages.STEPS[assessment.verdict].format(
        readings=readings,
        allowing=allowing,
        apply_on=chinese(assessment.apply_on),
        usual=chinese(assessment.usual.earliest),
        certain=chinese(assessment.certain),
    )
    phrase = version.questions["counted"].phrase
    return step("ANN-03", phrase, text, allowing=allowing, readings=readings)


def _one_day_decides(assessment: Assessment) -> bool:
    """Whether, as the wording is usually understood, it hangs on the day of application alone: is
    it the first of the days that are counted?
    """
    usual = assessment.usual.reading
    allowed = [
        outcome.allowed
        for outcome in assessment.outcomes
        if (outcome.reading.counted, outcome.reading.validity) == (usual.counted, usual.validity)
    ]
    return len(set(allowed)) > 1


def _one_day(assessment: Assessment, version: Version) -> Step:
    rule, apply_on = assessment.rule, assessment.apply_on
    applied_on = apply_on - rule.window
    text = messages.STEPS["one_day"].format(
        applied_on=chinese(applied_on),
        apply_on=chinese(apply_on),
        next_day=chinese(apply_on + 1),
        window=rule.window,
    )
    phrase = version.questions["window"].phrase
    return step("ANN-03", phrase, text, oldest=iso(applied_on), apply_on=iso(apply_on))


def _deciding(assessment: Assessment, version: Version) -> Step:
    """Which open question decides, and what each of its choices gives."""
    verdicts = {key: _verdicts_by_choice(assessment, key, version) for key in version.questions}
    # A question whose choices settle it stands alone: each choice on another then depends on it.
    # `counted` always tells: refused as applied only by the outermost day of the longer window,
    # an annotation still running from there overlaps every window.
    told = {key: v for key, v in verdicts.items() if len(set(v.values())) > 1}
    text = messages.STEPS["decides"].format(
        asks="".join(version.questions[key].asks for key in told),
        choices="；".join(
            messages.STEPS["choice"].format(
                means=choice.means, verdict=messages.CHOICE_VERDICTS[told[key][choice.value]]
            )
            for key in told
            for choice in version.questions[key].choices
        ),
    )
    question = version.questions[next(iter(told))]
    return step(question.rule, question.phrase, text, questions=told)


def _verdicts_by_choice(assessment: Assessment, key: str, version: Version) -> Mapping[str, str]:
    """The verdict among the readings that make each choice on question `key`."""
    by_choice: dict[str, list[Outcome]] = {c.value: [] for c in version.questions[key].choices}
    for outcome in assessment.outcomes:
        by_choice[getattr(outcome.reading, key)].append(outcome)
    return {value: verdict(outcomes) for value, outcomes in by_choice.items()}


def _valid_until(assessment: Assessment, version: Version) -> Step:
    safe, latest = assessment.safe_end, assessment.latest_end
    text = messages.STEPS["valid_until"].format(
        days=assessment.days,
        longest=assessment.rule.longest,
        safe=chinese(safe),
        latest=chinese(latest),
    )
    phrase = version.questions["validity"].phrase
    return step("ANN-04", phrase, text, days=assessment.days, safe=iso(safe), latest=iso(latest))


def _ready_by(assessment: Assessment, version: Version) -> Step:
    hours = version.number("completion")
    text = messages.STEPS["ready_by"].format(hours=hours, ready_by=chinese(assessment.ready_by))
    return step(
        "ANN-06", version.rules["ANN-06"].wording, text,
        hours=hours, ready_by=iso(assessment.ready_by),
    )  # fmt: skip


def _planned(assessment: Assessment, version: Version) -> Step:
    dates = [conflict.applied_on for conflict in assessment.conflicts]
    text = messages.STEPS["planned"].format(
        apply_on=chinese(assessment.apply_on), dates="、".join(map(chinese, dates))
    )
    phrase = version.questions["counted"].phrase
    return step("ANN-03", phrase, text, applied_on=[iso(d) for d in dates])
