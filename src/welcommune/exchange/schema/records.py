"""The network file, format 1: what ``welcommune load`` reads. docs/network-file.md is made from this.

Texts in several languages are mappings of language code to text. Dates that may be known only in
part are strings: 2020, 2020-03 or 2020-03-22. What a source does not say is left out, never guessed.
"""

from collections.abc import Iterable
from datetime import date, time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from welcommune.exchange.schema.values import (
    Code,
    Country,
    Language,
    Line,
    Link,
    Mail,
    PartialDate,
    Point,
    ReadLanguage,
    Slug,
    Texts,
    UpTo10,
    UpTo12,
    UpTo20,
    UpTo30,
    UpTo40,
    UpTo60,
    UpTo120,
    UpTo200,
    Zone,
)  # fmt: skip


def _once(what: str, entries: Iterable[object]) -> None:
    listed = list(entries)
    doubled = [entry for place, entry in enumerate(listed) if entry in listed[:place]]
    if doubled:
        raise ValueError(f"{what} “{doubled[0]}” stands twice")


class Strict(BaseModel):
    """Unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid")


class SourceEntry(Strict):
    """One citation, listed once under ``sources`` and referred to by its key."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    url: Link | None = None
    stated_on: date | None = None


class Claim(Strict):
    """Which source backs which field of a record; no ``field`` means the record as a whole."""

    source: str
    field: UpTo60 = ""
    doubt: Texts = {}


class Sourced(Strict):
    """A record with its sources: keys of ``sources``, or claims about single fields."""

    sources: list[str | Claim] = []

    @property
    def claims(self) -> list[Claim]:
        """The sources as claims; a key alone stands for the record as a whole."""
        return [entry if isinstance(entry, Claim) else Claim(source=entry) for entry in self.sources]


class NetworkEntry(Sourced):
    slug: Slug
    name: Line
    full_name: Texts = {}
    about: Texts = {}
    platform_name: Texts = {}
    starts_on: date | None = None
    ends_on: date | None = None
    languages: list[Language] = []
    boilerplate: Texts = {}
    funding_statement: Texts = {}
    disclaimer: Texts = {}
    emblem: Literal["", "eu"] = ""
    lead: Texts = {}
    call_theme: Texts = {}
    partners: list["PartnerEntry"] = []

    @model_validator(mode="after")
    def _ends_after_start(self) -> "NetworkEntry":
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("ends_on comes before starts_on")
        return self


class PartnerEntry(Strict):
    organisation: Slug
    part: Literal["lead", "partner"]


class CodeEntry(Strict):
    system: UpTo20 = "NUTS"
    vintage: UpTo10 = ""
    level: int | None = Field(default=None, ge=0, le=9)
    code: UpTo20
    stated_by_programme: bool = False
    doubt: Texts = {}
    source: str = ""


class ClassEntry(Strict):
    scheme: Literal["programme", "eurostat"]
    vintage: UpTo10 = ""
    value: Literal["rural", "intermediate", "urban", "unknown"]
    for_filters: bool = False
    doubt: Texts = {}
    source: str = ""


class FormsEntry(Strict):
    """Phrases that no rule can derive: "de la Saône-et-Loire", "en Saône-et-Loire"."""

    of: Line
    in_: Line = Field(alias="in")


class MemberEntry(Sourced):
    organisation: Slug
    role: Literal["facilitator", "member", "observer", "expert"] = "member"
    state: Literal["active", "past"] = "active"
    starts_on: date | None = None
    ends_on: date | None = None
    group: Texts = {}


class TownEntry(Strict):
    """A town that the drawing of the region names."""

    name: Line
    point: Point


class RegionEntry(Sourced):
    slug: Slug
    name: Texts
    forms: dict[Language, FormsEntry] = {}
    kind: Texts = {}
    part_of: Texts = {}
    country: Country
    languages: list[Language]
    intro: Texts = {}
    composition_note: Texts = {}
    statistics_url: Link | None = None
    contact_name: Texts = {}
    contact_email: UpTo200 = ""
    contact_phone: UpTo30 = ""
    zone: Zone = "Europe/Paris"
    point: Point | None = None
    outline: list[Point] = []
    towns: list["TownEntry"] = []
    codes: list[CodeEntry] = []
    classes: list[ClassEntry] = []
    roundtables_promised: int | None = Field(default=None, ge=0, le=99)
    last_year: int | None = Field(default=None, ge=2000, le=2100)
    members: list[MemberEntry] = []

    @model_validator(mode="after")
    def _no_entry_twice(self) -> "RegionEntry":
        _once("the member", (f"{entry.organisation} as {entry.role}" for entry in self.members))
        _once("the class", (f"{entry.scheme} {entry.vintage}".strip() for entry in self.classes))
        _once("the class with", ("for_filters" for entry in self.classes if entry.for_filters))
        return self


class IdentifierEntry(Strict):
    """The number of an organisation in a register, as it stands on paper."""

    scheme: Literal["siret", "siren", "rna", "vat", "nif", "krs", "nip", "regon", "afm", "pic"]
    value: UpTo40


