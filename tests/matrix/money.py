"""The part of the scene that is about money: a line of the home region, and many more of them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from welcommune.core.access import Actor
from welcommune.core.ids import new_id
from welcommune.mapping.actions.funding import record_funding
from welcommune.mapping.models import Action, FundingFacts, FundingLine
from welcommune.network.models import Region


def funding(by: Actor, home: Region, note: Any) -> FundingLine:
    """A line that is not public, for an action that ends within the year."""
    action = Action.plain.create(slug="cours-du-soir", region=home, name="Cours du soir", language="fr", capacity=12)
    facts = FundingFacts(
        funder_name=note("funder of a line"), purpose=note("purpose of a line"), amount=Decimal(12000), currency="EUR",
        action=action, ends_on=timezone.localdate() + timedelta(days=100),
    )  # fmt: skip
    return record_funding(by=by, id=new_id(), region=home, facts=facts)


def more_funding(scene: Any, number: int) -> None:
    """One more line of everything."""
    today = timezone.localdate()
    action = Action.plain.create(slug=f"action-{number}", region=scene.home, name=f"Action {number}", language="fr")
    FundingLine.plain.create(
        region=scene.home, funder_name=f"Funder {number}", amount=number, currency="EUR", action=action,
        starts_on=today, ends_on=today + timedelta(days=number % 300), beneficiary_name=f"Receiver {number}",
    )  # fmt: skip
