"""Reads over the map of a region."""

from welcommune.mapping.queries.asset import (
    LINK_OVER,
    asset_address,
    asset_holder,
    asset_token,
    assets_of,
    public_assets,
    public_region,
)
from welcommune.mapping.queries.strategy import (
    Assessed,
    assessed,
    compared,
    issuer_of,
    own_assessment,
    period_of,
    public_strategies,
    spread_words,
    strategies_of,
    strategy_page,
)

__all__ = [
    "LINK_OVER",
    "Assessed",
    "assessed",
    "asset_address",
    "asset_holder",
    "asset_token",
    "assets_of",
    "compared",
    "issuer_of",
    "own_assessment",
    "period_of",
    "public_assets",
    "public_region",
    "public_strategies",
    "spread_words",
    "strategies_of",
    "strategy_page",
]
