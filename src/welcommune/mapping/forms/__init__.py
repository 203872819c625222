"""What is typed on the pages of the map."""

from welcommune.mapping.forms.action import ActionForm, NewActionForm, action_initial
from welcommune.mapping.forms.asking import CorrectionForm, ReportForm, correction_initial
from welcommune.mapping.forms.asset import AssetForm, NewAssetForm, OfferAssetForm, OfferedForm, asset_initial
from welcommune.mapping.forms.merge import ActionMergeForm
from welcommune.mapping.forms.strategy import (
    AssessmentForm,
    NewAssessmentForm,
    NewStrategyForm,
    StrategyForm,
    assessment_initial,
    strategy_initial,
)

__all__ = [
    "ActionForm",
    "ActionMergeForm",
    "AssessmentForm",
    "AssetForm",
    "CorrectionForm",
    "NewActionForm",
    "NewAssessmentForm",
    "NewAssetForm",
    "NewStrategyForm",
    "OfferAssetForm",
    "OfferedForm",
    "ReportForm",
    "StrategyForm",
    "action_initial",
    "assessment_initial",
    "asset_initial",
    "correction_initial",
    "strategy_initial",
]
