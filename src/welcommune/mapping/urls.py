"""Addresses of the map of a region."""

from django.urls import path

from welcommune.mapping.views import asset

app_name = "mapping"
HERE, DESK = "regions/<slug:region>/", "desk/regions/<slug:region>/"
urlpatterns = [
    path(HERE + "assets/", asset.region_assets, name="region_assets"),
    path(HERE + "assets/offer/", asset.asset_offer, name="asset_offer"),
    path(HERE + "assets/offered/", asset.asset_offered, name="asset_offered"),
    path("assets/<str:token>/", asset.asset_by_link, name="asset_by_link"),
    path(DESK + "assets/", asset.assets, name="assets"),
    path(DESK + "assets/new/", asset.asset_new, name="asset_new"),
    path("desk/assets/<uuid:pk>/", asset.asset_edit, name="asset_edit"),
    path("desk/assets/<uuid:pk>/move/", asset.asset_move, name="asset_move"),
]
