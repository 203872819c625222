"""The lines of the matrix that are about what a region has and its strategies, and their forms well filled in."""

from typing import Any

from tests.matrix.line import PUBLIC, WRITERS, Line, act, all_get, form, public, read
from tests.matrix.scene import Scene
from welcommune.accounts.forms import opened_mark
from welcommune.core.ids import new_id
from welcommune.mapping.queries import asset_token


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


def _home(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug}


def _asset(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.capacities.asset.pk}


def _link(scene: Scene) -> dict[str, Any]:
    return {"token": asset_token(scene.capacities.offered.pk)}


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
)
