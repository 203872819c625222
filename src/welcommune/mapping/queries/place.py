"""Looking a place up by postcode or name: accents, hyphens and "Saint" or "St" do not matter, nor one letter wrong."""

import re
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from welcommune.mapping.models import Place, PlacePostcode, PlaceSystem
from welcommune.network.models import NAME
from welcommune.search.words import halves, one_error_apart, words

MOST: Final = 12
SHORTEST_TYPO: Final = 4
SHORT: Final = {"saint": "st", "sainte": "ste"}
# "71300", "71300 Montceau-les-Mines" or "Montceau-les-Mines (71300)"; postcodes of some countries have a part more.
_POSTCODE = re.compile(r"(?<!\w)(\d{2,6}(?:[- ]\d{2,4})?)(?!\w)")


def plain_name(name: str) -> str:
    """A name as it is compared: its words without accents, case and signs."""
    return " ".join(SHORT.get(word, word) for word in words(name))[:NAME]


def find_places(typed: str, *, country: str = "", most: int = MOST) -> list[Place]:
    """The places that a postcode or a name may mean, those of that very name first, the largest of them first.

    A place that has become part of another stands for that other one.
    """
    places = Place.objects.filter(system=PlaceSystem.LAU, **({"country": country} if country else {}))
    postcode = _POSTCODE.search(typed)
    name = plain_name(typed.replace(postcode[0], " ") if postcode else typed)
    if postcode:
        places = places.filter(pk__in=_with_postcode(postcode[1], country))
    if not name:
        return _current(places, most) if postcode else []
    for found in (_of_name(places, name), _like(places, name), _nearly(places, name)):
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


def _current(found: QuerySet[Place], most: int) -> list[Place]:
    """Places as they are today, each once: the largest first, those of unknown size last."""
    rows = list(found.select_related("merged_into").order_by("pk")[: most * 4])
    today = {row.pk: row for row in (each.merged_into or each for each in rows)}
    return sorted(today.values(), key=lambda row: (-(row.population or -1), row.plain, str(row.pk)))[:most]
