"""Addresses of the record at the desk."""

from django.urls import path

from welcommune.meetings import views

app_name = "meetings"
urlpatterns = [
    path("desk/regions/<slug:region>/meetings/new/", views.meeting_new, name="new"),
    path("desk/meetings/new/", views.meeting_new, name="network_new"),
    path("desk/meetings/<uuid:pk>/children/new/", views.child_new, name="child_new"),
    path("desk/meetings/<uuid:pk>/", views.record, name="record"),
    path("desk/meetings/<uuid:pk>/edit/", views.meeting_edit, name="edit"),
    path("desk/meetings/<uuid:pk>/attendance/", views.attendance, name="attendance"),
    path("desk/meetings/<uuid:pk>/counts/new/", views.count_new, name="count_new"),
    path("desk/meetings/<uuid:pk>/counts/<uuid:count>/remove/", views.count_remove, name="count_remove"),
    path("desk/meetings/<uuid:pk>/participants/new/", views.participant_new, name="participant_new"),
    path(
        "desk/meetings/<uuid:pk>/participants/<uuid:participant>/remove/",
        views.participant_remove,
        name="participant_remove",
    ),
    path("desk/meetings/<uuid:pk>/insights/new/", views.insight_new, name="insight_new"),
    path("desk/meetings/<uuid:pk>/move/", views.move, name="move"),
    path("desk/meetings/<uuid:pk>/report/", views.report_draft, name="report_draft"),
    path("desk/contacts/<uuid:pk>/delete/", views.contact_delete, name="contact_delete"),
    path("desk/insights/<uuid:pk>/", views.insight_edit, name="insight_edit"),
    path("desk/insights/<uuid:pk>/remove/", views.insight_remove, name="insight_remove"),
    path("desk/insights/<uuid:pk>/withdraw/", views.consent_withdraw, name="consent_withdraw"),
]
