"""Forms well filled in, one function a form page of the matrix: what a person could send."""

from typing import Any

from tests.matrix.scene import Scene, picture
from welcommune.core.ids import new_id
from welcommune.portal.forms import opened_mark


def nothing(scene: Scene) -> dict[str, Any]:
    """A button, or a page without a form."""
    return {}


def code_request(scene: Scene) -> dict[str, Any]:
    """The address of an account that exists."""
    return {"email": scene.cast["member"].email}


def _wishes(scene: Scene) -> dict[str, Any]:
    return {"place": scene.abroad.slug, "topics": ["reports", "other-news"], "rhythm": "monthly", "language": "ar"}


def subscription(scene: Scene) -> dict[str, Any]:
    """News by mail for an address that is new."""
    return {"email": "lectrice@example.org", "website": "", "opened": opened_mark(ago=60), **_wishes(scene)}


def wishes(scene: Scene) -> dict[str, Any]:
    """Other wishes."""
    return {"seen": str(scene.subscription.version), **_wishes(scene)}


def news(scene: Scene) -> dict[str, Any]:
    """A piece of news."""
    return {"id": str(new_id()), "dated": "2022-04-01", "title": "Un bus de plus", "lead": "Le soir.", "body": "Enfin."}


def article_text(scene: Scene) -> dict[str, Any]:
    """Another text of the draft, which is at its second version."""
    return {"seen": "2", "title": "Un autre titre", "lead": "Autre chapeau", "part_0": "Un autre texte"}


def photo(scene: Scene) -> dict[str, Any]:
    """Another picture for the draft, described in its first language."""
    return {"photo": picture(), "credit": "Une autre", "alternative_fr": "Un bus", "alternative_en": "A bus"}


def _meeting_fields(scene: Scene) -> dict[str, Any]:
    return {
        "kind": "roundtable", "number": "3", "day": "2022-05-05", "starts_at": "09:00", "ends_at": "12:00",
        "duration_minutes": "180", "mode": "online", "place": "Digoin", "languages": ["fr"],
        "title_fr": "Une table", "agenda_fr": "Les bus\nLes cours", "agenda_en": "Buses\nCourses",
        "organisers": [str(row.organisation_id) for row in scene.meeting.organisers.all()],
    }  # fmt: skip


def meeting(scene: Scene) -> dict[str, Any]:
    """A third roundtable."""
    return {"id": str(new_id()), **_meeting_fields(scene)}


def network_meeting(scene: Scene) -> dict[str, Any]:
    """A meeting that the network convenes."""
    return {**meeting(scene), "kind": "conference", "number": "", "organisers": []}


def meeting_again(scene: Scene) -> dict[str, Any]:
    """The second roundtable, changed."""
    return {"seen": str(scene.meeting.version), **_meeting_fields(scene), "number": "2"}


def child(scene: Scene) -> dict[str, Any]:
    """A training inside the roundtable."""
    return {"id": str(new_id()), "kind": "training", "duration_minutes": "30", "title_fr": "Écouter"}


def attendance(scene: Scene) -> dict[str, Any]:
    """Other numbers."""
    told = {"people": "12", "people_to": "14", "organisations": "5", "organisations_to": "6", "unstated": "3"}
    kinds = {"degree_newcomer": "many", "detail_newcomer": "de la commune"}
    return {"seen": str(scene.meeting.version), **told, "unstated_to": "4", **kinds}


def count(scene: Scene) -> dict[str, Any]:
    """How many were there at the start."""
    return {"low": "10", "high": "11", "unit": "people", "moment": "arrival"}


def participant(scene: Scene) -> dict[str, Any]:
    """One more person."""
    return {"id": str(new_id()), "person": "Une personne", "people": "2", "arrived_at": "09:10", "left_at": "11:00"}


def _insight_fields() -> dict[str, Any]:
    return {
        "kind": "quote", "text_fr": "Il manque un bus", "text_en": "A bus is missing", "original": "Pas d’bus",
        "original_language": "fr", "attribution": "none", "person": "", "consent_given_on": "2022-03-10",
        "consent_how": "par écrit",
    }  # fmt: skip


def insight(scene: Scene) -> dict[str, Any]:
    """A quote with consent."""
    return {"id": str(new_id()), **_insight_fields()}


def insight_again(scene: Scene) -> dict[str, Any]:
    """The insight of the scene, turned into a quote."""
    return {"seen": str(scene.insight.version), **_insight_fields()}


def planned(scene: Scene) -> dict[str, Any]:
    """A state that follows on "held"."""
    return {"state": "open"}
