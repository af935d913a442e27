"""The shape of the files in docs/data/, and the JSON Schemas published from it.

Days are civil days in Asia/Shanghai, money is in yuan, shares are in percent.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    HttpUrl,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)

from scripts.facts.moments import PATTERN, Moment

Status = Literal["expected", "announced", "confirmed", "changed", "unknown"]
Confidence = Literal["high", "medium", "low"]
Region = Literal["华北", "东北", "华东", "华中", "华南", "西南", "西北"]
REGIONS: tuple[Region, ...] = ("华北", "东北", "华东", "华中", "华南", "西南", "西北")


def _moment(value: Any) -> Moment:
    return value if isinstance(value, Moment) else Moment.parse(str(value))


def _is_url(text: str) -> str:
    HttpUrl(text)
    return text


Text = Annotated[str, StringConstraints(min_length=1)]
When = Annotated[
    Moment,
    PlainValidator(_moment),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": PATTERN}),
]
PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-zA-Z0-9]+)*$")]
Url = Annotated[str, AfterValidator(_is_url)]
Year = Annotated[int, Field(ge=1994, le=2199)]
Count = Annotated[int, Field(ge=0)]
Yuan = Annotated[int, Field(ge=0)]
Percent = Annotated[float, Field(ge=0, le=100)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Model):
    """Where a value was read. `linkable: false` is evidence only, never a link."""

    publisher: Text
    title: Text | None = None
    url: Url | None = None
    status: Literal["official", "reprint", "secondary", "background"]
    linkable: bool
    page_date: PartialDate | None = None
    checked_on: date
    note: Text | None = None


class Conflict(Model):
    """What others say, and why it is not believed. Shown without naming who says it; `seen_in`
    are the sources where it was found."""

    says: Text
    holds: Text
    seen_in: tuple[Slug, ...] = ()


class Change(Model):
    """What a value was before it changed, and the day the change became known."""

    on: date
    status: Status
    start: When | None = None
    end: When | None = None
    note: Text | None = None


class Fact(Model):
    """What every value carries: how sure it is, on whose word, and when that was last looked at."""

    status: Status
    source: tuple[Slug, ...] = ()
    checked_on: date
    confidence: Confidence | None = None
    quote: Text | None = None
    note: Text | None = None
    conflict: tuple[Conflict, ...] = ()
    history: tuple[Change, ...] = ()

    @model_validator(mode="after")
    def _has_value_unless_unknown(self) -> Self:
        common = set(Fact.model_fields) | LABELS
        values = [k for k in type(self).model_fields if k not in common]
        given = [k for k in values if k in self.model_fields_set and getattr(self, k) is not None]
        if self.status == "unknown" and given:
            raise ValueError(f"status 是 unknown，却写了 {'、'.join(given)}；删去它，或改 status")
        if self.status != "unknown" and not given:
            raise ValueError(f"缺少内容：应有 {'、'.join(values)} 之一，或把 status 写成 unknown")
        return self


LABELS = {"exam_year", "year", "as_of", "area", "read_as", "cancelled", "live_checked", "lapsed_on"}


class Period(Fact):
    """A day or a span of days, both ends included. `read_as`: `within` = on one unknown day of
    the span, `by` = not later than the start. `cancelled`: it fell away."""

    start: When | None = None
    end: When | None = None
    read_as: Literal["exact", "within", "by"] = "exact"
    cancelled: bool = False
    area: Text | None = None


class Lapsed(Period):
    """A forecast whose day had passed at the last look at the facts, without its days: nobody has
    seen whether it came true. Made by `resolve`; no file can say it. `lapsed_on`: that day."""

    lapsed_on: date | None = None


class Statement(Fact):
    """A sentence of our own; `exam_year` when it holds for one exam only."""

    exam_year: Year | None = None
    text: Text | None = None
    name: Text | None = None
    url: Url | None = None
    live_checked: bool | None = None


class Address(Fact):
    """An authority or portal. `live_checked`: the address was opened and is the right one."""

    name: Text | None = None
    url: Url | None = None
    live_checked: bool = False


class SessionRow(Model):
    date: date
    start: Clock
    end: Clock
    paper: Text


class Sessions(Fact):
    rows: tuple[SessionRow, ...] = ()


class Paper(Fact):
    """One paper: number of questions, full marks, length in minutes."""

    questions: Count | None = None
    full_marks: Count | None = None
    minutes: Count | None = None


class PassLine(Fact):
    """Marks needed in each paper. `announced_on`: the day the line was made public."""

    marks: Count | None = None
    full_marks: Count | None = None
    announced_on: date | None = None


class Subjects(Fact):
    """How many papers there are, for those who sit all and for those exempt from some."""

    all: Count
    exempt: Count


class Fee(Fact):
    """Yuan in `year`: per paper, per person on top, and on top for new candidates.
    `yuan_knowledge_one`: the paper 专业知识（一）, where it costs something else. `basis`: the
    document that sets the fee."""

    year: Year | None = None
    yuan_per_paper: Yuan | None = None
    yuan_knowledge_one: Yuan | None = None
    yuan_per_person: Yuan = 0
    yuan_new_candidate: Yuan = 0
    basis: Text | None = None


class Span(Model):
    start: When | None = None
    end: When | None = None


class StudyNotice(Fact):
    """Continuing education of one year: hours, when it can be taken, what it costs."""

    year: Year
    hours: Text | None = None
    in_person: Span | None = None
    online: Span | None = None
    fee: Text | None = None


class Passed(Fact):
    exam_year: Year
    people: Count | None = None


class PassRate(Fact):
    """`attendance_percent` is of those who applied, `pass_rate_percent` of those who sat."""

    exam_year: Year
    applied: Count | None = None
    sat: Count | None = None
    passed: Count | None = None
    attendance_percent: Percent | None = None
    pass_rate_percent: Percent | None = None


class Registered(Fact):
    """Pharmacists with a registration in force at the end of the month."""

    as_of: Month
    people: Count | None = None
    per_10k_people: float | None = None


def _which(value: Any) -> str:
    return "same" if isinstance(value, str) else "own"


Same = Annotated[Literal["same_as_national"], Tag("same")]
PeriodOrSame = Annotated[Annotated[Period, Tag("own")] | Same, Discriminator(_which)]
StatementOrSame = Annotated[Annotated[Statement, Tag("own")] | Same, Discriminator(_which)]
AddressOrSame = Annotated[Annotated[Address, Tag("own")] | Same, Discriminator(_which)]


class ExamYear(Model):
    """docs/data/exams/<year>.yml: what holds for the whole country."""

    year: Year
    exam: Period
    exam_makeup: Period | None = None
    sessions: Sessions
    paper: Paper
    registration: Period
    admit_card: Period
    scores: Period
    pass_line: PassLine
    special_area_line: PassLine
    e_certificate: Period
    registration_opens: Period | None = None


class ProvinceYear(Model):
    """One exam year in one area; `same_as_national` where the country's value holds."""

    exam: PeriodOrSame = "same_as_national"
    exam_places: Statement | None = None
    registration: PeriodOrSame | None = None
    payment: PeriodOrSame | None = None
    review: PeriodOrSame | None = None
    admit_card: PeriodOrSame | None = None
    scores: PeriodOrSame = "same_as_national"
    e_certificate: PeriodOrSame | None = None
    certificate_how: Statement | None = None
    certificate_application: Period | None = None
    certificate_mail: Period | None = None
    certificate_collection: Period | None = None


