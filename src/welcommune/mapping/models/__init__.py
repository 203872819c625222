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
from welcommune.mapping.models.funding import MOST, Certainty, FundingFacts, FundingLevel, FundingLine
from welcommune.mapping.models.place import Place, PlaceFacts, PlacePostcode, PlaceSystem

__all__ = [
    "MOST",
    "Action",
    "ActionKind",
    "ActionState",
    "Certainty",
    "Cost",
    "FundingFacts",
    "FundingLevel",
    "FundingLine",
    "LanguageLevel",
    "Place",
    "PlaceFacts",
    "PlacePostcode",
    "PlaceSystem",
    "Referral",
    "Serves",
]
