"""Actions written as a file tells of them: new ones by the thousand, changed ones field by field."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Self
from uuid import UUID

from django.db.models import Model
from django.utils.text import slugify

from welcommune.core.audit import Touched
from welcommune.core.ids import new_id
from welcommune.core.models import ExternalId, Source
from welcommune.core.rows import insert_rows, key, packed
from welcommune.exchange.formats.offer import Offer
from welcommune.exchange.queries.terms import LISTS, crosswalk_of
from welcommune.mapping.models import Action, Place, PlaceSystem
from welcommune.network.models import Region, Term
from welcommune.stakeholders.queries import fold

# Fields of an offer that are fields of an action under the same name.
SAME: Final = (
    "name", "language", "kind", "town", "postcode", "address", "latitude", "longitude", "schedule", "state", "cost",
    "cost_note", "referral", "serves", "website", "email", "phone",
)  # fmt: skip
SOMETIMES: Final = ("is_for_everybody", "level_from", "level_to", "capacity", "starts_on", "ends_on")
COLUMNS: Final = (
    "id", "created_at", "changed_at", "version", "slug", "region_id", "names", "about", "lead_id", "is_for_everybody",
    "languages", "level_from", "level_to", "place_id", "is_sensitive", "capacity", "joining", "starts_on", "ends_on",
    "is_public", "confirmed_on", "merged_into_id", "kept", *SAME,
)  # fmt: skip
SLUG_PART: Final = 60
Read = tuple[Offer, str]


@dataclass
class Terms:
    """The words of our vocabularies by code, the crosswalk to a format, and the places met so far."""

    theme: dict[str, UUID]
    group: dict[str, UUID]
    situation: dict[str, UUID]
    crosswalk: dict[str, dict[str, str]]
    places: dict[str, UUID | None]

    @classmethod
    def known(cls, words: str) -> Self:
        """Read them once for a file; ``words`` is the format's key in the crosswalks."""
        codes: dict[str, dict[str, UUID]] = {name: {} for name in LISTS}
        for term in Term.objects.filter(vocabulary__in=LISTS).order_by("order", "code"):
            codes[term.vocabulary][term.code] = term.pk
        return cls(codes["theme"], codes["group"], codes["situation"], crosswalk_of(words), {})

    def look_up(self, offers: Iterable[Offer], country: str) -> None:
        """Find the places that offers name by their codes; one that has become part of another stands for that."""
        wanted = {code for offer in offers for code in (offer.code, *offer.served) if code} - self.places.keys()
        self.places |= dict.fromkeys(wanted)
        there = Place.objects.filter(system=PlaceSystem.LAU, country=country, code__in=wanted).order_by("pk")
        for code, pk, into in there.values_list("code", "pk", "merged_into"):
            self.places[code] = into or pk

    def served(self, offer: Offer) -> list[UUID]:
        """The places that an offer is for, as far as they are known."""
        return list(dict.fromkeys(pk for code in offer.served if (pk := self.places.get(code))))


def write_new(
    read: list[Read], *, name: str, region: Region, terms: Terms, leads: dict[str, UUID], now: datetime
) -> list[UUID]:
    """Insert actions with their themes, groups and places, their names in the file, and where they come from."""
    terms.look_up((offer for offer, _seen in read), region.country)
    moment = now.replace(tzinfo=None).isoformat(" ")
    made = [(new_id(), offer, seen) for offer, seen in read]
    insert_rows(
        Action, COLUMNS, (_row(pk, offer, seen, name, region, terms, leads, moment) for pk, offer, seen in made)
    )
    _relate(Action.themes.through, "term_id", ((pk, terms.theme[code]) for pk, o, _s in made for code in o.themes))
    _relate(Action.groups.through, "term_id", ((pk, terms.group[code]) for pk, o, _s in made for code in o.groups))
    accepted = ((pk, terms.situation[code]) for pk, o, _s in made for code in o.situations)
    _relate(Action.situations.through, "term_id", accepted)
    _relate(Action.places.through, "place_id", ((pk, place) for pk, o, _s in made for place in terms.served(o)))
    insert_rows(
        ExternalId, ("id", "created_at", "object_id", "source", "value"),
        ((key(new_id()), moment, key(pk), name, offer.key) for pk, offer, _seen in made),
    )  # fmt: skip
    insert_rows(
        Source, ("id", "created_at", "object_id", "field", "text", "url", "stated_on", "doubt"),
        (
            (key(new_id()), moment, key(pk), "", offer.producer, offer.url, offer.dated or None, "{}")
            for pk, offer, _seen in made
        ),
    )  # fmt: skip
    return [pk for pk, _offer, _seen in made]


