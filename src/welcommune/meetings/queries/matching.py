"""Which offer fits which training need, and why. Values in, reasons out: no database, no clock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.text import language_word
from welcommune.meetings.models import Mode
from welcommune.search.words import words

EARTH_KM = 6371.0
# How far people go to a training of a day and come home again.
NEAR_KM, FAR_KM = 50, 150
# Shorter words join sentences and say little of the subject.
SHORTEST_WORD = 4

Point = tuple[float, float]


class Sign(StrEnum):
    """How a reason speaks: for the offer, of something that is not known, or of something to talk about."""

    FITS = "there"
    UNKNOWN = "unknown"
    DIFFERS = "ending"


class Reason(NamedTuple):
    """One sentence of why, and the points that it counts."""

    sign: Sign
    sentence: str
    points: int


@dataclass(frozen=True, slots=True)
class Wish:
    """A need as matching sees it. ``point`` is longitude and latitude; ``None`` and empty stand for not known."""

    key: UUID
    theme: str = ""
    words: str = ""
    level: str = ""
    people: int | None = None
    language: str = ""
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Supply:
    """An offer as matching sees it."""

    key: UUID
    theme: str = ""
    words: str = ""
    level: str = ""
    languages: tuple[str, ...] = ()
    mode: str = ""
    point: Point | None = None
    travels_km: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """That an offer fits a need, how well, and why."""

    need: UUID
    offer: UUID
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        """What the reasons count together."""
        return sum(reason.points for reason in self.reasons)


class Apart(Exception):
    """One thing alone speaks against it: another subject, another language, too far, too late."""


def distance_km(one: Point, other: Point) -> float:
    """The way along the great circle between two points of longitude and latitude in degrees."""
    (east, north), (other_east, other_north) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((other_north - north) / 2) ** 2 + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def _telling(text: str) -> set[str]:
    return {word for word in words(text) if len(word) >= SHORTEST_WORD}


def _subject(need: Wish, offer: Supply, _day: date) -> Reason:
    shared = sorted(_telling(need.words) & _telling(offer.words))
    more = min(30, 10 * len(shared))
    if need.theme and need.theme == offer.theme:
        said = _("The same theme, and the same words: %(words)s") if shared else _("The same theme")
        return Reason(Sign.FITS, said % {"words": ui.commas(shared)} if shared else said, 40 + more)
    if shared:
        return Reason(Sign.FITS, _("The same words: %(words)s") % {"words": ui.commas(shared)}, 10 + more)
    raise Apart


def _spoken(need: Wish, offer: Supply, _day: date) -> Reason:
    if need.language and offer.languages and need.language not in offer.languages:
        raise Apart
    if not offer.languages:
        return Reason(Sign.UNKNOWN, _("Nobody has told us in which language it is offered"), 5)
    spoken = [need.language] if need.language else offer.languages
    return Reason(Sign.FITS, _("In %(languages)s") % {"languages": ui.listed([language_word(c) for c in spoken])}, 20)


def _where(need: Wish, offer: Supply, _day: date) -> Reason:
    if offer.mode in (Mode.ONLINE, Mode.HYBRID):
        return Reason(Sign.FITS, _("Online, so that distance does not matter"), 20)
    if need.point is None or offer.point is None:
        return Reason(Sign.UNKNOWN, _("How far it is is not known"), 3)
    away = round(distance_km(need.point, offer.point))
    told = {"distance": away, "most": offer.travels_km or 0}
    if offer.travels_km is not None and away <= offer.travels_km:
        return Reason(Sign.FITS, _("%(distance)s km away; they travel up to %(most)s km") % told, 20)
    if away <= NEAR_KM:
        return Reason(Sign.FITS, _("%(distance)s km away") % told, 15)
    if away <= FAR_KM or offer.travels_km is None:
        points = 5 if away <= FAR_KM else 1
        return Reason(Sign.DIFFERS, _("%(distance)s km away: somebody has to travel") % told, points)
    raise Apart


def _when(_need: Wish, offer: Supply, day: date) -> Reason:
    if offer.ends_on and offer.ends_on < day:
        raise Apart
    if offer.starts_on and offer.starts_on > day:
        return Reason(Sign.FITS, _("From %(date)s on") % {"date": ui.date(offer.starts_on)}, 10)
    if offer.ends_on:
        return Reason(Sign.FITS, _("Until %(date)s") % {"date": ui.date(offer.ends_on)}, 10)
    return Reason(Sign.UNKNOWN, _("No dates are known yet"), 5)


def _level(need: Wish, offer: Supply, _day: date) -> Reason | None:
    if not need.level or not offer.level:
        return None
    if need.level == offer.level:
        return Reason(Sign.FITS, _("The same level"), 10)
    return Reason(Sign.DIFFERS, _("For another level"), 0)


def _room(need: Wish, offer: Supply, _day: date) -> Reason | None:
    if need.people is None or offer.capacity is None:
        return None
    told = {"room": offer.capacity, "people": need.people}
    if need.people <= offer.capacity:
        return Reason(Sign.FITS, _("Room for all: %(people)s of %(room)s places") % told, 5)
    return Reason(Sign.DIFFERS, _("Room for %(room)s, and %(people)s people want it") % told, 0)


PARTS: tuple[Callable[[Wish, Supply, date], Reason | None], ...] = (_subject, _spoken, _where, _when, _level, _room)


def match(need: Wish, offer: Supply, day: date) -> Match | None:
    """Why ``offer`` fits ``need`` on ``day``, in the active language; ``None`` where one thing speaks against it."""
    try:
        reasons = [part(need, offer, day) for part in PARTS]
    except Apart:
        return None
    return Match(need.key, offer.key, tuple(reason for reason in reasons if reason))


def matches(needs: Iterable[Wish], offers: Iterable[Supply], day: date) -> list[Match]:
    """All that fits, the best first; of two alike the older pair."""
    there = list(offers)
    pairs = [match(need, offer, day) for need in needs for offer in there]
    return sorted((pair for pair in pairs if pair), key=lambda pair: (-pair.points, pair.need, pair.offer))
