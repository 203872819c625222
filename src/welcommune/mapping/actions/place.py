"""Keeping the gazetteer: an official list becomes the record, whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from welcommune.core.access import Actor
from welcommune.core.audit import log
from welcommune.core.publication import publish
from welcommune.mapping.models import Place, PlaceFacts, PlacePostcode
from welcommune.mapping.queries.place import MovedPlace, plain_name, records_in
from welcommune.network.models import RegionCode

AT_ONCE: Final = 1000
# What a list of any year may add where nothing is known; the rest only a list that is not older may change.
STATED: Final = (
    "name", "plain", "plain_latin", "names", "parent_code", "postcodes", "population", "population_year", "latitude",
    "longitude", "outline",
)  # fmt: skip
WRITTEN: Final = (*STATED, "vintage", "source", "region")
Key = tuple[str, str, str]


@dataclass
class PlacesReport:
    """What a list brought; ``missing`` counts places known from before that it no longer has: they stay.

    ``moved`` are the places with records of the map that have become part of another one just now.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    merged: int = 0
    missing: int = 0
    moved: list[MovedPlace] = field(default_factory=list)


@dataclass
class _Loading:
    """One load: where it comes from, and what has gone by so far."""

    source: str
    vintage: str
    report: PlacesReport = field(default_factory=PlacesReport)
    seen: set[Key] = field(default_factory=set)
    parents: set[str] = field(default_factory=set)
    merges: dict[Key, str] = field(default_factory=dict)
    regions: dict[str, Any] = field(default_factory=dict)
    first: Place | None = None


@transaction.atomic
def record_places(
    *, by: Actor, places: Iterable[PlaceFacts], source: str, vintage: str, tell: Callable[[int], None] = lambda _n: None
) -> PlacesReport:
    """Bring a list of places in. Nothing known is made empty, nothing newer is overwritten by an older list."""
    loading = _Loading(source, vintage, regions=_regions_by_code())
    rest = iter(places)
    while some := list(islice(rest, AT_ONCE)):
        _take(loading, some)
        tell(len(loading.seen))
    _merge(loading)
    loading.report.missing = _missing(loading)
    if loading.first:
        log("mapping.record_places", by=by, about=loading.first, fields=["source", "vintage"])
        publish(everywhere=True)
    return loading.report


def _regions_by_code() -> dict[str, Any]:
    """Regions by their code in a dated list of NUTS; one that no list is named for may belong to another region."""
    return {code.code: code.region_id for code in RegionCode.objects.exclude(vintage="").filter(system="NUTS")}


def _region_of(loading: _Loading, facts: PlaceFacts) -> Any:
    code = facts.parent_code if facts.system == "lau" else facts.code
    parts = (code[:size] for size in range(len(code), 2, -1))
    return next((loading.regions[part] for part in parts if part in loading.regions), None)


def _take(loading: _Loading, some: list[PlaceFacts]) -> None:
    known = _known(some)
    fresh: dict[Key, Place] = {}
    changed: dict[Key, Place] = {}
    for facts in some:
        key = (facts.system, facts.country, facts.code)
        loading.seen.add(key)
        loading.parents.add(facts.parent_code)
        row = fresh.get(key) or known.get(key)
        if row is None:
            row = fresh[key] = _new(loading, facts)
        elif _update(loading, row, facts) and key not in fresh:
            changed[key] = row
        if loading.vintage >= row.vintage:
            loading.merges[key] = facts.merged_into
    _write(loading, fresh, changed, len({*known} - {*changed}))


def _known(some: list[PlaceFacts]) -> dict[Key, Place]:
    codes: dict[tuple[str, str], list[str]] = {}
    for facts in some:
        codes.setdefault((facts.system, facts.country), []).append(facts.code)
    found: dict[Key, Place] = {}
    for (system, country), listed in codes.items():
        for row in Place.objects.filter(system=system, country=country, code__in=listed).order_by("pk"):
            found[row.system, row.country, row.code] = row
    return found


