"""Lines of the matrix about what is there and what is missing."""

from typing import Any

from tests.matrix.line import PUBLIC, REGION, WRITERS, Line, act, all_get, form, public, read
from tests.matrix.scene import Scene
from welcommune.core.ids import new_id


def _home(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug}


def _waiting(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.missing.waiting.pk}


def _shared(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.missing.shared.pk}


def _on_agenda(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.coming.pk, "gap": scene.missing.parked.pk}


def _new_gap(scene: Scene) -> dict[str, Any]:
    words = {"title": "Une garde d’enfants le soir", "language": "fr", "origin": "reported"}
    return {"id": str(new_id()), "theme": "family", **words}


def _gap_again(scene: Scene) -> dict[str, Any]:
    return {"seen": "1", "title": "Un autre titre", "language": "fr", "origin": "roundtable", "theme": "mobility"}


def _answer(scene: Scene) -> dict[str, Any]:
    return {"id": str(new_id()), "text": "Un minibus le soir"}


def _nothing_there(scene: Scene) -> dict[str, Any]:
    return {"id": str(new_id()), "theme": "housing", "source": "Table ronde de mai"}


def _reason(scene: Scene) -> dict[str, Any]:
    return {"reason": "Un bus circule depuis mai."}


GAP_PAGES = (
    read("mapping:coverage", _home, REGION, is_private=True),
    read("mapping:coverage_map", _home, REGION, is_private=True),
    read("mapping:coverage_cell", _home, REGION, is_private=True),
    form("mapping:statement_new", _home, WRITERS, _nothing_there),
    act("mapping:statement_remove", lambda scene: {"pk": scene.missing.statement.pk}, WRITERS),
    read("mapping:gaps", _home, REGION, is_private=True),
    form("mapping:gap_new", _home, WRITERS, _new_gap),
    read("mapping:gap", _waiting, REGION, is_private=True),
    form("mapping:gap_edit", _waiting, WRITERS, _gap_again),
    form("mapping:gap_cover", _shared, WRITERS, _reason),
    form("mapping:gap_park", _waiting, WRITERS, _reason),
    form("mapping:gap_answer", _shared, WRITERS, _answer),
    act("mapping:gap_reopen", lambda scene: {"pk": scene.missing.parked.pk}, WRITERS),
    public("mapping:public_gaps", _home),
    Line(
        "mapping:nothing_found", _home, PUBLIC, all_get(302), lambda scene: {"theme": "housing"}, changes=False,
        is_shared=False,
    ),
    public("mapping:nothing_found_thanks", _home, is_shared=False),
    read("meetings:gaps", lambda scene: {"pk": scene.coming.pk}, WRITERS, is_private=True),
    act("meetings:gap_put", lambda s: {"pk": s.coming.pk, "gap": s.missing.waiting.pk}, WRITERS),
    act("meetings:gap_confirm", _on_agenda, WRITERS),
    act("meetings:gap_not_confirm", _on_agenda, WRITERS),
)  # fmt: skip