class ContinuingEducation(Model):
    portals: tuple[Address, ...]
    notices: tuple[StudyNotice, ...] = ()


class Province(Model):
    """docs/data/provinces/<id>.yml"""

    id: Slug
    name: Text
    region: Region
    exam_agency: Address
    drug_administration: Address
    registration_site: AddressOrSame
    score_query: StatementOrSame
    practice_registration: StatementOrSame
    review: tuple[StatementOrSame, ...]
    fees: tuple[Fee, ...]
    continuing_education: ContinuingEducation
    certificate_rules: tuple[Statement, ...] = ()
    exams: Mapping[Year, ProvinceYear]
    passed: tuple[Passed, ...] = ()
    notes: tuple[Statement, ...] = ()


class NationalContinuingEducation(Model):
    rule: Statement
    hours: Statement
    portals: tuple[Address, ...]


class National(Model):
    """docs/data/national.yml: what the areas inherit, and what guides say of the whole country."""

    registration_site: Address
    score_query: Statement
    practice_registration: Statement
    subjects: Subjects
    review: tuple[Statement, ...]
    continuing_education: NationalContinuingEducation
    statements: Mapping[Slug, Statement]


class Statistics(Model):
    """docs/data/statistics.yml"""

    pass_rates: tuple[PassRate, ...]
    registered: tuple[Registered, ...]


Topic = Literal[
    "calendar",
    "eligibility",
    "scores",
    "fees",
    "continuing-education",
    "registration",
    "annotation",
    "verification",
    "benefits",
]


class OpenQuestion(Model):
    id: Slug
    topic: Topic
    question: Text
    known: Text
    checked_on: date


class CommonError(Model):
    """A statement found on several pages that the sources contradict."""

    id: Slug
    topic: Topic
    says: Text
    holds: Text
    source: tuple[Slug, ...] = ()
    checked_on: date
    quote: Text | None = None


class Answer(Model):
    """A frequent question with its answer, in Markdown: rule numbers and facts by macro, no links.
    It rests on sources, on rules of the checker, or on both; where none says it, the answer says so
    and `ask` whom to ask. `guide`: the guide that says more."""

    id: Slug
    question: Text
    answer: Text
    source: tuple[Slug, ...] = ()
    rules: tuple[Text, ...] = ()
    ask: Text | None = None
    checked_on: date
    confidence: Confidence
    guide: Slug | None = None


class AnswerGroup(Model):
    """Frequent questions on one matter."""

    id: Slug
    title: Text
    questions: Annotated[tuple[Answer, ...], Field(min_length=1)]


class Questions(Model):
    """docs/data/questions.yml"""

    open: tuple[OpenQuestion, ...]
    conflicts: tuple[CommonError, ...]


class Faq(Model):
    """docs/data/faq.yml"""

    groups: tuple[AnswerGroup, ...]


class NearWords(Model):
    """What people type, and the words of the pages that say the same: any of them will do."""

    asked: Annotated[tuple[Text, ...], Field(min_length=1)]
    means: Annotated[tuple[Text, ...], Field(min_length=1)]


class Synonyms(Model):
    """docs/data/synonyms.yml. `ignored`: words of a question that say nothing of its matter."""

    near: tuple[NearWords, ...]
    ignored: tuple[Text, ...]


class WatchedPage(Model):
    """A page or feed on which an authority lists its notices. `address_of`: where its address stands
    in docs/data, such as `provinces/guangdong/exam_agency`; else `url`, on the word of `source`.
    `area`: whose matters it tells, `national` for the country's. `opened_on`: the day somebody
    opened it and found notices there."""

    id: Slug
    area: Slug
    kind: Literal["page", "feed"] = "page"
    address_of: Text | None = None
    url: Url | None = None
    source: tuple[Slug, ...] = ()
    opened_on: date | Literal["never opened"]
    note: Text | None = None


class Watch(Model):
    """docs/data/watch.yml"""

    pages: tuple[WatchedPage, ...]
