"""Addresses of the map of a region."""

from django.urls import path

from welcommune.mapping.views import funding

app_name = "mapping"
FUNDING, LINE = "desk/regions/<slug:region>/funding/", "desk/funding/<uuid:pk>/"
urlpatterns = [
    path("desk/funding/", funding.funding_all, name="funding_all"),
    path(FUNDING, funding.funding, name="funding"),
    path(FUNDING + "new/", funding.funding_new, name="funding_new"),
    path(FUNDING + "sums/", funding.funding_sums, name="funding_sums"),
    path(FUNDING + "timeline/", funding.funding_timeline, name="funding_timeline"),
    path(FUNDING + "ending/", funding.funding_cliff, name="funding_cliff"),
    path(LINE, funding.funding_edit, name="funding_edit"),
    path(LINE + "confirm/", funding.funding_confirm, name="funding_confirm"),
    path(LINE + "delete/", funding.funding_delete, name="funding_delete"),
]
