"""What /provinces/states/ shows: a made-up province in which a value has every status, doubt and length.

Nothing in it is true, and nothing but that page is made from it: no event, no feed, no API.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.facts.events import NATIONAL, events
from scripts.facts.load import Dataset, parse
from scripts.facts.models import ExamYear, Model, Province, Slug, Source, Watch, Year
from scripts.facts.resolve import Facts, resolve
from scripts.pages.from_facts import charts
from scripts.pages.from_facts.areas import area_page
from scripts.pages.from_facts.views import Views

FILE = Path(__file__).with_name("states.yml")


class MadeUp(Model):
    sources: Mapping[Slug, Source]
    exams: Mapping[Year, ExamYear]
    province: Province


def states_page(facts: Facts) -> dict[str, Any]:
    """The page of the made-up province and a picture of its dates; `facts` lend it the country's."""
    document = parse(FILE.read_text("utf-8"), FILE.name)
    given = MadeUp.model_validate(document.data)
    made_up = resolve(
        Dataset(
            sources={**facts.sources, **given.sources},
            national=facts.national,
            exams=given.exams,
            provinces={given.province.id: given.province},
            statistics=facts.statistics,
            questions=facts.questions,
            faq=facts.faq,
            providers={},
            synonyms=facts.synonyms,
            watch=Watch(pages=()),
            documents={FILE.name: document},
        )
    )
    [area] = made_up.areas.values()
    of_2001 = [e for e in events(made_up.exams, {}) if (e.area, e.exam_year) == (NATIONAL, 2001)]
    svg = charts.timeline("编造的一年", charts.bars(of_2001))
    return {**area_page(made_up, Views(made_up, ()), area), "svg": svg}
