"""The part of the scene that is about what a region has, and about its strategies."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from welcommune.core.access import Actor
from welcommune.core.ids import new_id
from welcommune.mapping.actions import assess_strategy, offer_asset, record_asset, record_strategy
from welcommune.mapping.instruments import instrument
from welcommune.mapping.models import (
    Assessment,
    AssessmentFacts,
    Asset,
    AssetFacts,
    AssetOffer,
    Offerer,
    Rating,
    RatingFacts,
    Strategy,
    StrategyFacts,
)
from welcommune.network.models import Region

WHERE = "198.51.100.7"


@dataclass(frozen=True)
class Capacities:
    """What the home region has, and its strategies."""

    asset: Asset
    offered: Asset
    strategy: Strategy
    hidden: Strategy


def capacities(by: Actor, home: Region, note: Any) -> Capacities:
    """A hall that the public sees, a car that somebody offered."""
    hall = AssetFacts("premises", "Salle paroissiale", "fr", owner_name="Paroisse", is_public=True, languages=["fr"])
    kept = record_asset(by=by, id=new_id(), region=home, facts=hall)
    key, name = new_id(), note("who offers a car")
    car = AssetFacts("vehicle", "Une voiture", "fr")
    who = Offerer(name, f"{name}@example.org".lower(), "fr")
    offer_asset(by=by, id=key, region=home, facts=car, offerer=who, sender=WHERE)
    return Capacities(asset=kept, offered=Asset.plain.get(pk=key), **_strategies(by, home, note))


def _strategies(by: Actor, home: Region, note: Any) -> dict[str, Strategy]:
    """One that the public sees with its assessment, one that it does not see."""
    plan = StrategyFacts("Plan d’accueil", "fr", "local", starts="2024", is_public=True, is_assessment_public=True)
    draft = StrategyFacts(note("a strategy that is not public"), "fr", "regional", is_public=False)
    shown = record_strategy(by=by, id=new_id(), region=home, facts=plan)
    hidden = record_strategy(by=by, id=new_id(), region=home, facts=draft)
    today = timezone.localdate()
    open_words = RatingFacts(3, "Un tableau", "page 4")
    secret = RatingFacts(1, note("evidence that is not public"), "")
    for strategy, rating in ((shown, open_words), (hidden, secret)):
        facts = AssessmentFacts(today, {"levels-roles": rating})
        assess_strategy(by=by, id=new_id(), strategy=strategy, instrument=instrument(), facts=facts)
    return {"strategy": shown, "hidden": hidden}


def own_assessment(scene: Any, role: str) -> Assessment:
    """What somebody of this role made of the public strategy."""
    told = {"instrument": "local-welcome", "instrument_version": "1", "assessed_on": timezone.localdate()}
    where = {"strategy": scene.capacities.strategy, "assessor": scene.cast[role]}
    return Assessment.objects.get_or_create(**where, defaults=told)[0]


def more_capacities(scene: Any, number: int) -> None:
    """One more that is listed, one more that is offered, one more strategy and one more opinion."""
    where = {"region": scene.home, "language": "fr"}
    Asset.plain.create(**where, kind="premises", name=f"Salle {number}", owner_name="Paroisse", is_public=True)
    car = Asset.plain.create(**where, kind="vehicle", name=f"Voiture {number}", state="offered")
    AssetOffer.objects.create(
        asset=car, name=f"Personne {number}", email=f"auto{number}@example.org", language="fr",
        consented_at=timezone.now(),
    )  # fmt: skip
    told = {"level": "local", "issuer_name": "Mairie", "is_assessment_public": True}
    Strategy.plain.create(**where, **told, title=f"Plan {number}")
    assessed = Assessment.objects.create(
        strategy=scene.capacities.strategy, instrument="local-welcome", instrument_version="1",
        assessed_on=timezone.localdate(),
    )  # fmt: skip
    Rating.objects.create(assessment=assessed, item="levels-roles", value=number % 5, evidence="Un tableau")
