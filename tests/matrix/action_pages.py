"""The lines of the matrix that are about actions, and their forms well filled in."""

from typing import Any

from tests.matrix.line import EDITORS, PUBLIC, Line, act, all_get, form, public, read
from tests.matrix.scene import Scene
from welcommune.accounts.forms import opened_mark
from welcommune.core.ids import new_id
from welcommune.mapping.queries import ask_leave_token, ask_token


def lessons(scene: Scene) -> dict[str, Any]:
    """Lessons with nothing but a name."""
    return {"id": str(new_id()), "name": "Cours de français", "language": "fr"}


def lessons_again(scene: Scene) -> dict[str, Any]:
    """The action of the scene under another name."""
    return {"seen": str(scene.action.version), "name": "Autre cours", "language": "fr", "is_public": "on"}


def both_stay_one(scene: Scene) -> dict[str, Any]:
    """The first entry stays, with the name of the second."""
    seen = {"seen_first": str(scene.action.version), "seen_second": str(scene.action_twin.version)}
    sides = {"town": "first", "address": "first", "is_sensitive": "first", "state": "first", "is_public": "first"}
    return {**seen, "stays": "first", "of_name": "second", **{f"of_{name}": side for name, side in sides.items()}}


def mistake(scene: Scene) -> dict[str, Any]:
    """What a visitor says is wrong."""
    return {"text": "La porte est de l’autre côté.", "opened": opened_mark(ago=30)}


def correction(scene: Scene) -> dict[str, Any]:
    """What the organisation corrects."""
    return {"schedule": "le mardi"}


def _home(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug}


def _action(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.action.pk}


def _two_actions(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.action.pk, "other": scene.action_twin.pk}


def _noted_as_two(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.action.pk, "other": scene.action_neighbour.pk}


def _action_merge(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.action.pk, "merge": scene.action_merge.pk}


def _shown(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug, "slug": scene.action.slug}


def _asked(scene: Scene) -> dict[str, Any]:
    return {"token": ask_token(scene.action_ask)}


def _proposal(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.action_proposal.pk}


ACTION_PAGES = [
    public("portal:actions", _home),
    public("portal:action", _shown),
    Line("portal:action_report", _shown, PUBLIC, PUBLIC, mistake, changes=False, is_shared=False),
    Line("mapping:ask", _asked, PUBLIC, all_get(302), lambda scene: {"answer": "right"}, changes=False,
         is_shared=False),
    Line("mapping:ask_correct", _asked, PUBLIC, all_get(302), correction, changes=False, is_shared=False),
    Line("mapping:ask_leave", lambda scene: {"token": ask_leave_token("accueil@example.org")}, PUBLIC, PUBLIC,
         changes=False, is_shared=False),
    read("mapping:actions", _home, EDITORS, is_private=True),
    form("mapping:action_new", _home, EDITORS, lessons),
    form("mapping:action", _action, EDITORS, lessons_again),
    act("mapping:action_confirm", _action, EDITORS),
    act("mapping:action_end", _action, EDITORS),
    read("mapping:action_alike", _home, EDITORS, is_private=True),
    read("mapping:action_merge_choose", _action, EDITORS, is_private=True),
    form("mapping:action_merge", _two_actions, EDITORS, both_stay_one),
    act("mapping:action_keep_two", _two_actions, EDITORS),
    act("mapping:action_look_again", _noted_as_two, EDITORS),
    act("mapping:action_merge_undo", _action_merge, EDITORS),
    read("mapping:action_proposals", _home, EDITORS, is_private=True),
    read("mapping:action_campaign", _home, EDITORS, is_private=True),
    act("mapping:action_ask", _home, EDITORS, changes=False),
    act("mapping:proposal_accept", _proposal, EDITORS),
    act("mapping:proposal_refuse", _proposal, EDITORS),
]  # fmt: skip
