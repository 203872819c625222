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
from welcommune.mapping.models.asset import (
    ASSET_TRANSITIONS,
    Asset,
    AssetFacts,
    AssetKind,
    AssetOffer,
    AssetState,
    Offerer,
)
from welcommune.mapping.models.funding import Certainty, FundingLevel, FundingLine
from welcommune.mapping.models.place import Place, PlaceFacts, PlacePostcode, PlaceSystem
from welcommune.mapping.models.strategy import (
    LEAST,
    MOST,
    PARTIAL,
    Assessment,
    AssessmentFacts,
    Rating,
    RatingFacts,
    Strategy,
    StrategyFacts,
    StrategyLevel,
)

__all__ = [
    "ASSET_TRANSITIONS",
    "LEAST",
    "MOST",
    "PARTIAL",
    "Action",
    "ActionKind",
    "ActionState",
    "Assessment",
    "AssessmentFacts",
    "Asset",
    "AssetFacts",
    "AssetKind",
    "AssetOffer",
    "AssetState",
    "Certainty",
    "Cost",
    "FundingLevel",
    "FundingLine",
    "LanguageLevel",
    "Offerer",
    "Place",
    "PlaceFacts",
    "PlacePostcode",
    "PlaceSystem",
    "Rating",
    "RatingFacts",
    "Referral",
    "Serves",
    "Strategy",
    "StrategyFacts",
    "StrategyLevel",
]
