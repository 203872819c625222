"""Addresses of the map of a region."""

from django.urls import path

from welcommune.mapping.views import coverage, gap

app_name = "mapping"
urlpatterns = [
    path("desk/regions/<slug:region>/coverage/", coverage.coverage, name="coverage"),
    path("desk/regions/<slug:region>/coverage/map/", coverage.coverage_map, name="coverage_map"),
    path("desk/regions/<slug:region>/coverage/cell/", coverage.coverage_cell, name="coverage_cell"),
    path("desk/regions/<slug:region>/coverage/nothing/", coverage.statement_new, name="statement_new"),
    path("desk/statements/<uuid:pk>/remove/", coverage.statement_remove, name="statement_remove"),
    path("desk/regions/<slug:region>/gaps/", gap.gaps, name="gaps"),
    path("desk/regions/<slug:region>/gaps/new/", gap.gap_new, name="gap_new"),
    path("desk/gaps/<uuid:pk>/", gap.gap, name="gap"),
    path("desk/gaps/<uuid:pk>/edit/", gap.gap_edit, name="gap_edit"),
    path("desk/gaps/<uuid:pk>/cover/", gap.gap_close, {"act": "cover"}, name="gap_cover"),
    path("desk/gaps/<uuid:pk>/park/", gap.gap_close, {"act": "park"}, name="gap_park"),
    path("desk/gaps/<uuid:pk>/answer/", gap.gap_answer, name="gap_answer"),
    path("desk/gaps/<uuid:pk>/reopen/", gap.gap_reopen, name="gap_reopen"),
    path("regions/<slug:region>/gaps/", gap.public_gaps, name="public_gaps"),
    path("regions/<slug:region>/gaps/nothing-found/", gap.nothing_found, name="nothing_found"),
    path("regions/<slug:region>/gaps/thanks/", gap.nothing_found_thanks, name="nothing_found_thanks"),
]
