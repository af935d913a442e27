"""What the API answers with. A key that has no value is left out; no key ever holds two types.

Days are civil days in Asia/Shanghai, money is in yuan, shares are in percent.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from scripts.facts.courses import CourseKind, Sale, Scope, Term, Track
from scripts.facts.kinds import Category
from scripts.facts.models import Confidence, Region, Status
from scripts.facts.moments import Precision

LICENCE = "CC-BY-4.0"


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Contradiction(Shape):
    """What several pages say, and why it is not believed."""

    says: str
    holds: str


class Earlier(Shape):
    """What the value was until `on`."""

    on: str
    status: Status
    start: str | None = None
    end: str | None = None
    note: str | None = None


class Value(Shape):
    """What every value carries. `source` are ids of sources.json; `verified` is false for what is
    of low confidence or known only from pages that nobody can open."""

    status: Status
    source: tuple[str, ...]
    checked_on: str
    verified: bool
    confidence: Confidence | None = None
    quote: str | None = None
    note: str | None = None
    conflict: tuple[Contradiction, ...] = ()
    history: tuple[Earlier, ...] = ()


class DatedEvent(Value):
    """One dated event. `date` to `date_to`: both included, equal for a single day. `time`: HH:MM in
    China, 24:00 for the end of the day; absent for whole days."""

    id: str
    title: str
    kind: str
    edge: Literal["whole", "start", "end"]
    category: Category
    exam_year: int
    area: str = Field(description="`national`, or the id of an area")
    date: str
    date_to: str
    time: str | None = None
    precision: Precision
    read_as: Literal["exact", "within", "by"]
    cancelled: bool
    page: str = Field(description="relative to the site's root")


class UndatedEvent(Value):
    """A date that has been looked for and not been found."""

    exam_year: int
    kind: str
    area: str


class AgendaDate(Shape):
    """One date as the checker's `agenda` takes it: national without `area`; days, or `T` and an
    hour of them; `source`: an id of `sources`. A date that fell away is `unknown`, without days."""

    id: str
    what: str
    area: str | None = None
    exam_year: int
    start: str | None = None
    end: str | None = None
    status: Status
    source: str | None = None


class AgendaSource(Shape):
    """`url` only where it may be a link."""

    title: str
    url: str | None = None


class AgendaDates(Shape):
    as_of: str
    dates: tuple[AgendaDate, ...]
    sources: Mapping[str, AgendaSource]


class CoverageCell(Shape):
    """One matter of one exam year in one area. `checked_on` is absent where nobody has looked yet,
    `due_from` (the day from which it should be looked up) where nothing is due."""

    area: str
    exam_year: int
    matter: str
    status: Status
    national: bool
    checked_on: str | None = None
    due_from: str | None = None


class DueItem(Shape):
    """Something to look up from `due_from` on; `path` says where it stands in the data files."""

    path: str
    why: str = Field(description="lapsed, season, conflict or old")
    title: str
    area: str = Field(description="`national`, an area's id, or empty for a source")
    due_from: str
    exam_year: int | None = None
    checked_on: str | None = None


class Coverage(Shape):
    """`due`: most valuable first, also what is not due yet: compare `due_from` with today in China."""

    as_of: str
    cells: tuple[CoverageCell, ...]
    due: tuple[DueItem, ...]


class SessionTime(Shape):
    date: str
    start: str
    end: str
    paper: str


class SessionTimes(Value):
    rows: tuple[SessionTime, ...] = ()


class PaperShape(Value):
    questions: int | None = None
    full_marks: int | None = None
    minutes: int | None = None


class Line(Value):
    marks: int | None = None
    full_marks: int | None = None
    announced_on: str | None = None


class Contact(Value):
    """`url` only where it may be shown; `linkable` only where it may be a link, after a look at the
    domain: no address has been opened unless `live_checked`."""

    name: str | None = None
    url: str | None = None
    linkable: bool
    live_checked: bool


class Said(Value):
    text: str | None = None
    exam_year: int | None = None


class FeeShape(Value):
    year: int | None = None
    yuan_per_paper: int | None = None
    yuan_knowledge_one: int | None = Field(
        default=None, description="the paper 专业知识（一）, where it costs something else"
    )
    yuan_per_person: int
    yuan_new_candidate: int
    basis: str | None = None


class Days(Shape):
    start: str | None = None
    end: str | None = None


class Study(Value):
    year: int
    hours: str | None = None
    in_person: Days | None = None
    online: Days | None = None
    fee: str | None = None


class Headcount(Value):
    exam_year: int
    people: int | None = None


class Rate(Value):
    exam_year: int
    applied: int | None = None
    sat: int | None = None
    passed: int | None = None
    attendance_percent: float | None = None
    pass_rate_percent: float | None = None


class InForce(Value):
    as_of: str
    people: int | None = None
    per_10k_people: float | None = None


class Calendar(Shape):
    as_of: str
    events: tuple[DatedEvent, ...]
    unknown: tuple[UndatedEvent, ...]


class CalendarYear(Calendar):
    year: int
    sessions: SessionTimes
    paper: PaperShape
    pass_line: Line
    special_area_line: Line


class AreaEntry(Shape):
    id: str
    name: str
    region: Region
    page: str
    api: str


class AreaShape(Calendar):
    """`events` holds the area's own and the country's; `area` in each tells which."""

    id: str
    name: str
    region: Region
    exam_agency: Contact
    drug_administration: Contact
    registration_site: Contact
    score_query: Said
    practice_registration: Said
    review: tuple[Said, ...]
    fees: tuple[FeeShape, ...]
    continuing_education_portals: tuple[Contact, ...]
    continuing_education_notices: tuple[Study, ...]
    certificate_rules: tuple[Said, ...]
    certificate_how: tuple[Said, ...]
    exam_places: tuple[Said, ...]
    passed: tuple[Headcount, ...]
    notes: tuple[Said, ...]


class ValidityShape(Shape):
    """How long what is paid for can be used. `days` counts from purchase, `term` is paid anew each
    time, `start` to `end` are fixed days, both included."""

    kind: Literal["days_from_purchase", "term", "dates", "unknown"]
    days: int | None = None
    term: Term | None = None
    start: str | None = None
    end: str | None = None


class EarlierPrice(Shape):
    """`price_checked_on`: a day, or only the month or year that is known."""

    yuan: int
    price_checked_on: str


class PriceShape(EarlierPrice):
    """`yuan_a_year` is left out where it cannot be told; `starting_at`: the page says "from"."""

    scope: Scope
    starting_at: bool
    validity: ValidityShape
    yuan_a_year: int | None = None
    history: tuple[EarlierPrice, ...]


class CourseShape(Shape):
    """What the provider says of itself; none of it has been verified. No `url`: unknown. No
    `prices` or `contains`: not seen."""

    id: str
    title: str
    page: str = Field(description="relative to the site's root")
    track: Track
    kind: CourseKind
    status: Sale
    ended_on: str | None = None
    url: str | None = None
    prices: tuple[PriceShape, ...]
    contains: tuple[str, ...]
    seen_on: str
    source: tuple[str, ...]
    checked_on: str
    verified: Literal[False]
    confidence: Confidence | None = None
    quote: str | None = None
    note: str | None = None


class ProviderShape(Shape):
    id: str
    name: str
    page: str = Field(description="relative to the site's root")
    disclosure: Literal["nothing_paid", "paid"]
    site: Contact
    contact: Contact
    note: str | None = None
    courses: tuple[CourseShape, ...]


class Courses(Shape):
    """Providers by id: an order, not a ranking."""

    as_of: str
    providers: tuple[ProviderShape, ...]


class SourceShape(Shape):
    """`url` only where it may be a link."""

    id: str
    publisher: str
    title: str | None = None
    url: str | None = None
    status: Literal["official", "reprint", "secondary", "background"]
    linkable: bool
    page_date: str | None = None
    checked_on: str
    note: str | None = None


class Numbers(Shape):
    pass_rates: tuple[Rate, ...]
    registered: tuple[InForce, ...]


class Question(Shape):
    id: str
    topic: str
    question: str
    known: str
    checked_on: str


class Mistake(Shape):
    id: str
    topic: str
    says: str
    holds: str
    source: tuple[str, ...]
    checked_on: str
    quote: str | None = None


class OpenMatters(Shape):
    open: tuple[Question, ...]
    conflicts: tuple[Mistake, ...]


class RuleSource(Shape):
    title: str
    url: str | None = None
    publisher: str
    status: str
    page_date: str | None = None
    checked_on: str


class RuleShape(Shape):
    id: str
    wording: str
    note: str | None = None
    source: RuleSource


class RuleVersion(Shape):
    """In force from `in_force_from` to `in_force_to`, both included; without an end, still."""

    in_force_from: str
    in_force_to: str | None = None
    last_seen: str
    rules: tuple[RuleShape, ...]


class RuleSetShape(Shape):
    id: str
    title: str
    versions: tuple[RuleVersion, ...]


class Endpoint(Shape):
    path: str
    about: str
    schema_path: str


class Index(Shape):
    version: str
    endpoints: tuple[Endpoint, ...]
    openapi: str
    changelog: tuple[str, ...]
    feeds: Mapping[str, str]
    checker_schemas: tuple[str, ...]
