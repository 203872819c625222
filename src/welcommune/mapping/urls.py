"""Addresses of the map of a region."""

from django.urls import path

from welcommune.mapping.views import action, asking

app_name = "mapping"
REGION, ACTION = "desk/regions/<slug:region>/", "desk/actions/<uuid:pk>/"
urlpatterns = [
    path("actions/ask/<str:token>/", asking.ask, name="ask"),
    path("actions/ask/<str:token>/correct/", asking.correct, name="ask_correct"),
    path("actions/no-mail/<str:token>/", asking.leave, name="ask_leave"),
    path(REGION + "actions/", action.action_list, name="actions"),
    path(REGION + "actions/new/", action.new, name="action_new"),
    path(REGION + "actions/proposals/", asking.proposals, name="action_proposals"),
    path(REGION + "actions/asked/", asking.campaign, name="action_campaign"),
    path(REGION + "actions/ask/", asking.ask_now, name="action_ask"),
    path("desk/corrections/<uuid:pk>/accept/", asking.accept, name="proposal_accept"),
    path("desk/corrections/<uuid:pk>/refuse/", asking.refuse, name="proposal_refuse"),
    path(ACTION, action.edit, name="action"),
    path(ACTION + "confirm/", action.confirm, name="action_confirm"),
    path(ACTION + "end/", action.end, name="action_end"),
]
