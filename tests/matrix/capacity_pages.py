"""The lines of the matrix that are about what a region has and its strategies, and their forms well filled in."""

from typing import Any

from django.utils import timezone

from tests.matrix.capacities import own_assessment
from tests.matrix.line import PUBLIC, WRITERS, Line, act, all_get, form, public, read
from tests.matrix.scene import Scene
from welcommune.accounts.forms import opened_mark
from welcommune.core.ids import new_id
from welcommune.mapping.queries import asset_token

ASSESSORS = ("assessor", *WRITERS)


def asset(scene: Scene) -> dict[str, Any]:
    """A room."""
    return {"id": str(new_id()), "kind": "premises", "name": "Une salle", "owner_name": "La mairie", "quantity": "40"}


def asset_again(scene: Scene) -> dict[str, Any]:
    """Another room."""
    typed = asset(scene) | {"seen": str(scene.capacities.asset.version)}
    return {name: value for name, value in typed.items() if name != "id"}


def offered(scene: Scene) -> dict[str, Any]:
    """Somebody offers a room."""
    told = {"person": "Une voisine", "email": "voisine@example.org", "agreed": "on", "website": ""}
    return asset(scene) | told | {"opened": opened_mark(ago=60)}


def offered_again(scene: Scene) -> dict[str, Any]:
    """Another room by the link."""
    return asset_again(scene) | {"seen": str(scene.capacities.offered.version)}


def strategy(scene: Scene) -> dict[str, Any]:
    """A plan."""
    return {"id": str(new_id()), "title": "Un plan", "level": "local", "issuer_name": "La mairie", "starts": "2025-03"}


def strategy_again(scene: Scene) -> dict[str, Any]:
    """Another plan."""
    typed = strategy(scene) | {"seen": str(scene.capacities.strategy.version), "is_assessment_public": "on"}
    return {name: value for name, value in typed.items() if name != "id"} | {"is_public": "on"}


def assessed(scene: Scene) -> dict[str, Any]:
    """What somebody makes of it."""
    told = {"assessed_on": timezone.localdate().isoformat(), "levels-roles_value": "3", "funding-known_value": ""}
    return {"id": str(new_id()), **told, "levels-roles_evidence": "Un tableau"}


def assessed_again(scene: Scene) -> dict[str, Any]:
    """Something else."""
    facts = {name: value for name, value in assessed(scene).items() if name != "id"}
    return {**facts, "seen": "1", "levels-roles_value": "1"}


def _home(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug}


def _asset(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.capacities.asset.pk}


def _link(scene: Scene) -> dict[str, Any]:
    return {"token": asset_token(scene.capacities.offered.pk)}


def _strategy(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.capacities.strategy.pk}


def _public_strategy(scene: Scene) -> dict[str, Any]:
    return _home(scene) | _strategy(scene)


def _without_account(name: str, where: Any, data: Any) -> Line:
    return Line(f"mapping:{name}", where, PUBLIC, all_get(302), data, changes=False, is_shared=False)


CAPACITY_PAGES = (
    public("mapping:region_assets", _home),
    _without_account("asset_offer", _home, offered),
    public("mapping:asset_offered", _home, is_shared=False),
    _without_account("asset_by_link", _link, offered_again),
    read("mapping:assets", _home, WRITERS, is_private=True),
    form("mapping:asset_new", _home, WRITERS, asset),
    form("mapping:asset_edit", _asset, WRITERS, asset_again),
    act("mapping:asset_move", _asset, WRITERS, lambda _scene: {"state": "ended"}),
    public("mapping:region_strategies", _home),
    public("mapping:public_strategy", _public_strategy),
    public("mapping:strategy_sheet", _public_strategy),
    public("mapping:comparison"),
    read("mapping:strategies", _home, ASSESSORS, is_private=True),
    read("mapping:strategy", _strategy, ASSESSORS, is_private=True),
    form("mapping:strategy_new", _home, WRITERS, strategy),
    form("mapping:strategy_edit", _strategy, WRITERS, strategy_again),
    form("mapping:assess", _strategy, ASSESSORS, assessed),
    # Each changes the own assessment only: here that of the facilitator.
    form(
        "mapping:assessment_edit",
        lambda scene: {"pk": own_assessment(scene, "facilitator").pk},
        ("facilitator",),
        assessed_again,
    ),
)
