"""What a column of a list of actions can be, in the order in which it is offered."""

from typing import Any, Final

from django.utils.translation import gettext_lazy

from welcommune.exchange.targets.actions.words import HEADERS
from welcommune.exchange.targets.base import Field

ACTION, WHO, PLACE, WHEN, JOIN = (
    gettext_lazy("Action"), gettext_lazy("For whom"), gettext_lazy("Where"), gettext_lazy("When"),
    gettext_lazy("How to join"),
)  # fmt: skip
LABELS: Final[dict[Any, dict[str, Any]]] = {
    ACTION: {
        "name": gettext_lazy("Name"), "lead": gettext_lazy("Run by"), "partners": gettext_lazy("Partner organisations"),
        "kind": gettext_lazy("Kind"), "themes": gettext_lazy("Themes"), "about": gettext_lazy("What it is"),
        "key": gettext_lazy("Its number or code in this list"), "dated": gettext_lazy("Last confirmed"),
        "is_public": gettext_lazy("Shown to the public (yes or no)"),
    },
    WHO: {
        "groups": gettext_lazy("For whom"), "situations": gettext_lazy("Legal situations accepted"),
        "languages": gettext_lazy("Languages spoken"),
        "level": gettext_lazy("Language level in one cell (A1 to B1)"),
        "level_from": gettext_lazy("Language level from"), "level_to": gettext_lazy("Language level up to"),
    },
    PLACE: {
        "address": gettext_lazy("Street and number"), "postcode": gettext_lazy("Postcode"),
        "town": gettext_lazy("Town"), "serves": gettext_lazy("Where people live who can come"),
        "served": gettext_lazy("Towns it is for"),
    },
    WHEN: {
        "schedule": gettext_lazy("When"), "starts_on": gettext_lazy("First day"), "ends_on": gettext_lazy("Last day"),
    },
    JOIN: {
        "state": gettext_lazy("Can one join?"), "capacity": gettext_lazy("Places"), "cost": gettext_lazy("Cost"),
        "cost_note": gettext_lazy("About the cost"), "joining": gettext_lazy("How to join"),
        "referral": gettext_lazy("Who may come"), "website": gettext_lazy("Website"),
        "email": gettext_lazy("E-mail for everybody"), "phone": gettext_lazy("Telephone for everybody"),
    },
}  # fmt: skip
EXAMPLES: Final = {
    "name": "Cours de français du soir", "lead": "Association Le Pont", "themes": "language", "town": "Mâcon",
    "postcode": "71000", "schedule": "mardi, 18 h", "capacity": "12", "situations": "asylum_seeker; refugee",
    "level": "A1-A2", "state": "open", "cost": "free", "referral": "anyone", "dated": "2026-03-01",
    "languages": "français; العربية",
}  # fmt: skip
FOR_ALL: Final = {"lead", "kind", "situations", "town", "serves", "state", "cost", "referral", "dated", "is_public"}


def fields() -> list[Field]:
    """All that a column can be."""
    return [
        Field(key, label, HEADERS.get(key, ()), None, key == "name", key == "key", group=group,
              example=EXAMPLES.get(key, ""), for_all=key in FOR_ALL)
        for group, labels in LABELS.items() for key, label in labels.items()
    ]  # fmt: skip
