"""What the engine reads (the facts of one meeting) and what it gives back (a draft).

Every text in a fact is already in the language of the draft. An empty string, an empty tuple or ``None``
means "the record does not say": the engine leaves the matter out and names it in ``Draft.missing``.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal
from uuid import UUID

Unit = Literal["people", "organisations", "unstated"]
Moment = Literal["whole", "arrival", "departure"]
Degree = Literal["unstated", "few", "many"]


@dataclass(frozen=True, slots=True)
class CountFact:
    """How many came, from ``low`` to ``high``; the two are equal where the count is exact.

    Raises ``ValueError`` where the ends are negative or in the wrong order.
    """

    low: int
    high: int
    unit: Unit
    moment: Moment = "whole"

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"A count goes from a smaller to a larger number: {self.low} to {self.high}.")


@dataclass(frozen=True, slots=True)
class CategoryFact:
    """A category of stakeholders that was there, with its number if the record gives one.

    ``detail`` follows the category in the sentence: "in health and education", "such as training providers".
    """

    code: str
    degree: Degree = "unstated"
    count: CountFact | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class InsightFact:
    """Something that was said: one whole sentence, or an empty text where the language has no wording."""

    id: UUID
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class QuoteFact:
    """A quote with consent. Only its id, so that no draft can freeze words which may be withdrawn."""

    id: UUID


@dataclass(frozen=True, slots=True)
class RegionFact:
    """A region, with the forms that the language needs: "Isère", of "de l’Isère", in_ "en Isère".

    ``kind`` is a bare noun ("département"); ``kind_of`` ("du département") goes before ``of`` where given.
    ``parent`` is the larger territory, with ``parent_of`` after ``kind``; ``country`` is a bare name.
    """

    name: str
    of: str
    in_: str
    kind: str = ""
    kind_of: str = ""
    parent: str = ""
    parent_of: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class NetworkFact:
    """The programme that the meeting is held under.

    ``platform_name`` is a noun phrase without article, in the nominative, with the word for "platform" as
    its head; in Arabic it is definite. ``other_regions`` counts the regions besides this one. ``boilerplate``
    and ``funding`` are printed as they are. ``until`` reads after the word "until": "December 2022",
    "grudnia 2022 r.".
    """

    name: str
    platform_name: str = ""
    other_regions: int | None = None
    boilerplate: str = ""
    funding: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class NextFact:
    """What follows: roundtables still to come and the year of the last one, and what else is planned."""

    roundtables_left: int | None = None
    last_year: int | None = None
    trainings: bool = False
    call: bool = False
    next_date: date | None = None


@dataclass(frozen=True, slots=True)
class TrainingFact:
    """A training inside the meeting; its length in minutes."""

    title: str
    duration_minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """All that the record of one meeting knows; only network, kind and day are always there.

    ``zone_name`` is an IANA zone ("Europe/Paris") or a city in the language of the draft. ``number`` is the
    place in the series and ``promised`` the length of the series. ``lead`` is one of ``organisers``.
    ``agenda`` holds short noun phrases that can stand in a list.
    """

    network: NetworkFact
    kind: str
    day: date
    region: RegionFact | None = None
    number: int | None = None
    promised: int | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    zone_name: str = ""
    duration_minutes: int | None = None
    mode: str = ""
    place: str = ""
    organisers: tuple[str, ...] = ()
    lead: str = ""
    counts: tuple[CountFact, ...] = ()
    categories: tuple[CategoryFact, ...] = ()
    agenda: tuple[str, ...] = ()
    breakouts: bool = False
    insights: tuple[InsightFact, ...] = ()
    quote: QuoteFact | None = None
    trainings: tuple[TrainingFact, ...] = ()
    next: NextFact = NextFact()
    region_url: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the article. ``text`` is light Markdown: paragraphs, "- " bullets, links.

    ``insight`` is set for the quote alone, whose words are read at the moment of display.
    """

    key: str
    text: str = ""
    insight: UUID | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Something an editor should add to the record; ``number`` where it can be counted."""

    code: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as the record alone can tell it, and what the record does not tell."""

    title: str
    lead: str
    parts: tuple[Part, ...]
    missing: tuple[Missing, ...]
