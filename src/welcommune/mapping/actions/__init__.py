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

__all__ = [
    "change_asset",
    "change_offered",
    "held_about",
    "move_asset",
    "offer_asset",
    "record_asset",
    "withdraw_offered",
]
