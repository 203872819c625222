"""What the demonstration shows of capacities and strategies, and how its fictitious cast assessed one of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.mapping.actions import assess_strategy, record_asset, record_strategy
from welcommune.mapping.instruments import instrument
from welcommune.mapping.models import (
    AssessmentFacts,
    Asset,
    AssetFacts,
    Place,
    RatingFacts,
    Strategy,
    StrategyFacts,
)
from welcommune.network.models import Region
from welcommune.network.queries import actor_of

CAPACITIES = Path(__file__).parent.parent / "shapes" / "capacities.yaml"


@transaction.atomic
def show_capacities(cast: Mapping[str, Account]) -> None:
    """Put the examples of each region on record, once."""
    for slug, told in yaml.safe_load(CAPACITIES.read_text(encoding="utf-8")).items():
        region = Region.objects.get(slug=slug)
        if not (Asset.plain.filter(region=region).exists() or Strategy.plain.filter(region=region).exists()):
            _show(region, told, cast)


def _show(region: Region, told: Mapping[str, Any], cast: Mapping[str, Account]) -> None:
    places = {place.name: place for place in Place.objects.filter(region=region)}
    for entry in told["assets"]:
        place = places.get(entry.get("town", ""))
        facts = AssetFacts(language="fr", is_public=True, place=place, **entry)
        record_asset(by=SYSTEM, id=new_id(), region=region, facts=facts)
    for entry in told["strategies"]:
        opinions = entry.pop("assessed", {})
        facts_of_it = StrategyFacts(place=places.get(entry.get("town", "")), **entry)
        strategy = record_strategy(by=SYSTEM, id=new_id(), region=region, facts=facts_of_it)
        _assess(strategy, cast, opinions)


def _assess(strategy: Strategy, cast: Mapping[str, Account], opinions: Mapping[str, Sequence[int | None]]) -> None:
    made = instrument()
    for role, values in opinions.items():
        ratings = {one.code: RatingFacts(value) for one, value in zip(made.factors, values, strict=True)}
        facts = AssessmentFacts(timezone.localdate(), ratings)
        by = actor_of(cast[role])
        assess_strategy(by=by, id=new_id(), strategy=strategy, instrument=made, facts=facts)
