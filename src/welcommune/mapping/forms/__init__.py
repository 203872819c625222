"""What is typed on the pages of the map."""

from welcommune.mapping.forms.asset import AssetForm, NewAssetForm, OfferAssetForm, OfferedForm, asset_initial
from welcommune.mapping.forms.strategy import (
    AssessmentForm,
    NewAssessmentForm,
    NewStrategyForm,
    StrategyForm,
    assessment_initial,
    strategy_initial,
)

__all__ = [
    "AssessmentForm",
    "AssetForm",
    "NewAssessmentForm",
    "NewAssetForm",
    "NewStrategyForm",
    "OfferAssetForm",
    "OfferedForm",
    "StrategyForm",
    "assessment_initial",
    "asset_initial",
    "strategy_initial",
]
