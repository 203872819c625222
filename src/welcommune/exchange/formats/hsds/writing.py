"""Actions and organisations as services and organisations of HSDS 3; what is not known is left out."""

from typing import Any, Final

from welcommune.exchange.formats.hsds.nested import PARTS, identifier, is_own, parts_of, values_of
from welcommune.exchange.formats.offer import Body, Offer

Item = dict[str, Any]
ENDED: Final = "ended"
CLOSED: Final = "waiting"


def organization_of(body: Body) -> Item:
    """An organisation as the schema wants it."""
    key = identifier(body.key)
    phones = [{"id": identifier(f"{key}/phone"), "organization_id": key, "number": body.phone}] if body.phone else []
    numbers = [
        {
            "id": identifier(f"{key}/siret"), "organization_id": key, "identifier_scheme": "FR-SIRET",
            "identifier_type": "SIRET", "identifier": body.siret,
        }
    ]  # fmt: skip
    told: Item = {
        "id": key, "name": body.name, "description": body.about or body.name, "email": body.email,
        "website": body.website, "phones": phones, "organization_identifiers": numbers if body.siret else [],
    }  # fmt: skip
    return _filled(told)


def service_of(offer: Offer) -> Item:
    """A service as the schema wants it; parts that it came with go out again while they still hold."""
    key = identifier(offer.key)
    parts = parts_of(offer, key)
    for part in PARTS:
        came = offer.kept.get(part)
        if not came or offer.is_sensitive:
            continue
        if part == "attributes":
            parts[part] = [*(each for each in came if not is_own(each)), *parts.get(part, ())]
        elif _says_the_same(part, came, parts.get(part)):
            parts[part] = came
    status = "inactive" if offer.state == ENDED else "temporarily closed" if offer.state == CLOSED else "active"
    kept = {field: value for field, value in offer.kept.items() if field not in PARTS and ": " not in field}
    told: Item = {
        "id": key, "organization_id": identifier(offer.lead), "name": offer.name, "description": offer.about,
        "url": offer.website, "email": offer.email, "status": status, "application_process": offer.joining,
        "fees_description": offer.cost_note or offer.kept.get("fees_description"), "assured_date": offer.dated,
    }  # fmt: skip
    return _filled(kept | {field: value for field, value in told.items() if value} | parts)


def _filled(told: Item) -> Item:
    return {field: value for field, value in told.items() if value not in ("", None, [], {})}


def _says_the_same(part: str, came: Any, now: Any) -> bool:
    """Whether what came in means what the action says now, so far as it says anything of it."""
    before, after = values_of({part: came}), values_of({part: now})
    return all(_plain(before[name]) == _plain(after[name]) for name in before)


def _plain(value: Any) -> Any:
    """A value without the differences that reading makes."""
    if isinstance(value, str):
        return " ".join(value.replace('"', "").split())
    return None if value in (0, 0.0) else value or None
