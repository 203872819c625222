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
from welcommune.mapping.models.gap import (
    GAP_TRANSITIONS,
    STILL_MISSING,
    CellFacts,
    Gap,
    GapAnswer,
    GapOrigin,
    GapState,
    Signal,
    Statement,
)
from welcommune.mapping.models.place import Place, PlaceFacts, PlacePostcode, PlaceSystem

__all__ = [
    "GAP_TRANSITIONS",
    "MOST",
    "STILL_MISSING",
    "Action",
    "ActionKind",
    "ActionState",
    "CellFacts",
    "Certainty",
    "Cost",
    "FundingFacts",
    "FundingLevel",
    "FundingLine",
    "Gap",
    "GapAnswer",
    "GapOrigin",
    "GapState",
    "LanguageLevel",
    "Place",
    "PlaceFacts",
    "PlacePostcode",
    "PlaceSystem",
    "Referral",
    "Serves",
    "Signal",
    "Statement",
]
