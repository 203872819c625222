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

__all__ = [
    "LINK_OVER",
    "asset_address",
    "asset_holder",
    "asset_token",
    "assets_of",
    "public_assets",
    "public_region",
]
