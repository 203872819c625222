"""What the map holds about people: who offered something, and who assessed a strategy."""

from typing import Any

from django.db.models import QuerySet

from welcommune.core.access import SYSTEM
from welcommune.core.audit import log
from welcommune.core.personal import Person, holds
from welcommune.core.publication import publish
from welcommune.mapping.models import Assessment, Asset, AssetOffer

OFFERED = ("asset__region__slug", "asset__kind", "asset__name", "name", "email", "language", "consented_at")


def _offers(person: Person) -> QuerySet[AssetOffer]:
    return AssetOffer.objects.filter(email__iexact=person.email).exclude(email="")


def held_about(person: Person) -> dict[str, Any]:
    """What the person offered to regions, and the strategies that they assessed."""
    assessed = Assessment.objects.filter(assessor=person.id).order_by("pk")
    return {
        "assets_offered": list(_offers(person).order_by("pk").values(*OFFERED)),
        "assessed": list(assessed.values("strategy", "instrument", "assessed_on")),
    }


def forget_offers(offers: QuerySet[AssetOffer]) -> None:
    """What people offered goes with them."""
    offered = offers.values("asset")
    for asset in Asset.plain.filter(pk__in=list(offered.values_list("asset", flat=True))).select_related("region"):
        log("mapping.withdraw_offered", by=SYSTEM, about=asset, region_id=asset.region_id)
        publish(asset.region.slug)
        asset.delete()


def forget_assessors(assessments: QuerySet[Assessment]) -> None:
    """An opinion on a strategy stays, and names nobody."""
    assessments.update(assessor=None)


def _erase(person: Person) -> None:
    """What a person offered goes with them; an opinion on a strategy stays and names nobody."""
    forget_offers(_offers(person))
    forget_assessors(Assessment.objects.filter(assessor=person.id))


holds("mapping", AssetOffer, Assessment, collect=held_about, erase=_erase)
