"""What is typed on the pages of the map."""

from welcommune.mapping.forms.asset import AssetForm, NewAssetForm, OfferAssetForm, OfferedForm, asset_initial

__all__ = ["AssetForm", "NewAssetForm", "OfferAssetForm", "OfferedForm", "asset_initial"]
