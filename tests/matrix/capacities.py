"""The part of the scene that is about what a region has, and about its strategies."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from welcommune.core.access import Actor
from welcommune.core.ids import new_id
from welcommune.mapping.actions import offer_asset, record_asset
from welcommune.mapping.models import Asset, AssetFacts, AssetOffer, Offerer
from welcommune.network.models import Region

WHERE = "198.51.100.7"


@dataclass(frozen=True)
class Capacities:
    """What the home region has."""

    asset: Asset
    offered: Asset


def capacities(by: Actor, home: Region, note: Any) -> Capacities:
    """A hall that the public sees, a car that somebody offered."""
    hall = AssetFacts("premises", "Salle paroissiale", "fr", owner_name="Paroisse", is_public=True, languages=["fr"])
    kept = record_asset(by=by, id=new_id(), region=home, facts=hall)
    key, name = new_id(), note("who offers a car")
    car = AssetFacts("vehicle", note("a car that is offered"), "fr")
    who = Offerer(name, f"{name}@example.org".lower(), "fr")
    offer_asset(by=by, id=key, region=home, facts=car, offerer=who, sender=WHERE)
    return Capacities(asset=kept, offered=Asset.plain.get(pk=key))


def more_capacities(scene: Any, number: int) -> None:
    """One more that is listed, one more that is offered."""
    where = {"region": scene.home, "language": "fr"}
    Asset.plain.create(**where, kind="premises", name=f"Salle {number}", owner_name="Paroisse", is_public=True)
    car = Asset.plain.create(**where, kind="vehicle", name=f"Voiture {number}", state="offered")
    AssetOffer.objects.create(
        asset=car, name=f"Personne {number}", email=f"auto{number}@example.org", language="fr",
        consented_at=timezone.now(),
    )  # fmt: skip
