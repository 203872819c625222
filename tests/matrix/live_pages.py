"""Lines of the matrix about a meeting that goes on: its door, its groups, its notes, its signed sheets."""

from typing import Any

from tests.matrix.line import AUDITORS, NOT_ALLOWED, PUBLIC, WRITERS, Line, act, all_get, form, read
from tests.matrix.live import arrival, commitment, decision, note, signed, walk_in
from tests.matrix.scene import Scene
from welcommune.core.ids import new_id
from welcommune.meetings.queries import came_token, code_of, group_token


def _live(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.live.meeting.pk}


def _door(scene: Scene) -> dict[str, Any]:
    return {"code": code_of(scene.live.meeting)}


def _group_link(scene: Scene) -> dict[str, Any]:
    return {"token": group_token(scene.live.group)}


AT_THE_DOOR = (
    Line("meetings:check_in", _door, PUBLIC, all_get(302), arrival, changes=False, is_shared=False),
    Line("meetings:checked_in", lambda scene: _door(scene) | {"token": came_token(scene.live.came)}, PUBLIC,
         all_get(302), changes=False, is_shared=False),
    Line("meetings:group", _group_link, PUBLIC, all_get(302), note, changes=False, is_shared=False),
    Line("meetings:group_notes", _group_link, PUBLIC, NOT_ALLOWED, is_html=False, is_shared=False),
)  # fmt: skip
WHILE_IT_LASTS = (
    form("meetings:capture", _live, WRITERS, note),
    form("meetings:capture_decision", _live, WRITERS, decision),
    form("meetings:capture_commitment", _live, WRITERS, commitment),
    read("meetings:capture_notes", _live, WRITERS, is_private=True, is_html=False),
    act("meetings:group_new", _live, WRITERS, lambda scene: {"id": str(new_id()), "name": "Groupe neuf"}),
    act("meetings:group_revoke", lambda scene: {"pk": scene.live.group.pk}, WRITERS),
    form("meetings:door", _live, WRITERS, walk_in),
    act("meetings:participant_left", lambda scene: {**_live(scene), "participant": scene.live.came.pk}, WRITERS),
    read("meetings:sheet", _live, WRITERS, is_private=True),
    read("meetings:evidence", _live, AUDITORS, is_private=True),
    form("meetings:evidence_new", _live, WRITERS, signed),
    read("meetings:evidence_file", lambda scene: {"pk": scene.live.sheet.pk}, AUDITORS, is_private=True,
         is_html=False),
    act("meetings:evidence_delete", lambda scene: {"pk": scene.live.sheet.pk}, WRITERS),
)  # fmt: skip
