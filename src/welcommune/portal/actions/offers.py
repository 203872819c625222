"""What is offered to newcomers, for the demonstration: a few public facts with their source, and invented examples."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from welcommune.accounts.models import Account
from welcommune.core.text import Translated
from welcommune.mapping.actions import confirm_action, record_action
from welcommune.mapping.models import Action, ActionFacts, Place
from welcommune.network.models import Region, Term
from welcommune.portal.actions.cast import keeper_of
from welcommune.stakeholders.models import Organisation

OFFERS = Path(__file__).parent.parent / "shapes" / "offers.yaml"
WORDS = ("names", "about", "joining")


@dataclass(frozen=True)
class _Known:
    """What the entries of a region point at, by its code, address or name."""

    terms: Mapping[tuple[str, str], Term]
    places: Mapping[str, Place]
    leads: Mapping[str, Organisation]


@transaction.atomic
def note_offers(facilitator: Account) -> None:
    """Put those of the facilitator's region on record, once; nothing where actions are on record there."""
    by, region = keeper_of(facilitator)
    if Action.plain.filter(region=region).exists():
        return
    told = yaml.safe_load(OFFERS.read_text(encoding="utf-8"))[region.slug]
    known = _known(region, told)
    for entry in told:
        action = record_action(by=by, region=region, facts=_facts(entry, known))
        if entry.get("confirmed"):
            confirm_action(by=by, action=action)


def _known(region: Region, told: list[dict[str, Any]]) -> _Known:
    leads = Organisation.objects.filter(slug__in=[entry["lead"] for entry in told if "lead" in entry])
    return _Known(
        terms={(term.vocabulary, term.code): term for term in Term.objects.all()},
        places={place.name: place for place in Place.objects.filter(region=region)},
        leads={each.slug: each for each in leads},
    )


def _facts(entry: Mapping[str, Any], known: _Known) -> ActionFacts:
    """An entry as facts; days until the end are counted from today, so that something is always about to end."""
    apart = ("lead", "towns", "themes", "groups", "situations", "ends", "confirmed", *WORDS)
    told: dict[str, Any] = {"language": "fr", "is_public": True}
    told |= {name: value for name, value in entry.items() if name not in apart}
    told |= {name: Translated(entry.get(name, {})) for name in WORDS}
    for name in ("theme", "group", "situation"):
        told[f"{name}s"] = [known.terms[name, code] for code in entry.get(f"{name}s", ())]
    if "ends" in entry:
        told["ends_on"] = timezone.localdate() + timedelta(days=entry["ends"])
    if "situations" in entry:
        told["is_for_everybody"] = False
    return ActionFacts(lead=known.leads.get(entry.get("lead", "")), **told, **_where(entry, known))


def _where(entry: Mapping[str, Any], known: _Known) -> dict[str, Any]:
    place = known.places.get(entry.get("town", ""))
    point = {"postcode": place.postcodes[0], "latitude": place.latitude, "longitude": place.longitude} if place else {}
    return {"place": place, "places": [known.places[town] for town in entry.get("towns", ())], **point}
