"""The public directory of what is offered in a region: what fits, the nearest first where a town is asked for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, QuerySet, TextField
from django.db.models.fields import BooleanField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from welcommune.core.addresses import whole_address
from welcommune.core.qr import qr_square
from welcommune.core.text import READ_LANGUAGES, Translated
from welcommune.mapping.models import Action, ActionState, Place, Serves
from welcommune.mapping.queries.place import find_places
from welcommune.mapping.reach.travel import CAR
from welcommune.meetings.queries.matching import distance_km
from welcommune.network.models import Region, Term
from welcommune.network.shapes import Territory, fitting, path_of, pins_of
from welcommune.portal.queries.actions import ActionLine, offered
from welcommune.stakeholders.queries import fold

FILTERS: Final = ("place", "theme", "language", "situation", "open")
ANYWHERE: Final = (Serves.REGION, Serves.ONLINE, Serves.TRAVELLING)
Point = tuple[float, float]


@dataclass(frozen=True)
class Listed:
    """An action as the directory looks through it; ``way_km`` is the estimated way from the town that is asked for."""

    pk: UUID
    title: str
    town: str
    languages: Sequence[str]
    point: Point | None
    fits: bool
    way_km: float | None = None


@dataclass(frozen=True)
class Directory:
    """The actions of a region: ``found`` are those that fit, ``near`` is the town that is asked for, if known."""

    region: Region
    asked: Mapping[str, str]
    listed: Sequence[Listed]
    near: Place | None
    found: list[Listed] = field(default_factory=list)


def _at(typed: str, near: Place | None) -> Q:
    """Actions that happen near a town or come there; not those that are for other towns alone."""
    served = Action.places.through.objects.filter(action=OuterRef("pk"))
    if near is None:
        return Q(serves__in=ANYWHERE) | Q(town__icontains=typed)
    # A town that has become part of this one is this one.
    here = served.filter(Q(place=near) | Q(place__merged_into=near))
    return Q(serves__in=ANYWHERE) | Q(Exists(here)) | ~Q(Exists(served))


def _fits(asked: Mapping[str, str], near: Place | None, day: date) -> Q:
    fits = Q(pk__isnull=False)
    if asked["place"]:
        fits &= _at(asked["place"], near)
    if asked["theme"]:
        fits &= Q(Exists(Action.themes.through.objects.filter(action=OuterRef("pk"), term__code=asked["theme"])))
    if asked["language"]:
        # Both databases keep the list as text in which each code stands between quotes.
        fits &= Q(spoken__contains=f'"{asked["language"]}"')
    if asked["situation"]:
        told = Action.situations.through.objects.filter(action=OuterRef("pk"), term__code=asked["situation"])
        fits &= Q(is_for_everybody=True) | Q(Exists(told))
    if asked["open"]:
        fits &= Q(state=ActionState.OPEN) & (Q(starts_on__isnull=True) | Q(starts_on__lte=day))
    return fits


def _near(typed: str, region: Region) -> Place | None:
    """The town that is meant: of several, the one of the region."""
    places = find_places(typed, country=region.country) if typed else []
    return next((place for place in places if place.region_id == region.pk), next(iter(places), None))


def _listed(rows: QuerySet[Action]) -> list[Listed]:
    """Of a sensitive place the middle of the town alone is known here."""
    own, towns = ("longitude", "latitude"), ("place__longitude", "place__latitude")
    told = rows.values_list(
        "pk", "name", "language", "names", "town", "languages", "fits", "is_sensitive", *own, *towns
    )
    return [
        Listed(
            pk,
            _title(name, language, names),
            town,
            languages,
            _point(*towns) if hidden else _point(*own) or _point(*towns),
            bool(fits),
        )
        for pk, name, language, names, town, languages, fits, hidden, *points in told
        for own, towns in [(points[:2], points[2:])]
    ]


def _title(name: str, language: str, names: Mapping[str, str]) -> str:
    return str(Translated({language: name, **names}).best())


def _point(longitude: float | None, latitude: float | None) -> Point | None:
    return None if longitude is None or latitude is None else (longitude, latitude)


def directory(region: Region, told: Mapping[str, str]) -> Directory:
    """What fits the filters of the address: the nearest first where a town is asked for, else by name."""
    asked = {name: told.get(name, "").strip()[:120].replace("\x00", "") for name in FILTERS}
    day, near = timezone.localdate(), _near(asked["place"], region)
    rows = offered(region, day).alias(spoken=Cast("languages", TextField())).order_by("pk")
    fits = ExpressionWrapper(_fits(asked, near, day), output_field=BooleanField())
    listed = _listed(rows.annotate(fits=fits))
    return Directory(region, asked, listed, near, _in_order(listed, near))


def _in_order(listed: Sequence[Listed], near: Place | None) -> list[Listed]:
    home = _point(near.longitude, near.latitude) if near else None
    found = [_with_way(one, home) if home else one for one in listed if one.fits]
    return sorted(found, key=lambda one: (one.way_km is None, one.way_km or 0, fold(one.title), str(one.pk)))


def _with_way(one: Listed, home: Point) -> Listed:
    way = CAR.way_km(distance_km(home, one.point)) if one.point else None
    return Listed(one.pk, one.title, one.town, one.languages, one.point, one.fits, way)


def _filters(it: Directory) -> list[tuple[Any, ...]]:
    """What narrows the directory; only what leads to something is offered."""
    there = offered(it.region, timezone.localdate()).order_by().values("pk")
    used = Q(pk__in=Action.themes.through.objects.filter(action__in=there).values("term"))
    words = list(Term.objects.filter(used | Q(vocabulary=Term.Vocabulary.SITUATION)))
    themes, situations = (
        [(term.code, str(term.name.best())) for term in words if term.vocabulary == vocabulary]
        for vocabulary in (Term.Vocabulary.THEME, Term.Vocabulary.SITUATION)
    )
    spoken = {(code, str(READ_LANGUAGES.get(code, code))) for one in it.listed for code in one.languages}
    return [
        ("theme", _("Theme"), themes),
        ("language", _("Language spoken there"), sorted(spoken, key=lambda choice: fold(choice[1]))),
        ("situation", _("Your legal situation"), situations),
        ("open", _("Can one join?"), [("now", _("yes, now"))]),
    ]


def offers_map(it: Directory) -> Territory | None:
    """The region with the towns where what fits happens, and how much; those with the most are named first."""
    towns = Counter((one.town, one.point) for one in it.found if one.point and one.town)
    if not (it.region.outline and towns):
        return None
    fit = fitting(it.region.outline)
    many = sorted(towns.items(), key=lambda item: (-item[1], fold(item[0][0])))
    named = [(f"{town} ({count})" if count > 1 else town, *fit(point or (0, 0))) for (town, point), count in many]
    return Territory(path_of([fit(pair) for pair in it.region.outline]), pins_of(named, is_full=True), "")


def directory_page(it: Directory, shown: Sequence[Listed]) -> dict[str, Any]:
    """See ``portal/actions.html``."""
    rows = Action.plain.select_related("lead").in_bulk([one.pk for one in shown])
    return {
        "region": it.region,
        "rows": [ActionLine(rows[one.pk], way_km=one.way_km) for one in shown],
        "asked": it.asked,
        "is_filtered": any(it.asked.values()),
        "near": it.near,
        "travel": CAR,
        "filters": _filters(it) if it.listed else [],
        "drawing": offers_map(it),
        "code": qr_square(whole_address("portal:actions", region=it.region.slug)),
    }
