"""Funding lines for the demonstration: those that are public, and invented ones that say so."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from welcommune.accounts.models import Account
from welcommune.core.ids import new_id
from welcommune.mapping.actions.funding import record_funding
from welcommune.mapping.models import Action, FundingFacts, FundingLevel, FundingLine
from welcommune.network.models import Region
from welcommune.network.queries import network_for
from welcommune.portal.actions.cast import keeper_of, told_of

AMOUNTS = ("amount", "amount_from", "amount_to", "share")


@transaction.atomic
def note_funding(facilitator: Account) -> None:
    """The lines of the facilitator's region: made once, left alone afterwards."""
    by, region = keeper_of(facilitator)
    if FundingLine.plain.filter(region=region).exists():
        return
    told = told_of("funding")[region.slug]
    actions = {action.slug: action for action in Action.plain.filter(region=region)}
    for facts in (_of_the_network(region), *(_told(entry, actions) for entry in told)):
        record_funding(by=by, id=new_id(), region=region, facts=facts)


def _of_the_network(region: Region) -> FundingFacts:
    """What the network itself says in public of who pays for it; no amount for a region is known."""
    network = network_for(region)
    return FundingFacts(
        funder_name="European Union", programme="Asylum, Migration and Integration Fund (AMIF)",
        level=FundingLevel.EU, purpose=network.name, starts_on=network.starts_on,
        ends_on=network.ends_on, is_public=True,
    )  # fmt: skip


def _told(entry: Mapping[str, Any], actions: Mapping[str, Action]) -> FundingFacts:
    """An example; its days are counted from today, so that there is always something about to end."""
    told = {name: value for name, value in entry.items() if name not in {"starts", "ends", "action", *AMOUNTS}}
    told |= {name: Decimal(entry[name]) for name in AMOUNTS if name in entry}
    today = timezone.localdate()
    told |= {f"{name}_on": today + timedelta(days=entry[name]) for name in ("starts", "ends") if name in entry}
    return FundingFacts(action=actions.get(entry.get("action", "")), **told)
