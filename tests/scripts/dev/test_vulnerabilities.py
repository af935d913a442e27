"""The check of known vulnerabilities: what is known fails it, and silence is never taken for an answer."""

import pytest

from scripts.dev.trust.debian import NotChecked
from scripts.dev.trust.vulnerabilities import Answer, from_npm_audit, from_pip_audit, judged

CLEAN = {"dependencies": [{"name": "a", "version": "1", "vulns": []}]}
PASSED_OVER = {"dependencies": [{"name": "a", "skip_reason": "Dependency not found on PyPI"}]}
KNOWN = {
    "dependencies": [
        {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]},
        {"name": "b", "skip_reason": "…"},
    ]
}
NPM_CLEAN = {"vulnerabilities": {}, "metadata": {"dependencies": {"total": 7}}}
NPM_KNOWN = {
    "vulnerabilities": {"c": {"severity": "high", "range": "<3"}},
    "metadata": {"dependencies": {"total": 7}},
}
NPM_NOT_THERE = {"message": "405 Method Not Allowed", "error": {"summary": ""}}


def test_an_answer_about_everything_passes():
    text = judged([from_pip_audit("PyPI", CLEAN), from_npm_audit("npm", NPM_CLEAN)])
    assert text == "PyPI: 1 packages, none known; npm: 7 packages, none known"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (from_pip_audit("PyPI", PASSED_OVER), "PyPI: no answer about 1 of 1 packages"),
        (from_npm_audit("npm", NPM_NOT_THERE), "npm: 405 Method Not Allowed"),
        (Answer("PyPI", trouble="no answer"), "PyPI: no answer"),
    ],
)
def test_no_answer_is_not_taken_for_a_good_one(answer: Answer, said: str):
    with pytest.raises(NotChecked, match=said):
        judged([answer])
    with pytest.raises(NotChecked, match=said):
        judged([answer, from_npm_audit("npm", NPM_CLEAN)])


def test_what_is_known_fails_even_when_another_service_is_silent():
    with pytest.raises(AssertionError, match="a 1: PYSEC-1, mended in 2"):
        judged([from_pip_audit("PyPI", KNOWN), Answer("npm", trouble="no answer")])
    with pytest.raises(AssertionError, match="c: high, <3"):
        judged([from_npm_audit("npm", NPM_KNOWN)])
