"""Addresses of the map of a region."""

from django.urls import path

from welcommune.mapping.views import action

app_name = "mapping"
REGION, ACTION = "desk/regions/<slug:region>/", "desk/actions/<uuid:pk>/"
urlpatterns = [
    path(REGION + "actions/", action.action_list, name="actions"),
    path(REGION + "actions/new/", action.new, name="action_new"),
    path(ACTION, action.edit, name="action"),
    path(ACTION + "confirm/", action.confirm, name="action_confirm"),
    path(ACTION + "end/", action.end, name="action_end"),
]
