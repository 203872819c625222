"""The parts of an HSDS 3 service that are records of their own: written from an offer, and read back to its values."""

from typing import Any, Final
from uuid import UUID, uuid5

from welcommune.exchange.formats.gazetteer import COUNTRIES
from welcommune.exchange.formats.offer import Offer
from welcommune.exchange.formats.whom import told_situations

Item = dict[str, Any]
OURS: Final = UUID("0b5a3f63-2f0e-5c0f-9d53-5d5a4f6f2c11")
KIND, THEME, GROUP = "welcommune kind", "welcommune theme", "welcommune group"
SITUATION, STATE, REFERRAL = "welcommune legal situation", "welcommune state", "welcommune referral"
LEVEL_FROM, LEVEL_TO, CAPACITY = "welcommune level from", "welcommune level to", "welcommune capacity"
STARTS, ENDS, LANGUAGE = "welcommune first day", "welcommune last day", "welcommune language"
OWN: Final = frozenset(
    {KIND, THEME, GROUP, SITUATION, STATE, REFERRAL, LEVEL_FROM, LEVEL_TO, CAPACITY, STARTS, ENDS, LANGUAGE}
)  # fmt: skip
HERE: Final = "welcommune"
# What a service's status tells already.
BY_STATUS: Final = ("ended", "waiting")
AREA, TOWN = "welcommune reach", "welcommune municipality"
MUNICIPALITY: Final = "LAU"
PAID: Final = "paid"
COSTS: Final[dict[str, Item]] = {"free": {"option": "free", "amount": 0}, "paid": {"option": PAID}}
# The field of an action → how HSDS nests it: the parts that are written anew only where the value has changed.
PARTS: Final = (
    "phones",
    "schedules",
    "languages",
    "service_areas",
    "service_at_locations",
    "cost_options",
    "attributes",
)


def identifier(name: str) -> str:
    """A UUID for a name: itself where it is one, else always the same one."""
    try:
        return str(UUID(name))
    except ValueError:
        return str(uuid5(OURS, name))


def _first(items: Any) -> Item:
    return items[0] if isinstance(items, list) and items and isinstance(items[0], dict) else {}


def _all(items: Any) -> list[Item]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def values_of(item: Item) -> Item:
    """What the nested parts say, by our fields, before it is checked."""
    location = _first(item.get("service_at_locations")).get("location") or {}
    is_listed = location.get("external_identifier_type") == MUNICIPALITY
    address = _first(location.get("addresses"))
    words: dict[str, list[str]] = {}
    for attribute in _all(item.get("attributes")):
        term = attribute.get("taxonomy_term") or {}
        words.setdefault(str(term.get("taxonomy")), []).append(str(term.get("code") or term.get("name") or "?"))
    costs = _all(item.get("cost_options"))
    free = [cost.get("amount") in (0, 0.0, "0") for cost in costs if cost.get("amount") not in (None, "")]
    areas = _all(item.get("service_areas"))
    return {
        "phone": _first(item.get("phones")).get("number"), "schedule": _first(item.get("schedules")).get("description"),
        "languages": [str(each["code"]) for each in _all(item.get("languages")) if each.get("code")],
        "serves": next((each.get("extent") for each in areas if each.get("extent_type") == AREA), ""),
        "served": [str(each.get("extent")) for each in areas if each.get("extent_type") == TOWN],
        "code": location.get("external_identifier") if is_listed else "",
        "latitude": location.get("latitude"), "longitude": location.get("longitude"), "town": address.get("city"),
        "postcode": address.get("postal_code"), "address": address.get("address_1"),
        "cost": _cost(free, costs), "words": words,
    }  # fmt: skip


def _cost(free: list[bool], costs: list[Item]) -> str:
    """What it costs, where an amount tells it, or our word for that it costs something."""
    if not free:
        return PAID if any(cost.get("option") == PAID for cost in costs) else ""
    return "free" if all(free) else PAID


def is_own(attribute: Any) -> bool:
    """Whether an attribute stands for a field of an action, and is written anew."""
    return isinstance(attribute, dict) and (attribute.get("taxonomy_term") or {}).get("taxonomy") in OWN


def parts_of(offer: Offer, service: str) -> Item:
    """The nested parts as the offer is now; those without anything to say are left out."""

    def made(part: str, **told: Any) -> Item:
        return {"id": identifier(f"{service}/{part}"), "service_id": service, **told}

    areas = [made("area", extent=offer.serves, extent_type=AREA)] if offer.serves else []
    areas += [made(f"area/{code}", extent=code, extent_type=TOWN) for code in offer.served]
    parts: Item = {
        "phones": [made("phone", number=offer.phone)] if offer.phone else [],
        "schedules": [made("schedule", description=offer.schedule)] if offer.schedule else [],
        "languages": [made(f"language/{code}", code=code) for code in offer.languages],
        "service_areas": areas,
        "service_at_locations": [_at(offer, service)] if offer.town or offer.latitude is not None else [],
        "cost_options": [made("cost", **COSTS[offer.cost])] if offer.cost in COSTS else [],
        "attributes": list(_attributes(offer, service)),
    }
    return {name: listed for name, listed in parts.items() if listed}


def _at(offer: Offer, service: str) -> Item:
    place = identifier(f"{service}/location")
    location: Item = {"id": place, "location_type": "physical", "name": offer.town}
    if offer.code:
        location |= {"external_identifier": offer.code, "external_identifier_type": MUNICIPALITY}
    if offer.latitude is not None:
        location |= {"latitude": offer.latitude, "longitude": offer.longitude}
    if offer.town:
        country = offer.territory[:2].lower()
        location["addresses"] = [
            {
                "id": identifier(f"{service}/address"), "location_id": place, "address_1": offer.address,
                "city": offer.town, "state_province": offer.territory, "postal_code": offer.postcode,
                "country": COUNTRIES.get(country, country).upper(), "address_type": "physical",
            }
        ]  # fmt: skip
    return {"id": identifier(f"{service}/at"), "service_id": service, "location_id": place, "location": location}


def _language(offer: Offer) -> str:
    """The language of the texts, where they were written here or in another Welcommune: others' files name none."""
    is_ours = offer.producer == HERE or any(is_own(each) for each in offer.kept.get("attributes", ()))
    return offer.language if is_ours else ""


def _attributes(offer: Offer, service: str) -> Any:
    capacity = "" if offer.capacity is None else str(offer.capacity)
    told = (
        (KIND, (offer.kind,)), (THEME, offer.themes), (GROUP, offer.groups),
        (SITUATION, told_situations(offer.is_for_everybody, offer.situations)),
        (STATE, ("" if offer.state in BY_STATUS else offer.state,)), (REFERRAL, (offer.referral,)),
        (LEVEL_FROM, (offer.level_from,)), (LEVEL_TO, (offer.level_to,)), (CAPACITY, (capacity,)),
        (STARTS, (offer.starts_on,)), (ENDS, (offer.ends_on,)), (LANGUAGE, (_language(offer),)),
    )  # fmt: skip
    for taxonomy, codes in told:
        for code in filter(None, codes):
            term = {
                "id": identifier(f"{taxonomy}/{code}"), "code": code, "name": code, "description": code,
                "taxonomy": taxonomy,
            }  # fmt: skip
            yield {
                "id": identifier(f"{service}/{taxonomy}/{code}"), "link_id": service, "link_entity": "service",
                "taxonomy_term_id": term["id"], "taxonomy_term": term,
            }  # fmt: skip
