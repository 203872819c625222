"""``welcommune generate``: a large invented network, so that pages can be measured at their reference load.

Everything is drawn from one seed: the same seed and scale give the same network, with the same identifiers.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import yaml
from django.db import models, transaction

from welcommune.core.access import Actor
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.tenancy import every_region
from welcommune.library.models import Article, ArticleState, ArticleText, Resource, ResourceKind, ResourceState
from welcommune.meetings.models import (
    Insight,
    InsightKind,
    Meeting,
    MeetingKind,
    MeetingState,
    Mode,
    Participant,
    Report,
    ReportedCount,
    Unit,
)
from welcommune.network.models import Network, Participation, Region, RegionClass, Term, UrbanRural
from welcommune.search.actions import rebuild
from welcommune.search.queries import all_entries
from welcommune.stakeholders.models import Affiliation, Contact, Membership, Organisation

WORDS = Path(__file__).parent.parent / "shapes" / "generated.yaml"
SLUG = "generated"
LANGUAGES = ("fr", "es", "pl", "el")
COUNTRIES = {"fr": "FR", "es": "ES", "pl": "PL", "el": "GR"}
FIRST_DAY = date(2024, 1, 8)
BATCH = 2000


@dataclass(frozen=True)
class Size:
    """How many records of each kind there are at scale 1, the reference load."""

    regions: int = 100
    organisations: int = 10_000
    contacts: int = 20_000
    meetings: int = 2_000
    attendances: int = 60_000
    insights: int = 40_000
    resources: int = 1_000

    def at(self, scale: float) -> "Size":
        """The same mixture at another scale; at least one of each."""
        return Size(*(max(1, round(count * scale)) for count in vars(self).values()))


class Generator:
    """Draws the records of one network, level by level; each level hangs on the one before."""

    def __init__(self, size: Size, seed: int) -> None:
        self.size, self.chance = size, Random(seed)  # noqa: S311 - invented data, no secret
        self.words: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
        self.terms = {(term.vocabulary, term.code): term for term in Term.objects.all()}
        self.made: Counter[str] = Counter()
        self._key = 0

    def key(self) -> UUID:
        """The next identifier: a UUIDv7 of a fixed moment, counted up, so that rows lie in order."""
        self._key += 1
        moment = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp() * 1000)
        return UUID(int=moment << 80 | 7 << 76 | 2 << 62 | self._key)

    def keep(self, rows: Iterator[models.Model]) -> list[Any]:
        """Write the rows in batches and give them back."""
        kept = list(rows)
        if kept:
            type(kept[0])._base_manager.bulk_create(kept, batch_size=BATCH)
            self.made[type(kept[0]).__name__] += len(kept)
        return kept

    def run(self) -> None:
        """Make everything."""
        self.network = Network(
            id=self.key(), slug=SLUG, name="Generated", languages=["en"], starts_on=FIRST_DAY,
            full_name={"en": "An invented network for measurements"}, about={"en": "Nothing here is real."},
        )  # fmt: skip
        self.network.save(force_insert=True)
        self.regions: list[Region] = self.keep(self._regions())
        self.keep(self._participations())
        self.keep(self._classes())
        self.organisations: list[Organisation] = self.keep(self._organisations())
        self.keep(self._memberships())
        self.contacts: list[Contact] = self.keep(self._contacts())
        self.keep(self._affiliations())
        self._meetings_and_reports()
        self.keep(self._resources())

    def _regions(self) -> Iterator[Region]:
        for number in range(self.size.regions):
            language = LANGUAGES[number % len(LANGUAGES)]
            name = f"{self._town()} {number + 1}"
            yield Region(
                id=self.key(), slug=f"region-{number + 1}", name={language: name, "en": name},
                country=COUNTRIES[language], languages=[language],
            )  # fmt: skip

    def _participations(self) -> Iterator[Participation]:
        for order, region in enumerate(self.regions):
            promised = self.chance.choice([4, 4, 4, 8, None])
            yield Participation(
                id=self.key(), network=self.network, region=region, roundtables_promised=promised, order=order
            )

    def _classes(self) -> Iterator[RegionClass]:
        for region in self.regions:
            value = self.chance.choice([UrbanRural.RURAL, UrbanRural.RURAL, UrbanRural.INTERMEDIATE, UrbanRural.URBAN])
            yield RegionClass(
                id=self.key(), region=region, scheme="eurostat", vintage="2021", value=value, is_used_for_filters=True
            )

    def _town(self) -> str:
        return str(self.chance.choice(self.words["town"]))

    def _organisations(self) -> Iterator[Organisation]:
        kinds = list(self.words["kinds"].items())
        for number in range(self.size.organisations):
            region = self.regions[number % len(self.regions)]
            language = region.languages[0]
            code, names = self.chance.choice(kinds)
            town = self._town()
            confirmed = FIRST_DAY + timedelta(days=self.chance.randrange(900))
            yield Organisation(
                id=self.key(), slug=f"organisation-{number + 1}", name=f"{names[language]} {town} {number + 1}",
                language=language, category=self.terms["category", code], town=town, steward=region,
                country=region.country, level="local", confirmed_on=confirmed if number % 5 else None,
            )  # fmt: skip

    def _memberships(self) -> Iterator[Membership]:
        for organisation in self.organisations:
            state = self.chance.choice(["active"] * 6 + ["past", "invited"])
            yield Membership(id=self.key(), region=organisation.steward, organisation=organisation, state=state)

    def _contacts(self) -> Iterator[Contact]:
        for number in range(self.size.contacts):
            organisation = self.organisations[number % len(self.organisations)]
            name = f"{self.chance.choice(self.words['first'])} {self.chance.choice(self.words['last'])} {number + 1}"
            yield Contact(
                id=self.key(), region=organisation.steward, name=name, email=f"person{number + 1}@example.org",
                language=organisation.language, source="invented", purpose="measurements",
            )  # fmt: skip

    def _affiliations(self) -> Iterator[Affiliation]:
        for number, contact in enumerate(self.contacts):
            organisation = self.organisations[number % len(self.organisations)]
            yield Affiliation(id=self.key(), contact=contact, organisation=organisation)

    def _meetings_and_reports(self) -> None:
        meetings: list[Meeting] = self.keep(self._meetings())
        held = [meeting for meeting in meetings if meeting.state == MeetingState.HELD]
        self.keep(self._counts(held))
        self.keep(self._participants(held))
        insights: list[Insight] = self.keep(self._insights(held))
        self.keep(self._themes(insights))
        articles: list[Article] = self.keep(self._articles(held))
        self.keep(self._texts(articles, held))
        self.keep(Report(id=self.key(), meeting=held[at], article=row) for at, row in enumerate(articles))

    def _meetings(self) -> Iterator[Meeting]:
        for number in range(self.size.meetings):
            at = number % len(self.regions)
            turn = number // len(self.regions) + 1
            day = FIRST_DAY + timedelta(days=turn * 45 + at)
            yield Meeting(
                id=self.key(), network=self.network, region=self.regions[at], kind=MeetingKind.ROUNDTABLE, number=turn,
                state=MeetingState.HELD if day <= FIRST_DAY + timedelta(days=900) else MeetingState.PLANNED,
                day=day, mode=self.chance.choice(list(Mode)), duration_minutes=self.chance.choice([90, 120, 150]),
            )  # fmt: skip

    def _counts(self, held: list[Meeting]) -> Iterator[ReportedCount]:
        for meeting in held:
            people = self.chance.randrange(6, 40)
            for unit, count in ((Unit.PEOPLE, people), (Unit.ORGANISATIONS, people * 2 // 3)):
                yield ReportedCount(id=self.key(), meeting=meeting, low=count, high=count, unit=unit)

    def _participants(self, held: list[Meeting]) -> Iterator[Participant]:
        near: dict[UUID, list[Organisation]] = {}
        for organisation in self.organisations:
            near.setdefault(organisation.steward_id, []).append(organisation)  # type: ignore[arg-type]
        for number in range(self.size.attendances):
            meeting = held[number % len(held)]
            organisation = self.chance.choice(near[meeting.region_id])  # type: ignore[index]
            yield Participant(id=self.key(), meeting=meeting, organisation=organisation, people=1)

    def _insights(self, held: list[Meeting]) -> Iterator[Insight]:
        kinds = [kind for kind in InsightKind if kind != InsightKind.QUOTE]
        for number in range(self.size.insights):
            meeting = held[number % len(held)]
            language = meeting.region.languages[0]  # type: ignore[union-attr]
            text = f"{self.chance.choice(self.words['said'][language])} {self._town()}, {number + 1}."
            yield Insight(
                id=self.key(), region=meeting.region, meeting=meeting, said_on=meeting.day, text={language: text},
                kind=self.chance.choice(kinds), order=number // len(held),
            )  # fmt: skip

    def _themes(self, insights: list[Insight]) -> Iterator[models.Model]:
        themes = [term for (vocabulary, _code), term in self.terms.items() if vocabulary == "theme"]
        through: Any = Insight.themes.through
        for insight in insights:
            yield through(insight_id=insight.pk, term_id=self.chance.choice(themes).pk)

    def _articles(self, held: list[Meeting]) -> Iterator[Article]:
        for meeting in held:
            region = meeting.region
            moment = datetime(meeting.day.year, meeting.day.month, meeting.day.day, 9, tzinfo=UTC)
            yield Article(
                id=self.key(), slug=f"{region.slug if region else SLUG}-{meeting.number}", network=self.network,
                region=region, state=ArticleState.PUBLISHED, dated=meeting.day, published_at=moment,
                people=self.chance.randrange(6, 40),
            )  # fmt: skip

    def _texts(self, articles: list[Article], held: list[Meeting]) -> Iterator[ArticleText]:
        for article, meeting in zip(articles, held, strict=True):
            region = meeting.region
            for language in dict.fromkeys(["en", *(region.languages if region else [])]):
                yield ArticleText(
                    id=self.key(), article=article, language=language, number=1, is_drafted=True,
                    title=f"{region}: {meeting.number}", lead=f"{self._town()}, {self._town()}.",
                    parts=[{"key": "what", "text": self.chance.choice(self.words["said"]["fr"])}],
                )  # fmt: skip

    def _resources(self) -> Iterator[Resource]:
        # Nobody is there who could agree to a portrait.
        kinds = [kind for kind in ResourceKind if kind != ResourceKind.PORTRAIT]
        for number in range(self.size.resources):
            region = self.regions[number % len(self.regions)]
            language = region.languages[0]
            yield Resource(
                id=self.key(), slug=f"resource-{number + 1}", region=region, network=self.network, language=language,
                kind=self.chance.choice(kinds), title={language: f"{self._town()} {number + 1}"},
                dated=f"{2022 + number % 4}", url=f"https://example.org/{number + 1}",
                state=ResourceState.PUBLISHED, published_at=datetime(2022 + number % 4, 1, 1, 9, tzinfo=UTC),
            )  # fmt: skip


@transaction.atomic
def generate_network(*, by: Actor, scale: float = 1.0, seed: int = 7) -> Counter[str]:
    """Make the invented network once; returns how many records of each kind. Refuses where it exists already."""
    with every_region("an invented network is made"):
        if Network.objects.filter(slug=SLUG).exists():
            raise Refused("This database holds the generated network already.")
        generator = Generator(Size().at(scale), seed)
        generator.run()
        log("portal.generate_network", by=by, about=generator.network)
        rebuild(all_entries())
        publish(everywhere=True)
    return generator.made