def _stated(facts: PlaceFacts) -> dict[str, Any]:
    """What the list says, by our fields; what it does not say is empty."""
    latin = facts.latin if facts.latin != facts.name else ""
    return {
        "name": facts.name, "plain": plain_name(facts.name), "plain_latin": plain_name(latin),
        "names": {"en": latin} if latin else {}, "parent_code": facts.parent_code, "postcodes": list(facts.postcodes),
        "population": facts.population, "population_year": facts.population_year, "latitude": facts.latitude,
        "longitude": facts.longitude, "outline": facts.outline,
    }  # fmt: skip


def _new(loading: _Loading, facts: PlaceFacts) -> Place:
    return Place(
        system=facts.system, code=facts.code, country=facts.country, vintage=loading.vintage, source=loading.source,
        region_id=_region_of(loading, facts), **_stated(facts),
    )  # fmt: skip


def _update(loading: _Loading, row: Place, facts: PlaceFacts) -> bool:
    """Bring what is known of a place to what the list says; whether anything changed."""
    is_older = loading.vintage < row.vintage
    before = [getattr(row, name) for name in (*STATED, "region_id")]
    for name, value in _stated(facts).items():
        if value not in (None, "", [], {}) and (not is_older or getattr(row, name) in (None, "", [], {})):
            setattr(row, name, value)
    row.region_id = _region_of(loading, facts) or row.region_id
    moved = before != [getattr(row, name) for name in (*STATED, "region_id")]
    if not is_older and loading.vintage != row.vintage:
        row.vintage, moved = loading.vintage, True
    if moved and loading.source not in row.source:
        row.source = "; ".join(part for part in (row.source, loading.source) if part)[:200]
    return moved


def _write(loading: _Loading, fresh: dict[Key, Place], changed: dict[Key, Place], same: int) -> None:
    report = loading.report
    report.new, report.changed, report.same = (
        report.new + len(fresh), report.changed + len(changed), report.same + same,
    )  # fmt: skip
    Place.objects.bulk_create(fresh.values(), batch_size=500)
    Place.objects.bulk_update(changed.values(), WRITTEN, batch_size=200)
    rows = [*fresh.values(), *changed.values()]
    PlacePostcode.objects.filter(place__in=list(changed.values())).delete()
    PlacePostcode.objects.bulk_create(
        (PlacePostcode(place=row, country=row.country, postcode=code) for row in rows for code in row.postcodes),
        batch_size=1000,
    )
    loading.first = loading.first or next(iter(rows), None)


def _merge(loading: _Loading) -> None:
    """Places that have become part of another one lead to it; one that the list has as its own no longer does."""
    for keys in _by_list(loading.merges):
        system, country = keys[0][:2]
        there = Place.objects.filter(system=system, country=country).only("code", "merged_into")
        rows = {row.code: row for row in there}
        moved = []
        for key in keys:
            row, into = rows[key[2]], rows.get(loading.merges[key])
            if row.merged_into_id != (into.pk if into else None):
                row.merged_into = into
                moved.append(row)
        Place.objects.bulk_update(moved, ["merged_into"], batch_size=500)
        gone = {row.pk for row in moved if row.merged_into_id}
        loading.report.merged += len(gone)
        loading.report.moved += records_in(gone)
        loading.first = loading.first or next(iter(moved), None)


def _by_list(keys: Iterable[Key]) -> Iterable[list[Key]]:
    lists: dict[tuple[str, str], list[Key]] = {}
    for key in keys:
        lists.setdefault(key[:2], []).append(key)
    return lists.values()


def _missing(loading: _Loading) -> int:
    """How many places of the same territories an earlier list had and this one has not."""
    if not loading.seen:
        return 0
    lists = {key[:2] for key in loading.seen}
    where = Q()
    for system, country in lists:
        where |= Q(system=system, country=country)
    rows = Place.objects.filter(where, merged_into__isnull=True, parent_code__in=loading.parents)
    known = rows.order_by().values_list("system", "country", "code")
    return sum(key not in loading.seen for key in known)