class OrganisationEntry(Sourced):
    """What the file does not say of an organisation stays as the register has it."""

    slug: Slug
    name: Line
    language: Language
    names: Texts = {}
    acronym: UpTo40 = ""
    form: Literal["registered", "group"] = "registered"
    category: Code | None = None
    level: Literal["", "eu", "national", "regional", "local"] = ""
    about: Texts = {}
    themes: list[Code] = []
    languages: list[Language] = []
    address: UpTo200 = ""
    postcode: UpTo12 = ""
    town: UpTo120 = ""
    country: Country | None = None
    places: list[UpTo120] = []
    sensitive: bool = False
    website: Link | None = None
    email: Mail | None = None
    phone: UpTo30 = ""
    identifiers: list[IdentifierEntry] = []
    parent: Slug | None = None
    steward: Slug | None = None
    confirmed_on: date | None = None

    @model_validator(mode="after")
    def _not_its_own_parent(self) -> "OrganisationEntry":
        if self.parent == self.slug:
            raise ValueError("an organisation cannot be part of itself")
        _once("the number", (f"{entry.scheme} {entry.value}" for entry in self.identifiers))
        return self


class CountEntry(Strict):
    low: int = Field(ge=0, le=100_000)
    high: int | None = Field(default=None, ge=0, le=100_000)
    unit: Literal["people", "organisations", "unstated"]
    moment: Literal["whole", "arrival", "departure"] = "whole"
    category: Code | None = None

    @model_validator(mode="after")
    def _range_in_order(self) -> "CountEntry":
        if self.high is not None and self.high < self.low:
            raise ValueError("high is smaller than low")
        return self


class CategoryEntry(Strict):
    category: Code
    degree: Literal["unstated", "few", "many"] = "unstated"
    detail: Texts = {}


class AgendaEntry(Strict):
    title: Texts
    minutes: int | None = Field(default=None, ge=1, le=1440)


class InsightEntry(Sourced):
    kind: Literal["challenge", "constraint", "opportunity", "solution", "good_practice", "need", "asset"]
    text: Texts
    themes: list[Code] = []
    attribution: Literal["organisation", "category", "none"] = "none"
    organisation: Slug | None = None
    category: Code | None = None

    @model_validator(mode="after")
    def _names_who_said_it(self) -> "InsightEntry":
        if self.attribution != "none" and not getattr(self, self.attribution):
            raise ValueError(f"attribution says {self.attribution}, but there is no {self.attribution}")
        return self


class ChildEntry(Strict):
    """A training inside the meeting."""

    kind: Literal["training", "visit"] = "training"
    title: Texts = {}
    duration_minutes: int | None = Field(default=None, ge=1, le=10_000)


class MeetingEntry(Sourced):
    region: Slug | None = None
    kind: Literal["roundtable", "training", "visit", "national_meeting", "conference", "expert_group"]
    number: int | None = Field(default=None, ge=1, le=99)
    title: Texts = {}
    state: Literal["planned", "open", "held", "postponed", "cancelled"] = "held"
    day: date
    starts_at: time | None = None
    ends_at: time | None = None
    zone: Zone | None = None
    duration_minutes: int | None = Field(default=None, ge=1, le=10_000)
    mode: Literal["", "online", "in_person", "hybrid"] = ""
    place: UpTo200 = ""
    languages: list[Language] = []
    breakouts: bool = False
    announces_trainings: bool = False
    announces_call: bool = False
    organisers: list[Slug] = []
    regions: list[Slug] = []
    agenda: list[AgendaEntry] = []
    counts: list[CountEntry] = []
    categories: list[CategoryEntry] = []
    insights: list[InsightEntry] = []
    children: list[ChildEntry] = []
    report: bool = True  # The program drafts the report from this record and publishes it.

    @model_validator(mode="after")
    def _ends_after_start(self) -> "MeetingEntry":
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValueError("ends_at comes before starts_at")
        return self

    @model_validator(mode="after")
    def _no_entry_twice(self) -> "MeetingEntry":
        _once("the organiser", self.organisers)
        _once("the category", (entry.category for entry in self.categories))
        counts = ((entry.category, entry.moment, entry.unit) for entry in self.counts)
        _once("the count of", (" ".join(filter(None, count)) for count in counts))
        return self


class PilotEntry(Sourced):
    slug: Slug
    region: Slug
    title: UpTo200 = ""
    title_language: Language | None = None
    about: Texts = {}
    lead: Slug | None = None
    partners: list[Slug] = []
    place: Texts = {}
    themes: list[Code] = []
    months: int | None = Field(default=None, ge=1, le=120)
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    state: Literal["preparing", "running", "completed", "unknown"] = "unknown"
    url: Link | None = None


class ConsentEntry(Strict):
    """That the person whom a resource names or shows agreed: the day, and how."""

    given_on: date
    how: Line


class ResourceEntry(Sourced):
    """A portrait with a link needs consent to be public: without it, it is loaded as a draft."""

    slug: Slug
    region: Slug | None = None
    kind: Literal[
        "publication", "newsletter", "journal", "guide", "material", "video", "portrait", "activity", "event",
        "training",
    ]  # fmt: skip
    title: Texts
    about: Texts = {}
    series: UpTo120 = ""
    number: UpTo20 = ""
    dated: PartialDate | None = None
    language: ReadLanguage | None = None
    publisher: Slug | None = None
    themes: list[Code] = []
    licence: Literal[
        "", "cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0",
        "cc-by-nc-nd-4.0", "reserved",
    ] = ""  # fmt: skip
    url: Link | None = None
    consent: ConsentEntry | None = None


class NetworkFile(Strict):
    """The whole file."""

    format: Literal[1]
    sources: dict[Code, SourceEntry]
    network: NetworkEntry
    organisations: list[OrganisationEntry] = []
    regions: list[RegionEntry] = []
    meetings: list[MeetingEntry] = []
    pilots: list[PilotEntry] = []
    resources: list[ResourceEntry] = []
