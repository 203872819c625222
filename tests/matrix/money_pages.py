"""Lines of the matrix about money."""

from typing import Any

from tests.matrix.line import AUDITORS, ROLES, WRITERS, Line, act, form, no_arguments, public, read
from tests.matrix.scene import Scene
from welcommune.core.ids import new_id


def _home(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug}


def _line(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.funding.pk}


def typed(scene: Scene) -> dict[str, Any]:
    """A form that is well filled in."""
    return {
        "id": str(new_id()), "funder_name": "Ville", "certainty": "applied", "amount": "1 500,50", "currency": "EUR",
    }  # fmt: skip


def typed_again(scene: Scene) -> dict[str, Any]:
    return {name: text for name, text in typed(scene).items() if name != "id"} | {"seen": str(scene.funding.version)}


MONEY: tuple[Line, ...] = (
    public("mapping:who_pays", _home),
    read("mapping:funding_all", no_arguments, ROLES),
    read("mapping:funding", _home, AUDITORS, is_private=True),
    read("mapping:funding_sums", _home, AUDITORS, is_private=True),
    read("mapping:funding_timeline", _home, AUDITORS, is_private=True),
    read("mapping:funding_cliff", _home, AUDITORS, is_private=True),
    form("mapping:funding_new", _home, WRITERS, typed),
    form("mapping:funding_edit", _line, WRITERS, typed_again),
    act("mapping:funding_confirm", _line, WRITERS, changes=False),
    act("mapping:funding_delete", _line, WRITERS),
)
