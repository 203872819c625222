"""The matrix of a region: what is there, for whom and where; what is not; and what nobody told us."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib import import_module
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from welcommune.mapping.models import Action, CellFacts, Gap, Place, PlaceSystem, Signal, Statement
from welcommune.mapping.queries.provision import MARKS, Offer, Reason, Standing, best_of, judge, narrows, weight
from welcommune.mapping.reach.travel import CAR, TRAVELS, Travel
from welcommune.network.models import Region, Term

NEAR_MINUTES, FAR_MINUTES = 30, 60
WORDS = (Term.Vocabulary.THEME, Term.Vocabulary.GROUP, Term.Vocabulary.SITUATION)


def _engine(part: str) -> Any:
    """A part of the engine, loaded when it is first used: its arrays are heavy, and few pages need them."""
    return import_module(f"welcommune.mapping.reach.{part}")


@dataclass(frozen=True)
class Known:
    """What is known of one cell, and why: reasons from actions, statements that nothing is there, signals."""

    cell: CellFacts
    standing: Standing
    reasons: list[Reason]
    statements: list[Statement]
    signals: int

    @property
    def mark(self) -> str:
        """Its shape for ``ui.mark``."""
        return MARKS[self.standing]


@dataclass(frozen=True)
class Distance:
    """How far it is from a town: kilometres of the way to the nearest offer, how many within 30 and 60 minutes."""

    nearest_km: float | None
    near: int
    far: int


class Coverage:
    """The records of a region's map on a day, read once, and what follows from them for any cell."""

    def __init__(self, region: Region, travel: Travel = CAR, day: date | None = None) -> None:
        self.region, self.travel, self.day = region, travel, day or timezone.localdate()
        terms = Term.objects.filter(vocabulary__in=WORDS).order_by("order", "code")
        self.terms = {term.pk: term for term in terms}
        every = list(Place.objects.filter(region=region, system=PlaceSystem.LAU).order_by("-population", "plain", "pk"))
        self._today = {place.pk: place.merged_into_id or place.pk for place in every}
        self.places = sorted(
            (place for place in every if place.merged_into_id is None), key=lambda row: -(row.population or 0)
        )
        self.offers = self._offers()
        self._statements = list(Statement.plain.filter(region=region))
        self._signals = list(Signal.plain.filter(region=region))

    def terms_of(self, vocabulary: str) -> list[Term]:
        """The words of a vocabulary, in their order."""
        return [term for term in self.terms.values() if term.vocabulary == vocabulary]

    def _offers(self) -> list[Offer]:
        actions = list(
            Action.plain.filter(region=self.region, merged_into__isnull=True).select_related("place", "lead")
        )
        beside: dict[UUID, set[UUID]] = {action.pk: set() for action in actions}
        for action, other in _beside(self.region):
            if action in beside:
                beside[action].add(other)
        return [self._offer(action, beside[action.pk]) for action in actions]

    def _offer(self, action: Action, beside: set[UUID]) -> Offer:
        terms = [self.terms[key] for key in beside if key in self.terms]
        of = {kind: frozenset(term.code for term in terms if term.vocabulary == kind) for kind in WORDS}
        point = (action.latitude, action.longitude)
        if None in point and action.place:
            point = (action.place.latitude, action.place.longitude)
        return Offer(
            action,
            terms=frozenset(term.pk for term in terms),
            places=frozenset(self._today.get(key, key) for key in beside if key not in self.terms),
            place=self._today.get(action.place_id, action.place_id) if action.place_id else None,
            groups=of[Term.Vocabulary.GROUP],
            situations=of[Term.Vocabulary.SITUATION],
            point=None if None in point else point,  # type: ignore[arg-type]
        )

    def _said_of(self, row: Statement | Signal) -> CellFacts:
        """The cell that a row is about, its town as it is today."""
        place = self._town.get(self._today.get(row.place_id, row.place_id)) if row.place_id else None
        theme, group, situation = (
            self.terms[key] if key else None for key in (row.theme_id, row.group_id, row.situation_id)
        )
        return CellFacts(theme, place, group, situation, row.spoken)

    @cached_property
    def _town(self) -> dict[UUID, Place]:
        return {place.pk: place for place in self.places}

    @cached_property
    def _near(self) -> dict[UUID, set[UUID]]:
        """For each town, the actions within half an hour."""
        placed = [offer for offer in self.offers if offer.point]
        towns = [place for place in self.places if place.latitude is not None]
        if not (placed and towns):
            return {}
        sphere = _engine("sphere")
        homes, services = _homes(towns), _services(placed, [0] * len(placed))
        points = (sphere.unit_vectors(side.latitude, side.longitude) for side in (homes, services))
        near = sphere.squared_chords(*points) <= sphere.squared_chord(self.travel.straight_km(NEAR_MINUTES))
        return {
            town.pk: {placed[column].action.pk for column in row.nonzero()[0]}
            for town, row in zip(towns, near, strict=True)
        }

    def know(self, cell: CellFacts) -> Known:
        """What is known of a cell. A statement counts only where no action tells otherwise."""
        near = self._near.get(cell.place.pk, set()) if cell.place else set()
        judged = (judge(offer, cell, self.day, is_near=offer.action.pk in near) for offer in self.offers)
        reasons = sorted((reason for reason in judged if reason), key=weight)
        statements = [row for row in self._statements if narrows(self._said_of(row), cell)]
        standing = best_of(reasons) or (Standing.NOTHING if statements else Standing.NO_DATA)
        signals = sum(narrows(cell, self._said_of(row)) for row in self._signals)
        return Known(cell, standing, reasons, statements, signals)

    def distances(self, cell: CellFacts) -> dict[UUID, Distance]:
        """How far it is from each town to what the cell asks for, wherever in the region it is offered today."""
        anywhere = replace(cell, place=None)
        judged = [(offer, judge(offer, anywhere, self.day, is_near=False)) for offer in self.offers if offer.point]
        placed = [offer for offer, reason in judged if reason and reason.standing not in (None, Standing.OTHERS)]
        towns = [place for place in self.places if place.latitude is not None]
        if not towns:
            return {}
        reached = _engine("engine").measure(
            _homes(towns), _services(placed, [0] * len(placed)), themes=1, zones=(),
            within_km=[self.travel.straight_km(minutes) for minutes in (NEAR_MINUTES, FAR_MINUTES)],
        )  # fmt: skip
        near, far = reached.within
        return {
            town.pk: Distance(
                self.travel.way_km(float(reached.nearest_km[row, 0])) if placed else None,
                int(near[row, 0]), int(far[row, 0]),
            )
            for row, town in enumerate(towns)
        }  # fmt: skip


