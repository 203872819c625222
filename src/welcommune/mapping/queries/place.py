"""Looking a place up by postcode or name: accents, hyphens and "Saint" or "St" do not matter, nor one letter wrong."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from welcommune.mapping.models import Action, Asset, Gap, Place, PlacePostcode, PlaceSystem, Statement, Strategy
from welcommune.network.models import NAME
from welcommune.search.words import halves, one_error_apart, words

MOST: Final = 12
SHORTEST_TYPO: Final = 4
SHORT: Final = {"saint": "st", "sainte": "ste"}
# "71300", "71300 Montceau-les-Mines" or "Montceau-les-Mines (71300)"; postcodes of some countries have a part more.
# "Chalon s/ Saône" and "Chalon/Saône", as envelopes have it.
_ON = re.compile(r"\s*(?:\bs)?/(?!s)\s*", re.IGNORECASE)
_UNDER = re.compile(r"\s*\bs/s\s*", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<!\w)(\d{2,6}(?:[- ]\d{2,4})?)(?!\w)")


def plain_name(name: str) -> str:
    """A name as it is compared: its words without accents, case and signs."""
    return " ".join(SHORT.get(word, word) for word in words(name))[:NAME]


def read_town(typed: str) -> tuple[str, str]:
    """The postcode and the name, as it is compared, in what somebody typed for a town; either may be empty."""
    postcode = _POSTCODE.search(typed)
    named = typed.replace(postcode[0], " ") if postcode else typed
    return (postcode[1] if postcode else ""), plain_name(_ON.sub(" sur ", _UNDER.sub(" sous ", named)))


def find_places(typed: str, *, country: str = "", most: int = MOST) -> list[Place]:
    """The places that a postcode or a name may mean, those of that very name first, the largest of them first.

    A place that has become part of another stands for that other one.
    """
    places = Place.objects.filter(system=PlaceSystem.LAU, **({"country": country} if country else {}))
    postcode, name = read_town(typed)
    if postcode:
        places = places.filter(pk__in=_with_postcode(postcode, country))
    if not name:
        return _current(places, most) if postcode else []
    for found in (_of_name(places, name), _like(places, name), _nearly(places, name), _roughly(places, name)):
        if rows := _current(found, most):
            return rows
    # The postcode counts more than a name that does not fit it.
    return _current(places, most) if postcode else []


def _with_postcode(typed: str, country: str) -> QuerySet[PlacePostcode, object]:
    known = PlacePostcode.objects.filter(**({"country": country} if country else {}))
    return known.filter(postcode__in={typed, typed.replace(" ", ""), typed.replace(" ", "-")}).values("place")


def _of_name(places: QuerySet[Place], name: str) -> QuerySet[Place]:
    return places.filter(Q(plain=name) | Q(plain_latin=name))


def _like(places: QuerySet[Place], name: str) -> QuerySet[Place]:
    """Names that go on like this, or have a word that does."""
    named = (Q(**{f"{field}__{how}": text}) for field in ("plain", "plain_latin") for how, text in _begun(name))
    return places.filter(reduce(or_, named))


def _begun(name: str) -> tuple[tuple[str, str], ...]:
    """How a name may begin like this: with its first word, or with a later one."""
    return ("startswith", name), ("contains", f" {name}")


def _nearly(places: QuerySet[Place], name: str) -> QuerySet[Place]:
    """Names that differ by one letter: one half of each is as it was typed."""
    if len(name) < SHORTEST_TYPO:
        return places.none()
    start, end = halves(name)
    near = places.alias(length=Length("plain")).filter(length__gte=len(name) - 1, length__lte=len(name) + 1)
    likely = near.filter(Q(plain__startswith=start) | Q(plain__endswith=end))
    names = {plain for plain in likely.values_list("plain", flat=True).order_by() if one_error_apart(name, plain)}
    return places.filter(plain__in=names)


def _roughly(places: QuerySet[Place], name: str) -> QuerySet[Place]:
    """Names of several words, each of which differs by one letter at most."""
    typed = name.split()
    if len(typed) < 2:
        return places.none()
    likely = places.alias(length=Length("plain")).filter(
        plain__startswith=name[0], length__gte=len(name) - len(typed), length__lte=len(name) + len(typed)
    )
    found = set()
    for plain in likely.values_list("plain", flat=True).order_by():
        there = plain.split()
        if len(there) == len(typed) and all(map(_alike, typed, there)):
            found.add(plain)
    return places.filter(plain__in=found)


def _alike(one: str, other: str) -> bool:
    return one == other or (len(one) >= SHORTEST_TYPO and one_error_apart(one, other))


def _current(found: QuerySet[Place], most: int) -> list[Place]:
    """Places as they are today, each once: the largest first, those of unknown size last."""
    rows = list(found.select_related("merged_into").order_by("pk")[: most * 4])
    today = {row.pk: row for row in (each.merged_into or each for each in rows)}
    return sorted(today.values(), key=lambda row: (-(row.population or -1), row.plain, str(row.pk)))[:most]


@dataclass(frozen=True)
class MovedPlace:
    """A place with records of the map, what it has become part of, and how many records of each kind it has."""

    name: str
    into: str
    records: dict[str, int]


def records_in(places: Collection[UUID]) -> list[MovedPlace]:
    """Those of these places, each part of another one, that records of the map name; by name."""
    counted: dict[UUID, Counter[str]] = {}
    for kind, rows in _naming(places):
        for place, _record in rows:
            counted.setdefault(place, Counter())[kind] += 1
    named = Place.objects.filter(pk__in=counted).select_related("merged_into").order_by("name", "pk")
    return [
        MovedPlace(f"{row.name} ({row.code})", f"{into.name} ({into.code})", dict(counted[row.pk]))
        for row in named
        if (into := row.merged_into)
    ]


def _naming(places: Collection[UUID]) -> list[tuple[str, set[Any]]]:
    """Kind of record → pairs of a place and a record that names it; few places have any, so all are asked."""
    kinds: tuple[tuple[str, type[Any]], ...] = (
        ("actions", Action), ("assets", Asset), ("strategies", Strategy), ("gaps", Gap),
        ("statements that nothing is there", Statement),
    )  # fmt: skip
    found = {
        kind: set(model._base_manager.filter(place__isnull=False).order_by().values_list("place", "pk"))
        for kind, model in kinds
    }
    found["actions"] |= set(Action.places.through._default_manager.order_by().values_list("place_id", "action_id"))
    return [(kind, {pair for pair in pairs if pair[0] in places}) for kind, pairs in found.items()]
