"""What can be done with the map of a region."""

from welcommune.mapping.actions.asset import (
    change_asset,
    change_offered,
    move_asset,
    offer_asset,
    record_asset,
    withdraw_offered,
)
from welcommune.mapping.actions.held import held_about
from welcommune.mapping.actions.strategy import (
    assess_strategy,
    change_assessment,
    change_strategy,
    record_strategy,
)

__all__ = [
    "assess_strategy",
    "change_assessment",
    "change_asset",
    "change_offered",
    "change_strategy",
    "held_about",
    "move_asset",
    "offer_asset",
    "record_asset",
    "record_strategy",
    "withdraw_offered",
]
