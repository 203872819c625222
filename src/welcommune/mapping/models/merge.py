"""The record of two actions that were one: what moved, so that it can be undone; and of two that are not one."""

from django.db import models

from welcommune.mapping.models.action import Action
from welcommune.stakeholders.models import KeptTwo, Merged

# What two entries may say differently, in the order in which they are compared.
COMPARED = (
    "name", "language", "names", "about", "kind", "state", "themes", "lead", "partners", "groups", "is_for_everybody",
    "situations", "languages", "level_from", "level_to", "referral", "serves", "places", "town", "place", "latitude",
    "longitude", "postcode", "address", "is_sensitive", "schedule", "starts_on", "ends_on", "capacity", "cost",
    "cost_note", "joining", "website", "email", "phone", "is_public", "confirmed_on",
)  # fmt: skip
# Where the entries of both can stand together, and which of these stand in tables of their own.
UNITED = ("names", "about", "joining", "themes", "partners", "groups", "situations", "languages", "places")
BESIDE = ("themes", "partners", "groups", "situations", "places")


class ActionMerge(Merged):
    """Two entries that were one action."""

    kept = models.ForeignKey(Action, models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Action, models.CASCADE, related_name="+")


class TwoActions(KeptTwo):
    """Two entries that are alike and are two actions."""

    one = models.ForeignKey(Action, models.CASCADE, related_name="+")
    other = models.ForeignKey(Action, models.CASCADE, related_name="+")
