"""The map of a region: places, actions, their funding."""

from welcommune.mapping.models.action import (
    Action,
    ActionKind,
    ActionState,
    Cost,
    LanguageLevel,
    Referral,
    Serves,
)
from welcommune.mapping.models.facts import ActionFacts
from welcommune.mapping.models.funding import Certainty, FundingLevel, FundingLine
from welcommune.mapping.models.place import Place, PlacePostcode, PlaceSystem

__all__ = [
    "Action",
    "ActionFacts",
    "ActionKind",
    "ActionState",
    "Certainty",
    "Cost",
    "FundingLevel",
    "FundingLine",
    "LanguageLevel",
    "Place",
    "PlacePostcode",
    "PlaceSystem",
    "Referral",
    "Serves",
]