def cell_of(gap: Gap) -> CellFacts:
    """The cell that a gap is about, its town as it is today."""
    place = gap.place.merged_into or gap.place if gap.place and gap.place.merged_into_id else gap.place
    return CellFacts(gap.theme, place, gap.group, gap.situation, gap.spoken)


def _beside(region: Region) -> QuerySet[Any, tuple[UUID, UUID]]:
    """Pairs of an action and a term or place of it, in one query."""
    here = {"action__region": region}
    themes = Action.themes.through._default_manager.filter(**here).values_list("action_id", "term_id")
    groups = Action.groups.through._default_manager.filter(**here).values_list("action_id", "term_id")
    situations = Action.situations.through._default_manager.filter(**here).values_list("action_id", "term_id")
    places = Action.places.through._default_manager.filter(**here).values_list("action_id", "place_id")
    return themes.union(groups, situations, places, all=True)


def _homes(towns: list[Place]) -> Any:
    array = _engine("sphere").np.array
    people = array([float(town.population or 0) for town in towns])
    return _engine("sphere").Homes(
        array([town.latitude for town in towns]), array([town.longitude for town in towns]), people
    )


def _services(offers: list[Offer], themes: list[int]) -> Any:
    np = _engine("sphere").np
    points = np.array([offer.point for offer in offers], dtype=float).reshape(-1, 2)
    capacity = np.array([float(offer.action.capacity or 0) for offer in offers])
    return _engine("sphere").Services(points[:, 0], points[:, 1], np.array(themes, dtype=int), capacity)


def travel_of(query: Mapping[str, str]) -> Travel:
    """How one travels, as the address says; by car unless it says otherwise."""
    return TRAVELS.get(query.get("travel", ""), CAR)
