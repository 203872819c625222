"""The lines of the page × role matrix that are about minutes."""

from typing import Any

from tests.matrix.line import NOT_ALLOWED, PUBLIC, WRITERS, Line, act, all_get, form, public, read
from tests.matrix.scene import Scene
from welcommune.meetings.queries import correct_token


def _minutes(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.written.minutes.pk}


def _first(scene: Scene) -> dict[str, Any]:
    return {**_minutes(scene), "number": 1}


def _correction(scene: Scene) -> dict[str, Any]:
    return {**_minutes(scene), "correction": scene.written.correction.pk}


def _word_file(scene: Scene) -> dict[str, Any]:
    return {**_minutes(scene), "kind": "docx"}


def _series(scene: Scene) -> dict[str, Any]:
    return {"region": scene.home.slug}


def _link(scene: Scene) -> dict[str, Any]:
    return {"token": correct_token(scene.written.reader)}


def _public(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.written.published.pk}


def minutes_text(scene: Scene) -> dict[str, Any]:
    """Words of one's own; the other sections as they are emptied."""
    return {"seen": "2", "part_own": "Ce qui reste à dire"}


def correction(scene: Scene) -> dict[str, Any]:
    """One section is wrong."""
    return {"facts": "Ce n’était pas au Creusot."}


def declined(scene: Scene) -> dict[str, Any]:
    """A word for the reader."""
    return {"reason": "C’était bien au Creusot."}


AT_THE_DESK = (
    act("meetings:minutes_assemble", lambda scene: {"pk": scene.meeting.pk}, WRITERS),
    read("meetings:minutes", _minutes, WRITERS, is_private=True),
    form("meetings:minutes_edit", _minutes, WRITERS, minutes_text),
    read("meetings:minutes_file", _word_file, WRITERS, is_private=True, is_html=False),
    read("meetings:minutes_version", _first, WRITERS, is_private=True),
    act("meetings:minutes_restore", _first, WRITERS),
    act("meetings:minutes_move", lambda scene: {**_minutes(scene), "act": "reopen"}, WRITERS),
    act("meetings:reader_remove", lambda scene: {**_minutes(scene), "reader": scene.written.reader.pk}, WRITERS),
    act("meetings:correction_accept", _correction, WRITERS),
    act("meetings:correction_decline", _correction, WRITERS, declined),
    read("meetings:minutes_series", _series, WRITERS, is_private=True),
    read("meetings:series_file", lambda scene: {**_series(scene), "language": "fr", "kind": "docx"}, WRITERS,
         is_private=True, is_html=False),
)  # fmt: skip
BY_LINK = (
    Line("meetings:minutes_read", _link, PUBLIC, all_get(302), correction, changes=False, is_shared=False),
    public("meetings:minutes_read_file", lambda scene: {**_link(scene), "kind": "docx"}, is_html=False,
           is_shared=False),
    public("meetings:minutes_public", _public),
    public("meetings:minutes_public_file", lambda scene: {**_public(scene), "kind": "docx"}, is_html=False),
)  # fmt: skip
NOT_PUBLISHED = Line("meetings:minutes_public", _minutes, all_get(404), NOT_ALLOWED, is_private=True)
