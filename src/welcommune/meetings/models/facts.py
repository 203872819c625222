"""What a person tells us about a meeting, as forms hand it to actions. Nothing here is stored as such."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID

from welcommune.core.text import Translated
from welcommune.library.models import Resource
from welcommune.meetings.models.insight import Attribution
from welcommune.network.models import Term
from welcommune.stakeholders.models import Organisation


@dataclass(frozen=True)
class AgendaPoint:
    """One point of the agenda as it is typed; ``key`` is the row that is there already."""

    title: Translated
    minutes: int | None = None
    kind: str = ""
    speaker: str = ""
    resource: Resource | None = None
    key: UUID | None = None


@dataclass(frozen=True)
class MeetingFacts:
    """What a record of a meeting says; what is not known stays empty."""

    kind: str
    day: date
    number: int | None = None
    title: Translated = field(default_factory=Translated)
    starts_at: time | None = None
    ends_at: time | None = None
    zone: str = ""
    duration_minutes: int | None = None
    mode: str = ""
    place: str = ""
    languages: Sequence[str] = ()
    breakouts: bool = False
    announces_trainings: bool = False
    announces_call: bool = False

    def as_fields(self) -> dict[str, Any]:
        """The facts as fields of the model."""
        return {**vars(self), "languages": list(self.languages)}


@dataclass(frozen=True)
class Seats:
    """A category at the table: a word for how many, and what narrows it."""

    degree: str
    detail: Translated = field(default_factory=Translated)


@dataclass(frozen=True)
class InsightFacts:
    """What was said, as it is noted."""

    kind: str
    text: Translated
    original: str = ""
    original_language: str = ""
    attribution: str = Attribution.NONE
    person: str = ""
    organisation: Organisation | None = None
    category: Term | None = None

    def as_fields(self) -> dict[str, Any]:
        """The facts as fields of the model."""
        return vars(self).copy()


@dataclass(frozen=True)
class Consent:
    """Consent as it was given: the day, and how ("in writing, form kept by the facilitator")."""

    given_on: date
    how: str


@dataclass(frozen=True)
class Tags:
    """What an insight is about, and its consent where it is a quote."""

    themes: Iterable[Term] = field(default_factory=list)
    consent: Consent | None = None
