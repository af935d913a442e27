"""Made-up files of facts, of any number of years: to measure growth, and for tests to spoil."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from scripts.facts.lint.identity import PINYIN
from scripts.facts.models import REGIONS

CHECKED = "2030-01-01"
Files = Mapping[str, Any]


def _value(status: str, **more: Any) -> dict[str, Any]:
    return {"status": status, "source": ["made-up"], "checked_on": CHECKED, **more}


def _address() -> dict[str, Any]:
    return _value("announced", name="机构", url="http://example.gov.cn/")


def _said() -> dict[str, Any]:
    return _value("announced", text="说明。")


def _unknown() -> dict[str, Any]:
    return {"status": "unknown", "checked_on": CHECKED}


def _span(first: date, last: date) -> dict[str, Any]:
    return _value("announced", start=first.isoformat(), end=last.isoformat())


def _exam_day(year: int) -> date:
    """The third Saturday of October."""
    first = date(year, 10, 1)
    return first + timedelta(days=(5 - first.weekday()) % 7 + 14)


def _exam_year(year: int) -> dict[str, Any]:
    saturday = _exam_day(year)
    scores = saturday + timedelta(days=45)
    return {
        "year": year,
        "exam": _span(saturday, saturday + timedelta(days=1)),
        "sessions": _unknown(),
        "paper": _value("announced", questions=100, full_marks=100, minutes=90),
        "registration": _span(date(year, 8, 4), date(year, 8, 25)),
        "admit_card": _span(saturday - timedelta(days=8), saturday),
        "scores": _span(scores, scores),
        "pass_line": _value("announced", marks=60, full_marks=100),
        "special_area_line": _unknown(),
        "e_certificate": _unknown(),
    }


def _area_year(year: int) -> dict[str, Any]:
    saturday = _exam_day(year)
    return {
        "exam": "same_as_national",
        "registration": _value("announced", start=f"{year}-08-05T09:00", end=f"{year}-08-20T17:00"),
        "payment": _span(date(year, 8, 5), date(year, 8, 22)),
        "admit_card": _span(saturday - timedelta(days=5), saturday - timedelta(days=1)),
        "scores": "same_as_national",
    }


def _course(number: int) -> dict[str, Any]:
    days = {"days_from_purchase": 365}
    price = {"yuan": 100 + number, "price_checked_on": CHECKED}
    return {
        "id": f"course-{number}",
        "title": f"某班第 {number} 种",
        "track": ("tcm", "pharmacy", "both")[number % 3],
        "kind": "all_subjects" if number % 2 else "single_subject",
        "status": "on_sale",
        "url": f"https://example.com/courses/{number}",
        "prices": [{"scope": "all_subjects", "validity": days, **price}],
        "contains": ["讲课", "题库"],
        "seen_on": CHECKED,
        "source": ["made-up"],
        "checked_on": CHECKED,
    }


def _provider(id_: str, courses: int) -> dict[str, Any]:
    return {
        "id": id_,
        "name": f"某机构 {id_}",
        "disclosure": "nothing_paid",
        "site": _address(),
        "contact": _unknown(),
        "courses": [_course(number) for number in range(courses)],
    }


def made_up(
    years: Iterable[int], areas: Sequence[str], *, providers: int = 1, courses: int = 2
) -> Files:
    """Files of facts that pass every linter; `areas` are names such as 广东, `courses` are those of
    each provider. Nothing in them is true."""
    years = list(years)
    files: dict[str, Any] = {
        "sources.yml": {
            "made-up": {
                "publisher": "某处",
                "url": "https://example.com/",
                "status": "reprint",
                "linkable": True,
                "checked_on": CHECKED,
            }
        },
        "national.yml": {
            "registration_site": _address(),
            "score_query": _said(),
            "practice_registration": _said(),
            "subjects": _value("announced", all=4, exempt=2),
            "review": [_said()],
            "continuing_education": {"rule": _said(), "hours": _said(), "portals": [_address()]},
            "statements": {},
        },
        "statistics.yml": {
            "pass_rates": [
                _value("announced", exam_year=y, sat=1000, passed=200, pass_rate_percent=20.0)
                for y in years
            ],
            "registered": [],
        },
        "questions.yml": {"open": [], "conflicts": []},
        "faq.yml": {"groups": []},
        "synonyms.yml": {"near": [], "ignored": []},
        "watch.yml": {"pages": []},
    }
    for year in years:
        files[f"exams/{year}.yml"] = _exam_year(year)
    for i, name in enumerate(areas):
        files[f"provinces/{PINYIN[name]}.yml"] = {
            "id": PINYIN[name],
            "name": name,
            "region": REGIONS[i % len(REGIONS)],
            "exam_agency": _address(),
            "drug_administration": _address(),
            "registration_site": "same_as_national",
            "score_query": "same_as_national",
            "practice_registration": "same_as_national",
            "review": ["same_as_national"],
            "fees": [_value("announced", year=years[-1], yuan_per_paper=61)],
            "continuing_education": {"portals": [_address()]},
            "exams": {year: _area_year(year) for year in years},
        }
    for number in range(providers):
        files[f"courses/provider-{number}.yml"] = _provider(f"provider-{number}", courses)
    return files


def write_files(files: Files, root: Path) -> None:
    yaml = YAML()
    yaml.representer.ignore_aliases = lambda *_: True
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as stream:
            yaml.dump(data, stream)
