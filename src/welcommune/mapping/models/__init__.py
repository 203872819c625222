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
from welcommune.mapping.models.asking import (
    CORRECTED,
    PROPOSAL_TRANSITIONS,
    ActionAsk,
    ActionProposal,
    AskAnswer,
    NoActionMail,
    ProposalState,
)
from welcommune.mapping.models.facts import ActionFacts
from welcommune.mapping.models.funding import Certainty, FundingLevel, FundingLine
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
    "CORRECTED",
    "GAP_TRANSITIONS",
    "PROPOSAL_TRANSITIONS",
    "STILL_MISSING",
    "Action",
    "ActionAsk",
    "ActionFacts",
    "ActionKind",
    "ActionProposal",
    "ActionState",
    "AskAnswer",
    "CellFacts",
    "Certainty",
    "Cost",
    "FundingLevel",
    "FundingLine",
    "Gap",
    "GapAnswer",
    "GapOrigin",
    "GapState",
    "LanguageLevel",
    "NoActionMail",
    "Place",
    "PlaceFacts",
    "PlacePostcode",
    "PlaceSystem",
    "ProposalState",
    "Referral",
    "Serves",
    "Signal",
    "Statement",
]
