"""The fictitious cast of the demonstration, shared by tests, demo and documentation."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from welcommune.accounts.actions import set_operator
from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM, Actor
from welcommune.core.publication import publish
from welcommune.network.actions import grant_role
from welcommune.network.models import Network, Region
from welcommune.network.queries import actor_of

CAST = Path(__file__).parent.parent / "shapes" / "cast.yaml"


def told_of(part: str) -> Any:
    """A part of what the demonstration invents: people, today's meeting, contacts, gaps, funding."""
    return yaml.safe_load(CAST.read_text(encoding="utf-8"))[part]


def keeper_of(facilitator: Account) -> tuple[Actor, Region]:
    """Who notes the examples of a region, and the region: that of the facilitator."""
    by = actor_of(facilitator)
    return by, Region.objects.get(pk__in=by.regions("facilitator"))


@transaction.atomic
def create_cast() -> dict[str, Account]:
    """The clearly fictitious people of the demonstration by their key; made once, found again afterwards."""
    cast = {}
    for key, entry in told_of("people").items():
        account = Account.objects.filter(email=entry["email"]).first() or Account.objects.create_user(
            entry["email"], entry["name"], language=entry["language"], is_fictitious=True
        )
        network = Network.objects.get(slug=entry["network"]) if "network" in entry else None
        region = Region.objects.get(slug=entry["region"]) if "region" in entry else None
        if "role" in entry:
            grant_role(by=SYSTEM, account=account, role=entry["role"], network=network, region=region)
        if entry.get("runs_the_site") and not account.is_operator:
            account = set_operator(by=SYSTEM, email=account.email, operates=True)
        if entry.get("is_contact") and region and not region.contact_email:
            _name_contact(region, entry)
        cast[key] = account
    return cast


def _name_contact(region: Region, entry: dict[str, str]) -> None:
    region.contact_name = entry["contact"]
    region.contact_email, region.contact_phone = entry["email"], entry.get("phone", "")
    region.save(update_fields=["contact_name", "contact_email", "contact_phone"])
    publish(region.slug)
