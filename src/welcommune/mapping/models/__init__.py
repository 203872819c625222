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
from welcommune.mapping.models.place import Place, PlacePostcode, PlaceSystem

__all__ = [
    "CORRECTED",
    "PROPOSAL_TRANSITIONS",
    "Action",
    "ActionAsk",
    "ActionFacts",
    "ActionKind",
    "ActionProposal",
    "ActionState",
    "AskAnswer",
    "Certainty",
    "Cost",
    "FundingLevel",
    "FundingLine",
    "LanguageLevel",
    "NoActionMail",
    "Place",
    "PlacePostcode",
    "PlaceSystem",
    "ProposalState",
    "Referral",
    "Serves",
]