def _row(
    pk: UUID, offer: Offer, seen: str, name: str, region: Region, terms: Terms, leads: dict[str, UUID], moment: str
) -> tuple[Any, ...]:
    slug = f"{slugify(fold(offer.name))[:SLUG_PART] or 'action'}-{pk.hex[-12:]}"
    lead, place = leads.get(offer.lead), terms.places.get(offer.code)
    return (
        key(pk), moment, moment, 1, slug, key(region.pk), "{}", _in(offer.language, offer.about),
        key(lead) if lead else None, offer.is_for_everybody, packed(list(offer.languages)), offer.level_from,
        offer.level_to, key(place) if place else None, False, offer.capacity, _in(offer.language, offer.joining),
        offer.starts_on or None, offer.ends_on or None, True, offer.dated or None, None,
        packed({name: {"seen": seen, "as": offer.kept}}), *(getattr(offer, field) for field in SAME),
    )  # fmt: skip


def _in(language: str, text: str) -> str:
    return packed({language: text}) if text else "{}"


def _relate(through: type[Model], column: str, pairs: Iterable[tuple[UUID, UUID]]) -> None:
    insert_rows(through, ("action_id", column), ((key(pk), key(other)) for pk, other in pairs))


def write_changed(read: dict[UUID, Read], *, name: str, terms: Terms, leads: dict[str, UUID]) -> list[Touched]:
    """Bring actions to what the file says now; what only we know of them, as texts in other languages, stays."""
    moved: list[Touched] = []
    rows = Action.plain.select_related("region").in_bulk(read)
    for pk, row in rows.items():
        offer, seen = read[pk]
        terms.look_up([offer], row.region.country)
        before = {field: getattr(row, field) for field in (*SAME, "about", "joining", "lead_id", "place_id")}
        _tell(row, offer, terms, leads)
        row.kept = row.kept | {name: {"seen": seen, "as": offer.kept}}
        row.version += 1
        beside: tuple[tuple[Any, list[UUID]], ...] = (
            (row.themes, [terms.theme[code] for code in offer.themes]),
            (row.groups, [terms.group[code] for code in offer.groups]),
            (row.places, terms.served(offer)),
        )
        if offer.is_for_everybody is not None:
            beside += ((row.situations, [terms.situation[code] for code in offer.situations]),)
        for related, wanted in beside:
            related.set(wanted)
        moved.append((Action, pk, [field for field, value in before.items() if getattr(row, field) != value]))
    beside_it = ["about", "joining", "lead", "place", "confirmed_on", "kept", "version", "languages"]
    written = [*SAME, *SOMETIMES, *beside_it]
    Action.plain.bulk_update(rows.values(), written, batch_size=200)
    return moved


def _told_sometimes(offer: Offer) -> dict[str, Any]:
    told = {field: value for field in SOMETIMES if (value := getattr(offer, field)) not in ("", None)}
    return told | {day: date.fromisoformat(told[day]) for day in ("starts_on", "ends_on") if day in told}


def _tell(row: Action, offer: Offer, terms: Terms, leads: dict[str, UUID]) -> None:
    for field in SAME:
        setattr(row, field, getattr(offer, field))
    # What few formats tell of: where the file does not, it stays.
    for field, told in _told_sometimes(offer).items():
        setattr(row, field, told)
    row.about = {**row.about, offer.language: offer.about}
    row.joining = {**row.joining, offer.language: offer.joining}
    row.languages = list(offer.languages)
    row.lead_id = leads.get(offer.lead)
    row.place_id = terms.places.get(offer.code)
    row.confirmed_on = date.fromisoformat(offer.dated) if offer.dated else None
